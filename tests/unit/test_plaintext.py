"""The issue as plain text and as blocks to paste."""

from datetime import datetime
from functools import partial

import pytest
from one_outlet import BOOK as ARCHIVE
from one_outlet import NAIROBI

from usalama.catalogue.actors import NOBODY
from usalama.catalogue.wording import Words as DeskWords
from usalama.digest.digests import Before, Section, Tally, Watch
from usalama.digest.edition import Around, compile_week, tell
from usalama.digest.telling import doubts
from usalama.exports.citations import citations, ris
from usalama.exports.plaintext import Words, issue, sampled, whatsapp
from usalama.ledger.ledger import Edit
from usalama.model import Entry, JudgedEntry, Judgement
from usalama.words.weeks import Week

WEEK = Week(2026, 47)
BOOK = ARCHIVE._replace(topics=ARCHIVE.topics[:1])
MADE_UP = "Sample data. Every report here is made up; no outlet wrote it."
DESK = DeskWords(subject="Zedland security")
WORDS = Words(
    gettext=lambda text: DESK.fill(text, 3),
    ngettext=lambda one, more, number: one if number == 1 else more,
    span=lambda week: f"week {week.number}",
    day=lambda day: f"{day:%d %b}",
    full=lambda day: f"{day:%d %B %Y}",
    topics={"banditry": "Banditry"},
    counties={"baringo": "Baringo"},
    outlets={"post": "The Post"},
    site="https://usalama.example",
    name="Usalama Weekly",
    prefix="",
    sample=False,
    doubts=lambda reports: doubts(reports, NOBODY),
)


def view():
    """A week of one story on banditry."""
    at = datetime(2026, 11, 16, 9, tzinfo=NAIROBI)
    entry = Entry("a", "f", "post", "https://post.example/a", "Goats taken", at, "Own words.", "en", at, key="a")
    judged = JudgedEntry(entry, Judgement(0.9, ("banditry",), ("baringo",), "sa"))
    around = Around(topics=(Tally("banditry", (1,), 1, 1, 1, "", 0.0),))
    return compile_week(WEEK, tell(WEEK, [judged], BOOK), around, BOOK)


def test_made_up_reports_are_said_to_be_so_and_real_ones_are_not():
    """Both text forms of a sample site say first that no outlet wrote this; those of a real site never do."""
    week = view()
    for form in (issue, whatsapp, partial(citations, licence="")):
        folded = " ".join(form(week, WORDS._replace(sample=True)).split())
        assert folded.index(MADE_UP) < folded.index("Goats taken")
        assert "Sample data" not in form(week, WORDS)


def test_a_week_that_reported_on_every_topic_names_none_as_silent():
    """The line on topics without a report stands only where there is one, with its warning."""
    week = view()
    assert "No report reached us" not in issue(week, WORDS)
    assert "No report reached us on: Banditry." in issue(week._replace(quiet=("banditry",)), WORDS)


def headed(title):
    """The week, its story's report under this headline."""
    week = view()
    (story,) = week.full
    return week._replace(full=(story._replace(reports=(story.lead._replace(title=title),)),))


def test_a_message_ends_a_long_headline_at_a_word():
    """A headline that is too long for one message ends with the last whole word and an ellipsis."""
    assert f"• {' '.join(['goats'] * 26)}… (The Post" in whatsapp(headed("goats " * 40), WORDS)


def test_signs_of_the_messenger_are_left_out():
    """Stars, underscores and strokes of a headline do not become bold or slanted text."""
    assert "• Bold  claim  gone 'code' (The Post" in whatsapp(headed("*Bold* _claim_ ~gone~ `code`"), WORDS)


def test_what_is_not_told_in_full_is_a_line_under_its_topic_with_its_outlet():
    """A line has its topic as heading, who reported, day and address, and where, unless the headline says that."""
    week = view()
    line = week.full[0].line
    for title, place in (("Goats taken", "Baringo, "), ("Baringo goats taken", "")):
        section = Section("banditry", (), (line._replace(title=title),), 1, 1)
        text = issue(week._replace(full=(), sections=(section,)), WORDS)
        assert f"BANDITRY\n\n- {title} (The Post; {place}16 Nov)\n  https://post.example/a\n\n" in text
    assert "BANDITRY" not in issue(week._replace(full=(), sections=(section._replace(lines=()),)), WORDS)


