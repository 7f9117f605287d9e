"""The desk in a real browser: a mistake on a page is put right by typing and pressing, and stays right."""

import shutil
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import made
from browsers import CHROMIUM, browser
from usalama.files import store
from usalama.ledger.ledger import FILE
from usalama.ledger.reading import read
from usalama.model import JudgedEntry, Judgement
from usalama.words.urls import entry_key

NAIROBI = ZoneInfo("Africa/Nairobi")

ROOT = Path(__file__).parents[2]
WHEN = datetime(2026, 11, 18, tzinfo=UTC)
_FAINT = """
(() => {
  const part = value => value <= 10 ? value / 3294.6 : ((value / 255 + .055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => .2126 * part(r) + .7152 * part(g) + .0722 * part(b);
  const colour = text => text.match(/[\\d.]+/g).map(Number);
  const paper = node => {
    for (; node; node = node.parentElement) {
      const found = colour(getComputedStyle(node).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  const shown = [...document.querySelectorAll('body *')].filter(node => node.innerText && !node.matches('option'));
  return shown.filter(node => {
    const [a, b] = [light(colour(getComputedStyle(node).color)), light(paper(node))].sort((x, y) => y - x);
    return (a + .05) / (b + .05) < 4.5;
  }).map(node => node.outerHTML.slice(0, 80));
})()
"""
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]


@pytest.fixture
def site(tmp_path):
    (tmp_path / "pelicanconf.py").touch()
    (tmp_path / "content" / "catalog").mkdir(parents=True)
    for name in ("topics.toml", "counties.csv"):
        shutil.copy(ROOT / "content" / "catalog" / name, tmp_path / "content" / "catalog")
    for name in ("goats", "camels"):
        entry = made.entry(name, WHEN, title=f"Raiders take {name} in Voi", key=entry_key("f", name))
        judged = JudgedEntry(entry, Judgement(0.9, ("crime",), ("nairobi",), f"s{entry.key}"))
        store.save(tmp_path, [store.Stored(store.entry_path(judged, NAIROBI), judged)])
    return tmp_path


@pytest.fixture(scope="module")
def started():
    """A browser without a head."""
    with browser() as chromium:
        yield chromium


