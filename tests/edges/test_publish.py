"""Publishing: the gate decides, the old site stays when it refuses, and a person can go back and hold."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from usalama.cli import main
from usalama.errors import ReleaseError
from usalama.gate import gate
from usalama.gate.gate import Expected
from usalama.gate.numbers import FeedCount, Limits
from usalama.model import Feed, FeedState
from usalama.planning.manifest import staged
from usalama.releasing import releases
from usalama.releasing.release_trees import Release, take_in
from usalama.usecases import publish
from usalama.watch import status

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
ORDER = publish.Order("https://usalama.example", NOW, ZoneInfo("Africa/Nairobi"))
POLICY = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
FEED = '<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://usalama.example/"/></feed>'
MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>'


def page(body: str) -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{POLICY}<title>T</title></head><body>{body}</body></html>'


def site(body: str) -> dict[str, str]:
    return {
        "index.html": page(body),
        "404.html": page("gone"),
        "robots.txt": "User-agent: *\n",
        "sitemap.xml": MAP,
        "feeds/all.xml": FEED,
        "2026/w47/index.html": page(body),
    }


def build(root: Path, files: dict[str, str]) -> Release:
    tree = releases.next_tree(root)
    removed = tree.manifest.pages.keys() - files.keys()
    releases.begin(root, tree, [*files, *removed])
    put(tree, files)
    return releases.finish(root, tree, dict.fromkeys(files, "f"), removed)


def put(tree: Release, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = tree.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def shown(root: Path) -> str:
    """What the home page says; a head that has the word "none" holds many others."""
    return (root / "output" / "index.html").read_text("utf-8").partition("<body>")[2].partition("</body>")[0]


def test_clean_tree_is_published_and_a_poisoned_one_is_not(tmp_path):
    """A refused tree leaves the site as it was and gives one line that says why."""
    assert publish.publish(tmp_path, build(tmp_path, site("one")), ORDER).published
    outcome = publish.publish(tmp_path, build(tmp_path, site("<script>x()</script>")), ORDER)
    assert not outcome.published
    assert outcome.why.startswith("2026/w47/index.html: script outside the search page")
    assert "\n" not in outcome.why
    assert shown(tmp_path) == "one"


def test_second_publish_reads_only_what_changed(tmp_path):
    """The gate's cost follows what changed, and a tree that passed under other rules is read whole."""
    publish.publish(tmp_path, build(tmp_path, site("one")), ORDER)
    changed = site("one") | {"404.html": page("moved")}
    assert publish.publish(tmp_path, build(tmp_path, changed), ORDER).read == 1
    live = releases.live(tmp_path)
    releases.note_passed(tmp_path, live, "older")
    assert publish.publish(tmp_path, build(tmp_path, changed), ORDER).read == len(changed)


@pytest.mark.parametrize("named", [True, False])
def test_a_look_that_begins_before_the_tree_is_finished_refuses_the_same(tmp_path, named):
    """It reads what was printed, while that is moved in; what nobody named to it is read when the tree stands."""
    many = {f"stories/s{n}/index.html": page(f'<a href="../../2026/w{46 + n % 2}/">w</a>') for n in range(130)}
    files = site("<script>x()</script>") | many | {"stories/new/index.html": page('<a href="../../2026/w48/">w</a>')}
    removed = ["2026/w46/index.html"]
    for root in (tmp_path / "alone", tmp_path / "begun"):
        root.mkdir()
        publish.publish(root, build(root, site("one") | many | {"2026/w46/index.html": page("b")}), ORDER)
    refused = publish.judge(tmp_path / "alone", build(tmp_path / "alone", files), ORDER).problems
    assert {"2026/w47/index.html", "stories/new/index.html"} < {problem.subject for problem in refused}

    tree = releases.next_tree(root)
    releases.begin(root, tree, [*files, *removed])
    printed = tmp_path / "printed"
    put(tree._replace(path=printed), {staged(name): text for name, text in files.items()})
    with publish.begun(root, tree, printed, files if named else [], removed, ORDER) as order:
        take_in(tree, printed, files)
        done = releases.finish(root, tree, dict.fromkeys(files, "f"), removed)
        found = publish.judge(root, done, order).problems
    assert {problem.subject for problem in found} == {problem.subject for problem in refused}


