"""Every page of the demo keeps what a page of this site promises: its head, its policy, its links, its words."""

import base64
import gzip
import hashlib
import json
import re
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from PIL import Image

from usalama.gate.links import target
from usalama.gate.markup import leads_on_to

SITE = "https://sample.example"
PAGE_BUDGET = 40 * 1024
CARD_BUDGET = 40 * 1024
BARE = ("letter.html", "issue.html")  # files that stand alone: no head of the site, no second language to lead to


@pytest.fixture(scope="module")
def root(demo_output):
    """The release that the output link leads to."""
    return demo_output.resolve()


@pytest.fixture(scope="module")
def pages(root):
    """Path → text of every HTML page."""
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in sorted(root.rglob("*.html"))}


@cache
def tree(text):
    return html.document_fromstring(text)


def site_pages(pages):
    return {name: text for name, text in pages.items() if not name.endswith(BARE)}


def weight(text):
    return len(gzip.compress(text.encode(), 9))


def test_every_page_is_light(pages):
    """No page is over 40 kB compressed."""
    assert {name: weight(text) for name, text in pages.items() if weight(text) > PAGE_BUDGET} == {}


class _Nesting(HTMLParser):
    """Keeps the elements that are open, and what was closed without being the innermost of them."""

    VOID = frozenset(
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
    )

    def __init__(self, text):
        super().__init__()
        self.open, self.wrong = [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, _):
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, _):
        """An element of a drawing that closes itself."""

    def handle_endtag(self, tag):
        if self.open[-1:] == [tag]:
            self.open.pop()
        else:
            self.wrong.append((tag, self.getpos()))


def test_every_element_is_closed_once_and_where_it_was_opened(pages):
    """A parser mends what a template forgets, each in its own way; no page is left to that."""
    read = {name: _Nesting(text) for name, text in pages.items()}
    assert {name: (page.open, page.wrong) for name, page in read.items() if page.open or page.wrong} == {}


def test_no_script_runs_outside_search(pages):
    """What a page has of script is data, except the one module of the search pages."""
    for name, text in pages.items():
        scripts = [s for s in tree(text).iter("script") if s.get("type") != "application/ld+json"]
        assert len(scripts) == (1 if name in {"search/index.html", "sw/search/index.html"} else 0), name


def test_a_page_loads_its_icon_and_manifest_and_nothing_else(pages):
    """At most four requests, none to anyone else, no picture in a page."""
    for name, text in pages.items():
        found = tree(text)
        loaded = [
            link.get("href") for link in found.iter("link") if link.get("rel") in {"icon", "manifest", "stylesheet"}
        ]
        loaded += [n.get("src") for n in found.iter("script", "img", "iframe") if n.get("src")]
        assert len(loaded) <= 4, name
        assert not [url for url in loaded if urlsplit(url).netloc not in {"", "sample.example"}], name
        assert not list(found.iter("img", "iframe", "object", "embed")), name


def test_the_policy_allows_the_style_of_the_page_and_no_other(pages):
    """The hash in the policy is the hash of the sheet, and no element has a style of its own."""
    for name, text in pages.items():
        if name.endswith("letter.html"):
            continue
        policy = tree(text).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        sheet = re.search(r"<style>(.*?)</style>", text, re.DOTALL).group(1)
        digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
        assert policy.startswith("default-src 'none'"), name
        assert f"style-src 'sha256-{digest}'" in policy, name
        assert "unsafe-inline" not in policy, name
        assert tree(text).xpath("//*[@style]") == [], name


def test_titles_are_short_and_each_is_the_only_one_of_its_kind(pages):
    """At most 70 letters; no two pages of a language share one but those that lead on, each canonical to another."""
    seen = {}
    for name, text in site_pages(pages).items():
        title = tree(text).findtext(".//title")
        language = tree(text).get("lang")
        assert 5 < len(title) <= 70, name
        # The home page shows the newest week under a title of its own.
        assert leads_on_to(text.encode()) or seen.setdefault((language, title), name) == name, name


