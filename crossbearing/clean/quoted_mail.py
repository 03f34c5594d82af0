"""The words of a mail's writer, without the mails that it quotes and the signature under it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree, html

from crossbearing.clean import prescan
from crossbearing.clean.paragraphs import fold
from crossbearing.records import Cut, Record

_SEPARATOR = re.compile(
    r"-{2,60} ?(?:original message|ursprüngliche nachricht|mensaje original|message d.origine) ?-{2,60}",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"(?:on|am|le|el|il)\s.{6,200}(?:wrote|writes|schrieb|écrit|escribió|scritto)\b.{0,80}:\s*",
    re.IGNORECASE | re.DOTALL,
)
_SIGNED = re.compile(r"-- ?")
_LONGEST_SIGNATURE = 12
_LONGEST_SHOWN = 1_000
_QUOTING = (
    "//blockquote[@type='cite'] | //*[contains(@class,'gmail_quote')] | //*[contains(@class,'gmail_signature')]"
    " | //*[contains(@class,'moz-signature')] | //*[contains(@class,'moz-cite-prefix')]"
    " | //*[contains(@class,'yahoo_quoted')] | //*[@id='divRplyFwdMsg']/following-sibling::* | //*[@id='divRplyFwdMsg']"
)


class Own(Record, frozen=True):
    """What the writer of a mail wrote, and what was cut from around it."""

    text: str
    cuts: tuple[Cut, ...]


def own_words(text: str) -> Own:
    """A plain mail's own words. Where it has none but those that it quotes, these are what it says."""
    lines = re.split(r"\r\n|\n|\r", text)
    kept, cuts = _unsigned(lines)
    own: list[str] = []
    quoted: list[str] = []
    for number, line in enumerate(kept):
        if _SEPARATOR.fullmatch(line.strip()):
            quoted += kept[number + 1 :]
            break
        if line.lstrip().startswith(">"):
            _drop_wrote(own)
            quoted.append(line.lstrip("> \t"))
        else:
            own.append(line)
    if not any(line.strip() for line in own):
        return Own(text="\n".join(quoted), cuts=cuts)
    if shown := fold(" ".join(quoted)):
        cuts = (*cuts, Cut(text=shown[:_LONGEST_SHOWN], rule="quoted mail"))
    return Own(text="\n".join(own), cuts=cuts)


def _unsigned(lines: Sequence[str]) -> tuple[list[str], tuple[Cut, ...]]:
    """The lines above the signature's mark (RFC 3676), where what is below it is short enough for a signature."""
    for number in range(len(lines) - 1, max(-1, len(lines) - 2 - _LONGEST_SIGNATURE), -1):
        if _SIGNED.fullmatch(lines[number]):
            shown = fold(" ".join(lines[number + 1 :]))
            return list(lines[:number]), (Cut(text=shown, rule="signature"),) if shown else ()
    return list(lines), ()


def _drop_wrote(own: list[str]) -> None:
    """Takes "On Monday Ilse Tarn wrote:" off the end, which may run over two lines."""
    while own and not own[-1].strip():
        own.pop()
    if not own or not own[-1].rstrip().endswith(":"):
        return
    for count in (1, 2):
        if len(own) >= count and _WROTE.fullmatch(" ".join(own[-count:]).strip()):
            del own[-count:]
            return


def own_page(text: str) -> Own:
    """The page of a mail without the parts that mail programs mark as quoted or signed; as it is where that is all.

    Raises Unreadable for markup that no parser should be given.
    """
    prescan.check(text)
    try:
        parser = html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return Own(text=text, cuts=())  # the article's own parser says why
    found = [element for element in tree.xpath(_QUOTING) if element.getparent() is not None]
    quoted = fold(" ".join("".join(element.itertext()) for element in _outermost(found)))
    for element in found:
        element.drop_tree()
    if not quoted or not fold("".join(tree.itertext())):
        return Own(text=text, cuts=())
    cut = Cut(text=quoted[:_LONGEST_SHOWN], rule="quoted mail")
    return Own(text=html.tostring(tree, encoding="unicode"), cuts=(cut,))


def _outermost(found: Sequence[html.HtmlElement]) -> list[html.HtmlElement]:
    known = set(found)
    return [element for element in found if not any(above in known for above in element.iterancestors())]
