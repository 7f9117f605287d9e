"""A week of ten stories in full, each told by four outlets at length, still comes in the first flight."""

import gzip
import json
import random
import re
import shutil
from itertools import count, cycle, islice

import pytest
from lxml import html
from small_site import REPOSITORY, files_of

import made
from usalama.files.weekstates import key_in

FIRST_FLIGHT = 14_336
PAGE = 40 * 1024
WORDS = re.findall(
    r"\w+",
    """patrol officers herders market river border court inquiry residents night morning station county school road
    bridge goats vehicle statement commander elders families traders radio permit search valley ridge lake harbour
    warden magistrate charges hearing curfew fence quarry ferry camp ward reserve township convoy depot junction""",
)
HIDDEN = '(?:<span class="vh"[^>]*>[^<]*</span>)*'  # words of a link's name that nobody sees
OUTLETS = ("valley-post", "lake-radio", "valley-gold", "news-mirror")


SYLLABLES = re.findall(r"\w+", "ba che di fu ga ha ji ka lu ma nde ngo po ri sha ta u wa ya zi")


def word(number):
    """Return a word: half of them from the list, half made up, so that the text packs no better than news does."""
    if number % 2:
        return WORDS[number % len(WORDS)]
    return "".join(SYLLABLES[number // step % len(SYLLABLES)] for step in (2, 40, 800))


def sentence(start, length):
    """Return words of ours that no two starts give in the same order."""
    return " ".join(word((start * 131 + at * (7 + start % 11) * 17) % 16_000) for at in range(length)).capitalize()


@pytest.fixture
def full_week(empty_site):
    """Ten stories of four reports: headlines of 70 letters, excerpts of 280, addresses of 110."""
    for name in ("county-outlines.json", "topics.toml"):
        shutil.copy(REPOSITORY / "content/catalog" / name, empty_site.root / "content/catalog" / name)
    numbers = count(1)
    topics = cycle((("banditry",), ("terrorism", "borders"), ("policing",), ("crime",)))
    counties = cycle(("baringo", "turkana", "lamu", "nairobi", "mandera", "kisumu", "kwale", "busia", "isiolo", "meru"))
    for story in range(10):
        about = next(topics)
        key = f"s{story:010x}"
        for outlet in OUTLETS:
            number = next(numbers)
            path = empty_site.entry(
                number,
                f"2026-11-{16 + (story + number) % 7}",
                sentence(number, 10)[:70],
                outlet=outlet,
                topics=about,
                counties=tuple(islice(counties, 1 + number % 2)),
                story=key,
                summary=f"Police said {1 + number % 9} people were killed. {sentence(number * 3, 36)}"[:279],
            )
            slug = "-".join(islice(sentence(number * 5, 12).lower().split(), 12))
            long = f"https://{outlet}.example/news/counties/2026/11/{slug[:70]}-{number:07d}"
            text = path.read_text("utf-8")
            text = re.sub(r"(?m)^Link: .*$", f"Link: {long}", text)
            why = f"relevance 0.93: {sentence(number * 7, 14)} | topic {about[0]}: {sentence(number * 11, 14)}"
            path.write_text(re.sub(r"(?m)^Why: .*$", f"Why: {why}", text), "utf-8")
    for number in range(60, 72):
        counties_then = tuple(islice(counties, 1))
        empty_site.entry(number, "2026-11-11", sentence(number, 9)[:66], topics=next(topics), counties=counties_then)
    return empty_site


def test_a_week_of_ten_full_stories_is_one_flight(full_week):
    """HTML and style of the week, in both languages and on the home page, are at most 14,336 bytes compressed."""
    files = full_week.clean()
    for name in ("index.html", "2026/w47/index.html", "sw/index.html", "sw/2026/w47/index.html"):
        page = files[name]
        assert page.count(b'<article class="story') == 10, name
        assert len(gzip.compress(page, 9)) <= FIRST_FLIGHT, (name, len(gzip.compress(page, 9)))


def noise(number, length):
    """Return so many letters in words, the same for each number: deflate makes as much of them as of news."""
    letters = random.Random(number).choices("aaaaeeiiinnoorrsstt    bcdfghklmpuvwyz", k=length)
    return " ".join("".join(letters).split()).capitalize()


@pytest.fixture
def usual_week(empty_site):
    """Thirty-four stories of one report: headlines of 65 letters, excerpts of 135, addresses of 90."""
    for name in ("county-outlines.json", "topics.toml"):
        shutil.copy(REPOSITORY / "content/catalog" / name, empty_site.root / "content/catalog" / name)
    topics = cycle((("terrorism",), ("crime",), ("policing",), ("banditry",), ("public-order",)))
    counties = cycle(("nairobi", "lamu", "turkana", "mombasa", "garissa", "kilifi", "meru", "busia", "isiolo", "kwale"))
    for number in range(1, 58):
        outlet = OUTLETS[number % 4]
        path = empty_site.entry(
            number,
            f"2026-11-{16 + number % 7}" if number <= 34 else f"2026-{('10-28', '11-04', '11-11')[number % 3]}",
            noise(number, 55 + number % 20),
            outlet=outlet,
            topics=next(topics),
            counties=tuple(islice(counties, number % 2)),
            summary=noise(-number, 110 + number % 50),
        )
        link = f"https://www.{outlet}.example/{noise(1000 + number, 60).lower().replace(' ', '-')}"
        text = re.sub(r"(?m)^Link: .*$", f"Link: {link}", path.read_text("utf-8"))
        why = f"relevance 0.93: {noise(2000 + number, 50)} | topic crime: {noise(3000 + number, 50)}"
        path.write_text(re.sub(r"(?m)^Why: .*$", f"Why: {why}", text), "utf-8")
    return empty_site


def test_a_week_of_many_outlets_words_keeps_its_map_and_tells_ten_stories_in_each_language(usual_week):
    """Who reads Kiswahili is told as much as who reads English; what each story's message weighs goes before that."""
    files = usual_week.clean()
    for name in ("index.html", "2026/w47/index.html", "sw/index.html", "sw/2026/w47/index.html"):
        page = files[name]
        assert page.count(b'<article class="story') == 10, name
        assert b'<svg class="map"' in page, name
        assert page.count(b'<li id="s') == 24, name
        assert len(gzip.compress(page, 9)) <= FIRST_FLIGHT, name


def test_every_other_page_of_a_full_week_is_light(full_week):
    """No page is over 40 kB compressed."""
    files = full_week.clean()
    heavy = {name: len(gzip.compress(page, 9)) for name, page in files.items() if name.endswith(".html")}
    assert {name: size for name, size in heavy.items() if size > PAGE} == {}


def test_a_busy_week_keeps_the_home_page_in_one_flight(full_week):
    """A hundred further stories are lines beside the week; the home page counts them by topic and leads to the week."""
    for number in range(100, 200):
        full_week.entry(number, f"2026-11-{16 + number % 7}", sentence(number, 9)[:66], topics=("banditry",))
    files = full_week.clean()
    home = files["index.html"]
    assert len(gzip.compress(home, 9)) <= FIRST_FLIGHT
    assert b"#also-banditry" in home
    more = files["2026/w47/more/index.html"]
    assert more.count(b"<li id=") >= 97
    assert b'<a href="#all">' in more, "its head leads to what comes after a hundred lines"


def test_a_week_of_reports_reworded_every_hour_stays_light(full_week):
    """The first and the newest wordings are quoted and the rest counted; the data have them all."""
    paths = sorted((full_week.root / "content/entries/2026-w47").iterdir())
    for number, path in enumerate(paths):
        texts = range(9000 + 100 * number, 9100 + 100 * number)
        was = "".join(f"Was: {sentence(text, 12)[:120]}\nSaid: {sentence(text * 3, 40)[:279]}\n" for text in texts)
        path.write_text(path.read_text("utf-8").replace("\n\n", f"\n{was}\n", 1), "utf-8")
    files = full_week.clean()
    heavy = {name: len(gzip.compress(page, 9)) for name, page in files.items() if name.endswith(".html")}
    weeks = ("index.html", "2026/w47/index.html", "sw/index.html", "sw/2026/w47/index.html")
    assert {name: heavy[name] for name in weeks if heavy[name] > FIRST_FLIGHT} == {}
    assert {name: size for name, size in heavy.items() if size > 4 * PAGE} == {}
    row = json.loads(files["2026/w47/data.jsonl"].splitlines()[0])
    assert (len(row["was"]), len(row["said"])) == (100, 100)
    home = html.fromstring(files["index.html"].decode())
    quoted = home.xpath("//article[1]//p[@class='m'][s]")[0]
    assert len(quoted.xpath("s")) == 6
    assert quoted.text_content().count("and 97 more") == 2


def test_a_site_without_an_entry_says_so_and_not_that_all_is_calm(empty_site):
    """The home page of an empty site is a page, and says what its emptiness means; nor has its search an index."""
    files = empty_site.clean()
    home, search = files["index.html"].decode(), files["search/index.html"].decode()
    assert ("Nothing is held here yet." in search, "<form" in search, "search.js" in search) == (True, False, False)
    assert "No report has reached us yet" in home
    assert "2000" not in home
    assert "not the same as calm" in home


def test_a_week_of_one_story_without_county_or_excerpt_is_whole(empty_site):
    """One bare report makes a page with one story, one line in the brief, and a map without a coloured county."""
    empty_site.entry(1, "2026-11-17", "Court hears of sold radios", topics=("courts",), counties=(), summary="")
    page = empty_site.clean()["2026/w47/index.html"].decode()
    assert page.count('<article class="story') == 1
    assert "No county named" in page
    assert "<blockquote" not in page
    assert 'class="c1"' not in page


@pytest.fixture
def busy_week(full_week):
    """Seventy stories of one report beside the ten."""
    topics = cycle((("banditry",), ("terrorism", "borders"), ("policing",), ("crime",)))
    for number in range(100, 170):
        full_week.entry(number, f"2026-11-{16 + number % 7}", sentence(number, 9)[:66], topics=next(topics))
    return full_week


def test_a_busy_week_is_one_flight_and_its_companion_holds_every_line(busy_week):
    """Eighty stories: ten in full within the budget, every story's address kept, and every line on the companion."""
    files = busy_week.clean()
    for prefix in ("", "sw/"):
        week, more = files[f"{prefix}2026/w47/index.html"], files[f"{prefix}2026/w47/more/index.html"]
        assert week.count(b'<article class="story') == 10
        assert len(gzip.compress(week, 9)) <= FIRST_FLIGHT, (prefix, len(gzip.compress(week, 9)))
        assert len(gzip.compress(more, 9)) <= PAGE
        lines = set(re.findall(rb'<li id="(s[0-9a-f]{10})"', more))
        assert len(lines) == 70
        assert lines <= set(re.findall(rb'id="(s[0-9a-f]{10})"', week))
        assert b'href="more/#also-banditry"' in week
        assert b'<a href="#also-banditry">' in more, "who comes to its head gets to a topic"
        assert 0 < more.find(b'class="m key"') < more.find(b"<li id="), "the marks are explained before they are met"


def add_a_lamp(site):
    """Write a story of two reports that is none of the ten told in full; return its id."""
    key = site.entry(200, "2026-11-16", "Bridge guards lose a lamp", outlet="valley-post", topics=("crime",)).stem
    story = f"s{key.rpartition('-')[2]}"
    site.entry(201, "2026-11-17", "Lamp of the bridge guards found", outlet="lake-radio", story=story)
    return story


def test_a_line_leads_to_the_other_reports_of_its_story(busy_week):
    """A reader finds each headline of a busy week on its pages, and its outlet's link, wherever the parts end."""
    story = add_a_lamp(busy_week)
    files = busy_week.clean()
    for prefix in ("", "sw/"):
        more = files[f"{prefix}2026/w47/more/index.html"].decode()
        line = rf'<li id="{story}">.*?<a href="[^"]*#all-{story}">[^<]+ 1 [^<]+{HIDDEN}</a>'
        assert re.search(line, more)
        assert re.search(line, files[f"{prefix}2026/w47/index.html"].decode())
        told = more.partition(f'<h3 id="all-{story}">')[2].partition("</ul>")[0]
        assert "Lamp of the bridge guards found</a>" in told
        assert 'href="https://lake-radio.example/201"' in told


def test_a_companion_says_no_headline_twice_and_leads_to_each_report(busy_week):
    """Under a story's headline the report that has it, and a copy of it, are named by their outlets."""
    story = add_a_lamp(busy_week)
    busy_week.entry(202, "2026-11-18", "Bridge guards lose a lamp", outlet="lake-radio", story=story)
    more = busy_week.clean()["2026/w47/more/index.html"].decode()
    told = re.findall(rf'<h3 id="all-[^>]*><a [^>]*>([^<]+){HIDDEN}</a></h3>\s*<ul>(.*?)</ul>', more, re.DOTALL)
    assert len(told) == 11
    assert [heading for heading, reports in told if f">{heading}<" in reports] == []
    assert all(re.search(f"</bdi>{HIDDEN}</a>", reports) for _, reports in told[:10])
    assert re.search(f'href="https://lake-radio.example/202"[^>]*><bdi>Lake Radio</bdi>{HIDDEN}</a>', told[10][1])


def test_a_line_of_a_week_without_a_companion_links_every_report_of_its_story(full_week):
    """Beyond the stories told in full no other page holds them: the outlet's name leads to its report."""
    story = add_a_lamp(full_week)
    files = full_week.clean()
    assert b'content="0; url=../"' in files["2026/w47/more/index.html"]
    for name in ("index.html", "2026/w47/index.html", "sw/2026/w47/index.html"):
        line = files[name].decode().partition(f'<li id="{story}">')[2].partition("</li>")[0]
        assert re.search(f'href="https://lake-radio.example/201"[^>]*><bdi>Lake Radio</bdi>{HIDDEN}</a>', line), name


def add_notes(week):
    """Add a note to each story told in full, and one story more: they have no room on one page."""
    notes = (made.edit("note", f"s{story:010x}", text=sentence(story * 13, 120)) for story in range(10))
    (week.root / "content/ledger.toml").write_text("".join(notes), "utf-8")
    week.entry(100, "2026-11-18", "Quarry permit is lost", summary="")


def test_a_week_too_heavy_for_its_flight_and_not_busy_tells_fewer_stories_in_full(full_week):
    """The gate does not hold a common week back: a story no longer told in full is a line with all its reports."""
    add_notes(full_week)
    files = full_week.clean()
    assert b'content="0; url=../"' in files["2026/w47/more/index.html"], "it is not busy"
    for name in ("2026/w47/index.html", "sw/2026/w47/index.html"):
        page = files[name]
        assert len(gzip.compress(page, 6)) <= FIRST_FLIGHT, name
        assert 1 <= page.count(b'<article class="story') < 10, name
        ids = re.findall(rb'<(?:article [^>]*|li )id="(s[0-9a-f]{10})"', page)
        assert len(ids) == len(set(ids)) == 11, name
        reports = set(re.findall(rb'href="(https://[^"/]+/(?:news/|100")[^"]*)', page))
        assert len(reports) == 10 * 4 + 1, name


def test_a_reason_names_by_number_only_stories_that_are_told_in_full(full_week):
    """Also after the page was printed again with fewer of them: what was printed before knew the numbers of more."""
    add_notes(full_week)
    for path in full_week.root.glob("content/entries/2026-w47/*.md"):
        text = path.read_text("utf-8")
        own = re.search(r"(?m)^Story: (\S+)", text)[1]
        other = f"s{(int(own[1:], 16) + 7) % 10:010x}"
        told = f" | story {own}: first report: the nearest other is in {other} (valley-post)"
        path.write_text(re.sub(r"(?m)^Why: .*$", lambda found, told=told: found[0] + told, text), "utf-8")
    page = full_week.clean()["2026/w47/index.html"].decode()
    full = re.findall(r'<article [^>]*id="(s[0-9a-f]{10})"', page)
    assert 1 <= len(full) < 10
    assert set(re.findall(r'<a href="#(s[0-9a-f]{10})">story \d+</a>', page)) <= set(full)


def test_a_very_busy_week_has_its_lines_on_several_companion_pages(full_week):
    """Six hundred one-line stories stand on three pages, each once and each page light."""
    for number in range(100, 700):
        full_week.entry(number, f"2026-11-{16 + number % 7}", sentence(number, 9)[:66], topics=("banditry",))
    files = full_week.clean()
    pages = [files[f"2026/w47/more/{part}index.html"] for part in ("", "2/", "3/")]
    assert "2026/w47/more/4/index.html" not in files
    lines = [line for page in pages for line in re.findall(rb'<li id="(s[0-9a-f]{10})"', page)]
    assert len(lines) == len(set(lines)) == 600
    assert max(len(gzip.compress(page, 9)) for page in pages) <= PAGE


def test_a_week_that_becomes_busy_and_calm_again_is_as_built_anew(full_week):
    """The companion page comes with the stories and leads to the week without them; each build is the clean one."""
    tree = full_week.root / "tree"
    have = full_week.print(tree)["written"]
    paths = [
        full_week.entry(number, f"2026-11-{16 + number % 7}", sentence(number, 9)[:66]) for number in range(100, 140)
    ]
    busy = full_week.print(tree, have)
    have = {name: inputs for name, inputs in (have | busy["written"]).items() if name not in busy["removed"]}
    for name in busy["removed"]:
        (tree / name).unlink()
    clean = full_week.clean()
    assert [name for name, body in files_of(tree).items() if clean.get(name) != body] == []
    assert "2026/w47/more/index.html" in clean
    for path in paths[:30]:
        path.unlink()
    calm = full_week.print(tree, have)
    for name in calm["removed"]:
        (tree / name).unlink()
    clean = full_week.clean()
    for name in ("2026/w47/more/index.html", "sw/2026/w47/more/index.html"):
        assert b'content="0; url=../"' in clean[name]
    assert [name for name, body in files_of(tree).items() if clean.get(name) != body] == []


def test_a_companion_leads_to_its_week_where_the_desk_made_that_calm_again(empty_site):
    """A week of 35 stories, one of which is hidden: nothing else remembers that it had a companion page."""
    names = ("2026/w47/more/index.html", "sw/2026/w47/more/index.html")
    paths = [empty_site.entry(number, "2026-11-19", f"Lamp {number} lost") for number in range(35)]
    key = key_in(paths[-1])
    have = empty_site.print(empty_site.root / "tree")["written"]
    assert have.keys() >= set(names)
    hide = f'[[edits]]\ndo = "hide"\non = "{key}"\nwhen = 2026-11-22T08:00:00+03:00\nwhy = "Reason."\n'
    (empty_site.root / "content/ledger.toml").write_text(hide, "utf-8")
    answer = empty_site.print(empty_site.root / "stage", have)
    files = empty_site.clean()
    assert [name for name in names if name in answer["removed"] or b'content="0; url=../"' not in files[name]] == []
    assert {name: files[name] for name in answer["written"]} == files_of(empty_site.root / "stage")


def with_long_links(site, letters):
    """Give every entry of the week an address of so many letters that do not pack."""
    made = random.Random(7)
    links = []
    for path in sorted((site.root / "content/entries/2026-w47").glob("*.md")):
        noise = "".join(made.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=letters))
        links.append(f"https://valley-post.example/{noise}")
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"(?m)^Link: .*$", f"Link: {links[-1]}", text), "utf-8")
    return links


