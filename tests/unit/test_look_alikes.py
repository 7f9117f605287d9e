"""Look-alike events of one week stay apart, and near twins of each still become one story."""

from dataclasses import replace
from datetime import date

import pytest

from usalama.labelled.story_training import fit
from usalama.stories import victims
from usalama.stories.batches import group_reports
from usalama.stories.evidence import FEATURES, compare
from usalama.stories.fingerprints import Report, fingerprint
from usalama.stories.linkage import FLOOR
from usalama.stories.sketches import sketch

MONDAY = date(2026, 11, 16).toordinal()


def on(report, day):
    """The report, as of that day."""
    return replace(report, first=day, last=day)


def told(day, title, summary="", *counties):
    """A report of a day of one week: 1 is its Monday."""
    return on(Report(title, title, summary, counties=counties), MONDAY + day - 1)


RAID = told(5, "Police killed in Turkana bandit ambush now four", "A sergeant who was hurt on Friday died.", "turkana")
RAID_TWIN = told(5, "Fourth officer dies after ambush by bandits in Turkana", "They were hit on Friday.", "turkana")
AMBUSH = told(5, "Four policemen killed at the coast", "Al-Shabaab ambushed them on Friday near the Somali border.")
AMBUSH_TWIN = told(6, "Al-Shabaab kills four officers at the coast", "They were ambushed near the border with Somalia.")

TAKEN = told(4, "Raiders take 30 cows after reservists lose guns", "Kesot in West Pokot was raided.", "west-pokot")
TAKEN_TWIN = told(5, "30 cattle driven away at Kesot", "Reservists of West Pokot had lost their guns.", "west-pokot")
FOUND = told(3, "Police recover 90 stolen cattle", "Bandits struck in West Pokot.", "west-pokot", "turkana")
FOUND_TWIN = told(3, "90 stolen cattle recovered in West Pokot", "Police followed the bandits.", "west-pokot")

TWO_DEAD = told(3, "Two soldiers die in Lamu blast", "Their water lorry was near Bodhei on Sunday.", "lamu")
TWO_DEAD_TWIN = told(3, "Bomb killed two soldiers near Bodhei", "Their lorry was carrying water.", "lamu")
FIVE_DEAD = told(3, "Five soldiers killed by bomb in Lamu", "Ten were hurt on Kiunga road.", "lamu")
FIVE_DEAD_TWIN = told(4, "Kiunga road bomb kills five soldiers, wounds ten", "Troops were on patrol.", "lamu")

SWINDLE = told(3, "Sixteen arrested in SIM swap crackdown in Kasarani", "Police found 2,000 lines.", "nairobi")
SWINDLE_TWIN = told(3, "SIM swap: police hold sixteen in Kasarani", "The 2,000 lines were seized.", "nairobi")
DEATH = told(2, "Woman found dead in Kasarani rental room", "A man had paid for one night.", "nairobi")
DEATH_TWIN = told(4, "Man sought over death of woman in Kasarani rental room", "A cleaner found her.", "nairobi")


PAIRS = [
    ((RAID, RAID_TWIN), (AMBUSH, AMBUSH_TWIN)),
    ((TAKEN, TAKEN_TWIN), (FOUND, FOUND_TWIN)),
    ((TWO_DEAD, TWO_DEAD_TWIN), (FIVE_DEAD, FIVE_DEAD_TWIN)),
    ((SWINDLE, SWINDLE_TWIN), (DEATH, DEATH_TWIN)),
]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_look_alikes_of_one_week_stay_apart_and_their_twins_join(first, second, tables):
    """Common words of one trade and week do not make one event of two; who tells the same event is found by them."""
    one, twin, other, its_twin = (story for story, _ in group_reports([*first, *second], tables))
    assert one == twin != other == its_twin


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("Raiders take 30 cows at Kesot", "Herders lose 90 goats at Kesot", 1.0),
        ("Raiders take 30 cows at Kesot", "Kesot raiders drive away 30 cattle", 0.0),
        ("Raiders take 30 cows, kill two at Kesot", "Two killed at Kesot, 25 cows gone", 1.0),
        ("Raiders take 30 cows at Kesot", "Four arrested after Kesot cattle raid", 0.0),
        ("Sixty arrested with forged letters", "Thirty arrested with forged letters", 1.0),
        ("Six dead, four hurt at Kesot", "Six dead at Kesot", 0.0),
    ],
)
def test_figures_of_one_thing_that_differ_speak_against_one_event(one, other, apart, tables):
    """Cows are held against cows and dead against dead; a figure that the other does not tell says nothing."""
    measured = compare(sketch(told(1, one), tables), sketch(told(1, other), tables), tables)
    assert measured.features[FEATURES.index("other-figures")] == apart


