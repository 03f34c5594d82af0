"""Those concerned were given the word, or nobody says so: invented sentences behind an invented claim."""

from __future__ import annotations

import pytest

from crossbearing.watch.right_of_reply import asked, replies
from tests.watch.dossiers import a_dossier, a_report, scope_of

CLAIM = "Norvell sold 60 engines to Kestria in May, shipping records show."

# fmt: off
ROWS: tuple[tuple[str, str | None, str], ...] = (
    # sentence, kind (None: nobody was asked), words that name who was ("": the reader finds no name there)
    ("Norvell did not respond to a request for comment.", "no_answer", "Norvell"),
    ("The company did not immediately respond to emailed questions.", "no_answer", "The company"),
    ("Kestria's embassy has not responded to several requests.", "no_answer", "embassy"),
    ("Norvell didn't reply to a list of questions.", "no_answer", "Norvell"),
    ("The ministry has not yet responded.", "no_answer", "ministry"),
    ("Norvell has not commented.", "no_answer", "Norvell"),
    ("Kestria did not publicly comment.", "no_answer", "Kestria"),
    ("Ada Wenn did not return calls.", "no_answer", "Ada Wenn"),
    ("There was no immediate comment from the defence ministry.", "no_answer", "defence ministry"),
    ("Calls to Norvell's office in Velm went unanswered.", "no_answer", "Norvell"),
    ("Norvell has yet to respond.", "no_answer", "Norvell"),
    ("Norvell declined to comment.", "declined", "Norvell"),
    ("The ministry declined comment.", "declined", "ministry"),
    ("Ada Wenn refused to answer questions about the sale.", "declined", "Ada Wenn"),
    ("Ada Wenn, the firm's spokeswoman, declined to say whether the engines were sold.", "declined", "spokeswoman"),
    ("The embassy would neither confirm nor deny the sale.", "declined", "embassy"),
    ("Osk Tellin could not be reached for comment.", "not_reached", "Osk Tellin"),
    ("Tellin could not immediately be reached.", "not_reached", "Tellin"),
    ("Attempts to reach Osk Tellin were unsuccessful.", "not_reached", ""),
    ("The Harbour Standard was unable to reach Tellin for comment.", "not_reached", ""),
    ("Asked about the engines, Ada Wenn said they were for tractors.", "asked", "Ada Wenn"),
    ("The Harbour Standard has asked Norvell for comment.", "asked", "Norvell"),
    ("The Harbour Standard reached out to Kestria's embassy for comment.", "asked", "Kestria"),
    ("Norvell was contacted for comment.", "asked", "Norvell"),
    ("In a reply to written questions, Norvell said the engines were for tractors.", "asked", "Norvell"),
    ("Norvell was given an opportunity to respond.", "asked", "Norvell"),
    ("Norvell denied that it had sold any engines.", "denied", "Norvell"),
    ("Kestria's foreign ministry has rejected the allegations.", "denied", "foreign ministry"),
    # near misses
    ("The fire brigade did not respond to the fire in time.", None, ""),
    ("The patients did not respond to the drug.", None, ""),
    ("Villagers asked for help after the storm.", None, ""),
    ("Norvell asked for more time to pay.", None, ""),
    ("Sales declined by 3 percent in June.", None, ""),
    ("Norvell declined to sign the contract.", None, ""),
    ("The village could not be reached by road.", None, ""),
    ("The survivors could not be reached before dawn.", None, ""),
    ("Ada Wenn refused to answer the door.", None, ""),
    ("The guards refused to speak.", None, ""),
    ("Kestria's request for a loan was approved.", None, ""),
    ("The crew did not return to the ship.", None, ""),
    ("Norvell was asked to leave the fair.", None, ""),
    ("The engine did not immediately respond to the throttle.", None, ""),
    ("The board has yet to meet.", None, ""),
    ("In response to the flood, Norvell sent pumps.", None, ""),
    ("The guards denied the drivers entry to the yard.", None, ""),
    ("The court rejected the appeal on Friday.", None, ""),
)
# fmt: on


@pytest.mark.parametrize(("sentence", "kind", "who"), ROWS)
def test_who_was_asked(sentence: str, kind: str | None, who: str) -> None:
    text = f"{CLAIM}\n\n{sentence}"
    scope = scope_of(a_dossier(a_report(text)), "60 engines")
    found = replies([scope])
    if kind is None:
        assert found == ()
        return
    [reply] = found
    assert reply.kind == kind
    if reply.who is None:
        assert who == ""
        return
    assert who in text[reply.who.start : reply.who.end] or text[reply.who.start : reply.who.end] in who
    [span] = asked([scope])
    assert span.start <= min(reply.who.start, reply.words.start) < max(reply.who.end, reply.words.end) <= span.end


def test_only_what_stands_near_the_claim_is_looked_at() -> None:
    between = "\n\n".join(f"Rain fell on day {number} of the fair." for number in range(4))
    near = a_dossier(a_report(f"{CLAIM}\n\nRain fell.\n\nNorvell declined to comment."))
    far = a_dossier(a_report(f"{CLAIM}\n\n{between}\n\nNorvell declined to comment."))
    assert len(asked([scope_of(near, "60 engines")])) == 1
    assert asked([scope_of(far, "60 engines")]) == ()


def test_what_stands_near_two_claims_is_told_once() -> None:
    dossier = a_dossier(a_report(f"{CLAIM} The ship left Velm on Monday.\n\nNorvell declined to comment."))
    both = [scope_of(dossier, "60 engines"), scope_of(dossier, "left Velm")]
    assert len(asked(both)) == len(asked(both[:1])) == 1
