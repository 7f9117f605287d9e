"""The reading without a parser: it takes what our templates write, and nothing that a parser would object to."""

from base64 import b64encode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from usalama.gate import files, links, markup
from usalama.gate.grammar import Grammar
from usalama.gate.rules import HIDDEN, is_hiding

SITE = "https://usalama.example/news"
STYLE = "ul>li{margin:0}"
HASH = "sha256-" + b64encode(sha256(STYLE.encode()).digest()).decode()
HEAD = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
    f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{HASH}'\">"
    f"<title>T &amp; T</title><style>{STYLE}</style></head><body>"
)
PIECES = (
    '<a href="../w46/#s1" dir="auto">Two &lt;b&gt; men</a>', '<li id="s1">', "</li>", "<p>text</p>", "a &amp; b",
    '<svg viewBox="0 0 9 9"><path d="M0 0v-8"/></svg>', '<script type="application/ld+json">{"a": 1}</script>',
    "<details open><summary>x</summary></details>", '<a href="https://outlet.example/1?a=1&amp;b=2">x</a>',
    '<meta http-equiv="refresh" content="0; url=../../2026/w46/#s1">',
    # What no page of ours has: each must be left to the parser, wherever it stands.
    "<script>", "</script>", "<style>", "</style>", "<title>", "<textarea>", "<!--", "-->", "<![CDATA[", "]]>", "<",
    ">", "<p onclick=x>", "<p onclick='x'>", '<p onclick="x">', '<a href="javascript:x">',
    '<a href="java&#10;script:x">', "&#x6a;", "&lt", "&notit;", "<svg><style>", "<a\thref='x'>",
    '<a href="x" href="y">', '<a dir="auto" href="x" href="y">', "\x00", "\u202e", "<SCRIPT>",
    '<a href="//evil.example">', "<p/onclick=x>", '<base href="/x">', '<img src="x" onerror="x">', "<plaintext>",
    '"', "'",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=7))
def test_what_is_read_without_a_parser_is_what_a_parser_reads(pieces):
    """No order of good and hostile pieces is taken that the parser refuses or reads otherwise."""
    body = (HEAD + "".join(pieces) + "</body></html>").encode()
    plain, parsed = Grammar(SITE).read(body), markup._parsed("index.html", body, SITE)
    if plain is not None:
        assert parsed.problems == ()
        assert (plain.links, plain.ids) == (parsed.links, parsed.ids)
        assert plain.text == parsed.text


@pytest.mark.parametrize("piece", PIECES[10:])
def test_each_hostile_piece_is_left_to_the_parser(piece):
    """One such piece in a page of ours is enough; a quote in the text alone is harmless."""
    assert (Grammar(SITE).read(f"{HEAD}{piece}</body></html>".encode()) is None) is (piece not in {'"', "'"})


@pytest.mark.parametrize("link", ["javascript:x", "//evil.example", "https://a@evil.example/", "a b"])
@pytest.mark.parametrize("form", ['href="{}" dir="auto"', 'rel="nofollow" id="s1" href="{}"', 'id="s1" href="{}"'])
def test_a_known_form_lets_no_address_pass(link, form):
    """A link is looked at however many of its form have passed."""
    grammar = Grammar(SITE)
    page = f"<a {form}>x</a></body></html>"
    passed = grammar.read(f"{HEAD}{page.format('../w46/#s1')}".encode())
    assert passed is not None
    assert (passed.links, passed.ids) == (("../w46/#s1",), frozenset({"s1"} if "id=" in form else ()))
    assert grammar.read(f"{HEAD}{page.format(link)}".encode()) is None


def test_what_templates_write_is_read_without_a_parser():
    """All of the good pieces in one page: links in order, the id, the text without its tags."""
    found = Grammar(SITE).read(f"{HEAD}{''.join(PIECES[:10])}</body></html>".encode())
    assert found is not None
    assert found.links == ("../w46/#s1", "https://outlet.example/1?a=1&b=2", "../../2026/w46/#s1")
    assert found.ids == frozenset(["s1"])
    assert "Two <b> men" in found.text


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ("default-src 'none'", "default-src 'self'"),
        (HASH, "sha256-other"),
        ('<meta charset="utf-8">', '<meta charset="utf-8"><link rel="stylesheet" href="x.css">'),
        ("<head>", "<head>x"),
        ("<!DOCTYPE html>", ""),
    ],
)
def test_a_head_that_is_not_ours_is_left_to_the_parser(there, instead):
    """Without the doctype, the encoding and the policy in their places nothing else is looked at."""
    assert Grammar(SITE).read(HEAD.replace(there, instead).encode()) is None


