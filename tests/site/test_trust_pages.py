"""Trust on the pages: feeds that were down, edits where they are, outlets' records, and the open data of all that."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import etree, html
from small_site import files_of

import made
from usalama.digest.issues import Issue, render
from usalama.files.issuefiles import record_path
from usalama.files.weekstates import key_in
from usalama.gate import files as gate
from usalama.gate.markup import inspect
from usalama.words.weeks import Week


def edits(site, *tables):
    """Write the ledger; each table is its lines without ``when`` and ``why``."""
    blocks = [
        f'[[edits]]\n{table}\nwhen = 2026-11-21T10:0{at}:00+03:00\nwhy = "Reason {at}."\n'
        for at, table in enumerate(tables)
    ]
    (site.root / "content/ledger.toml").write_text("\n".join(blocks))


def panel(site, week, **answered):
    """Note who answered in a week; outlets are given with underscores."""
    rows = [f"https://{o.replace('_', '-')}.example/feed,{o.replace('_', '-')},{int(a)}\n" for o, a in answered.items()]
    path = site.root / f"content/panels/{week}.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("feed,outlet,answered\n" + "".join(sorted(rows)))


def test_who_says_that_a_story_is_not_so_is_read_beside_it(small_site):
    """A denial and an outlet's own correction are told by their headlines, not by name and day alone."""
    story = "s" + key_in(small_site.entry(80, "2026-11-17", "Gunmen kill three by the well"))
    small_site.entry(
        81, "2026-11-18", "Report of killings by the well was false, chief says", story=story, outlet="lake-radio"
    )
    small_site.entry(82, "2026-11-19", "Third man from the well is buried", story=story, outlet="valley-gold")
    page = html.fromstring(small_site.in_english().clean()["2026/w47/index.html"])
    told = {link.get("href"): link for link in page.iter("a")}
    denial, other = told["https://lake-radio.example/81"], told["https://valley-gold.example/82"]
    assert "".join(denial.itertext()) == "Lake Radio Wed: Report of killings by the well was false, chief says"
    assert not denial.xpath(".//*[@class='vh']")
    assert "Third man" not in "".join(other.itertext())


def test_a_county_without_reports_says_whether_the_usual_feed_was_down(small_site):
    """The same empty week reads otherwise when the feed that covers the county did not answer."""
    for number, day in ((70, "2026-11-03"), (71, "2026-11-11")):
        small_site.entry(number, day, f"Wells guarded, {number}", outlet="lake-radio", counties=("turkana",))
    for path in small_site.root.glob("content/entries/2026-w47/*"):
        path.write_text(path.read_text("utf-8").replace("turkana, baringo", "baringo"), "utf-8")
    panel(small_site, "2026-w47", lake_radio=False, valley_post=True)
    page = small_site.clean()
    assert (
        "Feeds that usually cover this were down this week: Lake Radio." in page["counties/turkana/index.html"].decode()
    )
    week = page["2026/w47/index.html"].decode()
    assert "1 of 2 feeds answered at least once; no usable answer from Lake Radio." in week
    assert "Turkana (Lake Radio)" in week
    panel(small_site, "2026-w47", lake_radio=True, valley_post=True)
    page = small_site.clean()
    quiet = page["counties/turkana/index.html"].decode()
    assert "2 of 2 feeds answered at least once, and none of them had a report of it. Every feed" in quiet
    assert "1 of 2" not in page["2026/w47/index.html"].decode()


def test_a_week_says_what_its_counts_of_places_leave_out_and_nothing_of_no_others(small_site):
    """Where every county has a story there are no others to be quiet, and where none has one there is no other."""
    said = "had none reported, which is not the same as calm."
    page = small_site.clean()["2026/w47/index.html"].decode()
    assert ("Stories this week." in page, said in page) == (True, False)
    last = next(small_site.root.glob("content/entries/2026-w47/0007-*.md"))
    last.write_text(last.read_text("utf-8").replace("turkana, baringo", "baringo"), "utf-8")
    assert f"1 other county {said}" in small_site.clean()["2026/w47/index.html"].decode()
    for path in small_site.root.glob("content/entries/*/*"):  # a chapter stands in its story's counties too
        path.write_text(re.sub("(?m)^Counties: .*$", "Counties:", path.read_text("utf-8")), "utf-8")
    files = small_site.clean()
    for name in ("2026/w47/index.html", "2026/w47/issue.html"):
        page = files[name].decode()
        assert "No county has a story this week, which is not the same as calm." in page
        assert said not in page


def test_the_archive_says_which_weeks_few_feeds_told(small_site):
    """Beside its count in the list of weeks, and above its stories in the list of its year; of no other week."""
    panel(small_site, "2026-w46", valley_post=True, lake_radio=True)
    panel(small_site, "2026-w45", valley_post=True, lake_radio=True)
    have = small_site.print(small_site.root / "tree")["written"]
    panel(small_site, "2026-w45", valley_post=True, lake_radio=False)
    names = {f"{tongue}archive/{year}index.html" for tongue in ("", "sw/") for year in ("", "2026/")}
    assert names <= set(small_site.print(small_site.root / "stage", have)["written"])
    files, said = small_site.clean(), "1 of 2 feeds answered at least once, so reports may be missing."
    (row,) = html.fromstring(files["archive/index.html"]).xpath(f"//ol[@class='weeks']/li[contains(., '{said}')]")
    assert row.find("a").get("href") == "../2026/w45/"
    year = html.fromstring(files["archive/2026/index.html"])
    assert [found.getprevious().get("id") for found in year.xpath(f"//p[.='{said}']")] == ["w45"]


def test_the_home_page_says_which_later_weeks_brought_nothing_and_who_was_asked(small_site):
    """Until a feed is asked in a later week nothing is said of it; the newest week's own page is another week's.

    Who has the weeks by mail gets a letter that says so, of each that is over. No line ends before a dash of months.
    """
    panel(small_site, "2026-w47", valley_post=True, lake_radio=True)
    have = small_site.print(small_site.root / "tree")["written"]
    said = "No report of later weeks has reached us. That is not the same as calm."
    assert said not in (small_site.root / "tree/index.html").read_text("utf-8")
    panel(small_site, "2026-w48", valley_post=True, lake_radio=False)
    one = " ".join(html.fromstring(small_site.clean()["index.html"]).find_class("hero")[0].text_content().split())
    assert "No report yet of the week after, which is not the same as calm. Week 48, 23–29 November 2026: 1 of 2" in one
    panel(small_site, "2026-w50", valley_post=False, lake_radio=False)
    assert "index.html" in small_site.print(small_site.root / "stage", have)["written"]
    pages = small_site.clean()
    told = pages["index.html"].decode().partition(said)[2].partition("</p>")[0]
    plain = re.sub("<[^>]+>", "", told).replace("\N{NO-BREAK SPACE}", " ")
    assert [words.strip().rstrip(".") for words in plain.split("; ")] == [
        "Week 48, 23–29 November 2026: 1 of 2 feeds answered at least once",
        "Week 49, 30 November – 6 December 2026: no feed was noted as asked",
        "Week 50, 7–13 December 2026: 0 of 2 feeds answered at least once. State of the feeds",
    ]
    swahili = "Wiki ya 49, 30 Novemba – 6 Desemba 2026: haikunakiliwa"
    assert swahili in pages["sw/index.html"].decode().replace("\N{NO-BREAK SPACE}", " ")
    assert said not in pages["2026/w47/index.html"].decode()
    letter, text = (pages[f"2026/w48/{name}"].decode() for name in ("letter.html", "plain.txt"))
    for words in (re.sub("<[^>]+>", "", letter), " ".join(text.split())):
        assert "No report of this week reached us. That is not the same as calm" in words
        assert "1 of 2 feeds answered at least once." in words
    links = [link.get("href") for link in html.fromstring(letter).iter("a")]
    assert not [link for link in links if "/2026/w48" in link], "it has no page to read"
    assert "Hakuna ripoti ya wiki hii" in pages["sw/2026/w48/plain.txt"].decode()
    assert {name for name in pages if "/w49/" in name or "/w50/" in name} == set(), "nobody asked, or it is not over"
    panel(small_site, "2027-w01", valley_post=True)
    told = small_site.clean()["index.html"].decode().partition(said)[2].partition("</p>")[0]
    assert "Week 49" not in told
    assert "and 3 more" in told


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


def test_what_one_excerpt_alone_says_is_told_in_the_feeds_and_over_weeks_too(small_site):
    """Officials are not the only ones where a report that does not lead names residents, in whatever week."""
    told = {
        "story": f"s{key_in(small_site.entry(80, '2026-11-12', 'Goats found', summary='Police said they were whole.'))}"
    }
    small_site.entry(81, "2026-11-12", "Goats come home", outlet="lake-radio", summary="Residents said so.", **told)
    small_site.entry(82, "2026-11-20", "Goats counted", summary="Police said they were whole.", **told)
    pages = small_site.clean()
    page, feed = (
        pages[f"{name.format(told['story'])}"].decode() for name in ("stories/{}/index.html", "feeds/story-{}.xml")
    )
    assert "Who says so</dt><dd>police, army or government, residents, family or reporter." in page
    assert [("Official version only" in entry) for entry in feed.split("</entry>")[:2]] == [True, False]