def test_a_report_that_names_no_county_does_not_join_two_counties(tables):
    """A report that is like both of two deaths in two counties joins one of them at most."""
    embu = told(1, "Man dies in Embu police cell", "His family wants an inquiry.", "embu")
    kwale = told(3, "Inmate dies in Kwale police cell", "His family wants answers.", "kwale")
    between = told(2, "Inmate dies in police cell", "The family of the man wants an inquiry.")
    stories = dict(zip("ekb", (story for story, _ in group_reports([embu, kwale, between], tables)), strict=True))
    assert stories["e"] != stories["k"]
    assert compare(sketch(embu, tables), sketch(kwale, tables), tables).score == FLOOR


def test_that_labelled_events_lie_months_apart_teaches_no_trust_in_the_day(tables):
    """Where only the days tell two like events apart, the weights learn from their words and figures all the same."""
    events = [twins for pair in PAIRS for twins in pair]
    years = [(on(report, report.first + 400 * n), str(n)) for n, twins in enumerate(events) for report in twins]
    weights = dict(zip(("bias", *FEATURES), fit([years], tables), strict=True))
    assert weights["title"] > weights["same-day"]


FOUND_ALIVE = told(6, "Trader Wafula found alive in a forest", "He was dropped by a road.", "nakuru")
TAKEN_TRADER = told(3, "Trader Joseph Wafula kidnapped by masked men", "The trader was taken from a shop.", "bungoma")
RAID_THERE = told(4, "Raiders kill two herders and drive away goats", "Armed men came at night to Kotut.", "bungoma")
RAID_HERE = told(4, "Raiders kill two herders, drive away goats", "Armed men came at night to Lomel.", "nakuru")


def test_counties_part_raids_and_not_the_reports_of_one_named_person(tables):
    """Who was taken in one county is found in another; raids of two counties are two, however alike their words."""
    person = compare(sketch(TAKEN_TRADER, tables), sketch(FOUND_ALIVE, tables), tables)
    raids = compare(sketch(RAID_THERE, tables), sketch(RAID_HERE, tables), tables)
    assert person.score > FLOOR
    assert raids.score == FLOOR


CHIEF_SHOT = told(2, "Chief shot dead on his way home in Loroghon", "Gunmen waited for him by the road.")
JAILBREAK = told(3, "Manhunt for three inmates who escaped in Loroghon", "They cut a fence on a night of rain.")
CHIEF_BURIED = told(4, "Loroghon chief who was killed by gunmen is buried", "Police still look for those who shot him.")


def value(feature, one, other, tables):
    """The value that one feature has of two reports."""
    found = compare(sketch(one, tables), sketch(other, tables), tables)
    return found.features[FEATURES.index(feature)]


def test_two_kinds_of_happening_in_one_town_speak_against_one_event(tables):
    """A jailbreak is not the murder of a chief, though the town is rare; the burial follows from the murder."""
    assert value("other-kind", CHIEF_SHOT, JAILBREAK, tables) == 1
    assert value("other-kind", CHIEF_SHOT, CHIEF_BURIED, tables) == 0
    assert tables.weights[1 + FEATURES.index("other-kind")] < 0


@pytest.mark.parametrize(
    ("one", "other", "speaks"), [("26", "27", 0), ("26", "40", 1), ("3", "4", 1), ("2.5", "27", 1)]
)
def test_tolls_of_many_that_lie_near_each_other_are_one_toll(one, other, speaks, tables):
    """Two outlets count the dead of one night a little apart; of a few dead each one more is another event."""
    first, second = (told(2, f"{number} killed at Loroghon market", f"{number} dead.") for number in (one, other))
    assert value("other-figures", first, second, tables) == speaks


