"""What the desk did, on the pages: edits where they are, notes, what was withdrawn, and where its addresses lead."""

import csv
import io
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import etree, html
from small_site import edits, files_of, panel

import made
from usalama.files.weekstates import key_in


def test_an_edit_says_what_was_done_and_why_in_the_pages_language(small_site):
    """The verb is the frame's; the desk's words and a report's wordings are marked where the page speaks another."""
    (key,) = map(key_in, small_site.root.glob("content/entries/2026-w47/0006-*"))
    placed = f'on = "{key}"\nweek = "2026-w47"\nstory = "s{key}"'
    edits(
        small_site,
        f'do = "retag"\n{placed}\ntopics = ["banditry"]',
        f'do = "pin"\non = "s{key}"\nweek = "2026-w47"',
        f'do = "correct"\n{placed}\npart = "title"\nold = "sold"\nnew = "lent"\nkind = "misread"',
        f'do = "note"\non = "s{key}"\ntext = "Seen."',
    )
    pages = small_site.clean()
    page, ours = pages["2026/w47/index.html"].decode(), pages["sw/2026/w47/index.html"].decode()
    assert "<b>Edited by hand</b> 21 Nov: Given other topics: Banditry. Reason 0.</p>" in page
    assert "<b>Edited by hand</b> 21 Nov: Placed at the head of its week: Week 47. Reason 1.</p>" in page
    assert '<b>Corrected</b> 21 Nov: We misread the feed. <s dir="auto">sold</s> <span dir="auto">lent</span>. ' in page
    assert "Edited by hand · Given other topics: Reason 0. (2026-11-21)" in page
    done = "<b>Imehaririwa kwa mkono</b> 21 Nov: Imepewa mada nyingine: Ujangili. "
    assert f'{done}<span lang="en">Reason 0.</span></p>' in ours
    assert '<s lang="en" dir="auto">sold</s> <span lang="en" dir="auto">lent</span>' in ours
    assert '<span lang="en">Seen.</span></p>' in ours
    listed = pages["sw/corrections/index.html"].decode()
    assert listed.count('<span lang="en">Reason ') == 3
    assert '<s lang="en" dir="auto">sold</s>' in listed


def test_an_edit_of_another_report_than_the_lead_names_its_outlet(small_site):
    """Under one outlet's headline, a correction of another's words would read as that of the headline."""
    key = key_in(small_site.entry(81, "2026-11-18", "Fence at the well cut", summary="Elders met."))
    other = small_site.entry(82, "2026-11-19", "Fence <of> the well is cut", outlet="lake-radio", story=f"s{key}")
    placed = f'story = "s{key}"\nweek = "2026-w47"'
    reworded = f'{placed}\npart = "title"\nold = "well"\nnew = "ford"\nkind = "source-changed"'
    edits(
        small_site,
        f'do = "correct"\non = "{key}"\n{reworded}',
        f'do = "correct"\non = "{key_in(other)}"\n{reworded}',
        f'do = "relocate"\non = "{key_in(other)}"\n{placed}\ncounties = ["baringo", "turkana"]',
    )
    small_site.entry(83, "2026-11-11", "Elders speak of a fence", outlet="valley-gold", story=f"s{key}")
    pages = small_site.clean()
    week, whole = (html.fromstring(pages[f"{name}/index.html"]) for name in ("2026/w47", f"stories/s{key}"))
    for story in (week.xpath(f"//*[@id='s{key}']")[0], whole):
        own, others, moved = (" ".join(each.text_content().split()) for each in story.xpath(".//*[@class='ed']"))
        assert own.startswith("Corrected 21 Nov: The outlet changed its own wording.")
        assert others.startswith("Corrected 21 Nov, Lake Radio: The outlet changed its own wording.")
        assert moved.startswith("Edited by hand 21 Nov, Lake Radio: Given other counties: ")


def test_a_story_of_which_a_report_is_hidden_is_not_said_to_be_left_out_itself(small_site):
    """Where reports of it are left, the reason beside them is the hidden one's, and the page says whose it is."""
    story = f"s{key_in(small_site.entry(81, '2026-11-18', 'Fence at the well cut'))}"
    key = key_in(small_site.entry(82, "2026-11-18", "Who cut the fence?", outlet="lake-radio", story=story))
    edits(small_site, f'do = "hide"\non = "{key}"\nweek = "2026-w47"\nstory = "{story}"')
    pages = small_site.clean()
    page, ours = pages["2026/w47/index.html"].decode(), pages["sw/2026/w47/index.html"].decode()
    assert "<b>Edited by hand</b> 21 Nov: A report of this story was left out. Reason 0.</p>" in page
    assert "Ripoti ya habari hii imeachwa nje. " in ours


def test_a_story_that_a_report_was_split_off_says_so(small_site):
    """It has lost a voice, perhaps an independent one: also where it was merged in and that is taken back."""
    keys = [key_in(small_site.entry(81 + n, f"2026-11-{10 + 8 * n}", f"Fence {n} at the well cut")) for n in range(2)]
    story = f"s{keys[1]}"
    small_site.entry(83, "2026-11-18", "Who cut the fence?", outlet="lake-radio", story=story)
    other = key_in(small_site.entry(84, "2026-11-19", "Elders speak of a ford", outlet="lake-radio", story=story))
    edits(
        small_site,
        f'do = "merge"\non = "s{keys[0]}"\nstory = "{story}"',
        *(f'do = "split"\non = "{key}"\nstory = "s{key}"\nleft = ["{story}"]' for key in (keys[0], other)),
    )
    pages = small_site.clean()
    told = html.fromstring(pages["2026/w47/index.html"]).xpath(f"//*[@id='{story}']")[0].text_content()
    assert told.count("A report of this story was made a story of its own. Reason") == 2
    assert "Ripoti ya habari hii imefanywa habari yake yenyewe. " in pages["sw/2026/w47/index.html"].decode()