def test_a_look_that_begins_early_counts_no_page_that_is_as_it_was(tmp_path):
    """A week's page that loses most of its links is refused, though its other page was printed as it was."""

    def links(count: int) -> str:
        rel = "noreferrer nofollow ugc"
        return page("".join(f'<a href="https://o.example/{n}" rel="{rel}">r</a>' for n in range(count)))

    week, other = "2026/w47/index.html", "2026/w47/more/index.html"
    publish.publish(tmp_path, build(tmp_path, site("one") | {week: links(60), other: links(300)}), ORDER)
    files = site("one") | {week: links(20), other: links(300)}
    tree = releases.next_tree(tmp_path)
    releases.begin(tmp_path, tree, files)
    put(tree, files)
    with publish.begun(tmp_path, tree, tmp_path / "printed", files, (), ORDER) as order:
        outcome = publish.publish(tmp_path, releases.finish(tmp_path, tree, dict.fromkeys(files, "f")), order)
    assert [problem.message.partition(";")[0] for problem in outcome.problems] == ["links would fall from 60 to 20"]
    assert outcome.read == 1


def begun_on_all(root: Path, files: dict[str, str], order: publish.Order) -> publish.Outcome:
    """Publish a tree whose every file was printed, and looked at while it was moved in."""
    tree = releases.next_tree(root)
    releases.begin(root, tree, files)
    put(tree, files)
    with publish.begun(root, tree, root / "printed", files, (), order) as begun:
        return publish.publish(root, releases.finish(root, tree, dict.fromkeys(files, "f")), begun)


def test_a_look_that_begins_early_passes_over_nothing_under_other_rules(tmp_path):
    """What is as it was published may be passed over only where these rules let it through."""
    files = site("one") | {"404.html": page("<script>x()</script>")}
    tree = build(tmp_path, files)
    releases.note_passed(tmp_path, tree, "older")
    releases.switch(tmp_path, tree)
    assert [each.subject for each in begun_on_all(tmp_path, files, ORDER).problems] == ["404.html"]


def test_a_look_that_begins_early_misses_no_report_of_a_page_that_is_as_it_was(tmp_path):
    """A week's page that lacks a report which came since is refused, though not a byte of it changed."""
    publish.publish(tmp_path, build(tmp_path, site("one")), ORDER)
    expected = {"2026/w47/index.html": [Expected("a1", "https://outlet.example/a1", "T")]}
    outcome = begun_on_all(tmp_path, site("one"), ORDER._replace(expected=expected))
    assert [each.subject for each in outcome.problems] == ["2026/w47/index.html"]


def test_nothing_built_is_nothing_to_switch_in(tmp_path):
    """It is said in one line, with what to do."""
    with pytest.raises(ReleaseError, match="nothing is built yet; run usalama build"):
        publish.switch_in(tmp_path)


def test_a_refusal_says_how_many_others_there_are(tmp_path):
    """One line names the first, and where the others stand; where it is alone, nothing is to be looked up."""
    bad = page("<script>x()</script>")
    why = publish.publish(tmp_path, build(tmp_path, site("one") | {"404.html": bad}), ORDER).why
    assert "404.html" in why
    assert "more" not in why
    why = publish.publish(tmp_path, build(tmp_path, site("one") | {"404.html": bad, "robots.html": bad}), ORDER).why
    assert why.endswith(" (and 1 more; usalama gate lists them)")


