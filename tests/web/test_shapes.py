"""Threads that begin to decode at once: in a process of its own, since what goes wrong there ends it."""

from __future__ import annotations

import subprocess
import sys

import msgspec

from crossbearing.write.dossier import dossier
from tests.write.stories import FINDINGS, RELATIONS, UTTERANCES, a_material

PROGRAM = """
import sys, threading
import msgspec
from crossbearing.records import Dossier
from crossbearing.web import shapes
body = sys.stdin.buffer.read()
shapes.work_out()
sys.setswitchinterval(1e-6)
begin = threading.Barrier(6)
def decode():
    begin.wait()
    msgspec.json.decode(body, type=Dossier)
threads = [threading.Thread(target=decode) for _ in range(6)]
for each in threads:
    each.start()
for each in threads:
    each.join()
"""
"""Without `work_out` it ends with SIGSEGV."""


def test_threads_may_begin_with_one_type_at_once() -> None:
    body = msgspec.json.encode(dossier(a_material(), FINDINGS, RELATIONS, UTTERANCES))
    command = [sys.executable, "-c", PROGRAM]
    ran = subprocess.run(command, input=body, capture_output=True, timeout=60, check=False)  # noqa: S603 - ours
    assert ran.returncode == 0, ran.stderr
