"""Redaction of entries: what is masked in one field is masked in all, and bad rules are refused in one line."""

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote, unquote

import pytest

from usalama.errors import CatalogError
from usalama.judging.maskrules import Rules, read_rules
from usalama.judging.redaction import mask, redact
from usalama.model import Entry
from usalama.words.urls import page

RULES = """\
not_names = ["Police"]

[[rules]]
name = "child"
en = "name withheld"
sw = "jina limefichwa"
patterns = ['(?P<hide>{NAME}), {CHILD}(?=,)', 'boy (?P<hide>{NAME})']

[[rules]]
name = "code"
en = "code withheld"
sw = "msimbo umefichwa"
when = "secret"
patterns = ['(?P<hide>\\d{4})', '(?P<hide>code \\d+)']
"""
WHEN = datetime(2026, 11, 18, tzinfo=UTC)
ENTRY = Entry(
    id="1", feed_url="f", outlet="x", link="https://x.example/1", title="Made Kuze found", published=WHEN,
    summary="Made Kuze, 9, was found.", language="en", first_seen=WHEN, key="aaaaaaaaaa",
)  # fmt: skip


def test_a_name_given_away_in_one_field_is_masked_in_all():
    """The excerpt tells the age; title and earlier titles lose the name too."""
    entry, names = mask(replace(ENTRY, was=("Kuze missing",)), read_rules(RULES, "r"))
    assert (entry.title, entry.summary, entry.was) == (
        "[name withheld] found",
        "[name withheld], 9, was found.",
        ("[name withheld] missing",),
    )
    assert names == ("child",)
    assert mask(ENTRY, Rules()) == (ENTRY, ())


AGES = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    mmoja miwili mitatu minne mitano sita saba minane tisa kumi kumi_na_moja kumi_na_mitano kumi_na_saba
"""


@pytest.mark.parametrize("age", [*AGES.split(), *map(str, range(1, 18))])
def test_an_age_below_18_is_one_in_figures_and_words_of_any_case(age):
    """In English and Kiswahili; one that is more is none."""
    rules = read_rules(RULES, "r")
    age = age.replace("_", " ")
    for told in {age, age.capitalize(), age.upper()}:
        assert redact(f"Made Kuze, {told}, was found.", rules)[0] == f"[name withheld], {told}, was found."
    assert redact(f"Made Kuze, {age}00, was found.", rules)[1] == ()


@pytest.mark.parametrize("before", ["", "Found. ", "Found: ", "“", "Found – ", 'Found. "'])
def test_a_word_that_a_sentence_begins_with_is_no_name_and_no_part_of_one(before):
    """It has its capital from its place; elsewhere, and where nobody listed it, it is taken for a name."""
    rules = read_rules(RULES.replace("\n\n", '\nopenings = ["(?:Call|Find)(?:ing)?"]\n\n', 1), "r")
    assert redact(f"{before}Finding, 9, found.", rules) == (f"{before}Finding, 9, found.", ())
    assert redact(f"{before}Call Made, 9, home.", rules)[0] == f"{before}Call [name withheld], 9, home."
    assert redact(f"{before}the boy Call is home.", rules)[0] == f"{before}the boy [name withheld] is home."
    assert redact(f"{before}Caller, 9, found.", rules)[0] == f"{before}[name withheld], 9, found."


@pytest.mark.parametrize("way", ["MADE KUZE-TISA", "Made Kuze-Tisa", "KUZE-TISA", "Kuze", "TISA", "Made-Tisa"])
@pytest.mark.parametrize("told", ["Made Kuze-Tisa, 9, was found.", "MADE KUZE-TISA, 9, was found."])
def test_a_name_is_masked_however_it_is_written(told, way):
    """In capitals or not, with a hyphen's half alone: one outlet writes a name in several ways."""
    assert redact(f"{told} {way} is home.", read_rules(RULES, "r"))[0].endswith(" [name withheld] is home.")


