"""The rules of judgement, compiled from the site's tables, as the use-cases need them."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from functools import cache, partial
from pathlib import Path

from usalama.catalogue.catalog import formerly
from usalama.catalogue.site import Site
from usalama.errors import CATALOG, CatalogError
from usalama.feeds.followed import Following
from usalama.feeds.turn import PlaceInStory, Rules
from usalama.files import issuefiles, store
from usalama.files.ledgerfile import gone, read_ledger
from usalama.files.sitefolder import zone_of
from usalama.judging import maskrules, rulebook
from usalama.judging.firstlook import MASKS, Look, compile_tables, read_masks
from usalama.judging.relevance import DOUBT, THRESHOLD
from usalama.judging.rulebook import slugs
from usalama.ledger.ledger import Ledger, make_ledger
from usalama.machine.disk import is_there
from usalama.model import Entry, JudgedEntry, Judgement, ParsedFeed
from usalama.stories import evidence
from usalama.stories.evidence import read_story_tables
from usalama.stories.sketches import sketch
from usalama.stories.stories import StoryIndex, report_of
from usalama.tables import copies
from usalama.usecases.following import by_masks, tells_of
from usalama.words.weeks import Week, between, week_of

_STORY_DAYS = 112
"""How far before the oldest new entry a story may have been told last: a chapter may follow months later."""
_AHEAD_DAYS = 2


def load_rules(
    root: Path,
    site: Site,
    texts: Mapping[str, str],
    now: datetime,
    *,
    tried: bool = False,
    compiled_elsewhere: bool = False,
    letting_in: str = "",
) -> Rules:
    """Compile the tables of ``content/catalog/``; raise CatalogError for a mistake in them.

    Tables that were ``tried`` by a run before are compiled where something is judged that nobody has looked at: mostly
    nothing is. The same goes for those of judging where they are ``compiled_elsewhere``. What the desk let in, or is
    ``letting_in``, has topics and places however little it tells of security.
    """
    refuse_lost(root, texts)
    judging = cache(lambda: compile_tables(texts))
    of_stories = cache(lambda: read_story_tables(texts))
    sketched = cache(lambda report: sketch(report, of_stories()))
    ledger = _checked_ledger(root, texts)
    if not tried:
        _refuse_unread(texts)
        of_stories()
        if not compiled_elsewhere:
            judging()
    final, admitted = cache(ledger.final), ledger.admitted | {letting_in}
    return Rules(
        judge=lambda entry: judging().judge(entry, 0 if entry.key in admitted else DOUBT),
        threshold=THRESHOLD,
        stories=_story_opener(root, site, lambda: StoryIndex(of_stories(), site.zone, sketched), now),
        mask=lambda entry: judging().mask(entry),
        refuses=_refusing(root, ledger, texts),
        digest=store.rules_digest(texts),
        oldest=timedelta(days=site.pull.oldest_days),
        zone=site.zone,
        following=by_masks(lambda: judging().masks, partial(_told, root, site.zone, now, final), final),
        ready=lambda judged: sketched(report_of(judged, site.zone)),
        admitted=ledger.admitted,
    )


def _checked_ledger(root: Path, texts: Mapping[str, str]) -> Ledger:
    ledger = read_ledger(root)
    if any(edit.slugs for edit in ledger.edits):  # else the topics, a long table, need not be read for it
        topics, counties = slugs(texts)
        ledger = read_ledger(root, topics=topics, counties=counties)
    return ledger


def _refusing(root: Path, ledger: Ledger, texts: Mapping[str, str]) -> Callable[[Entry], bool]:
    """Return what tells of an entry that it was taken down, also by an edit that an editor saved over."""
    refused = ledger.refused | make_ledger(row.edit for row in gone(root)).refused
    was = formerly(store.read_catalog(texts).outlets) if refused else {}
    return partial(replace(ledger, refused=refused).refuses, was=was)


def refuse_lost(root: Path, texts: Mapping[str, str]) -> None:
    """Raise CatalogError where the site had a table of names to hide, and has it no more: a pull would show them."""
    if MASKS not in texts and MASKS in copies.lost(root):
        told = "was here and is gone, and the names that it hides would be shown"
        raise CatalogError(f"{CATALOG}/{MASKS}: {told}; restore it from the repository")


def try_tables(texts: Mapping[str, str]) -> None:
    """Read the judging tables, and compile what may not compile; raise CatalogError for a mistake in them."""
    for reading in (*evidence.readings(texts), *rulebook.readings(texts)):
        reading()
    maskrules.read_rules(texts.get(MASKS, ""), f"{CATALOG}/{MASKS}")
    _refuse_unread(texts)


def _refuse_unread(texts: Mapping[str, str]) -> None:
    """Refuse a mistake in what training reads, and pages: half a table would be noticed when its other half is lost."""
    from usalama.labelled.corrections import read_corrections  # noqa: PLC0415  once after each change of a table
    from usalama.usecases.check import area_mistakes  # noqa: PLC0415  as above

    if "priors.csv" in texts:
        rulebook.read_weights(texts, "priors.csv")
    read_corrections(texts)
    for mistake in area_mistakes(texts.get("counties.csv", ""), ""):  # places are read with the gazetteer
        raise CatalogError(mistake)


def with_looks(rules: Rules, looks: Mapping[Entry, Look]) -> Rules:
    """Return the rules that need not mask and judge again what was looked at ahead."""

    def judge(entry: Entry) -> Judgement:
        look = None if entry.key in rules.admitted else looks.get(entry)
        return look.judgement if look else rules.judge(entry)

    def mask(entry: Entry) -> tuple[Entry, tuple[str, ...]]:
        look = looks.get(entry)
        return (look.shown, look.masked_by) if look else rules.mask(entry)

    def marks(entry: Entry) -> Mapping[str, str]:
        look = looks.get(entry)
        return look.marks if look else rules.following.marks(entry) if rules.following else {}

    following = rules.following and rules.following._replace(marks=marks)
    return replace(rules, judge=judge, mask=mask, following=following)


def get_ready(parsed: ParsedFeed, rules: Rules, looks: Mapping[Entry, Look]) -> None:
    """Make what the decisions will ask of a document's entries, while other documents are waited for."""
    for entry in parsed.entries:
        look = looks.get(entry)
        if look and look.judgement.relevance >= rules.threshold:
            rules.ready(JudgedEntry(look.shown, look.judgement))


