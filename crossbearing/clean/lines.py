"""Whole lines that belong to a page and not to a report: one pattern for each class, matched against a full line.

The classes are those of news pages in general: ways to go elsewhere, to share, to subscribe, to listen; labels of
things that did not come along; rights. In doubt a line stays.
"""

from __future__ import annotations

import re

from crossbearing.clean.stamps import find, stamp

_LONGEST = 400


def _rule(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(patterns)})[\s:.!…»›>|*-]{{0,4}}", re.IGNORECASE)


_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "navigation",
        _rule(
            r"(?:skip|jump|go|back|return|scroll) (?:back )?to (?:the )?(?:main |site |page |full |primary )?"
            r"(?:content|navigation|nav|menu|search|footer|header|article|top|home ?page|main|text|bottom|comments?)"
            r"(?: section| of page| menu)?",
            r"(?:main |toggle |open |close |site |show |hide |mobile )?(?:menu|navigation|search|nav|sidebar)",
            r"home ?(?:page)? ?(?:[>›»/|→]|::).{0,150}",
            r"(?:next|previous|prev|older|newer)(?: (?:article|story|post|page|slide|photo|image))?",
            r"(?:load|show|view|see|read) (?:more|less|all)(?: (?:articles|stories|news|posts|photos|comments))?",
            r"close|cancel|submit|expand|collapse|loading|sections?|editions?|more|home|print(?: this)?(?: page)?",
            r"(?:sign|log) ?(?:in|out|up|on)(?: (?:or|/) .{1,30})?|register|my account|profile|settings",
            r"(?:about|contact)(?: us)?|advertise(?: with us)?|careers|help(?: centre| center)?|faqs?|site ?map"
            r"|archive",
            r"(?:terms|conditions)(?: (?:of|and|&) (?:use|service|conditions|sale))*|privacy(?: policy| notice)?",
            r"\d{1,3} (?:minute|hour|day|week|month)s? ago|list(?: \d{1,3})? of \d{1,3}(?: items)?|end of (?:list"
            r"|article|story)",
            r"https?://\S{1,200}|[\w.+-]{1,40}@[\w.-]{3,60}|[·•|/–—-]|\(?end(?:item|s)?\)?|save (?:articles|stories"
            r"|this) .{1,80}",
            r"page \d{1,3} of \d{1,3}|\d{1,3} ?/ ?\d{1,3}|\d{1,3} of \d{1,3}",
            r"(?:next|previous|prev|older|newer) (?:article|story|post|page) ?[:»›>–—-] ?\S.{0,160}",
            r".{0,150}\(opens in (?:a )?new (?:window|tab)\).{0,80}",
        ),
    ),
    (
        "share bar",
        _rule(
            r"share(?: (?:this|the|full|via|on|with|by|now|options|tools|save|it))?"
            r"(?: (?:article|story|post|page|link|news|video|.{1,20}))?",
            r"(?:tweet|copy|email|e-mail|gift|bookmark|save|like|follow|print)(?: (?:this|the|link|to|a|url|later))*"
            r"(?: (?:article|story|link|page|friend|us|post|clipboard))?",
            r"\d{1,6} (?:shares?|views?|likes?|retweets?|reactions?|reads?)|link copied(?: to clipboard)?",
            r"(?:get )?short (?:url|link):?(?: \S{1,60})?",
        ),
    ),
    (
        "reading aid",
        _rule(
            r"(?:reading time:? ?)?\d{1,3}(?:-| )?min(?:ute)?s?(?:[ -](?:read|listen|watch|video))?(?:ing)?",
            r"read(?:er|ing)?[ -](?:mode|time|later|aloud|out loud)(?::? .{0,20})?",
            r"(?:\d{1,3} ?% )?(?:font|text)[ -]size(?: .{0,20})?|a[+-]|aa|\d{1,3} ?%",
            r"(?:listen|play|watch|hear)(?: (?:to )?(?:this|the|now|live|again|full|video|audio|in app))*"
            r"(?: (?:article|story|report|video|podcast|audio))?(?: ?\(?\d{1,2}(?::\d\d| ?min(?:ute)?s?)\)?)?",
            r"(?:pause|mute|unmute|volume|full ?screen|replay|autoplay|subtitles|captions)",
            r"\(?\d{1,2}:\d\d(?::\d\d)?\)?(?: ?/ ?\d{1,2}:\d\d)?",
            r"audio is ai-generated.{0,80}",
            r"this (?:article|story|audio) (?:is|was) (?:auto-?)?(?:generated|read).{0,80}voice.{0,80}",
        ),
    ),
    (
        "label",
        _rule(
            r"(?:video|image|photo|picture|media|audio|gallery|graphic|map|infographic|slideshow|live)s?"
            r"(?: (?:description|caption|credit|source|copyright|gallery|player|duration|unavailable|embed))?",
            r"(?:open|view|enlarge|expand|click to (?:enlarge|view)) (?:this )?(?:photo|image|picture|gallery|media)"
            r"(?: in (?:gallery|full ?screen))?",
            r"(?:slideshow|gallery|photos?) ?\(\d{1,3} (?:images?|photos?|pictures?)\)|\d{1,3} (?:photos|images"
            r"|pictures)",
            r"media playback is (?:not supported|unsupported) on (?:this|your) device",
            r"(?:this )?(?:video|content|browser) (?:is|can)(?: ?not|n.?t)? (?:available|be played|supported).{0,80}",
            r"(?:to view this video|please enable|you need to enable|enable) .{0,20}javascript.{0,120}",
            r"file(?:[ -](?:photo|picture|image|pic))?|toggle caption|hide caption|stock (?:photo|image)",
        ),
    ),
    (
        "advertisement",
        _rule(
            r"\(?(?:advertisements?|advertising|ads?|advert|sponsored(?: by .{1,40})?|promoted|paid (?:post|content)"
            r"|partner content|commercial break|story continues.{0,40}|article continues.{0,40}"
            r"|continue reading.{0,40}"
            r"|continued? (?:reading )?below.{0,30}|scroll (?:down )?(?:to|for) .{1,40})\)?",
        ),
    ),
    (
        "rights",
        _rule(
            r"(?:\(c\)|©|copyright|&copy;) ?.{0,300}",
            r".{0,200}\ball rights reserved\b.{0,200}",
            r".{0,120}\bmay not be (?:published|reproduced|copied|republished|redistributed)\b.{0,200}",
            r"(?:the )?\w.{1,40} newsletters?(?!\.)|sign me up|i (?:understand|agree|accept) .{1,160}"
            r"|keep up (?:to date )?with .{1,80}",
            r"(?:reuse|republish|license|licence|reprint|syndicate)s? (?:this|our) .{1,80}"
            r"|reprints?(?: and permissions?)?",
            r"our standards: .{1,100}|(?:corrections|editorial) (?:policy|standards|code)|ethics policy",
        ),
    ),
    (
        "comments",
        _rule(
            r"(?:\d{1,6} )?comments?(?: ?\(?\d{1,6}\)?)?|(?:leave|post|add|write) (?:a |your )?(?:comment|reply)",
            r"comments?(?: are)? (?:closed|disabled|off)|(?:view|show|see|read|hide|load) (?:all "
            r"|the )?(?:\d+ )?comments",
            r"(?:join|start) (?:the |this )?(?:conversation|discussion|debate)|discussion|community (?:standards"
            r"|rules)",
            r"comments? ?(?:via|jump) .{1,80}|have your say|what do you think\?|be the first to comment",
        ),
    ),
    (
        "sign-off",
        _rule(
            r"[\[(]?(?:additional |with |further |written )?(?:reporting|writing|editing|compiled|edited|translated"
            r"|produced)"
            r" by:? .{2,300}[\])]?",
            r"(?:write|e-?mail|contact) (?:to )?.{2,80}\S@\S.{0,80}|(?:follow|contact) .{2,60} (?:on|at) (?:twitter"
            r"|x)\b.{0,60}",
            r"(?:_{2,10}|-{3,60}|={3,60}|\*(?: ?\*){1,20}|~{2,20}|#{2,10})|-? ?(?:ends|30)-?",
            r"-?updated? .{3,40}",
            r"(?-i:[—–-]?[A-Z]).{1,250} contributed(?: reporting)? (?:to|for) (?:this|the) (?:report|story"
            r"|article).{0,80}",
            r"(?-i:[—–-]?[A-Z]\S{1,20} [A-Z]\S{1,20}) contributed|contributing: .{2,200}|editors?: .{2,60}",
            r"sources? ?: .{2,80}|sources? .{2,60}(?:and|&) (?:news )?agencies",
            r".{2,200} contributed reporting.{0,60}|[\[(]?with (?:inputs|reports|files) from agencies[\])]?",
            r"(?-i:[A-Z])\S{1,30}(?: and \S{1,30})? reported from (?-i:[A-Z])[^.]{2,60}(?:[.;] ?contributing.{0,200})?",
            r"(?:this|the) (?:story|article|post|report|page) (?:was|has been|is being|will be) (?:first |last "
            r"|originally )?"
            r"(?:updated|published|amended|posted)\b.{0,160}|this is a (?:developing"
            r"|breaking) (?:news )?story\b.{0,80}"
            r"|originally published .{0,60}|read or share this .{0,80}",
        ),
    ),
)

