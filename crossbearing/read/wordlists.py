"""Closed classes of English words, in small letters, by which phrases and verb groups are told apart."""

from __future__ import annotations

QUOTE = "“”"
"""The token that stands for a whole quotation."""

PRONOUNS = frozenset(
    """
    he she it they we i you who one others everyone everybody nobody someone somebody neither both
    """.split()
)
OWNERS = {"his": "he", "her": "she", "its": "it", "their": "they"}
"""Possessive pronouns, and the pronoun for the same person."""
SUBJECTS = frozenset(
    """
    he she they it we i who
    """.split()
)
"""Pronouns that can only be subjects."""
DETERMINERS = frozenset(
    """
    a an the this that these those its his her their our my your no any some each every several many most all
    both two three few another other such one
    """.split()
)
PREPOSITIONS = frozenset(
    """
    of in for at from on with to by against near under inside outside within among across behind between
    around above along opposite via beside de del al von van per
    """.split()
)
TEMPORAL = frozenset(
    """
    as after before since until till during despite amid following like unlike than without about over through
    """.split()
)
"""Prepositions that go on with no noun phrase that names somebody."""
BREAKERS = frozenset(
    """
    that which who whom whose where when while whereas because if although though whether unless how why what
    but so yet nor then once
    """.split()
)
"""Words that open another clause."""
ADVERBS = frozenset(
    """
    also later earlier then now still once again further even only just since recently previously already
    never not ever always often sometimes meanwhile however too soon long yet repeatedly first instead thus
    therefore moreover furthermore nevertheless nonetheless here there currently today yesterday tomorrow
    tonight back initially himself herself itself themselves
    """.split()
)
LY_NOUNS = frozenset(
    """
    family ally rally assembly supply reply italy july daily weekly monthly bully anomaly
    """.split()
)
"""Words in -ly that are no adverbs."""
TIMES = frozenset(
    """
    mondays tuesdays wednesdays thursdays fridays saturdays sundays monday tuesday wednesday thursday friday
    saturday sunday january february march april may june july august september october november december mon
    tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec today yesterday tomorrow tonight
    week month year day morning afternoon evening night weekend weeks months years days hours ago overnight
    early late noon midnight
    """.split()
)
BE = frozenset(
    """
    is are was were be been being am isn't aren't wasn't weren't isnt arent wasnt werent
    """.split()
)
HAVE = frozenset(
    """
    has have had having hasn't haven't hadn't hasnt havent hadnt
    """.split()
)
MODALS = frozenset(
    """
    will would shall should can could may might must do does did won't wouldn't can't couldn't cannot don't
    doesn't didn't dont doesnt didnt wont 'd 'll 've
    """.split()
)
NEGATIONS = frozenset(
    """
    not never no n't didn't doesn't don't won't cannot can't couldn't wouldn't hasn't haven't hadn't didnt
    doesnt dont hasnt havent hadnt
    """.split()
)
REFUSALS = frozenset(
    "decline declined declines declining refuse refused refuses refusing fail failed fails failing".split()
)
"""Verbs before "to say" by which nothing is said."""
NO_VERBS = frozenset(
    """
    state media police military head heads source sources officials people press party forces force report
    house security justice defence defense peace rights aid war human general chief interior health prime home
    based united saudi lead executive deputy monitor sport army air official north south east west islamic
    left right set former rescue relief coast guard research watch opposition data study poll survey
    """.split()
)
"""Nouns and adjectives that the treebanks hold mostly as verbs, or that more often open a name."""
QUANTIFIERS = frozenset("two three few all many most some several one both others".split())
PASTS = frozenset(
    """
    died rose fell sank fled fought caught struck hid dug rang sang swam shook broke froze stole wore tore bore burst
    hit cut put shut set spread hurt cost split shed quit let beat cast thrust bet
    """.split()
)
"""Irregular pasts that the treebanks hold too rarely, or that look like their base."""
AUXILIARIES = BE | HAVE | MODALS
STOPS = frozenset(", ; : — – -- - ― … ? ! ( ) [ ] ... |".split()) | {QUOTE}
"""Marks that no noun phrase runs across."""
