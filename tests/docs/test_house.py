"""The house rules that can be counted."""

import ast
import re
from pathlib import Path

import pytest

from usalama import commands

ROOT = Path(__file__).parents[2]
MODULES = sorted([*(ROOT / "scripts").rglob("*.py"), *(ROOT / "plugins").rglob("*.py"), ROOT / "tasks.py"])
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40


def named(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_fits_on_a_desk(path):
    """No module is longer than 300 lines and no function than 40."""
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    too_long = [f.name for f in functions if f.end_lineno - f.lineno + 1 > LONGEST_FUNCTION]
    assert not too_long


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_says_what_it_is(path):
    """Every module opens with a docstring."""
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", TESTS, ids=named)
def test_a_test_states_a_behaviour(path):
    """Every test function, here and in classes, opens with a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tests = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")]
    assert tests, "a test file without tests"
    silent = [test.name for test in tests if not ast.get_docstring(test)]
    assert not silent


def test_every_room_stands_on_the_plan():
    """Each folder of the program is a row of the architecture's table, in the words of its own docstring."""
    plan = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    rooms = [path for path in MODULES if path.name == "__init__.py" and path.parents[1] == ROOT / "scripts/usalama"]
    assert rooms
    for path in rooms:
        told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))).splitlines()[0]
        assert f"| `{path.parent.name}` | {told} |" in plan


def test_the_room_of_commands_holds_commands_alone():
    """Each module of ``commands`` is one command of the command line, and each command is a module there."""
    there = {f"{commands.__name__}.{path.stem}" for path in MODULES if path.parent.name == "commands"}
    assert there - {f"{commands.__name__}.__init__"} == set(map(commands.module_name, commands.COMMANDS))


def test_a_command_that_a_line_tells_of_goes_through_the_hints():
    """Printed as it stands, it would lack the ``--root`` that was typed: no site is where the reader stands."""
    talking = [path for path in MODULES if path.parent.name in {"commands", "console"} and path.stem != "hints"]
    told = re.compile(rf"\busalama ({'|'.join(commands.COMMANDS)})\b(?! --root)")
    bare = []
    for path in talking:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "print":
                words = "".join(str(each.value) for each in ast.walk(call) if isinstance(each, ast.Constant))
                bare += [f"{named(path)}:{call.lineno}"] if told.search(words) else []
    assert talking
    assert bare == []


def test_no_module_is_a_drawer():
    """Modules are nouns of the field; none is called utils, helpers, common, misc or manager."""
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "process", "base"}
    assert [named(path) for path in MODULES if path.stem in drawers] == []


def test_todo_notes_name_their_reason():
    """No bare TODO, FIXME or XXX stands in the code."""
    bare = re.compile(r"#\s*(TODO|FIXME|XXX)\b(?!\s*:\s*\S{3})")
    found = [named(path) for path in MODULES if bare.search(path.read_text(encoding="utf-8"))]
    assert found == []