def test_an_outage_of_many_feeds_does_not_fill_the_page(small_site):
    """Six outlets are named; the others are counted, and the week's own table names them all."""
    panel(small_site, "2026-w47", valley_post=True, **{f"down_{at}": False for at in range(9)})
    page = small_site.clean()
    week = page["2026/w47/index.html"].decode()
    told = "; no usable answer from Down 0, Down 1, Down 2, Down 3, Down 4, Down 5, "
    told = f"1 of 10 feeds answered at least once{told}"
    assert told in week
    assert 'href="../../data/panels/2026-w47.csv">3 other outlets</a>' in week
    assert "Down 6" not in week
    assert b"down-8.example" in page["data/panels/2026-w47.csv"]


def told_of(page):
    """Return a page's words, without its sheet."""
    return " ".join(html.fromstring(page).find("body").text_content().replace("\u2060", "").split())


def test_a_week_that_few_feeds_told_says_so_at_its_head_and_compares_nothing(small_site):
    """Fewer reports because feeds were down are no fewer reports: no page calls them so, and none waits to say why."""
    small_site.entry(70, "2026-11-11", "Fence cut at the ford")
    feeds = dict.fromkeys(("valley_post", "lake_radio", "valley_gold"), True)
    panel(small_site, "2026-w46", **feeds)
    panel(small_site, "2026-w47", **feeds)
    pages = small_site.clean()
    assert "may be missing" not in told_of(pages["2026/w47/index.html"])
    assert '<th scope="col">Change</th>' in pages["2026/w47/index.html"].decode()
    panel(small_site, "2026-w47", valley_post=True, lake_radio=False, valley_gold=False)
    pages = small_site.clean()
    said = "1 of 3 feeds answered at least once, so reports may be missing."
    for name in ("index.html", "2026/w47/index.html"):
        assert said in told_of(pages[name]).partition("In brief")[0]
        assert "Not compared: too many feeds answered in one of the two weeks only." in told_of(pages[name])
        assert "Change" not in told_of(pages[name])
    assert "Change" not in told_of(pages["topics/index.html"])
    for name in ("topics/index.html", "counties/index.html"):
        assert said in told_of(pages[name]), "a list of all of them has the same gaps"
    for name in ("topics/banditry/index.html", "counties/baringo/index.html"):
        assert said in told_of(pages[name]).partition("Week by week")[0]
    for name in ("issue.html", "letter.html"):
        assert said in told_of(pages[f"2026/w47/{name}"])


def test_a_week_is_held_against_none_that_nobody_noted_the_reading_of(small_site):
    """A site that begins has of the week before what feeds still list, and an archive may have a gap before a week."""
    said = "Not compared: which feeds answered in the week before was not noted."
    assert "more)" in told_of(small_site.clean()["2026/w47/index.html"]), "an archive's weeks, read as one"
    panel(small_site, "2026-w47", valley_post=True, lake_radio=True, valley_gold=True)
    page = told_of(small_site.clean()["2026/w47/index.html"])
    assert said in page
    assert "more)" not in page
    panel(small_site, "2026-w46", valley_post=True, lake_radio=True, valley_gold=True)
    assert said not in told_of(small_site.clean()["2026/w47/index.html"])
    small_site.entry(70, "2026-09-02", "Fence cut at the ford")
    page = told_of(small_site.clean()["2026/w45/index.html"])
    assert said in page
    assert "more)" not in page


def test_a_shelf_says_in_how_many_of_the_weeks_that_it_compares_with_few_feeds_worked(small_site):
    """What is more than in weeks that few told is no more than the feeds that came back."""
    for number, week in enumerate((43, 44, 45, 46)):
        small_site.entry(70 + number, f"{datetime.fromisocalendar(2026, week, 3):%Y-%m-%d}", f"Fence {number} cut")
        panel(small_site, f"2026-w{week}", valley_post=True, lake_radio=week % 2 == 0)
    panel(small_site, "2026-w47", valley_post=True, lake_radio=True)
    lede = told_of(small_site.clean()["counties/baringo/index.html"]).partition("Week by week")[0]
    assert "in the four weeks before. Many feeds did not answer in 2 of those weeks, so reports may be missing." in lede


def test_the_brief_says_where_and_the_head_leads_to_what_changed(small_site):
    """Who reads the first screen alone learns the place, unless the headline names it, and finds the week before."""
    small_site.entry(70, "2026-11-11", "Fence cut at the ford")
    page = html.fromstring(small_site.clean()["index.html"])
    lines = {" ".join(line.text_content().split()) for line in page.xpath('//section[@class="brief"]//li')}
    assert any("· " in line for line in lines)
    (link,) = page.xpath('//header//a[@href="#changed"]')
    assert link.text == "Since last week"
    assert page.xpath('//section[@aria-labelledby="changed"]//h2')[0].text == "Since last week"


def test_a_chart_marks_where_a_feed_joined_and_counts_the_feeds_of_all_its_weeks(small_site):
    """The bars leave out what a feed that joined brought; the table has both counts and the mark."""
    panel(small_site, "2026-w45", valley_post=True)
    panel(small_site, "2026-w46", valley_post=True)
    panel(small_site, "2026-w47", valley_post=True, lake_radio=True)
    files = small_site.clean()
    page = files["topics/banditry/index.html"].decode()
    assert "stroke-dasharray" in page
    listed = page.partition('">Week 47, ')[2].partition('">Week 46, ')[0].count("<li")
    assert f"{listed} stories this week so far." in page
    assert "More and fewer: on the feeds that were read in all of these weeks." in files["index.html"].decode()
    assert inspect("topics/banditry/index.html", page.encode()).problems == ()
    assert "At a dashed line a feed joined or left" in page
    assert '<th scope="col">Same feeds</th>' in page
    assert '2026-W47 <span title="a feed joined or left">¦</span>' in page


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


def test_what_an_outlet_changed_or_dropped_is_shown_with_the_wording_before(small_site):
    """Both numbers stand on the week's page and in the range, and a report that its feed dropped says so."""
    path = small_site.entry(73, "2026-11-20", "Raid at the old well", summary="Five herders were killed, a chief said.")
    head = "\nSaid: Three herders were killed, a chief said.\nGone: 2026-11-21T10:00:00+03:00\n\n"
    path.write_text(path.read_text("utf-8").replace("\n\n", head, 1), "utf-8")
    page = small_site.clean()["2026/w47/index.html"].decode()
    assert 'earlier excerpt: <s dir="auto">Three herders were killed, a chief said.</s>' in page
    assert "no longer in its feed since 21 Nov, the link may be dead" in page
    assert "<dt>Killed</dt><dd><b>3–5</b>" in page


@pytest.mark.usefixtures("one_language")
def test_what_an_outlet_changed_is_shown_wherever_its_report_stands(small_site):
    """Beside a line, and on the companion of a busy week, which has the reports that the week's page leaves out."""
    for number in range(20, 26):
        lead = small_site.entry(number, "2026-11-17", f"Trial {number} opens", topics=("courts",))
        story = "s" + key_in(lead)
        path = small_site.entry(
            number + 10, "2026-11-18", "Trial on", topics=("courts",), story=story, outlet="lake-radio"
        )
        path.write_text(path.read_text("utf-8").replace("\n\n", f"\nWas: Once {number}\n\n", 1), "utf-8")
    week = small_site.clean()["2026/w47/index.html"].decode()
    assert [number for number in range(20, 26) if f"Once {number}</s>" not in week] == []
    first = small_site.entry(73, "2026-11-18", "Raid at the old well")
    others = [
        small_site.entry(number, "2026-11-19", f"Well raid, told {number}", story="s" + key_in(first), outlet=outlet)
        for number, outlet in enumerate(("lake-radio", "valley-gold", "news-mirror", "valley-post") * 3, 74)
    ]
    for path in others:
        head = f"\nWas: Once {path.name[:4]}\nGone: 2026-11-21T10:00:00+03:00\n\n"
        path.write_text(path.read_text("utf-8").replace("\n\n", head, 1), "utf-8")
    for number in range(100, 140):
        small_site.entry(number, "2026-11-17", f"Goat {number} taken", topics=("courts",))
    files = small_site.clean()
    more = files["2026/w47/more/index.html"].decode()
    for path in others:
        assert f'earlier headline: <s dir="auto">Once {path.name[:4]}</s> · no longer in its feed' in more


