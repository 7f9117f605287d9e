"""Who counts as a voice, on rows that we made: pages made for search are told, and so are shared words."""

from made_sets import ACTORS, rows

from usalama.claims.searchbait import is_bait
from usalama.stories.corroboration import same_words, shingles


def judged(found, wanted):
    """Return precision and recall of two lists of answers."""
    right = sum(one and two for one, two in zip(found, wanted, strict=True))
    return right / max(1, sum(found)), right / max(1, sum(wanted))


def test_pages_made_for_search_are_told_from_reports():
    """No report is taken for such a page, and most such pages are told: precision 0.98, recall 0.9."""
    made = rows("bait")
    found = [is_bait(row["title"], row["excerpt"], row["lang"], ACTORS) for row in made]
    precision, recall = judged(found, [row["bait"] == "1" for row in made])
    assert precision >= 0.98
    assert recall >= 0.9


def test_one_sign_alone_and_a_named_source_are_no_proof():
    """A headline that calls to a video, or a report that repeats itself with a source, stays a report."""
    assert not is_bait("Watch the video of the raid", "", "en", ACTORS)
    repeated = "Raid video: raid video, raid video goes viral"
    assert is_bait(repeated, "Watch the video here.", "en", ACTORS)
    assert not is_bait(repeated, "Watch the video here, police said.", "en", ACTORS)


def test_shared_words_are_told_from_the_same_event():
    """A copy is told by its words; two reports of one event in their own words are two voices."""
    pairs = rows("copies")
    found = [same_words(shingles(row["one"]), shingles(row["other"])) for row in pairs]
    assert judged(found, [row["copied"] == "1" for row in pairs]) == (1, 1)
