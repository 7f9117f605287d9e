"""Figures that a sentence gives in more than one way are told only where they can be meant in one."""

from datetime import date

import pytest

from usalama.catalogue.actors import NOBODY
from usalama.claims.figure_patterns import ENGLISH
from usalama.claims.figures import figures_in
from usalama.words.literals import needed, read


def _told(title, language="en"):
    return [(figure.kind, figure.low, figure.high) for figure in figures_in(title, "", language, NOBODY)]


def test_two_counts_are_added_and_a_range_keeps_its_ends():
    """Officers and herders are one sum; "three to four" is from three to four."""
    assert _told("Bandits killed 3 officers and 5 herders in Wamba.") == [("killed", 8, 8)]
    assert _told("Bandits killed 3 to 4 officers in Wamba.") == [("killed", 3, 4)]


@pytest.mark.parametrize(
    ("title", "language"),
    [("Wamba: 4.9 killed per 100,000", "en"), ("At 9.30 bandits killed a herder in Wamba", "en"),
     ("2.400 killed in Wamba raids", "en"), ("1,5 killed a day in Wamba", "en"), ("At 10:30 gunmen killed", "en"),
     ("Watu 3.5 wauawa Wamba", "sw"), ("5/6 killed in Wamba", "en")],
)  # fmt: skip
def test_the_end_of_a_fraction_or_a_time_is_no_figure(title, language):
    """Half a number would be a toll that no outlet gave."""
    assert _told(title, language) == []


def test_a_count_behind_another_numbers_end_is_told():
    """A time or a share of its own takes no count from what follows it."""
    assert _told("By 9.30 4 herders were killed in Wamba.") == [("killed", 4, 4)]
    assert _told("Of 3.5 million voters 2 were killed in Wamba.") == [("killed", 2, 2)]


def test_two_ranges_in_one_count_are_no_figure():
    """Two ranges have no one lowest and highest that the outlet gave, so nothing is told."""
    assert _told("Bandits killed 3 to 4 officers and 5 to 6 herders in Wamba.") == []


def test_later_deaths_are_no_toll_of_their_own():
    """Some of the dead, told after the first ones, would make a small number of a large one."""
    assert _told("Bandits killed four people and 2 others died later in Wamba.") == []
    assert _told("2 others died on the way to Wamba.") == []
    assert _told("Two people died on the spot while a third died in Wamba.") == []
    assert _told("Watu wawili waliuawa papo hapo na wa tatu akafariki Wamba.", "sw") == []
    assert _told("Four people were killed while 2 others were shot dead in Wamba.") == [("killed", 4, 4)]


def test_a_number_that_the_excerpt_dates_to_another_year_is_none_of_the_headline_either():
    """A court's headline counts whom attackers killed; the excerpt says that it was years ago."""
    title = "Court jails two for helping hotel attackers who killed 67"
    dated = figures_in(title, "They hid men who killed at least 67 people in 2013.", "en", NOBODY, date(2020, 10, 7))
    assert [figure.low for figure in dated] == []
    other = figures_in(title, "A raid killed 12 people in 2013.", "en", NOBODY, date(2020, 10, 7))
    assert [figure.low for figure in other] == [67]
    again = "Four people were killed on Monday. In 2013, four people were killed there."
    anew = figures_in("Gunmen kill four in Lokore", again, "en", NOBODY, date(2020, 10, 7))
    assert [figure.low for figure in anew] == [4]  # the excerpt tells it of both days


def test_farmers_who_say_are_not_the_count():
    """Behind a number of animals stands, in a headline, who tells of it."""
    assert _told("Raiders stole 400 sheep, farmers say.") == [("animals", 400, 400)]
    assert _told("Raiders stole 400 sheep farmers say.") == [("animals", 400, 400)]
    assert _told("Raiders killed 400 sheep farmers say.") == []


def test_whoever_a_number_counts_is_told_by_the_word():
    """People are counted whatever they do; animals and things are not; a compound ends with its last noun."""
    assert _told("Soldiers killed nine rebels in Wamba.") == [("killed", 9, 9)]
    assert _told("Nine goat traders were killed in Wamba.") == [("killed", 9, 9)]
    assert _told("Poachers killed nine elephants in Wamba.") == []
    assert _told("Two blasts killed nine in Wamba.") == [("killed", 9, 9)]
    assert _told("Guards nabbed nine watchmen with two rifles in Wamba.") == [("arrested", 9, 9)]


@pytest.mark.parametrize(
    "counted",
    ["pythons", "ducks", "piglets", "tigers", "panthers", "geese", "plants", "trailers", "police dogs", "oxen"],
)
def test_a_plural_that_names_no_people_is_no_toll(counted):
    """Animals and things have no end, so no list of them is needed for a number of them to count nobody."""
    assert _told(f"Rangers killed nine {counted} in Wamba.") == []
    assert _told(f"Storm in Wamba: nine {counted} killed") == []
    assert _told(f"Nine {counted} are missing in Wamba.") == []


