"""No address that a stranger writes leads to this machine, its network or its cloud: a canary counts who comes by."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossbearing.collect.addresses import EVERYWHERE, Reach, Refused, not_public, refused, written
from crossbearing.collect.politeness import Guest
from crossbearing.collect.web import NotFetched
from crossbearing.settings import Settings
from tests.collect.servers import FakeClock, Request, sent, serving

PRIVATE = (
    "127.0.0.1 127.8.9.10 10.0.0.1 172.16.0.1 172.31.255.254 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 "
    "192.0.2.7 198.18.0.1 224.0.0.1 255.255.255.255"
).split()


def number(address: str) -> int:
    return int.from_bytes(socket.inet_aton(address))


def bytes_of(address: str) -> list[int]:
    return list(socket.inet_aton(address))


def dotted(form: Callable[[int], str]) -> Callable[[str], str]:
    return lambda address: ".".join(form(each) for each in bytes_of(address))


def in_hex(address: str) -> str:
    return f"{number(address) >> 16:x}:{number(address) & 0xFFFF:x}"


FORMS: dict[str, Callable[[str], str]] = {
    "four decimals": str,
    "one decimal": lambda address: str(number(address)),
    "one hexadecimal": lambda address: hex(number(address)),
    "one octal": lambda address: f"0{number(address):o}",
    "four octals": dotted(lambda each: f"0{each:o}"),
    "four hexadecimals": dotted(hex),
    "leading zeros": dotted(lambda each: f"{each:03d}"),
    "two parts": lambda address: f"{bytes_of(address)[0]}.{number(address) & 0xFFFFFF}",
    "three parts": lambda address: "{}.{}.".format(*bytes_of(address)) + str(number(address) & 0xFFFF),
    "trailing dot": lambda address: address + ".",
    "wide digits": lambda address: "".join(chr(ord(ch) + 0xFEE0) if ch.isdigit() else ch for ch in address),
    "ideographic dots": lambda address: address.replace(".", "\u3002"),
    "percent escapes": lambda address: "".join(f"%{ord(ch):02x}" for ch in address),
    "user": lambda address: f"pier.example@{address}",
    "mapped": lambda address: f"[::ffff:{address}]",
    "mapped in hex": lambda address: f"[::ffff:{in_hex(address)}]",
    "compatible": lambda address: f"[::{address}]",
    "translated": lambda address: f"[64:ff9b::{address}]",
    "translated locally": lambda address: f"[64:ff9b:1::{address}]",
    "6to4": lambda address: f"[2002:{in_hex(address)}::1]",
    "Teredo": lambda address: (
        f"[2001:0:4136:e378:8000:63bf:{number(address) >> 16 ^ 0xFFFF:x}:{number(address) & 0xFFFF ^ 0xFFFF:x}]"
    ),
}

SIX = (
    "[::1] [::] [0:0:0:0:0:0:0:1] [fe80::1] [fe80::1%25lo] [fc00::1] [fd00:ec2::254] [fd12:3456::1] [fec0::1] "
    "[ff02::1] [2001:db8::1] [3fff::1] [2001:2::1] [100::1] [::ffff:0:127.0.0.1] [::127.0.0.1] [64:ff9b::7f00:1] "
    "[5f00::1] [2001:20::1] [::1%lo]"
).split()

NAMES = (
    "localhost LOCALHOST localhost. LocalHost.localdomain sub.localhost printer.local router.lan intranet nas.home "
    "metadata.google.internal db.corp wiki.intranet x.private 1.0.0.127.in-addr.arpa host.invalid hidden.onion "
    "\uff4c\uff4f\uff43\uff41\uff4c\uff48\uff4f\uff53\uff54 "
    "\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3"
).split()

ODD = (
    "http://127.0.0.1\\@pier.example:{port}/",
    "http://pier.example\\@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}\\.pier.example/",
    "http://user:word@127.0.0.1:{port}/",
    "http://@127.0.0.1:{port}/",
    "http://127.0.0.1 :{port}/",
    "http://127.0.0.1\t:{port}/",
    "http://127.0.0.1\n:{port}/",
    "http://127.0.0.1\x00:{port}/",
    "http://127.0.0.1%00.pier.example:{port}/",
    "http://127.0.0.1%2f.pier.example:{port}/",
    "http://[::1:{port}/",
    "http://[127.0.0.1]:{port}/",
    "http:///127.0.0.1:{port}/",
    "http:127.0.0.1:{port}/",
    "//127.0.0.1:{port}/",
    "127.0.0.1:{port}/",
    "http://127.0.0.1:{port}0000/",
    "http://127.0.0.1:-1/",
    "http://127.0.0.1:\uff18\uff10/",
    "http://:{port}/",
    "http://.:{port}/",
    "http://-pier.example:{port}/",
    "http://0x7f.1:{port}/",
    "http://0x:{port}/",
    "http://127.0.0.0x1:{port}/",
    "http://1.1.1.1.127:{port}/",
    "http://pier\uff0eexample\u2048@127.0.0.1:{port}/",
    "http://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460:{port}/",
    "http://127\uff0e0\uff610\u30021:{port}/",
    "file:///etc/passwd",
    "ftp://127.0.0.1:{port}/",
    "gopher://127.0.0.1:{port}/_GET",
    "data:text/html,hello",
    "dict://127.0.0.1:{port}/",
    "javascript:alert(1)",
    "jar:http://127.0.0.1:{port}/!/",
    "ws://127.0.0.1:{port}/",
    "unix:/run/docker.sock",
    "http+unix://%2frun%2fdocker.sock/",
    "http://" + "a" * 70 + ".example:{port}/",
    "http://pier.example:{port}/" + "a" * 5000,
    "",
)

RESOLVED = (
    *PRIVATE,
    *(each.strip("[]") for each in SIX if "%" not in each),
    "::ffff:10.0.0.1",
    "64:ff9b::169.254.169.254",
    "168.63.129.16",
    "192.0.0.192",
    "240.0.0.1",
    "1.1.1.1 127.0.0.1",
    "2606:4700::1111 ::1",
    "1.1.1.1 2606:4700::1111 169.254.169.254",
)
"""What a name may lead to; with blanks: several answers, of which one is bad."""


class Row(NamedTuple):
    url: str
    answers: str
    """What its name leads to, where it is one that is looked up."""


def rows() -> list[Row]:
    literal = [f"http://{form(address)}:{{port}}/" for address in PRIVATE for form in FORMS.values()]
    literal += [f"http://{host}:{{port}}/" for host in (*SIX, *NAMES)]
    return [
        *(Row(url, "127.0.0.1") for url in dict.fromkeys([*literal, *ODD])),
        *(Row(f"http://name-{at}.example:{{port}}/", answers) for at, answers in enumerate(RESOLVED)),
    ]


async def tried(row: Row, reach: Reach, port: int) -> str:
    """Why the row's address was not fetched; "" where it was."""

    async def lookup(_: str, __: int) -> list[str]:
        return row.answers.split()

    async with Guest(Settings(), Reach(refuses=reach.refuses, lookup=lookup), FakeClock()) as guest:
        try:
            await guest.get(row.url.replace("{port}", str(port)))
        except NotFetched as error:
            return str(error)
    return ""