def test_a_feed_shows_what_an_outlet_changed(small_site):
    """Both headlines and both excerpts, each once, in words and for programs; in the language of the feed."""
    path = small_site.entry(73, "2026-11-20", "Five hurt at the old well", summary="Five were hurt, a chief said.")
    head = "\nWas: Three hurt at the old well\nSaid: Three were hurt, a chief said.\n\n"
    path.write_text(path.read_text("utf-8").replace("\n\n", head, 1), "utf-8")
    pages = small_site.clean()
    for name in ("feeds/all.xml", "feeds/topic-banditry.xml"):
        assert (
            "· <span>earlier headline:</span> “<span>Three hurt at the old well</span>”"
            " · <span>earlier excerpt:</span> “<span>Three were hurt, a chief said.</span>”</li>"
        ) in pages[name].decode(), name
        assert gate.inspect(name, pages[name]) == (), "the gate lets it out"
    ours = pages["sw/feeds/all.xml"].decode()
    assert '<span xml:lang="sw">kichwa cha awali:</span> “<span>Three hurt at the old well</span>”' in ours
    items = json.loads(pages["feeds/all.json"])["items"]
    (item,) = (item for item in items if item["title"] == "Five hurt at the old well (Valley Post)")
    told = "Valley Post: Five hurt at the old well (earlier headline: Three hurt at the old well)"
    assert told in item["content_text"]
    assert list(item["_usalama"]["was"].values()) == [["Three hurt at the old well"]]


def test_a_story_over_weeks_is_headed_by_a_whole_headline_with_its_excerpt(small_site):
    """Its newest week's lead speaks for it, unless its feed cut the headline and another outlet's is whole."""
    first = small_site.entry(70, "2026-11-11", "Fence at the old well cut")
    story = f"s{key_in(first)}"
    small_site.entry(71, "2026-11-17", "Fence at the old well mended, elders …", story=story, summary="It took a day.")
    name = f"stories/{story}/index.html"
    page = small_site.clean()[name].decode()
    assert 'dir="auto" href="https://valley-post.example/71">Fence at the old well mended, elders …</a></h1>' in page
    assert '<blockquote class="p-summary"><p dir="auto">It took a day.</p></blockquote>' in page
    whole = "Old well has its fence again"
    small_site.entry(72, "2026-11-18", whole, story=story, outlet="lake-radio", summary="Done.")
    pages = small_site.clean()
    page, ours = pages[name].decode(), pages[f"sw/{name}"].decode()
    for text, tongue in ((page, ""), (ours, ' lang="en"')):
        assert f'{tongue} dir="auto" href="https://lake-radio.example/72">{whole}</a></h1>' in text
        assert f'<blockquote class="p-summary"><p{tongue} dir="auto">Done.</p></blockquote>' in text
    assert "<b><bdi>Lake Radio</bdi></b>, 18 November 2026" in page
    week = pages["2026/w47/index.html"].decode()
    assert "Fence at the old well mended, elders …</a></h3>" in week, "a week's lead stays"


def test_a_week_says_how_many_of_its_stories_are_new(small_site):
    """And how many earlier weeks told already, one-line stories too: those have a list, which is one link away."""
    story = key_in(small_site.entry(70, "2026-11-11", "Fence at the old well cut"))
    small_site.entry(71, "2026-11-17", "Fence at the old well mended", story=f"s{story}")
    for number in range(72, 84):
        small_site.entry(number, "2026-11-18", f"Goats of pen {number} counted at the ridge")
    page = html.fromstring(small_site.clean()["2026/w47/index.html"].decode())
    (told,) = page.xpath("//section[@aria-labelledby='changed']//dt[.='Stories']/following-sibling::dd[1]")
    rows = page.xpath("count(//article) + count(//div[@class='cols']//li)")
    again = len(page.xpath("//a[starts-with(., 'Reported in ')]"))
    assert again > 0
    assert told.text_content() == f"{rows - again:.0f} new, {again} told in earlier weeks too."
    assert told.xpath("a/@href") == ["../../stories/"]


def test_each_quotation_of_the_sheet_stands_under_its_outlet(small_site):
    """It is read on paper, where no link says whose the words are."""
    sheet = html.fromstring(small_site.clean()["2026/w47/issue.html"].decode())
    heads = sheet.xpath("//article[blockquote]/h2")
    assert heads
    assert all(head.xpath("small/bdi/text()")[0] in {"Valley Post", "Valley Gold FM", "Lake Radio"} for head in heads)


def test_quoted_words_stand_with_the_outlet_that_wrote_them(small_site):
    """Another that gave the same number is named apart: the words between the marks are none of its own."""
    story = small_site.entry(73, "2026-11-17", "Raid at the old well", summary="Two herders were killed, a chief said.")
    own = {"story": f"s{key_in(story)}"}
    said = {"outlet": "lake-radio", "summary": "Seven herders were killed, elders said."}
    small_site.entry(74, "2026-11-18", "Raid at the well", **said, **own)
    kiswahili = {"outlet": "post-75", "language": "sw", "summary": "Wafugaji saba waliuawa."}
    small_site.entry(75, "2026-11-18", "Uvamizi kisimani", **kiswahili, **own)
    page = small_site.clean()["2026/w47/index.html"].decode()
    assert "Seven herders were killed" in page
    assert '” <span class="m"><bdi>Lake Radio</bdi> (same number: Post 75)</span>' in page


def test_words_that_stand_above_are_not_printed_twice(small_site):
    """A number in the lead's own headline or excerpt leads there; on another language's page, in what leads that."""
    story = small_site.entry(
        73, "2026-11-17", "Raid at the old well", summary="Seven herders were killed, a chief said."
    )
    own = {"story": f"s{key_in(story)}", "outlet": "lake-radio", "language": "sw"}
    small_site.entry(74, "2026-11-18", "Uvamizi kisimani", summary="Wafugaji saba waliuawa.", **own)
    pages = small_site.clean()
    for name, words, said in (
        ("", "Seven herders", "<bdi>Valley Post</bdi>, above (same number: Lake Radio)</span></dd>"),
        ("sw/", "Wafugaji saba", "<bdi>Lake Radio</bdi>, juu (idadi ileile: Valley Post)</span></dd>"),
    ):
        page = pages[f"{name}2026/w47/index.html"].decode()
        assert f'<b>7</b>: <span class="m">{said}' in page
        assert page.count(words) == 1


def test_two_numbers_of_one_report_are_both_said_to_stand_above_once(small_site):
    """An outlet whose headline and excerpt differ is named once: no second outlet says so."""
    small_site.entry(73, "2026-11-17", "Seven herders killed", summary="Nine herders were killed, a chief said.")
    page = html.fromstring(small_site.clean()["2026/w47/index.html"])
    (told,) = page.xpath("//dt[.='Killed'][following-sibling::dd[1]/b='7–9']/following-sibling::dd[1]")
    assert told.text_content() == "7–9: Valley Post, above"


def test_a_feed_says_whose_the_headline_and_the_excerpt_are(small_site):
    """A reading program puts the site's name beside them, whose words they are not."""
    small_site.entry(73, "2026-11-22", "Well found dry", summary="Herders found it at dawn.", outlet="lake-radio")
    files = small_site.clean()
    for name in ("feeds/all.xml", "feeds/county-baringo.xml"):
        entry = files[name].decode().partition("<entry>")[2]
        assert "<title>Well found dry (Lake Radio)</title>" in entry, name
        assert "<p>Lake Radio: “Herders found it at dawn.”</p>" in entry, name
    item = json.loads(files["feeds/all.json"])["items"][0]
    assert item["title"] == "Well found dry (Lake Radio)"
    assert item["content_text"].startswith("Lake Radio: “Herders found it at dawn.”\n\n")


def test_the_page_of_open_data_says_what_each_column_means(small_site):
    """Each column of each table, in its file's own order, as the package has it."""
    files = small_site.clean()
    resources = json.loads(files["data/datapackage.json"])["resources"]
    tables = [one["schema"]["fields"] for one in resources if "schema" in one]
    fields = [[(field["name"], field["description"]) for field in table] for table in tables]
    for name in ("data/index.html", "sw/data/index.html"):
        page = html.fromstring(files[name])
        told = [
            list(zip([c.text for c in one.xpath("dt/code")], [dd.text_content() for dd in one.iter("dd")], strict=True))
            for one in page.xpath("//details/dl[@lang='en']")
        ]
        assert all(each in told for each in fields), name
        rows = files["2026/w47/data.csv"].decode().partition("\r\n")[0].split(",")
        assert [column for column, _ in told[0]] == rows


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


def test_the_smallest_and_the_largest_number_are_always_quoted(small_site):
    """A range of many numbers says whose both its ends are, and how many others there are."""
    numbers = ("Two", "Three", "Four", "Five", "Six", "Seven")
    story = ""
    for at, number in enumerate(numbers, 73):
        path = small_site.entry(
            at, "2026-11-17", "Raid at the old well", story=story, outlet=f"post-{at}",
            summary=f"{number} herders were killed, chief {at} said.",
        )  # fmt: skip
        story = story or f"s{key_in(path)}"
    page = small_site.clean()["2026/w47/index.html"].decode()
    (told,) = html.fromstring(page).xpath("//dt[.='Killed'][following-sibling::dd[1]/b='2–7']/following-sibling::dd[1]")
    said = told.text_content()
    assert "Post 74, above" in said, "the lead's own words"
    assert all(f"{number} herders" in said for number in ("Two", "Four", "Seven"))
    assert "Five herders" not in said
    assert said.endswith("; 2 other numbers")