_LINKED = re.compile(
    r"(?:read (?:more|also|next|this|about)|also read|see also|see more|more(?= ?:)|watch(?: (?:also|more|live|now"
    r"|this))?"
    r"|listen|related(?: (?:story|article|news|coverage|reading))?|recommended|don.?t miss|must[ -](?:read|watch|see)"
    r"|explainer|in (?:pictures|photos|numbers)|full coverage|live updates|click here(?= ?[:|])|highlights?|podcast"
    r"|you may also like|trending|exclusive(?= ?:)|opinion(?= ?[:|]))"
    r" ?(?:[:|»›>–—-]|: ?-) ?\S.{0,200}",
    re.IGNORECASE,
)
_STARTS_LIKE_ADVICE = re.compile(
    r"(?:sign up|subscribe|follow|click|tap|download|join|get|stay|for (?:all |more )?(?:of )?(?:the |our )?(?:latest"
    r"|full|more|breaking|news|stories|updates|live)|read|listen|watch|support|help us|enter|by (?:signing|clicking"
    r"|continuing|submitting|subscribing|providing|entering)|we (?:use|value|and our|have sent|care)|this (?:site"
    r"|website|page|form|newsletter|content)|want|enjoy|already|please|check (?:out|your)|catch up|don.?t miss"
    r"|to (?:read|receive|get|continue|stay)|your (?:email|e-mail|support|privacy|subscription|browser|account)"
    r"|authors? and topics|visit|receive|register|create|log in|have you|do you|are you|got a|send|contact|e-?mail|add"
    r"|discover|never miss|like us|find us|unlock|invalid|thank you|thanks for|our )\b",
    re.IGNORECASE,
)
_ADVERTISES = re.compile(
    r"\b(?:newsletters?|inbox|(?:follow|like|find|join|contact) us|our (?:google news |news |whatsapp |telegram "
    r"|mobile "
    r"|free |daily |weekly )?(?:app|channel|newsletters?|feed|podcast|page|site|website|journalism|subscribers)"
    r"|the app\b|via (?:the|our) app|news (?:app|feed)|google news|app store|google play|click(?:ing)? here"
    r"|terms (?:of"
    r"|and) \w+"
    r"|privacy policy|cookies|subscri(?:be|ber|bers|ption|ptions)|sign(?:ed|ing)? up for|log in|whatsapp (?:channel"
    r"|group)"
    r"|telegram channel|youtube channel|(?:push |desktop )?notifications?|news alerts?|e-?mail address|story tips?"
    r"|(?:us|\w+) on (?:facebook|twitter|instagram|x|telegram|whatsapp|youtube|linkedin)\b|preferred source|free trial"
    r"|unlimited access|javascript|delivered (?:daily|straight|to)|become a (?:member|subscriber|supporter))",
    re.IGNORECASE,
)
_BEFORE_DATES = frozenset("on in by since after before as at from until till during around between of to the".split())
_QUOTED = re.compile(r"[“”\"«»]")