@pytest.mark.parametrize("letters", [240, 2000])
def test_a_week_of_long_addresses_is_one_flight_and_loses_no_report(full_week, letters):
    """Forty addresses of 240 letters, or of 2,000, that do not pack: fewer stories in full, all on the companion."""
    links = with_long_links(full_week, letters)
    files = full_week.clean()
    for name in ("index.html", "2026/w47/index.html", "sw/index.html", "sw/2026/w47/index.html"):
        assert len(gzip.compress(files[name], 6)) <= FIRST_FLIGHT, (name, len(gzip.compress(files[name], 6)))
        assert b'<article class="story' in files[name]
    for prefix in ("", "sw/"):
        week, more = files[f"{prefix}2026/w47/index.html"], files[f"{prefix}2026/w47/more/index.html"]
        assert [link for link in links if link.encode() not in week + more] == []
        for story in range(10):
            assert f'id="s{story:010x}"'.encode() in week


def test_a_week_of_few_words_has_no_companion(empty_site):
    """Three bare reports stand on the week's own page; the address that a second one would have leads there."""
    for number in range(3):
        empty_site.entry(number, "2026-11-17", sentence(number, 6))
    files = empty_site.clean()
    assert {name for name in files if "/more/" in name} == {f"{tree}2026/w47/more/index.html" for tree in ("", "sw/")}
    assert b'content="0; url=../"' in files["2026/w47/more/index.html"]