def test_a_story_of_earlier_weeks_says_since_when_and_how_it_began():
    """Who reads of a charge weeks later sees over what: the first headline, with its outlet; a like one stands once."""
    week = view()
    (story,) = week.full
    first = story.line._replace(title="Herder shot in Loruk")
    before = Before(("2026-w44", "2026-w45"), 3, ("post",), ("baringo",), first.first, first)
    told = issue(week._replace(full=(story._replace(before=before),)), WORDS)
    begun = "Reported in 2 earlier weeks, first on 16 November 2026"
    assert f"{begun}: “Herder shot in Loruk” (The Post)." in " ".join(told.split())
    again = story._replace(before=before._replace(opening=story.line))
    assert f"{begun}." in " ".join(issue(week._replace(full=(again,)), WORDS).split())
    assert "earlier week" not in issue(week, WORDS)


def test_a_report_without_a_safe_address_or_excerpt_leaves_no_empty_line():
    """Its headline and outlet stand, and nothing is made up in place of what the feed did not give."""
    week = view()
    (story,) = week.full
    bare = story.lead._replace(link="", excerpt="")
    text = issue(week._replace(full=(story._replace(reports=(bare,)),)), WORDS)
    assert "   One outlet only\n   - The Post, 16 Nov\n\n" in text
    assert "Own words." not in text
    assert "post.example" not in text


def test_a_report_without_a_safe_address_is_told_by_its_headline():
    """An outlet and a day alone would not say which report stands behind a story."""
    week = view()
    (story,) = week.full
    bare = story.lead._replace(link="", title="Herders of Loruk count four hundred goats lost in a raid at night")
    text = issue(week._replace(full=(story._replace(reports=(story.lead, bare)),)), WORDS)
    end = "   - The Post, 16 Nov: Herders of Loruk count four hundred goats lost in\n     a raid at night\n"
    assert f"     https://post.example/a\n{end}" in text


def test_a_week_without_a_report_is_cited_without_a_word_on_headlines():
    """Where there is none to cite, the page says how to cite the week and nothing on naming outlets."""
    rule = "A headline is its outlet's"
    assert rule in citations(view(), WORDS, "CC BY 4.0")
    assert rule not in citations(compile_week(WEEK, tell(WEEK, [], BOOK), Around(), BOOK), WORDS, "")


def test_a_citation_names_the_outlet_first_and_then_the_permanent_address():
    """Each story can be copied as outlet, day, headline and link, with the place where it was found."""
    text = citations(view(), WORDS, "CC BY 4.0")
    assert "1. The Post (16 November 2026): “Goats taken”. https://post.example/a\n" in text
    assert f"{WORDS.name}, {WORDS.address('2026/w47/#sa')}, read on [date].\n" in text


def test_a_file_of_citations_says_what_of_it_may_be_reused():
    """Whoever copies from it has no page's foot before them."""
    assert "belong to their publishers; counts and page text are CC BY 4.0" in citations(view(), WORDS, "CC BY 4.0")


def test_a_reference_manager_reads_the_week_and_each_headline_as_its_outlet_s_article():
    """RIS: a field a line, a record from TY to ER; what has no address has none, and no text begins a field."""
    week, story, article = view(), *view().full, "2026/w47/#sa"
    records = ris(week, WORDS).split("ER  - \n")
    assert records[0].startswith("TY  - ELEC\nTI  - Zedland security")
    assert f"UR  - {WORDS.address('2026/w47/')}\n" in records[0]
    told = ("TY  - NEWS", "ID  - sa", "TI  - Goats taken", "T2  - The Post", "PY  - 2026", "DA  - 2026/11/16/",
            "LA  - en", "UR  - https://post.example/a", f"N1  - {WORDS.name}, {WORDS.address(article)}")  # fmt: skip
    assert records[1].split("\n")[1:-1] == [*told]
    assert records[2:] == [""]
    lead = story.lead._replace(title="Goats\nER  - taken", link="")
    text = ris(week._replace(full=(story._replace(reports=(lead,)),)), WORDS)
    assert "TI  - Goats ER - taken\n" in text
    assert text.count("\nUR") == 1
    sample = sampled(WORDS.gettext)
    assert ris(week, WORDS._replace(sample=True)).count(f"N1  - {sample}\nER") == 2
    assert sample not in ris(week, WORDS)


@pytest.mark.parametrize("title", ["Goats are back.", "Where are the goats?", "Goats back!", "The goats that went…"])
def test_a_citation_sets_no_second_stop_behind_a_headline_that_ends_with_one(title):
    """The headline ends as its outlet wrote it; the link follows."""
    week = view()
    (story,) = week.full
    text = citations(week._replace(full=(story._replace(reports=(story.lead._replace(title=title),)),)), WORDS, "")
    assert f"1. The Post (16 November 2026): “{title}” https://post.example/a\n" in text


