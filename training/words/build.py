"""Count in how many stretches of running English each word occurs, and write the words that are not rare.

    python training/words/build.py CORPUS... > crossbearing/compare/background.tsv

CORPUS: files in CoNLL-U (.conllu; UD English EWT, CC BY-SA 4.0, and GUM, CC BY 4.0, were used), the CoNLL form of
coreference (.conll; MEANTIME's Wikinews, CC BY 4.0) or word and tag per line (.txt; wikigold, CC BY 4.0). Each corpus
is cut into stretches of WINDOW words, about a news report's length, because its own documents are of any length. What
is kept are counts, no text.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

WINDOW = 400
LEAST_WINDOWS = 4
_WORD = re.compile(r"\w+")


def forms(path: Path) -> Iterator[str]:
    """Word forms in the order of the text."""
    column = {".conllu": 1, ".conll": 3, ".txt": 0}[path.suffix]
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t") if path.suffix == ".conllu" else line.split()
        if len(cells) > column and not line.startswith(("#", "-DOCSTART-")):
            yield cells[column]


def main(paths: list[str]) -> None:
    words = (word for path in sorted(paths) for form in forms(Path(path)) for word in _WORD.findall(form.lower()))
    windows = 0
    counts: Counter[str] = Counter()
    while window := set(islice(words, WINDOW)):
        windows += 1
        counts.update(window)
    print(
        f"# word\tstretches of {WINDOW} words in which it occurs; from UD English EWT (CC BY-SA 4.0), GUM, MEANTIME and"
        " wikigold (CC BY 4.0) by training/words/build.py"
    )
    print(f"#\t{windows}")
    for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if count >= LEAST_WINDOWS and set(word) != {"_"}:
            print(f"{word}\t{count}")


if __name__ == "__main__":
    main(sys.argv[1:])
