from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crossbearing.records import Span
from crossbearing.write.marks import Mark, Note, Token, marked, paragraphs
from crossbearing.write.wording import compared

TEXT = "ab cd\n\nef gh"


def drawn(tokens: tuple[Token, ...]) -> str:
    """ "(" opens a mark, with "#" where it bears its anchor; ")" closes one, with its note's number."""
    shown = ""
    for token in tokens:
        if token.step == "open":
            shown += "(#" if token.anchor else "("
        else:
            shown += token.words if token.step == "words" else ")" + (str(token.note.number) if token.note else "")
    return shown


def mark(start: int, end: int, number: int = 0) -> Mark:
    return Mark(Span("r", start, end), ("claim",), Note(number, "f", 1) if number else None)


def test_marks_nest_and_those_that_cross_come_in_pieces() -> None:
    cases = {
        (): "ab cd|ef gh",
        ((0, 2),): "(#ab) cd|ef gh",
        ((0, 5), (3, 5)): "(#ab (#cd))|ef gh",
        ((0, 4), (3, 5)): "(#ab (#c))(d)|ef gh",
        ((0, 4), (1, 5), (2, 3)): "(#a(#b(# )c))(d)|ef gh",
        ((3, 9),): "ab (#cd)|(ef) gh",
        ((0, 12), (3, 9)): "(#ab (#cd))|((ef) gh)",
        ((0, 2), (2, 5)): "(#ab)(# cd)|ef gh",
    }
    for spans, expected in cases.items():
        made = marked(TEXT, [mark(*span) for span in spans])
        assert "|".join(drawn(tokens) for tokens in made) == expected, spans


def test_the_note_stands_where_the_whole_mark_ends() -> None:
    made = marked(TEXT, [mark(3, 9, 7), mark(0, 5, 3)])
    assert "|".join(drawn(tokens) for tokens in made) == "(#ab (#cd))3|(ef)7 gh"


@given(st.text("ab\n ", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40)), max_size=12))
def test_any_marks_on_any_text(text: str, pairs: list[tuple[int, int]]) -> None:
    spans = {Span("r", start, min(len(text), start + length)) for start, length in pairs if start < len(text)}
    made = marked(text, [Mark(span, ("claim",), Note(1, "f", 1)) for span in spans])
    assert len(made) == len(paragraphs(text))
    assert "\n\n".join("".join(token.words for token in tokens) for tokens in made) == text
    for tokens in made:
        depth = 0
        for token in tokens:
            depth += {"open": 1, "words": 0, "close": -1}[token.step]
            assert depth >= 0
        assert depth == 0
    _pieces_are_the_words(text, spans, made)


def _pieces_are_the_words(text: str, spans: set[Span], made: tuple[tuple[Token, ...], ...]) -> None:
    """What stands in the pieces of a mark is its span; each mark has one anchor, unless no paragraph shows it."""
    words: dict[str, str] = {}
    anchors: list[str] = []
    for tokens in made:
        stack: list[str] = []
        for token in tokens:
            if token.step == "open":
                stack.append(token.piece)
                anchors += [token.anchor] if token.anchor else []
            elif token.step == "close":
                stack.pop()
            else:
                for piece in stack:
                    words[piece] = words.get(piece, "") + token.words
    assert len(anchors) == len(set(anchors))
    for span in spans:
        inside = "".join(text[max(a, span.start) : min(b, span.end)] for a, b in paragraphs(text) if a < span.end)
        assert words.get(f"r-{span.start}-{span.end}", "") == inside


def test_words_that_differ() -> None:
    cases = {
        ("We felt her lift.", "“We felt the ship lift,”"): "We felt |her| lift.",
        ("a b", "a b"): "a b",
        ("a b d", "a b c d"): "a b ‸d",
        ("b", "a b"): "‸b",
        ("one two", "three"): "|one two|",
        ("", "a"): "",
        ("— a", "a"): "|—| a",
    }
    for (text, other), expected in cases.items():
        made = compared(text, other)
        assert "".join((f"|{w.words}|" if w.differs else w.words) + "‸" * w.gap for w in made) == expected


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_wordings(text: str, other: str) -> None:
    assert "".join(word.words for word in compared(text, other)) == text
