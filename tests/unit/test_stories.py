"""Stories: what joins, what stays apart, and what never changes."""

import random
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from usalama.ledger.ledger import Edit, Verb, make_ledger
from usalama.model import Entry, JudgedEntry, Judgement, Reason
from usalama.stories import evidence, sketches, stories, succession
from usalama.stories.batches import group_reports
from usalama.stories.fingerprints import Report, fingerprint


def report(key, day, title, summary="", language="en", outlet="ridge", counties=(), story=""):
    """One judged report of ours, of a day in November 2026."""
    published = datetime(2026, 11, 1 + (day - 1) % 30, 6, tzinfo=UTC).replace(month=11 + (day - 1) // 30)
    entry = Entry(key, "f", outlet, "", title, published, summary, language, published, key=key)
    return JudgedEntry(entry, Judgement(1.0, counties=counties, story=story))


RAID = report("a1", 16, "Three herders shot dead in dawn raid near Baragoi", "Armed men took 120 goats from Nachola.")
RAID_SW = report("a2", 16, "Wafugaji watatu wauawa Nachola karibu na Baragoi, mbuzi 120 waibwa", language="sw")
RAID_LATER = report("a3", 18, "Police recover 70 goats after Nachola raid near Baragoi that left three herders dead")
OTHER_RAID = report("b1", 19, "Five killed as bandits attack Wamba shops", "Gunmen left with 300 cattle.")
SHOOTING = report("c1", 14, "Trader Peter Mutiso killed by police bullet in Kayole")
OTHER_SHOOTING = report("d1", 13, "Student Brian Odhiambo shot dead by officer in Mathare")


def grow(tables, *reports):
    index = stories.StoryIndex(tables, UTC)
    return [index.add(one) for one in reports]


def grouped(tables, batch):
    return group_reports([stories.report_of(judged, UTC) for judged in batch], tables)


def test_reports_of_one_event_become_one_story_across_languages(tables):
    """A Kiswahili report and an English follow-up join the first report's story."""
    found = [story for story, _ in grow(tables, RAID, RAID_SW, RAID_LATER)]
    assert found == ["sa1"] * 3


def test_two_raids_in_one_county_and_week_stay_apart(tables):
    """Place, figures and day keep two look-alike raids apart, online and in a batch."""
    one, other = replace_counties(RAID, "samburu"), replace_counties(OTHER_RAID, "samburu")
    assert [story for story, _ in grow(tables, one, other)] == ["sa1", "sb1"]
    assert len({story for story, _ in grouped(tables, [one, other])}) == 2


def test_raids_told_in_the_same_words_stay_apart_by_county(tables):
    """However alike two reports are, those that name different counties are two events."""
    one = report("a1", 16, "Armed bandits kill herders in dawn raid", "Cattle were driven away.", counties=("baringo",))
    other = report("b1", 16, "Armed bandits kill herders in dawn raid", "Cattle were driven away.", counties=("lamu",))
    assert [story for story, _ in grow(tables, one, other)] == ["sa1", "sb1"]
    assert len({story for story, _ in grouped(tables, [one, other])}) == 2


def test_what_two_reports_of_two_counties_share_is_not_weighed(tables):
    """Most pairs of a week are such: where no matter is in both, whatever else could be compared changes nothing."""
    one = report("a1", 16, "Armed bandits kill herders in dawn raid", counties=("baringo",))
    other = report("b1", 16, "Armed bandits kill herders in dawn raid", counties=("lamu",))
    assert grow(replace(tables, weights=()), one, other) == grow(tables, one, other)


def test_a_person_found_in_another_county_is_the_person_who_was_taken(tables):
    """Two names in common, told by a title, outweigh that the counties differ; names below two titles do not."""
    taken = report("a1", 16, "Activist abducted in Ruaka", "Masked men took Gideon Mutua away.", counties=("kiambu",))
    found = report("a2", 18, "Abducted activist Gideon Mutua found", "He was weak but alive.", counties=("machakos",))
    raid = report("b1", 16, "Bandits kill four", "Commander Moses Lelei said so at Arabal.", counties=("baringo",))
    other = report("b2", 16, "Bandits kill four", "Commander Moses Lelei said so at Wamba.", counties=("samburu",))
    assert [story for story, _ in grow(tables, taken, found, raid, other)] == ["sa1", "sa1", "sb1", "sb2"]


def test_titles_with_three_words_in_common_are_of_one_event_though_counties_differ(tables):
    """One outlet names where it happened, another where it is looked into; what any raid has makes no two raids one."""
    here = report("a1", 16, "Probe into failure to guard museum property", "Looters came.", counties=("kisumu",))
    there = report("a2", 16, "IPOA probes failure to guard museum property", "It said so.", counties=("nairobi",))
    raid = report("b1", 16, "Bandits kill three herders, steal goats", "It was dawn.", counties=("baringo",))
    other = report("b2", 16, "Three herders killed as bandits steal goats", "It was dawn.", counties=("samburu",))
    assert [story for story, _ in grow(tables, here, there, raid, other)] == ["sa1", "sa1", "sb1", "sb2"]


def replace_counties(judged, *counties):
    return replace(judged, judgement=replace(judged.judgement, counties=counties))


def test_two_police_shootings_stay_apart(tables):
    """The names of those who were killed tell two shootings apart."""
    assert [story for story, _ in grow(tables, OTHER_SHOOTING, SHOOTING)] == ["sd1", "sc1"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Boy [name withheld: child] found", "Police said so."), ("Fire victim [name withheld: child] buried", "")),
        (("Crowd clashes with police", "Some 400 were hurt."), ("State sends 400 police officers to Tot", "")),
        (
            ("Al-Shabaab kill police officer, injure another in police station attack", "They came at dawn."),
            ("Bandits kill police officer, injure another in attack", "They hit a police station at dawn."),
        ),
        (("Families struggle after raid", "They fled."), ("Police struggle with debts", "")),
    ],
    ids=["masks", "a figure", "foes", "a single word"],
)
def test_what_two_reports_have_by_chance_makes_them_no_story(tables, one, other):
    """Two hidden names, a large figure with hardly a word, what any attack has, one word: none joins two events."""
    assert [story for story, _ in grow(tables, report("a1", 16, *one), report("b1", 16, *other))] == ["sa1", "sb1"]


