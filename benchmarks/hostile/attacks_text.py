"""Attacks by hand on text, markup, JSON, tables and feeds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from benchmarks.hostile.made import Input
from benchmarks.hostile.seeds import ADDRESS, ATOM, ITEM, LINE, PAGE, PARAGRAPHS, RSS, SITEMAP, TABLE, TEXT, TITLE

Makes = Callable[[], bytes]
HUGE = 10_000_000

BOMB = (
    "<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
QUADRATIC = f"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY j '{'a' * 100_000}'>]>"
OUTSIDE = "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY j SYSTEM 'file:///etc/passwd'>]>"
SERVED = "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/x.dtd'> %p; <!ENTITY j 'x'>]>"
LOOP = "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY j '&k;'><!ENTITY k '&j;'>]>"
HEADS: Mapping[str, str] = {
    "entity bomb": BOMB,
    "entity of quadratic size": QUADRATIC,
    "file by an entity": OUTSIDE,
    "address by an entity": SERVED,
    "entities in a loop": LOOP,
}


def attributes(tag: str, count: int = 100_000) -> str:
    """A tag of so many attributes."""
    return f"<{tag} " + " ".join(f"a{n}='1'" for n in range(count)) + ">"


def _body(inner: str) -> bytes:
    return PAGE.replace("<article>", f"<article>{inner}").encode()


def _nested(tag: str, depth: int) -> bytes:
    return _body(f"<{tag}>" * depth)


_HTML: Mapping[str, Makes] = {
    "a tag of 100,000 attributes": lambda: _body(attributes("p")),
    "a tag of 999 attributes, 1,000 times": lambda: _body(attributes("p", 999) * 1_000),
    "an attribute of 10 MB": lambda: _body(f"<p title='{'a' * HUGE}'>"),
    "a quote that is not closed": lambda: _body("<p title='" + "a=b " * 500_000),
    "200,000 nested div": partial(_nested, "div", 200_000),
    "200,000 nested b": partial(_nested, "b", 200_000),
    "200,000 nested p": partial(_nested, "p", 200_000),
    "200,000 nested li": partial(_nested, "ul><li", 200_000),
    "200,000 nested table": partial(_nested, "table><tr><td", 70_000),
    "200,000 nested td without a table": partial(_nested, "td", 200_000),
    "500 nested div, 1,000 times": lambda: _body(("<div>" * 500 + "</div>" * 500) * 1_000),
    "end tags alone": lambda: _body("</div>" * 1_000_000),
    "300,000 paragraphs": lambda: _body(f"<p>{PARAGRAPHS[0][:30]}</p>" * 300_000),
    "a million line breaks": lambda: _body("<br>" * 1_000_000),
    "formatting tags out of order": lambda: _body("<b><i><u><a>text</b></i>" * 100_000),
    "a comment of 10 MB": lambda: _body(f"<!--{'-' * HUGE}-->"),
    "100,000 comments": lambda: _body("<!-- a -->" * 100_000),
    "a comment that is not closed": lambda: _body("<!-- " + "<!--" * 500_000),
    "a script of 10 MB": lambda: _body(f"<script>{'x' * HUGE}</script>"),
    "JSON-LD nested 100,000 deep": lambda: _body(
        "<script type='application/ld+json'>" + "[" * 100_000 + "]" * 100_000 + "</script>"
    ),
    "JSON-LD of 10,000 articles": lambda: _body(
        "<script type='application/ld+json'>["
        + '{"@type":"NewsArticle","datePublished":"x"},' * 10_000
        + "{}]</script>"
    ),
    "JSON-LD with a date of 5 MB": lambda: _body(
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"' + "2031-" * 90_000 + '"}</script>'
    ),
    "5 MB of white space": lambda: _body(" \t\n" * 1_700_000),
    "a title of 5 MB": lambda: PAGE.replace("<title>", "<title>" + "a " * 2_500_000).encode(),
    "100,000 character references": lambda: _body("&lt;&#x1F600;&notit;&#0;&#xD800;&#x110000;" * 100_000),
    "100,000 time elements": lambda: _body("<time datetime='2031-05-05'>x</time>" * 100_000),
    "100,000 meta elements": lambda: PAGE.replace("<head>", "<head>" + "<meta name=date content=x>" * 100_000).encode(),
    "100,000 links": lambda: _body("<a href='/x'>one two</a> " * 100_000),
    "20,000 forms": lambda: _body("<form><input><select><option>a<option>b</select>" * 20_000),
    "a frameset": lambda: b"<html><frameset>" + b"<frame src=x>" * 100_000,
    "svg and math": lambda: _body("<svg><math><mi><svg><desc><p>" * 20_000),
    "templates": lambda: _body("<template><table><p>" * 50_000),
    "plaintext": lambda: _body("<plaintext>" * 10_000),
    "a base of another place": lambda: PAGE.replace("<head>", "<head><base href='file:///etc/'>").encode(),
    "script in every place": lambda: _body(
        "<img src=x onerror=alert(1)><svg/onload=alert(1)><p>&lt;script&gt;alert(1)&lt;/script&gt; said the port.</p>"
    ),
    "NULs in tags": lambda: PAGE.replace("<p>", "<\x00p\x00>").encode(),
    "an encoding that there is not": lambda: b"<meta charset='x-\xff'>" + PAGE.encode("cp1252"),
    "an encoding that is no character set": lambda: b"<meta charset=punycode>" + PAGE.encode("cp1252"),
    "UTF-7": lambda: b"<meta charset=utf-7><p>+ADw-script+AD4-</p>" + PAGE.encode(),
    "XHTML with an entity bomb": (BOMB + f"<html><body>&j;<p>{TEXT}</p></body></html>").encode,
    "XHTML with a file by an entity": (OUTSIDE + f"<html><body>&j;<p>{TEXT}</p></body></html>").encode,
    "conditional comments": lambda: _body("<![if IE]>" * 100_000 + "<![endif]>"),
    "processing instructions": lambda: _body("<?php echo ?>" * 100_000),
    "tag names of 1 MB": lambda: _body(f"<{'a' * 1_000_000}>" * 5),
    "ten thousand different tags": lambda: _body("".join(f"<x{n}>" for n in range(500)) + "a"),
    "less-than signs": lambda: _body("<" * 1_000_000),
    "ampersands": lambda: _body("&" * 1_000_000),
    "one word of 5 MB": lambda: _body(f"<p>{'a' * 5_000_000}.</p>"),
}

_TEXT: Mapping[str, Makes] = {
    "one line of 10 MB": lambda: b"a " * (HUGE // 2),
    "one word of 10 MB": lambda: b"a" * HUGE,
    "5 million empty lines": lambda: TEXT.encode() + b"\n" * 5_000_000 + TEXT.encode(),
    "a million short lines": lambda: b"a b\n" * 1_000_000,
    "300,000 paragraphs": lambda: b"A barge sank, he said.\n\n" * 300_000,
    "digits": lambda: b"1" * 1_000_000,
    "dates": lambda: b"4 May 2031, 17:35 GMT " * 50_000,
    "date lines": lambda: b"Published: 4 May 2031\n" * 50_000,
    "quotation marks": lambda: "“".encode() * 300_000,
    "brackets": lambda: b"(" * 500_000,
    "dashes": lambda: "—".encode() * 500_000,
    "spaces before a full stop": lambda: (b"a" + b" " * 100_000 + b".\n\n") * 10,
    "capitals": lambda: b"Ilse Tarn and " * 100_000,
    "credits": lambda: b"(Reuters) - " * 50_000,
    "share bars": lambda: b"Facebook Twitter WhatsApp " * 50_000,
    "NULs": lambda: TEXT.replace("e", "\x00").encode(),
    "NULs after 10 kB": lambda: TEXT.encode() * 30 + b"\x00" * 1_000,
    "overlong UTF-8": lambda: TEXT.encode().replace(b"e", b"\xc1\xa5"),
    "lone surrogates": lambda: TEXT.replace("e", "\ud800").encode("utf-8", "surrogatepass"),
    "lone surrogates in UTF-16": lambda: b"\xff\xfe" + TEXT.replace("e", "\udc00").encode("utf-16-le", "surrogatepass"),
    "UTF-16 of an odd length": lambda: TEXT.encode("utf-16") + b"a",
    "UTF-16 with the other mark": lambda: b"\xfe\xff" + TEXT.encode("utf-16-le"),
    "UTF-32": lambda: TEXT.encode("utf-32"),
    "UTF-32 beyond the last character": lambda: b"\xff\xfe\x00\x00" + b"\xff\xff\x7f\x00" * 1_000,
    "a mark of UTF-8 before UTF-16": lambda: b"\xef\xbb\xbf" + TEXT.encode("utf-16-le"),
    "bidirectional controls": lambda: TEXT.replace(" ", " \u202e\u2066").encode(),
    "escape sequences": lambda: TEXT.replace(" ", " \x1b[2J\x1b]0;title\x07").encode(),
    "zero-width characters": lambda: TEXT.replace("e", "e\u200b\u200d\ufeff").encode(),
    "combining marks": lambda: TEXT.encode() + "a\u0301".encode() + "\u0301".encode() * 500_000,
    "every control character": lambda: bytes(range(1, 32)) * 5_000 + TEXT.encode(),
    "high bytes": lambda: bytes(range(128, 256)) * 5_000,
    "random bytes": lambda: bytes((n * n * 31 + 7 * n) % 255 + 1 for n in range(200_000)),
    "non-characters": lambda: "\ufffe\uffff\U0001ffff\U0010ffff".encode() * 10_000 + TEXT.encode(),
    "nothing": lambda: b"",
    "white space alone": lambda: b" \n\t" * 1_000,
}

_MARKDOWN: Mapping[str, Makes] = {
    "brackets": lambda: b"[" * 200_000 + TEXT.encode(),
    "links in links": lambda: b"[a](" * 100_000,
    "pictures": lambda: b"![" * 200_000,
    "asterisks": lambda: b"**a " * 200_000,
    "underscores": lambda: b"_" * 500_000,
    "backticks": lambda: b"`a" * 300_000,
    "quotes in quotes": lambda: b"> " * 500_000 + b"a",
    "headings": lambda: b"# " * 300_000,
    "rules": lambda: b"* " * 300_000,
    "front matter without an end": lambda: b"---\n" + b"a: b\n" * 300_000,
    "front matter of one line": lambda: b"---\ntitle: " + b"a" * 1_000_000 + b"\n---\n" + TEXT.encode(),
    "tags": lambda: b"<a" * 300_000,
    "comments": lambda: b"<!--" * 300_000,
    "backslashes": lambda: b"\\" * 500_000,
}

_JSON: Mapping[str, Makes] = {
    "nested 100,000 deep": lambda: b"[" * 100_000 + b"]" * 100_000,
    "objects nested 100,000 deep": lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "a field nested 100,000 deep": ('{"text":"x","more":' + "[" * 100_000 + "]" * 100_000 + "}").encode,
    "a number of 1 MB": ('{"date":' + "9" * 1_000_000 + ',"text":"x"}').encode,
    "a date beyond all days": lambda: LINE.replace('"2031-05-05"', "1e308").encode(),
    "a negative date": lambda: LINE.replace('"2031-05-05"', "-99999999999").encode(),
    "not a number": lambda: LINE.replace('"2031-05-05"', "NaN").encode(),
    "a title of 5 MB": lambda: LINE.replace(TITLE, "a" * 5_000_000).encode(),
    "an id with a path": lambda: LINE.replace('"one"', '"../../../etc/passwd"').encode(),
    "an id with escapes": lambda: LINE.replace('"one"', '"\\u001b[2J\\u0000\\u202e"').encode(),
    "a lone surrogate": lambda: LINE.replace("Marrowby", "\\ud800").encode(),
    "an outlet that is a list of lists": lambda: LINE.replace(
        '"id"', '"outlet":' + "[" * 500 + "]" * 500 + ',"id"'
    ).encode(),
    "300,000 fields": ("{" + ",".join(f'"f{n}":1' for n in range(300_000)) + ',"text":"x"}').encode,
    "one field 300,000 times": ("{" + '"text":"x",' * 300_000 + '"text":"y"}').encode,
    "a list of 20,000 numbers": lambda: b"[" + b"1," * 20_000 + b"1]",
    "a list of 1,000 reports": ("[" + ",".join([LINE.replace(TEXT[:20], "x")] * 1_000) + "]").encode,
    "a page in a field": lambda: json.dumps({"html": "<div>" * 200_000 + TEXT}).encode(),
    "UTF-16": lambda: LINE.encode("utf-16"),
    "a string that is not closed": lambda: b'{"text":"' + b"a" * 1_000_000,
    "null": lambda: b"null",
    "a string": lambda: json.dumps(TEXT).encode(),
    "nothing in a list": lambda: b"[]",
}

_LINES: Mapping[str, Makes] = {
    "a line nested 100,000 deep between good ones": f"{LINE}\n{'[' * 100_000}\n{LINE}x\n{LINE}\n".encode,
    "a line of 19 MB": lambda: b'{"text":"' + b"a " * 9_500_000 + b'"}\n' + LINE.encode(),
    "20,000 broken lines": lambda: b"{\n" * 20_000 + LINE.encode(),
    "300,000 empty lines": lambda: b"\n" * 300_000 + LINE.encode(),
    "carriage returns": f"{LINE}\r{LINE}\r".encode,
    "NULs between lines": f"{LINE}\n\x00\x00\n{LINE}".encode,
    "one id for all": lambda: "\n".join(LINE.replace("Monday", f"day {n}") for n in range(500)).encode(),
}

_CSV: Mapping[str, Makes] = {
    "a field of 10 MB": lambda: TABLE.encode() + b'two,,"' + b"a" * HUGE + b'",,x\n',
    "NULs": lambda: TABLE.replace("Marrowby", "\x00").encode(),
    "a quote that is not closed": lambda: TABLE.encode() + b'"' + b"a,b\n" * 100_000,
    "100,000 columns": lambda: b",".join(b"c%d" % n for n in range(100_000)) + b"\n" + b"x," * 100_000,
    "20,000 rows": lambda: TABLE.encode() + b"a,b,c,d,e\n" * 20_000,
    "rows of other lengths": lambda: TABLE.encode() + b"a\na,b\n" + b"a," * 1_000 + b"\n",
    "quotes": lambda: TABLE.encode() + b'"' * 1_000_000,
    "formulas": lambda: TABLE.replace(TITLE, '=cmd|"/c calc"!A1').encode(),
    "one column": lambda: b"text\n" + TEXT.replace("\n", " ").encode(),
    "columns of one name": lambda: b"text,text,text\na,b,c\n",
    "no head": lambda: b"\n\n\n1,2,3\n",
    "UTF-16": lambda: TABLE.encode("utf-16"),
    "carriage returns": lambda: TABLE.replace("\n", "\r").encode(),
    "separators of all kinds": lambda: b"a;b\tc|d,e\n" * 1_000,
    "escape sequences": lambda: TABLE.replace("one", "\x1b[2J").encode(),
}


def _of_feeds() -> Iterator[tuple[str, str, str, Makes]]:
    for what, source, suffix in (("rss", RSS, ".rss"), ("atom", ATOM, ".xml"), ("sitemap", SITEMAP, ".xml")):
        rest = source.split("?>", 1)[1]
        for about, head in HEADS.items():
            text = head + rest.replace(TITLE, "&j;" * (1_000 if head is QUADRATIC else 1))
            yield what, about, suffix, text.encode
        yield what, "nested 200,000 deep", suffix, (source + "<a>" * 200_000).encode
        yield what, "a tag of 100,000 attributes", suffix, source.replace(rest[:20], attributes("x") + rest[:20]).encode
        yield what, "in UTF-16 that says it is UTF-8", suffix, partial(source.encode, "utf-16")
        yield what, "cut off", suffix, source[: len(source) // 2].encode
        yield what, "addresses of no web", suffix, source.replace(ADDRESS, "javascript:alert(1)").encode
        yield what, "an address on this machine", suffix, source.replace(ADDRESS, "http://127.0.0.1:9/").encode
        yield what, "an address of 1 MB", suffix, source.replace(ADDRESS, ADDRESS + "a" * 1_000_000).encode
    yield "rss", "30,000 items", ".rss", RSS.replace(ITEM, ITEM * 30_000).encode
    yield "rss", "CDATA in CDATA", ".rss", RSS.replace(TITLE, "<![CDATA[" * 10_000 + "]]>").encode
    yield (
        "sitemap",
        "an index of itself",
        ".xml",
        (
            b"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
            + b"<sitemap><loc>http://127.0.0.1:9/sitemap.xml</loc></sitemap>" * 50_000
            + b"</sitemapindex>"
        ).strip,
    )


_TABLES: tuple[tuple[str, str, Mapping[str, Makes]], ...] = (
    ("html", ".html", _HTML),
    ("text", ".txt", _TEXT),
    ("markdown", ".md", _MARKDOWN),
    ("json", ".json", _JSON),
    ("json lines", ".jsonl", _LINES),
    ("csv", ".csv", _CSV),
)
_NAMES = {
    "escape sequences in its name": "\x1b[2J\x1b]0;x\x07.txt",
    "line breaks in its name": "a\nb\rc.txt",
    "a name that is read backwards": "\u202etxt.exe.txt",
    "a name that is no text": b"\xff\xfe\x80.txt".decode("utf-8", "surrogateescape"),
    "markup in its name": "<img src=x onerror=alert(1)>.txt",
    "a name of 240 characters": "a" * 240 + ".txt",
    "spaces at the ends of its name": "  .txt  ",
    "a name like an option": "--out.txt",
    "a formula in its name": "=cmd|x!A1.txt",
}
_LINKS = {
    "a link to a file of the system": "/etc/passwd",
    "a link to itself": ".",
    "a link out of the folder": "../..",
    "a link to nothing": "/nowhere/at/all",
    "a link to a device": "/dev/zero",
}


def text_attacks() -> Iterator[tuple[Input, Makes]]:
    """Each attack without its bytes, and what makes them."""
    for what, suffix, table in _TABLES:
        for about, makes in table.items():
            yield Input(format=what, about=about, name="attack" + suffix), makes
    for what, about, suffix, makes in _of_feeds():
        yield Input(format=what, about=about, name="attack" + suffix), makes
    for number, (about, name) in enumerate(_NAMES.items()):
        yield Input(format="names", about=about, name=name), f"{TEXT}\n{number}".encode
    for about, link in _LINKS.items():
        yield Input(format="names", about=about, name="attack.txt", link=link), bytes