@pytest.mark.parametrize(
    ("condition", "text", "is_met"),
    [
        ("sec(?:ret|ure)|inner", "code 1234 is secure", True),
        ("sec(?:ret|ure)|inner", "inner code 1234", True),
        ("sec(?:ret|ure)|inner", "code 1234 for the ure of sec", False),
        (r"[|(]in|out\|of", "code 1234 |in", True),
        (r"[|(]in|out\|of", "code 1234 out|of", True),
        (r"[|(]in|out\|of", "code 1234 in, out, of", False),
        ("(?i)inner|outer", "OUTER code 1234", True),
    ],
)
def test_any_alternative_of_a_condition_is_enough(condition, text, is_met):
    """A condition is taken apart only where an alternative ends: not in brackets, in a class or behind a backslash."""
    rules = read_rules(RULES.replace('"secret"', f"'{condition}'"), "r")
    assert ("[code withheld]" in redact(text, rules)[0]) is is_met


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Njerĩ Wangũi",
            "Made Ng'ang'a",
            "Made Ng’ang’a",
            "Made Ngʼangʼa",
            "MADE NG'ANG'A",
            "M'Made Kuze",
            "Zoë Made",
        ),
        *("Amina binti Made", "Ｍａｄｅ Kuze", "Made Anne\u2011Marie", "Made McKuze", "ALI KUZE", "JOY"),
        *(
            "Made “Kay” Kuze",
            'Made "Big K" Kuze',
            "Made (Kay) Kuze",
            "Made K Kuze",
            "M\u0430de Kuz\u0435",
            "\u039cade Kuze",
        ),
        *(
            "Made ‘Kay’ Kuze",
            "Made 'Kay' Kuze",
            "Made alias Kay",
            "Made Kuze, alias “Kay”",
            "Kuze aka Kay",
            "Made van Kuze",
        ),
        *("Made Kuze, popularly known as Kay", "Made Kuze maarufu kama 'Kay'"),
    ],
)
def test_a_name_is_masked_whole_however_it_is_spelt(name):
    """Marks on letters, apostrophes, wide letters and those of other alphabets, bynames and joining words are of it."""
    masked, _ = redact(f"there {name}, 9, ran when {name} woke", read_rules(RULES, "r"))
    assert masked == "there [name withheld], 9, ran when [name withheld] woke"


@pytest.mark.parametrize(
    ("again", "shown"),
    [
        *(
            (way, "[name withheld]")
            for way in ("kuze made", "Made_Kuze", "Kuze, Made", "Made/Kuze", "mADE kUZE", "MadeKuze")
        ),
        ("#JusticeForMadeKuze", "#JusticeFor[name withheld]"),
        ("#justiceformadekuze", "#justicefor[name withheld]"),
        ("#BringBackKuze", "#BringBack[name withheld]"),
        ("@kuze_made", "@[name withheld]"),
        *((way, way) for way in ("kuze", "a Kuzeland fair", "#Kuzeland", "tailormade", "#kuze")),
    ],
)
def test_a_name_given_away_is_masked_run_together_and_in_any_case(again, shown):
    """Two words of it in a row are the name; one is in a tag alone, and there with its capital."""
    masked, _ = redact(f"boy Made Kuze ran. Then {again} was there", read_rules(RULES, "r"))
    assert masked == f"boy [name withheld] ran. Then {shown} was there"


@pytest.mark.parametrize(
    "again",
    [
        *("M a d e K a m a u", "M.a.d.e K.a.m.a.u", "m-a-d-e-k-a-m-a-u", "M / a / d / e", "K_a_m_a_u", "K·a·m·a·u"),
        *("M4d3 K4m4u", "m@de kam4u", "MAD3 KAMAU", "K4mau", "Ma1i K4mau", "Kama-u", "KA-MAU"),
        *("Ka\u00adma\u00adu", "ma-de kama-u", "made_kamau", "madekamau", "M4de-K4mau"),
        *("Kamau, Made", "Kamau Made", "KAMAU MADE", "Made/Kamau", "made.kamau"),
    ],
)
def test_a_name_given_away_is_masked_however_it_is_disguised(again):
    """Its letters apart, digits for them, a hyphen in a word, its words in another order or joined by a sign."""
    masked, _ = redact(f"boy Made Mali Kamau ran. Then {again} a 9", read_rules(RULES, "r"))
    assert masked == "boy [name withheld] ran. Then [name withheld] a 9"


