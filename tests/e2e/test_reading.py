"""What a reader meets in a real browser: on a phone, by keyboard, without styles, in the dark, on paper."""

import re

import pytest

pytestmark = pytest.mark.browser

PAGES = (
    "",
    "2026/w47/", "topics/", "topics/crime/", "counties/", "counties/nairobi/", "stories/", "sources/",
    "sources/mlima-daily/", "archive/", "archive/2026/", "search/", "about/", "corrections/", "status/", "feeds/",
    "data/", "pledges/", "cite/", "privacy/", "accessibility/", "404.html",
    "2026/w47/issue.html", "2026/w47/letter.html",
)  # fmt: skip
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SPACING = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
CONTRAST = """() => {
  const light = (c) => { const v = c / 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const luminance = ([r, g, b]) => 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);
  const numbers = (text) => text.match(/[\\d.]+/g).map(Number);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [], least = (node) => node.closest(".tiles") ? 4.5 : 7;
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
    if (!own || node.closest("svg") || !node.getClientRects().length) continue;
    const style = getComputedStyle(node), a = luminance(numbers(style.color)), b = luminance(ground(node));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 4.5 : least(node))) poor.push(`${node.tagName} ${ratio} ${node.textContent.slice(0, 30)}`);
  }
  return poor;
}"""
TARGETS = """() => [...document.querySelectorAll("nav a, .act a, .tiles a, footer li a, .rank a, button, summary")]
  .map((node) => [node.textContent.trim(), node.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.height < 24 || box.width < 24))
  .map(([text, box]) => `${text} ${box.width}×${box.height}`)"""


@pytest.mark.parametrize("tree", ["", "sw/"])
def test_nothing_is_wider_than_a_narrow_phone(visit, tree):
    """At 320 pixels no page has to be moved sideways (WCAG 1.4.10), long Kiswahili words included.

    Nor at 180: what a phone of 360 pixels has left for who reads at 200 %. Nor at 640: what a screen of 1,280 pixels
    has left at 200 %, still one column of text, nothing cut off (WCAG 1.4.4).
    """
    page = visit(tree, width=320)
    wide = {}
    for path in PAGES:
        page.to(tree + path)
        for width in (320, 180, 640):
            page.set_viewport_size({"width": width, "height": 740})
            wide[path, width] = page.evaluate(OVERFLOW)
    assert {at: over for at, over in wide.items() if over} == {}


def test_text_spacing_of_the_readers_choice_breaks_nothing(visit):
    """WCAG 1.4.12: larger spacing of lines, words and letters leaves the page as wide as the phone."""
    page = visit("", width=320, bypass_csp=True)
    for path in ("", "2026/w47/", "sw/", "counties/", "topics/crime/", "about/"):
        page.to(path)
        page.add_style_tag(content=SPACING)
        assert page.evaluate(OVERFLOW) == 0, path


@pytest.mark.parametrize("tree", ["", "sw/"])
def test_letters_of_twice_the_size_fit_a_phone(visit, tree):
    """Large letters on a phone are read without moving the page sideways; a table moves within its own, named frame."""
    page = visit("", width=320, bypass_csp=True)
    wide, unnamed = {}, {}
    for path in PAGES:
        page.to(tree + path)
        page.add_style_tag(content="html{font-size:200%!important}")
        page.evaluate("document.querySelectorAll('details').forEach((node) => { node.open = true; })")
        wide[path] = page.evaluate(OVERFLOW)
        framed = page.locator("[tabindex='0'][aria-label].scroll > table").count()
        unnamed[path] = page.locator("table").count() - framed
        captions = page.locator(".scroll caption").all()
        assert all(caption.evaluate("node => node.clientWidth <= innerWidth") for caption in captions), path
    assert {path: over for path, over in wide.items() if over} == {}
    assert {path: tables for path, tables in unnamed.items() if tables} == {}


def test_a_name_without_a_space_is_broken_and_widens_no_page(visit):
    """Sources, a story's numbers and how it began take a long name at 320 pixels, a desk any headline."""
    page = visit("", width=320)
    held = page.evaluate(
        "[...document.querySelectorAll('.kn dd, .src li, .go a')]"
        ".map((node) => node.append(' ' + 'long.host'.repeat(7))).length"
    )
    assert held
    assert page.evaluate(OVERFLOW) == 0
    page = visit("", width=1280)
    long = ".map((node) => node.append('word'.repeat(60)))"
    page.evaluate(f"[...document.querySelectorAll('.story h3 a, blockquote p')]{long}")
    assert page.evaluate(OVERFLOW) == 0


def test_a_desk_sees_the_numbers_beside_the_brief_and_the_stories_two_abreast(visit):
    """On a wide screen the rail stands at the top to the right, and the second and third story share a row."""
    page = visit("", width=1280)
    brief, rail = page.locator(".brief").bounding_box(), page.locator("#numbers").bounding_box()
    assert rail["x"] > brief["x"] + brief["width"]
    assert rail["y"] < brief["y"]
    second, third = (page.locator(".story").nth(at).bounding_box() for at in (1, 2))
    assert second["y"] == third["y"]
    assert third["x"] > second["x"] + second["width"]
    last = page.locator("#numbers > *").last.bounding_box()
    assert last["y"] + last["height"] + 12 < second["y"]
    # Of a week whose lead is short, too, no third of a screen is blank below it.
    page.to("2026/w42/")
    lead, last = page.locator(".lead blockquote").bounding_box(), page.locator("#numbers > *").last.bounding_box()
    assert last["y"] + last["height"] < lead["y"] + lead["height"] + 260