def test_a_toll_of_animals_is_none_of_people():
    """Named before the number, behind a part or a sum, or as others than the animals told of."""
    assert _told("Nine of the 40 goats died in Wamba.") == []
    assert _told("Livestock deaths: 40 in Wamba") == []
    assert _told("Elephant toll rises to nine in Wamba") == []
    assert _told("Nine lions were killed and two others injured in Wamba.") == []
    assert _told("Death toll in elephant attacks rises to nine") == [("killed", 9, 9)]
    assert _told("Nine sheep farmers were killed in Wamba.") == [("killed", 9, 9)]


@pytest.mark.parametrize(
    "counted", ["Simba", "Kuku", "Nyuki", "Wanyama", "Nyani wadogo", "Ng'ombe wa maziwa", "Mbwa wa polisi", "Sungura"]
)
def test_a_kiswahili_number_of_animals_is_no_toll(counted):
    """Animals agree as people do, so the noun before the number must name people."""
    assert _told(f"{counted} 9 wauawa Wamba", "sw") == []
    assert _told(f"{counted} 9 wafa Wamba", "sw") == []


def test_a_kiswahili_number_of_people_is_a_toll():
    """Nouns without the wa- of people, people with an adjective, and no noun at all."""
    assert _told("Makurutu 9 wauawa Wamba", "sw") == [("killed", 9, 9)]
    assert _told("Watoto wadogo 9 wauawa Wamba", "sw") == [("killed", 9, 9)]
    assert _told("Mlipuko waua tisa Wamba", "sw") == [("killed", 9, 9)]


@pytest.mark.parametrize("of_whom", ["", "wezi ", "wafugaji ", "maafisa wa polisi "])
def test_of_some_in_kiswahili_those_count_whom_it_befell(of_whom):
    """Of "wawili kati ya wezi sita" the larger number tells whom they were among, and not how many are dead."""
    assert _told(f"Wawili kati ya {of_whom}sita wauawa Wamba", "sw") == [("killed", 2, 2)]
    assert _told(f"Wawili miongoni mwa {of_whom}sita wauawa Wamba", "sw") == [("killed", 2, 2)]
    assert ("arrested", 6, 6) not in _told(f"Wawili kati ya {of_whom}sita wakamatwa Wamba", "sw")


def test_a_total_over_a_time_is_no_toll():
    """What was counted since a time, in years or between months is of many events; who is missing is missing since."""
    assert _told("Bandits have killed nine people in Wamba since the market day.") == []
    assert _told("Bandits killed nine people in Wamba in the last two years.") == []
    assert _told("Nine people were killed in Wamba between March and June.") == []
    assert _told("Nine people are missing in Wamba since the market day.") == [("missing", 9, 9)]


def test_the_time_before_a_count_is_another_events_and_the_time_behind_it_is_not():
    """The words "a week after" tell of an older event what stands behind them, and nothing before them."""
    assert _told("A week after raiders killed nine people, elders met.") == []
    assert _told("The attack comes days after nine people were killed in Wamba.") == []
    assert _told("The raid comes after bandits killed nine people in Wamba.") == []
    assert _told("Last Christmas bandits killed nine people in Wamba.") == []
    assert _told("Wiki iliyopita majangili waliua watu tisa Wamba.", "sw") == []
    assert _told("Nine people were found dead days after the raid.") == [("killed", 9, 9)]
    assert _told("Nine people were found dead a week after the raid.") == [("killed", 9, 9)]


def test_digits_of_a_name_an_age_money_and_a_time_count_nobody():
    """Only a number that stands by itself is a count."""
    assert _told("Police arrested Wamba 4 residents at dawn.") == []
    assert _told("Police say that Tumbo Made, 30 was arrested.") == []
    assert _told("Thieves in the old town nab $2 million.") == []
    assert _told("He was arrested around 1:30 by the guards.") == []


def test_one_item_of_a_list_is_no_toll():
    """A person named before the number belongs to it, and so do others than those named."""
    assert _told("Lorry driver, two guards killed in Wamba") == []
    assert _told("Made chief, nine other elders killed in Wamba") == []
    assert _told("Woman, 34, and two men killed in Wamba") == []
    assert _told("Mwanamke, 34, na wanaume wawili wauawa Wamba", "sw") == []
    assert _told("Three guards, two herders killed in Wamba") == [("killed", 5, 5)]


def test_what_is_ordered_or_asked_has_not_happened():
    """An infinitive is a wish and a question is one too."""
    assert _told("Judge orders police to arrest nine men in Wamba") == []
    assert _told("Did guards kill nine people in Wamba?") == []


@pytest.mark.parametrize("number", range(len(ENGLISH)))
def test_no_way_of_counting_is_passed_over(number):
    """Of some words, every match of a rule holds one; each of these has one of the roots that the rule is tried for."""
    rule = ENGLISH[number]
    lists = needed(read(rule.pattern.pattern, rule.pattern.flags))
    assert any(all(any(root in word for root in rule.roots) for word in words) for words in lists)