@pytest.mark.parametrize(
    "name", ["M a d e K u z e", "M.a.d.e K.u.z.e", "Made K-u-z-e", "M4de Kuze", "M 4 d e K u z e", "Ma\u00adde Kuze"]
)
def test_a_name_that_gives_itself_away_in_disguise_is_masked_whole(name):
    """The rules hear a name whose letters stand apart, or that has digits for letters, as it would be spelt."""
    masked, _ = redact(f"a boy {name}, 9, ran with Kuze", read_rules(RULES, "r"))
    assert masked == "a boy [name withheld], 9, ran with [name withheld]"
    assert redact("boy Ma1i ran, Mali fell. boy M1ke ran, Mike fell", read_rules(RULES, "r"))[0].count("[") == 4


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Made Kamau ran; Kamau is home", "[name withheld] ran; [name withheld] is home"),
        ("K4mau, M4de", "[name withheld]"),
        ("#bringmadekamauback, m a d e k a m a u", "#bring[name withheld]back, [name withheld]"),
        ("Kamau ran, and Made with him", "Kamau ran, and Made with him"),
        ("Hamade Kamaula ran", "Hamade Kamaula ran"),
    ],
)
def test_a_rule_that_is_a_name_hides_it_however_it_is_written(text, shown):
    """Two words of it must stand in a row somewhere: one alone may be anybody's."""
    rules = read_rules(RULES.replace("'boy (?P<hide>{NAME})'", "'(?P<hide>Made Kamau)'"), "r")
    assert redact(text, rules) == (shown, ("child",) if text != shown else ())


def test_a_rule_that_is_a_name_hides_it_in_an_address_alone():
    """The words that end it are printed on paper; the report says by which rule."""
    rules = read_rules(RULES.replace("'boy (?P<hide>{NAME})'", "'(?P<hide>Made Kamau)'"), "r")
    before = replace(ENTRY, title="A boy ran", summary="", link="https://x.example/made-kamau-ran")
    shown, names = mask(before, rules)
    assert (shown.title, unquote(shown.link), names) == (before.title, before.link, ("child",))
    assert "kamau" not in shown.link
    assert mask(shown, rules) == (shown, ())


@pytest.mark.parametrize(
    ("again", "shown"),
    [
        ("made.kamau77@mail.example", "[name withheld]77@mail.example"),
        ("news@madekamau.example", "news@[name withheld].example"),
        ("https://x.example/2026/made-kamau-found", "https://x.example/2026/[name withheld]-found"),
        ("x.example/KAMAU_m4de.html", "x.example/[name withheld].html"),
    ],
)
def test_a_name_given_away_is_masked_in_an_address_that_a_text_shows(again, shown):
    """Before the sign of a mail address, in a host's name and in the words that end the address of a page."""
    assert redact(f"boy Made Kamau ran. See {again} now", read_rules(RULES, "r"))[0].endswith(f"See {shown} now")


@pytest.mark.parametrize(
    "other",
    [
        *("We're home", "A11 is shut", "All of it", "Alison and Malik", "a li, an ali", "Kama u", "made kuze", "4l1"),
        *("K.A. and M.U.", "Wereman", "made a kamauism", "Forms A, L, I", "al-Imran", "A-lister", "Well-were", "m a d"),
    ],
)
def test_what_only_looks_like_a_name_is_left_alone(other):
    """A word that has the letters of a name across its end, a road's number or an apostrophe is none."""
    rules = read_rules(RULES, "r")
    assert redact(f"boy Made Kamau and boy Ali Were ran. {other}", rules)[0].endswith(f"ran. {other}")


@pytest.mark.parametrize(
    ("name", "again"), [("Made Kuze", "Kuze"), ("Kaka Kakaka", "kaka"), ("Sasa Saas", "$@"), ("Made Kuze", "m-a-d-e-")]
)
def test_a_text_that_goes_on_and_on_like_a_name_is_soon_looked_through(name, again):
    """A feed may say so; with every way to part it tried, this test would not end."""
    end = f"{again * (240 // len(again))}x"
    before = replace(ENTRY, title=f"boy {name} ran", summary=end, link=f"https://x.example/{end}")
    assert mask(before, read_rules(RULES, "r"))[0].title == "boy [name withheld] ran"