def test_languages_lead_to_each_other_both_ways(pages):
    """Each page names itself, its other language and the default; the other page names the same three."""
    kept = {}
    for name, text in site_pages(pages).items():
        if name.endswith("404.html"):
            continue
        links = tree(text).xpath("//link[@rel='alternate'][@hreflang]")
        kept[name] = sorted((link.get("hreflang"), link.get("href")) for link in links)
        assert [language for language, _ in kept[name]] == ["en", "sw", "x-default"], name
    for name, links in kept.items():
        other = name.removeprefix("sw/") if name.startswith("sw/") else f"sw/{name}"
        assert kept[other] == links, name


def test_one_heading_of_the_first_rank_and_no_rank_left_out(pages):
    """A screen reader's list of headings is the page's table of contents."""
    for name, text in pages.items():
        ranks = [int(node.tag[1]) for node in tree(text).iter("h1", "h2", "h3", "h4")]
        assert ranks.count(1) == 1, name
        assert all(later - earlier <= 1 for earlier, later in pairwise(ranks)), name


def test_ids_are_unique(pages):
    """A link to a story leads to one place."""
    for name, text in pages.items():
        ids = tree(text).xpath("//@id")
        assert len(ids) == len(set(ids)), name


def test_every_way_out_says_nothing_of_the_reader(pages):
    """Links to publishers carry no referrer and no endorsement."""
    for name, text in pages.items():
        for link in tree(text).xpath("//a[starts-with(@href, 'http')]"):
            host = urlsplit(link.get("href")).netloc
            if host in {"sample.example", "creativecommons.org"}:
                continue
            assert link.get("rel") == "noreferrer nofollow ugc", (name, link.get("href"))


def heard(link):
    """Return a link's name as a screen reader says it: hidden words are in it, drawings are not."""
    silent = {text for drawn in link.xpath(".//*[@aria-hidden='true']") for text in drawn.itertext()}
    return " ".join("".join(text for text in link.itertext() if text not in silent).split())


def test_links_that_lead_to_different_places_have_different_names(pages):
    """A screen reader lists a page's links without the words around them: there each name has one target."""
    alike = {}
    for name, text in pages.items():
        if name.endswith("letter.html"):  # mail programs draw what is hidden: a letter has its links' own words alone
            continue
        leads = {}
        for link in tree(text).xpath("//a[@href]"):
            leads.setdefault(heard(link), set()).add(link.get("href"))
        alike |= {(name, words): sorted(to) for words, to in leads.items() if len(to) > 1}
    assert alike == {}


def test_what_is_not_here_is_said_in_each_language(pages):
    """A host answers with one page for all addresses: who reads Kiswahili alone is told, and led to that tree."""
    page = tree(pages["404.html"])
    (ours,) = page.xpath("//main/section[@lang='sw']")
    assert ours.xpath("h2")[0].text_content() == tree(pages["sw/404.html"]).xpath("//h1")[0].text_content()
    assert [link.get("href").removesuffix("index.html") for link in ours.xpath(".//a")] == [
        "sw/", "sw/archive/", "sw/search/",
    ]  # fmt: skip
    (theirs,) = tree(pages["sw/404.html"]).xpath("//main/section[@lang='en']")
    assert theirs.xpath("h2")[0].text_content() == page.xpath("//h1")[0].text_content()


def test_what_machines_are_told_is_whole(pages, root):
    """Canonical, description, OpenGraph with a picture that is there, and JSON-LD that can be read."""
    kinds = set()
    for name, text in site_pages(pages).items():
        found = tree(text)
        told = {m.get("property") or m.get("name"): m.get("content") for m in found.iter("meta")}
        assert {"description", "og:title", "og:type", "og:url", "og:description", "og:image", "twitter:card"} <= set(
            told
        )
        assert told["description"].strip(), name
        picture = root / told["og:image"].removeprefix(f"{SITE}/")
        assert picture.is_file(), (name, told["og:image"])
        for block in found.xpath("//script[@type='application/ld+json']/text()"):
            data = json.loads(block)
            kinds.add(data["@type"])
            assert "<" not in block, name
        if name.endswith("404.html"):
            continue
        # A page that leads on is canonical to where it leads.
        leads = target(name, leads_on_to(text.encode()), SITE).name
        assert found.xpath("//link[@rel='canonical']/@href") == [f"{SITE}/{leads.removesuffix('index.html')}"], name
    assert {"CollectionPage", "NewsArticle", "NewsMediaOrganization", "WebPage"} <= kinds


