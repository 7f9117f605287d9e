"""Only what a browser opens as http(s) is linked, in the spelling that it would open."""

import json

import pytest
from ada_url import URL
from hypothesis import given, settings
from hypothesis import strategies as st

from usalama.words import urls


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        " \x01javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "blob:https://example.org/x",
        "feed:https://example.org/x",
        "https://user:word@example.org/",
        "https://user@example.org/",
        "https://@example.org:99999/",
        "http://[::1",
        "http://",
        "https:///",
        "//example.org/x",
        "/only/a/path",
        "exa mple",
        "http://exa mple.org/",
        "http://example.org/\x00x",
        "http://exam\u202eple.org/",
        "http://a\ud800b/",
        "{attach}../../secret.txt",
        "|attach|/etc/passwd",
        "",
        "   ",
        "https://xn--a/",
        "https://xn--99999999999/",
        "https://xn--pokxncvks.example/",
        "https://example.org/" + "a" * 5000,
    ],
)
def test_what_may_not_be_linked_is_no_link(address):
    """Other schemes, user names, controls, relative and broken addresses give "" (A2)."""
    assert urls.canonical(address) == ""
    assert urls.host(address) == "" or address.startswith("https://example.org/aaa")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("HTTPS://Example.ORG:443/A/../b", "https://example.org/b"),
        ("  https://example.org/a \n", "https://example.org/a"),
        ("https://example.org", "https://example.org/"),
        ("http:\\\\example.org\\a", "http://example.org/a"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://аррӏе.example/", "https://xn--80ak6aa92e.example/"),
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/a#part", "https://example.org/a"),
        ("https://example.org/a?", "https://example.org/a"),
        ("http://0x08.0x080808/", "http://8.8.8.8/"),
        ("http://[2606:4700::1]/a", "http://[2606:4700::1]/a"),
        ("https://local.example/a", "https://local.example/a"),
    ],
)
def test_an_address_is_written_as_a_browser_reads_it(address, expected):
    """The canonical spelling is the parser's own: ASCII host, resolved path, no fragment (A18)."""
    assert urls.canonical(address) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://e.org/a?utm_source=rss&utm_medium=feed&id=7", "https://e.org/a?id=7"),
        ("https://e.org/a?id=7&fbclid=x", "https://e.org/a?id=7"),
        ("https://e.org/a?at_medium=RSS&at_campaign=KARANGA", "https://e.org/a"),
        ("https://e.org/?p=123", "https://e.org/?p=123"),
        ("https://e.org/a?b=%41&b=2&c", "https://e.org/a?b=%41&b=2&c"),
        ("https://e.org/a?UTM_Source=x", "https://e.org/a"),
        ("https://e.org/a b?utm_source=rss&id=7", "https://e.org/a%20b?id=7"),
    ],
)
def test_tracking_is_taken_off_and_the_rest_kept(address, expected):
    """Parameters that only follow readers go; those that name the page keep their place and spelling (A37)."""
    assert urls.canonical(address) == expected


def test_a_relative_link_is_resolved_against_its_base():
    """A base makes a relative address whole, and cannot make a foreign scheme linkable."""
    assert urls.canonical("../b?x=1", "https://e.org/a/c") == "https://e.org/b?x=1"
    assert urls.canonical("javascript:x", "https://e.org/") == ""
    assert urls.canonical("a", "file:///x/") == ""


def test_a_search_engines_redirect_is_unwrapped():
    """A link that only passes through a search engine becomes the report's own."""
    wrapped = "https://www.google.com/url?rct=j&sa=t&url=https://paper.example/raid?utm_source=x&ct=ga"
    assert urls.canonical(wrapped) == "https://paper.example/raid"
    inner = "https://www.google.com/url?q=https://www.google.com/url?q=https://paper.example/"
    assert urls.canonical(inner).startswith("https://www.google.com/")
    assert urls.canonical("https://www.google.com/url?q=javascript:alert(1)").startswith("https://www.google.com/")


