"""Every measurement of the project as rows of one table. Each can be run alone, as a module of this package."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from evaluation import cleaning, intervals, reader, reader_names, reader_said
from evaluation.found import Found, here
from evaluation.rows import TARGETS, Row, row


class Given(NamedTuple):
    """Where things are: the folder with datasets/ and samples/, and the reader's weights (None: the shipped ones)."""

    shared: Path
    weights: Path | None = None

    @property
    def datasets(self) -> Path:
        return self.shared / "datasets"


Section = Callable[[Given], Iterator[Row]]

# ── the reader, and the rules beside it ───────────────────────────────────────────────────────────────────────────────


def said(given: Given) -> Iterator[Row]:
    for each in reader.said(reader.load(given.weights), given.datasets):
        yield row(each, "network")


def said_by_rules(given: Given) -> Iterator[Row]:
    documents = list(reader_said.articles(here(given.datasets / "polnear"), "dev"))
    for each in reader_said.measure("PolNeAR dev", documents, reader_said.by_rules):
        yield row(each, "rules")


def said_together(given: Given) -> Iterator[Row]:
    documents = list(reader_said.articles(here(given.datasets / "polnear"), "dev"))
    says = reader_said.by_stage(reader.load(given.weights))
    for each in reader_said.measure("PolNeAR dev", documents, says):
        yield row(each, "together")


def names(given: Given) -> Iterator[Row]:
    for each in reader.names(reader.load(given.weights), given.datasets):
        yield row(each, "network")


def names_by_rules(given: Given) -> Iterator[Row]:
    documents = reader_names.worldwide(here(given.datasets / "ner_worldwide"))
    yield row(next(reader_names.measure("entities_of_3", "worldwide newswire", documents, None)), "rules")
    documents = reader_names.uner(here(given.datasets / "uner_ewt_dev" / "en_ewt-ud-dev.iob2"))
    for each in reader_names.measure("uner", "UNER dev", documents, None):
        yield row(each, "rules")


def syntax(given: Given) -> Iterator[Row]:
    for each in reader.syntax(reader.load(given.weights), given.datasets):
        yield row(each, "network")


def frozen(given: Given) -> Iterator[Row]:
    from evaluation import floors, reader_frozen  # noqa: PLC0415 — each section loads what it alone needs

    held_to = floors.load().reader
    for score in reader_frozen.measure(reader_frozen.load(), reader.load(given.weights)):
        least = held_to.get(score.name)
        what = score.name.removeprefix("frozen_")
        yield Row(
            score.name, "frozen sample", what, "network", score.value, n=score.of, least=least,
            least_is="floor" if least is not None else "",
        )  # fmt: skip


# ── rules ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def dates(given: Given) -> Iterator[Row]:
    from evaluation.dates import document, measure  # noqa: PLC0415

    for name in ("TimeBank", "AQUAINT"):
        paths = sorted(here(given.datasets / "tempeval3" / name).glob("[!.]*.tml"))
        tallies = [measure([document(path)]).counts for path in paths]
        counts = [(tally["right"], tally["given"], tally["wanted"]) for tally in tallies]
        measured = intervals.measured(counts, intervals.f1, sum(count[2] for count in counts))
        yield row(Found(f"dates_{name.lower()}", name, "dates, value F1", measured), "rules")


def figures(given: Given) -> Iterator[Row]:
    from evaluation.figures import PARTS, miss, table  # noqa: PLC0415

    for key, parts in [("figures", PARTS), *((f"figures_{part}", (part,)) for part in PARTS)]:
        counts = [(int(miss(line) is None), 1) for line in table(*parts)]
        what = "rows right" if key == "figures" else f"  {parts[0]} rows"
        yield row(
            Found(key, "table of figures", what, intervals.measured(counts, intervals.share, len(counts))), "rules"
        )


def text(given: Given) -> Iterator[Row]:
    folder = here(given.datasets / "article_extraction")
    truth = msgspec.json.decode((folder / "ground-truth.json").read_bytes(), type=dict[str, cleaning.Article])
    readers = {"text": cleaning.crossbearing_text, "text_trafilatura": cleaning.trafilatura_fast}
    whats = {"text": "article text, shingle F1", "text_trafilatura": "  trafilatura, fast, in this run"}
    for key, reads in readers.items():
        counts = []
        for name, article in truth.items():
            page = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
            counts.append(_of_page(article, reads(page, article.url)))
        measured = intervals.measured(counts, intervals.f1_of_means, len(counts))
        yield row(Found(key, "181 web pages", whats[key], measured), "rules")


def _of_page(article: cleaning.Article, got: str) -> tuple[float, int, float, int]:
    """Precision and whether there is one, recall and whether there is one."""
    if not any(character.isalnum() for character in got):
        return 0, 0, 0, 1
    one = cleaning.measured({"": got}, {"": article})
    return one.precision, 1, one.recall, 1