def test_a_number_that_is_read_wrongly_stands_on_no_page_and_its_words_are_not_struck_out(small_site):
    """It is our reading that is corrected, not the headline: the list and the story quote it as it is."""
    key = key_in(small_site.entry(60, "2026-11-20", "Three killed at Loruk well"))
    before = small_site.clean()
    told = 'week = "2026-w47"\npart = "killed"\nold = "Three killed"'
    edits(small_site, f'do = "correct"\non = "{key}"\nstory = "s{key}"\nkind = "misread"\n{told}')
    pages = small_site.clean()
    assert b"<dt>Killed</dt>" in before["2026/w47/index.html"]
    assert b"<dt>Killed</dt>" not in pages["2026/w47/index.html"]
    rows = [[*csv.DictReader(io.StringIO(each["2026/w47/data.csv"].decode()))] for each in (before, pages)]
    assert [row["killed"] for each in rows for row in each if row["id"] == key] == ["3", ""]
    for name in ("2026/w47/index.html", "corrections/index.html"):
        assert "Read wrongly: Killed." in pages[name].decode()
        assert ">Three killed</q>" in pages[name].decode()
        assert "Three killed</s>" not in pages[name].decode()
    back = told.replace("old", "new")
    edits(
        small_site,
        *(f'do = "correct"\non = "{key}"\nstory = "s{key}"\nkind = "misread"\n{each}' for each in (told, back)),
    )
    listed = small_site.clean()["corrections/index.html"].decode()
    assert listed.index("Shown again: Killed.") < listed.index("Read wrongly: Killed.")


def test_a_correction_of_a_date_leads_to_the_week_in_which_its_report_is_since(small_site):
    """The documents have the file moved there; that it is on no page any more would be said of what is shown."""
    path = small_site.entry(81, "2026-11-18", "Fence at the well cut")
    key = key_in(path)
    small_site.entry(82, "2026-11-19", "Elders speak of a fence", outlet="lake-radio", story=f"s{key}")
    told = 'part = "date"\nold = "2026-11-18"\nnew = "2026-11-11"\nkind = "wrong-date"'
    edits(small_site, f'do = "correct"\non = "{key}"\nweek = "2026-w47"\nstory = "s{key}"\n{told}')
    moved = small_site.root / "content/entries/2026-w46" / path.name
    moved.write_text(path.read_text("utf-8").replace("2026-11-18", "2026-11-11"), "utf-8")
    path.unlink()
    pages = small_site.clean()
    page = html.fromstring(pages["corrections/index.html"]).xpath(f"//*[@id='c-{key}']")[0]
    assert page.xpath(".//p[@class='m']/a/@href") == [f"../2026/w46/#s{key}"]
    assert "Valley Post, 11 November 2026: Fence at the well cut" in page.text_content()
    assert f'/2026/w46/#s{key}"/>' in pages["feeds/corrections.xml"].decode()


def test_a_pin_is_told_in_its_week_alone(small_site):
    """In the other weeks of the story nothing was placed anywhere; its own page says which week it heads."""
    key = key_in(small_site.entry(81, "2026-11-11", "Fence at the well cut"))
    small_site.entry(82, "2026-11-18", "Elders speak of a fence", outlet="lake-radio", story=f"s{key}")
    edits(small_site, f'do = "pin"\non = "s{key}"\nweek = "2026-w46"')
    pages = small_site.clean()
    told = "Placed at the head of its week: Week 46. Reason 0."
    named = ("2026/w46/index.html", "2026/w47/index.html", f"stories/s{key}/index.html")
    assert [told in pages[name].decode() for name in named] == [True, False, True]
    edits(small_site, f'do = "pin"\non = "s{key}"\nweek = "2026-w46"', f'do = "unpin"\non = "s{key}"')
    pages = small_site.clean()
    assert ["No longer placed" in pages[name].decode() for name in named] == [True, False, True]


def test_a_story_that_took_another_in_is_not_said_to_be_part_of_another_itself(small_site):
    """Readers stand at the one that stays: it is the other that was made part of it, in its week and over weeks."""
    keys = [key_in(small_site.entry(81 + n, f"2026-11-{10 + 8 * n}", f"Fence {n} at the well cut")) for n in range(2)]
    edits(small_site, f'do = "merge"\non = "s{keys[1]}"\nstory = "s{keys[0]}"')
    pages = small_site.clean()
    for name in ("2026/w47", f"stories/s{keys[0]}"):
        assert "21 Nov: Another story was made part of this one. Reason 0.</p>" in pages[f"{name}/index.html"].decode()
    assert "Habari nyingine imefanywa sehemu ya hii. " in pages["sw/2026/w47/index.html"].decode()


def test_a_mask_is_told_as_a_rules_work_in_the_pages_language(small_site):
    """Nobody edited the report, and the rule's name is what is English on a page in another language."""
    (path,) = small_site.root.glob("content/entries/2026-w47/0006-*")
    path.write_text(path.read_text("utf-8").replace("topic courts: raid", "topic courts: raid | edit masked: phone"))
    pages = small_site.clean()
    assert "<li>Masked by a rule: phone</li>" in pages["2026/w47/index.html"].decode()
    ours = pages["sw/2026/w47/index.html"].decode()
    assert '<li>Imefichwa kwa kanuni (kwa Kiingereza): <span lang="en">phone</span>' in ours


def test_a_page_that_the_desk_changed_says_to_programs_that_it_changed(small_site):
    """A correction is newer than every report of its week: who keeps a copy is told by the week, its story, its map."""
    (key,) = map(key_in, small_site.root.glob("content/entries/2026-w45/0001-*"))
    edits(small_site, f'do = "correct"\non = "{key}"\npart = "title"\nold = "forty"\nnew = "ten"\nkind = "misread"')
    pages = small_site.clean()
    for name in ("2026/w45/index.html", f"stories/s{key}/index.html"):
        assert '"dateModified":"2026-11-21T07:00:00+00:00"' in pages[name].decode(), name
    changed = "<loc>https://small.example/2026/w45/</loc><lastmod>2026-11-21T07:00:00+00:00</lastmod>"
    assert changed in pages["sitemap-2026.xml"].decode()


