"""Pull's decisions: what is kept, dropped, held and noted, from readings alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import made
from usalama.feeds.followed import Following, HiddenName
from usalama.feeds.known import Known, Row
from usalama.feeds.quarantine import freed_state
from usalama.feeds.turn import Rules, is_worked_through, title_mark
from usalama.judging import namesakes, redaction
from usalama.judging.firstlook import Look
from usalama.judging.maskrules import read_rules
from usalama.ledger.ledger import Edit, Verb, link_mark, make_ledger, words_mark
from usalama.model import (
    Answer,
    Feed,
    FeedState,
    Habit,
    JudgedEntry,
    Judgement,
    Outlet,
    ParsedFeed,
    Problem,
    Reason,
)
from usalama.stories.succession import also_tells
from usalama.tables.rules import with_looks
from usalama.usecases import pull
from usalama.usecases.following import by_masks, hide_known, tells_of, told_anywhere, unnamed, while_held
from usalama.words.urls import entry_key, page
from usalama.words.weeks import week_of

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
NEWS = Feed("https://ridge.example/news", "ridge", "News", "en")
SECTION = Feed("https://ridge.example/section", "ridge", "Section", "en")
OTHER = Feed("https://coast.example/feed", "coast", "Coast", "en")


def entry(feed, name, *, title="", link=None, hours=10):
    """Return an entry; "raid" in its title makes it relevant."""
    link = f"https://{feed.outlet}.example/{name}" if link is None else link
    own = {"feed_url": feed.url, "outlet": feed.outlet, "link": link, "title": title or f"raid {name}", "summary": ""}
    return made.entry(name, NOW - timedelta(hours=hours), first_seen=NOW, key=entry_key(feed.url, name), **own)


def judge(one):
    relevance = 0.957 if "raid" in one.title else 0.104
    return Judgement(relevance, ("banditry",), reasons=(Reason("relevance", f"{relevance:.2f}", one.title),))


def stories(_earliest):
    """Return a placer that puts every entry into the story of the first one."""
    first = []

    def place(judged):
        first.append(judged.entry.key)
        return f"s{first[0]}", Reason("story", f"s{first[0]}", f"entry {len(first)}")

    return place


def mask(one):
    masked = one.title.replace("Jane", "[a name withheld]")
    return replace(one, title=masked, was=tuple(t.replace("Jane", "[x]") for t in one.was)), ("names",) * (
        masked != one.title
    )


RULES = Rules(
    judge=judge,
    threshold=0.5,
    stories=stories,
    mask=mask,
    refuses=lambda one: "taken-down" in one.link,
    digest="r1",
    oldest=timedelta(days=400),
    zone=ZoneInfo("Africa/Nairobi"),
)


def reading(feed, *entries, digest="d1", **answer):
    return (
        feed,
        Answer(feed.url, status=200, final_url=feed.url, digest=digest, **answer),
        ParsedFeed("T", "en", entries),
    )


def known(*judged, dropped=None, problems=()):
    weeks = [week_of(j.entry.published, RULES.zone).slug for j in judged]
    rows = [
        Row(f"content/entries/{w}/{j.entry.key}.md", j.entry.key, j.entry.feed_url, j.entry.outlet, page(j.entry.link))
        for w, j in zip(weeks, judged, strict=True)
    ]
    by_path = {row.path: each for row, each in zip(rows, judged, strict=True)}
    return Known(rows, by_path.get, lambda: dropped or {}, problems)


def decide(*readings, have=None, states=None, rules=RULES, now=NOW, hidden=(), outlets=None):
    given = pull.Given(outlets or {}, states or {}, have or known(), rules, now, hidden)
    return pull.decide((NEWS, SECTION, OTHER), [pull.take(each, given) for each in readings], given)


def at(outcome, count):
    """Return the entries that were kept, the newest first as a feed lists them."""
    assert len(outcome.kept) == count
    return sorted((each.entry for each in outcome.kept), key=lambda each: each.published, reverse=True)


def titles(judged):
    return [each.entry.title for each in judged]


def result(outcome, feed=NEWS):
    return next(r for r in outcome.report.results if r.url == feed.url)


def test_relevant_is_kept_and_the_rest_remembered():
    """Every entry read is either kept or remembered with its score and reason."""
    outcome = decide(reading(NEWS, entry(NEWS, "a"), entry(NEWS, "b", title="harvest")))
    assert titles(outcome.kept) == ["raid a"]
    (dropped,) = outcome.not_kept
    assert (dropped.entry.title, dropped.relevance, dropped.why) == ("harvest", 0.1, "0.10: harvest")
    assert result(outcome) == result(outcome)._replace(read=2, kept=1, dropped=1, outcome="new")


def test_kept_entry_has_story_and_file_precision():
    """A kept entry carries its story with the reason, and its relevance as its file will have it."""
    (kept,) = decide(reading(NEWS, entry(NEWS, "a"))).kept
    assert kept.judgement.relevance == 0.96
    assert kept.judgement.story == f"s{kept.entry.key}"
    assert [reason.kind for reason in kept.judgement.reasons] == ["relevance", "story"]


def test_an_entry_in_another_language_than_its_feed_says_why():
    """The words that decided stand with it, for an editor to see; one in the feed's own language says nothing."""
    swahili = replace(entry(NEWS, "a", title="raid: wezi wavamia kijiji, kwa mujibu wa polisi"), language="sw")
    kept = decide(reading(NEWS, swahili, entry(NEWS, "b", title="raid on the hill, says the chief"))).kept
    told = [[reason.line for reason in each.judgement.reasons if reason.kind == "language"] for each in kept]
    assert sorted(told) == [[], ['language sw: by "kwa", "wa"; its feed says en']]


def test_order_of_arrival_decides_nothing():
    """Whichever feed answers first, the outcome is the same."""
    some = [reading(NEWS, entry(NEWS, "a"), entry(NEWS, "c", hours=3)), reading(OTHER, entry(OTHER, "b", hours=20))]
    one, other = decide(*some), decide(*reversed(some))
    assert one.kept == other.kept
    assert titles(one.kept) == ["raid b", "raid a", "raid c"]
    assert one.report == other.report


def test_killed_half_way_and_repeated_is_one_whole_run():
    """With any first part of the entries on disk already, the rest is added as one whole run would have."""
    readings = [reading(NEWS, *(entry(NEWS, f"n{n}", hours=30 - n) for n in range(5)))]
    whole = decide(*readings).kept

    def resumed(saved):
        def placer(_earliest):
            place = stories(None)
            for each in saved:
                place(each)
            return place

        return decide(*readings, have=known(*saved), rules=replace(RULES, stories=placer)).kept

    for at in range(len(whole) + 1):
        assert whole[:at] + resumed(whole[:at]) == whole


def test_one_article_in_two_sections_is_one_entry():
    """The page is the second key, within an outlet; another outlet's report of the same page is its own."""
    link = "https://ridge.example/story"
    outcome = decide(
        reading(NEWS, entry(NEWS, "a", link=link)),
        reading(SECTION, entry(SECTION, "x", link=f"{link}/?utm_source=rss")),
        reading(OTHER, entry(OTHER, "y", link=link)),
    )
    assert sorted(each.entry.feed_url for each in outcome.kept) == sorted([NEWS.url, OTHER.url])
    assert result(outcome, SECTION).duplicates == 1


