"""The scratch site's files: the real tables and pages, the sample feeds, and never an entry of the real site."""

from usalama.catalogue.site import read_site
from usalama.commands import demo

CONTENT = {
    "content/catalog/topics.toml": b"t",
    "content/catalog/feeds.toml": b"real",
    "content/pages/about.en.md": b"p",
    "content/entries/2026-w47/x.md": b"no",
    "content/ledger.toml": b"no",
}
SAMPLES = {
    "feeds.toml": b'url = "http://127.0.0.1:8807/a.xml"',
    "ledger.toml": b"# ours",
    "usalama.toml": b'url = "https://sample.example"',
}


def test_the_real_entries_and_ledger_stay_out():
    """Tables and pages come along; the feeds, ledger and settings are the demo's own."""
    made = demo.files(CONTENT, SAMPLES, real="/site")
    assert sorted(made) == [
        "content/catalog/feeds.toml", "content/catalog/topics.toml", "content/ledger.toml",
        "content/pages/about.en.md", "pelicanconf.py", "usalama.toml",
    ]  # fmt: skip
    assert made["content/catalog/feeds.toml"] == SAMPLES["feeds.toml"]
    assert made["content/ledger.toml"] == b"# ours"
    assert b"/site/pelicanconf.py" in made["pelicanconf.py"]
    assert read_site(made["usalama.toml"].decode()).url == "https://sample.example"


def test_on_another_port_the_feeds_follow_and_the_ledger_stays_away():
    """Keys depend on addresses: a ledger of other keys would be all misspelt."""
    made = demo.files(CONTENT, SAMPLES, 9999, real="/site")
    assert made["content/catalog/feeds.toml"] == b'url = "http://127.0.0.1:9999/a.xml"'
    assert "content/ledger.toml" not in made
