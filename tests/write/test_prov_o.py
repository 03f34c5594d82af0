"""PROV-O, read by rdflib, which knows its terms, by PyLD and by `prov`, the reference implementation in Python; and
constraints of our own after PROV-CONSTRAINTS (W3C, 2013): what may have which relation, no cycles of derivation."""

from __future__ import annotations

import json
import warnings
from collections import Counter
from functools import cache
from graphlib import TopologicalSorter

import rdflib
from prov.model import ProvDocument
from rdflib import PROV, RDF, RDFS

from crossbearing.write.exports import by_name
from tests.write.linked_contexts import expanded, expanded_values, triples, values
from tests.write.linked_story import DECISIONS, READERS, SHA, the_case

CB = rdflib.Namespace("urn:crossbearing:")
RANGES = {
    PROV.wasGeneratedBy: (PROV.Entity, PROV.Activity),
    PROV.used: (PROV.Activity, PROV.Entity),
    PROV.wasAssociatedWith: (PROV.Activity, PROV.Agent),
    PROV.wasAttributedTo: (PROV.Entity, PROV.Agent),
    PROV.wasDerivedFrom: (PROV.Entity, PROV.Entity),
    PROV.wasQuotedFrom: (PROV.Entity, PROV.Entity),
    PROV.wasRevisionOf: (PROV.Entity, PROV.Entity),
}


@cache
def document() -> bytes:
    return b"".join(by_name("prov").make(the_case()))


@cache
def graph() -> rdflib.Graph:
    return triples(document())


def test_every_term_is_one_of_prov_and_nothing_is_lost() -> None:
    terms = {*graph().predicates(), *graph().objects(None, RDF.type)}
    used = {term for term in terms if str(term).startswith(str(PROV))}
    assert set(RANGES) <= used
    assert [term for term in used if str(term) not in {str(each) for each in dir(PROV)}] == []
    assert expanded_values(expanded(document())) == values(json.loads(document()))


def test_relations_tie_what_they_may_tie() -> None:
    kinds = {PROV.Entity, PROV.Activity, PROV.Agent}
    types = {node: set(graph().objects(node, RDF.type)) & kinds for node in graph().subjects(RDF.type)}
    assert all(len(found) == 1 for found in types.values()), "the three are disjoint"
    for relation, (domain, range_) in RANGES.items():
        for subject, object_ in graph().subject_objects(relation):
            assert types.get(subject) == {domain}, (subject, relation)
            assert types.get(object_) == {range_}, (relation, object_)


def test_nothing_comes_from_itself_and_each_is_made_once() -> None:
    sources: dict[object, set[object]] = {}
    for relation in (PROV.wasDerivedFrom, PROV.wasQuotedFrom, PROV.wasRevisionOf):
        for subject, object_ in graph().subject_objects(relation):
            sources.setdefault(subject, set()).add(object_)
    assert len(list(TopologicalSorter(sources).static_order())) > len(sources)
    made = Counter(graph().subjects(PROV.wasGeneratedBy))
    assert set(made.values()) == {1}


def test_the_chain_from_dossier_to_capture_and_outlet() -> None:
    wire = CB["capture-wire"]
    assert str(graph().value(wire, CB["terms:sha256"])) == SHA["report-wire"]
    assert (CB["dossier.s-ferry"], PROV.wasDerivedFrom, CB["f-w1"]) in graph()
    assert (CB["f-w1"], PROV.wasDerivedFrom, CB["reading.report-wire"]) in graph()
    assert (CB["f-w1"], PROV.wasQuotedFrom, CB["report-wire"]) in graph()
    assert (CB["reading.report-wire"], PROV.wasDerivedFrom, CB["report-wire"]) in graph()
    assert (CB["report-wire"], PROV.wasDerivedFrom, wire) in graph()
    assert (CB["report-gazette"], PROV.wasDerivedFrom, CB["report-wire"]) in graph()
    assert (CB["q-q1"], PROV.wasQuotedFrom, CB["report-wire"]) in graph()
    (time,) = graph().objects(wire, PROV.generatedAtTime)
    assert str(time) == "2041-05-04T10:00:00+00:00"
    (outlet,) = graph().objects(CB["report-wire"], PROV.wasAttributedTo)
    assert str(graph().value(outlet, RDFS.label)) == "Coast Wire"
    assert (CB["r-0"], PROV.wasRevisionOf, CB["old-0"]) in graph()


def test_stages_with_versions_and_readers_who_decided() -> None:
    stages = {
        (str(graph().value(made, CB["terms:stage"])), graph().value(made, CB["terms:stageVersion"]))
        for made in graph().subjects(RDF.type, PROV.Activity)
    }
    assert {(stage, version and int(str(version))) for stage, version in stages} == {
        ("collect", None), ("clean", 3), ("read", 5), ("align", 5), ("write", 4),
    }  # fmt: skip
    people = {str(graph().value(each, RDFS.label)) for each in graph().subjects(RDF.type, PROV.Person)}
    assert people == set(READERS)
    for decision in DECISIONS:
        assert graph().value(CB[decision.id], PROV.wasAttributedTo) is not None
    assert (CB["align.s-ferry"], PROV.used, CB["d-same"]) in graph()
    assert (CB["d-undo"], PROV.wasRevisionOf, CB["d-hide"]) in graph()


def test_the_reference_implementation_reads_it() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib, as `prov` uses it
        read = ProvDocument.deserialize(content=document().decode(), format="rdf", rdf_format="json-ld")
    found = Counter(type(record).__name__ for record in read.get_records())
    for kind, name in ((PROV.Entity, "ProvEntity"), (PROV.Activity, "ProvActivity"), (PROV.Agent, "ProvAgent")):
        assert found[name] == len(set(graph().subjects(RDF.type, kind)))
    assert found["ProvGeneration"] == len(list(graph().subject_objects(PROV.wasGeneratedBy)))
    assert graph().serialize(format="nt")