@pytest.mark.parametrize("hours", [9, 11, 30])
def test_what_a_search_finds_on_an_outlets_site_is_no_second_report(hours):
    """Its link leads through the search, and its time is about the outlet's: the outlet's own is told, with its link.

    In one run, whichever is dated first, and later; a day's bulletin of the same name a week on is told.
    """
    outlets = {"ridge": Outlet("ridge", "Ridge", "https://www.ridge.example/news", "", "newspaper", "ke", ("en",))}
    own = entry(NEWS, "a", hours=10)
    found = entry(SECTION, "CBMa", link="https://search.example/CBMa?oc=5", title=own.title, hours=hours)
    both = decide(reading(SECTION, found), reading(NEWS, own), outlets=outlets)
    assert ([each.entry for each in both.kept], result(both, SECTION).duplicates) == ([own], 1)
    assert decide(reading(SECTION, found), have=known(*both.kept), outlets=outlets).kept == []
    alone = decide(reading(SECTION, found), outlets=outlets)
    assert [each.entry for each in alone.kept] == [found]
    assert titles(decide(reading(NEWS, own), have=known(*alone.kept), outlets=outlets).kept) == [own.title]
    week_on = replace(found, published=own.published - timedelta(days=7))
    assert titles(decide(reading(SECTION, week_on), have=known(*both.kept), outlets=outlets).kept) == [own.title]


@pytest.mark.parametrize("link", ["https://ridge.example/{}/a", "https://ridge.example/", ""])
def test_one_article_under_an_address_in_each_section_is_one_entry(link):
    """Headline and time tell it, in one run and later, also by a headline that it got meanwhile; no other outlet's."""
    told = entry(NEWS, "a", link=link.format("news"))
    section = entry(SECTION, "x", link=link.format("section"), title=told.title)
    elsewhere = entry(OTHER, "y", title=told.title)
    outcome = decide(reading(NEWS, told), reading(SECTION, section), reading(OTHER, elsewhere))
    assert sorted(each.entry.outlet for each in outcome.kept) == ["coast", "ridge"]
    assert result(outcome, NEWS).duplicates + result(outcome, SECTION).duplicates == 1
    later = [replace(told, title="raid a, toll rises"), replace(section, title="raid a, toll rises")]
    for news, again in ((told, section), later):
        readings = reading(NEWS, news, digest="d2"), reading(SECTION, again, digest="d2")
        assert decide(*readings, have=known(*outcome.kept), states=outcome.states).kept == []
    tuesday = entry(SECTION, "z", title=told.title, hours=1)
    assert titles(decide(reading(SECTION, tuesday), have=known(*outcome.kept)).kept) == [told.title]


@pytest.mark.parametrize("link", ["https://ridge.example/{}/a", "https://ridge.example/a"])
def test_a_held_feed_takes_nothing_from_another_of_its_outlet(link):
    """Though it is asked first and its copy is older by name: what waits for a person is no reason to show nothing."""
    held = {NEWS.url: FeedState(NEWS.url, held_since=NOW, held_why="x")}
    told = entry(NEWS, "a", link=link.format("news"), title="raid")
    section = replace(entry(SECTION, "x", link=link.format("section"), title="raid"), key="f" * 10)
    outcome = decide(reading(NEWS, told), reading(SECTION, section), states=held)
    assert ([each.entry for each in outcome.kept], outcome.held) == ([section], [])
    assert result(outcome, NEWS).duplicates == 1


def test_what_was_let_in_gets_no_excerpt_from_a_feed_that_is_held():
    """Its documents are another's, it may be; once it is freed the excerpt comes."""
    bare = JudgedEntry(entry(NEWS, "a", title="tea"), Judgement(0.1, story="s"))
    whole = replace(bare.entry, summary="Guards were thanked.")
    rules, have = replace(RULES, admitted=frozenset({whole.key})), known(bare)
    held = {NEWS.url: FeedState(NEWS.url, held_since=NOW, held_why="x")}
    assert decide(reading(NEWS, whole), have=have, states=held, rules=rules).changed == []
    (told,) = decide(reading(NEWS, whole), have=known(bare), rules=rules).changed
    assert told.entry.summary == whole.summary


def test_an_address_that_changes_with_the_headline_makes_no_second_report():
    """Nor is the first said to be gone. Of another time, or with an excerpt that others have too, it is another one."""
    listed = [replace(entry(NEWS, f"{n}", hours=4 + n), summary=f"{n} goats were taken.") for n in range(5)]
    old = decide(reading(NEWS, *listed))
    moved = replace(
        listed[0], id="new", key=entry_key(NEWS.url, "new"), title="two held after a raid", link=f"{NEWS.url}/2"
    )

    def then(*entries):
        return decide(reading(NEWS, *entries, digest="d2"), have=known(*old.kept), states=old.states)

    outcome = then(moved, *listed[1:])
    assert (outcome.kept, [(each.entry.title, each.entry.was) for each in outcome.changed]) == (
        [],
        [(moved.title, (listed[0].title,))],
    )
    assert len(then(replace(moved, published=NOW), *listed[1:]).kept) == 1
    assert len(then(moved, replace(listed[1], summary=moved.summary), *listed[2:]).kept) == 1


def test_known_page_under_a_new_id_is_a_duplicate():
    """A publisher that changes its ids adds no doubles."""
    old = JudgedEntry(entry(NEWS, "a"), judge(entry(NEWS, "a")))
    outcome = decide(reading(NEWS, entry(NEWS, "renamed", link=old.entry.link)), have=known(old))
    assert (outcome.kept, result(outcome).duplicates) == ([], 1)


def test_a_page_that_one_report_after_another_stands_on_names_none_of_them():
    """Another id, date and headline at a known address is another report, once; with one of the old ones it is not."""
    live = "https://ridge.example/live"
    monday, tuesday = (
        entry(NEWS, f"l{n}", link=live, title=f"raid {n} at the wells", hours=50 - 24 * n) for n in (0, 1)
    )
    tuesday = replace(tuesday, title="bus held up in a raid on the highway")
    (kept,) = decide(reading(NEWS, tuesday), have=known(JudgedEntry(monday, judge(monday)))).kept
    assert kept.entry == tuesday
    both = known(*(JudgedEntry(each, judge(each)) for each in (monday, tuesday)))
    assert decide(reading(NEWS, tuesday), have=both).kept == []
    assert len(decide(reading(NEWS, tuesday, monday)).kept) == 2
    for again in (replace(tuesday, title=monday.title), replace(tuesday, published=monday.published)):
        assert decide(reading(NEWS, again), have=known(JudgedEntry(monday, judge(monday)))).kept == []
        assert len(decide(reading(NEWS, again, monday)).kept) == 1


def test_the_newest_report_of_a_page_under_another_id_is_not_told_twice():
    """What was said there before it is another, and the newest itself is not: in whichever order they are known."""
    live = "https://ridge.example/live"
    monday = entry(NEWS, "l0", link=live, title="raid at the wells", hours=50)
    tuesday = entry(NEWS, "l1", link=live, title="bus held up in a raid on the highway", hours=26)
    again = entry(NEWS, "l2", link=live, title="bus held up in a raid on the highway, police say", hours=20)
    for before in ((monday, tuesday), (tuesday, monday)):
        outcome = decide(reading(NEWS, again), have=known(*(JudgedEntry(each, judge(each)) for each in before)))
        assert (outcome.kept, result(outcome).duplicates) == ([], 1)


def test_an_article_that_another_section_tells_later_is_no_other_report():
    """Of two feeds of one outlet the second may give a page its own id, time and headline."""
    first = entry(SECTION, "x", link="https://ridge.example/story", hours=30)
    later = entry(NEWS, "a", link=first.link, title="herders flee from a raid", hours=3)
    outcome = decide(reading(NEWS, later), have=known(JudgedEntry(first, judge(first))))
    assert (outcome.kept, result(outcome).duplicates) == ([], 1)