def welcome(_: Request) -> bytes:
    return sent("the canary sings", content_type="text/html")


def test_the_table_is_long_enough() -> None:
    assert len(rows()) >= 300
    assert len({*rows()}) == len(rows())


def test_no_address_leads_to_a_private_place(monkeypatch: pytest.MonkeyPatch) -> None:
    connected: list[object] = []
    connect = asyncio.selector_events.BaseSelectorEventLoop.sock_connect

    async def noted(loop: asyncio.selector_events.BaseSelectorEventLoop, sock: socket.socket, address: object) -> None:
        connected.append(address)
        await connect(loop, sock, address)  # type: ignore[arg-type]

    monkeypatch.setattr(asyncio.selector_events.BaseSelectorEventLoop, "sock_connect", noted)

    async def all_of_them() -> None:
        async with serving(welcome, ("0.0.0.0", "::")) as canary:  # noqa: S104 - all the ways to this machine
            reach = Reach(refuses=lambda address, _: not_public(address), lookup=EVERYWHERE.lookup)
            for row in rows():
                why = await tried(row, reach, canary.port)
                assert why.startswith("not fetched: "), (row, why)
            assert canary.connections == 0

    asyncio.run(all_of_them())
    assert connected == []


def test_the_same_table_leads_to_the_canary_where_nothing_is_refused() -> None:
    async def those_of_this_machine() -> None:
        async with serving(welcome, ("0.0.0.0", "::")) as canary:  # noqa: S104 - all the ways to this machine
            reach = Reach(refuses=lambda _, __: None, lookup=EVERYWHERE.lookup)
            local = [Row("http://name.example:{port}/", each) for each in ("127.0.0.1", "::1", "::ffff:127.0.0.1")]
            local += [Row(f"http://{host}:{{port}}/", "") for host in ("127.0.0.1", "[::1]", "[::ffff:127.0.0.1]")]
            for row in local:
                before = canary.connections
                assert await tried(row, reach, canary.port) == ""
                assert canary.connections > before

    asyncio.run(those_of_this_machine())