PAGES = ("index.html", "404.html", "2026/w47/index.html", "topics/a/index.html", "sw/2026/w47/more/index.html")
STEPS = ("../", "./", "2026/", "w47/", "a.html", "#s1", "#", "?", ".", "%2e", "//", "x:", "-", "é")


def test_every_hidden_character_is_found_whatever_stands_around_it():
    """What is passed over as plain hides none: each character, alone and among others, is judged as by the pattern."""
    for number in (*range(0xD800), *range(0xE000, 0x10400)):
        hidden = HIDDEN.search(chr(number)) is not None
        assert is_hiding(chr(number).encode()) is hidden
        assert is_hiding(f"a\u00e9{chr(number)}\u2013b".encode()) is hidden


@given(st.sampled_from(PAGES), st.lists(st.sampled_from(STEPS), max_size=6).map("".join))
def test_near_links_lead_where_the_whole_reading_says(page, link):
    """The short way to a link's target is taken only where it gives what the long one gives."""
    near = links._near(page, link)
    assert near is None or near == links._far(page, link, SITE)
    own = links._own(f"{SITE}/{link}", SITE)
    assert own is None or own == links._far(page, f"{SITE}/{link}", SITE)


def test_of_data_by_lines_only_what_is_new_is_looked_into():
    """A row that passed before is not read again; a new one is, wherever it stands, and so is one that was changed."""
    known = b'a,b\r\n1,"x, y"\r\n2,=old\r\n'
    assert files.inspect("data/2026.csv", known + b"3,z\r\n", known) == ()
    assert files.inspect("data/2026.csv", b"a,b\r\n=new,1\r\n" + known[5:], known) != ()
    assert files.inspect("data/2026.csv", known.replace(b"2,=old", b"2,3,4"), known) != ()
    plain = b"a,b\r\n1,x\r\n"
    assert files.inspect("data/2026.csv", plain.replace(b"a,b", b"a,b,c"), plain) == ("rows of different length",)
    assert files.inspect("data/2026.jsonl", b'{"a": 1}\n{"b": \n', b'{"a": 1}\n') != ()


@pytest.mark.parametrize(
    ("added", "is_bad"),
    [
        (b"9,z\r\n", False),
        (b"9,=new\r\n", True),
        (b"9,z,y\r\n", True),
        (b'9,"=new\r\n1,x"\r\n', True),
        (b"9,\xff\r\n", True),
    ],
)
def test_what_comes_after_much_that_is_known_is_looked_into(added: bytes, *, is_bad: bool) -> None:
    """A year's data is passed over as far as it is, byte for byte, what passed before; no row after that is."""
    known = b"a,b\r\n" + b"".join(b"%d,x\r\n" % number for number in range(20_000))
    for body in (known + added, known[:-30_000].rpartition(b"\r\n")[0] + b"\r\n" + added):
        assert bool(files.inspect("data/2026.csv", body, known)) is is_bad


def test_a_row_over_two_lines_is_read_whole():
    """Where a quoted cell holds a line break the known lines are no rows; all is looked into."""
    known = b'a,b\r\n1,"x\r\n2,=old\r\n'
    told = files.inspect("data/2026.csv", b'a,b\r\n1,"x\r\n2,y"\r\n2,=old\r\n', known)
    assert told == ("a cell that a spreadsheet would run: '=old'",)
    known = b'a,b\r\n1,"x\r\n=new,2\r\ny"\r\n'
    assert files.inspect("2026/w46/data.csv", known) == ()
    told = files.inspect("data/2026.csv", b"a,b\r\n=new,2\r\n", known)
    assert told == ("a cell that a spreadsheet would run: '=new'",), "a line within a known cell was no row either"