def test_a_name_alone_joins_two_reports_of_one_day(tables):
    """Who died is all that two short headlines have in common, and one of them begins with the name."""
    told = report("a1", 16, "Barasa post-mortem shows head injuries"), report("b1", 16, "Protests over death of Barasa")
    assert [story for story, _ in grow(tables, *told)] == ["sa1", "sa1"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            ("Officer kills his senior in Mai Mahiu", "en", ("nakuru",)),
            ("Maafisa wa trafiki wakamatwa kwa hongo Mai Mahiu", "sw", ("nakuru",)),
        ),
        (
            ("15 students held over dormitory fire in Lamu school", "en", ("lamu",)),
            ("15 students held over dormitory fire in Kakamega school", "en", ("kakamega",)),
        ),
        (
            ("Martha Karua blasts police chiefs over missing blogger", "en", ()),
            ("Martha Karua asks police to leave businessman's home", "en", ()),
        ),
        (
            ("Detectives will record crime busts with new cameras", "en", ()),
            ("Detectives bust two thieves of phones", "en", ("nairobi",)),
        ),
    ],
    ids=["a place of two words", "a figure and two counties", "a politician", "ordinary words"],
)
def test_a_place_a_figure_and_who_is_in_all_news_join_no_two_events(tables, one, other):
    """A killing is not a bribe of the same town, and one politician speaks of many things."""
    first, second = (
        report(key, day, title, language=language, counties=counties)
        for key, day, (title, language, counties) in (("a1", 16, one), ("b1", 18, other))
    )
    assert [story for story, _ in grow(tables, first, second)] == ["sa1", "sb1"]


def test_a_place_alone_joins_no_reports_of_days_that_lie_apart(tables):
    """Who was shot by police there is not who fires in the air at its church six days later; the next day he may be."""
    shot = report("a1", 10, "Fear in Mwiki, Kasarani over killing", "Police shot a man.", counties=("nairobi",))
    church = "Chaos, gunshots at church in Mwiki, Kasarani"
    later, next_day = (report("b1", day, church, counties=("nairobi",)) for day in (16, 11))
    assert [story for story, _ in grow(tables, shot, later)] == ["sa1", "sb1"]
    assert [story for story, _ in grow(tables, shot, next_day)] == ["sa1", "sa1"]


@pytest.mark.parametrize(
    ("later", "one", "other"),
    [
        (0, "Four arrested over killing of lawyer on Ngong Road",
         "Three suspects arrested over killing of lawyer on Ngong Road"),
        (1, "Three arrested over Mpeketoni shop attack", "Mpeketoni shop attack: Two more suspects arrested"),
        (2, "Seven arrested in Namanga over attack on elder", "Eight held after attack on elder in Namanga"),
        (0, "Four officers arrested over bribes on Salgaa road", "Two officers arrested over bribes at Salgaa"),
        (3, "Four officers arrested over bribes on Salgaa road",
         "Salgaa bribes: Two more officers arrested on road"),
    ],
)  # fmt: skip
def test_of_one_matter_other_numbers_are_held(tables, later, one, other):
    """Two outlets count otherwise who is held over one killing, or of one day, and more are held as days go by."""
    told = report("a1", 10, one), report("b1", 10 + later, other)
    assert [story for story, _ in grow(tables, *told)] == ["sa1", "sa1"]


@pytest.mark.parametrize(
    ("days", "one", "other", "language"),
    [
        (4, "Officer killed in Kapedo", "Kapedo killing: Two suspects held", "en"),
        (5, "Woman stabbed to death in Roysambu", "Roysambu murder: Suspect arrested", "en"),
        (4, "Two killed in Todonyang raid", "Todonyang raid victims buried", "en"),
        (5, "Police shoot dead two youths in Githurai", "IPOA launches probe into Githurai shooting", "en"),
        (5, "Officer killed in Kapedo", "Kapedo attack: Governor calls for calm", "en"),
        (5, "Officer killed in Kapedo", "Mauaji ya Kapedo: Viongozi wataka utulivu", "sw"),
    ],
)
def test_what_goes_on_with_a_place_s_death_joins_it_days_later(tables, days, one, other, language):
    """An arrest over it, a burial or a probe, and what happened called by its place, tell nothing new there."""
    told = report("a1", 10, one), report("b1", 10 + days, other, language=language)
    assert [story for story, _ in grow(tables, *told)] == ["sa1", "sa1"]


