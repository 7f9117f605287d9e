"""The first words of a report, in its publisher's own words, freed of what is not the report.

Takes away bylines, captions, share lines, links to other reports, embedded posts and feed footers. It never
joins, rewords or completes a sentence: what is left is cut at a word, or nothing.
"""

import re

from usalama.words.characters import ELLIPSIS, cut
from usalama.words.markup import LONGEST, blocks

_OPENING = re.compile(r"<(blockquote|figcaption|div|p|ul|section|aside)\b([^>]{0,400}+)", re.IGNORECASE)
_EMBED = re.compile(
    r"(?:twitter-tweet|instagram-media|tiktok-embed|fb-post|bluesky-embed|wp-caption-text|wp-caption-dd|"
    r"sharedaddy|jp-relatedposts|addtoany|related-posts|yarpp|social-share|mailmunch)",
    re.IGNORECASE,
)
_SHORTCODES = re.compile(
    r"\[(caption|gallery|embed|video|audio)\b[^\]]{0,400}\](?:[^\[]{0,400}\[/\1\])?", re.IGNORECASE
)

_SEARCHED = '<font color="#6f6f6f">'
"""Google News tells of a report its headline and, in this grey, its outlet, and the same of others: no more words."""

# A whole line that is not the report.
_NOT_THE_REPORT = re.compile(
    r"(?:(?:read|see|watch|listen)\s+(?:also|more|next|full|the\s+full|on|here)\b.{0,160}"
    r"|also\s+(?:read|see|watch)\b.{0,160}|soma\s+(?:pia|zaidi|hapa|habari)\b.{0,160}|tazama\s+pia\b.{0,160}"
    r"|(?:you\s+(?:may|might)\s+(?:also\s+)?(?:like|enjoy)|recommended|related(?:\s+\w+)?|more\s+(?:on|from|stories))"
    r"\s*(?::.{0,160}|\W*)"
    r"|(?:you\s+(?:may|might)\s+also\s+like|don['’]?t\s+miss|what\s+you\s+need\s+to\s+know)\b.{0,160}"
    r"|continue\s+reading\b.{0,200}|keep\s+reading\b.{0,200}|click\s+(?:here|to)\b.{0,160}|endelea\s+kusoma\b.{0,160}"
    r"|(?:share|tweet|pin|email|print|like|comment|facebook|twitter|whatsapp|telegram|linkedin|x|copy\s+link|and|on|"
    r"this|via|the|story|article|post|to|a|friend|loading|[\s|,:·•/.…&+-])+"
    r"|(?:share|spread)\s+(?:this|the|on|via|with|your)\b.{0,100}"
    r"|(?:follow|join|like|find)\s+us\b.{0,160}|subscribe\b.{0,160}|sign\s+up\b.{0,160}|download\s+(?:our|the)\b.{0,120}"
    r"|(?:join|follow)\s+(?:our|the)\b.{0,60}\b(?:channel|group|telegram|whatsapp|newsletter)\b.{0,100}"
    r"|this\s+(?:article|story|post)\s+(?:was\s+)?(?:first|originally)\s+(?:published|appeared)\b.{0,120}"
    r"|send\s+(?:us\s+)?(?:a\s+|news\s+)*(?:tips?|story)\b.{0,120}|do\s+you\s+have\s+a\s+(?:story|tip)\b.{0,120}"
    r"|(?:no\s+|leave\s+a\s+|\d+\s+)?comments?(?:\s*\(\d+\))?|advertisements?(?:\s*[-–—:|].{0,60})?|tangazo|©.{0,100}|sponsored(?:\s+content)?|listen\s+to\s+(?:this|the)\s+(?:article|story)\b.{0,60}"
    r"|(?:photo|image|picture|video|pic|file\s+photo|photos?\s+by|courtesy|picha|graphic|source|credit|caption)s?"
    r"\s*(?:[:|/]|by\b|credit|courtesy|-\s).{0,160}"
    r"|(?:an?\s+)?(?:file|stock|undated)\s+(?:photo|image|picture)\s+of\b.{0,160}"
    r"|(?:image\s+(?:caption|source|copyright),|(?:chanzo\s+cha|maelezo\s+ya)\s+picha\b).{0,200}|getty\s+images"
    r"|[\[(|]\s*(?:photo|image|picture|file|courtesy|picha|video)\b[^\])|]{0,160}[\])|]?"
    r"|skip\s+to\s+(?:main\s+)?content|home(?:\s*[/|›»>]\s*[\w &-]{1,30})+|(?:mwandishi|e-?mail)\s*:.{0,80}"
    r"|thank\s+you\s+for\s+reading\b.{0,120}"
    r"|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:\d{1,2}\s+)?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?:\d{1,2},?\s+)?\d{4}\W*"
    r"|pic\.twitter\.com/\S+|(?:[—–-]\s*).{1,80}\(@\w+\).{0,40}|https?://\S+"
    r"|(?:tags?|filed\s+under|categories|category|posted\s+in|topics?)\s*:.{0,200}"
    r"|(?:published|updated|posted|last\s+updated|modified)\s*(?:on|at|:)?\s*[\w,:./+ -]{0,60}\d{4}[\w,:./+ -]{0,30}"
    r"|(?:ime(?:chapishwa|sasishwa)|copyright\s+(?:\d{4}|©|\(c\))|reading\s+time|your\s+browser\s+does\s+not|"
    r"file\s+photo\s+of|jiunge\s+nasi)(?!\w).{0,120}"
    r"|(?:(?:published|updated|posted)\s+)?(?:\d+|an?)\s+(?:min(?:ute)?|hour|day|week)s?\s+ago(?:\W+\d+\s+min\s+read)?"
    r"|(?:(?:in\s+|kwa\s+)?(?:summary|muhtasari)|key\s+points|table\s+of\s+contents|breaking(?:\s+news)?|"
    r"premium(?:\s+content)?|trending|(?:latest|local)\s+news|courtesy|all\s+rights\s+reserved|habari\s+zinazohusiana|"
    r"more\s+on\s+this)\W*"
    r"|\d+\s*(?:min(?:ute)?s?)\s+read|\W+"
    r")",
    re.IGNORECASE,
)
# Whose picture it is, at the end of a paragraph that is its caption: "… at a past event. PHOTO | FILE", "… [Courtesy]".
# Sentences end with "(court file).", "photo/video." and "on Twitter/X.", too.
_CREDIT = re.compile(
    r"(?:\[[^\]]{0,60}\b(?:courtesy|file|photos?|image|picha|standard|handout|screengrab)\b[^\]]{0,60}\]"
    r"|\((?:courtesy|handout|screengrab|(?:file|stock)\s+(?:photo|image)|(?:ap\s+)?photos?|image|picha|file)"
    r"\s*(?:[:/|,][^)]{0,60}|(?:by|courtesy)\b[^)]{0,60})?\)"
    r"|[/|]\s*(?:(?:file|courtesy|handout|screengrab|photos?|picha)\b[^.!?]{0,40}|reuters|afp|ap|nmg"
    r"|(?:x|facebook|twitter)(?!\.))"
    r"|\b(?:photos?|picha|image|picture)\s*[:|/]\s*(?-i:[A-Z@©])[^!?]{0,60})\W*\Z",
    re.IGNORECASE,
)
_MARK = re.compile(r"[\[(/|:]")
_LONGEST_CAPTION = 320
_LONGEST_CREDIT = 100
_LONGEST_BYLINE = 120
_FIRST_LOOK = 4096
_ENOUGH = 0.7
_NAME = r"(?:[A-Z][A-Z.'’-]++)"
# "By JOHN DOE" on its own line in any case of letters, or before the report when the name stands in capitals.
_BYLINE = re.compile(
    r"(?:[Bb]y|BY|[Nn]a|NA|[Ww]ritten\s+[Bb]y|[Rr]eported\s+by)\s*:?\s+(?:[A-Z][\w.'’-]*+|and|na|&|,|\s|of|in|the)+"
    r"(?:[|@,;–-].{0,60})?"
)
_BYLINE_BEFORE = re.compile(
    rf"(?:By|BY|Na|NA)\s+{_NAME}(?:\s{_NAME}){{1,3}}(?:(?:\s?,\s?|\s(?:and|na|AND|NA|&)\s){_NAME}(?:\s{_NAME}){{1,3}}){{0,3}}"
    r"\s*[|,:–-]?\s+(?=[A-Z\"“‘][a-z\"“‘A-Z])"
)
# What a feed or a theme puts after the report, up to the end of the paragraph. Each alternative begins with a letter,
# so that the search skips from one to the next.
_FOOTER = re.compile(
    r"(?:The post\b.{0,400}?\b(?:appeared first on|first appeared on)\b.*"
    r"|Continue [Rr]eading\b.{0,300}|Keep [Rr]eading\b.{0,300}"
    r"|Read (?:more(?! than)|More|the full|full|[Aa]lso)\b.{0,300}|READ (?:MORE|ALSO)\b.{0,300}"
    r"|ALSO READ\b.{0,300}|Also [Rr]ead\b.{0,300}|SOMA PIA\b.{0,300}|Soma (?:[Pp]ia|zaidi)\b.{0,300}"
    r"|Endelea kusoma\b.{0,300}|YOU MAY ALSO LIKE\b.*|pic\.twitter\.com/\S+.*)\Z"
)
_LONGEST_FOOTER = 900
_LONGEST_LAST = 320  # letters of a last sentence that is not the report; a search through whole texts takes long
_BETWEEN_SENTENCES = (". ", "! ", "? ", "” ", '" ', "’ ", ") ")
# Marks of a text that the feed itself cut off.
_CUT_OFF = re.compile(
    r"(?:[\[(]\s*(?:\.{2,}|…|more|\+\d+\s+chars?)\s*[\])]|\(more\s*(?:…|\.{3})\)|[»›→]|\.(?:\s?\.){2,}+|…|\s)++\Z"
)
_LONGEST_MARK = 40
_ENDS = re.compile(r"[.!?…”\"’')\]]\Z")
_WORD = re.compile(r"\w+")
_AFTER_TITLE = re.compile(r"\s*[.:|–—!?-]+\s+|\s*\Z")


