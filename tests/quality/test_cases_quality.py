"""Case stages on made sentences: what is stated as done is found, what is wished for or denied is not."""

from datetime import UTC, datetime

import pytest
from made_sets import ACTORS, rows

from usalama.claims.cases import stage_in
from usalama.claims.stages import STAGES, Stage, status_of
from usalama.digest.digests import Report
from usalama.digest.memory import OPEN, case_of

ROWS = rows("cases")


def found(row):
    stage = stage_in(row["title"], row["summary"], ACTORS)
    return stage.stage if stage else ""


def test_the_quote_stands_in_the_text():
    """The words given as evidence are the text's own."""
    for row in ROWS:
        stage = stage_in(row["title"], row["summary"], ACTORS)
        assert stage is None or stage.quote in row["title"] + " " + row["summary"]


@pytest.mark.parametrize("row", [row for row in ROWS if not row["stage"]], ids=lambda row: row["title"][:50])
def test_no_step_is_read_where_none_is_stated(row):
    """A denial of a rumour is no plea, bail no acquittal, a namesake's arrest nobody's: a wrong step defames."""
    assert found(row) == ""


@pytest.mark.parametrize(
    ("title", "step"),
    [
        ("Polisi watatu wafunguliwa mashtaka ya mauaji Wamba", "charged"),
        ("Mshukiwa wa ugaidi akana mashtaka Wamba", "charged"),
        ("Afisa alikana shtaka la mauaji mbele ya jaji", "charged"),
        ("Polisi waachiliwa huru kwa kukosa ushahidi", "acquitted"),
        ("Wakazi wataka polisi wafunguliwe mashtaka", ""),
        ("Serikali yakana mashtaka ya kuteka vijana", ""),
        ("Mahakama yamwachilia polisi kwa dhamana", "bailed"),
    ],
)
def test_kiswahili_opens_charges_and_pleads_in_words_of_its_own(title, step):
    """Charges are opened and denied, and who lacks evidence against him goes free; what a state denies is no plea."""
    assert found({"title": title, "summary": ""}) == step


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        ("Polisi aliyeua mkewe ajisalimisha", "Amnesty International yataka ashtakiwe"),
        ("Suspect surrenders to police", "Amnesty wants him charged"),
        ("Mshukiwa ajisalimisha kwa polisi, aomba msamaha", ""),
        ("Stolen lorry suspect arrested in Sample", ""),
        ("Lorry trio arrested in Sample", ""),
    ],
)
def test_a_rights_body_an_apology_and_a_stolen_car_end_no_arrest(title, summary):
    """Amnesty International grants none, who begs for pardon is held, and suspects of a theft are no lorry."""
    assert found({"title": title, "summary": summary}) == "arrested"


def test_of_two_verdicts_the_graver_one_stands():
    """Acquitted of one thing but convicted of another is convicted, and so is one of five of whom four go free."""
    assert found({"title": "Officer acquitted of murder but convicted of theft", "summary": ""}) == "convicted"
    assert found({"title": "One convicted, four acquitted in Kiritiri murder trial", "summary": ""}) == "convicted"


@pytest.mark.parametrize(
    "text",
    [
        "Five months on, no officer charged in Wamba deaths",
        "Since the shooting no police officer has been charged, a rights group said.",
        "No suspect was arrested over the raid",
    ],
)
def test_nobody_of_a_kind_is_nobody(text):
    """Where no officer was charged, no charge is reported; one who is charged without delay is charged."""
    assert stage_in(text, "", ACTORS) is None
    assert stage_in("No delay: officer charged in Wamba deaths", "", ACTORS).stage == "charged"


@pytest.mark.parametrize("denied", ["charges", "the charge"])
def test_what_others_say_of_somebody_is_no_charge_of_a_court(denied):
    """Who denies the charge that he did something, or one by his rivals, answers no court."""
    assert stage_in(f"Governor Made denied {denied} that he paid raiders", "", ACTORS) is None
    assert stage_in(f"Made denied {denied} by rivals", "", ACTORS) is None
    assert stage_in("Made denied the charge before a Kapsowe court", "", ACTORS).stage == "charged"


