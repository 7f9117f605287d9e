"""The commands that judge, review, learn and train, run as a maintainer runs them."""

import csv
import os
import re
import resource
import shlex
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from usalama.cli import main
from usalama.commands import quality
from usalama.console import desktables
from usalama.errors import LockedError, TableError
from usalama.files import sitefolder, state, store
from usalama.judging.idle import TOLD
from usalama.judging.leanings import read_leanings
from usalama.judging.rulebook import idle, read_weights
from usalama.machine import locks
from usalama.usecases.check import mistakes_of
from usalama.words.urls import entry_key

ROOT = Path(__file__).parents[2]
HEAD = "id,title,summary,lang,published\n"


@pytest.fixture
def site(tmp_path):
    """A site with the project's tables and no entries."""
    root = tmp_path / "site"
    shutil.copytree(ROOT / store.CATALOG, root / store.CATALOG)
    (root / sitefolder.MARK).write_text("", encoding="utf-8")
    return root


def _table(path, *rows):
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return str(path)


def _read(path):
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_judge_writes_every_row_in_its_order(site, tmp_path):
    """Relevant rows have topics, counties by name and a story; others none."""
    table = _table(
        tmp_path / "in.csv",
        "7,Bandits kill two in Chesegon,,en,2026-11-20",
        "3,Tea prices rise at auction,,en,2026-11",
        "5,Majambazi wanaswa Kayole,,sw,",
    )
    assert main(["judge", table, "-o", str(tmp_path / "out.csv"), "--root", str(site)]) == 0
    rows = _read(tmp_path / "out.csv")
    assert [(row["id"], row["kenya_security"]) for row in rows] == [("7", "1"), ("3", "0"), ("5", "1")]
    assert rows[0]["topics"].split(";")[0] == "banditry"
    assert rows[0]["counties"] == "Elgeyo-Marakwet;West Pokot"
    assert rows[0]["story"].startswith("s")
    assert (rows[1]["topics"], rows[1]["counties"], rows[1]["story"]) == ("", "", "")
    assert all(0 <= float(row["relevance"]) <= 1 and row["why"] for row in rows)


def test_judge_writes_to_a_pipe_and_leaves_it_one(site, tmp_path):
    """As to /dev/null, which a rename would have made a file for everybody on the machine."""
    pipe = tmp_path / "out"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert (
        main(["judge", _table(tmp_path / "in.csv", "7,Tea prices rise,,en,"), "-o", str(pipe), "--root", str(site)])
        == 0
    )
    assert os.read(reader, 1000).startswith(b"id,title,")
    os.close(reader)
    assert pipe.is_fifo()


def test_judge_gives_every_row_a_story_when_asked(site, tmp_path):
    """--every-row groups documents of any kind."""
    table = _table(tmp_path / "in.csv", "1,Tea prices rise,,en,", "2,Coffee prices fall,,en,")
    assert main(["judge", table, "-o", str(tmp_path / "out.csv"), "--every-row", "--root", str(site)]) == 0
    assert all(row["story"] for row in _read(tmp_path / "out.csv"))


def test_judge_prints_without_an_out_file(site, tmp_path, capsys):
    """Standard output is the default."""
    assert main(["judge", _table(tmp_path / "in.csv", "1,Police shoot two,,en,"), "--root", str(site)]) == 0
    assert capsys.readouterr().out.startswith("id,title,summary,lang,published,relevance,kenya_security")


@pytest.mark.parametrize("text", ["", "id,title\n1,x\n", HEAD])
def test_a_bad_table_is_exit_64_and_one_line(site, tmp_path, capsys, text):
    """Missing columns, no rows, an empty file."""
    (tmp_path / "in.csv").write_text(text, encoding="utf-8")
    assert main(["judge", str(tmp_path / "in.csv"), "--root", str(site)]) == 64
    assert capsys.readouterr().err.count("\n") == 1


def test_a_missing_file_is_exit_64(site, capsys):
    """Named, with the mend."""
    for command in ("judge", "train", "learn"):
        assert main([command, "no-such.csv", "--root", str(site)]) == 64
        assert "no such file" in capsys.readouterr().err


