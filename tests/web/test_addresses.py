from __future__ import annotations

import pytest

from crossbearing.web.addresses import address, asked_for, ours, to
from crossbearing.web.story.findings import FindingsQuery

REPORT, FINDING = "report-0123456789abcdef", "f-0123456789abcdef"


def test_an_address_keeps_what_was_chosen_and_nothing_else() -> None:
    assert asked_for(FindingsQuery(recorded="d-1")) == ""
    chosen = FindingsQuery(q="two & three", contested=True, offset=25, order="last", recorded="d-1")
    assert asked_for(chosen, "offset") == "q=two+%26+three&contested=true&order=last"
    assert address("/findings", chosen, q="", offset=50) == "/findings?offset=50&contested=true&order=last"
    assert address("/findings", FindingsQuery()) == "/findings"


@pytest.mark.parametrize(
    ("target", "leads"),
    [
        (f"{REPORT}-12-40", f"/reports/{REPORT}?lit=12-40#{REPORT}-12-40"),
        (REPORT, f"/reports/{REPORT}"),
        (FINDING, f"/findings/{FINDING}"),
        (f"{FINDING}.2", f"/findings/{FINDING}.2"),
        ("t-claims", "#t-claims"),
    ],
)
def test_where_an_id_leads(target: str, leads: str) -> None:
    assert to(target) == leads


@pytest.mark.parametrize(
    "elsewhere", ["", "//weir.example", "/\\weir.example", "https://weir.example/", "javascript:x", "/a\nb", "/a b"]
)
def test_what_leads_elsewhere_is_no_address_of_the_room(elsewhere: str) -> None:
    assert ours("/stories/s-1?q=a#b", "/") == "/stories/s-1?q=a#b"
    assert ours(elsewhere, "/") == "/"
