"""The words of an element, as many as are wanted: hostile pages nest long texts deep."""

from __future__ import annotations

from lxml import html

from crossbearing.clean.paragraphs import fold


def words_of(element: html.HtmlElement, most: int) -> str:
    """The text in an element, white space folded; of a longer one the beginning, `most` code points and little more."""
    parts: list[str] = []
    seen = 0
    for text in element.itertext():
        parts.append(text[: most + 1])
        seen += len(text)
        if seen > most and not parts[-1].isspace():
            break
    return fold("".join(parts))