@pytest.mark.parametrize("at", ["", "sw/"])
def test_a_page_says_what_it_costs(pages, at):
    """Who pays by the megabyte sees what the page weighed on its way, within a kilobyte; a week says it at the top."""
    for name in (f"{at}counties/baringo/index.html", f"{at}topics/crime/index.html", f"{at}index.html"):
        (said,) = re.findall(r"(?:This page|Ukurasa huu): (\d+) kB\.", pages[name])
        assert weight(pages[name]) / 1000 <= int(said) <= weight(pages[name]) / 1000 + 1.1, name
    for name in (f"{at}index.html", f"{at}2026/w46/index.html"):
        top = tree(pages[name]).xpath("string(//h1/following-sibling::p)")
        assert re.search(r"\d+ kB", top), name


def test_topic_and_county_pages_list_their_stories_for_machines(pages):
    """Each is a collection whose items have a place, a name and an absolute address, and an entry in the page."""
    checked = 0
    for name, text in pages.items():
        if not re.fullmatch(r"(sw/)?(topics|counties)/[a-z-]+/index\.html", name):
            continue
        found = tree(text)
        (block,) = found.xpath("//script[@type='application/ld+json']/text()")
        told = json.loads(block)
        items = told["mainEntity"]["itemListElement"]
        assert told["@type"] == "CollectionPage", name
        assert [item["position"] for item in items] == list(range(1, len(items) + 1)), name
        assert all(item["name"] and item["url"].startswith("https://") for item in items), name
        assert bool(items) == bool(found.xpath("//li[contains(@class, 'h-entry')]")), name
        checked += len(items)
    assert checked > 50


def test_the_picture_of_a_shared_link_is_small_and_of_the_right_size(root):
    """1200 by 630, at most 40 kB, for each week and for the site."""
    pictures = [*root.rglob("card.png"), root / "og.png"]
    assert len(pictures) > 4
    for path in pictures:
        assert path.stat().st_size <= CARD_BUDGET, path
        with Image.open(path) as picture:
            assert picture.size == (1200, 630), path


def test_stories_are_entries_of_a_feed_in_the_page(pages):
    """h-feed and h-entry with name, address, summary, time and category (microformats2)."""
    found = tree(pages["2026/w47/index.html"])
    entries = found.xpath("//*[contains(@class,'h-feed')]//*[contains(@class,'h-entry')]")
    assert entries
    for entry in entries:
        classes = " ".join(entry.xpath(".//@class"))
        assert all(name in classes for name in ("p-name", "u-url", "p-summary", "dt-published", "p-category"))
        assert entry.xpath(".//time/@datetime")[0].endswith("+03:00")


def test_a_language_has_the_name_that_the_page_has_for_it(pages):
    """English is Kiingereza on a page in Kiswahili."""
    for path, name in (("sources/", "English"), ("sw/sources/", "Kiingereza")):
        assert f"<b>{name}</b>" in pages[f"{path}mlima-daily/index.html"]
        assert f"\xa0· {name}" in tree(pages[f"{path}index.html"]).text_content()


def test_a_year_leads_to_its_list_in_the_archive(pages):
    """Who cuts the week off an address, 2026/w47/, finds the year."""
    for at, language in (("", "en"), ("sw/", "sw")):
        found = tree(pages[f"{at}2026/index.html"])
        assert found.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../archive/2026/index.html"]
        assert found.get("lang") == language
        assert f"{at}archive/2026/index.html" in pages


def test_a_headline_in_another_language_says_which(pages):
    """A Kiswahili headline on an English page, and an English one on a Kiswahili page, carry their language."""
    here = tree(pages["sources/redio-jamii/index.html"])
    there = tree(pages["sw/2026/w47/index.html"])
    assert here.xpath("//a[@lang='sw'][@dir='auto']")
    assert there.xpath("//a[@lang='en'][@dir='auto']")
    assert not here.xpath("//main//a[@lang='en']")