def coreference(given: Given) -> Iterator[Row]:
    from crossbearing.read.coreference import model  # noqa: PLC0415
    from crossbearing.read.coreference_mentions import scene  # noqa: PLC0415
    from evaluation import coreference as measures  # noqa: PLC0415
    from evaluation.coreference_sets import gap, gum, meantime  # noqa: PLC0415

    snippets = list(gap(here(given.datasets / "gap" / "gap-test.tsv")))
    guesses = [measures.ours(each, scene(each.report, each.sentences, each.given), model()) for each in snippets]
    counts = [tuple(measures.of_pair(guess)) for guess in guesses]
    measured = intervals.measured(counts, intervals.f1, sum(count[2] for count in counts))
    yield row(Found("gap", "GAP test", "pronoun → name F1, always answered", measured), "rules")
    for name, documents in (
        ("GUM test, news and bio", gum(here(given.datasets / "gum"), "test", measures.GENRES)),
        ("MEANTIME", meantime(here(given.datasets / "meantime"))),
    ):
        rows: dict[str, list[tuple[int, int, int]]] = {}
        for document in documents:
            for label, count in measures.of_document(document):
                rows.setdefault(label, []).append((count.right, count.given, count.wanted))
        for label, found in rows.items():
            who, _, by = label.partition(": ")
            if by != "ours":
                continue
            for what, measure, of in (("precision", intervals.precision, 1), ("recall", intervals.recall, 2)):
                asked = sum(count[of] for count in found)
                if asked:
                    measured = intervals.measured(found, measure, asked)
                    yield row(Found(f"coreference_{what}", name, f"{who}: {what}", measured), "rules")


# ── the whole ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def stories(given: Given) -> Iterator[Row]:
    from crossbearing.learned.encoder import Encoder  # noqa: PLC0415
    from evaluation.events import FILE, load  # noqa: PLC0415
    from evaluation.stories import prepare  # noqa: PLC0415

    prepared = prepare(load(here(FILE)), Encoder())
    of_event: dict[str, list[tuple[float, ...]]] = {}
    for article, (p, r) in zip(prepared.articles, prepared.grouped(), strict=True):
        of_event.setdefault(article.group, []).append((float(p), 1, float(r), 1))
    counts = [tuple(map(sum, zip(*reports, strict=True))) for reports in of_event.values()]
    measured = intervals.measured(counts, intervals.f1_of_means, len(prepared.articles))
    yield row(Found("stories", "300 events", "stories, B-cubed F1 (numbers chosen on them)", measured), "together")


def example(given: Given) -> Iterator[Row]:
    from evaluation import example as packaged  # noqa: PLC0415
    from evaluation import floors  # noqa: PLC0415

    held_to = floors.load()
    for score in packaged.measured():
        least, most = held_to.at_least.get(score.name), held_to.at_most.get(score.name)
        yield Row(
            f"example_{score.name}", "packaged example", score.name, "together", score.value, n=score.of, least=least,
            most=most, least_is="floor" if least is not None or most is not None else "",
        )  # fmt: skip


def samples(given: Given) -> Iterator[Row]:
    import tempfile  # noqa: PLC0415

    from evaluation.samples import build, scored  # noqa: PLC0415

    scorer = here(given.shared / "tools" / "score-dossier")
    folders = sorted(path.parent for path in here(given.shared / "samples").glob("*/gold.yaml"))
    for sample in folders:
        with tempfile.TemporaryDirectory() as folder:
            found = scored(sample, build(sample, Path(folder)), scorer)
        for name, value in found.score.items():
            least = TARGETS.get(name)
            yield Row(
                name, f"sample {sample.name}", name, "together", None if value is None else float(value), least=least,
                least_is="target" if least is not None else "",
            )  # fmt: skip


def places(given: Given) -> Iterator[Row]:
    from evaluation import places as measures  # noqa: PLC0415

    corpora = measures.corpora(here(given.datasets / "geo"))
    for name, articles in corpora.items():
        for each in (*measures.measure_given(articles, name), *measures.measure(articles, name, None)):
            yield row(each, "rules")
    network = reader.load(given.weights)
    for name, articles in corpora.items():
        for each in measures.measure(articles, name, network):
            yield row(each, "together")


# Long ones first: two run beside each other, and what is short fills the end.
SECTIONS: dict[str, Section] = {
    "stories": stories,
    "said_by_rules": said_by_rules,
    "names_by_rules": names_by_rules,
    "samples": samples,
    "syntax": syntax,
    "said_together": said_together,
    "said": said,
    "names": names,
    "coreference": coreference,
    "example": example,
    "text": text,
    "dates": dates,
    "figures": figures,
    "places": places,
    "frozen": frozen,
}
SHOWN = (
    "said_by_rules", "said", "said_together", "names_by_rules", "names", "syntax", "frozen", "coreference", "dates",
    "figures", "places", "text", "stories", "samples", "example",
)  # fmt: skip
"""The order of the table."""