def test_a_week_of_four_hundred_stories_is_one_flight(full_week):
    """Every story keeps its address on the week's page, and the page still comes in one flight."""
    for number in range(100, 490):
        full_week.entry(number, f"2026-11-{16 + number % 7}", sentence(number, 9)[:66], topics=("banditry",))
    files = full_week.clean()
    for prefix in ("", "sw/"):
        week = files[f"{prefix}2026/w47/index.html"]
        assert len(gzip.compress(week, 6)) <= FIRST_FLIGHT, (prefix, len(gzip.compress(week, 6)))
        assert len(set(re.findall(rb'id="(s[0-9a-f]{10})"', week))) == 400


def test_a_busy_week_without_room_for_its_map_leads_to_it_and_to_all_its_counties(busy_week):
    """Map and counties of the week stand on its companion: the page of all counties has those of the newest week."""
    with_long_links(busy_week, 240)
    counties = ("nairobi", "lamu", "turkana", "mombasa", "garissa", "kilifi", "meru", "busia", "isiolo", "kwale")
    for number, county in enumerate(counties, 300):
        busy_week.entry(number, "2026-11-17", sentence(number, 9)[:66], counties=(county,))
    files = busy_week.clean()
    for prefix in ("", "sw/"):
        week = html.fromstring(files[f"{prefix}2026/w47/index.html"].decode())
        assert not week.xpath("//svg[@class='map']")
        assert week.xpath("//figcaption/a/@href") == ["more/#areas"]
        assert week.xpath("//figure//li[last()]/a/@href") == ["more/#areas"]
        (areas,) = html.fromstring(files[f"{prefix}2026/w47/more/index.html"]).xpath("//section[h2/@id='areas']")
        assert areas.xpath(".//svg[@class='map']")
        named = {link.split("/")[-2] for link in areas.xpath(".//li/a/@href")}
        assert named >= set(counties)


