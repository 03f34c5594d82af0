"""Where a report says that those concerned were asked: no denial found is not the same as nobody asked."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crossbearing.records import Span
from crossbearing.watch.scope import Scope

_ASKED = re.compile(
    r"\b(?:did|does|has|had|have) not (?:immediately |yet )?(?:respond|repl(?:y|ied)|comment|answer|return)\w*|"
    r"\b(?:declined|refused) (?:to comment|to answer|comment)|\bcould not (?:immediately )?be reached|"
    r"\b(?:when |was |were )asked (?:about|for comment|whether|to comment)|\brequests? for comment",
    re.I,
)


def asked(scopes: Iterable[Scope]) -> tuple[Span, ...]:
    """The words that say so, in the paragraph of a claim or the one after it, each once."""
    found: dict[Span, None] = {}
    for scope in scopes:
        text = scope.report.text
        start = text.rfind("\n\n", 0, scope.claim.span.start) + 2 if "\n\n" in text[: scope.claim.span.start] else 0
        after = text.find("\n\n", scope.claim.span.end)
        end = text.find("\n\n", after + 2) if after >= 0 else len(text)
        for match in _ASKED.finditer(text, start, end if end >= 0 else len(text)):
            found[Span(scope.report.id, match.start(), match.end())] = None
    return tuple(found)
