"""The judging tables as a build tries them: once for each state of theirs, and for each program."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import usalama
from usalama.cli import main
from usalama.machine import kept
from usalama.tables import copies, trying


def test_tables_are_tried_again_by_another_program(scratch_site, monkeypatch):
    """What an earlier program let pass may be what a pull of this one refuses; nobody has tried it by this one."""
    root = scratch_site("https://the-ridge.example/feed")
    assert trying.mistake(root) == ""
    note, tried = root / trying.FILE, (root / trying.FILE).read_bytes()
    table = root / "content/catalog/places.csv"
    table.write_text(table.read_text("utf-8").replace("name,kind", "name,kynd", 1), "utf-8")
    assert "places.csv: line 1: no column 'kind'" in trying.mistake(root)
    assert note.read_bytes() == tried, "tables with a mistake are not noted as tried"
    with monkeypatch.context() as earlier:
        earlier.setattr(sys, "version", "an earlier one, which knew no such mistake")
        kept.keep(note, b"", trying.state_of(table.parent).encode())
        assert trying.mistake(root) == ""
    assert trying.mistake(root)


def test_tables_are_tried_again_by_a_program_that_was_updated_where_it_lies(scratch_site, tmp_path):
    """A program that is run from its checkout has one version; after the next commit it may refuse more."""
    root = scratch_site("https://the-ridge.example/feed")
    table = root / "content/catalog/places.csv"
    table.write_text(table.read_text("utf-8").replace("name,kind", "name,kynd", 1), "utf-8")
    program = Path(usalama.__file__).parent
    place = shutil.copytree(program, tmp_path / "lib" / program.name, ignore=shutil.ignore_patterns("__pycache__"))
    code = "import pathlib, sys; from usalama.tables import trying; print(trying.mistake(pathlib.Path(sys.argv[1])))"

    def mistake() -> str:
        run = [sys.executable, "-c", code, str(root)]
        env = {**os.environ, "PYTHONPATH": str(place.parent)}
        return subprocess.run(run, env=env, capture_output=True, text=True, check=True).stdout.strip()

    rules = place / "tables" / "rules.py"
    now = rules.read_text("utf-8")
    rules.write_text(f"{now}\n\ndef try_tables(texts):\n    pass\n", "utf-8")
    assert mistake() == "", "the earlier one lets it pass, and notes that"
    rules.write_text(now, "utf-8")
    assert "places.csv: line 1: no column 'kind'" in mistake()


def test_a_table_of_names_to_hide_that_is_gone_stops_a_pull(scratch_site, capsys):
    """Without it a pull would write the names down; a desk that never had one has none to hide."""
    root = scratch_site("https://the-ridge.example/feed")
    (root / "content/catalog/redaction.toml").unlink()
    assert trying.mistake(root) == ""
    copies.write(root, {"redaction.toml": copies.Copy("0" * 40)})
    (root / trying.FILE).unlink()
    said = "content/catalog/redaction.toml: was here and is gone, and the names that it hides would be shown; restore"
    assert said in trying.mistake(root)
    assert main(["check", "--root", str(root)]) == 64
    assert capsys.readouterr().out.count("redaction.toml: was here") == 1
    assert main(["pull", "--root", str(root)]) == 64
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "torn"),
    [
        ("priors.csv", "crime,killing"),
        ("priors.csv", "crime,killing,"),
        ("corrections.csv", "0123456789,1,crime"),
        ("counties.csv", "48,Northmark,northmark,,nairo"),
        ("counties.csv", "48,Northmark"),
    ],
)
def test_a_table_that_broke_off_is_refused_alike(scratch_site, capsys, name, torn):
    """What only training or pages read of a torn table stops a pull too, as `check` and a build's warning say."""
    root = scratch_site("https://the-ridge.example/feed")
    table = root / "content/catalog" / name
    table.write_text(table.read_text("utf-8") + torn, "utf-8")
    assert main(["check", "--root", str(root)]) == 64
    said = f"content/catalog/{name}: line {table.read_text('utf-8').count(chr(10)) + 1}"
    assert said in capsys.readouterr().out
    assert said in trying.mistake(root)
    assert main(["pull", "--root", str(root)]) == 64
    assert said in capsys.readouterr().err