RIDER_SHOT = told(2, "Rider shot dead by officer in Loroghon", "He had not stopped at a roadblock.")
RIDER_PROTEST = told(3, "Loroghon riders hold protest", "They blocked the road and asked for an arrest.")
MILL_ROBBED = told(3, "Thugs rob rice mill in Loroghon", "A safe was cut open.")
GOATS_TAKEN = told(2, "Two herders killed in Loroghon", "Raiders came before dawn.")
GOATS_FOUND = told(3, "Police recover goats stolen in Loroghon", "Reservists followed them to a dry river.")
OPENED = told(3, "Loroghon crossing reopens", "Traders had waited with their goats.")
LORRY = told(2, "Five officers die as lorry crashes in Loroghon", "Others were hurt when a tyre burst.")
GUNMEN_FLED = told(3, "Chief shot at in Loroghon", "The gunman is on the run.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (CHIEF_SHOT, JAILBREAK),
        (RIDER_SHOT, MILL_ROBBED),
        (GOATS_TAKEN, OPENED),
        (GOATS_FOUND, OPENED),
    ],
)
def test_other_kinds_of_happening_are_two_events_where_a_place_alone_is_in_common(one, other, tables):
    """One rare word is the place, where much happens; the killed of a crash are of another kind than the shot."""
    assert compare(sketch(one, tables), sketch(other, tables), tables).score == FLOOR


RIDER_BEATEN = told(2, "Officers on the spot as rider is beaten in Loroghon", "He had not stopped at a roadblock.")
RIDER_DIES = told(3, "Loroghon rider dies", "He had been in a ward since the night of the roadblock.")
HERDERS_DEAD = told(2, "Two herders killed in Loroghon", "They were found before dawn.")
BANDITS_STEAL = told(3, "Loroghon bandits steal from homes", "They had come before dawn.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (RIDER_SHOT, RIDER_PROTEST),
        (GOATS_TAKEN, GOATS_FOUND),
        (RIDER_BEATEN, RIDER_DIES),
        (HERDERS_DEAD, BANDITS_STEAL),
    ],
)
def test_what_follows_a_death_is_of_no_other_kind(one, other, tables):
    """A protest follows a killing, a death a beating, and a raid of bandits has its dead, told or not."""
    assert value("other-kind", one, other, tables) == 0
    assert compare(sketch(one, tables), sketch(other, tables), tables).score > FLOOR


MARKET_FIRE = told(2, "Watchman dies in Loroghon market fire", "His body was under the ashes.")
MARKET_GANG = told(4, "Gang robs shoppers at Loroghon market", "Two were stabbed by the youths.")
PROTEST_FIRST = told(2, "One killed as Loroghon traders protest", "Police lobbed teargas.")
TRAILER = told(2, "Two pupils killed by trailer in Loroghon", "They were on the way to school.")
PROTEST_TOLD = told(3, "IPOA looks into Loroghon shooting", "It will view videos of the protest.")
LORRY_AMBUSH = told(4, "Officers ambushed in Loroghon", "Gunmen shot at their lorry.")


@pytest.mark.parametrize(
    ("one", "other", "are_other"),
    [
        (MARKET_FIRE, MARKET_GANG, 1),
        (PROTEST_FIRST, MARKET_GANG, 1),
        (on(PROTEST_FIRST, MONDAY + 6), MARKET_GANG, 0),
        (MARKET_FIRE, RIDER_SHOT, 0),
        (PROTEST_TOLD, MARKET_GANG, 1),
        (on(PROTEST_TOLD, MONDAY + 6), MARKET_GANG, 0),
        (LORRY, TRAILER, 0),
        (LORRY, LORRY_AMBUSH, 1),
    ],
)
def test_the_dead_make_no_two_happenings_one_where_titles_tell_more(one, other, are_other, tables):
    """A fire and a robbery both have their dead, a crash and an ambush too; a later protest may be about either."""
    assert value("other-kind", one, other, tables) == value("other-kind", other, one, tables) == are_other


def test_who_gets_away_is_not_of_the_dead_and_an_estate_may_have_a_number(tables):
    """In "one shot dead, two escape" the two live; in "shot in Zembeni 45" nobody counts to 45."""
    away = told(2, "Robber shot dead, two escape in Loroghon")
    assert value("other-figures", away, told(3, "Police kill 1 robber in Loroghon"), tables) == 0
    assert value("other-figures", away, told(3, "Three escape police in Loroghon"), tables) == 1
    estate = told(2, "Police kill robber in Zembeni 45, recover pistol")
    assert value("other-figures", estate, told(3, "Police kill 1 robber"), tables) == 0
    held = told(2, "Crackdown at Zembeni, 45 arrested")
    assert value("other-figures", held, told(3, "Police arrest 12 at Zembeni"), tables) == 1


