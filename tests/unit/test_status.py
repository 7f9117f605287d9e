"""Status, alarms, release and settings: what a person is told, once, and what a person's word does."""

from datetime import UTC, datetime, timedelta

import pytest

from usalama.catalogue import site
from usalama.errors import SiteError
from usalama.feeds import quarantine
from usalama.model import (
    Entry,
    Feed,
    FeedResult,
    FeedState,
    Habit,
    JudgedEntry,
    Judgement,
    Problem,
    PullReport,
    Reason,
)
from usalama.watch import status

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
DAY = timedelta(days=1)
FEED = Feed("https://ridge.example/feed", "ridge", "Ridge", "en")


def standing(state, *, feed=FEED, last_published=None, now=NOW):
    return status.standing([feed], {state.url: state}, now, dead_days=7, last_published=last_published)


def failing(days, **more):
    return FeedState(
        FEED.url, failures=9, failing_since=NOW - days * DAY, last_error="no answer", last_retrieved=NOW, **more
    )


def test_dead_feed_that_mattered_is_told():
    """A feed that brought something and has failed for a week is told; a younger failure or a stranger is not."""
    told = standing(failing(7, kept=3))
    assert list(told) == [f"feed dead 2026-11-16 {FEED.url}"]
    assert "dead since 2026-11-16: no answer" in next(iter(told.values()))
    assert standing(failing(6, kept=3)) == {}
    assert standing(failing(30)) == {}
    assert standing(failing(30, kept=3), feed=FEED._replace(enabled=False, reason="known")) == {}
    assert standing(failing(1, habit=Habit(pulls=4), off="answered 410 twice"))


def test_held_feed_is_told_with_what_to_do():
    """A quarantine is told with its reason and the command that ends it."""
    (line,) = standing(
        FeedState(FEED.url, last_retrieved=NOW, held_since=NOW, held_why="links to casino.example")
    ).values()
    assert "links to casino.example" in line
    assert f"usalama release {FEED.url}" in line


def test_long_without_publishing_is_told():
    """Eight days without a published site are told, whatever the feeds do."""
    assert standing(FeedState(FEED.url), last_published=NOW - 7 * DAY) == {}
    assert "nothing was published since 2026-11-15" in str(standing(FeedState(FEED.url), last_published=NOW - 8 * DAY))


class Told(list):
    """Collects what is told; fails on demand."""

    works = True

    def __call__(self, subject, lines):
        self.append((subject, lines))
        return self.works, () if self.works else ("the mail was not sent",)


def raise_new(matters, remembered, tell):
    return status.raise_new(matters, remembered, scope="feed", site="Usalama", today="2026-11-23", tell=tell)


def test_alarm_is_told_once_until_it_is_over():
    """The same matter is told once; after it was over it may be told again."""
    told = Told()
    first, _ = raise_new({"feed held x": "x is held"}, {}, told)
    second, _ = raise_new({"feed held x": "x is held", "feed dead y": "y", "feed dead z": "z"}, first, told)
    over, _ = raise_new({}, second, told)
    raise_new({"feed held x": "x is held"}, over, told)
    assert [subject for subject, _ in told] == [
        "Usalama: x is held",
        "Usalama: 2 matters need a person",
        "Usalama: x is held",
    ]
    assert over == {}


def test_alarm_that_nobody_heard_is_told_again():
    """A failed message is not remembered and is reported."""
    told = Told()
    told.works = False
    remembered, failures = raise_new({"feed held x": "x"}, {}, told)
    assert (remembered, failures) == ({}, ("the mail was not sent",))


def test_alarms_of_other_programs_stay():
    """Pull forgets its own matters only."""
    assert raise_new({}, {"publish refused": "2026-11-20"}, Told())[0] == {"publish refused": "2026-11-20"}


def report(*outcomes, **more):
    return PullReport(NOW, tuple(FeedResult(f"u{n}", "ridge", outcome) for n, outcome in enumerate(outcomes)), **more)