@pytest.mark.parametrize(
    ("one", "here", "other", "there", "summary"),
    [
        ("15 girls rescued from Gideon Mutua's home in Kiambu", "kiambu", "15 girls moved to Machakos shelter",
         "machakos", "They were in the home of Gideon Mutua."),
        ("12 teachers leave Wajir after attack at Bulla Wayama school", "wajir", "12 teachers reach Mandera", "mandera",
         "They had left the Bulla Wayama school after an attack."),
        ("Gunmen kill 15 in Mandera bus attack", "mandera", "15 teachers killed in bus attack to be buried in Kakamega",
         "kakamega", ""),
    ],
)  # fmt: skip
def test_more_in_common_than_a_figure_joins_titles_of_two_counties(tables, one, here, other, there, summary):
    """Two rare names join them with a figure as without, and the dead of one county are buried in another."""
    told = report("a1", 10, one, counties=(here,)), report("b1", 12, other, summary, counties=(there,))
    assert [story for story, _ in grow(tables, *told)] == ["sa1", "sa1"]


def test_a_mask_that_is_not_closed_is_quickly_read(tables):
    """What begins like a mask and goes on for 32,000 letters is looked at once, not once for each letter."""
    began = time.process_time()
    fingerprint(Report("a", "Boy found", "[a: " + "x" * 32_000), tables.bilingual)
    assert time.process_time() - began < 0.5


def test_the_reason_names_the_neighbour_and_what_both_have(tables):
    """A reader can see which report was nearest, what they share and the score."""
    (_, first), (story, reason) = grow(tables, RAID, RAID_LATER)
    assert first.evidence.startswith("first report")
    assert reason == Reason("story", story, reason.evidence)
    assert '"Three herders shot dead in dawn raid near Baragoi" (ridge, 2026-11-16)' in reason.evidence
    assert "nachola" in reason.evidence
    assert "score +" in reason.evidence
    assert " | " not in reason.evidence


def test_an_id_is_the_key_of_the_first_report_and_survives_a_reload(tables):
    """What was assigned once is where a new report goes, in another run too."""
    index = stories.StoryIndex(tables, UTC)
    index.known([replace(RAID, judgement=replace(RAID.judgement, story="sa1"))])
    assert index.add(RAID_LATER)[0] == "sa1"


def test_what_is_equal_in_two_sketches_is_kept_once(tables):
    """A table of twenty thousand reports would else hold hundreds of thousands of empty sets and of equal words."""
    one, other = (
        sketches.sketch(stories.report_of(report(name, 3, f"{name} raided, 4 killed"), UTC), tables)
        for name in ("Kotaruk", "Lochwaa")
    )
    same = ("days", "weekdays", "numbered", "deeds", "kinds", "counties")
    assert [name for name in same if getattr(one, name) is not getattr(other, name)] == []
    assert {id(token) for token in one.tokens if token in other.tokens} == {
        id(token) for token in other.tokens if token in one.tokens
    }


def test_many_reports_are_made_ready_as_each_by_itself(tables):
    """A table's rows are read some at a time, and none knows of another one."""
    titles = ("", "Bandits kill 4 in Kotaruk", "Watu wawili wauawa Lamu", "Sh5m stolen, Made Kuze said on Monday")
    reports = [Report(f"{number}", titles[number % 4]) for number in range(201)]
    assert sketches.sketches(reports, tables) == [sketches.sketch(one, tables) for one in reports]
    assert sketches.sketches([], tables) == []


def test_a_word_without_end_is_made_ready_in_no_time(tables):
    """A cell of a table can hold any letters, such as a picture's: they were looked through for verbs for minutes."""
    began = time.process_time()
    assert "kotaruk" in sketches.sketch(Report("a", "Raid in Kotaruk", "aMade" * 60_000), tables).tokens
    assert time.process_time() - began < 1


def test_sketches_that_were_made_before_give_the_same_stories(tables):
    """Whoever has the sketches of some reports already gives them in; every report is asked for once."""
    asked = []

    def sketched(one):
        asked.append(one.key)
        return stories.sketch(one, tables)

    index = stories.StoryIndex(tables, UTC, sketched)
    reports = (RAID, RAID_SW, RAID_LATER, OTHER_RAID)
    assert [index.add(one) for one in reports] == grow(tables, *reports)
    assert asked == [one.entry.key for one in reports]


def test_when_two_stories_turn_out_to_be_one_the_older_stays(tables):
    """A report that tells both joins them; the younger id redirects, and the entry alone says so."""
    old = report("e1", 10, "Preacher Naftali Ouko held in Migori", story="se1")
    young = report("e2", 11, "Eleven worshippers rescued from prayer house in Migori", story="se2")
    index = stories.StoryIndex(tables, UTC)
    index.known([old, young])
    bridge = report(
        "e3", 11, "Preacher Naftali Ouko held in Migori as eleven worshippers rescued from Gunga prayer house"
    )
    story, reason = index.add(bridge)
    assert story == "se1"
    stored = replace(bridge, judgement=replace(bridge.judgement, story=story, reasons=(reason,)))
    assert succession.resolve(succession.merges_of([old, young, stored])) == {"se2": "se1"}


def test_a_new_report_goes_where_merges_and_the_desk_put_its_like(tables):
    """A pull follows merges and the ledger: merged reports draw to the older story, split ones to their own."""
    index, apart = (
        stories.StoryIndex(tables, UTC),
        stories.StoryIndex(tables, UTC),
    )
    shown = Reason("story", "sa0", f"with it{succession.also_tells('sa1')}")
    bridge = replace(RAID, entry=replace(RAID.entry, key="b9"))
    bridge = replace(bridge, judgement=replace(bridge.judgement, story="sa0", reasons=(shown,)))
    old = replace(RAID, judgement=replace(RAID.judgement, story="sa1"))
    index.known([old, bridge])
    assert index.add(RAID_LATER)[0] == "sa0"
    split = Edit(Verb.SPLIT, RAID.entry.key, datetime(2026, 11, 22, tzinfo=UTC), "another raid")
    apart.known([old, bridge], make_ledger([split]))
    assert apart.add(RAID_LATER)[0] == f"s{RAID.entry.key}"