def test_other_kinds_are_no_veto_where_more_than_a_place_is_in_common(tables):
    """Who was robbed and who died of it: the same rare names are in both."""
    robbed = told(2, "Trader Zembolo robbed in Loroghon", "Thugs took his cash.")
    dead = told(3, "Body of trader Zembolo of Loroghon lies in mortuary", "Relatives came to see it.")
    assert value("other-kind", robbed, dead, tables) == 1
    assert compare(sketch(robbed, tables), sketch(dead, tables), tables).score > FLOOR


def test_some_words_tell_a_kind_only_beside_others(tables):
    """Gunmen flee as inmates do, traders have animals as raiders do, schools close as borders do."""
    kinds = [sketch(report, tables).kinds.told for report in (GUNMEN_FLED, JAILBREAK, OPENED, GOATS_FOUND)]
    assert ["escape" in kinds[0], "escape" in kinds[1]] == [False, True]
    assert ["theft" in kinds[2], "theft" in kinds[3]] == [False, True]


def test_a_kiswahili_verb_is_one_word_whoever_does_it_and_when(tables):
    """Who and when stand before the root; the words of grammar around it are no rare words."""
    bilingual = tables.bilingual
    one = fingerprint(Report("a", "Leo walichota mchele kwenye soko huku", language="sw"), bilingual)
    other = fingerprint(Report("b", "Jana wakichota mchele", language="sw"), bilingual)
    assert {token for token in one.tokens if token[0] != "="} == {token for token in other.tokens if token[0] != "="}
    assert "walichota" in fingerprint(Report("c", "Jana walichota", language="en"), bilingual).tokens


def test_a_rare_figure_in_common_says_as_much_as_a_rare_name(tables):
    """Few events of a week count 173 goats; two dead are of many."""
    rare = value("rare", told(2, "Raiders take 173 goats"), told(3, "Herders trace 173 goats"), tables)
    common = value("rare", told(2, "Raiders kill 2 men"), told(3, "Gunmen kill 2 men"), tables)
    assert (rare, common) == (1, 0)


def test_a_party_in_both_titles_does_not_stand_above_other_counties(tables):
    """A name in capitals is a body's, which acts everywhere; a person's name is one matter in two counties."""
    here = told(3, "Three injured as QXP youths clash", "Stones were thrown in Bomet.", "bomet")
    there = told(4, "Three injured as police clash with QXP youths", "A stadium was closed in Kitui.", "kitui")
    assert compare(sketch(here, tables), sketch(there, tables), tables).score == FLOOR


def test_of_two_kiswahili_reports_only_names_and_figures_are_rare(tables):
    """Few measured events are told in Kiswahili, so that its common words look rare; English ones do not."""
    one, other = (
        Report("a", "Vijana wa Zembeni walichekelea ufinyu", language="sw"),
        Report("b", "Madereva wa Zembeni wakichekelea ufinyu", language="sw"),
    )
    assert value("rare", one, other, tables) == 1
    assert value("rare", replace(one, language="en"), replace(other, language="en"), tables) == 2


def test_kiswahili_words_that_no_table_knows_count_half_beside_an_english_report(tables):
    """No English report can have them: for them a long Kiswahili one is less unlike it than one of its own language."""
    short = told(3, "Farmers and herders clash in Zembeni", "Police were sent to the village.")
    plain = replace(
        short, key="p", language="sw", title="Wakulima na wafugaji wapigana Zembeni", summary="Polisi wafika."
    )
    wordy = replace(
        plain, key="w", summary=f"{plain.summary} Wazembe walichekelea kochokocho mpwitompwito vinyangarika."
    )
    assert value("contained", short, wordy, tables) == value("contained", wordy, short, tables)
    lost, lost_there = (
        value("wording", one, plain, tables) - value("wording", one, wordy, tables)
        for one in (short, replace(short, language="sw"))
    )
    assert 0 < lost < 0.6 * lost_there


def test_what_a_table_says_in_english_is_a_word_in_common_and_no_rare_one(tables):
    """An ordinary word is rare where few measured events had it; said by a table, it says no more than a concept."""
    one = told(3, "Crocodile seen near Zembeni")
    other = replace(told(3, "Mamba aonekana karibu na Zembeni"), language="sw")
    assert "crocodil" in sketch(one, tables).rare
    assert value("rare", one, other, tables) == 1
    assert value("concepts", one, other, tables) > 0


