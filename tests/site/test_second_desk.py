"""A second desk's site: made by new-desk for a country that does not exist, and nothing Kenyan is left on any page."""

import ast
import csv
import json
import re
from pathlib import Path

import pytest
from lxml import html
from small_site import SmallSite

import made
from topic_digest.card import card
from usalama.cli import main
from usalama.files.weekstates import key_in

REPOSITORY = Path(__file__).resolve().parents[2]
NOW = "2026-11-16T06:00+03:00"
WORDS = """
country = "zz"
languages = ["en"]

[words.en]
subject = "Zedland security"
country = "Zedland"
area = "marsh"
areas = "marshes"
area_named = "Marsh of {}"
numbering = "the atlas of Zedland"
coverage = "Nobody writes from the eastern marshes."
credits = "Names of places: the atlas of Zedland."
"""
KENYAN = re.compile(r"kenya|nairobi|\bcount(y|ies)\b|\b47\b|\bEAT\b|usalama weekly", re.IGNORECASE)
HOME = re.compile(r"kenya(?!_security)|nairobi|\b47\b", re.IGNORECASE)
"""The column kenya_security is a name in the labelled tables."""
ACTORS = """names,roles,language,note
zpd|marshals,official;promiser;force,en,
oduya,official;promiser,en,a made minister
lowfen watch,oversight,en,
reed front,group,en,
zedi,people,en,
zd,money,en,
marsh,area,en,
"""
_ADDRESS = re.compile(r"\S*/\S*")
_SAID = ("content", "title", "aria-label", "alt", "placeholder", "value")


@pytest.fixture(scope="module")
def second(tmp_path_factory):
    """The second desk, filled in, with two weeks of reports and its site built."""
    root = tmp_path_factory.mktemp("desks") / "zedland"
    assert main(["new-desk", str(root)]) == 0
    settings = root / "usalama.toml"
    settings.write_text(
        settings.read_text("utf-8").replace('contact = ""', 'contact = "desk@zedland.example"'), "utf-8"
    )
    catalog = root / "content/catalog"
    (catalog / "desk.toml").write_text(WORDS)
    own = made.outlet("valley-post", "https://valley-post.example/feed", name="Valley Post", country="")
    (catalog / "feeds.toml").write_text(own)
    (catalog / "actors.csv").write_text(ACTORS)
    areas = "1,Northmark,northmark,\n2,Lowfen,lowfen,\n3,Stillmere,stillmere,\n"
    (catalog / "counties.csv").write_text(f"number,name,slug,nature\n{areas}")
    site = SmallSite(root)
    first = site.entry(1, "2026-11-04", "Robbery at the old mill", topics=("crime",), counties=("northmark",))
    story = "s" + key_in(first)
    site.entry(2, "2026-11-10", "Two held over the mill", story=story, topics=("crime",), counties=("northmark",))
    site.entry(3, "2026-11-11", "Murder trial opens", topics=("crime",), counties=())
    said = "Nine Zedi were hurt, Lowfen Watch said. Oduya pledged ZD 5 million for patrol boats by June."
    site.entry(4, "2026-11-12", "ZPD arrest two over murder", summary=said, topics=("crime",), counties=("lowfen",))
    foreign = "Eight were lost, IPOA said. Murkomen pledged Ksh 5 million for cells by June."
    site.entry(5, "2026-11-13", "EACC arrest two over fraud", summary=foreign, topics=("crime",), counties=("lowfen",))
    assert main(["build", "--root", str(root), "--now", NOW]) == 0
    return root


def said(path: Path) -> str:
    """Return what a file says to a reader: text, titles and labels; no addresses, no names of files and columns."""
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        tree = html.fromstring(text)
        for drawing in tree.iter("svg", "style", "code"):
            drawing.attrib.pop("viewBox", None)
            drawing.text = ""
        words = [tree.text_content(), *(value for tag in tree.iter() for key, value in tag.items() if key in _SAID)]
        text = "\n".join(words)
    elif path.suffix == ".xml":
        text = re.sub(r"<[^>]*>", " ", text)
    return _ADDRESS.sub(" ", text)


def test_no_page_of_a_second_desk_says_anything_kenyan(second):
    """Every page, feed and text of the made-up country's site speaks of it alone."""
    files = [path for path in sorted((second / "output").rglob("*")) if path.suffix in {".html", ".txt", ".xml"}]
    assert len(files) > 40
    found = {path.relative_to(second / "output").as_posix(): KENYAN.findall(said(path)) for path in files}
    assert {name: words for name, words in found.items() if words} == {}


