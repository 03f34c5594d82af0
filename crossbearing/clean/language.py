"""The language of a text: what is stated, else what py3langid finds (naive Bayes over byte n-grams, 97 languages)."""

from __future__ import annotations

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_IDENTIFIER = LanguageIdentifier.from_model_file(MODEL_FILE)
"""Loaded with the module: it unpacks through a temporary file, which a sandboxed worker may no longer write."""
_ENOUGH = 5_000
"""Code points; more changes no answer."""
_TOO_SHORT = 20


def language(text: str, stated: str | None) -> str:
    """ISO 639-1 code; "und" (undetermined, ISO 639-2) for a text too short to tell."""
    if stated:
        return stated
    head = text[:_ENOUGH]
    if sum(ch.isalpha() for ch in head) < _TOO_SHORT:
        return "und"
    code, _ = _IDENTIFIER.classify(head)
    return str(code)