def test_a_protest_over_fees_is_not_about_the_robbery_of_that_day(tables):
    """What marchers want says that they march over nothing else that was told; a march that says nothing may."""
    robbed = told(5, "Traders robbed in Zembeni", "Gunmen struck a market on Thursday.")
    fees = told(5, "Traders of Zembeni to hold protest", "They march against new fees.")
    silent = told(5, "Traders of Zembeni to hold protest", "They march on.")
    assert value("other-kind", robbed, fees, tables) == 1
    assert value("other-kind", robbed, silent, tables) == 0


def test_a_fire_at_a_place_is_no_shooting(tables):
    """The noun before "at" and "on" is the commoner: a blaze is of another kind than gunmen who opened fire."""
    bilingual = tables.bilingual
    blaze = fingerprint(Report("a", "Fire at a timber yard in Zembeni"), bilingual).tokens
    shots = fingerprint(Report("b", "Gunmen opened fire at a timber yard in Zembeni"), bilingual).tokens
    assert ("=burn" in blaze, "=shoot" in blaze, "=shoot" in shots) == (True, False, True)


def test_how_it_feels_makes_no_two_happenings_one(tables):
    """That a killing was harrowing is said of any, also where no measured event had the word; a name is not."""
    one, other = told(3, "Harrowing killing of a tailor"), told(4, "Harrowing killing of a potter")
    assert value("rare", one, other, tables) == 0
    grips, again = told(3, "Outcry over hideouts of smugglers"), told(4, "Outcry as sugar hideouts are found")
    assert value("rare", grips, again, tables) == 0
    assert value("rare", told(3, "Tailor of Zembeni killed"), told(4, "Potter of Zembeni killed"), tables) == 1
    named, again = told(3, "A tailor killed in Grim Valley"), told(4, "Police return to Grim Valley")
    assert value("rare", named, again, tables) == value("rare", *swapped(named, again, "Grim", "Zembeni"), tables)


def swapped(one, other, name, instead):
    return (replace(report, title=report.title.replace(name, instead)) for report in (one, other))


def test_a_day_called_by_its_number_said_twice_is_a_name_and_no_figure(tables):
    """In one word or two, "Saba Saba" is neither seven marchers nor two sevens; a number in small letters stays one."""
    bilingual = tables.bilingual
    texts = (
        "Saba Saba: crowds dispersed",
        "Crowds dispersed on Sabasaba",
        "Saba saba wakamatwa",
        "Watu saba wakamatwa",
    )
    found = [fingerprint(Report("a", text, language="sw"), bilingual).tokens for text in texts]
    assert ["sabasaba" in tokens for tokens in found] == [True, True, False, False]
    assert ["#7" in tokens for tokens in found] == [False, False, True, True]


def test_to_be_is_no_word_in_any_form(tables):
    """No list holds all forms of a Kiswahili verb; by its root "to be" is left out, and other verbs are not."""
    found = fingerprint(Report("a", "Wakulima wamekuwa wakichota mchele", language="sw"), tables.bilingual)
    assert "kuwa" not in found.tokens
    assert "chota" in found.tokens


def test_a_capital_tells_a_name_where_not_each_word_has_one(tables):
    """Raiders and convoys of a headline Written Like This are nobody's name; what its excerpt writes so is one."""
    heading, sentence = "Armed Raiders Ambush Convoy In Matungu", "Armed raiders ambush convoy in Matungu"
    reports = (Report("a", heading), Report("a", sentence), Report("a", heading, "They fled to Matungu."))
    names = [fingerprint(each, tables.bilingual).names for each in reports]
    assert names == [frozenset(), {"matungu"}, {"matungu"}]


