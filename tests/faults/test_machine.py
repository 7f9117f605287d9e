"""What a machine may be like: a disk that is read-only or full, a clock far on or set back, another zone."""

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO

import pytest
from programs import small_site

from usalama.cli import main
from usalama.errors import MISUSED

NOW = "2026-11-23T06:00+03:00"
IN_A_ROOM = ("unshare", "-rm", "sh", "-c")
small = small_site()


@pytest.fixture(scope="module")
def compiled(once):
    """The theme's templates, compiled once."""
    return once("compiled", small.compile_templates) / small.TEMPLATES


@pytest.fixture
def site(tmp_path, compiled):
    """The small site, never built."""
    return small.fill(small.make_site(tmp_path / "site", compiled))


@pytest.fixture(scope="module")
def published_once(tmp_path_factory, compiled):
    """The small site with its first release, for tests to copy: it takes longer than what most of them do with it."""
    site = small.fill(small.make_site(tmp_path_factory.mktemp("published") / "site", compiled))
    assert usalama(site.root, "build", "--now", NOW)[0] == 0
    return site.root


@pytest.fixture
def published(tmp_path, published_once):
    """The small site, published."""
    return small.SmallSite(shutil.copytree(published_once, tmp_path / "site", symlinks=True))


def usalama(root, *words, room="", **env):
    """Run a command: where it has ``env`` or mounts of its own, which ``room``'s shell makes, as a program.

    Else in this process, where all that it reads is loaded.
    """
    if not room and not env:
        with redirect_stdout(StringIO()) as said, redirect_stderr(StringIO()) as complained:
            code = main([*words, "--root", str(root)])
        return code, said.getvalue() + complained.getvalue()
    command = [sys.executable, "-m", "usalama", *words, "--root", str(root)]
    if room:
        command = [*IN_A_ROOM, f'{room} && exec "$0" "$@"', *command]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", env=os.environ | env, check=False)
    return done.returncode, done.stdout + done.stderr