def excerpt(markup: str, title: str = "", limit: int = 280) -> str:
    """Return the report's own first words out of ``markup``, in at most ``limit`` characters.

    ``title`` (plain) is left out where ``markup`` only repeats it. "" when nothing of the report is there.
    """
    if len(markup) > _FIRST_LOOK:
        # Most reports say enough at once; a page that begins with captions and scripts is read on.
        early = _said(markup[:_FIRST_LOOK], title, limit)
        if early.endswith(ELLIPSIS) and len(early) >= limit * _ENOUGH:
            return early
    return _said(markup[:LONGEST], title, limit)


def _said(markup: str, title: str, limit: int) -> str:
    text = markup
    if _SEARCHED in text:
        return ""
    if "<" in text and "class" in text:
        text = _without_embeds(text)
    if "[" in text:
        text = _SHORTCODES.sub("<br>", text)
    kept: list[str] = []
    captions: list[str] = []
    length = 0
    for block in blocks(text):
        sentence = _report(block, title, first=not kept)
        if sentence and _is_caption(block):
            captions.append(sentence)
        elif sentence:
            kept.append(sentence)
            length += len(sentence) + 1
        if length > limit:
            break
    return cut(" ".join(kept or captions[:1]), limit)  # a report of one line may have its credit behind it