@pytest.mark.parametrize(("told", "again"), [("Njerĩ", "Njeri"), ("NG'ENO'O", "Ng’eno’o"), ("Made ole Kuze", "Kuze")])
def test_a_name_given_away_is_masked_in_its_other_spelling(told, again):
    """With marks here and without there, with another apostrophe: it is one name; a word that joins names is none."""
    masked, _ = redact(f"boy {told} ran. Then {again} ran, ole wake", read_rules(RULES, "r"))
    assert masked == "boy [name withheld] ran. Then [name withheld] ran, ole wake"


@pytest.mark.parametrize("slug", ["made-kuze-is-found", "9-year-old-kuze", "KUZE_M4DE.html", "x?q=made+kuze&u=made"])
def test_the_outlets_address_leads_where_it_led_and_reads_as_no_name(slug):
    """Letters of the name are written as what they stand for by RFC 3986: a server opens the same page."""
    before = replace(ENTRY, link=f"https://made-kuze.example/2026/{slug}")
    link = mask(before, read_rules(RULES, "r"))[0].link
    assert not re.search("(?i)kuze|m[a4]de", link.removeprefix("https://made-kuze.example/"))
    assert (unquote(link), page(link)) == (before.link, page(before.link))
    assert mask(replace(before, link=link), read_rules(RULES, "r"))[0].link == link
    for other in ("boy-of-kuzeland", "%c3%ada"):  # of which Ada is no word
        plain = replace(before, title="boy Ada fell", link=f"https://made-kuze.example/2026/{other}")
        assert mask(plain, read_rules(RULES, "r"))[0].link == plain.link


@pytest.mark.parametrize("signs", ["-‑–", "–‑A", "（‑"])
def test_a_sign_in_a_rule_is_no_sign_of_its_syntax(signs):
    """A hyphen that does not break stands between no two letters of a range, and a wide bracket opens nothing."""
    rules = read_rules(RULES.replace("'boy (?P<hide>{NAME})'", f"'(?P<hide>Plot[{signs}]Seven)'"), "r")
    assert redact("At Plot-Seven", rules)[0].endswith("[name withheld]")
    assert redact("At PlotXSeven", rules)[0] == "At PlotXSeven"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("told", "pattern"), [("Mũthoni", "{NAME}"), ("Muthoni", "{NAME}"), ("A", "Mũthoni Kamau")])
def test_a_name_with_marks_is_hidden_in_an_address_however_that_writes_them(form, told, pattern):
    """Its letters with their marks in one or in two, as they are or as codes, of small or large hexadecimal digits.

    Be it a name that the headline gives away, or one that a rule is.
    """
    pattern = unicodedata.normalize(form, f"'{'boy ' * (pattern == '{NAME}')}(?P<hide>{pattern})'")
    rules = read_rules(RULES.replace("'boy (?P<hide>{NAME})'", pattern), "r")
    marked = unicodedata.normalize(form, "mũthoni")
    low = re.sub("%..", lambda code: code[0].lower(), quote(marked))
    for slug in (f"{marked}-kamau", f"{quote(marked)}-kamau", f"kamau%20{low}", f"{low}%2Dkamau", f"x%F1-{low}_kamau"):
        before = replace(ENTRY, title=f"boy {told} Kamau ran", summary="", link=f"https://x.example/2026/{slug}")
        shown, names = mask(before, rules)
        assert names == ("child",), slug
        left = re.sub("(%[0-9A-Fa-f]{2})+", " ", shown.link.removeprefix("https://x.example/2026/"))
        assert not re.search("[b-wyz]", left), shown.link
        assert unquote(shown.link) == unquote(before.link)
        assert mask(shown, rules)[0] == shown


@pytest.mark.parametrize("pattern", ["boy (?P<hide>{NAME})", "(?P<hide>Made Kuze)"])
@pytest.mark.parametrize("slug", ["m%61de-kuze", "%6Dade%2d%6buze-found", "M%41DE_ku%7Ae.html", "x?q=mad%65+%4Buze"])
def test_a_name_of_which_an_address_writes_some_letters_as_codes_is_hidden(slug, pattern):
    """Its other letters could be read; where all are codes, no rule has anything to hide."""
    rules = read_rules(RULES.replace("boy (?P<hide>{NAME})", pattern), "r")
    before = replace(ENTRY, title="boy Made Kuze ran", summary="", link=f"https://x.example/2026/{slug}")
    shown, names = mask(before, rules)
    assert names == ("child",)
    assert not re.search("(?i)[akz]", re.sub("%[0-9A-Fa-f]{2}", "", shown.link.removeprefix("https://x.example")))
    assert unquote(shown.link) == unquote(before.link)
    assert mask(shown, rules) == (shown, ())
    told, _ = redact(f"boy Made Kuze ran. See x.example/{slug}", rules)
    assert re.search(r"withheld\] ran\. See x\.example/(x\?q=)?\[name withheld\](-found|\.html)?$", told), told