def test_a_year_counts_a_story_of_two_weeks_once(small_site):
    """As the rows of its data do: their stories are as many as the archive, the year and the package say."""
    story = key_in(small_site.entry(70, "2026-11-11", "Fence at the old well cut"))
    other = small_site.entry(71, "2026-11-17", "Fence at the old well mended")
    have = small_site.print(small_site.root / "tree")["written"]
    other.write_text(re.sub("(?m)^Story: .+$", f"Story: s{story}", other.read_text("utf-8")), "utf-8")
    stage = small_site.root / "stage"
    small_site.print(stage, have)
    files = small_site.clean()
    rows = list(csv.DictReader(io.StringIO(files["data/2026.csv"].decode())))
    stories = len({row["story"] for row in rows})
    assert len({(row["week"], row["story"]) for row in rows}) > stories
    for name in ("archive/index.html", "archive/2026/index.html"):
        assert f"{stories} stories, {len(rows)} reports." in files[name].decode()
        assert (stage / name).read_bytes() == files[name]
    package = "data/datapackage.json"
    assert f"{len(rows)} reports of {stories} stories" in files[package].decode()
    assert (stage / package).read_bytes() == files[package]


def test_an_outlets_page_has_its_record(small_site):
    """Who was first, how many headlines it changed, and when its feed answered last."""
    path = next(small_site.root.glob("content/entries/2026-w47/0007-*"))
    path.write_text(path.read_text("utf-8").replace("\n\n", "\nWas: Elders to meet at the post\n\n", 1), "utf-8")
    panel(small_site, "2026-w46", valley_post=True)
    panel(small_site, "2026-w47", valley_post=False)
    page = small_site.clean()["sources/valley-post/index.html"].decode()
    assert "Headlines changed after we listed them:</span>" in page.replace(" <b>1</b>", "")
    assert "Headlines changed after we listed them: <b>1</b>" in page


def test_an_outlets_page_lists_what_it_wrote_itself(small_site):
    """Each of its reports under its own headline, which leads to it, in either tree; the story is one link beside."""
    story = key_in(small_site.entry(70, "2026-11-17", "Fence at the old well cut"))
    own = {"story": f"s{story}", "outlet": "lake-radio"}
    small_site.entry(71, "2026-11-18", "Ua wa kisima cha kale wakatwa", language="sw", **own)
    small_site.entry(72, "2026-11-19", "Who cut the fence at the old well?", **own)
    pages = small_site.clean()
    for tree, marks in (("", ("sw", None)), ("sw/", (None, "en"))):
        page = html.fromstring(pages[f"{tree}sources/lake-radio/index.html"].decode())
        links = page.xpath(f"//main//li[.//a[contains(@href, '#s{story}')]]/a[1]")
        told = [(link.text_content(), link.get("lang")) for link in links]
        assert told == [("Ua wa kisima cha kale wakatwa", marks[0]), ("Who cut the fence at the old well?", marks[1])]
        assert all(link.get("href").startswith("https://lake-radio.example/") for link in links)
        assert "Fence at the old well cut" not in page.text_content()


def test_outlets_of_one_kind_and_language_stand_under_one_heading(small_site):
    """What they have in common is said once, not after each of their names."""
    table = html.fromstring(small_site.clean()["sources/index.html"].decode()).xpath("//main//table")[0]
    groups = {
        " ".join(body.xpath("string(tr/th[@scope='rowgroup'])").split()): body.xpath("tr/th[@scope='row']/a/text()")
        for body in table.xpath("tbody")
    }
    assert groups["Newspaper · English"] == ["Valley Post"]
    assert groups["Broadcaster · English, Kiswahili"] == ["Lake Radio"]
    assert not any("English" in name for name in table.xpath("tbody/tr/th[@scope='row']//text()"))


def test_an_outlet_that_left_the_catalogue_stands_under_no_other_kind(small_site):
    """Its reports stay: what kind it is nobody knows any more, and its page asks no question that it leaves open."""
    feeds = small_site.root / "content/catalog/feeds.toml"
    blocks = feeds.read_text("utf-8").split("[[outlets]]\n")
    feeds.write_text("[[outlets]]\n".join(each for each in blocks if "lake-radio" not in each), "utf-8")
    pages = small_site.clean()
    table = html.fromstring(pages["sources/index.html"].decode()).xpath("//main//table")[0]
    (group,) = (body for body in table.xpath("tbody") if body.xpath(".//a[@href='lake-radio/']"))
    assert group.xpath("string(tr[1])") == "No longer in the catalogue"
    page = html.fromstring(pages["sources/lake-radio/index.html"].decode()).text_content()
    assert "Sources · " not in page
    assert not re.search("Languages?:", page)


def test_being_first_is_said_of_a_week(small_site):
    """Each week of a story has its first: the page says so, for another outlet may have told it in the week before."""
    pages = small_site.clean()
    assert "that no other outlet had earlier in the same week" in pages["sources/index.html"].decode()
    said = "<b>2</b> stories that no other outlet had earlier in the same week"
    assert said in pages["sources/lake-radio/index.html"].decode(), "of a story that began at the valley's post"


def test_an_outlets_numbers_agree_with_their_nouns(small_site):
    """One report, one story: its record speaks of one as of one, in either language."""
    for path in small_site.root.glob("content/entries/*/*.md"):
        path.unlink()
    story = key_in(small_site.entry(1, "2026-11-17", "Fence at the well cut", outlet="lake-radio"))
    small_site.entry(2, "2026-11-18", "Who cut the fence?", outlet="valley-post", story=f"s{story}")
    pages = small_site.clean()
    record = html.fromstring(pages["sources/lake-radio/index.html"]).text_content()
    assert "1 report in 12 weeks" in record
    assert "1 story that no other outlet had earlier" in record
    assert "Of 1 story that others report too" in record
    assert "<b>1</b> ambayo hakuna" in pages["sw/sources/lake-radio/index.html"].decode()


def test_an_outlets_share_has_no_decimal_that_nobody_counted(small_site):
    """It is known to a hundredth of all reports, and an outlet that was read is never said to have none of them."""
    for path in small_site.root.glob("content/entries/*/*.md"):
        path.unlink()
    for number in range(2):
        small_site.entry(number, "2026-11-17", f"Raid {number} at the well", outlet="lake-radio")
    for number in range(2, 7):
        small_site.entry(number, "2026-11-17", f"Levy {number} on boats at the lake")
    assert "<b>29&nbsp;%</b> of all reports" in small_site.clean()["sources/lake-radio/index.html"].decode()
    for number in range(7, 500):
        small_site.entry(number, "2026-11-17", f"Levy {number} on boats at the lake")
    assert "<b>&lt;1&nbsp;%</b> of all reports" in small_site.clean()["sources/lake-radio/index.html"].decode()


def test_the_open_data_has_numbers_voices_steps_and_edits(small_site):
    """What the pages show of a report stands in its row, in both forms."""
    path = small_site.entry(72, "2026-11-20", "Three killed and two charged, police said")
    key = key_in(path)
    path.write_text(path.read_text("utf-8").replace("\n\n", "\nWas: =Three killed\n\n", 1), "utf-8")
    edits(small_site, f'do = "retag"\non = "{key}"\ntopics = ["courts"]')
    pages = small_site.clean()
    row = next(r for r in map(json.loads, pages["2026/w47/data.jsonl"].decode().splitlines()) if r["id"] == key)
    assert (row["killed"], row["voices"], row["official_only"]) == ("3", ["official", "people"], 0)
    assert (row["edits"], row["was"], row["topics"]) == (["retag"], ["=Three killed"], ["courts"])
    cells = next(r for r in csv.DictReader(io.StringIO(pages["2026/w47/data.csv"].decode())) if r["id"] == key)
    assert cells["was"] == "'=Three killed"


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


def test_tolls_that_differ_are_said_to_differ_beside_outlets_that_agree(small_site):
    """Independent outlets report it; where their numbers differ the page says so, and else it does not."""
    story = key_in(small_site.entry(80, "2026-11-20", "Two herders killed at Made Ridge"))
    second = {"outlet": "lake-radio", "story": f"s{story}", "summary": "It was quiet by noon; elders met at the well."}
    small_site.entry(81, "2026-11-20", "Five herders killed at Made Ridge", **second)
    pages = {
        name.removeprefix("2026/w47/"): data.decode("utf-8", "replace") for name, data in small_site.clean().items()
    }
    page, forms = pages["index.html"], ("issue.html", "letter.html", "plain.txt", "whatsapp.txt")
    assert "<b>2–5</b> (the outlets differ): " in page
    (given,) = html.fromstring(page).xpath("//dt[.='Killed']/following-sibling::dd[1]")
    assert given.text_content().endswith("Valley Post; Lake Radio, above: 5"), "whose number it is needs no search"
    assert "Independent outlets" in page
    forms += ("feeds/all.xml", "feeds/all.json", "feeds/topic-banditry.xml", "feeds/county-baringo.xml")
    assert [form for form in forms if "Killed: 2–5 (the outlets differ)" not in pages[form]] == []
    small_site.entry(81, "2026-11-20", "Two herders killed at Made Ridge", **second)
    pages = small_site.clean()
    assert [name for name, body in pages.items() if b"the outlets differ" in body] == []


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