def _without_embeds(markup: str) -> str:
    """Return ``markup`` without posts of other sites, captions and share lists, each up to its closing tag."""
    pieces, position = [], 0
    lower = markup.lower()
    for opening in _OPENING.finditer(markup):
        if opening.start() < position or "class" not in opening[2] or not _EMBED.search(opening[2]):
            continue
        pieces.append(markup[position : opening.start()])
        position = lower.find(f"</{opening[1].lower()}", opening.end())
        if position < 0:
            return "<br>".join(pieces)
    return "<br>".join([*pieces, markup[position:]])


def _report(block: str, title: str, *, first: bool) -> str:
    """Return what one block says of the report itself, "" where it says nothing."""
    if _NOT_THE_REPORT.fullmatch(block) or (len(block) < _LONGEST_BYLINE and _BYLINE.fullmatch(block)):
        return ""
    text = _without_title(block, title) if first and title else block
    if first:
        text = _BYLINE_BEFORE.sub("", text, count=1) if _BYLINE_BEFORE.match(text) else text
    return _without_tail(text)


def _is_caption(block: str) -> bool:
    """True where a short block ends with whose picture it is; few ends hold a mark that such a credit has."""
    near = max(len(block) - _LONGEST_CREDIT, 0)
    return len(block) <= _LONGEST_CAPTION and bool(_MARK.search(block, near) and _CREDIT.search(block, near))


def _without_title(block: str, title: str) -> str:
    """Return ``block`` without a title that only repeats; a title that begins the first sentence stays."""
    if not block.casefold().startswith(title.casefold().rstrip("….")):
        is_repeated = len(block) <= len(title) and _WORD.findall(block.casefold()) == _WORD.findall(title.casefold())
        return "" if is_repeated else block
    rest = block[len(title.rstrip("….")) :]
    after = _AFTER_TITLE.match(rest)
    return rest[after.end() :] if after else block


def _without_tail(text: str) -> str:
    """Return ``text`` without feed footers; a sentence that the feed itself cut off ends in an ellipsis."""
    start = max(len(text) - _LONGEST_FOOTER, 0)
    footer = _FOOTER.search(text, start)
    said = _without_last_words(text[: footer.start()] if footer else text)
    marks = _CUT_OFF.search(said, max(len(said) - _LONGEST_MARK, 0))
    shown = said[: marks.start()].rstrip(" ,;:–—-") if marks else said.rstrip()
    cut_off = bool(marks and marks[0].strip()) or (footer is not None and not footer[0].startswith("The post"))
    return f"{shown}…" if cut_off and shown and not _ENDS.search(shown) else shown


def _without_last_words(text: str) -> str:
    """Return ``text`` without last sentences that are not the report, such as share lines in its own paragraph."""
    end = len(text.rstrip())
    while True:
        near = max(end - _LONGEST_LAST, 0)
        last = max([text.rfind(between, near, end) for between in _BETWEEN_SENTENCES]) + 1
        if not last or not _NOT_THE_REPORT.fullmatch(text, last + 1, end):
            return text
        text, end = text[:last], last