def test_front_page_and_shared_links_name_no_report():
    """Links to a front page, or one link on many different reports, do not make them one."""
    front = [entry(NEWS, f"f{n}", link="https://ridge.example/") for n in range(2)]
    shared = [entry(NEWS, f"s{n}", link="https://ridge.example/live") for n in range(3)]
    assert len(decide(reading(NEWS, *front, *shared)).kept) == 5


def test_second_pull_keeps_nothing_twice():
    """With the entries on disk and all memory lost, nothing is added."""
    first = decide(reading(NEWS, entry(NEWS, "a"), entry(NEWS, "b")))
    again = decide(reading(NEWS, entry(NEWS, "a"), entry(NEWS, "b")), have=known(*first.kept))
    assert (again.kept, again.changed, again.held) == ([], [], [])


def test_unchanged_document_is_passed_over_until_the_rules_change():
    """The same bytes are not worked through twice, except by other rules."""
    states = decide(reading(NEWS, entry(NEWS, "a"))).states
    _, answer, _ = reading(NEWS)
    assert is_worked_through(answer, states[NEWS.url], "r1")
    assert not is_worked_through(answer, states[NEWS.url], "r2")
    assert not is_worked_through(answer, None, "r1")
    outcome = decide(reading(NEWS, entry(NEWS, "b")), states=states)
    assert (outcome.kept, result(outcome).outcome) == ([], "unchanged")


def test_dropped_entry_is_judged_again_only_by_other_rules_or_under_another_title():
    """What these rules did not keep is not judged again; other rules, or another headline, have it looked at anew."""
    one = entry(NEWS, "a")
    assert decide(reading(NEWS, one), have=known(dropped={one.key: ("r1", one.title, 0.1)})).kept == []
    assert len(decide(reading(NEWS, one), have=known(dropped={one.key: ("r0", one.title, 0.1)})).kept) == 1
    assert len(decide(reading(NEWS, one), have=known(dropped={one.key: ("r1", "market day", 0.1)})).kept) == 1


def test_a_report_that_was_not_kept_is_judged_again_when_its_excerpt_comes_or_changes():
    """What is told below a headline that says little may be the news; as long as it stays, nobody judges it again."""
    by_words = replace(RULES, judge=lambda one: judge(replace(one, title=f"{one.title} {one.summary}")))
    bare = entry(NEWS, "a", title="market day")
    first = decide(reading(NEWS, bare), rules=by_words)
    marks = {left.entry.key: (left.rules, left.entry.title, left.relevance) for left in first.not_kept}
    told = replace(bare, summary="Two died in a raid, a chief said.")
    still, kept = (
        decide(reading(NEWS, one, digest="d2"), have=known(dropped=marks), states=first.states, rules=by_words)
        for one in (bare, told)
    )
    assert (still.not_kept, still.kept, titles(kept.kept)) == ([], [], [bare.title])


def test_what_was_let_in_is_judged_without_the_doubt_of_a_look_ahead():
    """A child that looked at it knows of no ledger: by its look a report that a person let in would have no topic."""
    one = entry(NEWS, "a", title="market day")
    look = Look(one, one, (), Judgement(0.1), {})
    assert with_looks(RULES, {one: look}).judge(one) == look.judgement
    assert with_looks(replace(RULES, admitted=frozenset({one.key})), {one: look}).judge(one) == judge(one)


def test_too_old_is_dropped_with_its_reason():
    """A report from before the limit is remembered as too old, however relevant."""
    (dropped,) = decide(reading(NEWS, entry(NEWS, "a", hours=24 * 500))).not_kept
    assert dropped.why.startswith("too old: ")
    assert dropped.relevance == 0.96


def test_what_was_too_old_is_kept_once_it_is_not():
    """A clock that was ahead, or a limit that was lower, costs a report nothing; meanwhile it is not judged again."""
    one = entry(NEWS, "a", hours=24 * 20)
    strict = replace(RULES, oldest=timedelta(days=10))
    (dropped,) = decide(reading(NEWS, one), rules=strict).not_kept
    memory = {one.key: (dropped.rules, one.title, dropped.relevance)}
    still = decide(reading(NEWS, one), have=known(dropped=memory), rules=strict)
    assert (still.kept, still.not_kept, result(still).dropped) == ([], [], 1)
    assert len(decide(reading(NEWS, one), have=known(dropped=memory)).kept) == 1


def test_judgement_without_reason_is_dropped_with_words():
    """Even a judge that says nothing leaves a reason to review."""
    silent = replace(RULES, judge=lambda _entry: Judgement(0.1))
    (dropped,) = decide(reading(NEWS, entry(NEWS, "a")), rules=silent).not_kept
    assert dropped.why == "not relevant"


def test_taken_down_report_does_not_come_back():
    """What the desk took down is dropped without a word of it being remembered."""
    outcome = decide(reading(NEWS, entry(NEWS, "a", link="https://ridge.example/taken-down")))
    assert (outcome.kept, outcome.not_kept, result(outcome).dropped) == ([], [], 1)


def test_an_entry_under_the_id_of_a_report_that_was_taken_down_is_named():
    """It stays away, whether its feed gave the id again or moved the report; by address or words it is no news."""
    removed = entry(NEWS, "a", title="raid hurts Jane")
    links = link_mark(page(removed.link)), words_mark(mask(removed)[0])
    ledger = make_ledger([Edit(Verb.TAKE_DOWN, removed.key, NOW, "asked", links=links)])
    rules = replace(RULES, refuses=ledger.refuses)
    reused = replace(removed, link="https://ridge.example/bank", title="raid on a bank")
    outcome = decide(reading(NEWS, reused), rules=rules)
    assert (outcome.kept, result(outcome).dropped) == ([], 1)
    (problem,) = outcome.report.problems
    assert (problem.subject, removed.key in problem.message, "bank" in problem.message) == (NEWS.url, True, False)
    elsewhere = replace(removed, link="https://ridge.example/live", key=entry_key(SECTION.url, "b"))
    outcome = decide(reading(NEWS, replace(removed, title="raid hurts two")), reading(SECTION, elsewhere), rules=rules)
    assert (outcome.kept, outcome.report.problems) == ([], ())


def test_names_are_masked_before_anything_is_written():
    """The judge reads the raw text; what is kept, remembered or held is masked."""
    outcome = decide(reading(NEWS, entry(NEWS, "a", title="raid hurts Jane"), entry(NEWS, "b", title="Jane sings")))
    assert titles(outcome.kept) == ["raid hurts [a name withheld]"]
    assert [d.entry.title for d in outcome.not_kept] == ["[a name withheld] sings"]
    assert Reason("edit", "masked", "names") in outcome.kept[0].judgement.reasons
    assert "Jane" not in str(outcome.states)


def test_failed_feed_costs_itself():
    """A feed that fails is named and counted; the others go on."""
    failing = (NEWS, Answer(NEWS.url, status=500, failure="broken", trouble="server-error"), ParsedFeed("", "", ()))
    unread = (SECTION, Answer(SECTION.url, status=200, digest="d"), ParsedFeed("", "", (), (), "not a feed"))
    outcome = decide(failing, unread, reading(OTHER, entry(OTHER, "a")))
    assert [(r.outcome, r.message) for r in outcome.report.results] == [
        ("failed", "broken"),
        ("failed", "not a feed"),
        ("new", ""),
    ]
    assert outcome.states[NEWS.url].failures == 1
    assert outcome.states[SECTION.url].trouble == "not-a-feed"
    assert len(outcome.kept) == 1


def test_end_of_the_runs_time_is_not_held_against_a_feed():
    """A feed that was never reached has failed this run, but its row of failures does not grow."""
    late = (NEWS, Answer(NEWS.url, failure="the time was used up", trouble="run-over"), ParsedFeed("", "", ()))
    outcome = decide(late)
    assert result(outcome).outcome == "failed"
    assert outcome.states[NEWS.url].failures == 0