def test_redirects_are_followed_to_their_end():
    """A story merged twice leads straight to the one that is left; a circle ends."""
    merges = [succession.Merge("s1", "s2"), succession.Merge("s2", "s3")]
    assert succession.resolve(merges) == {"s2": "s1", "s3": "s1"}
    assert set(succession.resolve([succession.Merge("s1", "s2"), succession.Merge("s2", "s1")])) == {"s1", "s2"}


def test_a_merge_is_read_back_from_the_reason():
    """No other file is needed to know what redirects where."""
    reason = Reason("story", "s1", 'with "x" (ridge): both have y; score +3.0; also tells s2, now one story')
    entry = replace(RAID, judgement=replace(RAID.judgement, reasons=(reason,)))
    assert succession.resolve(succession.merges_of([entry])) == {"s2": "s1"}


def test_a_later_report_with_the_same_names_is_a_chapter_of_the_story(tables):
    """Weeks later the names of the case bring a report to its story."""
    trial = report("c2", 45, "Officer to be tried over killing of trader Peter Mutiso in Kayole")
    assert [story for story, _ in grow(tables, SHOOTING, trial)] == ["sc1", "sc1"]


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (("Man held over Lorogon raid", "He is said to have killed herders in Turkana on November 2."), True),
        (("Man held over Lorogon raid", "He is said to have killed herders in Turkana on 1st November."), True),
        (
            ("Man held over Lorogon raid", "He is said to have killed herders in Turkana on November 2, 2026."),
            True,
        ),
        (("Mshukiwa wa uvamizi wa Lorogon anaswa", "Anadaiwa kuua wafugaji watano Turkana Novemba 2."), True),
        (("Man held over Lorogon raid", "He is said to have killed herders in Turkana on October 19."), False),
        (
            ("Man held over Lorogon raid", "He is said to have killed herders in Turkana on November 2, 2024."),
            False,
        ),
        (("Man held in Lorogon", "He is said to have killed herders in Turkana."), False),
    ],
)
def test_a_later_report_with_the_place_and_the_day_is_a_chapter(tables, text, joins):
    """Who tells weeks later on which day it was goes on with the story; who tells another day or none begins one."""
    first = report("e1", 2, "Raiders kill five herders in Lorogon", "They took 300 goats in Turkana South on Monday.")
    later = report("e2", 30, *text, language="sw" if "Novemba" in text[1] else "en")
    assert [story for story, _ in grow(tables, first, later)] == ["se1", "se1" if joins else "se2"]


RUSTLED = ("Bandits kill nine and steal 200 goats in Kapedo", "They struck two homesteads in Turkana East at dawn.")
HERD = ("Bandits kill nine and steal 2000 goats in Kapedo", "They struck two homesteads in Turkana East at dawn.")
TEACHER = ("Teacher Naomi Chebii stabbed to death in Kapsabet", "Police are looking for her husband, who fled.")
SOLDIERS = ("Five KDF officers arrested for taking bribes in Kisii recruitment", "A broker is being sought by EACC.")
GOLD = ("Trader loses Sh48 million in fake gold deal in Kileleshwa", "The metal turned out to be copper, police said.")
CHIEFS = ("Five chiefs kidnapped by al-Shabaab in Mandera", "They were on their way from Elwak to the town.")
RANGER = ("Ranger killed by herders in Tsavo East", "They were driven out of the park near Voi.")
LAW = ("President signs Computer Misuse Amendment Bill into law", "It lets the state block websites.")
MISSING = ("Student missing in Eldoret after protest", "")
HAWKER = ("Officer shoots hawker at close range in Kisii protest", "A crowd chased him from the market.")
PUPIL = ("Pupil defiled by teacher in Bomet", "He had asked her to carry books to his house.")
INMATES = ("Three inmates escape from Kamiti Maximum Prison", "They walked out of their cells at night.")
NUN = ("Nun killed with machete at convent", "")
CURFEW = ("Government imposes night curfew in Turkana East", "It will run for 30 days in Kapedo and Lomelo.")