def test_rollback_goes_back_and_holds(tmp_path):
    """After a rollback nothing is published until a person says so; the next build does not touch what is shown."""
    publish.publish(tmp_path, build(tmp_path, site("one")), ORDER)
    publish.publish(tmp_path, build(tmp_path, site("two")), ORDER)
    publish.roll_back(tmp_path, NOW)
    assert shown(tmp_path) == "one"
    outcome = publish.publish(tmp_path, build(tmp_path, site("three")), ORDER)
    assert not outcome.published
    assert outcome.why == "builds wait since 2026-11-23T03:00+00:00 by a rollback; to go on: usalama publish"
    assert shown(tmp_path) == "one"
    publish.switch_in(tmp_path)
    assert shown(tmp_path) == "three"
    assert publish.publish(tmp_path, build(tmp_path, site("four")), ORDER).published


def test_rollback_without_an_older_release_is_one_line(tmp_path):
    """There is nothing to go back to after the first build; the site stays."""
    publish.publish(tmp_path, build(tmp_path, site("one")), ORDER)
    with pytest.raises(ReleaseError, match="no older whole release to go back to; a take-down removes them"):
        publish.roll_back(tmp_path, NOW)
    assert shown(tmp_path) == "one"
    assert releases.held(tmp_path) == ""


def test_only_what_passed_is_switched_in_by_hand(tmp_path):
    """A hold does not let a refused build slip in afterwards."""
    publish.publish(tmp_path, build(tmp_path, site("one")), ORDER)
    publish.publish(tmp_path, build(tmp_path, site("<script>x()</script>")), ORDER)
    with pytest.raises(ReleaseError, match="did not pass the gate"):
        publish.switch_in(tmp_path)
    assert shown(tmp_path) == "one"


@pytest.mark.parametrize("note", ["1.manifest", "1.writing"])
def test_a_damaged_site_is_not_switched_back_in_the_name_of_the_newest(tmp_path, note):
    """An older build would show again what was hidden since; it is told what makes the published one whole."""
    for body in ("one", "two", "three", "four"):
        publish.publish(tmp_path, build(tmp_path, site(body)), ORDER)
    live = releases.live_number(tmp_path)
    place = tmp_path / ".releases" / note.replace("1", str(live))
    place.write_text("index.html\n", "utf-8")
    with pytest.raises(ReleaseError, match=rf"/{live}: is published, damaged, and no build .* usalama build --mend"):
        publish.switch_in(tmp_path)
    assert shown(tmp_path) == "four"


def test_a_damaged_note_of_the_gate_is_told_as_that(tmp_path):
    """Not as a build that the gate refused; nothing is switched."""
    publish.publish(tmp_path, build(tmp_path, site("one")), ORDER)
    publish.publish(tmp_path, build(tmp_path, site("two")), ORDER)
    publish.roll_back(tmp_path, NOW)
    (tmp_path / ".releases/2.passed").write_text("rub", "utf-8")
    with pytest.raises(ReleaseError, match=r"/2.passed: damaged, so that nobody knows .* run usalama build --mend"):
        publish.switch_in(tmp_path)
    assert (shown(tmp_path), releases.held(tmp_path)[:4]) == ("one", "2026")


def test_a_build_that_was_damaged_behind_a_rollback_is_not_switched_in(tmp_path):
    """It passed whole; with a page gone since it would be served so, and the command would count that page."""
    publish.publish(tmp_path, build(tmp_path, site("one")), ORDER)
    publish.publish(tmp_path, build(tmp_path, site("two")), ORDER)
    publish.roll_back(tmp_path, NOW)
    (tmp_path / ".releases/2/404.html").unlink()
    with pytest.raises(ReleaseError, match=r"/2/404.html: differs from what was built; run usalama build --mend"):
        publish.switch_in(tmp_path)
    assert (shown(tmp_path), releases.held(tmp_path)[:4]) == ("one", "2026")