def test_a_second_desk_speaks_in_its_own_words(second):
    """Subject, country, areas, their numbering and what is not seen stand where the frame has blanks for them."""
    output = second / "output"
    assert "Zedland security, 9–15 November 2026" in said(output / "index.html").replace("\N{WORD JOINER}", "")
    assert "Marshes" in said(output / "counties/index.html")
    assert "Zedland security news of Marsh of Stillmere" in said(
        output / "counties/stillmere/index.html"
    )  # without news
    assert "Neighbouring" not in said(output / "counties/northmark/index.html")  # its table does not say who is beside
    assert "Nobody writes from the eastern marshes." in said(output / "sources/index.html")
    schema = json.loads((output / "data/schema.json").read_text("utf-8"))
    assert schema["properties"]["county_codes"]["description"].endswith("1 to 3: the atlas of Zedland.")


def test_the_picture_of_a_shared_link_names_the_desk_and_its_own_subject(second):
    """Drawn for the site, not taken from the theme: beside a link to a topic's page it is all that many see."""
    drawn = card("zedland", "Zedland security news, week by week", "zedland.example", ())
    assert (second / "output/og.png").read_bytes() == drawn


def test_a_desk_in_one_language_has_no_page_in_another(second):
    """The desk's file decides the languages of the frame."""
    output = second / "output"
    assert not (output / "sw").exists()
    assert 'hreflang="sw"' not in (output / "index.html").read_text("utf-8")
    assert "Preferred-Languages: en\n" in (output / ".well-known/security.txt").read_text("utf-8")


def test_a_page_that_a_language_lacks_stands_there_in_the_first(small_site):
    """Its links to files hold from that tree too, so that the gate lets the site out, and it is marked as English."""
    pages = small_site.root / "content/pages"
    pages.mkdir(exist_ok=True)
    links = "[a schema](../data/schema.json) and [us](../contact/)"
    (pages / "data.en.md").write_text(f"Title: Data\nDescription: Files.\n\nSee {links}.\n")
    (pages / "data.sw.md").unlink(missing_ok=True)
    made = small_site.clean()
    assert "data/schema.json" in made
    ours, theirs = made["data/index.html"].decode(), made["sw/data/index.html"].decode()
    assert '<div class="prose">\n<p>See <a href="../data/schema.json">' in ours
    assert '<div class="prose" lang="en">\n<p>See <a href="../../data/schema.json">' in theirs
    assert '<a href="../contact/">us</a>' in theirs
    assert '<h1 lang="en">Data</h1>\n<p class="lede" lang="en">Files.</p>' in theirs
    assert '<h1>Data</h1>\n<p class="lede">Files.</p>' in ours


def test_a_desk_reads_texts_by_its_own_names_alone(second):
    """Whose word, promises, steps and tolls follow the desk's bodies and peoples; another country's are nobody here."""
    reports = json.loads((second / "output/2026/w46/data.json").read_text("utf-8"))["reports"]
    own, theirs = (next(one for one in reports if one["title"].startswith(start)) for start in ("ZPD", "EACC"))
    assert (own["injured"], own["voices"], own["pledges"], own["case"]) == (
        "9", ["oversight"], ["funding"], "arrested"
    )  # fmt: skip
    assert (theirs["injured"], theirs["voices"], theirs["pledges"], theirs["case"]) == ("", [], [], "")


@pytest.mark.parametrize("package", ["scripts/usalama", "plugins/topic_digest"])
def test_no_module_names_an_actor_of_one_country(package):
    """The bodies, offices and persons of this desk's table stand in no program."""
    catalog = REPOSITORY / "content/catalog"
    told = [
        row
        for row in csv.DictReader((catalog / "actors.csv").read_text("utf-8").splitlines())
        if row["roles"] != "area"
    ]
    classes = {
        name
        for row in csv.DictReader((catalog / "vocabulary.csv").read_text("utf-8").splitlines())
        for name in row["class"].split(";")
    }
    names = {name for row in told for name in row["names"].split("|") if len(name) > 2} - classes
    either = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(names)))})(?![\w-])", re.IGNORECASE)
    found = [
        f"{path.relative_to(REPOSITORY)}:{node.lineno}: {word}"
        for path in sorted((REPOSITORY / package).rglob("*.py"))
        for node in _values(ast.parse(path.read_text("utf-8")))
        for word in either.findall(str(node.value))
    ]
    assert found == []


@pytest.mark.parametrize("package", ["scripts/usalama", "plugins/topic_digest"])
def test_no_module_speaks_of_one_country(package):
    """What the programs say, ask and default to names no country, town or zone of any one desk."""
    found = [
        f"{path.relative_to(REPOSITORY)}:{node.lineno}: {node.value}"
        for path in sorted((REPOSITORY / package).rglob("*.py"))
        for node in _values(ast.parse(path.read_text("utf-8")))
        if HOME.search(str(node.value))
    ]
    assert found == []


def _values(tree: ast.AST):
    """Yield every literal of a module but its docstrings."""
    bodies = (body for node in ast.walk(tree) if isinstance(body := getattr(node, "body", None), list))
    told = {id(each.value) for body in bodies for each in body if isinstance(each, ast.Expr)}
    return (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in told)