def test_every_word_can_be_told_from_its_ground_and_no_page_is_complained_of(visit):
    """Contrast of 7 to 1, 4.5 to 1 for large letters, by day and by night (WCAG 1.4.6); on tiles that of 1.4.3.

    Nor is there a message on the console: the policy allows what each page does, and nothing is missing.
    """
    page = visit("")
    poor = {}
    for path in PAGES:
        page.to(path)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            poor[path, scheme] = page.evaluate(CONTRAST)
    assert {at: words for at, words in poor.items() if words} == {}
    page.wait_for_load_state("networkidle")
    assert page.said == []


def test_a_page_is_complete_in_one_answer(visit, address):
    """The home page asks for itself and its icon, from its own place only, and runs no script."""
    page = visit("")
    page.wait_for_load_state("networkidle")
    assert len(page.asked) <= 4
    assert all(url.startswith(address) for url in page.asked)
    assert page.evaluate("[...document.scripts].filter((s) => s.type !== 'application/ld+json').length") == 0


def test_the_week_can_be_read_on_a_phone_without_a_script(visit):
    """Five lines lead to their stories, each story names its outlet and leads to it, and there is an end."""
    page = visit("", javascript=False)
    brief = page.locator(".brief li a")
    assert brief.count() == 5
    for at in range(5):
        anchor = brief.nth(at).get_attribute("href").partition("#")[2]
        story = page.locator(f"[id='{anchor}']")
        assert brief.nth(at).inner_text().startswith(story.locator("h3").inner_text())
        assert story.locator("p.m b").first.inner_text()
        assert story.locator("h3 a").get_attribute("href").startswith("https://")
    assert page.locator("text=That is the week so far.").is_visible()


def test_what_is_copied_is_what_is_seen(visit):
    """Words that only a list of links needs do not go with a headline that somebody copies."""
    page = visit("", width=360)
    copied = page.evaluate("getSelection().selectAllChildren(document.querySelector('.brief ol')), `${getSelection()}`")
    assert page.locator(".brief li a").first.inner_text().partition("\n")[0] in copied
    assert "story 1" not in copied


def test_targets_are_large_enough_for_a_thumb(visit):
    """24 pixels at least (WCAG 2.5.8); the five links of the head 44 high, on one line at 360."""
    page = visit("")
    for path in ("counties/", "search/", ""):
        page.to(path)
        assert page.evaluate(TARGETS) == []
    boxes = [link.bounding_box() for link in page.locator("header nav a").all()]
    assert min(box["height"] for box in boxes) >= 44
    assert len({round(box["y"]) for box in boxes}) == 1


def test_a_link_within_a_line_looks_like_one_and_keeps_its_comma(visit):
    """Another outlet of a story is a link in its line's small print: underlined, and no line begins with a comma."""
    node = visit("2026/w47/").locator(".more li .m a").first
    style = "n => { const s = getComputedStyle(n); return [s.display, s.textDecorationLine]; }"
    assert node.evaluate(style) == ["inline", "underline"]


COMMAS = """() => {
  const label = [...document.querySelectorAll(".k")].find((node) => node.textContent.includes(","));
  const texts = document.createTreeWalker(label, NodeFilter.SHOW_TEXT), range = document.createRange();
  const first = [];
  for (let node; (node = texts.nextNode());) {
    const at = node.data.indexOf(",");
    if (at < 0) continue;
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const box = range.getBoundingClientRect();
    if (box.left <= label.getBoundingClientRect().left + 1) first.push(box.top);
  }
  return first;
}"""


def test_no_row_of_a_label_begins_with_a_comma(visit):
    """The places above a headline are links of their own height; at no width does a row begin behind one."""
    page = visit("2026/w47/")
    for width in range(180, 400, 4):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(COMMAS) == [], width


def test_the_keyboard_goes_everywhere_and_is_seen(visit):
    """The first stop leads past the head; each stop after it has a ring; the brief is reached in nine."""
    page = visit("")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").endswith("#main")
    assert page.locator(":focus").bounding_box()["x"] >= 0
    for _ in range(14):
        page.keyboard.press("Tab")
        ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert ring == "solid", page.evaluate("document.activeElement.outerHTML.slice(0, 90)")
    page.locator("details summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details").first.get_attribute("open") is not None