def section(some, before=None):
    return status.pull_section(some, [FEED], {}, dead_days=7, before=before or {})


def test_status_tells_the_last_success():
    """A run in which any feed answered is a success, one in which none did says since when; with nobody due neither."""
    good = section(report("new", "failed", problems=(Problem("network", "page"),)))
    assert (good["last_success"], good["failing_since"], good["answered"], good["failed"]) == (
        NOW.isoformat(),
        "",
        1,
        1,
    )
    assert good["problems"] == ["network: page"]
    bad = section(report("failed"), good)
    assert (bad["last_success"], bad["failing_since"]) == (NOW.isoformat(), NOW.isoformat())
    assert section(report("failed"), {**bad, "failing_since": "earlier"})["failing_since"] == "earlier"
    nobody_due = section(report(), {"last_success": "before", "failing_since": "earlier"})
    assert (nobody_due["last_success"], nobody_due["failing_since"]) == ("before", "earlier")


def test_every_feed_has_a_row():
    """The status names every feed of the catalogue, asked or not."""
    (row,) = section(report())["feeds"]
    assert (row["url"], row["condition"], row["last_asked"], row["last_success"]) == (FEED.url, "new", "", "")


def rows_for(*troubles):
    feeds = [FEED._replace(url=f"https://ridge.example/{number}") for number in range(len(troubles))]
    asked = {
        feed.url: FeedState(feed.url, trouble=told, failures=bool(told), last_retrieved=NOW, last_new=NOW)
        for feed, told in zip(feeds, troubles, strict=True)
    }
    off = FEED._replace(enabled=False, reason="known")
    return status.feed_rows([*feeds, *[off] * 9], asked, NOW, 7)


def test_most_feeds_that_fail_for_one_cause_are_found():
    """Ten or more, and over half of those that are read; what is well or fails for another cause is not among them."""
    rows = rows_for(*["timeout"] * 10, *["tls"] * 4, *[""] * 5)
    assert status.common_cause(rows) == ("timeout", rows[:10])
    assert status.common_cause(rows_for(*["timeout"] * 10, *[""] * 10)) == ("", [])
    assert status.common_cause(rows_for(*["timeout"] * 9)) == ("", [])
    assert status.common_cause(rows_for(*[""] * 12)) == ("", [])


def held(name, hours):
    one = Entry(name, FEED.url, "ridge", "", name, NOW - hours * DAY / 24, "", "en", NOW, key=name * 10)
    return JudgedEntry(
        one, Judgement(0.9, reasons=(Reason("topic", "crime", "x"), Reason("hold", "quarantine", "why")))
    )


def test_released_entries_lose_the_hold_and_keep_the_rest():
    """Released entries come oldest first and without the reason that held them."""
    freed = quarantine.admitted([held("a", 1), held("b", 5)])
    assert [each.entry.title for each in freed] == ["b", "a"]
    assert {reason.kind for each in freed for reason in each.judgement.reasons} == {"topic"}


def test_released_feed_is_met_anew():
    """After a release the feed's habits are learnt from its next document."""
    state = quarantine.freed_state(
        FeedState(FEED.url, held_since=NOW, held_why="x", digest="d", habit=Habit(pulls=4), kept=2)
    )
    assert state == FeedState(FEED.url, kept=2)


def test_feed_is_named_by_address_or_outlet():
    """A held feed is found by its address or its outlet, from held files or from memory."""
    states = {"https://coast.example/": FeedState("https://coast.example/", held_since=NOW), "u": FeedState("u")}
    outlets = {"https://coast.example/": "coast", "u": "ridge"}
    assert quarantine.feeds_named("ridge", [held("a", 1)], {}, outlets) == {FEED.url}
    assert quarantine.feeds_named("coast", [], states, outlets) == {"https://coast.example/"}
    assert quarantine.feeds_named("u", [], states, outlets) == set()


