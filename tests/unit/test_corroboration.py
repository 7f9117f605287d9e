"""Who stands behind a story, and the level that follows."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from usalama.catalogue.actors import NOBODY
from usalama.model import Entry, JudgedEntry, Judgement, Outlet, OutletKind
from usalama.stories import corroboration

NAIROBI = ZoneInfo("Africa/Nairobi")

LONG = (
    "Four herders were taken to the clinic at Loiwat after raiders fired on their camp before dawn on Tuesday morning"
)


def outlet(slug, owner="", kind=OutletKind.NEWSPAPER):
    return Outlet(slug, slug.title(), f"https://{slug}.example/", owner, kind, "ke", ("en",))


OUTLETS = {
    each.slug: each
    for each in (
        outlet("post", "Valley Group"),
        outlet("gold", "Valley Group"),
        outlet("lake"),
        outlet("mirror", kind=OutletKind.REPUBLISHER),
    )
}


def report(slug, summary="", hour=8, link=""):
    at = datetime(2026, 11, 18, hour, tzinfo=NAIROBI)
    return JudgedEntry(Entry(slug, "", slug, link, "t", at, summary, "en", at), Judgement(0.9))


def test_a_group_is_one_voice():
    """Two outlets of one owner count for the same family."""
    families = {corroboration.family(OUTLETS[slug], slug) for slug in ("post", "gold")}
    assert families == {"Valley Group"}


@pytest.mark.parametrize("slug", ["lake", "unheard-of"])
def test_an_outlet_without_a_known_owner_is_its_own_family(slug):
    """Nothing is guessed about an owner that is not written down."""
    assert corroboration.family(OUTLETS.get(slug), slug) == slug


def test_a_republisher_is_never_independent():
    """What a re-publisher carries adds no voice, whatever it says."""
    assert corroboration.independent([report("mirror", "Its own words entirely.")], OUTLETS, NOBODY) == (False,)


def test_words_shared_with_an_earlier_report_count_for_their_origin():
    """The first of two outlets with the same wording is independent, the second is not."""
    assert corroboration.independent(
        [report("post", LONG), report("lake", LONG + ", police said.")], OUTLETS, NOBODY
    ) == (
        True,
        False,
    )


@pytest.mark.parametrize(
    ("title", "excerpts", "own"),
    [
        ("Four herders shot as raiders strike camp near Loiwat", ("", ""), False),
        ("Four herders shot as raiders strike camp near Loiwat", (LONG, "Police are on the scene."), False),
        ("Four herders shot as raiders strike camp near Loiwat", (LONG, " ".join(reversed(LONG.split()))), True),
        ("Four herders shot near Loiwat", ("", ""), True),
    ],
)
def test_a_long_headline_shared_to_the_letter_is_one_wording(title, excerpts, own):
    """Where an excerpt is too short to tell; two outlets may well come to the same few words."""
    told = [report(slug, excerpt) for slug, excerpt in zip(("post", "lake"), excerpts, strict=True)]
    same = [replace(each, entry=replace(each.entry, title=title)) for each in told]
    assert corroboration.independent(same, OUTLETS, NOBODY) == (True, own)


@pytest.mark.parametrize(("hours", "own"), [(2, (True, False)), (12, (False, True))])
def test_who_dates_anothers_words_before_them_and_brings_them_later_has_copied_them(hours, own):
    """A date can be chosen, and when we saw a report cannot; among those of one time the older date counts."""
    early, first = report("lake", LONG, hour=7), report("post", LONG)
    late = replace(early, entry=replace(early.entry, first_seen=early.entry.published + timedelta(hours=hours)))
    assert corroboration.independent([late, first], OUTLETS, NOBODY) == own
    again = [replace(each, entry=replace(each.entry, first_seen=late.entry.first_seen)) for each in (late, first)]
    assert corroboration.independent(again, OUTLETS, NOBODY) == (True, False)


def test_a_link_to_another_familys_page_counts_for_that_page():
    """Who lists another's report under words of his own has reported nothing; a front page is no report."""
    for links, own in (
        (("https://post.example/raid?utm_source=x", "http://www.post.example/raid/"), (True, False)),
        (("https://post.example/raid", "https://post.example/raid-2"), (True, True)),
        (("https://post.example/", "https://post.example/"), (True, True)),
        (("", ""), (True, True)),
    ):
        told = [report(slug, link=link) for slug, link in zip(("post", "lake"), links, strict=True)]
        assert corroboration.independent(told, OUTLETS, NOBODY) == own, links


@pytest.mark.parametrize("words", ["", LONG])
@pytest.mark.parametrize("host", ["lake.example", "www.lake.example", "sw.lake.example"])
def test_a_page_is_of_the_outlet_whose_site_it_is_on(host, words):
    """Who links to another's page with an earlier date, in words of his own or in the other's, is not its origin."""
    link = f"https://{host}/1"
    reports = [report("post", words, 6, link), report("lake", LONG, 9, link)]
    assert corroboration.independent(reports, OUTLETS, NOBODY) == (False, True)
    elsewhere = [replace_link(each, "https://agency.example/1") for each in reports]
    assert corroboration.independent(elsewhere, OUTLETS, NOBODY) == (True, False)


def replace_link(judged, link):
    return replace(judged, entry=replace(judged.entry, link=link))


def test_one_family_may_repeat_itself():
    """The same words within one family take nothing away: it is one voice either way."""
    assert corroboration.independent([report("post", LONG), report("gold", LONG)], OUTLETS, NOBODY) == (True, True)


def test_a_short_likeness_says_nothing():
    """Ten words in common are no copy."""
    assert corroboration.independent(
        [report("post", "Police hold two men"), report("lake", "Police hold two men")], OUTLETS, NOBODY
    ) == (True, True)


@pytest.mark.parametrize(
    ("outlets", "families", "level"), [(1, 1, 1), (1, 0, 1), (3, 1, 2), (2, 0, 2), (2, 2, 3), (9, 5, 3)]
)
def test_three_levels(outlets, families, level):
    """One outlet; several outlets with one origin; independent outlets agree."""
    assert corroboration.level(outlets, families) == level


def test_a_page_made_for_search_adds_no_voice_and_is_nobodys_origin():
    """The same words again and again with no source are no report; who words it like that later copies nothing."""
    bait = report("lake", "Raid video. Watch the video here: raid video, raid video latest news today.", hour=6)
    own = report("post", LONG, hour=9)
    assert corroboration.independent([bait, own], OUTLETS, NOBODY) == (False, True)
    assert corroboration.independent(
        [report("lake", LONG + ". Watch the video below, residents said.")], OUTLETS, NOBODY
    ) == (True,)