@pytest.fixture
def opened(site, started):
    """A context in which the desk runs as a person would run it, open in a browser that knows nothing yet."""

    @contextmanager
    def page_of_the_desk():
        command = [sys.executable, "-m", "usalama", "desk", "--root", str(site), "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process, started.new_context() as context:
            try:
                address = next(word for word in process.stdout.readline().split() if word.startswith("http"))
                page = context.new_page()
                page.complaints = []
                page.on("console", lambda message: page.complaints.append(message.text))
                page.goto(address)
                yield page
            finally:
                process.terminate()

    return page_of_the_desk


def story(page, title):
    return page.locator("article").filter(has=page.get_by_role("heading", name=title))


def form(page, title, name):
    found = story(page, title)
    if not found.locator("details[open] > form").count():
        found.get_by_text("Edit").click()
    return found.get_by_role("group", name=name, exact=True)


def test_a_county_a_topic_and_a_merge_are_put_right_on_the_page(site, opened):
    """Three edits are chosen and pressed; the page shows each at its story at once, and the ledger holds them."""
    with opened() as page:
        counties = form(page, "Raiders take goats in Voi", "Set counties")
        counties.get_by_label("County; none is national").fill("Taita Taveta")
        counties.get_by_label("Why").fill("Voi is in Taita-Taveta.")
        counties.get_by_role("button").click()
        assert "Done: relocate" in story(page, "goats").get_by_role("status").inner_text()
        topics = form(page, "Raiders take goats in Voi", "Set topics")
        topics.get_by_label("Main topic").select_option("banditry")
        topics.get_by_label("Second topic").select_option("crime")
        topics.get_by_label("Why").fill("An armed raid.")
        topics.get_by_role("button").click()
        merge = form(page, "Raiders take camels in Voi", "Merge")
        goats = page.locator("#stories option", has_text="Raiders take goats in Voi").get_attribute("value")
        merge.get_by_label("Into which story").fill(goats)
        merge.get_by_label("Why").fill("One raid.")
        merge.get_by_role("button").click()
        assert "Done: merge" in page.locator("article").get_by_role("status").inner_text()
        assert page.locator("article").count() == 1
        assert "banditry, crime · taita-taveta" in page.locator("article").inner_text()
        assert page.complaints == []
    edits = read((site / FILE).read_text(encoding="utf-8")).edits
    assert [(edit.do, edit.slugs) for edit in edits] == [
        ("relocate", ("taita-taveta",)),
        ("retag", ("banditry", "crime")),
        ("merge", ()),
    ]


def test_an_edit_is_made_once_and_taken_back_by_one_press(site, opened):
    """The page that tells of it can be loaded again, and a second press by chance does nothing more."""
    with opened() as page:
        hide = form(page, "Raiders take goats in Voi", "Hide")
        hide.get_by_label("Why").fill("No security.")
        hide.get_by_role("button").dblclick()
        page.get_by_role("status").wait_for()  # no wait for an address: the first press's navigation is broken off
        page.reload()
        assert "Done: hide" in page.get_by_role("status").inner_text()
        page.get_by_role("button", name="Undo").click()
        assert "Done: show" in page.get_by_role("status").inner_text()
        assert page.locator(".gone").count() == 0
    assert [edit.do for edit in read((site / FILE).read_text(encoding="utf-8")).edits] == ["hide", "show"]


def test_a_mistake_is_said_in_its_form_and_loses_nothing_that_was_typed(site, opened):
    """A county that does not exist is answered with the one that was meant, and no ledger is written."""
    with opened() as page:
        counties = form(page, "Raiders take goats in Voi", "Set counties")
        counties.get_by_label("County; none is national").fill("Tana Rivr")
        counties.get_by_label("Why").fill("It is there.")
        counties.get_by_role("button").click()
        again = form(page, "Raiders take goats in Voi", "Set counties")
        assert 'did you mean "tana-river"' in again.get_by_role("status").inner_text()
        assert again.get_by_label("County; none is national").input_value() == "Tana Rivr"
        assert again.get_by_label("Why").input_value() == "It is there."
    assert not (site / FILE).exists()


def test_what_a_second_tab_did_is_said_to_be_done(opened):
    """A page that is older than the ledger is answered with what there is now."""
    with opened() as page:
        other = page.context.new_page()
        other.goto(page.url)
        for tab, why, said in ((page, "No security.", "Done: hide"), (other, "It is old.", "is hidden")):
            hide = form(tab, "Raiders take goats in Voi", "Hide")
            hide.get_by_label("Why").fill(why)
            hide.get_by_role("button").click()
            assert said in story(tab, "goats").get_by_role("status").inner_text()
        assert form(other, "Raiders take goats in Voi", "Show again").count() == 1


def test_a_form_of_a_desk_that_was_ended_is_told_so_and_what_was_typed_stays(site, opened):
    """Whoever starts the desk anew has another; the browser goes back to what was typed."""
    with opened() as page:
        note = form(page, "Raiders take goats in Voi", "Note")
        note.get_by_label("Note").fill("Two outlets differ.")
        page.locator("input[name=token]").evaluate_all("all => all.forEach(each => each.value = 'of before')")
        note.get_by_role("button").click()
        assert "started anew since" in page.locator("main").inner_text()
        page.go_back()
        assert "Two outlets differ." in [each.input_value() for each in page.locator("input[name=text]").all()]
    assert not (site / FILE).exists()


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_every_width_and_can_be_read_in_both_schemes(opened, width, scheme):
    """With all its forms open nothing runs off a phone, and letters stand 4.5 to 1 against their paper."""
    with opened() as page:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        for each in page.locator("article > details > summary").all():
            each.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(_FAINT) == []


def test_every_field_has_a_name_and_every_id_is_one(opened):
    """By it a screen reader tells forms apart; each story's summary says which it is of."""
    with opened() as page:
        assert (
            page.evaluate(
                "[...document.querySelectorAll('input:not([type=hidden]),select')].filter(f => !f.labels.length).length"
            )
            == 0
        )
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(each => each.id)")
        assert len(ids) == len({*ids})
        named = page.locator("article > details > summary").all_inner_texts()
        assert len({*named}) == len(named) == 2
        levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3')].map(each => +each.tagName[1])")
        assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))


def test_an_edit_is_made_by_the_keyboard_alone(site, opened):
    """From the link of a doubtful story, or the top, to the pressed button; what came of it has the focus then."""
    with opened() as page:
        page.locator("article > details > summary").first.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")  # which
        page.keyboard.press("Tab")
        page.keyboard.type("cyber")
        page.keyboard.press("Tab")  # the second topic
        page.keyboard.press("Tab")
        page.keyboard.type("It was online.")
        page.keyboard.press("Enter")
        assert "Done: retag" in page.get_by_role("status").inner_text()
        assert page.evaluate("document.activeElement.id") == "told"
    assert read((site / FILE).read_text(encoding="utf-8")).edits[0].slugs == ("cyber",)


def test_a_take_down_leaves_nothing_on_the_page_or_on_the_disk(site, opened):
    """Pressed once, the report is gone from the desk and its file from the folder."""
    with opened() as page:
        down = form(page, "Raiders take camels in Voi", "Take down")
        down.get_by_label("Because").select_option("safety")
        down.get_by_label("Why").fill("For somebody's safety.")
        down.get_by_role("button").click()
        assert "Done: take-down" in page.get_by_role("status").inner_text()
        assert [each for each in page.locator("article").all_inner_texts() if "camels" in each] == []
    assert [path.name.split("-")[2] for path in store.entry_paths(site)] == ["goats"]