def differing():
    """A week of one story in which one outlet counts two dead and another three."""
    week = view()
    (story,) = week.full
    lead = story.lead._replace(title="Two herders killed", outlet="post", family="post")
    other = story.lead._replace(key="b", title="Three herders killed", outlet="mail", family="mail")
    line = story.line._replace(outlets=("post", "mail"))
    return week._replace(full=(story._replace(line=line, reports=(lead, other)),))


@pytest.mark.parametrize("form", [issue, whatsapp])
def test_a_headline_s_number_does_not_stand_alone_where_outlets_differ(form):
    """A message and the plain text have both ends, as the page has; where outlets agree there is no word of it."""
    words = WORDS._replace(outlets={"post": "The Post", "mail": "The Mail"})
    assert "Killed: 2–3 (the outlets differ)" in form(differing(), words)
    assert "differ" not in form(view(), words)


@pytest.mark.parametrize("form", [issue, whatsapp])
def test_a_headline_s_number_does_not_stand_alone_where_its_outlet_counted_more_since(form):
    """Two, then three: a message says both, and not that outlets differ."""
    week = differing()
    (story,) = week.full
    lead, other = story.reports
    line = story.line._replace(outlets=("post",))
    later = story._replace(
        line=line, reports=(lead, other._replace(outlet="post", published=lead.published.replace(day=18)))
    )
    text = form(week._replace(full=(later,)), WORDS)
    assert "Killed: 2–3" in text
    assert "differ" not in text


def test_of_several_outlets_the_text_names_whose_headline_and_excerpt_it_has():
    """One line below stand all; where one alone tells the story, that is enough."""
    words = WORDS._replace(outlets={"post": "The Post", "mail": "The Mail"})
    assert "1. Two herders killed (The Post)\n" in issue(differing(), words)
    assert "1. Goats taken\n" in issue(view(), words)


@pytest.mark.parametrize("form", [issue, whatsapp])
def test_what_only_officials_say_is_said_to_be_so_in_text_too(form):
    """The words of the page go along where police, army or government are the only ones named, by one outlet too."""
    words = WORDS._replace(
        outlets={"post": "The Post", "mail": "The Mail"},
        doubts=lambda reports: doubts(reports, NOBODY)._replace(official_only=True),
    )
    for week in (differing(), view()):
        assert "Official version only" in form(week, words)
        assert "Official version only" not in form(week, words._replace(doubts=WORDS.doubts))


@pytest.mark.parametrize("form", [issue, whatsapp])
def test_a_week_that_is_not_over_says_so_before_its_news(form):
    """Its numbers are not taken for those of a whole week; a week that is over says nothing of it."""
    text = form(view(), WORDS, so_far=True)
    assert text.index("The week so far.") < text.index("Goats taken")
    assert "so far" not in form(view(), WORDS)


def test_a_message_names_how_many_outlets_stand_behind_a_story():
    """A forwarded line has no marks and no page: one outlet stands alone, two are the first and one more."""
    words = WORDS._replace(outlets={"post": "The Post", "mail": "The Mail"})
    assert "• Two herders killed (The Post and 1 more; " in whatsapp(differing(), words)
    assert "• Goats taken (The Post; " in whatsapp(view(), words)


def test_a_message_says_where_and_when_and_what_its_one_link_is_for():
    """Five stories are told, each with place and day; how many more there are stands before the link to them all."""
    week = view()
    (story,) = week.full
    link = "The reports, with their links: https://usalama.example/2026/w47/\n"
    assert f"• Goats taken (The Post; Baringo, 16 Nov)\n{link}" in whatsapp(week, WORDS)
    block = whatsapp(week._replace(full=(story,) * 4, more=(story,) * 3), WORDS).partition("---")[0]
    assert block.count("•") == 5
    assert f"\n2 more on the site. {link}" in block


def test_outlets_that_have_a_story_from_one_another_are_said_to():
    """In a line and in a message: side by side they would look independent. Of one outlet, or two that are, nothing."""
    week = view()
    (story,) = week.full
    for level, said in ((1, ""), (2, " [Several outlets, one origin]"), (3, "")):
        line = story.line._replace(level=level)
        text = issue(week._replace(full=(), sections=(Section("banditry", (), (line,), 1, 1),)), WORDS)
        assert f"- Goats taken (The Post; Baringo, 16 Nov){said} https:" in " ".join(text.split())
        text = whatsapp(week._replace(full=(story._replace(line=line),)), WORDS)
        assert f"• Goats taken (The Post; Baringo, 16 Nov){said}\n" in text


