"""JSON-LD contexts and processors for tests: nothing is fetched.

The context of Web Annotation is our own writing of the terms that we use, after section "JSON-LD Context" of the Web
Annotation Vocabulary (W3C, 2017); it is no copy of the W3C's file, which every reader of an export has.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from typing import Any

import rdflib
from pyld import jsonld

ANNO = "http://www.w3.org/ns/anno.jsonld"
_OA = "Annotation TextualBody SpecificResource TextQuoteSelector TextPositionSelector TimeState"
_MOTIVATIONS = "assessing commenting describing editing identifying linking moderating"
_TO = {
    "body": "oa:hasBody",
    "target": "oa:hasTarget",
    "source": "oa:hasSource",
    "selector": "oa:hasSelector",
    "state": "oa:hasState",
    "cached": "oa:cachedSource",
    "creator": "dcterms:creator",
    "generator": "as:generator",
    "partOf": "as:partOf",
    "first": "as:first",
}
_PLAIN = {
    "format": "dc:format",
    "created": "dcterms:created",
    "value": "rdf:value",
    "name": "foaf:name",
    "label": "rdfs:label",
    "total": "as:totalItems",
    "startIndex": "as:startIndex",
    **{term: f"oa:{term}" for term in ("start", "end", "exact", "prefix", "suffix", "sourceDate")},
}
ANNO_CONTEXT: dict[str, Any] = {
    "oa": "http://www.w3.org/ns/oa#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "dctypes": "http://purl.org/dc/dcmitype/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "id": "@id",
    "type": "@type",
    **{term: f"oa:{term}" for term in (*_OA.split(), *_MOTIVATIONS.split())},
    "Dataset": "dctypes:Dataset",
    "Person": "foaf:Person",
    "Software": "as:Application",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    **{term: {"@id": iri, "@type": "@id"} for term, iri in _TO.items()},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    **_PLAIN,
}  # fmt: skip


def local(document: bytes) -> dict[str, Any]:
    """The document with our own context in place of the one that would be fetched."""
    given: dict[str, Any] = json.loads(document)
    if isinstance(given["@context"], list):
        given["@context"] = [ANNO_CONTEXT if each == ANNO else each for each in given["@context"]]
    return given


def refuse(url: str, options: object = None) -> dict[str, Any]:
    raise AssertionError(f"{url} was to be fetched")


def triples(document: bytes) -> rdflib.Graph:
    """What rdflib makes of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib's parser, about rdflib's own classes
        return rdflib.Graph().parse(data=json.dumps(local(document)), format="json-ld")


def expanded(document: bytes) -> Any:
    """What PyLD makes of it; whatever would be fetched fails."""
    return jsonld.expand(local(document), {"documentLoader": refuse, "base": ""})


def leaves(given: Any) -> Iterator[tuple[str, Any]]:
    """Keys and values of all that is no object or list, contexts apart."""
    stack = [("", given)]
    while stack:
        key, value = stack.pop()
        if isinstance(value, dict):
            stack += [(each, value[each]) for each in value if each != "@context"]
        elif isinstance(value, list):
            stack += [(key, each) for each in value]
        else:
            yield key, value


def values(given: Any) -> list[Any]:
    """What the leaves are, apart from what the context expands: types, motivations and purposes."""
    spelled = {"type", "@type", "motivation", "purpose"}
    return sorted((value for key, value in leaves(given) if key not in spelled), key=repr)


def expanded_values(given: Any) -> list[Any]:
    """The same of an expanded document, in which types, motivations and purposes are IRIs."""
    oa = "http://www.w3.org/ns/oa#"
    spelled = {f"{oa}motivatedBy", f"{oa}hasPurpose"}
    found, stack = [], [("", given)]
    while stack:
        key, value = stack.pop()
        if isinstance(value, dict):
            stack += [(each, value[each]) for each in value if each not in spelled and each != "@type"]
        elif isinstance(value, list):
            stack += [(key, each) for each in value]
        else:
            found.append(value)
    return sorted(found, key=repr)
