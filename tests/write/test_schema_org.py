"""schema.org as JSON-LD, read by rdflib, which knows all terms of schema.org, and by PyLD."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import msgspec
import rdflib
from rdflib import RDF, SDO

from crossbearing.records import Published
from crossbearing.write.exports import by_name
from tests.write.ferry import TEXTS, ferry
from tests.write.handed_on import exported
from tests.write.linked_contexts import expanded, expanded_values, triples, values
from tests.write.linked_story import SHA, WORDS, the_case


@cache
def document() -> bytes:
    return b"".join(by_name("jsonld").make(the_case()))


@cache
def graph() -> rdflib.Graph:
    return triples(document())


@cache
def nodes() -> dict[str, dict[str, Any]]:
    given = json.loads(document())["@graph"]
    found = {each["@id"].removeprefix("urn:crossbearing:"): each for each in given}
    assert len(found) == len(given)
    return found


def test_every_term_is_one_of_schema_org_and_nothing_is_lost() -> None:
    used = {*graph().predicates(), *graph().objects(None, RDF.type)} - {RDF.type}
    assert used
    assert [term for term in used if str(term) not in {str(each) for each in dir(SDO)}] == []
    assert expanded_values(expanded(document())) == values(json.loads(document()))


def test_no_verdict_is_in_it() -> None:
    assert not set(graph().objects(None, RDF.type)) & {SDO.ClaimReview, SDO.Rating, SDO.Review}


def test_an_article() -> None:
    gazette = nodes()["report-gazette"]
    assert gazette["isBasedOn"] == ["urn:crossbearing:report-wire"], "it took from the wire"
    assert "isBasedOn" not in nodes()["report-wire"]
    assert gazette["publisher"]["name"] == "Merrow Gazette"
    assert gazette["creditText"] == ["With material from Coast Wire"]
    assert (gazette["datePublished"], gazette["inLanguage"]) == ("2041-05-05", "en")
    assert gazette["identifier"] == [f"urn:sha256:{SHA['report-gazette']}"]
    assert gazette["encoding"][0]["sha256"] == SHA["report-gazette"]
    harm = nodes()["report-harm"]
    assert harm["headline"] == "<script>alert(1)</script>"
    assert not {"url", "inLanguage", "author", "datePublished"} & set(harm)


def test_a_claim_has_who_says_it_and_where() -> None:
    claim = nodes()["f-w1"]
    assert claim["text"].startswith("The ferry Grebe ran aground")
    assert claim["appearance"] == [f"urn:crossbearing:report-{name}" for name in ("wire", "gazette", "harm")]
    assert [each["name"] for each in claim["author"]][:1] == ["coast guard"]
    assert "a clerk" not in {each["name"] for each in claim["author"]}, "nobody is named"
    assert "firstAppearance" not in claim, "one of the reports has no day"
    assert nodes()["f-p1"]["firstAppearance"] == "urn:crossbearing:report-times"
    assert [each["name"] for each in nodes()["f-p2"]["keywords"]] == ["doubts", "possible"]
    assert len(set(graph().subjects(RDF.type, SDO.Claim))) == sum(name.startswith("f-") for name in nodes())


def test_first_is_only_what_is_known_to_be_first() -> None:
    given = ferry()
    for days, first in (
        (("2041-05-04", "2041-05-05", "2041-05-06"), "wire"),
        (("2041-05-04", "2041-05-04", "2041-05-06"), None),
        (("2041-05", "2041-05-05", "2041-05-06"), None),
        (("2041-05-04", "2041-05-05", None), None),
    ):
        known = dict(zip(("wire", "gazette", "harm"), days, strict=True))
        reports = tuple(
            msgspec.structs.replace(report, published=Published(known.get(report.name), "manifest"))
            for report in given.reports
        )
        made = json.loads(exported("jsonld", msgspec.structs.replace(given, reports=reports)))
        (claim,) = (each for each in made["@graph"] if each["@id"] == "urn:crossbearing:f-w1")
        assert claim.get("firstAppearance") == (first and f"urn:crossbearing:report-{first}"), days


def test_a_quotation_has_its_words_and_speaker() -> None:
    quote = nodes()["q-q1"]
    assert quote["text"] in TEXTS["report-wire"]
    assert quote["spokenByCharacter"] == {"@type": "Person", "name": "Ida Marr"}
    assert quote["isPartOf"] == "urn:crossbearing:report-wire"


def test_hostile_words_stay_words() -> None:
    articles = [each for name, each in nodes().items() if name.startswith("r-")]
    assert len(articles) == len(WORDS) >= 40
    for word, article in zip(WORDS, articles, strict=True):
        assert article["headline"] == word.replace("\ud800", "\ufffd")
        assert "url" not in article or article["url"].startswith("https://quay.example/")
    assert graph().serialize(format="nt"), "rdflib refuses to write an IRI that is none"
    iris = {str(term) for triple in graph() for term in triple if isinstance(term, rdflib.URIRef)}
    assert all(iri.startswith(("urn:crossbearing:", "urn:sha256:", "https://")) or iri == str(RDF.type) for iri in iris)
