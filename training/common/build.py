"""List the everyday English words: those that English writes with a small letter.

    python training/common/build.py TREEBANK... > crossbearing/read/common.txt

TREEBANK: .conllu files (Universal Dependencies; EWT, CC BY-SA 4.0, and GUM, CC BY 4.0, were used). A capital at the
beginning of a sentence or in a headline says nothing about a word; this list says that "Dozens" and "Growing" are no
names there. A word is kept when it occurs at least twice with a small letter, more often so than as a proper noun.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

LEAST_COUNT = 2


def main(paths: list[str]) -> None:
    small: Counter[str] = Counter()
    proper: Counter[str] = Counter()
    for path in paths:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            columns = line.split("\t")
            if len(columns) != 10 or not columns[0].isdigit() or not columns[1].isalpha():
                continue
            form, tag = columns[1], columns[3]
            if tag == "PROPN":
                proper[form.lower()] += 1
            elif form.islower():
                small[form] += 1
    sys.stdout.write("# words that English writes small; from UD English EWT (CC BY-SA 4.0) and GUM (CC BY 4.0)\n")
    for word in sorted(small):
        if small[word] >= LEAST_COUNT and small[word] > proper[word] and len(word) > 1:
            sys.stdout.write(word + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
