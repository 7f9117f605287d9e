"""Whatever a feed writes becomes one line of safe plain text, and nothing of what it said is lost."""

import sys
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from usalama.words import characters, markup, text
from usalama.words.excerpts import excerpt

ALL_BMP = [chr(code) for code in range(0x10000)]
FORBIDDEN = {"Cc", "Cs", "Zl", "Zp"}


def shown(markup_):
    return text.plain(markup_)


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ("Two held &amp; one freed", "Two held & one freed"),
        ("<p>One</p><p>Two</p>", "One Two"),
        ("One<br/>Two<br>Three", "One Two Three"),
        ("Ki<b>be</b>ra", "Kibera"),
        ("<ul><li>One</li><li>Two</li></ul>", "One Two"),
        ("a < b and 5 <6 or b<5", "a < b and 5 <6 or b<5"),
        ("<a title=\"x > y\" href='z>'>link</a> end", "link end"),
        ("<p it's=1>kept</p>", "kept"),
        ("before<script>alert('<p>x</p>')</script>after", "before after"),
        ("before<style>p{}</style>after", "before after"),
        ("<!-- no --><!--> yes <!-- -- --!>end", "yes end"),
        ("<![CDATA[Kept words]]>", "Kept words"),
        ("<?php echo 1 ?>x</>y</ z>w", "xyw"),
        ("&#x110000;&#0;", "\ufffd\ufffd"),
        ("it&#8217;s &ldquo;so&rdquo;&hellip;", "it’s “so”…"),
        ("&lt;b&gt;shown&lt;/b&gt; &amp;#8217;s", "shown ’s"),
        ("{{ 7*7 }} {% x %} ${7} <%= 7 %>", "{{ 7*7 }} {% x %} ${7} <%= 7 %>"),
        ("  a \t\r\n b\xa0c\u2003d ", "a b c d"),
        ("a\u2028b\u2029c\x85d\x0be", "a b c d e"),
        ("", ""),
        ("<img src=x onerror=alert(1)>", ""),
        ("unclosed <a href='x", "unclosed"),
    ],
)
def test_markup_becomes_the_words_a_reader_would_see(given_, expected):
    """Tags go, entities are decoded as a browser does, blocks are set apart by a space and inline tags are not."""
    assert shown(given_) == expected


def test_every_character_of_the_first_plane_is_shown_or_dropped():
    """Of all 65,536 code points none that a page or a feed could choke on, or that hides, comes through (A16–A18)."""
    left = shown("".join(f"{each}x" for each in ALL_BMP if each not in "<&"))
    bad = [f"U+{ord(c):04X}" for c in left if unicodedata.category(c) in FORBIDDEN or c in "\ufffe\uffff"]
    assert bad == []
    assert "\n" not in left
    assert "\r" not in left
    formats = {c for c in left if unicodedata.category(c) == "Cf"}
    assert not {c for c in formats if not 0x600 <= ord(c) <= 0x8E2}, "invisible format characters"


@pytest.mark.parametrize(
    "hidden",
    [
        "\u202e",
        "\u202a", "\u2066", "\u2069", "\u200b", "\u200d", "\u200e", "\ufeff", "\u00ad", "\ud800", "\x00", "\x08",
        "\x1b", "\x7f", "\x9b", "\ufffe", "\uffff", "\ufdd0", "\U0001ffff", "\U000e0041", "\u3164",
    ],
)  # fmt: skip
def test_characters_that_deceive_are_removed(hidden):
    """Bidi overrides, zero-width letters, controls, surrogates and non-characters vanish, also as entities."""
    assert shown(f"po{hidden}lice — é{hidden}") == "police — é"
    if not 0xD800 <= ord(hidden) <= 0xDFFF and ord(hidden) not in {0, 0x9B}:  # HTML gives these a meaning of its own
        assert shown(f"po&#{ord(hidden)};lice") == "police"


def test_every_entity_that_names_a_surrogate_is_made_harmless():
    """``&#xD800;`` and beyond become the replacement character, as in a browser."""
    assert shown("&#xD800;&#xDFFF;&#xFFFFFFFF;") == "\ufffd\ufffd\ufffd"


def test_letters_are_composed():
    """Text is NFC: a letter and its mark are one character, so that equal words are equal."""
    assert shown("e\u0301") == "é"


def test_a_character_is_shown_the_same_beside_letters_of_another_script():
    """Texts of Western letters alone are passed at once, and to the same words."""
    for code in range(0x10000):
        given_ = f"a{chr(code)}b"
        assert characters.clean(f"{given_} \u0416") == f"{characters.clean(given_)} \u0416", hex(code)


def test_a_flood_of_marks_is_cut():
    """More than three marks on a letter are cut: they would write over the lines around them."""
    assert shown("Z" + "\u0335" * 50 + "a") == "Z" + "\u0335" * 3 + "a"


@pytest.mark.parametrize(
    ("misread", "meant"),
    [
        ("Policeâ€™s â€œrunâ€\x9d", "Police’s “run”"),
        ("CafÃ© Â\xa0x", "Café x"),
        ("CAFÉ» NÃO Ã Â", "CAFÉ» NÃO Ã Â"),
        ("â€é is no three bytes", "â€é is no three bytes"),
        ("château â la carte", "château â la carte"),
    ],
)
def test_utf8_read_as_windows_1252_is_mended(misread, meant):
    """Quotation marks and letters that were decoded wrongly are put right; real words with such letters stay."""
    assert shown(misread) == meant