def test_what_is_shown_of_a_link_says_what_its_page_says_first(small_site):
    """A preview in a chat is read without the page: the week so far, few feeds, numbers that differ."""
    panel(small_site, "2026-w47", valley_post=True, lake_radio=False, valley_gold=False, news_mirror=False)
    first = small_site.entry(90, "2026-11-11", "Three killed at the ford", counties=("turkana",))
    story = "s" + key_in(first)
    small_site.entry(91, "2026-11-18", "Five killed at the ford & <more>", story=story, outlet="lake-radio")
    pages = {name: html.fromstring(body) for name, body in small_site.clean().items() if name.endswith(".html")}
    shown = {name: page.xpath("string(//meta[@property='og:description']/@content)") for name, page in pages.items()}
    for name in ("index.html", "2026/w47/index.html", "topics/banditry/index.html", "counties/baringo/index.html"):
        assert "The week so far. 1 of 4 feeds answered at least once, so reports may be missing. " in shown[name], name
    assert "so far" not in shown["2026/w46/index.html"]
    differ = "Killed: 3–5 (the outlets differ)."
    assert differ in shown[f"stories/{story}/index.html"]
    (link,) = pages[f"stories/{story}/index.html"].xpath("//a[starts-with(@href, 'https://wa.me/')]/@href")
    message = parse_qs(urlsplit(link).query)["text"][0].partition("\n")[0]
    assert message == f"Five killed at the ford & <more> (Lake Radio and 1 more) [{differ}]"
    (link,) = pages["topics/banditry/index.html"].xpath("//a[starts-with(@href, 'https://wa.me/')]/@href")
    message = parse_qs(urlsplit(link).query)["text"][0].partition("\n")[0]
    assert message == "Banditry, 18 November 2026: Patrol finds the goats by the river (Valley Gold FM and 2 more)"


@pytest.mark.parametrize("verb", ["hide", "take-down"])
def test_a_week_that_a_whole_story_is_gone_from_says_to_programs_that_it_changed(small_site, verb):
    """No story of it tells of the edit any more; a search engine that kept the page is to come for it again."""
    (key,) = map(key_in, small_site.root.glob("content/entries/2026-w47/0006-*"))
    kind = '\nkind = "safety"' if verb == "take-down" else ""
    edits(small_site, f'do = "{verb}"\non = "{key}"\nweek = "2026-w47"\nstory = "s{key}"{kind}')
    pages = small_site.clean()
    assert "Court hears" not in pages["2026/w47/index.html"].decode()
    assert '"dateModified":"2026-11-21T07:00:00+00:00"' in pages["2026/w47/index.html"].decode()
    changed = "<loc>https://small.example/2026/w47/</loc><lastmod>2026-11-21T07:00:00+00:00</lastmod>"
    assert changed in pages["sitemap-2026.xml"].decode()


def test_an_edit_is_told_in_each_form_of_the_issue(small_site):
    """A corrected headline is not its outlet's: sheet, letter and text say so too, and of that story alone."""
    (key,) = map(key_in, small_site.root.glob("content/entries/2026-w47/0006-*"))
    names = ("issue.html", "letter.html", "plain.txt", "whatsapp.txt")
    forms = [f"{tree}2026/w47/{name}" for tree in ("", "sw/") for name in names]
    said = {"2": "edited by hand", "s": "imehaririwa kwa mkono"}
    pages = small_site.clean()
    assert not [form for form in forms if said[form[0]] in pages[form].decode()]
    edits(small_site, f'do = "correct"\non = "{key}"\npart = "title"\nold = "sold"\nnew = "lent"\nkind = "misread"')
    pages = small_site.clean()
    told = {form: pages[form].decode().count(said[form[0]]) for form in forms}
    assert told == {form: 2 if "whatsapp" in form else 1 for form in forms}, "the week's block, and its topic's"


def test_who_had_the_letter_of_an_earlier_week_is_told_what_was_corrected_since(small_site):
    """The letter and the text of the week in which it was say so, and lead to what and why; those of others do not."""
    first, later = (min(small_site.root.glob(f"content/entries/2026-w{week}/*.md")) for week in (45, 47))
    word = 'do = "correct"\non = "{}"\nweek = "2026-w{}"\npart = "title"\nold = "o"\nnew = "oo"\nkind = "misread"'
    edits(small_site, word.format(key_in(first), 45), word.format(key_in(later), 47))
    pages = small_site.clean()
    said, sw = "1 report of an earlier week was corrected or removed.", "Ripoti 1 ya wiki ya awali ilisahihishwa"
    for name in ("letter.html", "plain.txt"):
        for week in (45, 46, 47):
            assert (said in pages[f"2026/w{week}/{name}"].decode()) is (week == 47), (week, name)
        assert sw in pages[f"sw/2026/w47/{name}"].decode()
        assert "https://small.example/corrections/" in pages[f"2026/w47/{name}"].decode().partition(said)[2]


def test_a_feed_says_of_a_story_what_its_page_says(small_site):
    """How many stand behind it, that officials alone speak, and the desk's hand, in words and for programs."""
    key = key_in(small_site.entry(80, "2026-11-20", "Goats found at the ford", summary="Police said they were whole."))
    edits(
        small_site,
        f'do = "correct"\non = "{key}"\npart = "title"\nold = "ford"\nnew = "well"\nkind = "misread"',
        f'do = "note"\non = "s{key}"\ntext = "They count on different days."',
    )
    pages = small_site.clean()
    for name in ("feeds/all.xml", "feeds/topic-banditry.xml", "feeds/county-baringo.xml"):
        (entry,) = (one for one in pages[name].decode().split("</entry>") if "Goats found at the well" in one)
        why = '<a href="https://small.example/corrections/">edited by hand</a>'
        assert f"<p>One outlet only. Official version only. · {why}</p>" in entry, name
        assert (
            '<b>Note by the editors</b>, 21 Nov: <span dir="auto">They count on different days.</span></p>' in entry
        ), name
        assert "<updated>2026-11-21T07:01:00+00:00</updated>" in entry, name
    ours = next(one for one in pages["sw/feeds/all.xml"].decode().split("</entry>") if "Goats found" in one)
    assert '<p xml:lang="sw">Chombo kimoja tu. ' in ours
    assert "imehaririwa kwa mkono" in ours
    first, *others = json.loads(pages["feeds/all.json"])["items"]
    assert first["content_text"].split("\n\n")[1].split("\n") == [
        "One outlet only",
        "Official version only.",
        "Note by the editors, 21 November 2026: They count on different days.",
        "Edited by hand: https://small.example/corrections/",
    ]
    known = {"level": "one-outlet", "differ": {}, "official_only": True, "edits": ["correct", "note"], "was": {}}
    assert (first["_usalama"], first["date_modified"]) == (known, "2026-11-21T07:01:00+00:00")
    assert [item["_usalama"]["edits"] for item in others] == [[]] * len(others)