def test_a_line_names_four_counties_and_counts_the_others():
    """A story of half the country does not fill the message."""
    week = view()
    (story,) = week.full
    line = story.line._replace(counties=("a", "b", "c", "d", "e", "f"))
    words = WORDS._replace(counties={slug: slug.upper() for slug in line.counties})
    assert "(The Post; A, B, C, D and 2 more, 16 Nov)" in whatsapp(
        week._replace(full=(story._replace(line=line),)), words
    )


@pytest.mark.parametrize(
    ("headline", "said"),
    [
        ("Raid in Kuze", "Kuze, Pendo, 16 Nov"),
        ("Raid between Kuze and Pendo", "16 Nov"),
        ("A raid", "Kuze, Pendo, 16 Nov"),
    ],
)
def test_counties_are_all_told_or_none(headline, said):
    """Where the headline names one of two, the other alone would look like the place."""
    week = view()
    (story,) = week.full
    line = story.line._replace(title=headline, counties=("kuze", "pendo"))
    words = WORDS._replace(counties={"kuze": "Kuze", "pendo": "Pendo"})
    assert f"(The Post; {said})" in whatsapp(week._replace(full=(story._replace(line=line),)), words)


def test_a_place_that_is_not_known_is_not_said_to_be_named_nowhere():
    """As on the page: a story that names no county is one thing, one that lost its counties as slips another."""
    week = view()
    (story,) = week.full
    for unplaced, said in ((True, "Banditry / Place not known"), (False, "Banditry / No area named")):
        line = story.line._replace(counties=(), unplaced=unplaced)
        assert said in issue(week._replace(full=(story._replace(line=line),)), WORDS)


def test_a_note_stands_with_its_story_and_is_no_change_by_hand():
    """The corrections page has no notes: the text has the note itself; a change is marked and leads to its reason."""
    week = view()
    (story,) = week.full
    at = datetime(2026, 11, 17, 9, tzinfo=NAIROBI)
    noted = story._replace(edits=(Edit("note", story.id, at, "", text="They count on different days."),))
    moved = story._replace(edits=(Edit("retag", "a", at, "No raid."),))
    section = Section("banditry", (), (story.line,), 1, 1)
    for full, more, sections in (((noted,), (), ()), ((), (noted,), (section,))):
        text = issue(week._replace(full=full, more=more, sections=sections), WORDS)
        assert "Note by the editors, 17 November 2026: They count on" in text
        assert "by hand" not in text
    text = issue(week._replace(full=(moved,)), WORDS)
    assert "[edited by hand]" in text
    assert "What the editors changed, and why:\nhttps://usalama.example/corrections/" in text


def test_the_text_says_how_many_feeds_answered():
    """A quiet week is told from a blind one without the page; where nobody noted it, nothing is said."""
    week = view()
    assert "13 of 14 feeds answered at least once." in issue(week._replace(watch=Watch(14, 13, (), (), ())), WORDS)
    assert "feeds answered" not in issue(week, WORDS)


def test_a_week_that_few_feeds_told_says_so_before_its_stories():
    """Text and messages, each of which is forwarded alone: nobody reads to the end to learn that half is missing."""
    week = view()._replace(watch=Watch(14, 6, (), (), (), thin=True))
    said = "6 of 14 feeds answered at least once, so reports may be missing."
    text = issue(week, WORDS)
    assert text.index(said) < text.index("Goats taken")
    assert text.count("feeds answered") == 1
    blocks = whatsapp(week, WORDS).split("---")
    assert len(blocks) > 1
    assert all(f"*\n{said}\n•" in block for block in blocks)


@pytest.mark.parametrize("form", [issue, whatsapp])
def test_a_headline_that_denies_stands_in_text_too(form):
    """That another outlet says it is not so is read without the page, in its words; what only adds to it is not."""
    words = WORDS._replace(outlets={"post": "The Post", "mail": "The Mail"})
    week = differing()
    (story,) = week.full
    lead, other = story.reports
    denial = other._replace(title="Police deny that herders were killed")
    folded = " ".join(form(week._replace(full=(story._replace(reports=(lead, denial)),)), words).split())
    assert "The Mail: “Police deny that herders were killed”" in folded
    assert "The Mail: “" not in form(week, words)