def test_a_name_with_marks_is_hidden_in_an_address_that_a_text_shows():
    """It is cut out whole, with the marks that belong to its last letter."""
    told = "boy Mũthoni Zoé ran. See x.example/m%C5%A9thoni-zoe%CC%81/100%, x.example/zo%E9_muthoni."
    shown = "ran. See x.example/[name withheld]/100%, x.example/[name withheld]."
    assert redact(told, read_rules(RULES, "r"))[0].endswith(shown)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_rule_that_is_a_name_with_marks_hides_it_with_them_and_without(form):
    """However the table and the outlet write it."""
    pattern = unicodedata.normalize(form, "'(?P<hide>Mũthoni Njerĩ)'")
    rules = read_rules(RULES.replace("'boy (?P<hide>{NAME})'", pattern), "r")
    for told in ("Mũthoni Njerĩ", "Muthoni Njeri", "MŨTHONI NJERĨ"):
        assert redact(f"{told} ran.", rules) == ("[name withheld] ran.", ("child",))


def test_a_feed_that_writes_masks_itself_is_soon_looked_through():
    """What might stand behind each of many is asked no more; with every way to part the other text it would not end."""
    before = replace(ENTRY, title="[name withheld] " * 15 + "q", summary="Aba " * 60 + "z")
    assert mask(before, read_rules(RULES, "r")) == (before, ())


def test_a_rule_that_spares_officials_leaves_the_name_behind_an_office():
    """Who holds an office is named; the same name without it is masked, and a rule that spares nobody masks both."""
    all_alike = f'offices = ["Governor"]\n{RULES}'
    sparing = all_alike.replace('name = "child"', 'name = "child"\nspares_officials = true')
    told = "Governor Made Kuze, 9, met Pendo Zawadi, 8, there."
    assert redact(told, read_rules(sparing, "r"))[0] == "Governor Made Kuze, 9, met [name withheld], 8, there."
    assert redact(told, read_rules(all_alike, "r"))[0].count("[name withheld]") == 2
    assert redact("then governor Made, 9, met", read_rules(sparing, "r")) == ("then governor Made, 9, met", ())


@pytest.mark.parametrize(
    ("was", "now", "shown"),
    [
        ("[name withheld] is found", "Njerĩ Made is found", "[name withheld] is found"),
        (
            "Search for [name withheld] and…",
            "Search for Njerĩ Made and others goes on",
            "Search for [name withheld] and others goes on",
        ),
        ("[name withheld] is found", "Police is found", "Police is found"),
        ("[name withheld] is found", "Njerĩ Made is lost", "Njerĩ Made is lost"),
        ("[name withheld]", "Njerĩ Made", "Njerĩ Made"),
        ("[code withheld] Is Found", "Njerĩ Made Is Found", "Njerĩ Made Is Found"),
    ],
)
def test_a_name_that_an_earlier_wording_hides_is_hidden_in_the_same_wording(was, now, shown):
    """What tells the name may be gone; a headline that is another, or has no name there, stays as it is."""
    entry, _ = mask(replace(ENTRY, title=now, summary="x", was=(was,)), read_rules(RULES, "r"))
    assert (entry.title, entry.was) == (shown, (was,))


def test_the_mask_speaks_the_language_of_the_entry():
    """A Kiswahili entry is masked in Kiswahili, a Somali one in English."""
    rules = read_rules(RULES, "r")
    assert redact("Made Kuze, 9, x", rules, "sw-KE")[0] == "[jina limefichwa], 9, x"
    assert redact("Made Kuze, 9, x", rules, "so")[0] == "[name withheld], 9, x"