def test_a_correction_of_a_report_that_was_split_off_later_leads_to_it(small_site):
    """Also while its week still tells the story that it was in when it was corrected."""
    story = key_in(small_site.entry(70, "2026-11-18", "Fence at the old well cut"))
    key = key_in(small_site.entry(71, "2026-11-19", "Pump at the old well sold", story=f"s{story}"))
    told = f'on = "{key}"\nweek = "2026-w47"'
    edits(
        small_site,
        f'do = "correct"\n{told}\nstory = "s{story}"\npart = "title"\nold = "sold"\nnew = "lent"\nkind = "misread"',
        f'do = "split"\n{told}\nstory = "s{key}"',
    )
    pages = small_site.clean()
    listed = pages["corrections/index.html"].decode()
    assert listed.count(f'2026/w47/#s{key}" dir="auto">Pump at the old well lent</a>') == 2
    assert "on no page any more" not in listed
    assert f"2026/w47/#s{key}" in pages["feeds/corrections.xml"].decode()


def test_a_story_that_the_desk_withdrew_keeps_its_address_and_its_feed(small_site):
    """Each of its ids says that it was left out, when and why, in no word of its own; search engines drop it."""
    words = "Fence at the old well"
    key = key_in(small_site.entry(70, "2026-11-11", f"{words} cut"))
    small_site.entry(71, "2026-11-17", f"{words} mended", story=f"s{key}")
    other = key_in(small_site.entry(72, "2026-11-18", f"{words} seen"))
    merge, hide = f'do = "merge"\non = "s{other}"\nstory = "s{key}"', f'do = "hide"\non = "s{key}"'
    edits(small_site, merge)
    tree = small_site.root / "tree"
    have = small_site.print(tree)["written"]
    was = {name for name in have if key in name or other in name}
    edits(small_site, merge, hide)
    answer = small_site.print(small_site.root / "stage", have)
    pages = small_site.clean()
    assert was - pages.keys() == set()
    assert was & set(answer["removed"]) == set()
    for story in (key, other):
        page, ours = (pages[f"{at}stories/s{story}/index.html"].decode() for at in ("", "sw/"))
        assert "<h1>This was left out</h1>" in page
        assert "21 November 2026</b>: Left out. Reason 1." in page
        assert '<meta name="robots" content="noindex">' in page
        assert words not in page
        assert '<span lang="en">Reason 1.</span>' in ours
    feed = pages[f"feeds/story-s{key}.xml"].decode()
    assert "Left out" in feed
    assert "Reason 1." in feed
    assert words not in feed
    assert f"stories/s{key}/" not in pages["sitemap-2026.xml"].decode()
    edits(small_site, merge, hide, f'do = "show"\non = "s{key}"')
    assert f"{words} mended" in small_site.clean()[f"stories/s{key}/index.html"].decode()


@pytest.mark.parametrize(("week", "numbers"), [("2026-w47", "34567"), ("2026-w45", "1")])
def test_a_week_that_the_desk_emptied_keeps_its_addresses_and_says_why(small_site, week, numbers):
    """Who cited it finds that nothing of it is shown, and the reasons: never a week without reports, nor a missing one.

    The newest, which the home page is of no more, is named there as what it is: feeds were asked and had reports.
    """
    panel(small_site, week, lake_radio=True)
    paths = sorted(small_site.root.glob(f"content/entries/{week}/*"))
    keys = [key_in(path) for path in paths]
    assert [path.name[3] for path in paths] == list(numbers)
    tree = small_site.root / "tree"
    have = small_site.print(tree)["written"]
    at = week.replace("-", "/")
    was = {name for name in have if at in name or week in name}
    gone = f'do = "take-down"\non = "{keys[0]}"\nkind = "safety"\nstory = "s{keys[0]}"\nweek = "{week}"'
    stories = [re.search("(?m)^Story: (.+)$", path.read_text("utf-8"))[1] for path in paths]
    ids = zip(keys, stories, strict=True)
    hides = [f'do = "hide"\non = "{key}"\nstory = "{story}"\nweek = "{week}"' for key, story in ids]
    paths[0].unlink()
    edits(small_site, gone, *hides[1:])
    answer = small_site.print(small_site.root / "stage", have)
    pages = small_site.clean()
    assert (was - pages.keys(), was & set(answer["removed"])) == (set(), set())
    assert {name: pages[name] for name in answer["written"]} == files_of(small_site.root / "stage")
    said = "Nothing of this week is shown: its reports were removed or left out by hand. That is not the same as calm."
    listed = pages["archive/index.html"].decode()
    days = {"2026-w47": "16–22", "2026-w45": "2–8"}[week]
    row = rf'<a href="../{at}/"><b>{week[-2:]}</b> {days} November</a><span class="m">{said}'
    assert re.search(row, listed), "with its days, as the weeks beside it"
    for name in ("index.html", "more/index.html", "issue.html", "letter.html", "plain.txt", "whatsapp.txt"):
        assert said in " ".join(pages[f"{at}/{name}"].decode().split())
        assert "Hakuna cha wiki hii kinachoonyeshwa:" in " ".join(pages[f"sw/{at}/{name}"].decode().split())
    page = pages[f"{at}/index.html"].decode()
    assert "21 November 2026</b>: It could put a person in danger. Reason 0." in page
    assert page.count("Left out. Reason ") == len(hides) - 1
    assert 'href="../../corrections/"' in page
    assert pages[f"{at}/data.jsonl"] == b""
    assert json.loads(pages[f"{at}/data.json"])["reports"] == []
    assert (said in pages["index.html"].decode()) == (week == "2026-w47") != (b"so far" in pages["index.html"])
    assert b"No report of later weeks" not in pages["index.html"]


