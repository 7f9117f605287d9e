"""Every dependency has its reason, and every reason its dependency."""

import re
import tomllib
from pathlib import Path

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