def test_a_look_at_a_tree_that_a_build_writes_meanwhile_says_nothing_of_it(tmp_path, monkeypatch, capsys):
    """Half of it would be the old site: links would seem to lead nowhere, which nobody could mend."""
    (tmp_path / "pelicanconf.py").write_text("", "utf-8")
    look = ["gate", "--root", str(tmp_path)]
    publish.publish(tmp_path, build(tmp_path, site("one")), ORDER)
    build(tmp_path, site("two"))
    assert main(look) == 0
    real = gate.check

    def check_while(write):
        monkeypatch.setattr(gate, "check", lambda candidate: (write(), real(candidate))[1])
        return main(look)

    assert check_while(lambda: build(tmp_path, site("three"))) == 75
    assert "2: a run wrote there meanwhile, so that nothing can be said; run it again" in capsys.readouterr().err
    assert check_while(lambda: None) == 0
    newer = releases.newest(tmp_path)
    assert check_while(lambda: releases.begin(tmp_path, newer, ["index.html"])) == 75


@pytest.mark.parametrize("length", [5, 80])
def test_a_release_whose_list_is_damaged_is_named(tmp_path, length):
    """It is neither gone back to nor passed over in silence, by a rollback or by what ends one."""
    for body in ("one", "two", "three"):
        publish.publish(tmp_path, build(tmp_path, site(body)), ORDER)
    note = tmp_path / ".releases/2.manifest"
    whole = note.read_bytes()
    note.write_bytes(whole[:length])
    (line,) = releases.list_faults(tmp_path).values()
    assert line == f"{note}: damaged or gone, so that nobody knows what is in 2/; run usalama build --mend"
    assert publish.roll_back(tmp_path, NOW).number == 1
    with pytest.raises(ReleaseError, match=r"2.manifest: damaged or gone"):
        publish.switch_in(tmp_path)
    note.write_bytes(whole)
    (tmp_path / ".releases/1.manifest").unlink()
    with pytest.raises(ReleaseError, match=r"1.manifest: damaged or gone"):
        publish.roll_back(tmp_path, NOW)
    assert shown(tmp_path) == "one"


def test_refused_tree_is_made_and_judged_again(tmp_path):
    """The next build is told to make anew what a refused tree has otherwise than the live one, removals included."""
    publish.publish(tmp_path, build(tmp_path, site("one") | {"icon.svg": "<svg/>"}), ORDER)
    publish.publish(tmp_path, build(tmp_path, site("<script>x()</script>")), ORDER)
    releases.next_tree(tmp_path)
    again = releases.next_tree(tmp_path)
    unsure = {name for name, page in again.manifest.pages.items() if page.inputs != "f"}
    assert unsure == {"index.html", "2026/w47/index.html", "icon.svg"}


def test_future_week_is_refused(tmp_path):
    """A clock a month behind does not let a week of next month through."""
    outcome = publish.publish(tmp_path, build(tmp_path, site("one")), ORDER._replace(now=NOW - timedelta(days=30)))
    assert "future" in outcome.why


def test_status_says_since_when(tmp_path):
    """The first refusal's time stays in the status until something is published."""
    bad = publish.publish(tmp_path, build(tmp_path, site("<script>x()</script>")), ORDER)
    first = status.publish_section(bad, NOW, {})
    later = status.publish_section(bad, NOW + timedelta(days=1), first)
    assert first["refused_since"] == later["refused_since"] == NOW.isoformat()
    good = publish.publish(tmp_path, build(tmp_path, site("one")), ORDER)
    after = status.publish_section(good, NOW, later)
    assert (after["refused_since"], after["why"], after["last_success"]) == ("", "", NOW.isoformat())


def test_too_few_feeds_keep_the_old_site(tmp_path):
    """When hardly a feed answers, nothing is published."""
    order = ORDER._replace(feeds=FeedCount(1, 50))
    assert "only 1 of 50" in publish.publish(tmp_path, build(tmp_path, site("one")), order).why


def test_what_cannot_wait_for_the_feeds_is_published_on_a_persons_word(tmp_path):
    """A take-down amid an outage passes with the option that the refusal names; no other check is left out."""
    order = ORDER._replace(feeds=FeedCount(0, 50))
    assert "--accept-outage" in publish.publish(tmp_path, build(tmp_path, site("one")), order).why
    meant = order._replace(limits=Limits(accept_outage=True))
    assert publish.publish(tmp_path, build(tmp_path, site("two")), meant).published
    assert "script" in publish.publish(tmp_path, build(tmp_path, site("<script>x()</script>")), meant).why