def test_a_year_that_the_desk_emptied_keeps_its_addresses(small_site):
    """Its list, its data and its map of the site: a year of one report, which is hidden, among weeks of others."""
    key = key_in(small_site.entry(70, "2025-11-11", "Fence at the old well cut"))
    have = small_site.print(small_site.root / "tree")["written"]
    was = {name for name in have if "2025" in name and not name.startswith("pagefind/")}
    edits(small_site, f'do = "hide"\non = "{key}"\nstory = "s{key}"\nweek = "2025-w46"')
    answer = small_site.print(small_site.root / "stage", have)
    pages = small_site.clean()
    assert {"archive/2025/index.html", "sw/archive/2025/index.html", "data/2025.csv", "sitemap-2025.xml"} <= was
    assert (was - pages.keys(), was & set(answer["removed"])) == (set(), set())
    assert {name: pages[name] for name in answer["written"]} == files_of(small_site.root / "stage")
    assert pages["data/2025.csv"] == pages["2025/w46/data.csv"] != b""
    assert 'href="../2025/w46/"' in pages["archive/index.html"].decode()


def test_a_story_that_is_shown_again_leads_from_its_notice_to_its_week(small_site):
    """It is told in one week and never had a page but while it was hidden; a new report of it changes nothing of that.

    Where the hidden one stays hidden, the notice has nothing to say either.
    """
    key = key_in(small_site.entry(70, "2026-11-18", "Fence at the old well cut"))
    hide, name = f'do = "hide"\non = "{key}"\nstory = "s{key}"\nweek = "2026-w47"', f"stories/s{key}/index.html"
    edits(small_site, hide)
    assert "<h1>This was left out</h1>" in small_site.clean()[name].decode()
    edits(small_site, hide, hide.replace('"hide"', '"show"'))
    assert f'content="0; url=../../2026/w47/#s{key}"' in small_site.clean()[name].decode()
    edits(small_site, hide)
    small_site.entry(71, "2026-11-19", "Fence at the old well mended", story=f"s{key}")
    assert f'content="0; url=../../2026/w47/#s{key}"' in small_site.clean()[name].decode()


def test_a_merged_story_whose_only_report_was_taken_down_leads_to_the_other(small_site):
    """Its address led there before; where nothing of the other is left either, both say why, and by which removal."""
    kept = small_site.entry(70, "2026-11-11", "Fence at the old well cut")
    gone = small_site.entry(71, "2026-11-17", "Fence at the old well seen")
    first, other = map(key_in, (kept, gone))
    merge = f'do = "merge"\non = "s{other}"\nstory = "s{first}"'
    taken = 'do = "take-down"\non = "{0}"\nkind = "safety"\nstory = "s{0}"\nweek = "{1}"'
    removed = taken.format(other, "2026-w47")
    gone.unlink()
    edits(small_site, merge, removed)
    page = small_site.clean()[f"stories/s{other}/index.html"].decode()
    assert f'content="0; url=../../2026/w46/#s{first}"' in page
    kept.unlink()
    edits(small_site, merge, removed, taken.format(first, "2026-w46"))
    pages = small_site.clean()
    told = {story: re.findall(r"Reason \d", pages[f"stories/s{story}/index.html"].decode()) for story in (first, other)}
    assert told == {first: ["Reason 2", "Reason 1"], other: ["Reason 1"]}


def test_a_story_of_which_one_week_was_taken_down_says_so_and_leads_to_the_other(small_site):
    """What is left is named as the page's own address; its feed goes on, and a host answers it as any page."""
    path = small_site.entry(70, "2026-11-11", "Fence at the old well cut")
    story = f"s{key_in(path)}"
    gone = small_site.entry(71, "2026-11-17", "Fence at the old well mended", story=story)
    key = key_in(gone)
    gone.unlink()
    edits(small_site, f'do = "take-down"\non = "{key}"\nkind = "safety"\nstory = "{story}"\nweek = "2026-w47"')
    pages = small_site.clean()
    page = pages[f"stories/{story}/index.html"].decode()
    assert f'<a href="../../2026/w46/#{story}">Its other reports are told here</a>' in page
    assert '<link rel="canonical" href="https://small.example/2026/w46/">' in page
    assert "noindex" not in page
    assert "Fence at the old well cut" in pages[f"feeds/story-{story}.xml"].decode()


def test_a_correction_of_what_is_no_longer_there_makes_no_link(small_site):
    """An edit whose story is absent stands in the list and its feed without an address that leads nowhere."""
    told = 'part = "title"\nold = "a"\nnew = "b"\nkind = "misread"\nweek = "2026-w47"'
    there, other = (key_in(next(small_site.root.glob(f"content/entries/2026-w47/000{n}-*"))) for n in (6, 7))
    edits(
        small_site,
        f'do = "correct"\non = "0123456789"\n{told}\nstory = "s0123456789"',
        f'do = "correct"\non = "{there}"\n{told}\nstory = "s{there}"',
        f'do = "correct"\non = "{other}"\npart = "case"\nkind = "misread"',
    )
    pages = small_site.clean()
    gone = pages["corrections/index.html"].decode().count("The report is on no page any more.")
    assert gone == 1, "an edit by hand need not say where its report is"
    for name in ("corrections/index.html", "feeds/corrections.xml"):
        assert "Reason 0." in pages[name].decode()
        assert "s0123456789" not in pages[name].decode()
        assert f"2026/w47/#s{there}" in pages[name].decode()


