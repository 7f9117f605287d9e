"""What a build depends on beside its entries: every name and byte counts, and nothing else does."""

import os
import shutil
import subprocess
import sys

import pytest

from usalama.files.inputfiles import Prints, files_below


@pytest.fixture
def theme(tmp_path):
    """A folder of three files in two folders."""
    top = tmp_path / "theme"
    (top / "css" / "deep").mkdir(parents=True)
    for name, text in {"base.html": "a", "css/one.css": "b", "css/deep/two.css": "c"}.items():
        (top / name).write_text(text, encoding="utf-8")
    return top


def test_names_and_bytes_count_and_times_do_not(theme, tmp_path):
    """A copy elsewhere stands for the same; an edit, another name and another place each for something else."""
    copy = shutil.copytree(theme, tmp_path / "copy")
    os.utime(copy / "base.html", (1, 1))
    seen = {Prints().of([theme])}
    assert {Prints().of([copy])} == seen
    (copy / "css" / "one.css").write_text("B", encoding="utf-8")
    seen.add(Prints().of([copy]))
    (copy / "css" / "one.css").write_text("b", encoding="utf-8")
    (copy / "css" / "one.css").rename(copy / "css" / "three.css")
    seen.add(Prints().of([copy]))
    (copy / "css" / "three.css").rename(copy / "one.css")
    seen.add(Prints().of([copy]))
    assert len(seen) == 4


def test_a_file_alone_counts_by_its_bytes(theme):
    """It may be called what it will: who asks names it."""
    first, second = theme / "base.html", theme / "css" / "one.css"
    assert Prints().of([first]) != Prints().of([second])
    shutil.copy(first, second)
    assert Prints().of([first]) == Prints().of([second])


def test_dot_files_and_compiled_python_do_not_count(theme):
    """What editors and Python leave lying about is no reason to make the site anew."""
    before, names = Prints().of([theme]), files_below(theme)
    assert names == [theme / "base.html", theme / "css" / "one.css", theme / "css" / "deep" / "two.css"]
    (theme / ".base.html.swp").write_text("x", encoding="utf-8")
    (theme / "css" / "__pycache__").mkdir()
    (theme / "css" / "__pycache__" / "m.pyc").write_bytes(b"x")
    assert (Prints().of([theme]), files_below(theme)) == (before, names)


def test_a_pipe_among_them_is_not_waited_for(theme):
    """Whoever needs what should be there says so."""
    (theme / "base.html").unlink()
    (theme / "base.html").touch()
    empty = Prints().of([theme])
    (theme / "base.html").unlink()
    os.mkfifo(theme / "base.html")
    program = f"from {Prints.__module__} import *; print(Prints().of([Path({str(theme)!r})]))"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=20)
    assert done.stdout.strip() == empty