HELD = told(1, "Three held over murder of Matungu teacher", "They had his phone, police said.")
HELD_SINCE = "Suspect in killing of Matungu nurse arrested"
HELD_ELSEWISE = told(2, "Washukiwa wa mauaji ya mwalimu Matungu wakamatwa", "Walinaswa na simu yake, polisi walisema.")


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (HELD, told(3, "Farmer hacked to death in Matungu"), True),
        (told(1, "Farmer hacked to death in Matungu"), told(3, HELD.title), True),
        (HELD_ELSEWISE, told(3, "Mkulima auawa Matungu"), True),
        (HELD, told(3, "Man killed by gunmen in Matungu", "He was walking home from a bar."), True),
        (HELD, told(1, "Man killed by gunmen in Matungu", "He was walking home from a bar."), False),
        (told(1, "Man killed by gunmen in Matungu"), told(3, HELD.title), False),
        (HELD, told(3, "Man killed by gunmen in Matungu", "Three suspects have been arrested."), False),
        (HELD, told(3, "Matungu teacher hacked to death on farm"), False),
        (HELD, told(3, "Family of man killed in Matungu asks for justice"), False),
        (told(1, "Woman found murdered in Matungu"), told(3, HELD_SINCE, "She was stabbed in August."), True),
        (told(1, "Woman found murdered in Matungu"), told(1, HELD_SINCE, "She was stabbed two months ago."), True),
        (told(1, "Woman found murdered in Matungu"), told(3, HELD_SINCE, "She was stabbed in November."), False),
        (told(1, "Woman found murdered in Matungu"), told(3, HELD_SINCE, "She was stabbed on Sunday."), False),
        (told(1, "Woman found murdered in Matungu"), told(3, HELD_SINCE, "He moved there last year."), False),
        (told(1, "Woman found murdered in Matungu"), told(3, HELD_SINCE, "Two others died in August."), False),
        (told(1, "Woman found murdered in Matungu"), told(3, HELD_SINCE, "He was freed on July 5."), False),
        (told(1, "Man held over killing of wife in Matungu"), told(2, "Woman killed by husband in Matungu"), False),
        (told(1, "Clinical officer found dead in Matungu"), told(1, "Two held over murder of Matungu doctor"), False),
        (told(1, "Grandmother killed in Matungu"), told(3, "Man arrested over killing of woman in Matungu"), False),
        (told(1, "Trader shot dead in Matungu"), told(3, "Two held over killing of Matungu shopkeeper"), False),
        (told(1, "Man lynched in Matungu over theft"), told(3, "Suspects in Matungu trader murder charged"), True),
        (told(1, "Mob kills suspected thief in Matungu"), told(3, "Two held over lynching in Matungu"), False),
        (told(1, "Trader lynched in Matungu"), told(3, "Two held over killing of Matungu trader"), False),
        (told(1, "Trader Wekesa shot dead in Matungu"), told(3, "Two held over murder of Wekesa in Matungu"), False),
    ],
)
def test_who_is_held_over_one_killing_is_of_no_other_one(one, other, apart, tables):
    """The dead have two trades, or the other death is told as new days after the arrest; else both may be of one.

    Whom a mob killed for a thief has that for a trade.

    What else was long before is no sign of two, nor that one title tells of a wife and the other of a husband.
    """
    assert victims.are_two(sketch(one, tables), sketch(other, tables), tables) is apart
    assert (compare(sketch(one, tables), sketch(other, tables), tables).score < 0) >= apart


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("Teacher shot dead in Matungu", "Farmer hacked to death in Matungu", True),
        ("Man hacked to death in Matungu", "Woman stabbed to death in Matungu", True),
        ("Mwanamume auawa Matungu", "Mwili wa mwanamke wapatikana Matungu", True),
        ("Man kidnapped in Matungu", "Woman abducted in Matungu", True),
        ("Gunmen abduct trader in Matungu", "Student goes missing in Matungu", True),
        ("Trader shot dead in Kakamega", "Police officer shot dead in Kakamega", True),
        ("Body of woman found in River Matungu", "Body of man retrieved from River Matungu", True),
        ("Matatu tout killed in Matungu", "Matatu driver shot dead in Matungu", True),
        ("Guards gun down poacher in Matungu", "Ranger trampled to death in Matungu", True),
        ("Man kills wife in Matungu", "Man held for killing brother in Matungu", True),
        ("Mwanamume amuua mkewe Matungu", "Man held for killing brother in Matungu", True),
        ("Man kills wife in Matungu", "Mother of three killed by husband in Matungu", False),
        ("Wahudumu wawili wa afya watekwa nyara Matungu", "Two herders abducted in Matungu", True),
        ("Wahudumu wawili wa afya watekwa nyara Matungu", "Two medics abducted in Matungu", False),
        ("Constable dies by suicide in Matungu", "Constable shoots trader in Matungu", True),
        ("Constable dies by suicide in Matungu", "Constable stabs self after killing woman in Matungu", True),
        ("Constable dies by suicide in Matungu", "March in Matungu over death of constable", False),
        ("Man found killed in Matungu", "Two jailed over killing of man in Matungu", True),
        ("Man found killed in Matungu", "Two charged over killing of man in Matungu", False),
        ("Man hacked to death in Matungu", "Farmer killed in Matungu", False),
        ("Man killed wife in Matungu", "Woman found dead in Matungu", False),
        ("Wife of slain man speaks in Matungu", "Man found dead in Matungu", False),
        ("Man and wife killed in Matungu", "Woman and husband hacked to death in Matungu", False),
        ("Trader kidnapped in Matungu", "Abducted Matungu trader found alive", False),
        ("Woman kidnapped, man killed in Matungu raid", "Man killed, woman abducted in Matungu raid", False),
        ("Man killed as gunmen abduct woman in Matungu", "Woman abducted, man killed in Matungu", False),
    ],
)
def test_two_victims_of_one_place_are_of_two_events(one, other, apart, tables):
    """A teacher and a farmer, a man and a woman, a wife and a brother; a county's name in both is no sign of one.

    No court ends within days the case of a death. Of whom a title tells who did it and to whom, it tells both,
    and so it does of two victims of one raid, in either order.
    """
    reports = (sketch(told(day, title, "", "kakamega"), tables) for day, title in ((1, one), (3, other)))
    assert (compare(*reports, tables).score < 0) is apart


