"""The desk in a real browser: a mistake on a page is put right by typing and pressing, and stays right."""

from __future__ import annotations

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


@contextmanager
def opened(site):
    """Run the desk as a person would, and open it in a browser without a head."""
    command = [sys.executable, "-m", "usalama", "desk", "--root", str(site), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process, browser() as started:
        try:
            address = next(word for word in process.stdout.readline().split() if word.startswith("http"))
            page = started.new_page()
            page.complaints = []
            page.on("console", lambda message: page.complaints.append(message.text))
            page.goto(address)
            yield page
        finally:
            process.terminate()


def form(page, title, button):
    story = page.locator("article").filter(has=page.get_by_role("heading", name=title))
    if not story.locator("details[open] > form").count():
        story.get_by_text("Edit", exact=True).click()
    return story.locator("form").filter(has=page.get_by_role("button", name=button, exact=True))


def test_a_county_a_topic_and_a_merge_are_put_right_on_the_page(site):
    """Three edits are typed and pressed; the page shows them at once, and the ledger holds them."""
    with opened(site) as page:
        counties = form(page, "Raiders take goats in Voi", "Set counties")
        counties.get_by_label("Counties").fill("taita-taveta")
        counties.get_by_label("Why").fill("Voi is in Taita-Taveta.")
        counties.get_by_role("button").click()
        assert "Done: relocate" in page.get_by_role("status").inner_text()
        topics = form(page, "Raiders take goats in Voi", "Set topics")
        topics.get_by_label("Topics").fill("banditry, crime")
        topics.get_by_label("Why").fill("An armed raid.")
        topics.get_by_role("button").click()
        merge = form(page, "Raiders take camels in Voi", "Merge")
        merge.get_by_label("Into").select_option(label="Raiders take goats in Voi")
        merge.get_by_label("Why").fill("One raid.")
        merge.get_by_role("button").click()
        assert page.locator("article").count() == 1
        assert "banditry, crime · taita-taveta" in page.locator("article").inner_text()
        assert page.complaints == []
    edits = read((site / FILE).read_text(encoding="utf-8")).edits
    assert [(edit.do, edit.slugs) for edit in edits] == [
        ("relocate", ("taita-taveta",)),
        ("retag", ("banditry", "crime")),
        ("merge", ()),
    ]


def test_a_mistake_is_said_on_the_page_and_changes_nothing(site):
    """A topic that does not exist is answered with the one that was meant, and no ledger is written."""
    with opened(site) as page:
        topics = form(page, "Raiders take goats in Voi", "Set topics")
        topics.get_by_label("Topics").fill("banditri")
        topics.get_by_label("Why").fill("x")
        topics.get_by_role("button").click()
        assert 'did you mean "banditry"' in page.get_by_role("status").inner_text()
    assert not (site / FILE).exists()


def test_a_take_down_leaves_nothing_on_the_page_or_on_the_disk(site):
    """Pressed once, the report is gone from the desk and its file from the folder."""
    with opened(site) as page:
        down = form(page, "Raiders take camels in Voi", "Take down")
        down.get_by_label("Because").select_option("safety")
        down.get_by_label("Why").fill("For somebody's safety.")
        down.get_by_role("button").click()
        assert "camels" not in page.locator("main").inner_text()
    assert [path.name.split("-")[2] for path in store.entry_paths(site)] == ["goats"]