@pytest.mark.parametrize(
    ("first", "text", "language", "joins"),
    [
        (RUSTLED, ("Four arrested over Kapedo raid that left nine dead", "They were found in Mochongoi."), "en", True),
        (RUSTLED, ("Washukiwa wa mauaji ya watu tisa Kapedo wakamatwa", "Wana bunduki mbili."), "sw", True),
        (RUSTLED, ("Four arrested with 12 stolen goats in Kapedo", "They were on their way to a market."), "en", False),
        (RUSTLED, ("Two charged with stealing 40 goats in Kapedo", "They denied the charge."), "en", False),
        (HERD, ("Four arrested over Kapedo theft of 2000 goats, killing of nine", "They hid."), "en", True),
        (HERD, ("Two jailed over 2019 raids in Kapedo in which goats were stolen", "They denied it."), "en", False),
        (TEACHER, ("Man charged with killing Kapsabet teacher Chebii", "He is her husband."), "en", True),
        (TEACHER, ("Mume wa mwalimu aliyeuawa Kapsabet akamatwa Malaba", "Alikuwa akielekea Uganda."), "sw", True),
        (TEACHER, ("Teacher jailed for defiling pupil in Kapsabet", "He betrayed parents."), "en", False),
        (TEACHER, ("Nurse's husband charged with her murder in Kapsabet", "He denied it."), "en", False),
        (SOLDIERS, ("Five soldiers charged over Kisii recruitment bribes", "They denied the charge."), "en", True),
        (GOLD, ("Two charged over Sh48m gold fraud", "They were released on bond."), "en", True),
        (GOLD, ("Two charged over Sh23m gold fraud", "They were released on bond."), "en", False),
        (RANGER, ("Herder charged with killing ranger in Tsavo East", "He denied it in Voi."), "en", True),
        (RANGER, ("Herders charged with grazing in Tsavo East", "They were fined in Voi."), "en", False),
        (CHIEFS, ("Kidnapped Mandera chiefs freed after 20 days", "Elders had talked to the gunmen."), "en", True),
        (LAW, ("High Court suspends Computer Misuse Amendment Act", "A petition is before it."), "en", True),
        (LAW, ("High Court suspends law on protests", "The Public Order Amendment Act is before it."), "en", False),
        (CURFEW, ("Kapedo curfew extended by a month", "Residents must stay indoors at night."), "en", True),
        (MISSING, ("Missing Eldoret student found dead in river", ""), "en", True),
        (MISSING, ("Missing girl found dead in Eldoret", "She was seven."), "en", False),
        (HAWKER, ("IPOA clears officer over shooting of hawker in Kisii protest", "It says so."), "en", True),
        (HAWKER, ("Police clear hawkers from streets after protest in Kisii", "It was calm."), "en", False),
        (PUPIL, ("Teacher charged with defiling pupil", "He denied it."), "en", False),
        (PUPIL, ("Bomet teacher charged with defiling pupil", "He denied it."), "en", True),
        (INMATES, ("Two officers arrested after inmate escapes from cell", "He was in their custody."), "en", False),
    ],
)
def test_a_step_of_a_matter_goes_on_with_its_story(tables, first, text, language, joins):
    """Weeks later an arrest, a charge, a release joins by whom it befell, where, how many; another's does not."""
    later = report("e2", 25, *text, language=language)
    assert [story for story, _ in grow(tables, report("e1", 2, *first), later)] == ["se1", "se1" if joins else "se2"]


def test_a_title_that_names_another_year_goes_on_with_nothing_of_this_one(tables):
    """Who is found guilty of what was done years ago is of no story that began this month."""
    old = report("e2", 25, "Man found guilty of killing Kapsabet teacher in 2021", "He will be sentenced.")
    assert [story for story, _ in grow(tables, report("e1", 2, *TEACHER), old)] == ["se1", "se2"]


def test_a_new_killing_is_no_part_of_the_arrest_over_another(tables):
    """An arrest of this week in one place joins no killing of somebody else that is told there two days later."""
    arrest = report("e2", 20, "Two arrested over murder of Lugari pastor", "Police recovered his phone.")
    killing = report("e3", 22, "Assistant chief murdered in Lugari", "Police said he was on his way home.")
    assert [story for story, _ in grow(tables, arrest, killing)] == ["se2", "se3"]


@pytest.mark.parametrize(
    ("first", "second", "day", "joins"),
    [
        ("Four police officers killed in Samburu ambush", "Rustlers kill 32 police officers in Baragoi", 3, True),
        ("Polisi saba wauawa Samburu", "32 policemen feared dead after bandit attack in Samburu", 2, True),
        ("Three killed in bandit attack in Samburu", "Toll in Samburu bandit attack rises to nine", 3, True),
        ("Four police officers killed in Samburu ambush", "Police kill 32 bandits in Samburu", 3, False),
        ("Four police officers killed in Samburu ambush", "Nine police officers killed in Baragoi raid", 3, False),
        ("Four police officers killed in Samburu ambush", "Rustlers kill 32 police officers in Baragoi", 9, False),
        ("Four police officers killed in Samburu ambush", "Bandits kill 32 police officers in Baringo", 3, False),
        ("Nine killed in bandit attack in Samburu", "Toll in Samburu protest rises to 12", 3, False),
    ],
)
def test_a_toll_that_rose_is_of_one_event(tables, first, second, day, joins):
    """The later title says so, or so many of one group died as do not die twice in one county within days."""
    areas = [("samburu",), ("baringo",) if "Baringo" in second else ("samburu",)]
    told = [report("e1", 2, first, counties=areas[0], language="sw" if "Polisi" in first else "en")]
    told.append(report("e2", day, second, counties=areas[1]))
    assert [story for story, _ in grow(tables, *told)] == ["se1", "se1" if joins else "se2"]


def test_a_place_of_two_words_is_one_sign(tables):
    """A new clash at the place weeks later shares one name with the former, though two words write it."""
    first = report("e1", 2, "Three killed in Angata Barrikoi land clash", "Homes were burnt in Narok.")
    again = report("e2", 30, "Two injured as clash erupts in Angata Barrikoi", "Police are in the Narok village.")
    assert [story for story, _ in grow(tables, first, again)] == ["se1", "se2"]


def test_a_case_at_the_place_of_a_story_counts_neither_way(tables):
    """Weeks later the place alone speaks against a new raid there, and not against who is charged for the old one."""
    first = report("e1", 2, "Raiders kill five villagers in Lorogon", "They struck Turkana South on Monday.")
    case = report("e2", 30, "Two charged with murder of five villagers in Lorogon raid", "They denied it.")
    raid = report("e3", 30, "Raiders kill two herders in Lorogon", "They struck Turkana South again.")
    assert [story for story, _ in grow(tables, first, case)] == ["se1", "se1"]
    assert [story for story, _ in grow(tables, first, raid)] == ["se1", "se3"]