def test_a_story_shows_who_says_it_how_sure_and_why(pages):
    """Outlet, day, level in fixed words with their definition, several reports drawn by day, topic and evidence."""
    levels = {"Independent outlets", "Several outlets, one origin", "One outlet only"}
    found = tree(pages["2026/w47/index.html"])
    for number, story in enumerate(found.xpath("//article[contains(@class,'story')]"), 1):
        words = story.text_content()
        assert any(level in words for level in levels)
        assert story.xpath(".//a[contains(@href,'about/') and contains(@href,'#levels')]")
        (why,) = story.xpath(".//summary[starts-with(., 'Why')]")
        assert why.text_content() == f"Why is this here?, story {number}", "heard as a list each has a name of its own"
        assert bool(story.xpath(".//svg[@role='img'][@aria-label]")) == ("Every other report" in words)


def test_each_story_of_a_week_can_be_sent_as_a_message(pages):
    """It goes on alone: headline, whose it is, how many more tell it, what it does not tell, and its address."""
    stories = tree(pages["2026/w46/index.html"]).xpath("//article[contains(@class,'story')]")
    assert len(stories) == 10
    for story in stories:
        (link,) = story.xpath(".//a[starts-with(@href,'https://wa.me/')]/@href")
        message, _, address = parse_qs(urlsplit(link).query)["text"][0].partition("\n")
        outlet = story.xpath(".//p[@class='m']/b")[0].text_content()
        assert message.startswith(f"{story.xpath('.//h3')[0].text_content()} ({outlet}")
        words = " ".join(story.text_content().split())
        told = re.search(r"(\d+) reports?, (\d+) outlets?", words)
        assert (f" and {int(told[2]) - 1} more)" if told and told[2] != "1" else f"({outlet})") in message
        for doubt in ("(the outlets differ)", "Official version only."):
            assert (doubt in message) is (doubt in words), (doubt, message)
        assert address == f"{SITE}/2026/w46/#{story.get('id')}"
    newest = tree(pages["2026/w47/index.html"]).xpath("//article[contains(@class,'story')]/@id")
    home = tree(pages["index.html"]).xpath("//article//a[starts-with(., 'Link to this story, ')]/@href")
    assert all(link.startswith("2026/w47/") for link in home)
    assert [urlsplit(link).fragment for link in home] == newest


def test_a_shared_link_names_the_outlet_of_the_headline_that_it_shows(pages):
    """What a message shows of a week, a home or a story says whose words they are, and ends with its newest report."""
    for name in ("index.html", "2026/w47/index.html", "sw/index.html"):
        page = tree(pages[name])
        lead = page.xpath("//article[contains(@class,'lead')]//p[@class='m']/b")[0].text_content()
        told = page.xpath("//meta[@property='og:description']/@content")[0]
        assert re.search(rf" \({lead}\)( \[.+\])?$", told), name
    for name in (name for name in pages if re.match(r"stories/s\w+/", name)):
        page = tree(pages[name])
        if page.xpath("//ol[@class='tl']"):
            told = page.xpath("//meta[@property='og:description']/@content")[0]
            assert page.xpath("//main//h1/following::b")[0].text_content() in told, name
            newest = page.xpath("//time[contains(@class,'dt-updated')]")[0].text_content()
            assert told.endswith(f"– {newest}."), name
            day, month, _ = newest.split()
            assert f"{day} {month[:3]}" in page.xpath("//ol[@class='tl']/li")[0].text_content(), name


