"""Links lead from each page to where they say, whatever way they are found."""

import posixpath
from itertools import product
from urllib.parse import urljoin

import pytest

from topic_digest.links import Links

SITE = "https://news.example/in/a/folder"
PAGES = ("", "topics/", "topics/banditry/", "404.html", "2026/w47/", "2026/w47/more/2/", "sw/", "topics.html")
PLACES = (*PAGES, "#main", "topics/#all", "topics/banditry/#w1", "2026/w47/#s0", "2026/w47/data.csv", "2026/", "topic/")


def seen_from(path, language, *, names=False, anywhere=False):
    links = Links(SITE, names=names)
    links.turn_to(path, language, anywhere=anywhere)
    return links


@pytest.mark.parametrize("language", ["en", "sw"])
def test_a_link_leads_to_the_address(language):
    """Followed by a browser, a relative link of any page ends at the absolute address of its place."""
    for path, place in product(PAGES, PLACES):
        links = seen_from(path, language)
        here = links.absolute(path)
        assert urljoin(here, links.to(place)) == links.absolute(place)
        assert urljoin(here, links.file(place)) == links.absolute_file(place)
        assert urljoin(here, links.other("en")) == links.address("en") == f"{SITE}/{path}"


def test_links_of_a_disk_name_their_files():
    """A site that is read without a server has links that end in a file's name."""
    for path, place in product(PAGES, PLACES):
        link = seen_from(path, "en", names=True).to(place).partition("#")[0]
        assert not link.endswith("/")
        if link:
            assert posixpath.normpath(link) == link or link.startswith("../")


def test_links_of_the_lost_page_begin_at_the_root():
    """The page that stands in for any address cannot know where it is shown."""
    links = seen_from("404.html", "sw", anywhere=True)
    assert links.to("topics/") == "/in/a/folder/sw/topics/"
    assert links.file("feeds/all.xml#x") == "/in/a/folder/feeds/all.xml#x"
