"""An incremental build is the clean build, byte for byte, whatever was edited."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_site import SmallSite, files_of, fill, make_site

Edit = Callable[[SmallSite, int], None]


def _entries(site: SmallSite) -> list[Path]:
    return sorted(site.root.glob("content/entries/*/*.md"))


def _pick(site: SmallSite, number: int) -> Path | None:
    paths = _entries(site)
    return paths[number % len(paths)] if paths else None


def _change(path: Path | None, key: str, value: str) -> None:
    if path is not None:
        lines = [f"{key}: {value}" if line.startswith(f"{key}:") else line for line in path.read_text().split("\n")]
        path.write_text("\n".join(lines))


def _add(site: SmallSite, number: int) -> None:
    day = f"2026-{9 + number % 3:02d}-{1 + number % 28:02d}"
    site.entry(100 + number, day, f"Watch kept over well {number}", outlet=("lake-radio", "valley-post")[number % 2])


def _join(site: SmallSite, number: int) -> None:
    first = _entries(site)
    if first:
        story = "s" + first[0].stem.rpartition("-")[2]
        site.entry(200 + number, f"2026-11-{20 + number % 9}", f"More of the goats, {number}", story=story)


def _retitle(site: SmallSite, number: int) -> None:
    _change(_pick(site, number), "Title", f"Another headline {number}")


def _in_place(site: SmallSite, number: int) -> None:
    """Change one letter: the size, the name and the folder stay what they were."""
    path = _pick(site, number)
    if path is not None:
        text = path.read_text()
        with path.open("r+") as stream:
            stream.write(text.replace("dawn", "dusk") if "dawn" in text else text.replace("dusk", "dawn"))


def _retag(site: SmallSite, number: int) -> None:
    _change(_pick(site, number), "Topics", ("courts", "banditry", "courts, banditry", "")[number % 4])


def _relocate(site: SmallSite, number: int) -> None:
    _change(_pick(site, number), "Counties", ("turkana", "", "baringo, turkana")[number % 3])


def _remove(site: SmallSite, number: int) -> None:
    path = _pick(site, number)
    if path is not None:
        path.unlink()


def _move(site: SmallSite, number: int) -> None:
    path = _pick(site, number)
    if path is not None:
        target = site.root / "content" / "entries" / f"2026-w{40 + number % 8}" / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)


def _page(site: SmallSite, number: int) -> None:
    (site.root / "content/pages/about.en.md").write_text(f"Title: About\nDescription: It.\n\nText {number}.\n")


def _catalogue(site: SmallSite, number: int) -> None:
    path = site.root / "content/catalog/feeds.toml"
    path.write_text(path.read_text().replace('owner = ""', f'owner = "Owner {number}"'))


def _settings(site: SmallSite, number: int) -> None:
    site.conf["USALAMA_SAMPLE"] = bool(number % 2)


def _broken(site: SmallSite, number: int) -> None:
    path = _pick(site, number)
    if path is not None:
        path.write_text("Title: cut off")


EDITS: tuple[Edit, ...] = (
    _add, _add, _join, _retitle, _in_place, _retag, _relocate, _remove, _move, _page, _catalogue, _settings, _broken,
)  # fmt: skip


def _update(site: SmallSite, tree: Path, have: dict[str, str]) -> dict[str, str]:
    """Bring a tree up to date as a build does; return what it then holds."""
    stage = site.root / "stage"
    shutil.rmtree(stage, ignore_errors=True)
    answer = site.print(stage, have)
    for name in answer["written"]:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(stage / name, tree / name)
    for name in answer["removed"]:
        (tree / name).unlink()
    return {name: inputs for name, inputs in {**have, **answer["written"]}.items() if name not in answer["removed"]}


@pytest.mark.slow
@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), print_blob=False)
@given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 40)), min_size=2, max_size=4))
def test_random_edits_give_the_bytes_of_a_clean_build(tmp_path_factory, edits):
    """After each of any edits the updated tree equals a build from nothing, and nothing else is in it."""
    site = fill(make_site(tmp_path_factory.mktemp("edited") / "site"))
    tree = site.root / "tree"
    have = _update(site, tree, {})
    for edit, number in edits:
        edit(site, number)
        have = _update(site, tree, have)
        assert files_of(tree) == site.clean(), edit.__name__


def test_nothing_is_printed_where_nothing_changed(small_site):
    """A second build finds every page as it should be."""
    tree = small_site.root / "tree"
    have = _update(small_site, tree, {})
    answer = small_site.print(small_site.root / "stage", have)
    assert (answer["written"], answer["removed"]) == ({}, [])


def test_a_new_entry_leaves_old_weeks_alone(small_site):
    """An entry of the newest week rewrites no page of a week before the one that it continues."""
    tree = small_site.root / "tree"
    have = _update(small_site, tree, {})
    small_site.entry(50, "2026-11-21", "Watch kept over the well")
    answer = small_site.print(small_site.root / "stage", have)
    weeks = {name[:8] for name in answer["written"] if name.startswith("2026/")}
    assert weeks == {"2026/w47"}


def test_an_edit_in_place_is_seen(small_site):
    """A letter changed in place, with size, name and folder as they were, reaches the page."""
    tree = small_site.root / "tree"
    have = _update(small_site, tree, {})
    _in_place(small_site, 6)
    _update(small_site, tree, have)
    assert b"before dusk" in (tree / "2026/w47/index.html").read_bytes()


def test_a_file_that_cannot_be_read_costs_only_itself_and_is_named(small_site):
    """A torn entry file is reported in this build and in the next one, and the others are published."""
    (small_site.root / "content/entries/2026-w47/0001-torn.md").write_text("Title: cut")
    tree = small_site.root / "tree"
    first = small_site.print(tree)
    second = small_site.print(small_site.root / "stage", first["written"])
    assert [problem[0] for problem in first["problems"]] == ["content/entries/2026-w47/0001-torn.md"]
    assert second["problems"] == first["problems"]
    assert first["numbers"]["entries"] == 7
