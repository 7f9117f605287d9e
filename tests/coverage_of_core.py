"""Hold the core to every branch: read ``coverage json`` and fail where a pure module has a branch that no test took.

Which modules are the core is said once, in the contract "pure" of ``pyproject.toml``. It measures nothing itself;
``inv test --cover`` does, and calls this.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


def core_files(pyproject: str) -> list[str]:
    """Return the files of the modules and rooms that the contract "pure" names."""
    contracts = tomllib.loads(pyproject)["tool"]["importlinter"]["contracts"]
    pure = next(contract for contract in contracts if contract.get("id") == "pure")
    tops = [Path("scripts", *module.split(".")) for module in pure["source_modules"]]
    modules = [path for top in tops for path in (ROOT / top).rglob("*.py") if path.name != "__init__.py"]
    single = [top.with_suffix(".py") for top in tops if not (ROOT / top).is_dir()]
    return sorted(map(str, [*single, *(path.relative_to(ROOT) for path in modules)]))


def gaps(measured: Mapping[str, Any], core: list[str]) -> list[str]:
    """Return one line for each file of the core that was not measured or not taken whole."""
    found = []
    for name in core:
        told = measured["files"].get(name)
        if told is None:
            found.append(f"{name}: not measured")
        elif told["missing_lines"] or told["missing_branches"]:
            lines = ", ".join(map(str, told["missing_lines"])) or "none"
            ways = (
                ", ".join(f"{start}→{'end' if end < 0 else end}" for start, end in told["missing_branches"]) or "none"
            )
            share = told["summary"]["percent_covered"]
            found.append(f"{name}: {share:.1f} %; lines {lines}; branches {ways}")
    return found


def main(report: Path) -> int:
    """Print what is missing and return 1, or say that nothing is."""
    core = core_files((ROOT / "pyproject.toml").read_text("utf-8"))
    found = gaps(json.loads(report.read_text("utf-8")), core)
    told = f"{len(core) - len(found)} of {len(core)} modules of the core have every branch taken."
    sys.stdout.write("\n".join([*found, told]) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