def close(site, week, at):
    """Write the record of a week that was closed."""
    path = record_path(site.root, week)
    path.parent.mkdir()
    path.write_text(render(Issue(week.slug, at, "2026.11.0", "abcd", {"0123456789": "x"}, "f" * 64)), "utf-8")


def test_a_closed_week_says_as_of_when_it_was_known(small_site):
    """Its page has the time, in the site's zone, and the table has a row; an open week has neither."""
    have = small_site.print(small_site.root / "tree")["written"]
    close(small_site, Week(2026, 46), datetime(2026, 11, 17, 9, tzinfo=UTC))
    written = small_site.print(small_site.root / "stage", have)["written"]
    assert {"2026/w46/index.html", "data/issues.csv"} <= set(written)
    assert "2026/w45/index.html" not in written
    pages = small_site.clean()
    closed = 'data/issues.csv">Closed</a> as known on 17 November 2026, 09:00 UTC.'
    assert [name for name in pages if closed in pages[name].decode("utf-8", "replace")] == ["2026/w46/index.html"]
    assert pages["data/issues.csv"].decode().split("\r\n")[1].startswith("2026-W46,2026-11-17T09:00:00+00:00,1,")


def test_every_outlet_has_a_row_and_an_hours_news_renews_it_without_the_archive(small_site):
    """A table of outlets is made from the newest twelve weeks: an older week is not read for it."""
    panel(small_site, "2026-w46", valley_post=True, lake_radio=False)
    have = small_site.print(small_site.root / "tree")["written"]
    (small_site.root / ".cache/weeks/2026-w45.txt").unlink(missing_ok=True)
    small_site.entry(82, "2026-11-20", "Herders guard the old well")
    assert "data/outlets.csv" in small_site.print(small_site.root / "stage", have)["written"]
    rows = {row["outlet"]: row for row in csv.DictReader(io.StringIO(small_site.clean()["data/outlets.csv"].decode()))}
    assert list(rows) == ["valley-post", "lake-radio", "valley-gold", "news-mirror"]
    assert (rows["valley-post"]["owner"], rows["valley-post"]["last_answer"]) == ("Valley Group", "2026-W46")
    assert (rows["lake-radio"]["last_answer"], rows["news-mirror"]["kind"]) == ("", "re-publisher")


def test_the_state_of_the_feeds_has_its_days_in_words(small_site):
    """Days and times as on every other page, in the site's zone."""
    row = {
        "url": "https://valley-post.example/feed", "outlet": "valley-post", "title": "Valley Post", "language": "en",
        "condition": "well", "why": "", "last_success": "2026-10-22T22:30:00+00:00", "last_new": "", "newest": "",
        "enabled": True, "last_asked": "2026-11-22T22:30:00+00:00",
    }  # fmt: skip
    pull = {
        "started": "2026-11-22T22:30:00+00:00", "last_success": "", "failing_since": "", "asked": 1, "answered": 1,
        "failed": 0, "not_due": 0, "feeds": [row],
    }  # fmt: skip
    (small_site.root / ".cache").mkdir(exist_ok=True)
    (small_site.root / ".cache/status.json").write_text(json.dumps({"version": 1, "pull": pull}), "utf-8")
    small_site.print(small_site.root / "out")
    page, swahili = ((small_site.root / "out" / at / "status/index.html").read_text("utf-8") for at in ("", "sw"))
    assert "Last asked: <b>22 November 2026, 22:30 UTC</b>" in page
    assert "<td>22\u00a0Okt\u00a02026</td>" in swahili


def test_the_page_on_citing_gives_addresses_that_work_elsewhere(small_site):
    """A citation with the site's own address, in both languages: a path alone leads nowhere in somebody's footnote."""
    files = small_site.clean()
    base = json.loads(files["data/datapackage.json"])["homepage"]
    for at in ("", "sw/"):
        page = files[f"{at}cite/index.html"].decode()
        assert f"<code>{base}/{at}2026/w47/</code>" in page
        assert "{site}" not in page


def state_of_feeds(site, **feeds):
    """Return the page made of what a pull left: outlet, with underscores → (condition, when it was last asked)."""
    rows = [
        {
            "url": f"https://{outlet.replace('_', '-')}.example/feed", "outlet": outlet.replace("_", "-"), "title": "A",
            "language": "en", "why": "", "condition": condition, "last_asked": asked, "last_success": "",
            "last_new": "", "newest": "", "enabled": condition != "off",
        }
        for outlet, (condition, asked) in feeds.items()
    ]  # fmt: skip
    pull = {
        "started": "2026-11-22T22:30:00+00:00", "last_success": "", "failing_since": "", "asked": 1, "answered": 1,
        "failed": 0, "not_due": 1, "feeds": rows,
    }  # fmt: skip
    (site.root / ".cache").mkdir(exist_ok=True)
    (site.root / ".cache/status.json").write_text(json.dumps({"version": 1, "pull": pull}), "utf-8")
    site.print(site.root / "out")
    return (site.root / "out/status/index.html").read_text("utf-8")


NOW = "2026-11-22T22:30:00+00:00"


def test_the_state_of_the_feeds_counts_those_that_the_last_run_did_not_ask(small_site):
    """A feed that is down is asked seldom: it is counted as not answering all the same, and stands first, explained."""
    page = state_of_feeds(small_site, valley_post=("well", NOW), lake_radio=("dead", NOW), news_mirror=("off", ""))
    assert "1 of 2 feeds answered when last asked</span>" in page
    meaning = page.index("<dd>has not answered for a long time")
    assert meaning < page.index("<td>dead</td>") < page.index("<td>answers</td>")
    assert "1 feed of the catalogue is not read" in page


def test_the_state_of_the_feeds_says_what_the_pages_of_weeks_count(small_site):
    """A feed that fails now and answered on Monday is in one number and not in the other: each says which it is."""
    panel(small_site, "2026-w46", valley_post=False, lake_radio=False)
    panel(small_site, "2026-w47", valley_post=True, lake_radio=True)
    page = state_of_feeds(small_site, valley_post=("well", NOW), lake_radio=("failing", NOW))
    assert "1 of 2 feeds answered when last asked</span>" in page
    assert "In the week of 16–22 November 2026, 2 of 2 answered at least once, which is what pages" in page
    panel(small_site, "2026-w47", valley_post=True, lake_radio=False)
    small_site.print(small_site.root / "out")
    page = (small_site.root / "out/status/index.html").read_text("utf-8")
    assert "In the week of 16–22 November 2026, 1 of 2 answered" in page
    held = "One that is held back counts there as one that did not."
    assert held not in page
    page = state_of_feeds(small_site, valley_post=("well", NOW), lake_radio=("held", NOW))
    assert "2 of 2 feeds answered when last asked</span>" in page, "it does answer"
    assert held in page


def test_a_panel_of_a_week_after_the_last_pull_is_named_and_left_out(small_site):
    """A clock was ahead once: nothing is said of weeks that have not come, and the newest week is not over by them."""
    panel(small_site, "2026-w49", lake_radio=True)
    pages = small_site.clean()
    assert b"No report of later weeks" in pages["index.html"]
    assert b"The week so far" not in pages["index.html"]
    state_of_feeds(small_site, lake_radio=("well", NOW))
    answer = small_site.print(small_site.root / "tree")
    page = (small_site.root / "tree/index.html").read_text("utf-8")
    assert ("No report of later weeks" in page, "The week so far" in page) == (False, True)
    assert not (small_site.root / "tree/data/panels/2026-w49.csv").exists()
    (told,) = (told for subject, told in answer["problems"] if subject == "content/panels/2026-w49.csv")
    assert "later than the last pull, of 2026-W47, and left out; pull again, or remove it if a clock was ahead" in told


def test_a_record_of_a_time_after_the_last_pull_is_named_and_left_out(small_site):
    """A clock was ahead once: no page says that its week was closed on a day that has not come."""
    close(small_site, Week(2026, 46), datetime(2026, 12, 28, 9, tzinfo=UTC))
    state_of_feeds(small_site, lake_radio=("well", NOW))
    answer = small_site.print(small_site.root / "tree")
    assert "</a> as known on " not in (small_site.root / "tree/2026/w46/index.html").read_text("utf-8")
    assert "2026-W46" not in (small_site.root / "tree/data/issues.csv").read_text("utf-8")
    (told,) = (told for subject, told in answer["problems"] if subject == "content/issues/2026-w46.json")
    assert "closed after the last pull, of 2026-W47, and left out; pull again, or remove it if a clock was" in told