_ADVISES = re.compile(
    r"(?:^|[.!?:] )(?:Subscribe|SUBSCRIBE|Sign up|Join (?:us|our)|Download (?:the|our)|Follow us|Become an?|Register)\b"
)
"""What a line urges its reader to do, when it does not begin with it: "Like what you read? Subscribe to …"."""

_BETWEEN_ITEMS = re.compile(r"\s?[|·•»›>/]\s?|\s{2,}")
SECTIONS = frozenset(
    "home|news|world|politics|business|economy|markets|money|finance|sport|sports|football|culture|arts|life|lifestyle|"
    "style|travel|tech|technology|science|health|environment|climate|weather|opinion|comment|editorial|letters|video|"
    "videos|photos|pictures|audio|podcasts|radio|tv|live|latest|local|national|international|region|regions|archive|"
    "archives|shop|store|jobs|property|cars|obituaries|crosswords|puzzles|games|newsletters|subscribe|subscriptions|"
    "sign in|log in|login|register|search|menu|about|about us|contact|contact us|advertise|help|this week|this month|"
    "back issues|issues|print edition|e-paper|epaper|top stories|most read|more|all sections|sections|features|"
    "investigations|magazine|society|education|entertainment|donate|support us|my account|africa|americas|asia|europe|"
    "middle east".split("|")
)
_MOST_ITEM_WORDS = 4