def _story_opener(
    root: Path, site: Site, new_index: Callable[[], StoryIndex], now: datetime
) -> Callable[[datetime], PlaceInStory]:
    """Return what, given the oldest new entry's date, opens the stories that it could belong to."""

    def open_stories(earliest: datetime) -> PlaceInStory:
        shelf = store.read_entries(root, [week.slug for week in _weeks_of_stories(site.zone, earliest, now)])
        index = new_index()
        # An entry without a story is about to be asked for: known, it would find itself.
        told = [stored.judged for stored in shelf.entries if stored.judged.judgement.story]
        index.known(told, read_ledger(root))
        return index.add

    return open_stories


def _weeks_of_stories(zone: tzinfo, earliest: datetime, now: datetime) -> tuple[Week, ...]:
    """Return the weeks whose reports may be of one story with one of ``earliest``, oldest first."""
    first = week_of(earliest - timedelta(days=_STORY_DAYS), zone)
    return between(first, week_of(now + timedelta(days=_AHEAD_DAYS), zone))


def following_by(root: Path, texts: Mapping[str, str], final: Callable[[str], str], now: datetime) -> Following:
    """Return how names are followed where nothing is judged; raise CatalogError for a mistake in the masks."""
    masks, zone = read_masks(texts), zone_of(root)
    return by_masks(lambda: masks, partial(_told, root, zone, now, final), final)


def _told(
    root: Path, zone: tzinfo, now: datetime, final: Callable[[str], str], stories: Collection[str]
) -> Iterator[tuple[JudgedEntry, bool]]:
    """Give the reports on disk of some stories, each with whether its week is closed."""
    for week in _weeks_of_stories(zone, now, now):
        shelf = store.read_entries(root, [week.slug])
        told = [each.judged for each in shelf.entries if tells_of(each.judged, stories, final)]
        is_closed = bool(told) and is_there(issuefiles.record_path(root, week))
        yield from ((judged, is_closed) for judged in told)