def test_log_in_page_is_named_once():
    """Most feeds answering with a web page is reported as the network's doing."""
    pages = [
        (f, Answer(f.url, 200, failure="a page", trouble="html-page"), ParsedFeed("", "", ()))
        for f in (NEWS, SECTION, OTHER)
    ]
    assert [problem.subject for problem in decide(*pages).report.problems] == ["network"]


def test_our_own_network_is_not_held_against_the_feeds():
    """Where no name at all is found it is said once, and no feed is counted as failing or waits longer for its turn."""
    told = [
        (f, Answer(f.url, failure="no such name", trouble=trouble), ParsedFeed("", "", ()))
        for f, trouble in ((NEWS, "name-not-found"), (SECTION, "name-not-found"), (OTHER, "no-connection"))
    ]
    outcome = decide(*told)
    (problem,) = outcome.report.problems
    assert (problem.subject, outcome.report.offline) == ("network", True)
    assert problem.message.startswith("none of the 3 feeds could be reached")
    assert [r.outcome for r in outcome.report.results] == ["failed"] * 3
    assert {(state.failures, state.update_after) for state in outcome.states.values()} == {(0, None)}
    one_answers = decide(*told[:2], reading(OTHER, entry(OTHER, "a")))
    assert (one_answers.report.problems, one_answers.report.offline) == ((), False)
    assert one_answers.states[NEWS.url].failures == 1


def test_new_title_is_noted():
    """A title that the publisher changes is changed in the file with the old one kept; nothing else is."""
    old = decide(reading(NEWS, entry(NEWS, "a")))
    have = known(*old.kept)
    outcome = decide(
        reading(NEWS, entry(NEWS, "a", title="raid a: toll rises"), digest="d2"), have=have, states=old.states
    )
    (changed,) = outcome.changed
    assert (changed.entry.title, changed.entry.was) == ("raid a: toll rises", ("raid a",))
    assert (changed.entry.updated, changed.judgement) == (NOW, old.kept[0].judgement)
    assert result(outcome).changed == 1
    third = decide(
        reading(NEWS, entry(NEWS, "a", title="raid a: toll rises"), digest="d3"),
        have=known(changed),
        states=outcome.states,
    )
    assert third.changed == []


def test_a_report_that_its_feed_drops_from_its_middle_is_marked_and_unmarked_when_it_is_back():
    """Gone while three older ones are still listed is marked with the time; listed again, the mark goes."""
    names = ("a", "b", "c", "d", "e")
    listed = [entry(NEWS, name, hours=4 + at) for at, name in enumerate(names)]
    old = decide(reading(NEWS, *listed))
    left = [listed[0], *listed[2:]]
    outcome = decide(reading(NEWS, *left, digest="d2"), have=known(*old.kept), states=old.states)
    (gone,) = outcome.changed
    assert (gone.entry.key, gone.entry.gone) == (listed[1].key, NOW)
    stored = [gone if each.entry.key == gone.entry.key else each for each in old.kept]
    again = decide(reading(NEWS, *listed, digest="d3"), have=known(*stored), states=outcome.states)
    assert [(each.entry.key, each.entry.gone) for each in again.changed] == [(listed[1].key, None)]
    end = decide(reading(NEWS, *listed[:2], digest="d4"), have=known(*old.kept), states=old.states)
    assert end.changed == []


def test_an_excerpt_that_changed_alone_is_kept_with_the_one_before():
    """A toll that changes below an unchanged headline is noticed."""
    first = replace(entry(NEWS, "a"), summary="Three herders were killed, a chief said.")
    old = decide(reading(NEWS, first))
    second = replace(first, summary="Five herders were killed, a chief said.")
    outcome = decide(reading(NEWS, second, digest="d2"), have=known(*old.kept), states=old.states)
    (changed,) = outcome.changed
    assert (changed.entry.summary, changed.entry.said) == (second.summary, (first.summary,))
    assert (changed.entry.title, changed.entry.was) == (first.title, ())


def test_an_id_that_is_given_to_another_report_makes_no_headline_of_the_first():
    """Another page, date and headline under a known id is another report: it is kept beside the first, and once."""
    old = decide(reading(NEWS, entry(NEWS, "1", link="https://ridge.example/goats")))
    second = entry(NEWS, "1", title="raid on a bank", link="https://ridge.example/bank", hours=2)
    outcome = decide(reading(NEWS, second, digest="d2"), have=known(*old.kept), states=old.states)
    assert (titles(outcome.kept), outcome.changed) == (["raid on a bank"], [])
    assert outcome.kept[0].entry.key != old.kept[0].entry.key
    have = known(*old.kept, *outcome.kept)
    third = decide(reading(NEWS, second, digest="d3"), have=have, states=outcome.states)
    assert (third.kept, third.changed) == ([], [])
    amended = replace(second, title="raid on a bank: two held")
    fourth = decide(reading(NEWS, amended, digest="d4"), have=have, states=third.states)
    assert [(each.entry.link, each.entry.title) for each in fourth.changed] == [(second.link, amended.title)]


def test_a_report_that_moved_or_was_given_another_headline_stays_one():
    """Another address alone, or with another headline of the same date, is the same report."""
    first = entry(NEWS, "1", title="raid on goats", link="https://ridge.example/goats")
    old = decide(reading(NEWS, first))
    moved = replace(first, link="https://ridge.example/2026/goats", published=NOW)
    assert decide(reading(NEWS, moved, digest="d2"), have=known(*old.kept), states=old.states).kept == []
    named = replace(first, title="raid on Jane")
    told = decide(reading(NEWS, named))
    again = reading(NEWS, replace(named, link=moved.link, published=NOW), digest="d2")
    assert decide(again, have=known(*told.kept), states=told.states).kept == [], "a mask is no other headline"
    renamed = replace(first, link="https://ridge.example/two-held", title="raid: two held")
    outcome = decide(reading(NEWS, renamed, digest="d2"), have=known(*old.kept), states=old.states)
    assert (outcome.kept, titles(outcome.changed)) == ([], ["raid: two held"])


def test_a_feed_that_gives_its_reports_other_ids_is_said_to_have_dropped_none():
    """Neither are they told twice, and a headline that changes under another id is noticed."""
    old = decide(reading(NEWS, *[entry(NEWS, f"{n}", hours=4 + n) for n in range(5)]))
    fresh = [replace(each, id=f"new {n}", key=entry_key(NEWS.url, f"new {n}")) for n, each in enumerate(at(old, 5))]
    outcome = decide(reading(NEWS, *fresh, digest="d2"), have=known(*old.kept), states=old.states)
    assert (outcome.kept, outcome.changed) == ([], [])
    again = [replace(each, key=each.key[::-1], title=f"{each.title}, toll rises") for each in fresh]
    third = decide(reading(NEWS, *again, digest="d3"), have=known(*old.kept), states=outcome.states)
    assert third.kept == []
    assert [(each.entry.was, bool(each.entry.gone)) for each in third.changed] == [
        ((each.title,), False) for each in at(old, 5)
    ]


@pytest.mark.parametrize("link", ["", "https://ridge.example/read?session={}"])
def test_a_report_of_another_id_at_each_asking_is_kept_once(link):
    """Where its address says nothing either it is known by headline and date, as long as its feed lists it once."""

    def asked(turn):
        for n in range(5):
            one = entry(NEWS, f"{turn}-{n}", title=f"raid {n}", link=link.format(f"{turn}-{n}"), hours=4 + n)
            yield replace(one, summary=f"Herders fled from a raid, and {n} goats are missing.")

    outcome = decide(reading(NEWS, *asked(0), digest="d0"))
    have = known(*outcome.kept)
    for turn in range(1, 4):
        outcome = decide(reading(NEWS, *asked(turn), digest=f"d{turn}"), have=have, states=outcome.states)
        assert (outcome.kept, outcome.changed) == ([], [])
        another = entry(NEWS, f"other {turn}", title="raid 0", link=link.format(f"other {turn}"), hours=1)
        beside = decide(reading(NEWS, another, *asked(9), digest=f"e{turn}"), have=have, states=outcome.states)
        assert [each.entry.key for each in beside.kept] == [another.key], "of another date it is another report"


