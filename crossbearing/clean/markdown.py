"""Markdown → plain text, and what its front matter states."""

from __future__ import annotations

import re

_FENCE = re.compile(r"^(?:```|~~~)[^\n]*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--[^<>]{0,500}-->")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,500})\]\([^()\n]{0,1000}\)")
_LINK = re.compile(r"(?<!\\)\[([^\[\]\n]{1,500})\](?:\([^()\n]{0,1000}\)|\[[^\[\]\n]{0,100}\])")
_DEFINITION = re.compile(r"^[^\S\n]{0,3}\[[^\[\]\n]{1,100}\]:[^\S\n]+\S+[^\n]*$", re.MULTILINE)
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]{1,1000})>")
_HEADING = re.compile(r"^[^\S\n]{0,3}#{1,6}[^\S\n]+([^\n]*)$", re.MULTILINE)
_HEADING_END = re.compile(r"(?<=\S)[^\S\n]{1,20}#{1,6}$", re.MULTILINE)
_QUOTED = re.compile(r"^[^\S\n]{0,3}>[^\S\n]?", re.MULTILINE)
_ITEM = re.compile(r"^[^\S\n]{0,8}[*+-][^\S\n]+(?=\S)", re.MULTILINE)
_RULE = re.compile(r"^[^\S\n]{0,3}(?:[*_-][^\S\n]*){3,80}$", re.MULTILINE)
_UNDERLINE = re.compile(r"^[^\S\n]{0,3}(?:={2,200}|-{2,200})[^\S\n]*$", re.MULTILINE)
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,2000})(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=\S)([^*_\n]{1,2000})(?<=\S)\1(?![\w*_])")
_CODE = re.compile(r"`([^`\n]{1,500})`")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")
_BREAK_AT_END = re.compile(r"(?:[^\S\n]{2,20}|\\)$", re.MULTILINE)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_FIELD = re.compile(r"([A-Za-z][\w -]{0,30}?)\s*[:=]\s*(.{1,1000})")
_LONGEST_FRONT_MATTER = 10_000


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The plain `key: value` lines between leading "---" (or "+++") lines, keys in lower case; and the rest."""
    for fence in ("---", "+++"):
        head = f"{fence}\n"
        text = text.replace("\r\n", "\n") if text.startswith(f"{fence}\r\n") else text
        if not text.startswith(head):
            continue
        end = text.find(f"\n{fence}\n", len(fence), _LONGEST_FRONT_MATTER)
        if end < 0:
            continue
        found = (_FIELD.fullmatch(line.strip()) for line in text[len(head) : end].split("\n"))
        fields = {match[1].strip().lower(): match[2].strip().strip("\"'") for match in found if match}
        return fields, text[end + len(fence) + 2 :]
    return {}, text


def plain(text: str) -> str:
    """The words of a Markdown text without its marks; the words of a link or an image's caption stay."""
    text = text.replace("\r\n", "\n")
    for mark, instead in (
        (_COMMENT, ""),
        (_FENCE, ""),
        (_DEFINITION, ""),
        (_RULE, "\n"),
        (_UNDERLINE, "\n"),
        (_HEADING_END, ""),
        (_HEADING, r"\n\1\n"),
        (_BREAK_AT_END, "\n"),
        (_QUOTED, ""),
        (_ITEM, "\n"),
        (_IMAGE, r"\1"),
        (_LINK, r"\1"),
        (_AUTOLINK, r"\1"),
        (_TAG, " "),
        (_CODE, r"\1"),
        (_STRONG, r"\2"),
        (_EMPHASIS, r"\2"),
        (_ESCAPE, r"\1"),
    ):
        text = mark.sub(instead, text)
    # Markdown's own rule: a single newline inside a paragraph is a space.
    return "\n\n".join(" ".join(block.split("\n")) for block in _BLANK_LINE.split(text))