def test_two_killings_of_one_place_on_other_weekdays_are_two(tables):
    """Where no number tells them apart the days do; a night that two outlets call by two days is one."""
    monday = told(2, "Man killed in Matungu", "His body was found on Monday.", "kakamega")
    days = {"Thursday": True, "Tuesday": False}
    for day, apart in days.items():
        other = told(5, "Man shot dead in Matungu", f"Police took his body away on {day}.", "kakamega")
        assert (compare(sketch(monday, tables), sketch(other, tables), tables).score < 0) is apart


def test_an_arrest_and_another_killing_of_its_place_are_two_stories(tables):
    """An arrest for one and the death of another in one week: two stories, and each report joins its own."""
    other = told(3, "Farmer hacked to death in Matungu", "His body was found on his farm.")
    its_twin = told(3, "Mkulima auawa kwa kukatwa mapanga Matungu", "Mwili wake ulipatikana shambani.")
    batch = [HELD, HELD_ELSEWISE, other, its_twin]
    one, twin, second, second_twin = (story for story, _ in group_reports(batch, tables))
    assert (one == twin, second == second_twin, one == second) == (True, True, False)


@pytest.mark.parametrize(
    ("worth", "day", "apart"), [("Sh5 million", "Thursday", True), ("Sh3.5 million", "Thursday", False),
                               ("Sh5 million", "Monday", False)],
)  # fmt: skip
def test_hauls_of_two_days_and_two_sums_are_two(worth, day, apart, tables):
    """Bhang is seized in one town again and again; two outlets may value one haul a little otherwise."""
    one = told(2, "Police seize bhang worth Sh3 million in Matungu", "It was in a lorry on Monday.", "kakamega")
    other = told(5, f"Bhang worth {worth} seized in Matungu", f"Police found the bhang on {day}.", "kakamega")
    assert (compare(sketch(one, tables), sketch(other, tables), tables).score < 0) is apart


def test_hauls_of_two_sums_are_two_where_days_lie_between_their_reports(tables):
    """Which day it was is told by few; what is recovered of a haul is of it, whenever that is reported."""
    stolen = told(2, "Sh3 million stolen from shop in Matungu", "Thieves broke a wall.", "kakamega")
    again = told(5, "Thieves steal Sh900,000 from shop in Matungu", "They broke a lock.", "kakamega")
    found = told(5, "Police recover Sh900,000 stolen from shop in Matungu", "Thieves had it.", "kakamega")
    scores = (compare(sketch(stolen, tables), sketch(other, tables), tables).score for other in (again, found))
    assert [score < 0 for score in scores] == [True, False]