def needs_mounts():
    if not shutil.which("unshare") or subprocess.run([*IN_A_ROOM, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine gives no mounts of one's own (unshare)")


def test_a_build_needs_only_to_read_the_content(site):
    """A desk whose content is mounted read-only, a checkout of another login's, is built and published.

    Registers that lack what is published are named by each build until one can write them.
    """
    needs_mounts()
    content = site.root / "content"
    read_only = f"mount --bind {content} {content} && mount -o remount,bind,ro {content}"
    assert usalama(site.root, "plan", room=f"{read_only} && ! touch {content}/x")[0] == 0
    for told in ("Published.", "Nothing new"):
        code, words = usalama(site.root, "build", "--now", NOW, room=read_only)
        assert (code, told in words) == (2, True)
        assert "content/filed" in words
        assert "Read-only file system: give this login a disk that it may write to; until then" in words
    assert usalama(site.root, "build", "--now", NOW)[0] == 0
    assert len([*content.glob("filed/*.json")]) == len([*content.glob("entries/*")])
    shutil.rmtree(site.root / ".cache")
    assert usalama(site.root, "build", "--now", NOW, room=read_only)[0] == 0


def test_a_pull_into_content_that_cannot_be_written_says_whose_it_should_be(site):
    """It ends with 1 before anybody is asked, names the folder and what to do."""
    needs_mounts()
    content = site.root / "content"
    read_only = f"mount --bind {content} {content} && mount -o remount,bind,ro {content}"
    code, words = usalama(site.root, "pull", "--now", NOW, room=read_only)
    assert code == 1
    assert "content/entries/" in words
    assert "Read-only file system: give this login a disk that it may write to" in words


FULL = """
mount -t tmpfs -o size=40m none "$1" && cp -a "$2/." "$1" || exit 99
left=$(df --output=avail -k "$1" | tail -n 1)
head -c $(((left - $3) * 1024)) /dev/zero > "$1/.filling"
shift 3
"$@"
code=$?
rm "$root/.filling"
cp -a "$root/." "$aside"
exit $code
"""
"""Runs a command on a copy of a site whose disk has so many kilobytes left, and copies back what it came to."""


@pytest.mark.parametrize("left", [0, 16, 64, 200])
def test_a_full_disk_keeps_the_old_site(published, tmp_path, left):
    """However much it takes before it is full: exit 1 and one line, the old site, and room again means published."""
    needs_mounts()
    before = small.files_of((published.root / "output").resolve())
    published.entry(70, "2026-11-20", "Watch kept over the well")
    aside = tmp_path / "aside"
    shutil.copytree(published.root, aside, symlinks=True)
    command = [sys.executable, "-m", "usalama", "build", "--now", NOW, "--root", str(published.root)]
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", FULL, "sh", str(published.root), str(aside), str(left), *command],
        capture_output=True,
        text=True,
        env=os.environ | {"root": str(published.root), "aside": str(aside)},
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    (line,) = (done.stdout + done.stderr).splitlines()
    assert re.fullmatch(rf"usalama: {published.root}\S*: No space left on device: make room and run again.*", line)
    assert small.files_of((aside / "output").resolve()) == before
    status, words = usalama(aside, "status", "--now", NOW)
    assert (status, "Not published since 2026-11-23 03:00 UTC: " in words) == (2, True)
    assert usalama(aside, "build", "--now", NOW)[0] == 0
    assert usalama(aside, "status", "--now", NOW)[0] == 0
    assert small.files_of((aside / "output").resolve()) == published.clean()


@pytest.mark.parametrize("blocks", [0, 2, 40])
def test_a_limit_of_a_files_size_is_one_line(published, blocks):
    """Whoever meets it, the printer too, whose own words may find no room: one line, 1, and the old site."""
    before = (published.root / "output").readlink()
    shutil.rmtree(published.root / ".cache/weeks")
    published.entry(70, "2026-11-20", "Watch kept over the well")
    limited = ("sh", "-c", f'ulimit -f {blocks}; exec "$0" "$@"', sys.executable, "-m", "usalama")
    done = subprocess.run(
        [*limited, "build", "--now", NOW, "--root", str(published.root)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, len((done.stdout + done.stderr).splitlines())) == (1, 1)
    assert "File too large: raise the limit of a file's size: ulimit -f" in done.stderr
    assert (published.root / "output").readlink() == before
    assert usalama(published.root, "build", "--now", NOW)[0] == 0


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Kiritimati"])
def test_the_machines_zone_is_in_no_byte(published, zone):
    """Two runs in different time zones publish the same bytes, and the second has nothing to do."""
    root = published.root
    first = small.files_of((root / "output").resolve())
    assert "Nothing new" in usalama(root, "build", "--now", NOW, TZ=zone)[1]
    (root / ".cache/templates").rename(root / "templates")
    for name in (".cache", ".releases"):
        shutil.rmtree(root / name)
    (root / "output").unlink()
    (root / ".cache").mkdir()
    (root / "templates").rename(root / ".cache/templates")
    assert usalama(root, "build", "--now", NOW, TZ=zone)[0] == 0
    assert small.files_of((root / "output").resolve()) == first


def test_days_that_clocks_get_wrong_are_days(published):
    """A Saturday of week 53, a leap day, a year past 2038: a report of the day is in its week, the next run quiet."""
    days = (("2027-01-02", "2026/w53"), ("2028-02-29", "2028/w09"), ("2039-06-01", "2039/w22"))
    for number, (day, week) in enumerate(days, 80):
        published.entry(number, day, "Watch kept over the well")
        now = f"{day}T06:00+03:00"
        code, words = usalama(published.root, "build", "--now", now)
        assert code == 0, words
        assert "Watch kept over the well" in (published.root / "output" / week / "index.html").read_text("utf-8")
        assert "Nothing new" in usalama(published.root, "build", "--now", now)[1]


def test_a_clock_that_went_back_takes_nothing_away(published):
    """A run whose clock is hours behind the last one's publishes what there is; one that is years behind is refused."""
    before = small.files_of((published.root / "output").resolve())
    assert usalama(published.root, "build", "--now", "2026-11-22T20:00+03:00")[0] == 0
    assert small.files_of((published.root / "output").resolve()) == before
    published.entry(81, "2026-11-20", "Watch kept over the well")
    assert usalama(published.root, "build", "--now", "2026-11-22T21:00+03:00")[0] == 0
    assert "Watch kept over the well" in (published.root / "output/2026/w47/index.html").read_text("utf-8")
    code, words = usalama(published.root, "build", "--now", "2020-01-01T00:00+03:00")
    assert (code, "lies in the future; is the clock right?" in words) == (1, True)


def test_no_two_names_differ_by_their_letters_case_alone(published):
    """A host whose names know no case holds every file of the site."""
    names = list(small.files_of((published.root / "output").resolve()))
    assert len({name.casefold() for name in names}) == len(names)
    entries = [path.relative_to(published.root).as_posix() for path in published.root.glob("content/entries/*/*")]
    assert len({name.casefold() for name in entries}) == len(entries)


@pytest.mark.parametrize("name", [".cache", ".releases", "content/entries"])
def test_a_file_in_a_folders_place_is_named_with_what_to_do(published, name):
    """Check tells it, a build ends with 1, the path and the mend, also where it needs nothing but to read there."""
    before = (published.root / "output").readlink()
    place = published.root / name
    place.rename(published.root / "aside")
    place.touch()
    code, words = usalama(published.root, "build", "--now", NOW)
    assert code == 1
    assert f"usalama: {place}: " in words.splitlines()[-1]
    assert words.splitlines()[-1].endswith(": a folder belongs there; move the file away and run again")
    assert f"{name}: is a file; a folder belongs there, move the file away" in usalama(published.root, "check")[1]
    if name == ".releases":
        status = usalama(published.root, "status")[1]
        assert f"usalama: {place}: Not a directory: a folder belongs there; move the file away and run again" in status
    place.unlink()
    (published.root / "aside").rename(place)
    assert usalama(published.root, "build", "--now", NOW)[0] == 0
    assert (published.root / "output").readlink() == before


def test_check_names_a_file_where_summaries_of_weeks_belong(site):
    """A build with nothing new does not meet it; the next that has something would end there."""
    place = site.root / ".cache/weeks"
    place.parent.mkdir(exist_ok=True)
    place.touch()
    code, words = usalama(site.root, "check")
    assert code == MISUSED
    assert ".cache/weeks: is a file; a folder belongs there, move the file away" in words


def test_a_table_that_a_pull_would_refuse_is_named_by_a_build(tmp_path, compiled):
    """A build judges nothing and is stopped by none of them; it says what is wrong, each time, until it is mended."""
    root = small.make_site(tmp_path / "site", compiled).in_english().root
    for table in (small.REPOSITORY / "content/catalog").iterdir():
        if not (root / "content/catalog" / table.name).exists():
            shutil.copy(table, root / "content/catalog")

    def run(command):
        return usalama(root, command, "--now", NOW)

    assert run("build")[0] == 0
    table = root / "content/catalog/places.csv"
    whole = table.read_text("utf-8")
    build, check, pull = ("build", 2), ("check", 64), ("pull", 64)
    for broken, said, commands in (
        (whole.replace("\n", '\n"', 3), "line 2: a quotation mark is not closed; close it, or take it out", [build]),
        (
            whole.replace("name,kind", "name,kynd", 1),
            "line 1: no column 'kind'; add it to the head",
            [build, build, check, pull],
        ),
    ):
        table.write_text(broken, "utf-8")
        for command, ends in commands:
            code, words = run(command)
            assert (code, words.count(f"places.csv: {said}")) == (ends, 1), command
    table.write_text(whole, "utf-8")
    assert run("build")[0] == 0
    fitted = root / "content/catalog/weights.csv"  # with others, which are looked at before a newer program's take over
    fitted.write_bytes(b"\n\xff")
    code, words = run("build")
    assert (code, words.count("weights.csv: line 2: not UTF-8 at byte 1; save it as UTF-8")) == (2, 1)


MISTAKES = {
    "settings that do not parse": ("pelicanconf.py", b"\nfron x\n", "pelicanconf.py:2: cannot be run: SyntaxError"),
    "settings that do not run": (
        "pelicanconf.py",
        b"\nx = y\n",
        "pelicanconf.py:2: cannot be run: NameError: name 'y'",
    ),
    "outlines cut short": (
        "content/catalog/county-outlines.json",
        b'{\n"a": ',
        "county-outlines.json: line 2: no JSON",
    ),
    "a ledger of another coding": (
        "content/ledger.toml",
        b"#\n#\xff",
        "content/ledger.toml: line 2: not UTF-8 at byte 3",
    ),
    "topics of another coding": (
        "content/catalog/topics.toml",
        b"#\xff",
        "content/catalog/topics.toml: line 1: not UTF-8",
    ),
    "a page of another coding": ("content/pages/about.en.md", b"#\xff", "content/pages/about.en.md: line 1: not UTF-8"),
    "no feeds": ("content/catalog/feeds.toml", None, "content/catalog/feeds.toml: "),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_a_build_names_a_mistake_in_what_people_write_in_one_line(published, what):
    """It ends with 64 and the file, the line where there is one, and what is wrong; the old site stays."""
    before = (published.root / "output").readlink()
    name, body, said = MISTAKES[what]
    path = published.root / name
    path.write_bytes(body) if body is not None else path.unlink()
    code, words = usalama(published.root, "build", "--now", NOW)
    assert (code, len(words.splitlines()), said in words) == (64, 1, True)
    assert (published.root / "output").readlink() == before
    if "page" not in what:
        assert said in usalama(published.root, "check")[1]


def test_a_compiled_module_that_a_full_disk_cut_short_is_one_line(site, tmp_path):
    """Python reads it again at each run: the line says which folders to remove, and then all is well."""
    program = tmp_path / "program"
    shutil.copytree(
        small.REPOSITORY / "scripts/usalama", program / "usalama", ignore=shutil.ignore_patterns("__pycache__")
    )
    command = [sys.executable, "-m", "usalama.cli", "dropped", "--root", str(site.root)]
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(program)}

    def run():
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", env=env)

    assert run().returncode == 0
    (compiled,) = (program / "usalama/commands/__pycache__").glob("dropped.*.pyc")
    compiled.write_bytes(compiled.read_bytes()[:512])
    done = run()
    assert (done.returncode, len(done.stderr.splitlines()), f"below {program}" in done.stderr) == (1, 1, True)
    compiled.unlink()
    assert run().returncode == 0
    (program / "usalama/commands/dropped.py").write_text('raise EOFError("a stream ended")\n', encoding="utf-8")
    assert "EOFError: a stream ended" in run().stderr, "not every end of a file is that of a module"


def test_a_pull_without_its_list_of_feeds_is_refused(site):
    """Nobody would be asked, and all would seem well."""
    (site.root / "content/catalog/feeds.toml").unlink()
    code, words = usalama(site.root, "pull", "--now", NOW)
    assert (code, "content/catalog/feeds.toml: missing" in words) == (64, True)


MOVE = "a file belongs there; move the folder away and run again"


@pytest.mark.parametrize(
    ("name", "mend"),
    [*((name, MOVE) for name in ("status.json", "lock", "printer.txt", "build.json")), ("weeks/2026-w47.txt", "Is a")],
)
def test_a_folder_in_a_files_place_is_named_with_what_to_do(published, name, mend):
    """It ends with 1, the path and the mend; the site stays, and once it is moved away all is well."""
    before = (published.root / "output").readlink()
    place = published.root / ".cache" / name
    place.unlink()
    (place / "inside").mkdir(parents=True)
    published.entry(82, "2026-11-20", "Watch kept over the well")
    code, words = usalama(published.root, "build", "--now", NOW)
    assert code == 1
    assert str(place) in words.splitlines()[-1]
    assert mend in words.splitlines()[-1]
    shutil.rmtree(place)
    assert usalama(published.root, "build", "--now", NOW)[0] == 0
    assert (published.root / "output").readlink() != before
    assert json.loads((published.root / ".cache/status.json").read_bytes())