@pytest.mark.parametrize("at", ["", "sw/"])
def test_a_shared_link_of_a_county_or_a_topic_shows_its_newest_news(pages, at):
    """The week, how many stories, and the headline that its list begins with, whose outlet is named."""
    lists = {name: tree(pages[name]) for name in pages if re.match(rf"{at}(counties|topics)/\w[^/]*/", name)}
    lists = {name: page for name, page in lists.items() if page.xpath("//section[contains(@class,'more')]/ul")}
    assert {name.removeprefix(at).split("/")[0] for name in lists} == {"counties", "topics"}
    for name, page in lists.items():
        told = page.xpath("//meta[@property='og:description']/@content")[0]
        newest = page.xpath("//section[contains(@class,'more')]")[0]
        lines, week = newest.xpath("./ul/li"), newest.find("h3").text_content().partition(", ")[2]
        assert told.startswith(f"{week}: ".replace("\N{NO-BREAK SPACE}", " ")), name
        assert re.search(rf"\b{len(lines)}\b", told), name
        assert f" {lines[0][0].text} ({lines[0].xpath('.//bdi')[0].text})" in told, name
        differ = re.search(r"\w+: \d+–\d+ \([^)]+\)", lines[0].text_content())
        assert differ is None or differ.group() in told, name


def test_a_storys_own_page_is_cited_as_the_week_cites_it(pages):
    """The outlet first, with the day of its headline, then the page; a reader copies it as it stands."""
    found = {name: tree(text) for name, text in pages.items() if re.match(r"stories/s\w+/", name)}
    told = [page for page in found.values() if page.xpath("//ol[@class='tl']")]
    assert told
    for page in told:
        (outlet,) = page.xpath("//h1/following::p[1]/b")
        day = outlet.getparent().text_content().rpartition(", ")[2]
        (cited,) = page.xpath("//h2[.='Cite']/following::p[1]")
        words = f"{outlet.text_content()} ({day}): “{page.xpath('//h1')[0].text_content()}”. Usalama Weekly, {SITE}/"
        assert cited.text_content().startswith(words)


def test_a_line_on_paper_says_where(root, pages):
    """Under its topic on the sheet each line has the counties that its headline does not name."""
    (names,) = [tree(pages["counties/index.html"]).xpath("//ul[contains(@class,'az')]//a")]
    called = {urlsplit(link.get("href")).path.split("/")[-2]: link.text_content() for link in names}
    rows = map(json.loads, (root / "2026/w47/data.jsonl").read_text("utf-8").splitlines())
    counties = {row["link"]: row["counties"] for row in rows}
    lines = tree(pages["2026/w47/issue.html"]).xpath("//section[@class='also']//li[a]")
    silent = [line for line in lines if any(called[slug] not in line[0].text for slug in counties[line[0].get("href")])]
    assert silent
    for line in lines:
        assert all(called[slug] in line.text_content() for slug in counties[line[0].get("href")])


@pytest.mark.parametrize("at", ["", "sw/"])
def test_a_line_says_where_in_every_list(root, pages, at):
    """Of topics, counties, outlets, years and stories; a county's page need not name itself alone."""
    (names,) = [tree(pages[f"{at}counties/index.html"]).xpath("//ul[contains(@class,'az')]//a")]
    called = {urlsplit(link.get("href")).path.split("/")[-2]: link.text_content() for link in names}
    rows = [json.loads(line) for line in (root / "data/2026.jsonl").read_text("utf-8").splitlines()]
    own = {row["link"]: row for row in rows}
    told = {row["address"].removeprefix(f"{SITE}/"): row for row in rows}
    seen = set()
    for name, text in site_pages(pages).items():
        if not re.match(rf"{at}(topics|counties|sources|archive/2026|stories)/", name):
            continue
        for line in tree(text).xpath("//section[contains(@class,'more')]//li[a]"):
            to = line[0].get("href")
            row = own.get(to) or told.get(to.removeprefix("../" * to.count("../")).replace("index.html", ""))
            if row is None:
                assert re.search(r"s\w+/(index.html)?$", to), (name, to)
                continue
            slugs = row["counties"]
            if name.startswith(f"{at}counties/") and len(slugs) == 1:
                slugs = []
            assert all(called[slug] in line.text_content() for slug in slugs), (name, line.text_content())
            if any(called[slug] not in line[0].text for slug in slugs):
                seen.add(name.removeprefix(at).split("/")[0])
    assert seen == {"topics", "counties", "sources", "archive", "stories"}