def test_settings_that_say_nothing_are_a_site():
    """Every setting has a default."""
    assert site.read_site("# nothing said\n") == site.Site()


def test_settings_are_read():
    """Each setting is taken as written; the address loses its last slash."""
    text = """
        name = "Ridge Digest"
        url = "https://digest.example/"
        zone = "Africa/Kampala"
        [pull]
        together = 4
        [alerts]
        command = ["tell", "us"]
        mail_to = "a@b.example"
        mail_from = "site@b.example"
    """
    read = site.read_site(text)
    assert (read.name, read.url, read.zone.key) == ("Ridge Digest", "https://digest.example", "Africa/Kampala")
    assert (read.pull.together, read.alerts.command, read.alerts.mail_to) == (4, ("tell", "us"), "a@b.example")


@pytest.mark.parametrize(
    ("contact", "leads"),
    [
        ("a@digest.example", True),
        ("https://digest.example.net/write", True),
        ("https://digest.example", False),
        ("https://digest.example/contact/", False),
        ("", False),
    ],
)
def test_a_contact_leads_to_somebody_elsewhere(contact, leads):
    """A page of the site itself has no address; one of another host has, also where its name begins alike."""
    found = site.Site(url="https://digest.example", contact=contact)
    assert found.reachable == (contact if leads else "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nam = 'x'", 'nam (line 1): is not a key of this table; did you mean "name"?'),
        ("zone = 'Nairobi/Africa'", "is no time zone"),
        ("url = 'digest'", "url (line 1): not an http(s) address"),
        ("contact = 'desk(at)digest'", 'contact (line 1): "desk(at)digest" is neither a mail address nor a page'),
        ("contact = 'mail://desk'", "contact (line 1): not an http(s) address"),
        ("[[alert.mails]]\nto = 'x'", 'alert (line 1): is not a key of this table; did you mean "alerts"?'),
        ("[pull]\nrun_seconds = 5", "whole number from 10"),
        ("[pull]\nspeed = 5", "pull.speed (line 2): is not a key"),
        ("[alerts]\nmail_to = 'nobody'", '"nobody" is no mail address'),
        (
            "[alerts]\nmail_to = 'a@b.example'",
            "alerts.mail_from (line 1): is missing, and mail_to is there; write both",
        ),
        ("[alerts]\nmail_from = 'a@b.example'", "alerts.mail_to (line 1): is missing, and mail_from is there"),
        ("[alerts]\nsmtp = 'localhost'", "is not host:port"),
        ("[alerts]\ncommand = 'x'", "is not a list of texts"),
        ("name = ", "not TOML"),
        ("name = ' '", "name (line 1): is empty; write what the site is called"),
        ("url = 'https://ridge.example/?p=1'", "has a ? or a #; write the address of the home page alone"),
        (
            "releases = 3\nname = \u201cRidge\u201d",
            "line 2, column 8); \u201c is a curly quote; write straight ones",
        ),
        ("name = yes", "write true or false"),
        ("name = No security.", "write a text between straight quotes"),
        ('name: "Ridge"', "write a key, = and its value"),
        ('name = "Ridge\u201d\nreleases = 3', "\u201d is a curly quote; write straight ones"),
        ("name =\u00a0'Ridge'", "a no-break space stands there"),
        ("since = 30/11/2026", "line 1, column 11); write a day as 2026-11-22"),
        ("since = 2026-11-30 9:30  # in the morning", "a time as 2026-11-22T18:00:00+03:00"),
        ("[alerts]\n[alerts]  # again", "keep one, or, where each is one of many, write two brackets: [[alerts]]"),
        (" \n", "is empty; restore it from the repository"),
    ],
)
def test_wrong_setting_is_named(text, said):
    """A mistake in the settings is one line with file, key and mend."""
    with pytest.raises(SiteError) as caught:
        site.read_site(text)
    assert said in str(caught.value)
    assert str(caught.value).startswith("usalama.toml: ")