def test_editors_title_stays():
    """Where a person has written another title, the publisher's change does not overwrite it."""
    old = decide(reading(NEWS, entry(NEWS, "a")))
    edited = replace(old.kept[0], entry=replace(old.kept[0].entry, title="What the desk wrote"))
    outcome = decide(
        reading(NEWS, entry(NEWS, "a", title="raid b"), digest="d2"), have=known(edited), states=old.states
    )
    assert outcome.changed == []


def test_title_is_no_news_when_memory_was_lost():
    """Without memory of what the feed told, a different title in the file is taken for the editor's."""
    old = decide(reading(NEWS, entry(NEWS, "a")))
    outcome = decide(reading(NEWS, entry(NEWS, "a", title="raid b")), have=known(*old.kept))
    assert outcome.changed == []
    assert outcome.states[NEWS.url].told == ((entry(NEWS, "a").key, title_mark("raid b")),)


def test_unreadable_old_file_is_left_alone():
    """A retitled entry whose file cannot be read any more is passed over."""
    old = decide(reading(NEWS, entry(NEWS, "a")))
    have = Known([Row("p", old.kept[0].entry.key, NEWS.url, "ridge", "")], lambda _path: None)
    assert (
        decide(reading(NEWS, entry(NEWS, "a", title="raid b"), digest="d2"), have=have, states=old.states).changed == []
    )


def hijacked(states=None, have=None):
    entries = [entry(NEWS, f"c{n}", title=f"raid bonus {n}", link=f"https://casino.example/{n}") for n in range(5)]
    return decide(reading(NEWS, *entries, digest="d9"), states=states, have=have)


HABITS = {NEWS.url: FeedState(NEWS.url, habit=Habit(sites=("ridge.example",), pulls=3))}


def test_jumping_feed_is_held_until_released():
    """A hijacked feed's entries are held with the reason, in this pull and the next, and its habits are not learnt."""
    outcome = hijacked(HABITS)
    assert (outcome.kept, len(outcome.held)) == ([], 5)
    assert outcome.held[0].judgement.reasons[-1].kind == "hold"
    assert outcome.held[0].judgement.story == ""
    state = outcome.states[NEWS.url]
    assert (state.held_since, state.habit) == (NOW, HABITS[NEWS.url].habit)
    later = decide(reading(NEWS, entry(NEWS, "innocent"), digest="d10"), states=outcome.states)
    assert (later.kept, titles(later.held)) == ([], ["raid innocent"])
    assert result(later).outcome == "held"
    assert "casino.example" in result(later).message


def test_what_a_held_feed_says_of_reports_that_are_shown_waits():
    """Another headline, or none, changes no file while it is held; once a person lets it in, it does."""
    listed = [entry(NEWS, name, hours=4 + at) for at, name in enumerate("abcdef")]
    old = decide(reading(NEWS, *listed))
    have = known(*old.kept)
    said = reading(NEWS, replace(listed[0], title="raid bonus"), *listed[2:], digest="d2")
    elsewhere = (said[0], replace(said[1], final_url="https://casino.example/feed"), said[2])
    states = {NEWS.url: replace(old.states[NEWS.url], habit=Habit(host="ridge.example", pulls=3))}
    held = decide(elsewhere, have=have, states=states)
    assert (held.changed, result(held).outcome) == ([], "held")
    assert decide(reading(NEWS, *said[2].entries, digest="d3"), have=have, states=held.states).changed == []
    freed = {NEWS.url: freed_state(held.states[NEWS.url])}
    changed = decide(said, have=have, states=freed).changed
    assert [(each.entry.title, bool(each.entry.gone)) for each in changed] == [("raid bonus", False), ("raid b", True)]


def test_a_feed_that_retitles_all_in_other_words_is_held():
    """Under the old addresses and ids; no headline of before is lost to it."""
    words = [f"{first}{last}" for first in ("herder", "market", "school", "bridge") for last in "abcdefghijklmnopqrst"]
    listed = [entry(NEWS, f"n{n}", title=f"raid {' '.join(words[8 * n : 8 * n + 8])}", hours=4 + n) for n in range(10)]
    old = decide(reading(NEWS, *listed))
    spam = [replace(each, title=f"jackpot bonus{n}") for n, each in enumerate(listed)]
    outcome = decide(reading(NEWS, *spam, digest="d2"), have=known(*old.kept), states=old.states)
    assert (outcome.changed, result(outcome).outcome) == ([], "held")
    fresher = [replace(each, title=f"{each.title} updated") for each in listed]
    assert len(decide(reading(NEWS, *fresher, digest="d2"), have=known(*old.kept), states=old.states).changed) == 10


def test_an_id_that_meets_another_feeds_key_changes_nothing_of_it():
    """Ten digits can be met by choice: neither the headline of that report nor whether it is listed is this feed's."""
    mine, *rest = (entry(NEWS, name, hours=4 + at) for at, name in enumerate("abcde"))
    theirs = JudgedEntry(replace(entry(OTHER, "x", hours=4), title=mine.title, key=mine.key), judge(mine))
    have = known(theirs)
    first = decide(reading(NEWS, mine, *rest), have=have)
    again = replace(mine, title="raid bonus")
    assert decide(reading(NEWS, again, *rest, digest="d2"), have=have, states=first.states).changed == []
    assert decide(reading(NEWS, *rest, digest="d3"), have=have, states=first.states).changed == []
    gone = known(replace(theirs, entry=replace(theirs.entry, gone=NOW)))
    fewer = decide(reading(NEWS, *rest), have=have)
    assert decide(reading(NEWS, mine, *rest, digest="d4"), have=gone, states=fewer.states).changed == []


def test_a_held_feed_is_told_as_its_newest_document_is():
    """It stays held until a person lets it in, who learns that it healed, or that something else jumps by now."""
    states = hijacked(HABITS).states
    why = "links to casino.example, used to link to ridge.example"
    for digest in ("d10", "d11"):
        outcome = decide(reading(NEWS, entry(NEWS, digest), digest=digest), states=states)
        states = outcome.states
        assert states[NEWS.url].held_why == f"{why}; its newest document is as usual"
        assert (states[NEWS.url].held_since, outcome.kept) == (NOW, [])
    assert hijacked(states).states[NEWS.url].held_why == why


def test_what_a_feed_brought_is_counted_where_our_memory_was_lost():
    """Its entries on disk are what was kept of it, and new ones are added."""
    old = [JudgedEntry(entry(NEWS, f"o{n}"), judge(entry(NEWS, "o"))) for n in range(5)]
    outcome = decide(reading(NEWS, entry(NEWS, "a")), have=known(*old))
    assert outcome.states[NEWS.url].kept == 6


def test_quarantine_survives_the_loss_of_memory():
    """With the cache gone, held files on disk keep the feed held; without any, its kept files show the jump."""
    held = hijacked(HABITS).held
    rows = [
        Row(f"content/held/{h.entry.key}.md", h.entry.key, NEWS.url, "ridge", page(h.entry.link), "links") for h in held
    ]
    outcome = decide(reading(NEWS, entry(NEWS, "innocent")), have=Known(rows, lambda _path: None))
    assert (outcome.kept, titles(outcome.held)) == ([], ["raid innocent"])
    old = [JudgedEntry(entry(NEWS, f"o{n}"), judge(entry(NEWS, "o"))) for n in range(5)]
    assert hijacked(have=known(*old)).kept == []


