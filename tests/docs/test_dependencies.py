"""Every dependency has its reason, and every reason its dependency."""

import re
import tomllib
from importlib.metadata import distributions, packages_distributions
from itertools import chain
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]


def names(requirements):
    return {re.match(r"[A-Za-z0-9_.-]+", requirement).group().lower() for requirement in requirements}


def test_each_dependency_has_one_line_of_reason():
    """pyproject.toml and docs/dependencies.md name the same packages."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    declared = names(project["project"]["dependencies"])
    for extra in project["project"]["optional-dependencies"].values():
        declared |= names(extra)
    declared |= names(project["dependency-groups"]["dev"])
    rows = re.findall(r"^\| ([a-z0-9][a-z0-9-]*) \| ", (ROOT / "docs/dependencies.md").read_text(), re.MULTILINE)
    assert sorted(set(rows) - {"package"}) == sorted(declared)
    explained = [row for row in rows if row != "package"]
    assert len(explained) == len(set(explained)), "a package is explained twice"


def test_each_dependency_is_used():
    """No package is installed that no line of ours names; ``tzdata`` is data, which the standard library reads."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = names([*project["dependencies"], *chain(*project["optional-dependencies"].values())])
    modules = {name: {name} for name in declared}
    for module, packages in packages_distributions().items():
        for name in map(str.lower, packages):
            modules.get(name, set()).add(module)
    files = [ROOT / "tasks.py", *(path for top in ("scripts", "plugins") for path in (ROOT / top).rglob("*.py"))]
    words = {word for path in files for word in re.findall(r"\w+", path.read_text())}
    assert [name for name, known in sorted(modules.items()) if not known & words] == ["tzdata"]


def test_the_locks_agree():
    """What a site installs is what the tests ran with."""
    pin = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]+\])?==([^ ;]+)", re.MULTILINE)
    site, dev = (dict(pin.findall((ROOT / "requirements" / name).read_text())) for name in ("site.lock", "dev.lock"))
    assert "pelican" in site
    assert {name: version for name, version in site.items() if dev.get(name) != version} == {}


def test_the_locks_name_extras():
    """A package that another asks for with extras stands with those extras in the lock.

    With hashes required pip takes it for unpinned otherwise, and a fresh machine can install nothing as soon as a newer
    release is out: https://github.com/pypa/pip/issues/9644.
    """
    lock = (ROOT / "requirements/dev.lock").read_text()
    locked = dict(re.findall(r"^([A-Za-z0-9_.-]+)(\[[^\]]+\])?==", lock, re.MULTILINE))
    asked = [Requirement(each) for found in distributions() for each in found.requires or ()]
    needed = [
        each for each in asked if each.extras and each.name in locked and (not each.marker or each.marker.evaluate())
    ]
    assert "coverage" in {each.name for each in needed}, "the environment is not the one of the lock"
    for each in needed:
        assert set(each.extras) <= set(re.findall(r"[\w-]+", locked[each.name])), each
