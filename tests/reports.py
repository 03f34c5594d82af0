"""Three short reports of one invented event, and one of another, as files."""

from __future__ import annotations

from pathlib import Path

from crossbearing.case import Case

LANTERN = """Nine barges sink in storm off Orle

ORLE, May 4, 2031 - Nine barges sank off the harbour of Orle on Saturday, the harbour office said.

"We lost nine barges in one night," said Ada Wenn, the harbour master. Two crew members are missing.
"""
WEIR = """Barges lost at Orle

May 4, 2031

Seven barges sank off the harbour of Orle on Saturday, fishermen told The Weir. The harbour office denied that any crew
member is missing.
"""
BEACON = """Storm sinks barges at Orle

May 5, 2031

Nine barges sank off the harbour of Orle on Saturday, according to the harbour office. Harbour master Ada Wenn said the
harbour would stay closed until Thursday.
"""
ORCHESTRA = """Velm orchestra elects its first woman conductor

June 20, 2031

The Velm City Orchestra elected Tamsin Roe as its chief conductor on Friday, the orchestra's board said. She will begin
in September with a programme of songs from the northern valleys.
"""


def write_reports(folder: Path) -> Path:
    """Fill a folder with the four reports; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("lantern", LANTERN), ("weir", WEIR), ("beacon", BEACON), ("orchestra", ORCHESTRA)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


TWO_STORIES = {
    "lantern": "Nine barges sank at Orle on Saturday, the harbour master Ada Wenn said. Nobody was hurt.",
    "herald": "The prime minister of Tarn, Bo Lind, resigned on Monday after the vote. He gave no reason.",
}


def a_case_of_two_stories(folder: Path) -> Path:
    """A case that is built, of two reports of two events."""
    for name, text in TWO_STORIES.items():
        (folder / f"{name}.txt").write_text(text)
    with Case.open(folder / "case.db") as case:
        case.add(*(folder / f"{name}.txt" for name in TWO_STORIES))
        case.build()
    return folder / "case.db"