def test_no_redirect_leads_to_a_private_place() -> None:
    async def all_of_them() -> None:
        async with serving(welcome, ("0.0.0.0", "::")) as canary:  # noqa: S104 - all the ways to this machine
            targets = [row.url.replace("{port}", str(canary.port)) for row in rows() if row.url.isascii()]
            targets = [
                url
                for url in targets
                if url.startswith("http://") and not url.startswith("http:///") and not set(url) & set("\t\n\x00")
            ]

            def answers(request: Request) -> bytes:
                if request.path == "/robots.txt":
                    return sent("not here", "404 Not Found")
                return sent(status="302 Found", location=targets[int(request.path[1:])])

            async with serving(answers) as door:
                reach = door.reach(**{f"name-{at}_example": each for at, each in enumerate(RESOLVED)})
                for at, target in enumerate(targets):
                    async with Guest(Settings(), reach, FakeClock()) as guest:
                        with pytest.raises(NotFetched, match=r"^not fetched: "):
                            await guest.get(door.url(f"/{at}"))
                            pytest.fail(target)
                assert canary.connections == 0
                assert len(door.paths()) == len(targets) >= 150

    asyncio.run(all_of_them())


def test_a_name_that_changes_its_mind_is_asked_once_for_each_connection() -> None:
    """Rebinding: a name that leads to the public net when it is judged, and to this machine when it is connected to."""
    asked: list[str] = []

    async def rebinds() -> None:
        async with serving(welcome) as public, serving(welcome, ("::1",)) as canary:

            async def lookup(name: str, _: int) -> list[str]:
                asked.append(name)
                return ["127.0.0.1"] if len(asked) == 1 else ["::1"]

            reach = Reach(refuses=public.reach().refuses, lookup=lookup)
            async with Guest(Settings(), reach, FakeClock()) as guest:
                with pytest.raises(NotFetched, match="leads to ::1"):
                    await guest.get(public.url())
            assert public.connections == len(asked) - 1 == 1
            assert canary.connections == 0

    asyncio.run(rebinds())


@pytest.mark.parametrize(
    ("address", "port", "why"),
    [
        ("1.1.1.1", 443, None),
        ("93.184.216.34", 80, None),
        ("2606:4700::1111", 8443, None),
        ("64:ff9b::101:101", 8080, None),
        ("1.1.1.1", 22, "port 22"),
        ("1.1.1.1", 25, "port 25"),
        ("1.1.1.1", 6379, "port 6379"),
        ("127.0.0.1", 80, "this machine"),
        ("10.1.2.3", 443, "private"),
        ("169.254.169.254", 80, "link-local"),
        ("100.100.100.200", 80, "shared"),
        ("64:ff9b::a00:1", 443, "private"),
        ("fd00:ec2::254", 80, "no address of the public net"),
        ("2002:a00:1::", 80, "tunnel"),
    ],
)
def test_where_pages_may_be_fetched(address: str, port: int, why: str | None) -> None:
    said = refused(address, port)
    assert said == why if why is None else why in (said or "")
    assert EVERYWHERE.refuses is refused


@pytest.mark.parametrize(
    ("url", "form"),
    [
        (" https://Pier.Example/a b ", None),
        ("https://Pier.Example", "https://pier.example/"),
        ("https://pier.example:443/a#part", "https://pier.example/a"),
        ("http://pier.example:8080/a?b=c&d=%20", "http://pier.example:8080/a?b=c&d=%20"),
        ("https://b\u00fccher.example/\u00fc?q=\u00e9", "https://xn--bcher-kva.example/%C3%BC?q=%C3%A9"),
        ("https://pier.example./a", "https://pier.example/a"),
        ("https://1.1.1.1/", "https://1.1.1.1/"),
        ("https://[2606:4700:0::1111]/", "https://[2606:4700::1111]/"),
        ("https://\uff50ier.example/", "https://pier.example/"),
    ],
)
def test_addresses_have_one_form(url: str, form: str | None) -> None:
    if form is None:
        with pytest.raises(Refused):
            written(url)
    else:
        assert written(url) == form
        assert written(form) == form


HIDDEN = "a@b.example a:b@b.example 2130706433 0x7f000001 017700000001 127.1 127.0.0.01".split()


@pytest.mark.parametrize("host", [*NAMES, *HIDDEN])
def test_hosts_that_are_refused_as_they_are_written(host: str) -> None:
    with pytest.raises(Refused):
        written(f"https://{host}/")


TRICKS = (
    "http:// https:// pier.example 127.0.0.1 [::1] @ : / \\ # ? % %2e \uff0e \u3002 \u2100 xn-- 0x7f \u00ad \u200b \t"
)
PIECES = st.sampled_from(TRICKS.split(" "))


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.characters(), max_size=12).map("".join))
def test_whatever_is_written_has_one_form_or_is_refused(url: str) -> None:
    try:
        form = written(url)
    except Refused:
        return
    assert form.isascii()
    assert written(form) == form
