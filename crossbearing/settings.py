"""The limits that Crossbearing works under, and what of it is chosen for a case.

Input is hostile: each limit is what an honest report never reaches.
"""

from __future__ import annotations

import os
from typing import Literal

import msgspec


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Limits on what one report may cost, each with its reason beside it, and which models take part."""

    max_bytes: int = 20_000_000
    """Per report, in bytes. The largest of 181 real pages measured has 1.5 MB; thirteen times that is no report."""

    unpacked_ratio: int = 100
    """Bytes that one byte of a packed file may unfold to. Pages and JSON pack to a fifth or a tenth; a bomb, to a
    thousandth."""

    unpacked_free: int = 10_000_000
    """Bytes to which every packed file may unfold, whatever its ratio: a few kilobytes of repeated lines do no harm."""

    unpacked_most: int = 20_000_000_000
    """Bytes to which one packed file may unfold in all: it lies in the folder for temporary files meanwhile."""

    nesting: int = 3
    """Packings one in another: a web archive (WACZ) in a ZIP is a ZIP in a ZIP around a WARC file. Honest files are not
    packed deeper."""

    members: int = 200_000
    """Members of one ZIP archive; its directory of as many is read in a second."""

    cpu_seconds: int = 2
    """CPU time per page, in seconds. Cleaning takes 30 ms on average and 0.3 s at worst over 181 real pages."""

    memory_mb: int = 512
    """Address space per worker above what it has when its code is loaded, in MB. All of 181 real pages, 1.5 MB the
    largest, were read with 65 MB more."""

    answer_mb: int = 64
    """What a worker may answer for one page or piece of a file, in MB: the text of the largest page that is read, in
    letters of three bytes, has 60. What is larger is not read by this process, whoever made it."""

    wall_seconds: float = 30.0
    """Time by the clock per page, in seconds: for a worker that waits and burns no CPU, on a machine that is busy."""

    processes: int = max(1, min(4, os.cpu_count() or 1))
    """Worker processes. Each holds about 160 MB with its code loaded, so no more than four without being asked."""

    reader: str = ""
    """Folder with an ONNX model that reads in place of the shipped one, or finds names or acts of saying for it. Empty:
    the shipped one reads."""

    encoder: str = ""
    """Folder with an ONNX sentence encoder that takes the place of the shipped one. Empty: the shipped one encodes."""

    endpoint: str = ""
    """Base URL of an OpenAI-compatible server whose model points at acts of saying, such as http://127.0.0.1:8080/v1.
    Empty: nothing is sent anywhere. Reports' texts are sent there."""

    endpoint_model: str = ""
    """The model's name, as that server knows it."""

    endpoint_seconds: float = 120.0
    """Time by the clock for one answer, in seconds: 4,096 tokens, the most it may have, at 35 a second."""

    endpoint_plain_http: bool = False
    """Whether a server on another machine may be reached by http, in the clear. A key is never sent that way."""

    webhook_private: bool = False
    """Whether alerts may be sent to addresses of this machine and of private networks, on any port and by http: for a
    receiver of your own there. The address stands in the mandate's file, which a stranger may have written, so by
    default only https and the public net are reached, as for pages."""

    smtp_host: str = ""
    """The mail server that takes alerts for addresses of electronic mail. Empty: such alerts wait."""

    smtp_port: int = 587
    """Its port: 587 is the one for mail that is handed in (RFC 6409), 465 the one for `tls`."""

    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    """How the connection is secured: from the first command on which the server offers it, from the start, or not at
    all. Where it cannot be, nothing is sent. Certificates are verified."""

    smtp_user: str = ""
    """Name for the server; the password stands in the environment (CROSSBEARING_SMTP_PASSWORD). Empty: no login."""

    smtp_sender: str = ""
    """The address that mails are from."""
