"""A small site of our own, printed in this process: fast enough to be built a hundred times."""

import hashlib
import json
import os
import runpy
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from lxml import html
from pelican import Pelican
from pelican.settings import read_settings

import topic_digest
from made import outlet
from usalama.files import weekstates
from usalama.files.weekstates import key_in
from usalama.formats.markdown import render
from usalama.model import Entry, JudgedEntry, Judgement, Reason
from usalama.planning import manifest as manifests
from usalama.planning.manifest import Manifest, Page
from usalama.releasing import release_trees
from usalama.releasing.release_trees import Release
from usalama.stories.succession import also_tells
from usalama.words.urls import entry_key
from usalama.words.weeks import week_of

NAIROBI = ZoneInfo("Africa/Nairobi")

REPOSITORY = Path(__file__).resolve().parents[2]


def _outlet(slug: str, name: str, **keys: object) -> str:
    return outlet(slug, f"https://{slug}.example/feed", name=name, country="", **keys)


FEEDS = "\n".join(
    (
        _outlet("valley-post", "Valley Post", owner="Valley Group"),
        _outlet("lake-radio", "Lake Radio", kind="broadcaster", languages=["en", "sw"]) + 'language = "sw"\n',
        _outlet("valley-gold", "Valley Gold FM", owner="Valley Group", kind="broadcaster"),
        _outlet("news-mirror", "News Mirror", kind="re-publisher"),
    )
)
TOPICS = """
[[topics]]
slug = "banditry"
severity = 4
title = { en = "Banditry", sw = "Ujangili" }
description = { en = "Raids.", sw = "Mashambulizi." }
[topics.terms.en]
strong = ["bandit"]

[[topics]]
slug = "courts"
severity = 2
title = { en = "Courts", sw = "Mahakama" }
description = { en = "Trials.", sw = "Kesi." }
[topics.terms.en]
strong = ["trial"]
"""
COUNTIES = ("baringo", "turkana")
CONF = f"""
from pathlib import Path
from runpy import run_path

globals().update((k, v) for k, v in run_path({str(REPOSITORY / "pelicanconf.py")!r}).items() if k.isupper())
PATH = str(Path(__file__).resolve().parent / "content")
USALAMA_SAMPLE = True
"""


@dataclass
class SmallSite:
    """One site on disk."""

    root: Path
    conf: dict[str, object] = field(default_factory=dict)
    aside: dict[str, str] = field(default_factory=dict)
    alone: bool = True
    """Whether it is printed by one process: to fork a worker that has grown takes longer than a second one saves."""

    def entry(
        self,
        number: int,
        day: str,
        title: str,
        *,
        outlet: str = "valley-post",
        topics: tuple[str, ...] = ("banditry",),
        counties: tuple[str, ...] = ("baringo",),
        story: str = "",
        summary: str = "Herders say that it began before dawn.",
        language: str = "en",
        shows: str = "",
    ) -> Path:
        """Write one entry file where pull would, and return its path; ``shows`` is a story found to be one with its."""
        published = datetime.fromisoformat(f"{day}T08:30:00+03:00")
        feed = f"https://{outlet}.example/feed"
        key = entry_key(feed, str(number))
        entry = Entry(
            id=str(number),
            feed_url=feed,
            outlet=outlet,
            link=f"https://{outlet}.example/{number}",
            title=title,
            published=published,
            summary=summary,
            language=language,
            first_seen=published + timedelta(hours=1),
            key=key,
        )
        why = (Reason("relevance", "0.90", "raid"), *(Reason("topic", topic, "raid") for topic in topics))
        why += (Reason("story", story, f"with it{also_tells(shows)}"),) if shows else ()
        judged = JudgedEntry(entry, Judgement(0.9, topics, counties, story or f"s{key}", (), why))
        path = self.root / "content" / "entries" / week_of(published, NAIROBI).slug / f"{number:04d}-{key}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render(judged), encoding="utf-8")
        return path

    def in_english(self) -> "SmallSite":
        """Print it in one language from now on: a third fewer files, for tests of what is so in any of them."""
        with (self.root / "pelicanconf.py").open("a", encoding="utf-8") as conf:
            conf.write('\nUSALAMA_LANGUAGES = ("en",)\n')
        return self

    def print(
        self, output: Path, have: dict[str, str] | None = None, *, live: Path | None = None, pelican: bool = False
    ) -> dict:
        """Print what ``usalama build`` would order, in this process, and put it in its place; return the answer.

        ``live`` is the manifest of a published tree.
        """
        work, printed = self.root / "order", self.root / "printed"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        known = {name: _page(self.root / "tree" / name, inputs) for name, inputs in (have or {}).items()}
        (work / "manifest").write_text(manifests.render(Manifest(1, known)))
        order = {
            "manifest": str(work / "manifest"),
            "live": str(live or ""),
            "tree": str(self.root / "tree"),
            "states": {week.slug: state for week, state in weekstates.scan(self.root).items()},
            "month": "2026-11",
            "answer": str(work / "answer"),
            "only_plan": False,
            "aside": self.aside,
        }
        conf = self.root / "pelicanconf.py"
        with _one_core() if self.alone else nullcontext():
            if pelican:
                (work / "order").write_text(json.dumps(order))
                override = {"OUTPUT_PATH": str(printed), "USALAMA_JOB": str(work / "order"), **self.conf}
                Pelican(read_settings(str(conf), override=override)).run()
            else:
                settings = {**runpy.run_path(str(conf)), **self.conf}
                assert topic_digest.print_alone(settings, conf, printed, lambda: order)
        answer = json.loads((work / "answer").read_text())
        release_trees.take_in(Release(0, output, Manifest(0, {})), printed, answer["written"])
        return answer

    def clean(self) -> dict[str, bytes]:
        """Build everything from nothing, with no cache but the theme's compiled templates; return the files."""
        output = self.root / "clean"
        cache = self.root / ".cache"
        aside = self.root / "cache-aside"
        shutil.rmtree(output, ignore_errors=True)
        if cache.exists():
            cache.rename(aside)
            shutil.copytree(aside / "templates", cache / "templates")
        self.print(output)
        shutil.rmtree(cache)
        if aside.exists():
            aside.rename(cache)
        return files_of(output)