def test_two_spellings_of_one_page_are_one_page():
    """Scheme, www, m and the slash at the end do not make another page; path and query do."""
    same = ["http://www.e.org/a/", "https://e.org/a", "https://m.e.org/a?utm_source=rss"]
    assert {urls.page(each) for each in same} == {"e.org/a"}
    assert urls.page("https://e.org/%61%2D?q=%7e") == "e.org/a-?q=~"
    assert urls.page("https://e.org/a%2Fb%3Fc") == "e.org/a%2Fb%3Fc"
    assert urls.page("https://e.org/A") != urls.page("https://e.org/a")
    assert urls.page("javascript:x") == ""


def test_an_entry_keeps_its_key_for_ever():
    """The key is ten hex digits of the identity; this value must never change, addresses are made from it."""
    assert urls.entry_key("https://e.org/feed", "https://e.org/?p=1") == "999ddc1822"
    assert len(urls.entry_key("\ud800", "\udfff")) == 10


@given(st.text(max_size=120))
@settings(max_examples=400)
def test_whatever_is_accepted_opens_as_http(anything):
    """For any string: what comes out is "" or parses, unchanged, as http(s) without user name or fragment."""
    link = urls.canonical(anything, "https://e.org/x/")
    if link:
        again = URL(link)
        assert again.href == link
        assert again.protocol in {"http:", "https:"}
        assert not again.username
        assert not again.password
        assert not again.hash
        assert link.isascii()


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "localhost.", "router", "127.0.0.1", "0x7f.1", "2130706433", "10.0.0.1", "192.168.1.1.",
        "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "[::1]", "[fd00::1]", "[fe80::1]",
        "[::ffff:10.0.0.1]", "[64:ff9b::10.0.0.1]", "[2002:c0a8:101::]", "224.0.0.1", "[ff0e::1]", "[::10.0.0.1]",
        "a.localhost", "printer.local", "metadata.google.internal", "router.lan", "nas.home.arpa",
        "[2606:4700::5efe:10.0.0.1]", "ROUTER.LAN",
    ],
)  # fmt: skip
@pytest.mark.parametrize("rest", ["", "/", "/restart?now=1", ":8080/a b"])
def test_nothing_inside_a_readers_own_network_is_linked(host, rest):
    """Who clicks a headline asks no router of hers for anything (A2)."""
    assert urls.canonical(f"http://{host}{rest}") == ""
    assert urls.canonical(f"//{host}{rest}", "http://a.example/") == ""


@pytest.mark.shared
def test_the_web_platforms_own_cases(shared_data):
    """Of the URL Standard's cases we accept none that fails or is not http(s), and agree on the host."""
    cases = json.loads((shared_data / "hostile/urltestdata/urltestdata.json").read_text(encoding="utf-8"))
    wrong = []
    for case in (each for each in cases if isinstance(each, dict)):
        link = urls.canonical(case["input"], case.get("base") or "")
        if not link:
            continue
        expected = case.get("href", "")
        if (
            case.get("failure")
            or not expected.startswith(("http://", "https://"))
            or URL(link).host != URL(expected).host
        ):
            wrong.append((case["input"], link))
    assert wrong == []


PLAIN = (
    "a.ke www.b-c.co.ke a..ke 1.2 a.0x1 -a.ke a.ke. / /x /. /.. /a.b // /url ? ?a=1 ?utm_source=x & &b=2 = #f /~a /%41 "
    "xn--a.ke www.google.com _a.ke A.ke :80 @ \u00e9"
)
PIECES = PLAIN.split()


@given(st.sampled_from(["http://", "https://", "HTTP://", "ftp://", ""]), st.lists(st.sampled_from(PIECES), max_size=6))
@settings(max_examples=500)
def test_the_short_way_for_plain_addresses_leads_to_the_same(scheme, pieces):
    """What is taken as it stands is what the whole parser makes of it."""
    address = scheme + "".join(pieces)
    whole = str(URL(address).href) if urls._SIMPLE.fullmatch(address) else None
    if whole is not None and "xn--" not in address and "google" not in address and "?" not in address:
        assert urls.canonical(address) == whole
    assert urls.canonical(urls.canonical(address)) == urls.canonical(address)
