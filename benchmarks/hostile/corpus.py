"""The hostile corpus: every attack by hand, and mutants of honest files up to the number that is asked for."""

from __future__ import annotations

import random
from collections.abc import Iterator

import msgspec

from benchmarks.hostile.attacks_archives import archive_attacks
from benchmarks.hostile.attacks_documents import document_attacks
from benchmarks.hostile.attacks_messages import message_attacks
from benchmarks.hostile.attacks_text import text_attacks
from benchmarks.hostile.made import Input
from benchmarks.hostile.mutations import mutated
from benchmarks.hostile.seeds import seeds

_ATTACKS_SHARE = 0.25
"""Of a corpus too small for all attacks, those that are in it."""


def corpus(count: int, seed: int) -> Iterator[Input]:
    """`count` inputs, the same for the same seed; bytes are made as they are asked for."""
    chance = random.Random(seed)  # noqa: S311 — it is to be the same again
    attacks = [*text_attacks(), *archive_attacks(), *document_attacks(), *message_attacks()]
    if len(attacks) > _ATTACKS_SHARE * count:
        chosen = set(chance.sample(range(len(attacks)), int(_ATTACKS_SHARE * count)))
        attacks = [attack for number, attack in enumerate(attacks) if number in chosen]
    for about, makes in attacks:
        yield msgspec.structs.replace(about, body=makes())
    yield from mutated(seeds(), count - len(attacks), chance)
