"""Pledges of officials, on sentences that we made: what is one, what is none, and that every field is quoted."""

import pytest
from made_sets import ACTORS, rows

from usalama.claims.pledges import pledges_in

ROWS = rows("pledges")


def test_precision_and_recall_stay_above_their_floors():
    """Of some sixty sentences in two languages: precision at least 0.95, recall at least 0.9, with the time said."""
    wanted = [(row["subject"], row["due"]) if row["subject"] else None for row in ROWS]
    got = [pledges_in(row["text"], "", row["lang"], ACTORS) for row in ROWS]
    told = [(found[0].subject, found[0].due) if found else None for found in got]
    right = sum(one == two for one, two in zip(wanted, told, strict=True) if one)
    assert right / sum(map(bool, told)) >= 0.95
    assert right / sum(map(bool, wanted)) >= 0.9


@pytest.mark.parametrize("row", [row for row in ROWS if not row["subject"]], ids=lambda row: row["text"][:50])
def test_a_demand_a_refusal_or_a_deed_is_no_pledge(row):
    """Who wants, threatens, refuses or has done it already promises nothing."""
    assert pledges_in(row["text"], "", row["lang"], ACTORS) == ()


def test_every_field_stands_in_the_text():
    """Who, what and by when are the source's words."""
    text = "Interior CS Murkomen promised to build 20 police posts in Kerio Valley by June, residents said."
    (pledge,) = pledges_in("", text, "en", ACTORS)
    assert pledge.who == "Interior CS Murkomen"
    assert pledge.due == "by June"
    assert pledge.what.startswith("build 20 police posts")
    assert all(part in text for part in (pledge.who, pledge.what, pledge.due, pledge.quote))


@pytest.mark.parametrize(
    ("text", "who", "what", "due"),
    [
        ("Police will build nine posts in Lamu, IG Made said on Tuesday", "Police", "build nine posts in Lamu", ""),
        ("Government to hire 500 reservists, says PS Made on Friday", "Government", "hire 500 reservists", ""),
        ("CS Made said on Monday the government will build a police post", "the government", "build a police post", ""),
        (
            "More officers will be deployed, says County Commissioner Made Kuze.",
            "County Commissioner Made Kuze",
            "More officers will be deployed",
            "",
        ),
        (
            "The government has promised to build a police post by June, but nothing has been done",
            "The government",
            "build a police post by June",
            "by June",
        ),
        (
            "IG Made promises new police camp within 30 days",
            "IG Made",
            "new police camp within 30 days",
            "within 30 days",
        ),
    ],
)
def test_the_day_on_which_somebody_spoke_is_no_time_by_which_it_is_due(text, who, what, due):
    """Behind the promise stands who says so and when, before it the day: neither is part of who, what and by when."""
    (pledge,) = pledges_in(text, "", "en", ACTORS)
    assert (pledge.who, pledge.what, pledge.due) == (who, what, due)


def test_whose_government_promises_is_told():
    """A government next door is not taken for the country's own: the name before it is part of who promises."""
    text = "Somali government to recruit 5,000 soldiers by June"
    (pledge,) = pledges_in(text, "", "en", ACTORS)
    assert (pledge.who, pledge.quote) == ("Somali government", text)
    (pledge,) = pledges_in("The government will recruit 5,000 soldiers", "", "en", ACTORS)
    assert pledge.who == "The government"
    (pledge,) = pledges_in("“We will recruit 5,000 officers by June,” police said", "", "en", ACTORS)
    assert pledge.who == "police"