def test_the_state_of_the_feeds_says_when_each_was_asked(small_site):
    """One feed tried alone speaks for itself: the day of its answer is not the day of the others'."""
    feeds = {"valley_post": ("well", NOW), "lake_radio": ("well", "2026-11-16T06:00:00+00:00")}
    page = state_of_feeds(small_site, **feeds, news_mirror=("new", ""))
    assert "Last asked: <b>22 November 2026, 22:30 UTC</b> (1 of the feeds on that day)" in page
    assert "2 of 2 feeds answered when each was last asked, the longest ago on 16 November 2026" in page
    assert page.count('<br><span class="m">asked ') == page.count("asked 16 Nov</span>") == 1


def test_a_week_that_is_not_over_says_so_and_is_not_held_against_whole_ones(small_site):
    """Its page says how far it goes and leads to the last full week; what is fewer so far is on no page."""
    for number, day in enumerate(("2026-10-20", "2026-10-27", "2026-11-11", "2026-11-12", "2026-11-13"), 90):
        small_site.entry(number, day, f"Court of day {number} sits by the lake", topics=("courts",))
    pages = {name: data.decode("utf-8", "replace") for name, data in small_site.clean().items()}
    said = "The week so far.</b> Last change: 20 Nov, 06:30 UTC. The last full week: "
    ended = "That is the week so far."
    both, forms = ["2026/w47/index.html", "index.html"], ("index.html", "issue.html", "letter.html", "plain.txt")
    assert [name for name in pages if said in pages[name]] == both
    assert {name for name in pages if ended in pages[name]} == {*both, *(f"2026/w47/{form}" for form in forms)}
    assert all("That is the week." in pages[f"2026/w46/{form}"] for form in forms)
    assert "▼" not in pages["index.html"] + pages["topics/index.html"]
    assert "The week so far." in told_of(pages["counties/index.html"])
    late = small_site.entry(99, "2026-11-20", "Elders come back from the border post")
    late.write_text(re.sub("(?m)^Seen: .+$", "Seen: 2026-11-23T04:00:00+03:00", late.read_text("utf-8")))
    pages = small_site.clean()
    assert all("▼" in pages[name].decode() for name in ("index.html", "topics/index.html"))
    assert "That is the week." in pages["index.html"].decode()
    assert "The week so far." not in told_of(pages["counties/index.html"])


def test_counts_that_do_not_add_up_say_why(small_site):
    """A story of three weeks is counted once for its year, one in two counties in each; one without is counted too."""
    pages = small_site.clean()
    once = "A story of several weeks is counted once here, and stands in each of them."
    for name in ("archive/index.html", "archive/2026/index.html"):
        assert once in told_of(pages[name])
    for name in ("index.html", "2026/w47/index.html", "2026/w47/issue.html", "counties/index.html"):
        assert "A story may name several counties." in told_of(pages[name])
    assert "Baringo 2, Turkana 1, No county named 1. Stories this week." in told_of(pages["2026/w47/issue.html"])
    for path in small_site.root.glob("content/entries/*/*.md"):
        if "0006-" not in path.name:
            path.unlink()
    pages = small_site.clean()
    assert "By countyNo county named 1. No county has a story this week, " in told_of(pages["2026/w47/issue.html"])
    for name in ("archive/index.html", "archive/2026/index.html"):
        assert once not in told_of(pages[name])


def test_a_topic_without_a_story_is_not_called_calm_where_it_is_counted(small_site):
    """A nought in the table of topics, and on the sheet, looks like a week in which nothing happened."""
    calm, several = "No report is not the same as calm.", "A story may have several topics"
    names = ("topics/index.html", "2026/w47/issue.html")

    def told():
        pages = small_site.clean()
        sheet = told_of(pages[names[1]]).partition("By topic")[2].partition("By county")[0]
        return told_of(pages[names[0]]), sheet

    assert [(several in each, calm in each) for each in told()] == [(True, False), (True, False)]
    for path in small_site.root.glob("content/entries/2026-w47/*.md"):
        path.write_text(re.sub("(?m)^Topics: .+$", "Topics: banditry", path.read_text("utf-8")), "utf-8")
    assert [(several in each, calm in each) for each in told()] == [(True, True), (True, True)]


def test_minutes_are_said_to_be_for_reading(small_site):
    """A bare number of minutes beside stories and reports could be the age of the page, or how long it lasts."""
    pages = small_site.clean()
    for name in ("index.html", "letter.html", "plain.txt", "whatsapp.txt"):
        assert re.search("1 min(ute)? to read", re.sub("<[^>]+>", "", pages[f"2026/w47/{name}"].decode())), name
    assert "dakika 1 ya kusoma" in pages["sw/2026/w47/plain.txt"].decode(), "one, and not several"


def test_a_mark_says_of_which_weeks_it_counts_the_voices(small_site):
    """A running story may be sure by two weeks of one outlet each: its list says that it counts them all."""
    pages = small_site.clean()
    assert "The marks count the voices of all their weeks." in told_of(pages["stories/index.html"])
    assert "in that week; on the pages of running stories, in any of its weeks." in told_of(pages["about/index.html"])


def test_a_week_of_long_ago_is_not_called_the_last_full_one(small_site):
    """After weeks without a report the newest week leads to the one before at its end alone, by its number."""
    for path in small_site.root.glob("content/entries/*/*.md"):
        path.unlink()
    for number, day in enumerate(("2026-10-20", "2026-11-17"), 95):
        small_site.entry(number, day, f"Raid of day {number} at the well")
    page = small_site.clean()["index.html"].decode()
    assert "The week so far." in page
    assert "The last full week" not in page
    assert '<a rel="prev" href="2026/w43/">Week 43</a>' in page


def test_none_is_said_as_far_as_the_week_goes(small_site):
    """A topic with none says "so far" while the week runs; a first week is not said to be since a last one."""
    for path in small_site.root.glob("content/entries/*/*.md"):
        path.unlink()
    small_site.entry(94, "2026-11-17", "Raid at the old well")
    first = small_site.clean()["index.html"].decode()
    assert ("Since last week" in first, '<h2 id="changed">This week</h2>' in first) == (False, True)
    assert 'class="year"' not in first, "one bar is no chart"
    assert [words in small_site.clean()["topics/index.html"].decode() for words in ("12 weeks", "Change", "Now")] == [
        False,
        False,
        True,
    ], "and one number no series"
    assert "One outlet only" in first
    assert "1 outlet</p>" not in first, "nor one report of one outlet a count"
    assert "None this week so far. No report" in small_site.clean()["topics/courts/index.html"].decode()
    for number, day in enumerate(("2026-10-20", "2026-10-27", "2026-11-03", "2026-11-10"), 95):
        small_site.entry(number, day, f"Raid of day {number} at the well")
    pages = small_site.clean()
    assert '<h2 id="changed">Since last week</h2>' in pages["index.html"].decode()
    assert 'class="year"' in pages["index.html"].decode()
    none = "None this week so far and none in the four weeks before."
    assert none in pages["topics/courts/index.html"].decode()
    late = small_site.entry(99, "2026-11-20", "Elders come back from the border post")
    late.write_text(re.sub("(?m)^Seen: .+$", "Seen: 2026-11-23T04:00:00+03:00", late.read_text("utf-8")))
    assert none.replace(" so far", "") in small_site.clean()["topics/courts/index.html"].decode()


def test_a_county_counts_its_stories_against_the_four_weeks_before_in_whole_stories(small_site):
    """Nobody counts three quarters of a story: both counts are whole, and a week that goes on is said to."""
    for path in small_site.root.glob("content/entries/*/*.md"):
        path.unlink()
    for number, day in enumerate(("2026-10-13", "2026-10-28", "2026-11-04", "2026-11-05", "2026-11-17"), 95):
        small_site.entry(number, day, f"Raid of day {number} at the well")
    small_site.entry(94, "2026-11-10", "Court hears of sold radios", topics=("courts",), counties=())
    small_site.entry(93, "2026-11-17", "Ford at the border closed", topics=("courts",), counties=("turkana",))
    said = "1 story this week so far; 3 in the four weeks before."
    pages = small_site.clean()
    page = pages["counties/turkana/index.html"].decode()
    assert "1 story this week so far; 0 in the four weeks before." in page, "the last may be years ago"
    assert said in pages["counties/baringo/index.html"].decode()
    assert said in pages["topics/banditry/index.html"].decode()
    swahili = pages["sw/counties/baringo/index.html"].decode()
    assert "Habari 1 wiki hii hadi sasa; 3 katika wiki nne za awali." in swahili
    late = small_site.entry(101, "2026-11-20", "Elders come back from the well")
    late.write_text(re.sub("(?m)^Seen: .+$", "Seen: 2026-11-23T04:00:00+03:00", late.read_text("utf-8")))
    page = small_site.clean()["counties/baringo/index.html"].decode()
    assert "2 stories this week; 3 in the four weeks before." in page