def test_a_folder_for_a_table_is_exit_64(site, tmp_path, capsys):
    """Whether it was to be read or to be written, the line says that it is a folder."""
    table = _table(tmp_path / "in.csv", "1,Police shoot two,,en,")
    for command in (["judge", str(tmp_path)], ["score", str(tmp_path)], ["train", str(tmp_path)]):
        assert main([*command, "--root", str(site)]) == 64
        assert "a folder" in capsys.readouterr().err
    for out in (tmp_path, Path("/proc/out.csv")):
        assert main(["judge", table, "-o", str(out), "--root", str(site)]) == 64
        assert capsys.readouterr().err.count("\n") == 1


def test_explain_of_a_key_tells_what_the_file_says_and_what_is_judged_now(site, capsys):
    """An id that was copied from a list is looked up, never judged as a headline; one that nobody has is said so."""
    week = site / "content/entries/2026-w47"
    week.mkdir(parents=True, exist_ok=True)
    head = (
        "Title: Bandits kill two in Baragoi\nDate: 2026-11-19 14:30\nOutlet: the-ridge\nLink: https://ridge.example/a\n"
    )
    (week / "raid-0123456789.md").write_text(f"{head}Why: topic banditry: raid\n\n", encoding="utf-8")
    assert main(["explain", "0123456789", "--root", str(site)]) == 0
    told = capsys.readouterr().out
    assert "the-ridge: Bandits kill two in Baragoi" in told
    assert "  topic banditry: raid\n" in told
    assert "\nNow\nrelevant: " in told
    assert '\n  killed 2: "Bandits kill two in Baragoi"\n' in told
    key = entry_key("", "raid-0123456789")
    assert f'usalama edit hide --root {site} {key} --why "…"\n' in told
    (mend,) = (line for line in told.splitlines() if line.startswith("  killed 2 "))
    assert mend.endswith(f'usalama edit correct --root {site} {key} --part killed --why "…"')
    second = f"{head}Story: s0123456789\n\n".replace("kill two", "kill five")
    (week / "second-abcdefabcd.md").write_text(second, encoding="utf-8")
    (week / "raid-0123456789.md").write_text(f"{head}Story: s0123456789\n\n", encoding="utf-8")
    assert main(["explain", "s0123456789", "--root", str(site)]) == 0
    other = f"  {entry_key('', 'second-abcdefabcd')}  the-ridge: Bandits kill five in Baragoi\n    killed 5: "
    assert other in capsys.readouterr().out, "of a story each report and what is read from it"
    for start in ("0123", "s0123456789"):
        assert main(["explain", start, "--root", str(site)]) == 0
        assert "the-ridge: Bandits kill two in Baragoi" in capsys.readouterr().out
    assert "places by its story" not in told
    (week / "raid-1123456789.md").write_text(f"{head}Story: s0123456789\n\n", encoding="utf-8")
    assert main(["explain", "1123456789", "--root", str(site)]) == 0
    (place,) = (line for line in capsys.readouterr().out.splitlines() if line.startswith("  places by its story "))
    assert f"relocate --root {site} s0123456789 COUNTY" in place
    (copies := week.with_name("2026-w46")).mkdir()
    (copies / "raid-1123456789.md").write_text(f"{head}\n".replace("Bandits", "Copied bandits"), encoding="utf-8")
    assert main(["explain", "1123456789", "--root", str(site)]) == 0
    assert "the-ridge: Bandits kill two in Baragoi" in capsys.readouterr().out, "of two files it is the one shown"
    (week / "raid-0123999999.md").write_text(f"{head}\n", encoding="utf-8")
    assert main(["explain", "0123", "--root", str(site)]) == 64
    assert "several keys begin with" in capsys.readouterr().err
    for nobodys in ("9876543210", "98765"):
        assert main(["explain", nobodys, "--root", str(site)]) == 64
        assert "usalama edit find" in capsys.readouterr().err
    (week / "NAME.md").write_text(f"{head}Story: s2223456789\n\n", encoding="utf-8")
    for named in entry_key("", "NAME"), "s2223456789":
        assert main(["explain", named, "--root", str(site)]) == 0, "by hand, and a story whose own report is gone"
        assert "s2223456789  the-ridge: Bandits kill two in Baragoi" in capsys.readouterr().out