def test_due_feeds_keep_the_catalogues_order():
    """Disabled feeds are never asked, waiting ones only by force."""
    states = {NEWS.url: FeedState(NEWS.url, update_after=NOW + timedelta(hours=1))}
    feeds = (NEWS, SECTION, OTHER._replace(enabled=False, reason="dead"))
    assert pull.due(feeds, states, NOW, force=False) == (SECTION,)
    assert pull.due(feeds, states, NOW, force=True) == (NEWS, SECTION)


def test_unreadable_files_are_reported():
    """What could not be read on disk stands in the report."""
    problem = Problem("content/entries/w/x.md", "cut off")
    assert decide(reading(NEWS), have=known(problems=[problem])).report.problems == (problem,)


def test_report_counts():
    """The report sums by outcome and by number."""
    report = decide(reading(NEWS, entry(NEWS, "a")), reading(OTHER)).report
    assert (report.count("new"), report.count("new", "unchanged"), report.total("kept")) == (1, 2, 1)


def test_flood_is_held_from_the_cap_on():
    """A feed that floods a week has its further entries held, however the flood is spread over runs."""
    flood = [entry(NEWS, f"f{n:03}", hours=20 - n / 100) for n in range(pull.MOST_A_WEEK + 5)]
    whole = decide(reading(NEWS, *flood))
    assert (len(whole.kept), len(whole.held)) == (pull.MOST_A_WEEK, 5)
    assert whole.states[NEWS.url].held_why == "more than 300 entries in 2026-W47"
    assert whole.states[NEWS.url].habit == Habit(), "a flood's habits are not learnt"
    rows = [Row(f"content/entries/2026-w47/{j.entry.key}.md", j.entry.key, NEWS.url, "ridge", "") for j in whole.kept]
    later = decide(reading(NEWS, entry(NEWS, "one-more")), have=Known(rows, lambda _path: None))
    assert (later.kept, len(later.held)) == ([], 1)


def test_a_feed_of_which_entries_wait_is_held_though_its_state_says_nothing_of_it():
    """The pull died that had written them: they would wait for ever, and neither status nor an alarm name the feed."""
    flood = [entry(NEWS, f"f{n:03}", hours=20 - n / 100) for n in range(pull.MOST_A_WEEK + 5)]
    whole = decide(reading(NEWS, *flood))
    rows = [Row(f"content/entries/2026-w47/{j.entry.key}.md", j.entry.key, NEWS.url, "ridge", "") for j in whole.kept]
    rows += [Row(f"content/held/{j.entry.key}.md", j.entry.key, NEWS.url, "ridge", "", "x") for j in whole.held]
    again = decide(reading(NEWS, *flood), have=Known(rows, lambda _path: None), states={NEWS.url: FeedState(NEWS.url)})
    state = again.states[NEWS.url]
    assert (state.held_since, state.held_why, again.kept, again.held) == (NOW, "x", [], [])


def test_of_a_held_feed_so_many_entries_wait_and_no_more(monkeypatch):
    """Where its ids and links are new at each pull the disk does not fill; what is left out is told, and not lost."""
    monkeypatch.setattr(pull, "MOST_HELD", 4)
    states = {NEWS.url: FeedState(NEWS.url, held_since=NOW, held_why="x")}
    first = decide(reading(NEWS, *(entry(NEWS, f"a{n}") for n in range(3))), states=states)
    keys = [each.entry.key for each in first.held]
    rows = [Row(f"content/held/{key}.md", key, NEWS.url, "ridge", "", "x") for key in keys]
    second = [entry(NEWS, f"b{n}") for n in range(3)]
    outcome = decide(reading(NEWS, *second), have=Known(rows, lambda _path: None), states=states)
    assert (len(first.held), len(outcome.held), outcome.not_kept) == (3, 1, [])
    (told,) = outcome.report.problems
    assert told.message == "2 entries left out, beside the 4 that wait already"
    assert result(outcome)._replace(message="") == result(outcome)._replace(message="", read=3, held=3)
    freed = {NEWS.url: freed_state(outcome.states[NEWS.url])}
    assert len(decide(reading(NEWS, *second), have=known(*outcome.held), states=freed).kept) == 2


def test_ids_given_again_under_one_shared_address_stay_apart():
    """The address names none of its reports: each that took the id of another is kept beside that, and once."""
    old = decide(reading(NEWS, *(entry(NEWS, name) for name in "12")))
    live = "https://ridge.example/live"
    told = {"1": "raid on a bank", "2": "raid on a farm", "3": "raid on a mine"}
    again = [entry(NEWS, name, title=title, link=live, hours=2) for name, title in told.items()]
    outcome = decide(reading(NEWS, *again, digest="d2"), have=known(*old.kept), states=old.states)
    assert sorted(titles(outcome.kept)) == [*told.values()]
    third = decide(reading(NEWS, *again, digest="d3"), have=known(*old.kept, *outcome.kept), states=outcome.states)
    assert (third.kept, third.changed) == ([], [])


def test_a_take_down_leaves_the_others_under_their_address_apart():
    """Three reports share an address, which names none of them; that one may not come back makes it no name."""
    live = "https://ridge.example/live"
    told = [entry(NEWS, name, link=live) for name in ("taken", "b", "c")]
    rules = replace(RULES, refuses=lambda one: one.id == "taken")
    assert sorted(titles(decide(reading(NEWS, *told), rules=rules).kept)) == ["raid b", "raid c"]


MASKS = """\
offices = ["Governor"]
[[rules]]
name = "child"
en = "x"
sw = "x"
patterns = ['boy (?P<hide>{NAME})']
"""


def followed(*on_disk, closed=(), final=str, plain=()):
    """Rules that mask, and that follow names into ``on_disk``, of which ``closed`` are of closed weeks."""
    masks = read_rules(MASKS, "r", plain=plain)

    def told(stories):
        return [(each, each in closed) for each in (*on_disk, *closed) if tells_of(each, stories, final)]

    return replace(
        RULES,
        mask=lambda one: redaction.mask(one, masks),
        following=Following(
            lambda one: namesakes.marks_of(one, masks),
            lambda one: namesakes.marks_left_alone(one, masks),
            lambda one, marks: namesakes.without(one, marks, masks),
            told,
            final,
        ),
    )


def test_reports_that_share_an_address_stay_apart_where_a_name_in_it_is_hidden():
    """That of a masked report is written anew; it is the same page, which names none of its reports."""
    live = "https://ridge.example/made-kuze-live"
    told = [entry(NEWS, name, title=f"raid: boy Made Kuze, {name}", link=live) for name in "12"]
    told.append(entry(NEWS, "3", title="raid on a mine", link=live))
    outcome = decide(reading(NEWS, *told), rules=followed())
    assert live not in {each.entry.link for each in outcome.kept}
    assert sorted(each.entry.id for each in outcome.kept) == ["1", "2", "3"]
    more = [*told, entry(NEWS, "4", title="raid: boy Made Kuze, 4", link=live)]
    again = decide(reading(NEWS, *more, digest="d2"), have=known(*outcome.kept), rules=followed())
    assert ([each.entry.id for each in again.kept], again.changed) == (["4"], [])