def test_a_week_in_which_no_feed_was_asked_is_not_told_as_a_quiet_one(small_site):
    """No report where nobody looked tells nothing; where nothing was ever noted, it is not said on every page."""
    for path in small_site.root.glob("content/entries/*/*.md"):
        path.unlink()
    for number, day in enumerate(("2026-10-13", "2026-11-17"), 95):
        small_site.entry(number, day, f"Raid of day {number} at the well")
    unasked = "No feed was noted as asked in"
    assert unasked not in small_site.clean()["counties/baringo/index.html"].decode()
    for week in ("2026-w42", "2026-w46", "2026-w47"):
        panel(small_site, week, valley_post=True, lake_radio=True)
    pages = small_site.clean()
    assert (
        f"1 story this week so far; 0 in the four weeks before. {unasked} 3 of those weeks, so reports may be missing."
        in pages["counties/baringo/index.html"].decode()
    )
    assert f"; 0 in the four weeks before. {unasked} 3 of those" in pages["topics/banditry/index.html"].decode()
    assert "uliulizwa katika wiki 3 kati ya hizo, " in pages["sw/counties/baringo/index.html"].decode()
    for week in ("2026-w43", "2026-w44", "2026-w45"):
        panel(small_site, week, valley_post=False, lake_radio=True)
    assert unasked not in small_site.clean()["counties/baringo/index.html"].decode()


def test_a_county_s_page_says_what_happened_and_how_sure_it_is(small_site):
    """The newest week stands there in its outlets' words; who stands behind a story is said of older ones, too."""
    for path in small_site.root.glob("content/entries/*/*.md"):
        path.unlink()
    small_site.entry(93, "2026-11-10", "Raid at the old well")
    told = small_site.entry(94, "2026-11-17", "Raid at the ford", summary="Police said that 2 herders were killed.")
    story = f"s{told.stem.rpartition('-')[2]}"
    told = "Police said 3 herders were killed at the ford."
    small_site.entry(95, "2026-11-18", "Herders killed at the ford", outlet="lake-radio", story=story, summary=told)
    for name in ("counties/baringo", "topics/banditry"):
        page = html.document_fromstring(small_site.clean()[f"{name}/index.html"].decode())
        newest, older = (section.xpath(".//li") for section in page.xpath("//section[h3]"))
        (line,) = newest
        (quoted,) = line.xpath("blockquote")
        headline = line.xpath("string(a)")
        assert (headline, quoted.text_content().strip()) in {
            ("Raid at the ford", "Police said that 2 herders were killed."),
            ("Herders killed at the ford", told),
        }, "the words stand below the headline of the outlet that wrote them"
        sure = line.xpath("string(p[@class='m'])")
        assert "Independent outlets" in sure
        assert "Killed: 2–3 (the outlets differ)." in sure
        assert [each.xpath("string(.//span[@class='vh'])") for each in older] == ["One outlet only"]
        assert not older[0].xpath("blockquote")
    assert "Chombo kimoja tu" in small_site.clean()["sw/counties/baringo/index.html"].decode()


def test_a_county_s_page_says_so_where_the_week_before_had_nothing(small_site):
    """Who comes back after a week finds that one, not a gap in the list; and that nothing reported is not calm."""
    for path in small_site.root.glob("content/entries/*/*.md"):
        path.unlink()
    small_site.entry(93, "2026-11-04", "Raid at the old well")
    small_site.entry(94, "2026-11-10", "Court hears of sold radios", topics=("courts",), counties=())
    small_site.entry(95, "2026-11-17", "Raid at the ford")
    panel(small_site, "2026-w46", valley_post=True, lake_radio=False)
    pages = small_site.clean()
    said = "Week 46, 9–15 November 2026: none reported, which is not the same as calm. 1 of 2 feeds answered at least"
    page = pages["counties/baringo/index.html"].decode()
    newest, gap, older = (page.index(words) for words in ('id="2026-w47"', said, 'id="2026-w45"'))
    assert newest < gap < older
    small_site.entry(96, "2026-11-11", "Elders count goats at the well")
    assert "none reported" not in small_site.clean()["counties/baringo/index.html"].decode()


def test_a_topic_s_page_says_a_headline_once_and_leads_to_the_story_s_other_weeks(small_site):
    """A story that goes on stands in its newest week, with the way to its timeline, and nowhere else on the page."""
    first = small_site.entry(94, "2026-11-10", "Bridge guards lose a lamp", topics=("courts",))
    story = f"s{first.stem.rpartition('-')[2]}"
    small_site.entry(95, "2026-11-17", "Lamp of the guards found", outlet="lake-radio", topics=("courts",), story=story)
    page = html.document_fromstring(small_site.clean()["topics/courts/index.html"].decode())
    assert len(page.xpath("//main//a[normalize-space()='Lamp of the guards found']")) == 1
    (leads,) = page.xpath(f"//li[a='Lamp of the guards found']//a[contains(@href, 'stories/{story}/')]")
    assert leads.text_content() == "Timeline: Lamp of the guards found"


def test_a_page_names_the_week_that_it_calls_this_one(small_site):
    """Opened a fortnight later, or built when nothing came since, "this week" of a topic or a county is not today's."""
    pages = small_site.clean()
    for name in ("topics/courts", "counties/baringo"):
        assert "Week 47, 16–22 November 2026" in pages[f"{name}/index.html"].decode().partition("<h2")[0]
        assert "Wiki ya 47, 16–22 Novemba 2026" in pages[f"sw/{name}/index.html"].decode().partition("<h2")[0]


def test_hours_are_called_the_same_on_a_storys_page_as_on_its_weeks(small_site):
    """A story's hours bear the name of the site's zone, as a week's last change does, and not the file's offset."""
    (small_site.root / "usalama.toml").write_text('zone = "Africa/Nairobi"\n', "utf-8")
    first = key_in(small_site.entry(92, "2026-11-13", "Levy on boats begins at the lake"))
    small_site.entry(93, "2026-11-20", "Levy on boats ends at the lake", story=f"s{first}")
    pages = small_site.clean()
    assert "Last change: 20 Nov, 09:30 EAT." in pages["index.html"].decode()
    story = pages[f"stories/s{first}/index.html"].decode()
    assert (story.count("08:30 EAT"), "UTC" in story) == (2, False)


def test_a_week_that_was_closed_is_whole(small_site):
    """Closing the newest week renews what was said of it as of a week that is not over, on topics' pages too."""
    have = small_site.print(small_site.root / "tree")["written"]
    close(small_site, Week(2026, 47), datetime(2026, 11, 24, 9, tzinfo=UTC))
    written = small_site.print(small_site.root / "stage", have)["written"]
    assert {"index.html", "topics/index.html", "topics/courts/index.html"} <= set(written)
    assert b"The week so far" not in small_site.clean()["index.html"]


def test_the_page_for_errors_has_the_address_to_write_to(small_site):
    """Whoever finds an error needs no technical file: the address is a link, in both languages."""
    pages = small_site.clean()
    for name in ("contact/index.html", "sw/contact/index.html"):
        assert b'<a href="mailto:a@small.example">a@small.example</a>' in pages[name]


@pytest.mark.parametrize("contact", ["", "https://small.example/about/", "https://usalama.example/about/"])
def test_a_site_without_an_address_says_so_and_points_to_nowhere(small_site, contact):
    """A page of the site itself is no address: no file names it as one, and nobody is asked to write for the letter."""
    settings = small_site.root / "usalama.toml"
    settings.write_text(settings.read_text().replace("a@small.example", contact))
    pages = small_site.clean()
    assert b"have not given an address yet" in pages["contact/index.html"]
    assert b"bado hawajatoa anwani" in pages["sw/contact/index.html"]
    assert ".well-known/security.txt" not in pages
    assert b"Contact:" not in pages["humans.txt"]
    assert b"Ask for it" not in pages["feeds/index.html"]
    assert not [name for name, body in pages.items() if b"security.txt" in body and name.endswith("html")]


def test_a_story_over_weeks_speaks_to_its_reader_through_a_report_in_their_language(small_site):
    """The page in Kiswahili is headed by the newest week's Kiswahili report; the English one by its own lead."""
    story = key_in(small_site.entry(70, "2026-11-11", "Fence at the old well cut"))
    small_site.entry(71, "2026-11-17", "Fence at the old well mended", story=f"s{story}")
    told = {"outlet": "lake-radio", "language": "sw", "summary": "Wazee wanasema ua umesimama tena."}
    small_site.entry(72, "2026-11-18", "Ua wa kisima cha kale watengenezwa", story=f"s{story}", **told)
    pages = small_site.clean()
    page, swahili = (pages[f"{at}stories/s{story}/index.html"].decode() for at in ("", "sw/"))
    assert 'dir="auto" href="https://valley-post.example/71">Fence at the old well mended</a></h1>' in page
    assert 'dir="auto" href="https://lake-radio.example/72">Ua wa kisima cha kale watengenezwa</a></h1>' in swahili


