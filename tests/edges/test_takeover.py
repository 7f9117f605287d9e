"""A site that an older program made, and a newer one: its tables go along, and what was changed is kept and told."""

import os
import shutil
import subprocess
import sys
from contextlib import suppress

import pytest

from usalama.cli import main
from usalama.files import store
from usalama.labelled import corrections
from usalama.labelled.corrections import read_corrections
from usalama.machine import kept
from usalama.tables import copies, rules, takeover

CATALOG = "content/catalog"
OURS = "homeland,strong,en,zedtown,our own town\n"
ANSWERS = "key,relevant,topics,features,words,said\n0123456789,1,crime,homeland=1; topic:crime=1,,9\n"
WHERE = ["--now", "2026-11-23T06:00+03:00", "--allow-loopback"]


def git(folder, *words):
    name = ("-c", "user.name=Usalama", "-c", "user.email=usalama@localhost", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True)


def edit(table, old, new):
    text = table.read_text("utf-8")
    assert old in text
    table.write_text(text.replace(old, new, 1), "utf-8")


def refused(root):
    """Return what a pull of this program says of the site's tables; "" where it takes them."""
    try:
        rules.try_tables(store.read_desk(root))
    except store.CatalogError as error:
        return str(error)
    return ""


@pytest.fixture
def upgrade(scratch_site, loopback, rss, tmp_path):
    """A function that gives a site made by an older program, and the folder of that program, which is newer by now.

    The newer one has a feature of stories and a place more, and the site has its own list of feeds.
    """
    program = tmp_path / "program"
    shutil.copytree(takeover.PROGRAM / CATALOG, program / CATALOG)
    newer = {name: (program / CATALOG / name).read_bytes() for name in ("story-weights.csv", "places.csv")}
    weights = program / CATALOG / "story-weights.csv"
    rows = weights.read_text("utf-8").splitlines(keepends=True)
    weights.write_text("".join(row for row in rows if "other-kind" not in row), "utf-8")
    places = program / CATALOG / "places.csv"
    places.write_text("".join(places.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
    git(program, "init", "--quiet")
    git(program, "add", ".")
    git(program, "commit", "--quiet", "-m", "older")
    root = scratch_site(loopback.serve("/feed.xml", rss("Bandits raid village in Baringo and kill two herders")))
    for name, text in newer.items():
        shutil.copyfile(program / CATALOG / name, root / CATALOG / name)
        (program / CATALOG / name).write_bytes(text)
    git(program, "commit", "--quiet", "-a", "-m", "newer")
    return root, program


def same(root, program, name):
    return (root / CATALOG / name).read_bytes() == (program / CATALOG / name).read_bytes()


def test_tables_that_nobody_changed_become_the_newer_programs(upgrade, capsys):
    """A site whose pull would be refused goes on by itself; its feeds are its own, and there is nothing left to do."""
    root, program = upgrade
    feeds = (root / CATALOG / "feeds.toml").read_bytes()
    assert "no weight for 'other-kind'" in refused(root)
    assert takeover.own(root, program) == [], "an older program's table is no changed one"
    told = takeover.take_over(root, program)
    assert [line.endswith("catalog: places.csv, story-weights.csv") for line in told] == [True]
    assert same(root, program, "story-weights.csv")
    assert same(root, program, "places.csv")
    assert (root / CATALOG / "feeds.toml").read_bytes() == feeds
    assert takeover.take_over(root, program) == []
    assert main(["pull", "--root", str(root), *WHERE]) == 0
    assert "1 kept" in capsys.readouterr().out


def test_a_table_that_an_older_program_had_not_comes_with_those_it_was_fitted_with(upgrade):
    """The site's stories get theirs; what somebody took out of tables that did not change stays out."""
    root, program = upgrade
    for name in ("bilingual.csv", "leanings.csv"):
        (root / CATALOG / name).unlink()
    takeover.take_over(root, program)
    assert same(root, program, "bilingual.csv")
    assert not (root / CATALOG / "leanings.csv").exists()


def test_a_table_that_two_branches_of_the_program_became_together_is_the_programs(upgrade):
    """Who merges changes of one table has one in between that no commit of a branch holds."""
    root, program = upgrade
    places = program / CATALOG / "places.csv"
    rows = places.read_text("utf-8").splitlines(keepends=True)
    places_of = {"first": 1, "middle": len(rows) // 2, "last": len(rows)}
    for name, place in places_of.items():
        git(program, "checkout", "--quiet", "-b", name, "main")
        places.write_text("".join([*rows[:place], f"Zed{name},town,Nairobi,x\n", *rows[place:]]), "utf-8")
        git(program, "commit", "--quiet", "-a", "-m", name)
    git(program, "checkout", "--quiet", "main")
    for name in places_of:
        if name == "last":
            shutil.copyfile(places, root / CATALOG / places.name)
        git(program, "merge", "--quiet", "--no-ff", "-m", "merged", name)
    takeover.take_over(root, program)
    assert same(root, program, places.name)


def test_another_table_of_the_same_size_and_time_is_no_copy(upgrade):
    """In an image of a machine all files may be of one time, and a weight that changed is as long as it was."""
    root, program = upgrade
    takeover.take_over(root, program)
    weights = program / CATALOG / "story-weights.csv"
    text = weights.read_text("utf-8")
    weights.write_text(text[:-2] + ("1" if text[-2] != "1" else "2") + "\n", "utf-8")
    git(program, "commit", "--quiet", "-a", "-m", "newest")
    for folder in (root, program):
        os.utime(folder / CATALOG / weights.name, (0, 0))
    takeover.take_over(root, program)
    assert same(root, program, weights.name)


def test_a_changed_table_that_fits_stays_and_is_told_of(upgrade, capsys):
    """A list of names stands alone: the desk's rows in it stay, and ``status`` names it."""
    root, program = upgrade
    with (root / CATALOG / "places.csv").open("a", encoding="utf-8") as places:
        places.write("Zed,town,Nairobi,x\n")
    assert takeover.own(root, program) == ["places.csv"]
    assert takeover.take_over(root, program)[1] == "changed here and kept: places.csv"
    assert same(root, program, "story-weights.csv")
    assert b"Zed,town" in (root / CATALOG / "places.csv").read_bytes()
    assert takeover.aside(root) == {}
    assert main(["status", "--root", str(root)]) == 0
    assert "Tables changed here, which get no rows of a newer program: places.csv\n" in capsys.readouterr().out
    assert main(["new-desk", str(root.parent / "zedland")]) == 0
    assert main(["status", "--root", str(root.parent / "zedland")]) == 0
    assert "Tables changed here" not in capsys.readouterr().out, "another desk's all are its own"


def test_a_changed_table_of_another_fit_is_set_aside_and_told_until_somebody_came(upgrade):
    """Terms of a class that the newer weights do not know: the program's are in use, the desk's lie beside."""
    root, program = upgrade
    weights, vocabulary = program / CATALOG / "weights.csv", root / CATALOG / "vocabulary.csv"
    last = weights.read_text("utf-8").splitlines(keepends=True)[-1]
    edit(weights, last, f"{last.rpartition(',')[0]},0.0001\n")
    git(program, "commit", "--quiet", "-a", "-m", "newest")
    changed = vocabulary.read_text("utf-8") + OURS.replace("homeland", "hamlet")
    vocabulary.write_text(changed, "utf-8")
    takeover.take_over(root, program)
    assert all(same(root, program, name) for name in ("vocabulary.csv", "weights.csv", "story-weights.csv"))
    assert (root / CATALOG / "vocabulary.csv.own").read_text("utf-8") == changed
    assert list(takeover.aside(root)) == ["vocabulary.csv.own"]


def test_a_changed_table_that_fits_the_newer_ones_stays_in_use(upgrade):
    """Terms of a class that the weights know count on; the stories' tables, which do not fit, are the program's."""
    root, program = upgrade
    with (root / CATALOG / "vocabulary.csv").open("a", encoding="utf-8") as vocabulary:
        vocabulary.write(OURS)
    edit(root / CATALOG / "story-weights.csv", "other-names", "other-name")
    takeover.take_over(root, program)
    assert OURS in (root / CATALOG / "vocabulary.csv").read_text("utf-8")
    assert list(takeover.aside(root)) == ["story-weights.csv.own"]


def test_what_lies_aside_is_never_written_over(upgrade):
    """A second one gets a number; the same one again, as after a run that was killed in it, does not."""
    root, program = upgrade
    takeover.take_over(root, program)
    for change in ("sort", "sort", "sorts"):
        edit(root / CATALOG / "story-weights.csv", "other-kind", f"other-{change}")
        takeover.take_over(root, program)
    assert sorted(takeover.aside(root)) == ["story-weights.csv.own", "story-weights.csv.own2"]


def test_a_slip_in_a_changed_table_is_nobodys_reason_to_put_it_aside(upgrade):
    """What was mistyped a minute ago is refused by its line; the desk's table stays where the desk wrote it."""
    root, program = upgrade
    takeover.take_over(root, program)
    edit(root / CATALOG / "vocabulary.csv", ",strong,", ",strang,")
    assert takeover.take_over(root, program) == []
    assert "vocabulary.csv: line " in refused(root)


def test_a_repository_around_the_program_is_not_the_programs(upgrade):
    """A program without a history of its own, inside another repository, replaces nothing that the latter holds."""
    root, program = upgrade
    shutil.rmtree(program / ".git")
    git(program.parent, "init", "--quiet")
    git(program.parent, "add", ".")
    git(program.parent, "commit", "--quiet", "-m", "both")
    takeover.take_over(root, program)
    assert not same(root, program, "places.csv")
    assert same(root, program, "story-weights.csv"), "else no pull would be"
    assert list(takeover.aside(root)) == ["story-weights.csv.own"]


def test_own_tables_are_held_against_the_program_once_after_each_change(upgrade):
    """A desk with tables of its own waits for no history of the program each hour; what was looked at is noted."""
    root, program = upgrade
    takeover.take_over(root, program)
    with (root / CATALOG / "places.csv").open("a", encoding="utf-8") as places:
        places.write("Zed,town,Nairobi,x\n")
    assert takeover.take_over(root, program) == []
    seen = (root / takeover.FILE).read_text("utf-8")
    edit(root / CATALOG / "story-weights.csv", "other-kind", "other-sort")
    kept.keep(root / takeover.FILE, b"", takeover._state(root / CATALOG, program / CATALOG))
    assert takeover.take_over(root, program) == [], "as it is noted"
    (root / takeover.FILE).write_text(seen, "utf-8")
    assert takeover.take_over(root, program) != []


def test_what_the_site_got_is_known_without_the_programs_history(upgrade):
    """It was noted: a table as it came becomes the newer one, a changed one stays, a new one comes along."""
    root, program = upgrade
    takeover.take_over(root, program)
    shutil.rmtree(program / ".git")
    (root / CATALOG / "leanings.csv").unlink()
    with (root / CATALOG / "foreign.csv").open("a", encoding="utf-8") as table:
        table.write("Zedland,Zedville\n")
    for name in ("places.csv", "foreign.csv", "names.csv"):
        (program / CATALOG / name).write_bytes((program / CATALOG / name).read_bytes() + b"\n")
    (program / CATALOG / "newest.csv").write_text("name\n", "utf-8")
    assert takeover.take_over(root, program)[1:] == ["changed here and kept: foreign.csv"]
    assert all(same(root, program, name) for name in ("places.csv", "names.csv", "newest.csv"))
    assert not (root / CATALOG / "leanings.csv").exists(), "somebody took it out"


def test_what_could_not_be_noted_is_noted_by_the_next_run(upgrade):
    """No room for the note of what the site got: the next run looks again, though no table has changed since."""
    root, program = upgrade
    (root / copies.FILE).mkdir()
    takeover.take_over(root, program)
    (root / copies.FILE).rmdir()
    takeover.take_over(root, program)
    assert copies.read(root)["places.csv"].blob == copies.blob((program / CATALOG / "places.csv").read_bytes())


def test_a_pipe_in_the_notes_place_is_no_note(tmp_path):
    """It is not waited for: each pull and build reads the note."""
    (tmp_path / copies.FILE).parent.mkdir(parents=True)
    os.mkfifo(tmp_path / copies.FILE)
    program = f"from pathlib import Path; from {copies.__name__} import read; print(read(Path({str(tmp_path)!r})))"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=20)
    assert done.stdout == "{}\n"


def test_a_mark_of_byte_order_in_the_note_makes_no_other_table(tmp_path):
    """An editor's mark was the beginning of the first table's name, which then was told as gone."""
    note = tmp_path / copies.FILE
    note.parent.mkdir(parents=True)
    note.write_text("actors.csv 12ab\n", "utf-8-sig")
    assert copies.read(tmp_path) == {"actors.csv": copies.Copy("12ab")}


def test_weights_that_a_desk_taught_are_taught_again(upgrade):
    """The newer program's are moved by all that was answered, and nothing lies aside; changed by hand, they do not."""
    root, program = upgrade
    takeover.take_over(root, program)
    (root / CATALOG / "corrections.csv").write_text(ANSWERS, "utf-8")

    def taught():
        files = store.read_desk(root) | {"weights.csv": (program / CATALOG / "weights.csv").read_text("utf-8")}
        return corrections.moved(files, read_corrections(files))

    first = taught()
    takeover.save_learnt(root, first, program)
    assert takeover.take_over(root, program) == []
    weights = program / CATALOG / "weights.csv"
    for value in ("0.7", "0.8"):
        last = weights.read_text("utf-8").splitlines(keepends=True)[-1]
        edit(weights, last, f"{last.rpartition(',')[0]},{value}\n")
        assert takeover.take_over(root, program) == [f"tables taken over from {program / CATALOG}: weights.csv"]
        assert (root / CATALOG / "weights.csv").read_text("utf-8") == taught() != first
    assert takeover.aside(root) == {}
    by_hand = (root / CATALOG / "weights.csv").read_text("utf-8").replace(",0.", ",0.1", 1)
    (root / CATALOG / "weights.csv").write_text(by_hand, "utf-8")
    edit(weights, ",0.8\n", ",0.9\n")
    takeover.take_over(root, program)
    assert (root / CATALOG / "weights.csv").read_text("utf-8") == by_hand


def test_tables_that_are_links_stay_it(upgrade, tmp_path):
    """Those that lie in a folder of their own are taken over and taught there."""
    root, program = upgrade
    kept = {name: tmp_path / f"own-{name}" for name in ("places.csv", "weights.csv")}
    for name, place in kept.items():
        (root / CATALOG / name).rename(place)
        (root / CATALOG / name).symlink_to(place)
    takeover.take_over(root, program)
    assert kept["places.csv"].read_bytes() == (program / CATALOG / "places.csv").read_bytes()
    taught = kept["weights.csv"].read_text("utf-8").replace(",0.", ",0.1", 1)
    takeover.save_learnt(root, taught, program)
    assert kept["weights.csv"].read_text("utf-8") == taught
    assert all((root / CATALOG / name).is_symlink() for name in kept)


def test_weights_that_a_killed_run_taught_are_no_hands(upgrade, killed_at):
    """What they are made from is noted with them, by learn and by what takes a newer program's over."""
    root, program = upgrade
    takeover.take_over(root, program)
    (root / CATALOG / "corrections.csv").write_text(ANSWERS, "utf-8")
    files = store.read_desk(root)
    noted = "usalama.tables.takeover.write_copies"
    with killed_at(noted, after=1), suppress(KeyboardInterrupt):
        takeover.save_learnt(root, corrections.moved(files, read_corrections(files)), program)
    assert "weights.csv" not in takeover.own(root, program)
    weights = program / CATALOG / "weights.csv"
    last = weights.read_text("utf-8").splitlines(keepends=True)[-1]
    edit(weights, last, f"{last.rpartition(',')[0]},0.7\n")
    before = (root / CATALOG / "weights.csv").read_bytes()
    with killed_at(noted), pytest.raises(KeyboardInterrupt):
        takeover.take_over(root, program)
    assert (root / CATALOG / "weights.csv").read_bytes() != before
    assert "weights.csv" not in takeover.own(root, program)


def test_weights_that_cannot_be_taught_again_stop_no_run(upgrade, monkeypatch):
    """On a machine without the libraries that fit them all tables stay as they are, and each run says so."""
    root, program = upgrade
    takeover.take_over(root, program)
    (root / CATALOG / "corrections.csv").write_text(ANSWERS, "utf-8")
    files, weights = store.read_desk(root), program / CATALOG / "weights.csv"
    takeover.save_learnt(root, corrections.moved(files, read_corrections(files)), program)
    edit(weights, "\nrelevance,bias,-", "\nrelevance,bias,-1")
    before = store.read_desk(root)
    with monkeypatch.context() as patched:
        patched.setitem(sys.modules, "numpy", None)
        for _ in range(2):
            (said,) = takeover.take_over(root, program)
            assert said.startswith(f"tables of {program / CATALOG} not taken over: fitting weights needs its extra")
    assert store.read_desk(root) == before
    assert takeover.take_over(root, program) == [f"tables taken over from {program / CATALOG}: weights.csv"]


def test_a_check_after_an_upgrade_names_no_table_that_the_next_run_takes_over(scratch_site, capsys):
    """It judges by the program's, newer or put back, and says so; one that somebody changed is named as it stands."""
    root = scratch_site()
    weights = root / CATALOG / "story-weights.csv"
    older = weights.read_bytes().replace(b"other-kind", b"other-sort")
    for known, mends in ((older, 0), (b"", 1)):
        weights.write_bytes(older)
        copies.write(root, {weights.name: copies.Copy(copies.blob(known))})
        main(["check", "--root", str(root)])
        said = capsys.readouterr().out
        assert said.count("story-weights.csv: no weight") == mends
        assert (f"note: {CATALOG}: story-weights.csv: the program has others now" in said) != mends


def test_a_check_after_an_upgrade_says_which_table_will_lie_beside(scratch_site, capsys):
    """It names no lines of the program's other tables, which the site's own one, changed here, does not fit."""
    root = scratch_site("https://coast.example/feed")
    weights = root / CATALOG / "weights.csv"
    last = weights.read_text("utf-8").splitlines(keepends=True)[-1]
    edit(weights, last, f"{last.rpartition(',')[0]},0.0001\n")
    copies.write(root, {weights.name: copies.Copy(copies.blob(weights.read_bytes()))})
    with (root / CATALOG / "vocabulary.csv").open("a", encoding="utf-8") as vocabulary:
        vocabulary.write(OURS.replace("homeland", "hamlet"))
    main(["check", "--root", str(root)])
    said = [line for line in capsys.readouterr().out.splitlines() if CATALOG in line]
    assert [line.partition(": the ")[0] for line in said] == [
        f"note: {CATALOG}: weights.csv",
        f"note: {CATALOG}/vocabulary.csv: changed here, and does not fit the program's tables",
    ]
    main(["rejudge", "--root", str(root), *WHERE[:2]])
    assert list(takeover.aside(root)) == ["vocabulary.csv.own"]


@pytest.mark.parametrize("command", ["rejudge", "build", "pull"])
def test_each_run_that_judges_goes_on_with_the_programs_tables(scratch_site, command, capsys):
    """Nobody knows these weights, and by them no pull is possible."""
    root = scratch_site()
    edit(root / CATALOG / "story-weights.csv", "other-kind", "other-sort")
    main([command, "--root", str(root), "--now", "2026-11-23T06:00+03:00"])
    assert "tables taken over from" in capsys.readouterr().out
    assert refused(root) == ""


def test_a_table_that_was_set_aside_is_told_by_every_pull_and_by_the_status(scratch_site, capsys):
    """It is no judgement of the desk's any more: both end with 2 until somebody came."""
    root = scratch_site()
    kept = root / CATALOG / "story-weights.csv.own"
    kept.touch()
    for words in (["pull", *WHERE], ["status", *WHERE[:2]]):
        assert main([*words, "--root", str(root)]) == 2
        assert f"{CATALOG}/{kept.name}: was changed here and did not fit this program" in capsys.readouterr().out
    kept.unlink()
    assert main(["status", "--root", str(root), *WHERE[:2]]) == 0
