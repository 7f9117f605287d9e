"""Modules of folders that no import looks into, loaded from their file; and what sweeps start programs with."""

import os
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
BARE = {
    "PATH": os.environ["PATH"],
    "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
}
"""What the runs of a sweep know of their surroundings: the path too, so that no other copy of the code is run."""


def load(name: str, folder: Path = HERE) -> ModuleType:
    """Load ``name``.py of a folder, anew at each call."""
    spec = spec_from_file_location(name, folder / f"{name}.py")
    if spec is None or spec.loader is None or not Path(spec.origin or "").is_file():
        raise SystemExit(f"{folder / name}.py: is not there")
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def small_site() -> ModuleType:
    """Load the maker of the tests' small site."""
    load("made", HERE.parent)  # which it imports
    return load("small_site", HERE.parent / "site")