def test_an_edit_of_which_no_week_is_noted_stands_beside_one_of_which_it_is(small_site):
    """Whoever writes the ledger by hand may leave it out: the report is told as far as it is known, with no link."""
    key = key_in(small_site.entry(70, "2026-11-20", "Fence at the old well cut"))
    noted = f'week = "2026-w47"\nstory = "s{key}"'
    retag = f'do = "retag"\non = "{key}"\ntopics = ["courts"]\n{noted}'
    edits(small_site, retag, f'do = "relocate"\non = "{key}"\ncounties = ["turkana"]\nstory = "s{key}"')
    page = small_site.clean()["corrections/index.html"].decode()
    assert page.count("Fence at the old well cut") == 2
    assert page.count(f"2026/w47/#s{key}") == 1


def test_a_week_after_which_feeds_were_asked_is_over(small_site):
    """On a Monday without a report nothing in it is newer than its Sunday, and it is the last full week."""
    have = small_site.print(small_site.root / "tree")["written"]
    weekly = (
        "index.html",
        "2026/w47/index.html",
        "2026/w47/letter.html",
        "2026/w47/issue.html",
        "2026/w47/whatsapp.txt",
    )
    names = (*weekly, "topics/index.html", "topics/courts/index.html")
    assert b"The week so far" in (small_site.root / "tree/index.html").read_bytes()
    for form in ("issue.html", "letter.html", "plain.txt", "whatsapp.txt"):
        assert b"The week so far." in (small_site.root / "tree/2026/w47" / form).read_bytes()
    panel(small_site, "2026-w48", lake_radio=True)
    assert set(names) <= set(small_site.print(small_site.root / "stage", have)["written"])
    assert not any(b"so far" in small_site.clean()[name] for name in names)


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


def test_a_line_says_where_unless_its_headline_or_its_page_does(small_site):
    """All places of a story or none; on the page of a county, that place alone goes without saying."""
    small_site.entry(74, "2026-11-20", "Turkana elders meet again", counties=("turkana", "baringo"), topics=("courts",))
    small_site.entry(75, "2026-11-20", "Baringo chief speaks", topics=("courts",), summary="")
    for number in range(80, 92):
        small_site.entry(number, "2026-11-19", f"Goats number {number} are found", topics=("courts",))
    pages = small_site.clean()
    week, topic = pages["2026/w47/index.html"].decode(), pages["topics/courts/index.html"].decode()
    lines = html.fromstring(week).xpath("//section//li/span[@class='m']")
    sure = " ◆◇◇One outlet only"
    assert f"Valley Post, 19 Nov · Baringo{sure}" in {_line(one) for one in lines}
    entries = html.fromstring(topic).find_class("h-entry")
    listed = {one.find_class("p-name")[0].text: _line(one.find_class("m")[0]) for one in entries}
    assert listed["Turkana elders meet again"] == "Valley Post, 20 Nov · Turkana, Baringo"
    assert listed["Baringo chief speaks"] == "Valley Post, 20 Nov"
    county = html.fromstring(pages["counties/baringo/index.html"]).find_class("h-entry")
    own = {one.find_class("p-name")[0].text: _line(one.find_class("m")[0]) for one in county}
    assert own["Goats number 80 are found"] == "Valley Post, 19 Nov"
    assert own["Turkana elders meet again"] == "Valley Post, 20 Nov · Turkana, Baringo"
    outlet = html.fromstring(pages["sources/valley-post/index.html"]).xpath("//main//li/span[@class='m']")
    assert {_line(one) for one in outlet} >= {"19 Nov · Baringo", "20 Nov · Turkana, Baringo", "20 Nov"}


def _line(one) -> str:
    """A line's small print, whatever its spaces."""
    return " ".join(one.text_content().split())


@pytest.mark.usefixtures("one_language")
def test_a_denial_of_what_heads_a_week_tears_no_page(small_site):
    """A shared link shows it in words alone: for an element there the gate let nothing out, and the site stood."""
    story = "s" + key_in(small_site.entry(73, "2026-11-20", "Raid at the old well kills five"))
    denial = "Police deny that “five” died & call it a lie"
    small_site.entry(74, "2026-11-21", denial, story=story, outlet="lake-radio")
    small_site.entry(75, "2026-11-20", "Five dead in a raid, elders say", story=story, outlet="valley-gold")
    files = small_site.clean()
    pages = {name: body for name, body in files.items() if name.endswith(".html")}
    assert {name: found for name, body in pages.items() if (found := inspect(name, body, "").problems)} == {}
    for name in ("index.html", "2026/w47/index.html", "topics/banditry/index.html", "counties/baringo/index.html"):
        shown = html.fromstring(pages[name].decode()).xpath("//meta[contains(@*, 'description')]/@content")
        assert [each.endswith(f"[Lake Radio: {denial}]") for each in shown] == [True, True], name


def test_a_long_headline_is_cut_after_the_sites_name_and_whole_where_it_is_shared(small_site):
    """A title has 70 letters as a reader counts them; the card of a shared link has room for all of a headline."""
    first = small_site.entry(70, "2026-11-11", "Fence at the old well cut")
    story, told = f"s{key_in(first)}", "The elders' fence at the old well of the north is mended by herders"
    small_site.entry(71, "2026-11-17", told, story=story)
    page = html.fromstring(small_site.clean()[f"stories/{story}/index.html"])
    assert page.xpath("//title")[0].text == told
    assert page.xpath("//meta[@property='og:title']/@content") == [f"{told} · Small Site"]
    small_site.entry(71, "2026-11-17", f"{told} and their many neighbours", story=story)
    page = html.fromstring(small_site.clean()[f"stories/{story}/index.html"])
    assert page.xpath("//title")[0].text == f"{told}…"


def test_a_pages_name_for_programs_is_plain_text(small_site):
    """Structured data is JSON: an ampersand there is one, and no entity."""
    path = small_site.root / "content/pages/cite.en.md"
    path.write_text(re.sub("^Title: .*", "Title: Who & how, one's own", path.read_text("utf-8")), "utf-8")
    page = html.fromstring(small_site.clean()["cite/index.html"])
    assert json.loads(page.xpath("//script/text()")[0])["name"] == "Who & how, one's own · Small Site"
    assert page.xpath("//title")[0].text == "Who & how, one's own · Small Site"


def test_a_hand_written_page_calls_the_site_by_the_name_in_its_settings(small_site):
    """A site made after ours bore our name where it says who keeps it and how to cite it."""
    files = small_site.clean()
    for page in ("about", "cite"):
        for at in ("", "sw/"):
            told = html.fromstring(files[f"{at}{page}/index.html"]).xpath("//main")[0].text_content()
            assert "Small Site" in told, (at, page)
            assert "Usalama W" not in told, (at, page)


def test_what_the_frame_adds_to_a_page_in_english_stays_in_the_language_of_the_tree(small_site):
    """A table in Kiswahili was to be read out as English."""
    (small_site.root / "content/pages/data.sw.md").unlink()
    columns = html.fromstring(small_site.clean()["sw/data/index.html"]).get_element_by_id("columns")
    assert [each.get("lang") for each in columns.iterancestors() if each.get("lang")] == ["sw"]


@pytest.mark.parametrize("numbers", [(1, 2), (2, 30), (1, 1)])
def test_an_area_is_one_of_so_many_only_where_they_are_numbered_through(small_site, numbers):
    """Of two areas with the numbers 2 and 30, one was said to be number 2 of 2."""
    outlines = small_site.root / "content/catalog/county-outlines.json"
    drawn = json.loads(outlines.read_text("utf-8"))
    for slug, number in zip(("baringo", "turkana"), numbers, strict=True):
        drawn["counties"][slug]["number"] = number
    outlines.write_text(json.dumps(drawn), "utf-8")
    files = small_site.clean()
    told = [html.fromstring(files[f"counties/{slug}/index.html"]).text_content() for slug in ("baringo", "turkana")]
    said = [found[0] if (found := re.search(r"number \d+ of \d+", each)) else "" for each in told]
    assert said == (["number 1 of 2", "number 2 of 2"] if numbers == (1, 2) else ["", ""])


@pytest.mark.usefixtures("one_language")
def test_an_area_that_no_map_draws_is_on_none(small_site):
    """Its page showed the country with nothing marked, as where it lies; and a square was said to stand for each."""
    areas = "30,Baringo,baringo\n23,Turkana,turkana\n1,Saku,saku\n"
    (small_site.root / "content/catalog/counties.csv").write_text(f"number,name,slug\n{areas}", "utf-8")
    files = small_site.clean()
    drawn = {slug: b'<svg class="map"' in files[f"counties/{slug}/index.html"] for slug in ("baringo", "saku")}
    assert drawn == {"baringo": True, "saku": False}
    assert b"One square for each county" not in files["counties/index.html"]
