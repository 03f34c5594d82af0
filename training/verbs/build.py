"""Count how often each English word form is a finite verb, and write the forms that mostly are.

    python training/verbs/build.py TREEBANK... > crossbearing/read/verbs.tsv

TREEBANK: .conllu files (Universal Dependencies; EWT and GUM were used, CC BY-SA 4.0 and CC BY 4.0). A form is kept
when it occurs at least twice and is a verb in over half of its occurrences; its columns are the form, the share of all
its occurrences in which it is finite ("said", "is"), and that in which it is any verb. Forms in -ing are left out: the
clause rules know them by their ending. "-ed" forms that the treebanks don't hold are known by their ending too.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

LEAST_COUNT = 2
LEAST_VERB_SHARE = 0.5


def main(paths: list[str]) -> None:
    total: Counter[str] = Counter()
    finite: Counter[str] = Counter()
    verb: Counter[str] = Counter()
    for path in paths:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            columns = line.split("\t")
            if len(columns) != 10 or not columns[0].isdigit():
                continue
            form, tag, features = columns[1].lower().replace("’", "'"), columns[3], columns[5]
            total[form] += 1
            if tag in ("VERB", "AUX"):
                verb[form] += 1
                finite[form] += "VerbForm=Fin" in features
    print("# form\tfinite\tverb; from UD English EWT (CC BY-SA 4.0) and GUM (CC BY 4.0) by training/verbs/build.py")
    for form in sorted(total):
        count = total[form]
        if count < LEAST_COUNT or verb[form] / count <= LEAST_VERB_SHARE or form.endswith("ing") or not form.isascii():
            continue
        print(f"{form}\t{finite[form] / count:.2f}\t{verb[form] / count:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