def test_a_busy_week_without_room_for_a_line_names_its_topics_in_one_list(busy_week):
    """Topic, count and the way to the companion; the address of every story stays in it."""
    with_long_links(busy_week, 240)
    page = html.fromstring(busy_week.clean()["2026/w47/index.html"].decode())
    lines = 80 - len(page.xpath("//article"))
    rows = page.xpath("//section[@aria-labelledby='more']/ul/li")
    assert {row.get("id") for row in rows} >= {"also-banditry", "also-terrorism", "also-policing", "also-crime"}
    assert all(row.find("a").get("href").startswith("more/#") for row in rows)
    assert sum(int(row.find("b").text) for row in rows) == lines
    assert len(page.xpath("//section[@aria-labelledby='more']//i/@id")) == lines


def test_a_shade_is_drawn_only_beside_the_map_that_it_belongs_to(busy_week):
    """A week without its map has no key of shades, and coloured squares would mean nothing."""
    with_long_links(busy_week, 240)
    files = busy_week.clean()
    for name in ("index.html", "2026/w47/index.html"):
        page = html.fromstring(files[name].decode())
        assert len(page.xpath("//svg[@class='map']")) == bool(page.xpath("//ol[@class='rank']//span[@class]")), name
    assert not page.xpath("//svg[@class='map']")