SURE = {
    "": {
        "one-outlet": "One outlet only",
        "one-origin": "Several outlets, one origin",
        "independent": "Independent outlets",
    },
    "sw/": {
        "one-outlet": "Chombo kimoja tu",
        "one-origin": "Vyombo kadhaa, chimbuko moja",
        "independent": "Vyombo huru",
    },
}
MARKED = "//*[contains(@class,'cols') or @class='also' or @class='h-feed' or contains(@class,'prose-wide')]//li[a]"


@pytest.mark.parametrize("at", ["", "sw/"])
def test_a_line_says_how_sure_it_can_be(root, pages, at):
    """On weeks, their sheets, topics and counties: a mark for the eye, its words for the ear, both from the data."""
    rows = [json.loads(line) for line in (root / "data/2026.jsonl").read_text("utf-8").splitlines()]
    levels = {row["address"].partition("#")[2]: row["level"] for row in rows} | {
        row["link"]: row["level"] for row in rows
    }
    seen = set()
    for name, text in pages.items():
        if not re.match(rf"{at}(2026/w\d\d/(index|issue)|(topics|counties)/\w[^/]*/index)\.html$", name):
            continue
        for line in tree(text).xpath(MARKED):
            told, to = line.text_content(), line[0].get("href")
            level = levels.get(to) or levels[to.partition("#")[2]]
            assert SURE[at][level] in told, (name, told)
            assert re.search("◆[◆◇]{2}", told), (name, told)
            seen |= {name.removeprefix(at).split("/")[0], level}
    assert seen >= {"2026", "topics", "counties", "one-outlet", "independent"}


def test_a_count_of_now_says_of_which_week(pages):
    """The lists of topics and counties name the week that they count: they may be opened long after it."""
    for at, month in (("", "November"), ("sw/", "Novemba")):
        for name in ("topics", "counties"):
            head = tree(pages[f"{at}{name}/index.html"]).xpath("//div[@class='hero']")[0].text_content()
            assert f"16–22 {month} 2026" in head, (at, name)


def test_marks_are_explained_before_they_are_met(pages):
    """On a topic's and a county's page the key stands above the first line that has a mark."""
    seen = 0
    for name, text in pages.items():
        if (
            re.match(r"(sw/)?(topics|counties)/\w[^/]*/index\.html$", name)
            and (marked := text.find('class="h-feed"')) > 0
        ):
            assert 0 < text.find('class="m key"') < marked, name
            seen += 1
    assert seen > 50


@pytest.mark.parametrize("at", ["", "sw/"])
def test_a_letter_says_of_each_headline_how_sure_it_can_be(pages, at):
    """In words, for a letter draws what pages hide: those of the story below that the headline leads to."""
    letter = tree(pages[f"{at}2026/w47/letter.html"])
    brief = letter.xpath("//ol/li")
    assert len(brief) == 5
    for line in brief:
        below = letter.xpath(f"//h3[@id='{line[0].get('href')[1:]}']/following-sibling::p[@class='m']")
        sure = next(told for each in below for told in SURE[at].values() if each.text_content().startswith(f"{told}:"))
        assert line.text_content().endswith(f") {sure}")


def test_a_letter_names_who_has_several_reports_of_a_story_once(pages):
    """Three links of one name look like a mistake: the name stands with the first, and the others are their days."""
    letter = " ".join(tree(pages["2026/w47/letter.html"]).text_content().split())
    assert "Independent outlets: Rift Courier Wed, Sat; Redio Jamii Wed; Mlima TV Sun." in letter


@pytest.mark.parametrize("name", ["2026/w47/issue.html", "archive/2026/index.html"])
def test_a_line_says_how_many_outlets_stand_behind_its_mark(pages, name):
    """One name beside the mark of independent outlets would look as if it were independent of itself."""
    (line,) = tree(pages[name]).xpath("//li[contains(., 'Police body cameras')]/span")
    assert line.text_content().startswith("Tech Savanna and 1 more, 18")


def test_a_sentence_that_begins_with_a_count_begins_with_a_capital(pages):
    """Kiswahili has the number behind the word: where English begins with a figure, it begins with a word."""
    for name in ("2026/w47/letter.html", "archive/index.html", "archive/2026/index.html"):
        text = " ".join(tree(pages[f"sw/{name}"]).xpath("//main")[0].text_content().split())
        assert re.findall(r"[.:] habari \d+", text) == []
        assert re.search(r"\bHabari \d+, ripoti \d+", text)