@pytest.mark.parametrize(
    ("text", "quote", "cut"),
    [
        ("A court let detectives hold for ten days five suspects arrested in Ruiru with radios that nobody claimed.",
         "ten days five suspects arrested in Ruiru with", (True, True)),
        ("Two arrested in Malindi over fake visas", "Two arrested in Malindi over fake visas", (False, False)),
        ("Detectives in Ruiru said yesterday a man posing as a police officer was arrested",
         "posing as a police officer was arrested", (True, False)),
    ],
)  # fmt: skip
def test_a_quote_says_where_its_sentence_goes_on(text, quote, cut):
    """A side is cut only where more than two words are left out, and never so that who plays an officer is one."""
    stage = stage_in(text, "", ACTORS)
    assert (stage.quote, stage.cut) == (quote, cut)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Trader jailed 15 years for Kiritiri robbery freed on appeal", "acquitted"),
        ("Trader jailed 15 years for Kiritiri robbery walks free, retrial ordered", ""),
        ("Two arrested over Lokore shooting released without charge", "released"),
        ("Two arrested over Lokore shooting and later released", "released"),
        ("Two arrested over Lokore shooting and later released on bail", "bailed"),
        ("Traders arrested by soldiers at Lokore freed", "released"),
        ("Hunt is on for three inmates convicted of the Lokore raid", ""),
        ("Two men convicted of the Lokore raid", "convicted"),
        ("Vijana wawili wakamatwa Kiritiri na kuachiliwa bila mashtaka", "released"),
    ],
)
def test_who_is_let_go_is_held_no_more(text, stage):
    """Freed on appeal nobody is a convict, and released nobody is held, on bail or for good.

    What inmates were convicted of is no news of their escape.
    """
    assert found({"title": text, "summary": ""}) == stage


@pytest.mark.parametrize(
    "text",
    [
        "Terror suspect released on bond re-arrested outside Lokore court",
        "Police re-arrest terror suspect minutes after acquittal at Lokore",
        "Man out on bond arrested again over Kiritiri robbery",
        "Watatu walioachiliwa wakamatwa tena kuhusu mauaji Wamba",
    ],
)
def test_who_was_free_and_is_held_again_is_arrested_anew(text):
    """A release, on bond or for good, that the same sentence tells of is over."""
    assert found({"title": text, "summary": ""}) == "rearrested"


def test_an_acquittal_is_read_before_the_sentence_that_it_undoes():
    """A man acquitted who was jailed for ten years is acquitted; a jailing that is told first stays one."""
    assert stage_in("High Court acquits man jailed for 10 years over robbery", "", ACTORS).stage == "acquitted"
    assert stage_in("Court jails man as his brother is acquitted of raid", "", ACTORS).stage == "convicted"


def test_the_quick_look_loses_no_step():
    """What spares most texts the long look passes every text in which the long look finds a step."""
    at = datetime(2026, 11, 20, tzinfo=UTC)
    for row in ROWS:
        report = Report("k", "o", "f", row["title"], "", row["summary"], row["lang"], at, 0, independent=True)
        case = case_of([report], ACTORS)
        step = case.stage if case and case.stage != "reported" else ""  # which is no step, but an open matter
        assert step == found(row), row["title"]


def test_every_stage_is_tried():
    """The made set holds each stage and texts without one."""
    assert {row["stage"] for row in ROWS} == set(STAGES) - {"reported"}


def test_a_story_stands_where_its_furthest_report_left_it():
    """A later mention of the arrest does not undo the charge, and an acquittal ends it."""

    def at(day, stage):
        return ("hill", datetime(2026, 11, day, tzinfo=UTC), Stage(stage, "q") if stage else None)

    assert status_of([at(1, "arrested"), at(2, "charged"), at(3, "arrested"), at(4, "")]).stage == "charged"
    assert status_of([at(1, "arrested"), at(2, "released"), at(3, "arrested")]).stage == "released"
    assert status_of([at(1, "charged"), at(2, "released")]).stage == "charged"
    assert status_of([at(1, "arrested"), at(2, "bailed"), at(3, "arrested")]).stage == "bailed"
    assert status_of([at(1, "bailed"), at(2, "released")]).stage == "bailed", "told without the bond"
    assert status_of([at(5, "acquitted"), at(2, "convicted")]).stage == "acquitted"
    assert status_of([at(1, "charged"), at(2, "dropped"), at(3, "charged")]).stage == "dropped"
    assert status_of([at(1, "dropped"), at(2, "acquitted")]).stage == "acquitted"
    assert status_of([at(1, "")]) is None


def test_who_is_arrested_again_is_free_no_more_and_who_is_out_on_bond_stands_trial():
    """A release, on bond or for good, charges dropped and an acquittal are undone by a re-arrest, and a charge is not.

    Both cases stay open: of each another step is to come. A later mention of the first arrest is no second one.
    """

    def last(*stages):
        days = (datetime(2026, 11, day, tzinfo=UTC) for day in range(1, 9))
        return status_of(("hill", day, Stage(stage, "q")) for day, stage in zip(days, stages, strict=False)).stage

    for free in ("released", "bailed", "dropped", "acquitted"):
        assert last("arrested", free, "rearrested") == "rearrested"
        assert last("arrested", free, "rearrested", "arrested") == "rearrested"
        assert last("arrested", "rearrested", free) == free
    assert last("arrested", "charged", "rearrested") == "charged"
    assert last("convicted", "rearrested") == "convicted"
    assert {"bailed", "rearrested"} < set(OPEN)