def test_masking_again_changes_nothing():
    """What was masked once stays as it is at the next pull."""
    once, _ = mask(ENTRY, read_rules(RULES, "r"))
    assert mask(once, read_rules(RULES, "r"))[0] == once


def test_a_rule_with_a_condition_waits_for_it():
    """Without the condition anywhere in the entry the rule hides nothing."""
    rules = read_rules(RULES, "r")
    assert redact("code 12345", rules) == ("code 12345", ())
    assert redact("secret 1234", rules) == ("secret [code withheld]", ("code",))


def test_spans_that_overlap_become_one_mask():
    """Two patterns that meet leave no half of either behind."""
    masked, _ = redact("secret code 12345!", read_rules(RULES, "r"))
    assert not any(letter.isdigit() for letter in masked)
    assert masked.endswith("!")
    assert redact("secret 12345", read_rules(RULES.replace("code \\d+", "et \\d\\d"), "r"))[0] == "secr[code withheld]5"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The Boy Falls In A Well", "The Boy Falls In A Well"),
        ("Boy Made Kuze Falls In A Well", "Boy [name withheld] Falls In A Well"),
        ("Boy Call For Help", "Boy Call For Help"),
        ("Boy Falls In Kuzeland", "Boy Falls In Kuzeland"),
        ("For Kuze, 9, In A Well", "For [name withheld], 9, In A Well"),
        ("[name withheld: child] Runs, Boy Falls", "[name withheld: child] Runs, Boy Falls"),
        ("THE BOY MADE FALLS", "THE BOY [name withheld] FALLS"),
        ("Boy Joy Falls", "Boy [name withheld] Falls"),
        ("the Boy Falls ran", "the Boy [name withheld] ran"),
    ],
)
def test_where_each_word_has_a_capital_plain_words_are_no_names(text, shown):
    """It took the verb of "Boy Falls In A Well" for his name; elsewhere a capital is what a name is known by."""
    words = 'also_names = ["Joy"]\nopenings = ["Call|Help"]\n' + RULES.replace("boy", "(?i:boy)")
    assert redact(text, read_rules(words, "r", plain=["falls", "runs", "joy", "in", "a", "well", "for"]))[0] == shown


def test_somebody_may_be_called_what_else_is_an_office_or_a_place_in_a_sentence():
    """An age right behind it tells so: "Bishop, 9, was found"."""
    words = 'also_names = ["Police"]\nopenings = ["Police"]\noffices = ["Police"]\n'
    rules = read_rules(words + RULES.replace('"child"', '"child"\nspares_officials = true'), "r")
    assert redact("Police, 9, ran.", rules)[0] == "[name withheld], 9, ran."
    assert redact("The boy Police ran.", rules)[1] == ()


def test_a_name_that_owns_something_is_hidden_without_its_ending():
    """So it is hidden where it owns nothing, too."""
    masked, _ = redact("the boy Made’s dog ran; Made is home", read_rules(RULES, "r"))
    assert masked == "the boy [name withheld]’s dog ran; [name withheld] is home"


def test_patterns_share_parts_that_the_file_names():
    """One part may be made of another; one that is no expression, or of which nobody knows, is told with its line."""
    parts = "[parts]\nCUB = 'kid|boy'\nYOUNG = '{CUB}|girl'\n\n[[rules]]"
    rules = RULES.replace("[[rules]]", parts, 1).replace("boy (", "{YOUNG} (").replace('"secret"', '"{CUB}"')
    for child in ("kid", "boy", "girl"):
        assert redact(f"the {child} Made ran", read_rules(rules, "r"))[0] == f"the {child} [name withheld] ran"
    assert "code withheld" in redact("kid 1234", read_rules(rules, "r"))[0]
    for old, new, said in (
        ("'kid|boy'", "'(kid'", "r: parts.CUB (line 4): is no regular expression"),
        ("{CUB}|girl", "{CUBS}|girl", "r: parts.YOUNG (line 5): {CUBS} stands for nothing"),
        ("{YOUNG} (", "{YONG} (", 'did you mean "{YOUNG}"?'),
    ):
        with pytest.raises(CatalogError) as caught:
            read_rules(rules.replace(old, new, 1), "r")
        assert said in str(caught.value)