def test_an_estate_and_its_part_are_one_place(tables):
    """A robbery weeks later is not the former one for an estate and its part that are named in both."""
    first = report("e1", 2, "Robbers kill trader in Mwiki, Kasarani", "She was closing her shop when they struck.")
    again = report("e2", 23, "Gang robs Mwiki supermarket of Sh2 million", "Staff in the Kasarani shop were locked up.")
    assert [story for story, _ in grow(tables, first, again)] == ["se1", "se2"]


def test_the_number_of_a_day_counts_nobody(tables):
    """Who killed herders "Novemba 2" is told with no other figure of the dead."""
    place = evidence.FEATURES.index("other-figures")
    first = report("e1", 2, "Raiders kill five herders in Lorogon")
    later = report("e2", 30, "Mshukiwa anaswa Lorogon", "Anadaiwa kuua wafugaji Novemba 2.", language="sw")
    pair = (sketches.sketch(stories.report_of(one, UTC), tables) for one in (first, later))
    assert evidence.measure(*pair)[place] == 0.0


def test_animals_recovered_may_be_some_of_those_taken(tables):
    """Fewer goats recovered are no other figure; more are, and so are those of another raid."""
    place = evidence.FEATURES.index("other-figures")
    raid = report("e1", 2, "Raiders steal 120 goats in Nginyang")
    for title, differs in (
        ("Police recover 70 goats stolen in Nginyang", 0.0),
        ("Police recover 150 goats stolen in Nginyang", 1.0),
        ("Raiders steal 70 goats in Nginyang", 1.0),
    ):
        pair = (sketches.sketch(stories.report_of(one, UTC), tables) for one in (raid, report("e2", 3, title)))
        assert evidence.measure(*pair)[place] == differs


def test_in_a_batch_a_chapter_is_an_event_of_its_own(tables):
    """A table's story is one event: the same report is told with it within eight days, and by itself on the ninth."""
    for days, events in ((8, 1), (9, 2)):
        held = report("c2", 14 + days, "Officer held over killing of trader Peter Mutiso in Kayole")
        assert len({story for story, _ in grouped(tables, [SHOOTING, held])}) == events
        assert len({story for story, _ in grow(tables, SHOOTING, held)}) == 1


def test_a_like_event_of_another_month_is_another_story(tables):
    """Without names in common, time keeps two events apart."""
    again = report("b2", 45, "Bandits attack Wamba, kill two and burn a school")
    assert [story for story, _ in grow(tables, OTHER_RAID, again)] == ["sb1", "sb2"]


def test_a_batch_does_not_depend_on_its_order(tables):
    """The same reports in any order get the same stories and reasons."""
    batch = [RAID, RAID_SW, RAID_LATER, OTHER_RAID, SHOOTING, OTHER_SHOOTING]
    told = dict(zip([one.entry.key for one in batch], grouped(tables, batch), strict=True))
    shuffled = random.Random(3).sample(batch, len(batch))
    assert {one.entry.key: found for one, found in zip(shuffled, grouped(tables, shuffled), strict=True)} == told
    assert told["a1"][0] == told["a2"][0] == told["a3"][0] == "sa1"


def test_reports_in_common_words_come_together_in_a_batch_of_hundreds_too(tables):
    """What two reports share need be no rare word, though the rarest of each are others, and the batch of 700."""
    told = ("Police fire teargas at church", "Police fired teargas into the church on Sunday")
    ends = ("hymnbooks, pews, ushers, choirs, homilies, organs", "deacons, pulpits, candles, tithes, psalms, robes")
    pair = [Report(f"p{n}", told[n], f"There were {ends[n]}.", first=740000, last=740000) for n in range(2)]
    others = [Report(f"o{n}", f"Kijana{n}x of Kijiji{n}y", first=740000, last=740000) for n in range(700)]
    (first, _), (second, _), *rest = group_reports([*pair, *others], tables)
    assert first == second
    assert len({story for story, _ in rest}) == len(rest)


def test_a_sum_of_money_is_no_place_and_counts_nothing(tables):
    """One sum in common outweighs that a fraud is no disappearance; it is the same sum whatever was done with it."""
    told = (
        ("Detectives arrest suspect in Sh38 million bank fraud in Kericho", "He took money from bank accounts."),
        ("Police arrest man over disappearance of Sh38 million from bank accounts", "He took it from bank accounts."),
    )
    pair = [Report(f"p{n}", *told[n], first=740000 + n, last=740000 + n) for n in range(2)]
    assert len({story for story, _ in group_reports(pair, tables)}) == 1
    stolen = fingerprint(Report("a", "Thief steals Sh38 million and 12 guns"), tables.bilingual, tables.money)
    assert set(stolen.counts) == {"#12"}


def test_a_round_sum_makes_no_robbery_and_no_ransom_one(tables):
    """Half a million is demanded here and stolen there; an odd sum is one event's."""
    told = "Gang robs {} from shop in Busia", "Boda rider killed as gang demands {} ransom in Busia"
    for money, events in (("Sh500000", 2), ("Sh517000", 1)):
        pair = [Report(f"p{n}", told[n].format(money), first=740000, last=740000) for n in range(2)]
        assert len({story for story, _ in group_reports(pair, tables)}) == events


@pytest.mark.parametrize("mark", "'’‘ʼ`´")
def test_a_word_with_an_apostrophe_is_one_word_however_it_was_typed(tables, mark):
    """Some outlets type a straight apostrophe, some a curved one; the term table has the first."""
    found = fingerprint(Report("k", f"Ng{mark}ombe 40 waibwa, Matiang{mark}i asema"), tables.bilingual).tokens
    assert {"=livestock", "=matiangi"} <= set(found)


