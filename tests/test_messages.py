"""Messages, and the languages that they can be said in."""

from __future__ import annotations

from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import get_args

import pytest
from markupsafe import Markup

from crossbearing.messages import COMMA, Language, Message, Number, gettext, listed, ngettext
from crossbearing.records import ChangeKind, OutletKind, SourceKind, Stance, Status
from crossbearing.web import rendering
from crossbearing.write import page
from crossbearing.write.copies import CHANGES
from crossbearing.write.days import spoken, stretch
from crossbearing.write.texts import OUTLETS
from crossbearing.write.views import BADGES, ORIGINS
from tests.pseudo import Marking, foreign, unmarked
from tests.web import halls
from tests.web.grown import grown
from tests.write.test_page import FAILURES, revised

mofile = pytest.importorskip("babel.messages.mofile")
ROOT = Path(page.__file__).parents[2]
CATALOGUE = "crossbearing/locale/crossbearing.pot"
EXTRACT = (
    "pybabel -q extract -F pyproject.toml -c NOTE: --omit-header --no-location --sort-output "
    f"-o {CATALOGUE} crossbearing"
)
FRENCH: dict[str | tuple[str, ...], str | tuple[str, ...]] = {
    "Skip to the content": "Aller au contenu",
    "%(day)s %(month)s %(year)s": "%(day)s %(month)s %(year)s",
    "May": "mai",
    "1,234.5": "1 234,5",
    "about %(number)s": "environ %(number)s",
    "on the word of %(names)s": "sur la foi de %(names)s",
    "in the text": "dans le texte",
    "In the text of %(outlet)s": "Dans « %(outlet)s »",
    ("%(count)s outlet", "%(count)s outlets"): ("%(count)s organe", "%(count)s organes"),
    "%(name)s, version %(number)s of %(total)s": "%(name)s, %(number)se version sur %(total)s",
}


def french() -> GNUTranslations:
    """A catalogue as a translator would hand it in, compiled."""
    from babel.messages.catalog import Catalog  # noqa: PLC0415 - is there with mofile

    made, file = Catalog(locale="fr"), BytesIO()
    for message, said in FRENCH.items():
        made.add(message, said)
    mofile.write_mo(file, made)
    file.seek(0)
    return GNUTranslations(file)


@pytest.mark.parametrize(
    ("message", "english", "said"),
    [
        (spoken("2031-05-04"), "4 May 2031", "4 mai 2031"),
        (gettext("about %(number)s", number=Number("11,000.5")), "about 11,000.5", "environ 11 000,5"),
        (ngettext("%(count)s outlet", "%(count)s outlets", 0, count=0), "0 outlets", "0 organe"),
        (listed([spoken("2031-05-04"), "Ada Wenn"], COMMA), "4 May 2031, Ada Wenn", "4 mai 2031, Ada Wenn"),
        (gettext("on the word of %(names)s", names="May"), "on the word of May", "sur la foi de May"),
        (stretch("2031-04-30", "2032-05-01"), "30 April 2031 – 1 May 2032", "30 April 2031 – 1 mai 2032"),
    ],
)
def test_a_message_is_said_in_a_language(message: Message, english: str, said: str) -> None:
    assert message == english
    assert Language(french()).say(message) == said
    assert Language(NullTranslations()).say(message) == english
    assert Language(french()).say(english) == english, "what is no message is said by somebody else"


def test_values_of_a_template_are_escaped_and_messages_are_not() -> None:
    said = Language(french()).gettext("In the text of %(outlet)s", outlet=gettext("<i>%(one)s", one="<b>"))
    assert said == Markup("Dans « &lt;i&gt;&lt;b&gt; »")


def test_a_page_is_in_the_language_of_its_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    english = page.page(revised())
    made = page.environment(page._here, translations=french())
    monkeypatch.setattr(page, "_environment", lambda: made)
    text = page.page(revised())
    assert '<html lang="fr">' in text
    for said in ("Aller au contenu", "4 mai 2041", "sur la foi de", "dans le texte", "Dans «", "2e version sur 2"):
        assert said in text and said not in english, said
    assert "Who carried what" in text, "what has no translation yet is in English"


def test_the_room_is_in_the_language_of_its_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = halls.a_hall(halls.a_case(tmp_path / "case.db", halls.told(1)))
    before = room.get("/index.json").content
    made = rendering.templates_in(french())
    monkeypatch.setattr(rendering, "templates", lambda: made)
    text = room.get("/").text
    assert '<html lang="fr">' in text and "Aller au contenu" in text and "4 mai 2031" in text
    assert room.get("/index.json").content == before, "what programs read is in one language"


def test_no_english_word_of_a_written_page_is_unmarked(monkeypatch: pytest.MonkeyPatch) -> None:
    made = page.environment(page._here, translations=Marking())
    monkeypatch.setattr(page, "_environment", lambda: made)
    told = foreign(grown(3))
    names = ("Crossbearing", "SHA", "UTC", "en")
    assert not unmarked(page.page(told), (".url", "a[rel]"), names)
    assert not unmarked(page.index([told], []), (), names)
    assert not unmarked(page.index([], FAILURES), ("table.failures tbody",), names)


@pytest.mark.parametrize(
    ("kinds", "words"),
    [(SourceKind, ORIGINS), (OutletKind, OUTLETS), (ChangeKind, CHANGES)],
)
def test_each_kind_has_its_word(kinds: object, words: dict[str, Message]) -> None:
    assert set(get_args(kinds)) == set(words)


def test_each_badge_has_its_word() -> None:
    assert {*get_args(Stance), *get_args(Status)} - {"asserts", "happened"} == set(BADGES)


def test_the_catalogue_has_every_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from babel.messages.frontend import CommandLineInterface  # noqa: PLC0415 - is there with mofile

    monkeypatch.chdir(ROOT)
    CommandLineInterface().run(EXTRACT.replace(CATALOGUE, str(tmp_path / "now.pot")).split())  # type: ignore[no-untyped-call]
    assert (ROOT / CATALOGUE).read_bytes() == (tmp_path / "now.pot").read_bytes(), f"run: {EXTRACT}"


def test_contributors_are_told_how_to_write_the_catalogue() -> None:
    assert EXTRACT in (ROOT / "CONTRIBUTING.md").read_text()
