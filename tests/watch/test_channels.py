"""Whom a mandate tells, as the outbox names them."""

from __future__ import annotations

import msgspec
import pytest

from crossbearing.records import Recipient
from crossbearing.watch import mandate_file
from crossbearing.watch.channels import channels, kind, recipient
from tests.tell.told import MANDATE

HOOK = Recipient(webhook="https://hooks.pier.example/", secret="CROSSBEARING_WEBHOOK_DESK")  # noqa: S106 - a name
MAIL = Recipient(email="desk@pier.example")
HERE = Recipient(terminal=True)


@pytest.mark.parametrize(
    ("given", "ways"),
    [
        ((), ()),
        ((HOOK, MAIL, HERE), (HOOK, MAIL, HERE)),
        ((MAIL, HERE, MAIL), (MAIL, HERE)),
    ],
)
def test_each_recipient_is_a_channel_once(given: tuple[Recipient, ...], ways: tuple[Recipient, ...]) -> None:
    mandate = msgspec.structs.replace(mandate_file.read(MANDATE, "harbours"), alert=given)
    assert tuple(map(recipient, channels(mandate))) == ways


def test_kinds_of_recipients() -> None:
    assert [kind(each) for each in (HOOK, MAIL, HERE)] == ["webhook", "email", "terminal"]


@pytest.mark.parametrize("channel", ["", "{", "[]", '{"fax": "1"}', '{"email": 1}'])
def test_what_is_no_channel_is_an_error(channel: str) -> None:
    with pytest.raises(msgspec.MsgspecError):
        recipient(channel)