def test_without_styles_the_order_still_makes_sense(visit):
    """Name, links, heading, five lines, stories, what changed, numbers, foot: the source is in reading order."""
    page = visit("", bypass_csp=True)
    page.evaluate("document.querySelectorAll('style').forEach((sheet) => sheet.remove())")
    text = page.inner_text("body")
    marks = [
        "Usalama Weekly",
        "Topics",
        "Kenyan security",
        "In brief",
        "The stories",
        "The week is not over",
        "By county",
        "That is the week so far.",
    ]
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)
    assert "“" not in text.split("The stories")[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dark_page_is_dark_and_the_light_one_light(visit, scheme):
    """The reader's system decides; there is no switch and no flash."""
    colour = visit("", scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor")
    bright = sum(map(int, re.findall(r"\d+", colour)[:3])) > 3 * 128
    assert bright == (scheme == "light")


def test_paper_has_ink_only_and_the_addresses_of_sources(visit):
    """In print the head has no links, the ground is white, and each source's address stands in line with its day."""
    page = visit("2026/w47/")
    page.emulate_media(media="print")
    assert page.locator("header nav").is_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for link in (".src a", ".story h3 a"):
        assert "https://" in page.evaluate(f"getComputedStyle(document.querySelector('{link}'), '::after').content")
    assert page.evaluate("getComputedStyle(document.querySelector('.src a')).display") == "inline"
    assert page.locator(".brief ol").is_hidden(), "what the sheet says below in full"
    assert page.locator(".brief .key").is_visible(), "what its marks mean"


def test_a_page_on_paper_says_its_own_address_and_those_of_a_storys_reports(visit):
    """Who holds the sheet of a county or a story can find the page again, and what each outlet wrote."""
    story = visit("stories/").get_attribute("main ul a[href^=s]", "href")
    for name in ("counties/nairobi/", f"stories/{story}"):
        page = visit(name)
        own = page.get_attribute("link[rel=canonical]", "href")
        said = "[...document.querySelectorAll('[rel=canonical], .tl li li a')].map((one) => [one.checkVisibility(), "
        said += "getComputedStyle(one, '::after').content])"
        assert {words for _, words in page.evaluate(said)} == {"none"}
        page.emulate_media(media="print")
        (address, *reports) = page.evaluate(said)
        assert address == [True, f'"{own}"']
        assert bool(reports) == name.startswith("stories/")
        assert all(words.startswith('" https://') for _, words in reports)


def test_paper_leaves_out_what_can_only_be_followed_and_keeps_what_is_said(visit):
    """A feed's link says nothing on paper; who stands behind a story, and where an outlet is found, do."""
    story = visit("stories/").get_attribute("main ul a[href^=s]", "href")
    for name, said in ((f"stories/{story}", "#levels"), ("sources/savanna-wire/", "https://")):
        page = visit(name)
        page.emulate_media(media="print")
        assert page.locator(f".hero .facts a[href*='{said}']").is_visible()
    page = visit("topics/banditry/")
    page.emulate_media(media="print")
    assert page.locator(".hero .facts a[href*='feeds/']").is_hidden()
    page = visit("2026/w47/")
    county = page.locator("figure details li").last
    assert not county.is_visible()
    page.emulate_media(media="print")
    assert county.is_visible(), "the counties beyond the first eight"


@pytest.mark.parametrize("path", ["2026/w47/issue.html", "sw/2026/w47/issue.html"])
def test_the_sheet_is_four_pages_of_a4_at_most_and_needs_no_other_file(visit, path):
    """The whole issue prints on four sheets and asks for nothing."""
    page = visit(path)
    assert len([url for url in page.asked if not url.endswith("favicon.ico")]) == 1
    pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
    assert 1 <= pages <= 4


def test_forced_colours_keep_the_charts(visit):
    """In a high-contrast setting bars and dots are drawn in the text's own colour, and the map keeps its shades."""
    page = visit("", forced_colors="active")
    bar, text = page.evaluate(
        "[getComputedStyle(document.querySelector('.bars path')).stroke, getComputedStyle(document.body).color]"
    )
    assert bar == text
    fills = "[...document.querySelectorAll('.map path')].map((path) => getComputedStyle(path).fill)"
    ground, *shades = page.evaluate(fills)
    assert (ground, "none" in shades, len(shades) > 1) == ("none", False, True)


def test_who_asks_for_more_contrast_has_small_text_and_rules_in_ink(visit):
    """Nothing is set back by a paler colour then."""
    page = visit("", contrast="more")
    ink, small, rule = page.evaluate(
        "[['body', 'color'], ['.lede + .m, .issue', 'color'], ['.brief li', 'borderBottomColor']]"
        ".map(([one, part]) => getComputedStyle(document.querySelector(one))[part])"
    )
    assert ink == small == rule


def test_the_two_languages_lead_to_each_other(visit):
    """From a page to the same page in Kiswahili and back."""
    page = visit("topics/crime/")
    page.click("header a[hreflang=sw]")
    assert "/sw/topics/crime/" in page.url
    assert page.get_attribute("html", "lang") == "sw"
    page.click("header a[hreflang=en]")
    assert "/sw/" not in page.url


def test_the_letter_fits_a_phone_and_asks_for_nothing(visit):
    """One column, readable by night, no request but itself."""
    page = visit("2026/w47/letter.html", scheme="dark")
    assert [url for url in page.asked if not url.endswith(("letter.html", "favicon.ico"))] == []
    assert page.evaluate(OVERFLOW) == 0
    assert page.locator("a.leave").count() == 1