@given(st.text(alphabet=st.characters(codec=None), max_size=300))
@settings(max_examples=300)
def test_plain_text_is_one_clean_line_whatever_came(anything):
    """For any string: one line, encodable, stripped, composed, and stable under another cleaning."""
    line = shown(anything)
    line.encode("utf-8")
    assert line == " ".join(line.split())
    assert characters.clean(line) == line


TAGS = ("<b>", "</p>", "<br/>", "<p\n>", "<a href='x>y'>", '<i title="<b>">', "<!-- x > y -->", "<!x>", "</>")


@given(st.lists(st.sampled_from(("raid", "at dawn", *TAGS)), max_size=12))
def test_words_between_tags_are_left_and_nothing_else(pieces):
    """Whichever tags there are, and wherever they stand."""
    words = "".join(piece for piece in pieces if piece not in TAGS)
    assert "".join(shown("".join(pieces)).split()) == words.replace(" ", "")


PATTERNS = [
    "<a ", "<", "<!--", "<a href='", '<a b="', "</", "<p>", "<script>", "<blockquote class=twitter-tweet>", "&", "&#",
    "[caption ", "[", "The post ", "Read more ", "By JOHN ", "…", ". . ", "<div class='", "<div class=a ",
    "<p class=twitter-tweet>", "Â", "â€", "\u0301", "<p =",
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_time_grows_no_faster_than_the_text(pattern):
    """No repeated pattern makes reading quadratic: 64 KiB of it take well under a second (A22)."""
    flood = pattern * (markup.LONGEST // len(pattern))
    began = time.process_time()
    text.plain(flood)
    excerpt(flood, "A title")
    assert time.process_time() - began < 1.0


@pytest.mark.parametrize(
    "line",
    ["By " + "A" * 100 + "!", "By " + "A. " * 35 + "!", "BY " + "ABC " * 25 + "!", "BY " + "ABC AND " * 400 + "!",
     "share and " * 10 + "!z", "x a to on " * 10 + "z", "Photo " + ": " * 50, "— " + "a " * 35 + "(@a)" + "b" * 50,
     "published on " + "1, " * 30, "The post " + "a " * 300, "." * 80 + "x", ". " * 40 + "x", "[...] " * 9 + "x",
     "[" * 80, "Tags: " * 60, "By A" + "'" * 110 + "!"],
)  # fmt: skip
def test_a_line_that_is_almost_boilerplate_is_quickly_told(line):
    """No short line sends the expressions that know boilerplate into trying every way to read it (A22)."""
    began = time.process_time()
    excerpt(f"<p>{line}</p>")
    assert time.process_time() - began < 0.1


def test_only_the_beginning_of_a_huge_item_is_looked_at():
    """Of an item beyond 64 KiB the rest is left out."""
    assert len(text.plain("word " * 100_000)) <= markup.LONGEST


@pytest.mark.parametrize(
    ("whole", "limit", "expected"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two…"),
        ("one two, three", 10, "one two…"),
        ("x" * 500, 10, "x" * 9 + "…"),
        ("one", 0, ""),
        ("", 10, ""),
        ("one two. three four", 10, "one two…"),
    ],
)
def test_a_long_line_is_cut_at_a_word(whole, limit, expected):
    """A line is cut between words and says so; a word longer than the line is cut inside."""
    assert text.line(whole, limit) == expected


def test_a_cut_never_takes_a_mark_from_its_letter():
    """Cutting inside a word keeps a letter and its marks together."""
    assert text.line("x" * 7 + "q\u0323\u0307zzzzzz", 10) == "x" * 7 + "…"


@given(st.text(max_size=300), st.integers(min_value=1, max_value=250))
@settings(max_examples=200)
def test_a_line_is_never_longer_than_asked(anything, limit):
    """For any text and limit, the result fits."""
    assert len(text.line(anything, limit)) <= limit


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Kenya's Élite GSU — raid!", "kenyas-elite-gsu-raid"),
        ("???", ""),
        ("😀", ""),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con"),
        ("a" * 100, "a" * 60),
        ("word " * 40, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("Надежда", ""),
    ],
)
def test_a_slug_is_letters_digits_and_hyphens(title, expected):
    """A slug holds [a-z0-9-] only, ends at a word, and is empty where no letter is left (A13, A15)."""
    assert text.slug(title) == expected


@given(st.text(max_size=200))
@settings(max_examples=200)
def test_a_slug_is_safe_whatever_the_title(anything):
    """For any title the slug is within its alphabet and length."""
    slug = text.slug(anything)
    assert len(slug) <= 60
    assert not set(slug) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug.startswith("-")
    assert not slug.endswith("-")


def test_what_python_calls_printable_is_known_here():
    """The short list of blanks holds every character that is invisible yet printable to Python."""
    listed = [chr(c) for c in range(sys.maxunicode + 1) if characters._INVISIBLE.fullmatch(chr(c))]
    assert [c for c in listed if c.isprintable() and not characters._BLANKS.fullmatch(c)] == []


@pytest.mark.parametrize(
    "other", ["Lake P\u043est", "\uff2cake Post", "Lake\u200b  Post!", "1ake P0st", "L\u0430k\u0435 P\u03bfst"]
)
def test_names_that_look_alike_have_one_look(other):
    """Letters of other alphabets, wide ones, digits and what nobody sees; another word has another look."""
    assert characters.look(other) == characters.look("Lake Post") != characters.look("Lake Past")
