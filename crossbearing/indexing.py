"""The index by which stories are found, kept up with the dossiers.

A story is indexed anew where its dossier is another than the one that it was indexed by, in one transaction: whenever
the process dies, each story's index is right, or of an earlier dossier and known to be, or not there. What an id led to
is kept when nothing bears it any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from crossbearing.attempts import decoded
from crossbearing.compare.lineage import heirs_of
from crossbearing.errors import CaseError
from crossbearing.lookup import STAGE
from crossbearing.pipeline import dossiers
from crossbearing.records import Dossier
from crossbearing.stage import CASE, Grouping, Progress
from crossbearing.store.base import Store
from crossbearing.store.index import Entry, EntryQuery, IndexedStory, Retired
from crossbearing.write.entries import FindingEntry, IndexEntry, StoryEntry
from crossbearing.write.index_entries import entries_of
from crossbearing.write.index_texts import texts_of

_PAGE = 1000


def update(store: Store, progress: Progress | None = None) -> int:
    """Bring the index up to the dossiers; how many stories were indexed anew. The case is locked by whoever calls.

    `progress` hears of "index". Raises CaseError.
    """
    wanted = _wanted(store)
    there = store.indexed()
    stale = sorted(story for story, digest in wanted.items() if there.get(story) != digest)
    gone = sorted(there.keys() - wanted.keys())
    # Whoever bore an id that a changed story no longer has is asked for before the story is written over.
    lost = _borne(store, [story for story in (*stale, *gone) if story in there])
    for number, story in enumerate(stale, 1):
        for dossier in dossiers(store, [story]):
            store.index_story(_indexed_story(dossier, wanted[story], lost))
        if progress is not None:
            progress("index", number, len(stale))
    if gone:
        store.unindex(gone)
    _retire_stories(store)
    return len(stale)


def stories(store: Store) -> Iterator[IndexedStory]:
    """What each story is to be found by, from its dossier."""
    for story, digest in sorted(_wanted(store).items()):
        for dossier in dossiers(store, [story]):
            yield _indexed_story(dossier, digest, ())


def problems(store: Store) -> Iterator[str]:
    """Every story whose index says that it is of the story's dossier, and does not say what that says."""
    there = store.indexed()
    for each in stories(store):
        if there.get(each.story) == each.digest and not store.is_indexed(each):
            yield f"the index of story {each.story}: it does not say what the dossier says"


def mend(store: Store) -> bool:
    """Forget the whole index where it is damaged, so that the next build makes it anew; whether it was."""
    try:
        damaged = any(problems(store))
    except CaseError:  # SQLite itself finds it so
        damaged = True
    if damaged:
        store.unindex()
    return damaged


def _wanted(store: Store) -> dict[str, str]:
    """Story → digest of its dossier."""
    return {story: made.digest for story, made in store.made(STAGE).items() if made.digest}


def _indexed_story(dossier: Dossier, digest: str, lost: Sequence[Retired]) -> IndexedStory:
    entries = entries_of(dossier)
    whole = next(each.data for each in entries if isinstance(each.data, StoryEntry))
    return IndexedStory(
        story=dossier.story.id,
        digest=digest,
        first=dossier.story.first,
        last=dossier.story.last,
        reports=whole.reports,
        origins=whole.origins,
        contested=whole.contested,
        entries=tuple(_entry(each) for each in entries),
        texts=texts_of(dossier),
        retired=tuple(_taken_up(dossier, lost)),
    )


def _entry(each: IndexEntry) -> Entry:
    return Entry(each.kind, each.key, each.name, each.weight, msgspec.json.encode(each.data))


# ── ids that are borne no longer ──────────────────────────────────────────────────────────────────────────────────────


def _borne(store: Store, stories: Sequence[str]) -> tuple[Retired, ...]:
    """The ids of findings that these stories bear now or bore once, each with the claim by which its heir is known."""
    found = [each for each in store.retired(stories=stories) if each.target]
    for story in stories:
        for at in range(0, _PAGE * _PAGE, _PAGE):
            page = store.entries(EntryQuery(kind="finding", story=story, limit=_PAGE, offset=at)).entries
            for each in page:
                claim = decoded(each.entry.data, FindingEntry, f"the index of {story}").claim
                found.append(Retired(each.entry.key, story, each.entry.key, claim))
            if len(page) < _PAGE:
                break
    return tuple(found)


def _taken_up(dossier: Dossier, lost: Sequence[Retired]) -> Iterator[Retired]:
    """Of those, the ones that the dossier does not bear, and whose claim one of its findings has."""
    holder = {claim: finding.id for finding in dossier.findings for claim in finding.claims}
    bears = {finding.id for finding in dossier.findings}
    for each in lost:
        if each.id not in bears and each.claim in holder:
            yield Retired(each.id, dossier.story.id, holder[each.claim], each.claim)


def _retire_stories(store: Store) -> None:
    """Stories that others took up, as the grouping knows them."""
    body = store.bodies("stories", [CASE]).get(CASE)
    if body is None:
        return
    grouping = decoded(body, Grouping, "the stories")
    now = {
        Retired(old, story, "") for story, olds in heirs_of(grouping.stories, grouping.retired).items() for old in olds
    }
    known = set(store.retired([each.id for each in now]))
    if now - known:
        store.retire(sorted(now - known, key=lambda each: each.id))