def test_a_name_that_one_report_hides_is_hidden_in_the_others_of_its_story():
    """In those of the same pull, and with the reason; in those that come when the first is no longer read, too."""
    first = entry(NEWS, "a", title="raid: boy Made Kuze hurt", hours=12)
    second = entry(OTHER, "b", title="raid hurts Made Kuze")
    outcome = decide(reading(NEWS, first), reading(OTHER, second), rules=followed())
    assert titles(outcome.kept) == ["raid: boy [x] hurt", "raid hurts [x]"]
    assert outcome.kept[1].judgement.reasons[-1] == Reason("edit", "masked", "child in another report of the story")
    remembered = [each._replace(story=f"s{second.key}") for each in outcome.hidden]
    late = decide(reading(OTHER, second), rules=followed(), hidden=remembered)
    assert titles(late.kept) == ["raid hurts [x]"]
    assert late.hidden == tuple(remembered)


def test_a_report_on_disk_loses_a_name_that_a_new_one_hides():
    """It is written anew, as changed now; of a closed week it is named, and stays for a person to take down."""
    new = entry(NEWS, "a", title="raid: boy Made Kuze hurt")
    story = Judgement(0.9, story=f"s{new.key}")
    before, old = (JudgedEntry(entry(OTHER, name, title=f"raid hurts Made Kuze {name}"), story) for name in "bc")
    outcome = decide(reading(NEWS, new), have=known(before, old), rules=followed(before, closed=(old,)))
    assert titles(outcome.changed) == ["raid hurts [x] b"]
    assert outcome.changed[0].entry.updated == NOW
    (problem,) = outcome.report.problems
    assert f"its week is closed; usalama edit take-down {old.entry.key} --kind safety" in problem.message
    assert "Kuze" not in problem.line


def test_a_name_is_followed_into_a_story_that_the_desk_merged():
    """Into its reports on disk and those that are new, and none of another story."""
    new, late = entry(NEWS, "a", title="raid: boy Made Kuze hurt"), entry(OTHER, "d", title="raid hurts Made Kuze d")
    merged, other = (
        JudgedEntry(entry(OTHER, story, title=f"raid hurts Made Kuze {story}"), Judgement(0.9, story=story))
        for story in ("s1", "s2")
    )
    into = {"s1": f"s{new.key}"}
    places = {new.key: f"s{new.key}", late.key: "s1"}
    rules = followed(merged, other, final=lambda story: into.get(story, story))
    rules = replace(rules, stories=lambda _earliest: lambda each: (places[each.entry.key], Reason("story", "", "near")))
    outcome = decide(reading(NEWS, new), reading(OTHER, late), have=known(merged, other), rules=rules)
    assert sorted(titles(outcome.kept)) == ["raid hurts [x] d", "raid: boy [x] hurt"]
    assert titles(outcome.changed) == ["raid hurts [x] s1"]


def test_a_name_that_any_report_calls_by_an_office_is_followed_nowhere():
    """Else a feed that says something odd of the governor took the name from all the others."""
    reports = [entry(NEWS, "a", title="raid: boy Made Kuze hurt"), entry(NEWS, "b", title="raid: Governor Made Kuze")]
    outcome = decide(
        reading(NEWS, *reports), reading(OTHER, entry(OTHER, "c", title="raid and Made Kuze")), rules=followed()
    )
    assert sorted(titles(outcome.kept)) == ["raid and Made Kuze", "raid: Governor Made Kuze", "raid: boy [x] hurt"]


def test_plain_words_that_a_report_says_somebody_is_called_are_followed_nowhere():
    """Else a feed took the raiders from all the others, also from what is held; a name in small letters is followed."""
    reports = [
        entry(NEWS, "a", title="raid: boy Farm Raiders hurt"),
        entry(NEWS, "b", title="raid: boy Made Kuze hurt"),
    ]
    told = [entry(OTHER, "c", title="raid by farm raiders"), entry(OTHER, "d", title="raid on made kuze")]
    rules = followed(plain=("farm", "raiders"))
    outcome = decide(reading(NEWS, *reports), reading(OTHER, *told), rules=rules)
    assert {"raid by farm raiders", "raid on [x]"} < {*titles(outcome.kept)}
    held = replace(outcome.kept[0], entry=told[0])
    assert while_held(held, outcome.hidden, rules.following) == held


def test_a_childs_first_name_is_followed_within_its_story_alone():
    """A namesake in another report, which waits or is not kept, is nobody whom the rule knows."""
    masks = read_rules(MASKS.replace("en =", "by_first_name = true\nen =", 1), "r")
    following = by_masks(lambda: masks, lambda _stories: (), str)
    marks = following.marks(entry(NEWS, "a", title="raid: boy Made Kuze hurt"))
    names = [HiddenName("s1", "a", mark, rule, "2026-11-20") for mark, rule in marks.items()]
    ours, other = (
        JudgedEntry(entry(OTHER, one, title="burial of Made"), Judgement(0.9, story=one)) for one in ("s1", "s2")
    )
    done, _ = hide_known({"a": ours, "b": other}, names, (), str, following)
    assert [each.entry.title for each in done.values()] == ["burial of [x]"]
    assert while_held(other, names, following) == other
    assert unnamed(other.entry, "Made", told_anywhere(names), following) == (other.entry, "Made")


def test_what_is_remembered_of_names_ends_with_the_story():
    """After the time for which a story may be taken up again, its fingerprints go."""
    name = HiddenName("s1", "a", "m", "child", "2020-01-01")
    assert decide(reading(NEWS), rules=followed(), hidden=[name]).hidden == ()
    assert decide(reading(NEWS), hidden=[name]).hidden == (name,)


def test_a_name_is_followed_into_a_story_that_its_own_turned_out_to_be_part_of():
    """What is remembered of the story that is no more holds for the one that stays, from the report that shows it."""
    names = [HiddenName("s0gone", "a", mark, "child", "2026-11-20") for mark in marks_of_made_kuze()]

    def merging(_earliest):
        return lambda _judged: ("s1", Reason("story", "s1", f"near{also_tells('s0gone')}"))

    rules = replace(followed(), stories=merging)
    outcome = decide(reading(NEWS, entry(NEWS, "b", title="raid hurts Made Kuze")), rules=rules, hidden=names)
    assert titles(outcome.kept) == ["raid hurts [x]"]
    assert {each.story for each in outcome.hidden} == {"s0gone", "s1"}


def marks_of_made_kuze():
    told = entry(NEWS, "a", title="boy Made Kuze")
    return namesakes.marks_of(told, read_rules(MASKS, "r"))


def test_a_held_feed_and_an_id_that_meets_another_feeds_report_take_no_name_from_others():
    """What waits for a person, or is not the report that is shown, says nothing of names that are."""
    shown = entry(NEWS, "b", title="raid hurts Made Kuze", hours=12)
    odd = entry(OTHER, "a", title="raid: boy Made Kuze hurt")
    states = {OTHER.url: FeedState(OTHER.url, held_since=NOW, held_why="x")}
    before = JudgedEntry(entry(OTHER, "a", title="raid"), Judgement(0.9, story=f"s{shown.key}"))
    held = decide(reading(NEWS, shown), reading(OTHER, odd), have=known(before), states=states, rules=followed())
    meeting = decide(reading(NEWS, shown), reading(OTHER, replace(odd, key=shown.key)), rules=followed())
    assert (titles(held.kept), titles(meeting.kept)) == (["raid hurts Made Kuze"],) * 2


def test_what_waits_for_a_person_shows_no_name_that_a_report_hides():
    """Of whichever story, for it is in none yet; whom it calls by an office it may name."""
    hides = entry(NEWS, "a", title="raid: boy Made Kuze hurt")
    waiting = [entry(OTHER, "b", title="raid: Kuze Made told"), entry(OTHER, "c", title="raid: Governor Made Kuze")]
    states = {OTHER.url: FeedState(OTHER.url, held_since=NOW, held_why="x")}
    outcome = decide(reading(NEWS, hides), reading(OTHER, *waiting), states=states, rules=followed())
    assert sorted(titles(outcome.held)) == ["raid: Governor Made Kuze", "raid: [x] told"]
    reasons = next(each.judgement.reasons for each in outcome.held if "[x]" in each.entry.title)
    assert Reason("edit", "masked", "child in another report") in reasons


