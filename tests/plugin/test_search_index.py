import json

from topic_digest import search
from topic_digest.search import ENTRY, bundle
from usalama.releasing.release_trees import GONE

PAGE = (
    '<!DOCTYPE html><html lang="en"><body data-pagefind-body data-pagefind-sort="week:2026-w47">'
    '<h2 id="s0000000001">Goats return to the old bridge ‖ Valley Post ‖ 2026-11-17 ‖ en</h2>'
    "<p>Turkana</p></body></html>"
)


def test_a_bundle_has_what_the_page_asks_for_and_no_interface_of_its_own():
    """Script, engine, entry and fragments; neither a worker, which would be 12 kB more, nor a ready-made interface."""
    made = bundle("pagefind/2026/", {"2026/w47/index.html": PAGE})
    assert f"pagefind/2026/{ENTRY}" in made
    assert "pagefind/2026/pagefind.js" in made
    assert any(name.startswith("pagefind/2026/fragment/") for name in made)
    assert not [name for name in made if "-ui." in name or "playground" in name or "worker" in name]


def test_the_same_pages_give_the_same_bytes():
    """Two builds of one year are one bundle; another headline is another one."""
    first = bundle("x/", {"2026/w47/index.html": PAGE})
    assert first == bundle("x/", {"2026/w47/index.html": PAGE})
    assert first != bundle("x/", {"2026/w47/index.html": PAGE.replace("Goats", "Sheep")})


def test_both_languages_stand_in_one_index():
    """A reader of either tree finds headlines of both."""
    both = {"2026/w46/index.html": PAGE.replace('lang="en"', 'lang="sw"'), "2026/w47/index.html": PAGE}
    entry = json.loads(bundle("x/", both)[f"x/{ENTRY}"])
    assert {language: facts["page_count"] for language, facts in entry["languages"].items()} == {"en": 2}


def test_a_file_that_a_tree_lacks_is_no_part_of_its_bundle():
    """An older program's bundle, which readers still see, had one more: asked of another tree, it ended builds."""
    have = {"index.html": "1", "pagefind/2026/pagefind.js": "1", "pagefind/2026/pagefind-worker.js": GONE}
    assert search._by_folder(have) == {"pagefind/2026/": ["pagefind/2026/pagefind.js"]}