def test_explain_knows_the_key_of_a_report_that_was_not_kept(site, capsys):
    """It is the one that review prints; of its text the headline alone was kept."""
    seen = datetime(2026, 11, 19, 9, tzinfo=UTC)
    left = state.Dropped(
        "98765432ab", "https://ridge.example/feed", "", "Tea prices rise", 0.31, "0.31: home", seen, "r"
    )
    state.add_dropped(site, "2026-w47", [left])
    assert main(["explain", "98765432ab", "--root", str(site)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Tea prices rise\n\nRead on 2026-11-19 and not kept\n  0.31: home\n")
    assert "by the headline alone" in told
    assert "not relevant: " in told
    assert f'usalama edit admit --root {site} 98765432ab --why "…"' in told, "what lets it in is ready to be copied"
    assert main(["explain", "9876", "--root", str(site)]) == 0
    assert capsys.readouterr().out == told, "its beginning is enough, as it is to let it in"
    state.add_dropped(site, "2026-w47", [replace(left, key="9876543210")])
    assert main(["explain", "9876", "--root", str(site)]) == 64
    assert 'several keys begin with "9876": 9876543210, 98765432ab; write more' in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", " ", "\t\n"])
def test_explain_of_nothing_is_wrong_use(site, capsys, text):
    """As where a shell's variable was empty: a judgement of no words says nothing."""
    assert main(["explain", text, "--root", str(site)]) == 64
    assert capsys.readouterr() == ("", "usalama: TEXT is empty; give a headline, or the key of an entry\n")


def test_explain_prints_verdict_and_evidence(site, capsys, monkeypatch):
    """A person reads why, in lines that a narrow terminal holds."""
    monkeypatch.setenv("COLUMNS", "50")
    assert main(["explain", "Bandits kill two in Baragoi", "--root", str(site)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("relevant")
    assert "samburu" in out
    assert max(map(len, out.splitlines())) <= 50


def _dropped(site, title, relevance):
    moment = datetime(2026, 11, 18, 9, tzinfo=UTC)
    one = state.Dropped("0123456789", "https://x.example/feed", "", title, relevance, "near", moment, "r")
    state.add_dropped(site, "2026-w47", [one])


def test_review_then_learn_moves_the_weights_towards_the_answer(site, tmp_path, capsys):
    """A near miss is listed, answered in the table, recorded without its names, and judged higher afterwards.

    Until it is recorded, no other review is written over the answer, nor over one that was changed since.
    """
    title = "Zimwi group seen near Xyzzy camp"
    _dropped(site, title, 0.3)
    assert main(["review", "2026-W47", "--root", str(site)]) == 0
    assert title in capsys.readouterr().out
    table = tmp_path / "review.csv"
    assert main(["review", "2026-W01", "-o", str(table), "--root", str(site)]) == 0, "there is nothing near the line"
    assert main(["review", "2026-W47", "-o", str(table), "--root", str(site)]) == 0
    table.write_text(table.read_text(encoding="utf-8").replace("0123456789,,", "0123456789,1,"), encoding="utf-8")
    answered, before = table.read_bytes(), (site / store.CATALOG / "weights.csv").read_bytes()
    assert main(["review", "2026-W47", "-o", str(table), "--root", str(site)]) == 64
    assert f"{table}: holds an answer, to 0123456789" in capsys.readouterr().err
    assert table.read_bytes() == answered
    assert main(["learn", str(table), "--root", str(site)]) == 0
    assert f"usalama rejudge --root {site} --all judges" in capsys.readouterr().out, "without it what is judged stays"
    assert (site / store.CATALOG / "weights.csv").read_bytes() != before
    table.write_bytes(answered.replace(b"0123456789,1,", b"0123456789,no,"))
    assert main(["review", "2026-W47", "-o", str(table), "--root", str(site)]) == 64
    table.write_bytes(answered.replace(b"0123456789,1,", b"0123456789,Yes,"))
    assert main(["review", "2026-W47", "-o", str(table), "--root", str(site)]) == 0
    recorded = (site / store.CATALOG / "corrections.csv").read_text(encoding="utf-8")
    assert "0123456789,1," in recorded
    assert "Xyzzy" not in recorded


def test_review_says_which_days_it_goes_by(site, capsys):
    """What was dropped goes by the day it was read, in the site's zone; a line says it, with the dates.

    The last line's commands can be pasted into a shell, whatever the folder is called.
    """
    site = site.rename(site.with_name("our site"))
    _dropped(site, "Zimwi group seen near Xyzzy camp", 0.3)
    assert main(["review", "2026-W47", "--root", str(site)]) == 0
    *_, item, mend, last, then = capsys.readouterr().out.splitlines()
    assert then.endswith(f"usalama review --root '{site}' 2026-W47 -o review.csv")
    assert item == "     0123456789  read 2026-11-18  near"
    assert mend == f"     usalama edit admit --root '{site}' 0123456789 --why \"…\""
    assert last.startswith(
        "2026-W47 (2026-11-16 to 2026-11-22): 1 near the line: 0 kept, published in these days; 1 dro"
    )


def test_what_is_learnt_is_recorded_with_the_weights_or_not_at_all(site, tmp_path):
    """Answers alone would say of a desk that it had been taught: a disk with room for one table only keeps neither."""
    table, catalog = tmp_path / "review.csv", site / store.CATALOG
    table.write_text("id,correct,title\nk1,1,Zimwi camp seen\n", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in catalog.glob("*.csv")}
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    assert len(before["weights.csv"]) > 100_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
    try:
        assert main(["learn", str(table), "--root", str(site)]) == 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert {path.name: path.read_bytes() for path in catalog.glob("*.csv")} == before


def test_learn_can_only_record(site, tmp_path):
    """--keep-weights leaves the weights; a table without answers changes nothing."""
    table = tmp_path / "review.csv"
    table.write_text("id,correct,title\nk1,,Police\n", encoding="utf-8")
    assert main(["learn", str(table), "--root", str(site)]) == 0
    assert (site / store.CATALOG / "corrections.csv").read_text(encoding="utf-8").count("\n") == 1
    table.write_text("id,correct,title\nk1,0,Police\n", encoding="utf-8")
    before = (site / store.CATALOG / "weights.csv").read_bytes()
    assert main(["learn", str(table), "--keep-weights", "--root", str(site)]) == 0
    assert (site / store.CATALOG / "weights.csv").read_bytes() == before


@pytest.mark.parametrize("head", ["correct", "kenya_security", '"kenya_security"'])
def test_one_label_is_enough_to_learn_from(site, tmp_path, capsys, head):
    """Also one of a table that was labelled for training, which alone would need hundreds; the desk stays well."""
    table, named = tmp_path / "few.csv", head.strip('"')
    table.write_text(f"id,title,summary,{head},topics\np1,Zimwi camp seen,,1,banditry\n", encoding="utf-8")
    before = (site / store.CATALOG / "weights.csv").read_bytes()
    assert main(["learn", str(table), "--root", str(site)]) == 0
    assert (site / store.CATALOG / "weights.csv").read_bytes() != before
    assert mistakes_of(idle(store.read_desk(site))) == []
    table.write_text(f"id,title,summary,{head},topics\np1,Zimwi camp seen,,perhaps,\n", encoding="utf-8")
    assert main(["learn", str(table), "--root", str(site)]) == 64
    assert f"p1: {named} is 'perhaps'; write 1, 0 or nothing" in capsys.readouterr().err


def test_what_is_learnt_waits_for_another_run(site, tmp_path, another_run, monkeypatch, capsys):
    """Else the answers of one of two at once would be lost, or a pull would judge by half of them."""
    table = tmp_path / "review.csv"
    table.write_text("id,correct,title\nk1,0,Police\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in (site / store.CATALOG).iterdir()}
    with another_run(site), monkeypatch.context() as hasty:
        hasty.setattr(locks, "PATIENCE", 0)
        assert main(["learn", str(table), "--root", str(site)]) == 75
    assert "give it again after that" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in (site / store.CATALOG).iterdir()} == before
    with another_run(site):
        assert main(["learn", str(table), "--keep-weights", "--root", str(site)]) == 0


def test_tables_are_fitted_and_nobody_kept_waiting(site, another_run, monkeypatch):
    """Under the lock they are written, and only where what they were fitted to is still there."""
    files, made = store.read_desk(site), {"weights.csv": "target,feature,weight\n"}
    weights = site / store.CATALOG / "weights.csv"
    before = weights.read_bytes()
    with another_run(site), monkeypatch.context() as hasty:
        hasty.setattr(locks, "PATIENCE", 0)
        with pytest.raises(LockedError):
            desktables.save_fitted(site, files, made)
    with (site / store.CATALOG / "vocabulary.csv").open("a", encoding="utf-8") as file:
        file.write("police,strong,en,constable on a camel\n")
    with pytest.raises(TableError, match="changed meanwhile; train again"):
        desktables.save_fitted(site, files, made)
    assert weights.read_bytes() == before
    desktables.save_fitted(site, store.read_desk(site), made)
    assert weights.read_text("utf-8") == made["weights.csv"]


def test_review_needs_a_week(site, capsys):
    """No entries yet, or a week that is none: exit 64 with the mend."""
    assert main(["review", "--root", str(site)]) == 64
    assert "pull" in capsys.readouterr().err
    assert main(["review", "week-one", "--root", str(site)]) == 64


def _every_class(site):
    """Return priors of relevance alone for each class that the tables tell of: each target is fitted eleven times."""
    told = [row[column] for table, column in TOLD.items() for row in _read(site / store.CATALOG / table)]
    classes = sorted({name for names in told for name in names.split(";") if name and name[:6] != "facet:"})
    return "relevance,bias,-1\n" + "".join(f"relevance,{name},0.1\n" for name in classes)


def test_train_writes_nothing_that_check_refuses(site, tmp_path, capsys):
    """Few labels leave classes that nothing weighs: one line says what the least is; the tables stay as they were."""
    table = tmp_path / "few.csv"
    head = "id,title,summary,kenya_security,topics\n"
    table.write_text(f"{head}p1,Bandits kill two in Baragoi,,1,banditry\nn1,Tea prices rise,,0,\n", "utf-8")
    priors = site / store.CATALOG / "priors.csv"
    rows = re.sub(r"relevance,neutral(-officer)?,0.1\n", "", _every_class(site))
    priors.write_text(f"target,feature,weight\n{rows}", "utf-8")
    before = {path: path.read_bytes() for path in (site / store.CATALOG).iterdir()}
    assert main(["train", "--weights-only", str(table), "--root", str(site)]) == 64
    told = capsys.readouterr().err
    wrong = "no text and no row of priors.csv has 2 classes of the tables (neutral-officer, "
    assert told.startswith(f"usalama: nothing written, for {wrong}")
    assert "the least is one text or one row for each" in told
    assert re.search(r"give them to usalama learn --root \S+, which needs one\n", told)
    assert told.count("\n") == 1
    assert {path: path.read_bytes() for path in (site / store.CATALOG).iterdir()} == before


def test_train_reports(site, tmp_path, capsys):
    """The figures are printed for each table; --dry-run writes nothing."""
    table = tmp_path / "labels.csv"
    rows = [f"p{n},Bandits kill {n} in Baragoi,,1,banditry" for n in range(12)]
    rows += [f"n{n},Tea prices rise {n} percent,,0," for n in range(12)]
    table.write_text("id,title,summary,kenya_security,topics\n" + "\n".join(rows) + "\n", encoding="utf-8")
    priors = site / store.CATALOG / "priors.csv"
    priors.write_text("target,feature,weight\nbanditry,bias,-1\n" + _every_class(site), encoding="utf-8")
    before = (site / store.CATALOG / "weights.csv").read_bytes()
    assert main(["train", str(table), "--dry-run", "--root", str(site)]) == 0
    assert "relevance F1 1.000" in capsys.readouterr().out
    assert (site / store.CATALOG / "weights.csv").read_bytes() == before


def test_train_fits_what_plain_words_lean_to(site, tmp_path, capsys):
    """The words are made anew from what it is given, whatever stood there; a table may teach the weights alone."""
    table = tmp_path / "labels.csv"
    rows = [f"p{n},the lantern went out in village {n},,1,banditry" for n in range(12)]
    rows += [f"n{n},the kettle went out in village {n},,0," for n in range(12)]
    table.write_text("id,title,summary,kenya_security,topics\n" + "\n".join(rows) + "\n", encoding="utf-8")
    leanings = site / store.CATALOG / "leanings.csv"
    priors = site / store.CATALOG / "priors.csv"
    priors.write_text("target,feature,weight\n" + _every_class(site), encoding="utf-8")
    before = leanings.read_bytes()
    weights = site / store.CATALOG / "weights.csv"
    weights.write_text("target,feature,weight\nsailing,bias,1\n", encoding="utf-8")  # a topic that was taken out
    assert main(["train", "--weights-only", str(table), "--root", str(site)]) == 0
    assert "banditry,bias," in weights.read_text("utf-8")
    assert "sailing" not in weights.read_text("utf-8")
    assert leanings.read_bytes() == before
    assert "leanings.csv" not in capsys.readouterr().out
    leanings.write_text("word,leans\nnight,sailing=1\n", encoding="utf-8")  # a topic that was taken out
    assert main(["train", str(table), "--root", str(site)]) == 0
    assert "leanings.csv: 6 words of 24 headlines" in capsys.readouterr().out
    targets, words = read_leanings({"leanings.csv": leanings.read_text("utf-8")})
    at = targets.index("relevance")
    assert words["lantern"][at] > 1 > -1 > words["kettle"][at]


def test_train_goes_onward_from_the_weights_that_are_there(site, tmp_path, capsys):
    """More labels move relevance alone, and the table that taught before counts a tenth: neither is lost by more."""
    head = "id,title,summary,kenya_security,topics\n"
    more, held = tmp_path / "more.csv", tmp_path / "held.csv"
    more.write_text(head + "".join(f"p{n},Bandits kill {n} in Baragoi,,0,\n" for n in range(9)), encoding="utf-8")
    held.write_text(head + "".join(f"h{n},Bandits kill {n} in Baragoi,,1,banditry\n" for n in range(30)), "utf-8")
    folder = site / store.CATALOG
    before = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    assert main(["train", "--onward", str(held), str(more), "--root", str(site)]) == 0
    told = capsys.readouterr().out
    assert "more.csv: 9 rows" in told
    assert "held.csv" not in told
    after = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    assert {name for name in before if after[name] != before[name]} == {"weights.csv"}
    was, now = read_weights(before), read_weights(after)
    assert {target for target in was if was[target] != now[target]} == {"relevance"}
    assert now["relevance"]["banditry"] < was["relevance"].get("banditry", 0.0)


def test_train_moves_onward_which_topic_comes_first(site, tmp_path, capsys):
    """More labels say what such a text is mainly about; what is relevant stays, and so do the plain words."""
    head = "id,title,summary,kenya_security,topics\n"
    more, held = tmp_path / "more.csv", tmp_path / "held.csv"
    more.write_text(head + "".join(f"p{n},Bandits kill {n} in Baragoi,,1,crime\n" for n in range(40)), "utf-8")
    held.write_text(head + "h,Bandits kill two in Baragoi,,1,banditry\n", "utf-8")
    folder = site / store.CATALOG
    before = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    assert main(["train", "--first-onward", str(held), str(more), "--root", str(site)]) == 0
    assert "held.csv" not in capsys.readouterr().out
    after = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    assert {name for name in before if after[name] != before[name]} == {"weights.csv"}
    was, now = read_weights(before), read_weights(after)
    assert {target for target in was if not target.startswith("first ") and was[target] != now[target]} == set()
    assert now["first crime"]["banditry"] > was["first crime"]["banditry"]


def test_train_needs_a_table(site, capsys):
    """Without any, the weights would fall back to their priors."""
    assert main(["train", "--root", str(site)]) == 64
    assert "name a CSV of labelled headlines" in capsys.readouterr().err


def test_train_refuses_a_label_that_is_no_topic(site, tmp_path, capsys):
    """It would be given weights of its own, which no pull would take."""
    table = tmp_path / "labels.csv"
    table.write_text("id,title,summary,kenya_security,topics\nr1,Bandits strike,,1,bandtiry\n", encoding="utf-8")
    assert main(["train", str(table), "--root", str(site)]) == 64
    assert f"{table}: r1: no topic 'bandtiry'; did you mean \"banditry\"?" in capsys.readouterr().err


@pytest.mark.parametrize("said", ["yes", "TRUE", "1.0", ""])
def test_train_refuses_a_label_that_is_neither_0_nor_1(site, tmp_path, capsys, said):
    """As a spreadsheet writes it: all of it would count as no security news, and the weights be ruined."""
    table = tmp_path / "labels.csv"
    table.write_text(f"id,title,summary,kenya_security,topics\nr1,Bandits strike,,{said},banditry\n", encoding="utf-8")
    assert main(["train", str(table), "--root", str(site)]) == 64
    assert f"{table}: r1: kenya_security is {said!r}; write 0 or 1" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        *((f"train x.csv --pull={pull}", "no number above 0") for pull in ("0", "-1", "nan", "inf", "much")),
        ("backfill x.csv --out y --partition -1", "no number above 0"),
        ("backfill x.csv --out y --workers 0", "no whole number from 1"),
        ("review --most 0", "no whole number from 1"),
        ("status --now=", "argument --now: is empty; give one, or leave the option out"),
        ("edit relocate 0123456789 '' --why x", "argument COUNTY: is empty; give one"),
        ("pull --feed=", "argument --feed: is empty"),
        ("publish --deploy=", "argument --deploy: is empty"),
        ("schedule --cron --deploy=", "argument --deploy: is empty"),
        *(
            (f"{command} --root=", "argument --root: is empty; give a path")
            for command in ("check", "edit find", "pull")
        ),
        ("dropped --most -3", "no whole number from 1"),
        ("dropped --weeks many", "no whole number from 1"),
        *((f"dropped --from={score}", "no number from 0 to 1") for score in ("nan", "-0.1", "1.5", "inf", "half")),
    ],
)
def test_an_option_that_cannot_be_meant_is_wrong_use(capsys, words, said):
    """It is told before anything is read: no workers would never end, a pull below 0 would fit anything.

    Nothing, as where a shell's variable is empty, is none: it is not the folder we are in, and no target is forgotten.
    """
    with pytest.raises(SystemExit) as ended:
        main(shlex.split(words))
    assert ended.value.code == 64
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(("command", "dry"), [("train", "--dry-run"), ("train-stories", "--dry-run")])
def test_training_outside_any_site_writes_nothing(tmp_path, monkeypatch, capsys, command, dry):
    """It would replace the program's own tables; measuring by those is no harm."""
    monkeypatch.chdir(tmp_path)
    assert main([command, "none.csv"]) == 64
    assert "no pelicanconf.py here or above" in capsys.readouterr().err
    assert main([command, "none.csv", dry]) == 64
    assert "none.csv: no such file" in capsys.readouterr().err


def test_quality_is_written_beside_the_tables_that_were_measured(scratch_site, tmp_path, monkeypatch):
    """Another site's figures never take the place of the project's; where there is no real data the made sets stand."""
    project = tmp_path / "project"  # of the first rows of each set: what they come to is measured in tests/quality
    shutil.copytree(ROOT / "tests/quality", made := project / "tests/quality")
    for path in made.glob("*.csv"):
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:60]))
    monkeypatch.setattr(quality, "_MADE", made)
    root = scratch_site()
    assert main(["quality", "--root", str(root), "--data", str(tmp_path / "none")]) == 0
    page = (root / "docs/quality.md").read_text("utf-8")
    assert "## Made sentences" in page
    assert "## Real headlines" not in page
    assert not (project / "docs").exists()