def test_the_feed_of_corrections_marks_words_in_another_language(small_site):
    """A Kiswahili headline and its old and new wording are Kiswahili in it, the desk's own words are not."""
    told = {"outlet": "lake-radio", "language": "sw"}
    key = key_in(small_site.entry(70, "2026-11-18", "Pampu ya kisima yauzwa", **told))
    where = f'do = "correct"\non = "{key}"\nweek = "2026-w47"\nstory = "s{key}"'
    edits(small_site, f'{where}\npart = "title"\nold = "yauzwa"\nnew = "yaibwa"\nkind = "misread"')
    feed = etree.fromstring(small_site.clean()["feeds/corrections.xml"])
    marked = feed.xpath("//*[@xml:lang='sw']/text()")
    assert marked == ["Pampu ya kisima yaibwa", "yauzwa", "yaibwa"]


def test_edits_of_one_moment_on_one_entry_stand_apart(small_site):
    """Two corrections, two removals of an entry each have a place and an id of their own, and the site is published."""
    there = key_in(next(small_site.root.glob("content/entries/2026-w47/0006-*")))
    told = f'do = "correct"\non = "{there}"\nold = "a"\nnew = "b"\nkind = "misread"\nweek = "2026-w47"'
    gone = 'do = "take-down"\non = "0123456789"\nkind = "safety"\nstory = "s0123456789"\nweek = "2026-w47"'
    edits(
        small_site,
        *(f'{told}\npart = "{part}"' for part in ("title", "excerpt")),
        *(gone, gone),
    )
    ledger = small_site.root / "content/ledger.toml"
    ledger.write_text(re.sub("10:0.:00", "10:00:00", ledger.read_text()))
    pages = small_site.clean()
    places = [f"c-{there}", f"c-{there}-2", "r-0123456789", "r-0123456789-2"]
    assert sorted(re.findall(r'id="([cr]-[^"]+)"', pages["corrections/index.html"].decode())) == sorted(places)
    feed = pages["feeds/corrections.xml"].decode()
    assert len(set(re.findall(r"<id>tag:([^<]+)</id>", feed))) == 4
    assert [place for place in places if f'corrections/#{place}"' not in feed] == []


def test_an_edit_is_seen_on_a_story_over_weeks(small_site):
    """A note on a story that runs over weeks stands on its own page too, and an update brings it there."""
    first = key_in(next(small_site.root.glob("content/entries/2026-w45/0001-*")))
    have = small_site.print(small_site.root / "tree")["written"]
    edits(small_site, f'do = "note"\non = "s{first}"\ntext = "Two outlets differ."')
    answer = small_site.print(small_site.root / "stage", have)
    names = (f"stories/s{first}/index.html", f"feeds/story-s{first}.xml", "feeds/all.xml", "feeds/topic-banditry.xml")
    assert set(names) <= set(answer["written"])
    pages = small_site.clean()
    assert [name for name in names if "Two outlets differ." not in pages[name].decode()] == []
    assert "edited by hand" not in pages["feeds/all.xml"].decode()


def test_an_edit_of_a_whole_story_leads_to_where_that_is_told_last(small_site):
    """The list of edits names no headline of one that was made part of another: it links the other's newest week.

    Where links are heard without what stands before them, each is told by its reason.
    """
    first, other = (
        key_in(small_site.entry(number, "2026-11-12", title))
        for number, title in ((73, "Levy on boats begins at the lake"), (74, "Boats stay ashore at the lake"))
    )
    edits(small_site, f'do = "merge"\non = "s{other}"\nstory = "s{first}"')
    have = small_site.print(small_site.root / "tree")["written"]
    page = (small_site.root / "tree/corrections/index.html").read_text("utf-8")
    assert f'Reason 0. <a href="../2026/w46/#s{first}">On its page<span class="vh">: Reason 0.</span></a>' in page
    small_site.entry(75, "2026-11-24", "Levy on boats ends at the lake", story=f"s{first}")
    assert "corrections/index.html" in small_site.print(small_site.root / "stage", have)["written"]
    assert f"../2026/w48/#s{first}" in (small_site.root / "stage/corrections/index.html").read_text("utf-8")


def test_what_a_desk_writes_in_either_language_is_marked_as_such(small_site):
    """A desk may keep its ledger in Kiswahili: reasons and notes of it were read aloud as English."""
    key = key_in(small_site.entry(73, "2026-11-17", "Raid at the old well"))
    why, text = (
        "Ripoti hii iliwekwa katika kaunti isiyo yake.",
        "Kituo hicho kina majina mawili kwa sababu wakazi huyatumia yote.",
    )
    edits = made.edit("relocate", key, counties=["turkana"], why=why), made.edit("note", f"s{key}", text=text)
    (small_site.root / "content/ledger.toml").write_text("\n".join(edits))
    pages = {name: body.decode() for name, body in small_site.clean().items() if name.endswith(".html")}
    assert f'<span lang="sw">{why}</span>' in pages["corrections/index.html"]
    assert f". {why}" in pages["sw/corrections/index.html"]
    assert f'<span lang="sw">{text}</span>' in pages["2026/w47/index.html"]
    assert f": {text}" in pages["sw/2026/w47/index.html"]
    assert f'<span lang="sw" dir="auto">{text}</span>' in pages["topics/banditry/index.html"]
    assert f'<span dir="auto">{text}</span>' in pages["sw/topics/banditry/index.html"]


def test_a_correction_is_told_to_machines(small_site):
    """As schema.org's CorrectionComment, with its day and where it stands; letters are as they were written."""
    key = key_in(small_site.entry(73, "2026-11-17", "Raid at the old well"))
    (small_site.root / "content/ledger.toml").write_text(
        f'[[edits]]\ndo = "correct"\non = "{key}"\nwhen = 2026-11-21T10:00:00+03:00\nkind = "misread"\n'
        'why = "It was Murang\'a & the new one."\npart = "title"\nold = "the old well"\nnew = "the new well"\n'
    )
    page = html.fromstring(small_site.clean()["corrections/index.html"])
    told = json.loads(page.xpath("//script[@type='application/ld+json']")[0].text)
    (comment,) = told["mainEntity"]["itemListElement"]
    assert (comment["@type"], comment["datePublished"]) == ("CorrectionComment", "2026-11-21T10:00:00+03:00")
    assert comment["text"] == "We misread the feed. It was Murang'a & the new one."
    assert page.xpath(f"//*[@id='{comment['url'].partition('#')[2]}']")


