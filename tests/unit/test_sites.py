"""Which outlets are of one site, and that they are one voice until their owners are written down."""

import pytest

from made import outlet
from usalama.catalogue.catalog import read_feeds
from usalama.catalogue.sites import registered, site
from usalama.stories.corroboration import family


def families(*rows):
    """Return what each outlet of a catalogue counts for; a row has a slug, a homepage and perhaps an owner."""
    text = "\n".join(
        outlet(slug, f"https://feeds.example/{slug}", homepage=home, **({"owner": owner} if owner else {}))
        for slug, home, owner in rows
    )
    return [family(each, each.slug) for each in read_feeds(text, "feeds.toml").outlets]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.ridge.example/news", "ridge.example"),
        ("https://sport.ridge.co.ke/", "ridge.co.ke"),
        ("http://ridge.co.ke", "ridge.co.ke"),
        ("https://lake.co.ke/", "lake.co.ke"),
        ("https://news.ridge.africa/", "ridge.africa"),
        ("https://a.ridge.ke/", "ridge.ke"),
        ("https://ridge.blogspot.com/", "ridge.blogspot.com"),
        ("https://lake.blogspot.co.ke/", "lake.blogspot.co.ke"),
        ("https://www.facebook.com/lake", "facebook.com/lake"),
        ("https://ridge.gouv.dj/", "ridge.gouv.dj"),
        ("https://whatsapp.com/channel/lake", "whatsapp.com/channel/lake"),
        ("http://127.0.0.1:8801/", ""),
        ("", ""),
    ],
)
def test_a_site_is_a_registered_name_or_of_hosts_of_many_a_page(address, name):
    """Sections of one newspaper are one site; blogs of strangers on one host are not."""
    assert site(address) == name


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://www.a.co.ke/x", "a.co.ke"),
        ("https://news.a.com/", "a.com"),
        ("https://a.ke/", "a.ke"),
        ("http://10.1.2.3/", "10.1.2.3"),
        ("nothing", ""),
    ],
)
def test_site_is_the_registered_name(address, site):
    """Sub-domains of one owner are one site; Kenya's second level is not taken for one."""
    assert registered(address) == site


def test_outlets_of_one_site_are_one_voice_until_they_have_owners():
    """One newspaper listed twice stands behind itself as nobody else; a maintainer says otherwise by owners."""
    paper, section = ("paper", "https://paper.co.ke/", ""), ("section", "https://sw.paper.co.ke/", "")
    lake = ("lake", "https://lake.co.ke/", "")
    assert families(paper, section, lake) == ["paper", "paper", "lake"]
    assert families(paper, ("section", section[1], "Hill Group"), lake) == ["Hill Group", "Hill Group", "lake"]
    apart = families(("paper", paper[1], "Ridge Group"), ("section", section[1], "Hill Group"))
    assert apart == ["Ridge Group", "Hill Group"]