@pytest.mark.parametrize("quoted", ["“Made Kuze”", '"Made Kuze"', "‘Made Kuze’"])
@pytest.mark.parametrize("told", ["{}, 9, was found", "boy {} was found"])
def test_a_name_in_quotation_marks_is_masked(told, quoted):
    """They stand between the name and the words that give it away."""
    shown = told.format(quoted.replace("Made Kuze", "[name withheld]"))
    assert redact(told.format(quoted), read_rules(RULES, "r")) == (shown, ("child",))


def test_words_that_are_no_names_are_left_alone():
    """Listed words and places at the edge of a name are not masked, and alone they are no name."""
    rules = read_rules(RULES, "r", places=["Voi"])
    assert redact("Police Made, 9, ran", rules)[0] == "Police [name withheld], 9, ran"
    assert redact("Made Voi, 9, ran", rules)[0] == "[name withheld] Voi, 9, ran"
    assert redact("boy Police ran, Voi, 9, too", rules) == ("boy Police ran, Voi, 9, too", ())
    assert redact("Made Voi Kuze, 9, ran in Voi", rules)[0] == "[name withheld], 9, ran in Voi"


@pytest.mark.parametrize("told", ["Made Girls", "Made Girls Monday", "Made Kuze Pendo Imani Girls"])
def test_what_stands_before_the_name_of_an_institution_is_no_person(told):
    """A school is named after somebody: "Made Girls" masks nobody, also where its name is longer than a person's."""
    rules = read_rules('institutions = ["Girls"]\n' + RULES.replace('"Police"', '"Police", "Monday"'), "r")
    assert redact(f"boy {told} ran", rules) == (f"boy {told} ran", ())
    assert redact("boy Made ran", rules)[1] == ("child",)


def test_several_names_that_one_pattern_finds_are_masked_one_by_one():
    """A list of names keeps its words between names, and each of them is hidden where it stands again."""
    listed = RULES.replace("'boy (", "'boys (?P<hide>{NAME}(?:, {NAME})* and {NAME})', 'boy (")
    masked, _ = redact("boys Made, Kuze and Police Pendo ran; Kuze fell", read_rules(listed, "r"))
    hidden = "[name withheld]"
    assert masked == f"boys {hidden}, {hidden} and Police {hidden} ran; {hidden} fell"
    sparing = 'offices = ["Governor"]\n' + listed.replace('name = "child"', 'name = "child"\nspares_officials = true')
    masked, _ = redact("boys Governor Made, Kuze and Pendo ran", read_rules(sparing, "r"))
    assert masked == f"boys Governor Made, {hidden} and {hidden} ran"


def test_initials_are_left_alone():
    """Who is told of by letters alone is hidden already."""
    assert redact("boy N.K. ran", read_rules(RULES, "r")) == ("boy N.K. ran", ())


def test_a_name_of_three_letters_is_masked_where_it_stands_alone():
    """It is a name like others: "Ali Made, 9" and then "Ali"."""
    assert redact("Ali Made, 9, x. Ali ran", read_rules(RULES, "r"))[0].endswith("x. [name withheld] ran")