def test_a_correction_names_its_report_and_a_hidden_one_is_named_nowhere(small_site):
    """Outlet and headline stand by a correction, in the page and the feed; once the report is hidden neither does."""
    path = next(small_site.root.glob("content/entries/2026-w47/0006-*"))
    key, title = key_in(path), "Court hears of radios sold"
    told = f'do = "correct"\non = "{key}"\npart = "counties"\nold = "a"\nnew = "b"\nkind = "wrong-place"\n'
    told += f'week = "2026-w47"\nstory = "s{key}"'
    hidden = f'do = "hide"\non = "{key}"\nweek = "2026-w47"\nstory = "s{key}"'
    names = ("corrections/index.html", "feeds/corrections.xml")
    edits(small_site, told)
    pages = small_site.clean()
    for name in names:
        assert title in pages[name].decode()
        assert "Valley Post" in pages[name].decode()
    edits(small_site, told, hidden)
    pages = small_site.clean()
    for name in names:
        assert title not in pages[name].decode()
        assert "Valley Post" not in pages[name].decode()
    page = pages["corrections/index.html"].decode()
    assert "The report is on no page any more." in page
    assert "Left out. Reason 1." in page


def test_a_hidden_report_is_quoted_nowhere_on_the_site_nor_in_its_data(small_site):
    """Neither in what was corrected of it nor in the reasons of a report that joined it in a later week."""
    title = "Guarded: the name of a witness"
    key = key_in(small_site.entry(73, "2026-11-04", title))
    later = small_site.entry(74, "2026-11-20", "Second raid at the well", story=f"s{key}")
    why = f'Why: story s{key}: with "{title}" (valley-post, 2026-11-04): both have witness | '
    later.write_text(later.read_text("utf-8").replace("Why: ", why, 1), "utf-8")
    week = f'week = "2026-w45"\nstory = "s{key}"'
    told = f'do = "correct"\non = "{key}"\npart = "title"\nold = "Guarded: a"\nnew = "Guarded: the"\nkind = "misread"\n'
    edits(small_site, told + week)
    named = [name for name, body in small_site.clean().items() if b"Guarded" in body]
    assert {"2026/w45/index.html", "2026/w47/index.html", "data/corrections.csv"} <= set(named)
    edits(small_site, told + week, f'do = "hide"\non = "{key}"\n{week}')
    pages = small_site.clean()
    assert [name for name, body in pages.items() if b"Guarded" in body] == []
    assert b"with another report (valley-post" in pages["2026/w47/index.html"]


@pytest.mark.parametrize("shown", [False, True])
def test_a_report_that_is_hidden_with_the_story_that_reports_showed_it_to_be_is_quoted_nowhere(small_site, shown):
    """It was corrected under the younger story's id; the older, which tells it by now, is hidden, or but for one."""
    gone = key_in(small_site.entry(73, "2026-11-05", "Guarded: the name of a witness"))
    kept = key_in(small_site.entry(74, "2026-11-04", "Second raid at the well"))
    last = small_site.entry(75, "2026-11-20", "Both raids were one", story=f"s{kept}", shows=f"s{gone}")
    same = small_site.entry(76, "2026-11-05", "Elders speak of both raids", story=f"s{kept}")
    told = 'part = "title"\nold = "Guarded: a"\nnew = "Guarded: the"\nkind = "misread"\n'
    told = f'do = "correct"\non = "{gone}"\n{told}'
    back = [f'do = "show"\non = "{key_in(path)}"' for path in (last, same) if shown]
    edits(small_site, f'{told}week = "2026-w45"\nstory = "s{gone}"', f'do = "hide"\non = "s{kept}"', *back)
    pages = small_site.clean()
    assert [name for name, body in pages.items() if b"Guarded" in body] == []
    assert (b"Both raids were one" in pages["2026/w47/index.html"]) is shown


def test_an_update_renews_the_corrections_when_the_report_is_told_otherwise(small_site):
    """What the page says of a report is what the report says now."""
    path = next(small_site.root.glob("content/entries/2026-w47/0006-*"))
    key = key_in(path)
    told = 'part = "counties"\nold = "a"\nnew = "b"\nkind = "wrong-place"\nweek = "2026-w47"'
    edits(small_site, f'do = "correct"\non = "{key}"\n{told}\nstory = "s{key}"')
    have = small_site.print(small_site.root / "tree")["written"]
    path.write_text(re.sub("(?m)^Title: .+$", "Title: Told in other words", path.read_text("utf-8")), "utf-8")
    assert "corrections/index.html" in small_site.print(small_site.root / "stage", have)["written"]
    assert b"Told in other words" in (small_site.root / "stage/corrections/index.html").read_bytes()


def test_a_note_goes_along_with_its_story_and_is_called_no_edit(small_site):
    """The corrections page lists no note: sheet, letter and text have the note itself."""
    (key,) = map(key_in, small_site.root.glob("content/entries/2026-w47/0006-*"))
    edits(small_site, f'do = "note"\non = "s{key}"\ntext = "They count on different days."')
    pages = small_site.clean()
    for name in ("index.html", "issue.html", "letter.html", "plain.txt"):
        told = " ".join(re.sub("<[^>]+>", "", pages[f"2026/w47/{name}"].decode()).split())
        assert re.search("Note by the editors, 2. Nov[a-z0-9 ]*: They count on different days.", told), name
        assert "edited by hand" not in told, name