@contextmanager
def _one_core() -> Iterator[None]:
    """Keep to one core, another one for each worker of the tests: on that, a build prints alone."""
    if not hasattr(os, "sched_setaffinity"):  # where it prints alone anyway
        yield
        return
    cores = sorted(os.sched_getaffinity(0))
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    os.sched_setaffinity(0, {cores[worker % len(cores)]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def _page(path: Path, inputs: str) -> Page:
    """Return what a release's manifest says of a file of its tree."""
    body = path.read_bytes() if path.exists() else b""
    return Page(inputs, hashlib.sha256(body).hexdigest(), len(body))


def files_of(top: Path) -> dict[str, bytes]:
    """Return every file below ``top`` by name."""
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in sorted(top.rglob("*")) if path.is_file()}


TEMPLATES = "site/.cache/templates"
"""Where they are, below the folder that they were compiled into."""


def compile_templates(folder: Path) -> None:
    """Print the small site once, and with it compile the theme's templates: two thirds of what a first build takes."""
    site = fill(make_site(folder / "site"))
    site.print(site.root / "output")


def make_site(root: Path, compiled: Path | None = None) -> SmallSite:
    """Make the folder of a site with a small catalogue, and with templates that were ``compiled`` before."""
    catalog = root / "content" / "catalog"
    catalog.mkdir(parents=True)
    (catalog / "feeds.toml").write_text(FEEDS)
    (catalog / "topics.toml").write_text(TOPICS)
    real = json.loads((REPOSITORY / "content/catalog/county-outlines.json").read_text("utf-8"))
    real["counties"] = {slug: real["counties"][slug] for slug in COUNTIES}
    shutil.copyfile(REPOSITORY / "content/catalog/desk.toml", catalog / "desk.toml")
    (catalog / "county-outlines.json").write_text(json.dumps(real))
    (root / "usalama.toml").write_text(
        'name = "Small Site"\nurl = "https://small.example"\ncontact = "a@small.example"\n'
    )
    (root / "pelicanconf.py").write_text(CONF)
    shutil.copytree(REPOSITORY / "content" / "pages", root / "content" / "pages")
    if compiled:
        shutil.copytree(compiled, root / ".cache/templates")
    return SmallSite(root)


def fill(site: SmallSite) -> SmallSite:
    """Write the small site's entries."""
    first = site.entry(1, "2026-11-04", "Raiders take forty goats near the old bridge")
    story = "s" + key_in(first)
    site.entry(2, "2026-11-10", "Two held over the goats of the old bridge", story=story, outlet="lake-radio")
    site.entry(3, "2026-11-17", "Wezi wa mbuzi wafika mahakamani", story=story, outlet="lake-radio", language="sw",
               topics=("courts", "banditry"))  # fmt: skip
    site.entry(4, "2026-11-18", "Patrol finds the goats by the river", story=story, outlet="valley-gold")
    site.entry(5, "2026-11-18", "Patrol finds goats by the river, mirror", story=story, outlet="news-mirror")
    site.entry(6, "2026-11-19", "Court hears of radios sold & lost <again>", topics=("courts",), counties=())
    site.entry(7, "2026-11-20", "Elders meet at the border post", counties=("turkana", "baringo"))
    return site


def edits(site: SmallSite, *tables: str) -> None:
    """Write the ledger; each table is its lines without ``when`` and ``why``."""
    blocks = [
        f'[[edits]]\n{table}\nwhen = 2026-11-21T10:0{at}:00+03:00\nwhy = "Reason {at}."\n'
        for at, table in enumerate(tables)
    ]
    (site.root / "content/ledger.toml").write_text("\n".join(blocks))


def panel(site: SmallSite, week: str, **answered: bool) -> None:
    """Note who answered in a week; outlets are given with underscores."""
    rows = [f"https://{o.replace('_', '-')}.example/feed,{o.replace('_', '-')},{int(a)}\n" for o, a in answered.items()]
    path = site.root / f"content/panels/{week}.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("feed,outlet,answered\n" + "".join(sorted(rows)))


def told_of(page: bytes) -> str:
    """Return a page's words, without its sheet."""
    return " ".join(html.fromstring(page).find("body").text_content().replace("\u2060", "").split())