def test_undated_documents_are_grouped_by_wording_alone(tables):
    """Forty documents without a date, of two look-alike fires, fall into their two events."""
    fires = (
        ("Gikomba", "Nairobi traders of Gikomba blamed wiring."),
        ("Kongowea", "Mombasa men saw arson at Kongowea."),
    )
    first, second = (
        [Report(f"{place}{n}", f"Fire at {place} market guts {n + 20} stalls", lead) for n in range(20)]
        for place, lead in fires
    )
    found = [story for story, _ in group_reports([*first, *second], tables)]
    assert set(found[:20]).isdisjoint(found[20:])
    assert len(set(found)) == 2


@pytest.mark.parametrize(
    "written",
    ["Sh180,000", "Sh. 180,000", "KSh180,000", "Sh0.18 million", "Sh0.18m", "Kes180,000", "180,000 shillings"],
)
def test_a_sum_is_one_figure_however_it_is_written(tables, written):
    """Outlets write one sum in many ways; what it is of and the letters before it are no evidence."""
    found = fingerprint(
        Report("k", f"Thieves flee with {written} and 38kg of ivory"), tables.bilingual, tables.money
    ).tokens
    assert {token for token in found if token[0] == "#"} == {"#sum180000", "#38"}
    assert not {"sh", "ksh", "kes", "kg", "million", "0"}.intersection(found)
    assert (
        "#sum2000"
        in fingerprint(Report("k", "Officer held over a bribe of Sh2,000"), tables.bilingual, tables.money).tokens
    )


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Cows were driven off, county commander Peter Naibei said.", True),
        ("Cows were driven off, said county commander Peter Naibei.", True),
        ("Ng'ombe waliibwa, alisema kamanda wa kaunti Peter Naibei.", True),
        ("Gunmen shot Peter Naibei, police said.", False),
        ("Residents of Peter Naibei said cows were driven off.", False),
        ("Kafyu imetangazwa Peter Naibei.", False),
    ],
)
def test_who_says_so_is_no_evidence_of_what_happened(tables, text, speaker):
    """One commander speaks of many raids; whom they shot, and where people say so or it is announced, is evidence."""
    found = fingerprint(Report("k", "Bandits kill two", text), tables.bilingual).tokens
    assert ("naibei" not in found) == speaker


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Wanajeshi wawili wafariki Sankuri", "=kill"),
        ("Afisa amuua mkewe", "=kill"),
        ("Wafugaji wawaua wakulima", "=kill"),
        ("Afisa ajitoa uhai", "=kill"),
        ("Mama anaswa na bangi", "=arrest"),
        ("Chifu afungwa miaka 12", "=jail"),
        ("Bingwa wa Olimpiki ahojiwa", "=olympic"),
        ("Shule zafungwa Kaskazini Mashariki", "=north-east"),
        ("Mzee wa kijiji aaga dunia", "=kill"),
        ("Wavuvi waangamia ziwani", "=kill"),
        ("Mwalimu azikwa", "=bury"),
        ("Bweni lateketea", "=burn"),
        ("Matatu zagongana", "=accident"),
        ("Polisi waokoa mtoto", "=rescue"),
        ("Afisa ajiua", "=suicide"),
        ("Waziri aonya majangili", "=warn"),
        ("Mahakama yasitisha zoezi", "=suspend"),
        ("Viongozi walaani uvamizi", "=condemn"),
        ("Mshukiwa kizimbani", "=court"),
        ("Polisi wanamsaka mtoro", "=hunt"),
        ("Wafanyabiashara waporwa sokoni", "=robbery"),
        ("Mwanaume aliyemuua jirani ajificha", "=kill"),
        ("Wapiganaji waonekana msituni", "=terror"),
        ("Mchungaji aliyedungwa apona", "=stab"),
        ("Familia zarejea makwao", "=house"),
        ("Mchungaji auawa nyumbani kwake", "=church"),
        ("Silaha zaibiwa kambini", "=steal"),
        ("Makachero wamnasa mlanguzi", "=arrest"),
        ("Vijana waliotekwa nyara waachiliwa huru", "=kidnap"),
        ("Vibanda vyateketea gulioni", "=burn"),
        ("Muuguzi adaiwa kuhepa", "=escape"),
        ("Muuguzi azungumza", "nurs"),
        ("Wakazi wa Tinga Magharibi wataka haki", "west"),
        ("Polisi wa utawala wasifiwa", "administration"),
        ("Askari watano wa akiba wasifiwa", "=reservist"),
        ("Naibu wa kamanda ajiweka kando", "=resign"),
        ("Helikopta ya polisi yaanguka", "=accident"),
        ("Mkuu wa majeshi azuru Tinga", "defenc"),
        ("Wenzake waomboleza", "coleagu"),
        ("Safari kupitia JKIA", "=airport"),
    ],
)
def test_a_kiswahili_headline_tells_its_deed_in_the_tense_of_headlines(tables, text, concept):
    """The short tense, whom it was done to inside the verb, names the deed that an English report names."""
    assert concept in fingerprint(Report("k", text, language="sw"), tables.bilingual).tokens


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Five fishermen perish on the lake", "=kill"),
        ("Three porters lost their lives", "=kill"),
        ("A potter is laid to rest", "=bury"),
        ("A toddler has vanished", "=missing"),
        ("Looters empty a granary", "=steal"),
        ("Elders sign a truce", "=peace"),
        ("Al-Shaabab fighters seen", "=jihadists"),
        ("Schools shut in north-eastern Kenya", "=north-east"),
        ("Services of e-Citizen are back", "=ecitizen"),
        ("Corporal turns gun on himself", "=suicide"),
        ("Judge halts the exercise", "=suspend"),
        ("Officers quizzed over cells", "=question"),
        ("Varsity to open in June", "=college"),
        ("A riot over water", "=protest"),
        ("Illegal grazers on a farm", "=herder"),
        ("Anti-riot police at the gate", "=police"),
        ("Court in the US frees a runner", "=usa"),
        ("Guards are trained before licensing", "=licence"),
    ],
)
def test_one_deed_is_one_concept_in_whatever_words(tables, text, concept):
    """Outlets tell one thing in other words: who perished was killed, a truce is a peace, a region is no rare name."""
    assert concept in fingerprint(Report("k", text), tables.bilingual).tokens