def test_a_tree_that_is_only_tried_is_never_published(tmp_path):
    """What lacks entries on purpose is judged without the numbers that may not fall, and the old site stays."""
    many = {f"topics/t{n}/index.html": page("x") for n in range(20)}
    publish.publish(tmp_path, build(tmp_path, site("one") | many), ORDER)
    outcome = publish.judge(tmp_path, build(tmp_path, site("two")), ORDER._replace(feeds=FeedCount(0, 50)))
    assert (outcome.published, outcome.why) == (False, "")
    assert shown(tmp_path) == "one"
    assert "script" in publish.judge(tmp_path, build(tmp_path, site("<script>x()</script>")), ORDER).why


def test_working_feeds_are_counted_over_days():
    """One bad hour is no outage: a feed that answered within three days works; one never asked is not counted."""
    feeds = [Feed(f"https://f{n}.example/", "o", "T", "en", enabled=n != 3) for n in range(5)]
    states = {
        feeds[0].url: FeedState(feeds[0].url, last_retrieved=NOW, last_success=NOW - timedelta(days=2)),
        feeds[1].url: FeedState(feeds[1].url, last_retrieved=NOW, last_success=NOW - timedelta(days=4)),
        feeds[2].url: FeedState(feeds[2].url, last_retrieved=NOW),
        feeds[3].url: FeedState(feeds[3].url, last_retrieved=NOW, last_success=NOW),
        feeds[4].url: FeedState(feeds[4].url),
    }
    asked = [each.url for each in feeds if each.enabled]
    assert publish.feed_count(asked, states, NOW) == FeedCount(1, 3)


def test_feeds_are_counted_as_of_when_they_were_last_asked(tmp_path):
    """A build long after the last pull claims nothing of the days between; it says when the feeds were asked."""
    feeds = [f"https://f{n}.example/" for n in range(4)]
    asked, later = NOW - timedelta(hours=1), NOW + timedelta(days=90)
    answered = {each: FeedState(each, last_retrieved=NOW, last_success=asked) for each in feeds}
    assert publish.feed_count(feeds, answered, later) == FeedCount(4, 4, "2026-11-23")
    outcome = publish.publish(
        tmp_path, build(tmp_path, site("one")), ORDER._replace(feeds=publish.feed_count(feeds, answered, later))
    )
    assert outcome.published
    assert [each.message[:29] for each in outcome.warnings] == ["were last asked on 2026-11-23"]
    silent = {url: replace(state, last_success=NOW - timedelta(days=4)) for url, state in answered.items()}
    assert publish.feed_count(feeds, silent, later) == FeedCount(0, 4, "2026-11-23")
    assert publish.feed_count(feeds, {}, later) == FeedCount(0, 0)


def test_one_feed_that_is_tried_alone_later_makes_no_outage_of_the_others():
    """A machine was off for ten days; then somebody adds a feed, and tries that one: the others are not silent."""
    feeds = [f"https://f{n}.example/" for n in range(9)]
    states = {each: FeedState(each, last_retrieved=NOW, last_success=NOW) for each in feeds[1:]}
    later = NOW + timedelta(days=10)
    for success in (later, None):
        tried = {feeds[0]: FeedState(feeds[0], last_retrieved=later, last_success=success)}
        assert publish.feed_count(feeds, states | tried, later) == FeedCount(8 + (success is not None), 9)


def test_shrinking_is_let_through_on_a_persons_word(tmp_path):
    """A drop that is meant passes with the option that the refusal names."""
    many = {f"topics/t{n}/index.html": page("x") for n in range(20)}
    publish.publish(tmp_path, build(tmp_path, site("one") | many), ORDER)
    tree = build(tmp_path, site("one"))
    assert "--accept-shrink" in publish.publish(tmp_path, tree, ORDER).why
    assert publish.publish(tmp_path, tree, ORDER._replace(limits=Limits(accept_shrink=True))).published