def test_a_note_on_a_story_of_one_line_stands_there_and_is_called_no_edit(small_site):
    """As at a story told in full; a change beside it is still called one."""
    for number in range(73, 77):
        small_site.entry(number, "2026-11-20", f"Court hears of goats, day {number}", topics=("courts",))
    names = ("2026/w47/index.html", "2026/w47/issue.html", "sw/2026/w47/index.html")
    page = small_site.clean()[names[0]].decode()
    (key,) = re.findall(r'<li id="s([0-9a-f]{10})">[^\n]*Court hears of goats', page)
    note = f'do = "note"\non = "s{key}"\ntext = "They count on different days."'
    by_hand = re.compile("edited by hand|imehaririwa kwa mkono")
    for others, marks in (((), 0), ((f'do = "retag"\non = "{key}"\ntopics = ["courts", "banditry"]',), 1)):
        edits(small_site, note, *others)
        pages = small_site.clean()
        for name in names:
            told = pages[name].decode()
            (line,) = (each for each in re.findall("<li.*?</li>", told) if "They count on different days." in each)
            assert re.search("<b>(?:Note by the editors|Maelezo ya wahariri)</b>, 21 Nov: <span", line), name
            assert len(by_hand.findall(told)) == marks, name


def test_a_story_that_a_reason_names_is_a_link_and_no_id(small_site):
    """Why a story is there is read by people: the id stays in the data. What stands nowhere near has no link."""
    first = key_in(small_site.entry(72, "2026-11-12", "Boats stay ashore at the lake"))
    (path,) = small_site.root.glob("content/entries/2026-w47/0006-*")
    for near, said in (
        (first, f'<a href="../w46/#s{first}">{{}}<span class="vh">, [^<]+ \\d</span></a>'),
        ("0123456789", "{}"),
    ):
        text = re.sub(
            r"(?m)^(Why: .*?)(?: \| story .*)?$", rf"\1 | story s{key_in(path)}: {{}}", path.read_text("utf-8")
        )
        path.write_text(text.replace("{}", f"first report: the nearest other is in s{near}, score -1.0"), "utf-8")
        pages = small_site.clean()
        page, ours = (pages[f"{tree}2026/w47/index.html"].decode() for tree in ("", "sw/"))
        assert re.search(f"first report: the nearest other is in {said.format('another story')} …", page)
        assert re.search(f"iliyo karibu zaidi nayo iko katika {said.format('habari nyingine')} …", ours)
        assert f"the nearest other is in s{near}" in pages["2026/w47/data.jsonl"].decode()


def test_a_reason_that_names_a_story_which_was_merged_into_its_own_says_so(small_site):
    """A link from a story to itself, as to another one, would tell of two where the desk has made them one."""
    first = key_in(small_site.entry(72, "2026-11-12", "Boats stay ashore at the lake"))
    (path,) = small_site.root.glob("content/entries/2026-w47/0006-*")
    own = key_in(path)
    why = f"| story s{own}: first report: the nearest other is in s{first}, score -1.0"
    text = re.sub(r"(?m)^(Story: ).*$", rf"\g<1>s{own}", path.read_text("utf-8"))
    path.write_text(re.sub(r"(?m)^(Why: .*?)(?: \| story .*)?$", rf"\1 {why}", text), "utf-8")
    edits(small_site, f'do = "merge"\non = "s{own}"\nstory = "s{first}"')
    pages = small_site.clean()
    page, ours = (pages[f"{tree}2026/w47/index.html"].decode() for tree in ("", "sw/"))
    assert "first report: the nearest other is in this story …" in page
    assert "iliyo karibu zaidi nayo iko katika habari hii …" in ours


def test_an_edit_of_which_no_week_is_noted_stands_beside_one_of_which_it_is(small_site):
    """Whoever writes the ledger by hand may leave it out: the report is told as far as it is known, with no link."""
    key = key_in(small_site.entry(70, "2026-11-20", "Fence at the old well cut"))
    noted = f'week = "2026-w47"\nstory = "s{key}"'
    retag = f'do = "retag"\non = "{key}"\ntopics = ["courts"]\n{noted}'
    edits(small_site, retag, f'do = "relocate"\non = "{key}"\ncounties = ["turkana"]\nstory = "s{key}"')
    page = small_site.clean()["corrections/index.html"].decode()
    assert page.count("Fence at the old well cut") == 2
    assert page.count(f"2026/w47/#s{key}") == 1


def test_topics_and_places_of_an_edit_have_their_names(small_site):
    """A reader is told what a story was given, by the names that the page's language has, and never in slugs."""
    (key,) = map(key_in, small_site.root.glob("content/entries/2026-w47/0006-*"))
    placed = f'on = "{key}"\nweek = "2026-w47"\nstory = "s{key}"'
    edits(
        small_site,
        f'do = "retag"\n{placed}\ntopics = ["banditry", "courts"]',
        f'do = "relocate"\n{placed}\ncounties = []',
        f'do = "relocate"\n{placed}\ncounties = ["baringo"]\nwas = []',
        f'do = "retag"\n{placed}\ntopics = ["courts"]\nwas = ["banditry", "given-up"]',
        f'do = "correct"\n{placed}\npart = "topics"\nold = "courts"\nnew = "banditry, courts"\nkind = "wrong-topic"',
        f'do = "correct"\n{placed}\npart = "counties"\nold = "the lake shore"\nnew = "baringo"\nkind = "wrong-place"',
    )
    pages = small_site.clean()
    english, ours = pages["corrections/index.html"].decode(), pages["sw/corrections/index.html"].decode()
    assert "Given other topics: Banditry, Courts. Reason 0." in english
    assert "Given other counties: none. Reason 1." in english
    assert "Given other counties: from none to Baringo. Reason 2." in english
    assert "Given other topics: from Banditry, Given up to Courts. Reason 3." in english
    assert "<s>Courts</s>" in english
    assert "<span>Banditry, Courts</span>" in english
    assert "Imepewa mada nyingine: Ujangili, Mahakama. " in ours
    assert "Imepewa mada nyingine: kutoka Ujangili, Given up hadi Mahakama. " in ours
    assert "<s>Mahakama</s>" in ours
    assert '<s lang="en" dir="auto">the lake shore</s>' in ours
    feed = pages["feeds/corrections.xml"].decode()
    assert "Now: “<span>Banditry, Courts</span>”" in feed
    assert "Before: “<span>the lake shore</span>”" in feed
    assert "Given other topics: Banditry, Courts. Reason 0." in pages["2026/w47/index.html"].decode()