@pytest.mark.parametrize(
    ("title", "apart"),
    [
        ("Dereva wa lori afungwa miaka kumi kwa magendo", True),
        ("Dereva wa lori wa miaka 44 afungwa miaka 20 kwa magendo", False),
        ("Dereva wa lori wa miaka 44 afungwa kwa magendo", False),
        ("Lorry driver, a 44-year-old, jailed over smuggling", False),
    ],
)
def test_two_who_are_jailed_for_other_years_are_two(title, apart, tables):
    """A sentence is of one case; its years are no age, and where one title has none they say nothing."""
    one = told(2, "Lorry driver jailed for 20 years over smuggling", "He hid people under sacks.", "kakamega")
    language, text = ("en", one.summary) if "jailed" in title else ("sw", "Alificha watu chini ya magunia.")
    other = replace(told(2, title, text, "kakamega"), language=language)
    assert (compare(sketch(one, tables), sketch(other, tables), tables).score < 0) is apart


ROBBERS = told(1, "Two suspected robbers shot dead in Matungu", "Police shot two robbers on Sunday night.", "kakamega")


RAID = told(3, "Bandits steal 200 goats in Matungu", "Police said the raid took place on Tuesday.", "kakamega")
BREW = told(2, "Police seize 400 litres of chang'aa in Matungu", "They raided a den on Monday.", "kakamega")
STING = told(2, "EACC arrests three traffic officers over bribes along Matungu road", "", "kakamega")


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (ROBBERS, told(4, "Three robbers killed in Matungu", "Police shot them on Wednesday.", "kakamega"), True),
        (ROBBERS, told(4, "Robbers shot dead in Matungu", "Police shot two robbers on Sunday.", "kakamega"), False),
        (RAID, told(7, "Bandits steal 80 cows in Matungu", "Residents said it was on Saturday.", "kakamega"), True),
        (RAID, told(6, "March over stolen goats in Matungu", "All 250 are lost, he said Friday.", "kakamega"), False),
        (BREW, told(5, "Chang'aa: 1,000 litres seized in Matungu", "It was found on Thursday.", "kakamega"), True),
        (BREW, told(2, "Chang'aa: 400 litres seized in Matungu", "It was found on Monday.", "kakamega"), False),
        (STING, told(6, "Two traffic officers arrested by EACC over bribes on Matungu road", "", "kakamega"), True),
        (STING, told(3, "Two traffic officers arrested by EACC over bribes on Matungu road", "", "kakamega"), False),
    ],
)  # fmt: skip
def test_other_numbers_of_other_days_are_of_two_events_of_one_place(one, other, apart, tables):
    """Where nothing but the place is rare in both; bribes are taken on one road each week, days told or not."""
    assert (compare(sketch(one, tables), sketch(other, tables), tables).score < 0) is apart


HEIST = told(2, "Gang robs Matungu bank of Sh20 million", "Robbers struck on Monday.", "kakamega")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ROBBERS, told(3, "Three robbers now dead in Matungu", "One more died on Tuesday.", "kakamega")),
        (ROBBERS, told(4, "Three robbers shot dead in Matungu", "A third one died in hospital on Wednesday.",
                       "kakamega")),
        (ROBBERS, told(1, "Three robbers shot dead in Matungu", "Police shot them at dawn on Monday.", "kakamega")),
        (HEIST, told(4, "Police recover Sh5 million stolen from Matungu bank", "It was on Wednesday.", "kakamega")),
        (HEIST, told(4, "Three held over Matungu bank robbery with Sh5 million", "It was on Wednesday.", "kakamega")),
    ],
)  # fmt: skip
def test_what_goes_on_another_day_with_another_number_is_no_other_event(one, other, tables):
    """A toll that rose, a night that two outlets call by two days, and what of a haul is found again, by whomever."""
    assert compare(sketch(one, tables), sketch(other, tables), tables).score >= 0


def test_more_who_are_held_another_day_are_of_one_killing(tables):
    """Two held over it on Monday and four on Thursday are no two killings of one trader."""
    one = told(2, "Two arrested over killing of trader in Matungu", "They were held on Monday.", "kakamega")
    more = told(5, "Four arrested over killing of trader in Matungu", "They were held on Thursday.", "kakamega")
    assert compare(sketch(one, tables), sketch(more, tables), tables).score >= 0


def test_an_arrest_of_another_day_goes_on_with_a_toll_that_rose(tables):
    """It names its own day, and five dead of whom three were told first: that is no other event."""
    raid = told(2, "Bandits kill three herders in Matungu raid", "Armed bandits shot them on Sunday.", "kakamega")
    held = told(4, "Police arrest bandits over Matungu raid that killed five herders", "It was on Tuesday.", "kakamega")
    assert compare(sketch(raid, tables), sketch(held, tables), tables).score >= 0