def test_lake_is_no_lake_in_kiswahili(tables):
    """There it means "his"; an English report has "the lake", or a lake's name."""
    texts = ("Gari lake laibwa", "sw"), ("Boat sinks in the lake", "en"), ("Boat sinks on Lake Tinga", "en")
    found = [fingerprint(Report("k", text, language=language), tables.bilingual).tokens for text, language in texts]
    assert ["=lake" in tokens for tokens in found] == [False, True, True]


@pytest.mark.parametrize("text", ["Raiders used a boat", "Elders tell us of the raid"])
def test_us_is_no_country_where_it_is_none(tables, text):
    """What was used, and who tells us, names no country that another report may name."""
    assert "=usa" not in fingerprint(Report("k", text), tables.bilingual).tokens


def test_an_empty_batch_has_no_stories(tables):
    """Nothing in, nothing out."""
    assert grouped(tables, []) == ()


def test_reports_older_than_the_memory_are_forgotten(tables):
    """The index holds months, not years: an old report no longer draws new ones."""
    index = stories.StoryIndex(tables, UTC)
    index.add(SHOOTING)
    future = replace(SHOOTING.entry, key="z9", published=datetime(2027, 8, 1, tzinfo=UTC))
    assert index.add(replace(SHOOTING, entry=future))[0] == "sz9"


def test_one_report_in_two_section_feeds_is_in_one_story(tables):
    """The same headline of one outlet, seen in two of its feeds, begins one story."""
    again = replace(RAID, entry=replace(RAID.entry, key="a9", feed_url="g", id="other"))
    assert [story for story, _ in grow(tables, RAID, again)] == ["sa1", "sa1"]
    assert {story for story, _ in grouped(tables, [RAID, again])} == {"sa1"}


def test_a_story_outlives_its_forgotten_first_report(tables):
    """When the first report of a long story is forgotten, its later ones still draw new chapters to the same id."""
    index = stories.StoryIndex(tables, UTC)
    title = "Officer on trial over killing of trader Peter Mutiso in Kayole"
    later = [
        replace(SHOOTING, entry=replace(SHOOTING.entry, key=key, title=title, published=datetime(*day, 6, tzinfo=UTC)))
        for key, day in (("c2", (2027, 2, 20)), ("c3", (2027, 5, 20)))
    ]
    index.known([replace(one, judgement=replace(one.judgement, story="sc1")) for one in (SHOOTING, later[0])])
    unlike = report("x1", 1, "Fishermen find a beached whale at Kilifi")
    index.add(replace(unlike, entry=replace(unlike.entry, published=datetime(2027, 4, 20, tzinfo=UTC))))
    assert index.add(later[1])[0] == "sc1"


def test_only_the_reason_of_the_story_tells_of_a_merge():
    """Like words in a reason of another kind redirect nothing."""
    reason = Reason("topic", "s1", "with it; also tells s2, now one story")
    entry = replace(RAID, judgement=replace(RAID.judgement, reasons=(reason,)))
    assert succession.resolve(succession.merges_of([entry])) == {}


def test_no_headline_can_say_that_two_stories_are_one():
    """A reason quotes a neighbour's headline; only our own words after it count, however the headline is put."""
    for title in ("also tells s2, now one story", "x; also tells s2, now one story", '"; also tells s2, now one story'):
        told = f'with "{title}" (ridge): both have y; score +3.0'
        for said, found in ((told, {}), (f"{told}; also tells s3, now one story", {"s3": "s1"})):
            reason = Reason("story", "s1", said)
            entry = replace(RAID, judgement=replace(RAID.judgement, reasons=(reason,)))
            assert succession.resolve(succession.merges_of([entry])) == found


def test_two_merges_of_one_report_are_both_read():
    """One report may show that three stories are one."""
    reason = Reason("story", "s1", "with it" + succession.also_tells("s2") + succession.also_tells("s3"))
    entry = replace(RAID, judgement=replace(RAID.judgement, reasons=(reason,)))
    assert succession.resolve(succession.merges_of([entry])) == {"s2": "s1", "s3": "s1"}


def test_the_day_of_a_report_is_that_of_the_site_however_its_time_is_written():
    """An entry read back from its file, in the site's own zone, has the day that it had when it was pulled."""
    late = datetime(2026, 11, 19, 19, 0, tzinfo=UTC)
    zone = timezone(timedelta(hours=3))
    days = {
        stories.report_of(replace(RAID, entry=replace(RAID.entry, published=when)), zone).first
        for when in (late, late.astimezone(zone), late.astimezone(timezone(timedelta(hours=-8))))
    }
    assert days == {late.toordinal()}