def test_what_was_learnt_of_a_report_is_not_asked_for_again():
    """A document is read each hour, and its names are looked for once."""
    one = entry(NEWS, "a", title="raid: boy Made Kuze hurt")
    outcome = decide(reading(NEWS, one), rules=followed())
    rules = followed()
    rules = replace(rules, following=rules.following._replace(marks=None))
    again = decide(reading(NEWS, one), have=known(*outcome.kept), rules=rules, hidden=outcome.hidden)
    assert again.hidden == outcome.hidden


def test_a_run_without_a_network_forgets_no_hidden_name():
    """Documents that were read before are not read again when it is back: what was learnt of them would be gone."""
    name = HiddenName("s1", "a", "m", "child", "2026-11-20")
    answers = [Answer(each.url, failure="no such name", trouble="name-not-found") for each in (NEWS, SECTION, OTHER)]
    gone = zip((NEWS, SECTION, OTHER), answers, [ParsedFeed("", "", ())] * 3, strict=True)
    outcome = decide(*gone, rules=followed(), hidden=[name])
    assert (outcome.report.offline, outcome.hidden) == (True, (name,))


def test_a_masked_report_that_is_not_kept_or_was_learnt_of_hides_no_later_one_of_its_feed():
    """Neither ends the look at what else its feed says."""
    other, before = entry(NEWS, "a", title="harvest: boy Made Kuze"), entry(NEWS, "b", title="raid: boy Ole Zuri hurt")
    learnt = entry(NEWS, "c", title="raid: boy Pendo Zuri hurt", hours=12)
    stored = JudgedEntry(redaction.mask(before, read_rules(MASKS, "r"))[0], Judgement(0.9, story="s1"))
    rules, heard = followed(), [HiddenName("s1", before.key, "", "", "2026-11-20")]
    readings = reading(NEWS, other, before, learnt), reading(OTHER, entry(OTHER, "d", title="raid hurts Pendo Zuri"))
    outcome = decide(*readings, have=known(stored), rules=rules, hidden=heard)
    assert titles(outcome.kept) == ["raid: boy [x] hurt", "raid hurts [x]"]


def test_a_name_is_learnt_anew_of_a_report_on_disk_where_the_memory_was_lost():
    """Its document is read again then; the file knows the name no more."""
    told, late = entry(NEWS, "a", title="raid: boy Made Kuze hurt"), entry(OTHER, "b", title="raid hurts Made Kuze")
    shown = redaction.mask(told, read_rules(MASKS, "r"))[0]
    have = known(JudgedEntry(shown, Judgement(0.9, story=f"s{late.key}")))
    outcome = decide(reading(NEWS, told), reading(OTHER, late), have=have, rules=followed())
    assert titles(outcome.kept) == ["raid hurts [x]"]


def test_an_office_in_another_story_spares_no_name_of_this_one():
    """A governor may be a namesake of the child; and his own story keeps his name."""

    def by_headline(_earliest):
        return lambda judged: (("s2" if "Governor" in judged.entry.title else "s1"), Reason("story", "s1", "x"))

    told = [entry(NEWS, "a", title="raid: boy Made Kuze hurt"), entry(NEWS, "b", title="raid: Governor Made Kuze")]
    late = reading(OTHER, entry(OTHER, "c", title="raid hurts Made Kuze"))
    outcome = decide(reading(NEWS, *told), late, rules=replace(followed(), stories=by_headline))
    assert sorted(titles(outcome.kept)) == ["raid hurts [x]", "raid: Governor Made Kuze", "raid: boy [x] hurt"]


def test_a_name_learnt_now_is_followed_into_the_story_that_its_own_becomes_part_of_now():
    """The report that gives it away and the one that joins both stories may come in one pull."""
    first = entry(NEWS, "a", title="raid: boy Made Kuze hurt", hours=12)
    second = entry(OTHER, "b", title="raid: Made Kuze")
    places = {
        first.key: ("s0gone", Reason("story", "s0gone", "first")),
        second.key: ("s1", Reason("story", "s1", f"near{also_tells('s0gone')}")),
    }
    rules = replace(followed(), stories=lambda _earliest: lambda judged: places[judged.entry.key])
    outcome = decide(reading(NEWS, first), reading(OTHER, second), rules=rules)
    assert titles(outcome.kept) == ["raid: boy [x] hurt", "raid: [x]"]


@pytest.mark.parametrize("shown", ["before", "now"])
def test_a_name_is_followed_into_the_reports_on_disk_of_a_story_that_became_part_of_its_own(shown):
    """A report showed both to be one, long ago or in this pull; their files go on naming the story that is no more."""
    why = Reason("story", "s1", f"near{also_tells('s0gone')}")
    gone = JudgedEntry(entry(OTHER, "a", title="raid hurts Made Kuze"), Judgement(0.9, story="s0gone"))
    both = JudgedEntry(entry(OTHER, "b", title="raid goes on"), Judgement(0.9, story="s1", reasons=(why,)))
    on_disk = (gone, both)[: 2 if shown == "before" else 1]
    new = entry(NEWS, "c", title="raid: boy Made Kuze hurt")
    place = why if shown == "now" else Reason("story", "s1", "near")
    rules = replace(followed(*on_disk), stories=lambda _earliest: lambda _judged: ("s1", place))
    outcome = decide(reading(NEWS, new), have=known(*on_disk), rules=rules)
    assert titles(outcome.changed) == ["raid hurts [x]"]


def test_a_name_learnt_late_of_a_story_that_is_no_more_is_followed_into_the_one_that_stays():
    """Its reports on disk lose it, and those that come later: what was merged, another pull had noted."""
    first = entry(NEWS, "a", title="raid: Made Kuze hurt")
    gone = JudgedEntry(first, Judgement(0.9, story="s0gone"))
    why = Reason("story", "s1", f"near{also_tells('s0gone')}")
    both = JudgedEntry(entry(OTHER, "b", title="raid hurts Made Kuze"), Judgement(0.9, story="s1", reasons=(why,)))
    other = JudgedEntry(entry(OTHER, "c", title="raid took Made Kuze"), Judgement(0.9, story="s1"))
    apart = JudgedEntry(entry(OTHER, "d", title="fire hurts Made Kuze"), Judgement(0.9, story="s2"))
    on_disk = (gone, both, other, apart)
    late = replace(first, title="raid: boy Made Kuze hurt")
    outcome = decide(reading(NEWS, late), have=known(*on_disk), rules=followed(*on_disk))
    assert sorted(titles(outcome.changed)) == ["raid hurts [x]", "raid took [x]", "raid: [x] hurt"]
    rules = replace(followed(), stories=lambda _earliest: lambda _judged: ("s1", Reason("story", "s1", "near")))
    after = decide(reading(OTHER, entry(OTHER, "e", title="raid: Made Kuze")), rules=rules, hidden=outcome.hidden)
    assert titles(after.kept) == ["raid: [x]"]


def test_what_shows_no_hidden_name_is_neither_written_again_nor_named():
    """A name that is new to a story concerns those of its reports alone that show it, in closed weeks too."""
    new = entry(NEWS, "a", title="raid: boy Made Kuze hurt")
    story = Judgement(0.9, story=f"s{new.key}")
    plain, old = (JudgedEntry(entry(OTHER, name, title=f"raid goes on {name}"), story) for name in "bc")
    outcome = decide(reading(NEWS, new), have=known(plain, old), rules=followed(plain, closed=(old,)))
    assert (outcome.changed, outcome.report.problems) == ([], ())