@pytest.mark.parametrize(("at", "said"), [("", "the story’s own page"), ("sw/", "ukurasa wa habari yenyewe")])
def test_who_cites_a_week_is_told_where_later_reports_stand(pages, at, said):
    """A case of the week of 2 November has a report of 22 November: the week's page leads to it and quotes it not."""
    week = pages[f"{at}2026/w45/index.html"]
    (story,) = {link.split("/")[-2] for link in re.findall(r'href="[^"]*/stories/s[0-9a-f]{10}/', week)}
    assert not re.search("22 Nov", week)
    assert re.search("22 Nov", pages[f"{at}stories/{story}/index.html"])
    told = tree(pages[f"{at}cite/index.html"]).get_element_by_id("change").getnext().text_content()
    assert said in told


@pytest.mark.parametrize(("at", "name"), [("", "Usalama Weekly"), ("sw/", "Usalama Wiki Hii")])
def test_text_bears_the_name_that_pages_in_its_language_have(root, pages, at, name):
    """A message in Kiswahili names what its reader finds at its address, and so does a citation."""
    week = root / at / "2026/w47"
    text, pasted, cited = ((week / f"{form}.txt").read_text("utf-8") for form in ("plain", "whatsapp", "cite"))
    assert tree(pages[f"{at}index.html"]).xpath("//p[@class='name']")[0].text_content() == name
    assert text.startswith(f"{name.upper()}\n")
    assert text.splitlines()[1].partition(", ")[2].startswith("wiki ya 47: " if at else "week 47: ")
    assert f"<author><name>{name}</name>" in (root / at / "feeds/all.xml").read_text("utf-8")
    assert f"*{name}, " in pasted
    assert f"   {name}, {SITE}/{at}" in cited


@pytest.mark.parametrize("at", ["", "sw/"])
def test_the_categories_that_the_page_of_feeds_names_are_those_of_the_feeds(root, pages, at):
    """A reading program that keeps a category of a county's feed keeps one topic in one county."""
    topic, again, county = tree(pages[f"{at}feeds/index.html"]).xpath(
        "//h2[@id='both']/following-sibling::p[2]/code/text()"
    )
    assert topic == again
    assert (root / f"feeds/topic-{topic}.xml").exists()
    assert (root / f"feeds/{county.replace(':', '-')}.xml").exists()
    for name in ("topic-crime", "county-nairobi"):
        told = re.findall(r"<entry.*?</entry>", (root / f"feeds/{name}.xml").read_text("utf-8"), re.DOTALL)
        term = name.removeprefix("topic-").replace("county-", "county:")
        assert told
        assert all(f'<category term="{term}"' in entry for entry in told)


def test_silence_is_never_called_calm(pages):
    """Wherever none was reported, the page says that this is not the same as calm."""
    week = pages["2026/w47/index.html"]
    assert "not the same as calm" in week
    none = [name for name in pages if name.startswith("counties/") and "None this week" in pages[name]]
    assert none
    assert all("not the same as calm" in pages[name] for name in none)


def test_charts_have_their_numbers_in_words(pages):
    """Each drawing is an image with a label for those who cannot see it."""
    for name, text in pages.items():
        for drawing in tree(text).iter("svg"):
            assert drawing.get("role") == "img", name
            assert drawing.get("aria-label", "").strip(), name


def test_every_link_within_the_site_leads_somewhere(pages, root):
    """File and anchor of every relative link exist."""
    ids = {name: set(tree(text).xpath("//@id")) for name, text in pages.items()}
    for name, text in pages.items():
        for link in tree(text).xpath("//a/@href"):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or link.startswith("/"):
                continue
            target = (root / name).parent / parts.path if parts.path else root / name
            path = Path(target).resolve()
            path = path / "index.html" if path.is_dir() else path
            assert path.is_file(), (name, link)
            where = path.relative_to(root).as_posix()
            assert not parts.fragment or parts.fragment in ids[where], (name, link)