def test_a_mask_never_makes_an_excerpt_too_long():
    """An excerpt of full length with a mask in it is cut at a word again."""
    long = replace(ENTRY, summary="Made Kuze, 9, " + "word " * 53)
    assert len(mask(long, read_rules(RULES, "r"))[0].summary) <= 280


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("(?P<hide>{NAME}), {CHILD}", "({NAME}), {CHILD}", "rules[0].patterns (line 7): has no group (?P<hide>…)"),
        ("boy (?P<hide>{NAME})", "boy \\(?P<hide>{NAME}", "rules[0].patterns (line 7): has no group (?P<hide>…)"),
        ("{CHILD}", "{CHLD}", "patterns (line 7): {CHLD} stands for nothing, so that nothing would be masked; did you"),
        ("boy (?P", "boy ((?P", "rules[0].patterns (line 7): is no regular expression"),
        ("boy (?P", "(?<={NAME} )boy (?P", "rules[0].patterns (line 7): is no regular expression: look-behind"),
        ('en = "code withheld"', "", "rules[1].en (line 9): is missing"),
        ('when = "secret"', 'wenn = "secret"', "rules[1].wenn (line 13): is not a key"),
        ('not_names = ["Police"]', 'openings = ["(Call"]', "openings (line 1): is no regular expression"),
        ('when = "secret"', 'when = "(secret"', "rules[1].when (line 13): is no regular expression"),
        ("not_names", "not_name", "not_name (line 1): is not a key"),
    ],
)
def test_a_mistake_in_the_rules_is_one_line(old, new, said):
    """Each mistake is refused with file, rule, key and line."""
    assert old in RULES
    with pytest.raises(CatalogError) as caught:
        read_rules(RULES.replace(old, new, 1), "redaction.toml")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_name_is_found_behind_a_word_that_is_taken_for_one_and_is_none():
    """Who stands at the head of the sentence has a capital and is nobody; whom it was done to is named behind that."""
    told = RULES.replace("'boy (?P<hide>{NAME})'", "'(?P<hide>{NAME})[^.]{0,40}? for spying'")
    rules = read_rules(told, "r")
    assert redact("Police kill Made Kuze for spying", rules)[0] == "Police kill [name withheld] for spying"
    assert redact("Police wait for spying", rules) == ("Police wait for spying", ())


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("The Boy Made Kuze Ran In Thika", "The Boy [name withheld] Ran In Thika"),
        ("THE BOY MADE KUZE RAN", "THE BOY [name withheld] RAN"),
        ("12-year-old Boy Made Kuze Ran", "12-year-old Boy [name withheld] Ran"),
        ("The Boy Ran In Thika", "The Boy Ran In Thika"),
    ],
)
def test_a_headline_with_a_capital_on_each_word_is_read_as_it_is_said(told, shown):
    """Plain words are small in it, so that rules find their own words there; what is left with a capital is a name."""
    rules = read_rules(RULES, "r", plain=("the", "boy", "ran", "in"))
    assert redact(told, rules)[0] == shown


def test_a_headline_loses_the_name_of_whom_the_excerpt_tells():
    """The expressions of ``across`` see headline and excerpt in a row, and no earlier wording behind them."""
    told = """across = ['(?P<hide>{NAME}) ran[^.]{0,20}  The boy'] # """
    rules = read_rules(RULES.replace("patterns = ['(?P", told + "\npatterns = ['(?P", 1), "r")
    seen, names = mask(replace(ENTRY, title="Made Kuze ran", summary="The boy is Kuze."), rules)
    assert (seen.title, seen.summary, names) == ("[name withheld] ran", "The boy is [name withheld].", ("child",))
    other = replace(ENTRY, title="Made Kuze ran", summary="A boy is home.", said=("The boy is home.",))
    assert mask(other, rules) == (other, ())
    with pytest.raises(CatalogError, match=r"has no group \(\?P<hide>"):
        read_rules(RULES.replace("patterns = ['(?P", "across = ['boy']\npatterns = ['(?P", 1), "r")


def test_the_last_word_of_a_headline_is_no_office_of_who_begins_the_excerpt():
    """A family "seeks justice": whoever the excerpt names first is no judge for that."""
    told = "spares_officials = true\nacross = ['justice  (?P<hide>{NAME})']\npatterns = ['(?P"
    rules = read_rules('offices = ["Justice"]\n' + RULES.replace("patterns = ['(?P", told, 1), "r")
    seen = mask(replace(ENTRY, title="Family seeks justice", summary="Made Kuze spoke."), rules)[0]
    assert seen.summary == "[name withheld] spoke."
    other = replace(ENTRY, title="Made in court", summary="Family met justice Made Kuze.")
    assert mask(other, rules) == (other, ())


def test_a_match_that_hides_nothing_does_not_hold_up_a_pull():
    """Where another alternative matched than the one that hides, the search goes on behind it and ends."""
    rules = read_rules(RULES.replace("patterns = ['", "patterns = ['\\bbody of|\\bkilled (?P<hide>{NAME})', '", 1), "r")
    seen = redact("The body of a man is there, raiders killed Made Kuze", rules)[0]
    assert seen == "The body of a man is there, raiders killed [name withheld]"
    rules = read_rules(RULES.replace("'(?P<hide>code", "'body|(?P<hide>code", 1), "r")
    assert redact("The secret body", rules) == ("The secret body", ())