_PAGER_WORDS = frozenset(
    "next previous prev older newer first last page pages article articles story stories post posts of back".split()
)
_PAGER_MOVES = frozenset("next previous prev older newer".split())
_PAGER_MARK = re.compile(r"[<>«»‹›←→|.…·•-]{1,3}")
_PAGER_MOST = 30

_SHARED = frozenset(
    "share on via by this article story page facebook twitter x whatsapp telegram linkedin email e-mail mail pinterest "
    "reddit print copy link messenger instagram youtube tiktok bluesky threads tweet save bookmark like gift comments "
    "comment viber skype pocket flipboard tumblr vk odnoklassniki line wechat weibo sms rss feed more to and with url "
    "clipboard post follow us".split()
)
_SHARED_STRONG = frozenset(
    "facebook twitter whatsapp telegram linkedin pinterest reddit messenger instagram youtube tiktok bluesky viber "
    "flipboard tumblr email".split()
)
_SHARED_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)?")


def rule(line: str) -> str | None:
    """The class of furniture that the whole `line` is, or None when it is, or may be, part of the report."""
    if len(line) > _LONGEST:
        return None
    found = stamp(line)
    if found is not None and not line[found.end :].strip(" .|•·–—-:()"):
        return "date line"
    if _is_place_and_date(line):
        return "date line"
    for name, pattern in _RULES:
        if pattern.fullmatch(line):
            return name
    if _is_share_bar(line):
        return "share bar"
    if _LINKED.fullmatch(line):
        return "link to another story"
    if _is_menu(line) or _is_pager(line):
        return "navigation"
    advises = _STARTS_LIKE_ADVICE.match(line) or _ADVISES.search(line)
    if advises and _ADVERTISES.search(line) and not _QUOTED.search(line):
        return "promotion"
    return None


def _is_menu(line: str) -> bool:
    """ "Marrowby Post | World · Sport · Shop": three or more short items, two of them sections of any news page."""
    items = [item.strip() for item in _BETWEEN_ITEMS.split(line)]
    items = [item for item in items if item]
    short = all(len(item.split()) <= _MOST_ITEM_WORDS and not item.endswith((".", ",", ";")) for item in items)
    return len(items) >= 3 and short and sum(item.casefold() in SECTIONS for item in items) >= 2


def _is_pager(line: str) -> bool:
    """ "1 2 3 … 9 Next »", "< Previous article Next article >": ways to other pages and nothing else."""
    tokens = [token for token in line.casefold().split() if not _PAGER_MARK.fullmatch(token)]
    words = [token.strip("<>«»‹›←→|.…·•-") for token in tokens]
    if not 0 < len(words) <= _PAGER_MOST:
        return False
    numbers = [int(word) for word in words if word.isdecimal() and len(word) <= 4]
    others = [word for word in words if not word.isdecimal()]
    if not set(others) <= _PAGER_WORDS or len(numbers) + len(others) < len(words):
        return False
    return not _PAGER_MOVES.isdisjoint(others) or (not others and len(numbers) >= 3 and numbers[:2] == [1, 2])


def _is_place_and_date(line: str) -> bool:
    """ "World 4 May 2031, 17:35": a section's name or a place, then nothing but a whole date."""
    found = find(line, 0, 40) if len(line) <= 120 else None
    if found is None or line[found[1].end :].strip(" .|•·–—-:()"):
        return False
    before = line[: found[0]].split()
    return len(before) <= 3 and not any(word[0].islower() or word.lower() in _BEFORE_DATES for word in before)


def _is_share_bar(line: str) -> bool:
    words = [word.lower() for word in _SHARED_WORD.findall(line[:200])]
    return bool(words) and len(words) <= 25 and set(words) <= _SHARED and not _SHARED_STRONG.isdisjoint(words)
