"""Pelican's settings, a program that the desk writes: run, and what stops it told in a line.

No value is judged here but for folders that are not there; of its own settings a plugin says what cannot be meant.
"""

import runpy
import sys
import traceback
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import usalama
from usalama.errors import SiteError
from usalama.formats.handwritten import no_text
from usalama.formats.tables import nearest
from usalama.machine import disk

_PROGRAM = Path(usalama.__file__).resolve().parents[2]  # a site made elsewhere names that machine's
_OURS = "topic_digest"  # the plugin by its name, where it is not given itself
DOOR = "print_alone"  # what a plugin calls the function that prints without Pelican
_NEEDS = "NEEDED"  # what a plugin calls the names of settings that it cannot do without
_OWN = "OWN"  # what it calls the names of its own settings
_MISTAKES = "mistakes"  # what it calls the function that names those of its own that cannot be meant
_PLACES = "FOLDERS"  # what it calls the names of settings that lead to a folder
_CONTENT = "PATH"  # what Pelican calls the setting that leads to what is printed


def settings(path: Path, root: Path) -> dict[str, Any]:
    """Run a settings file of the site in ``root`` and return them, folders in full; raise SiteError for what cannot be.

    Without our plugin, or cut short, Pelican would print something else with them, or end in a trace of its own; where
    a folder is not there, a site without content or without a theme; where the content is another site's, that one's.
    """
    found = {name: value for name, value in run(path).items() if name.isupper()}
    named = found.get("PLUGINS")
    listed = named if isinstance(named, list | tuple) else ()
    plugins = [each for each in listed if each == _OURS or hasattr(each, DOOR)]
    _refuse_cut(found, _named(plugins, _NEEDS) if plugins else [f"{_OURS} among the PLUGINS"], path)
    for plugin in plugins:
        _refuse_strangers(found, getattr(plugin, _OWN, ()), path)
        for name, wrong in getattr(plugin, _MISTAKES, lambda _: {})(found).items():
            raise SiteError(f"{_at(path, name)}: {name}: {wrong}")
    places = [name for name in _named(plugins, _PLACES) if name in found]
    found |= {name: _folders(found[name], name, path) for name in places}
    if _CONTENT in places and disk.real(found[_CONTENT]) != disk.real(own := root / "content"):
        mend = f"restore its line from the repository, or write {_CONTENT} = {str(own)!r}"
        raise SiteError(f"{path.name}: {_CONTENT}: {found[_CONTENT]!r} is not what this site is made from; {mend}")
    return found


def _named(plugins: Sequence[object], kind: str) -> list[str]:
    """Return the names of settings that plugins have of a kind."""
    return [name for plugin in plugins for name in getattr(plugin, kind, ())]


def _refuse_cut(found: Collection[str], needed: Sequence[str], conf: Path) -> None:
    """Raise SiteError for a file that ends before all that is ``needed`` stands in it."""
    lacking = [name for name in needed if name not in found]
    if lacking:
        line = max(1, len(conf.read_bytes().splitlines()))
        first = lacking[0] if len(lacking) == 1 else f"{lacking[0]} and {len(lacking) - 1} more"
        raise SiteError(f"{conf.name}:{line}: ends without {first}; restore the file from the repository")


def _refuse_strangers(found: Collection[str], own: Collection[str], conf: Path) -> None:
    """Raise SiteError for a name that begins as a plugin's own do and is none: misspelt, it would say nothing."""
    starts = tuple({name.partition("_")[0] + "_" for name in own})
    for name in found:
        if name.startswith(starts) and name not in own:
            raise SiteError(f"{_at(conf, name)}: {name} is no setting; {nearest(name, sorted(own))}")


def _at(conf: Path, name: str) -> str:
    """Return the file's name with the last line that sets a name in it; without one where another file does."""
    text = conf.read_text("utf-8", "replace").splitlines()
    lines = [number for number, each in enumerate(text, 1) if each.startswith(name)]
    return f"{conf.name}:{lines[-1]}" if lines else conf.name


def _folders(value: object, name: str, conf: Path) -> str | list[str]:
    """Return the folder that a setting names, or each of a list; one not named in full is below the settings file's."""
    if isinstance(value, list | tuple):
        return [_folder(each, name, conf) for each in value]
    return _folder(value, name, conf)


def _folder(value: object, name: str, conf: Path) -> str:
    place = conf.parent / Path(str(value or "")).expanduser()
    if not value or not place.is_dir():
        mend = "name one in full, or from the folder of this file"
        raise SiteError(f"{conf.name}: {name}: {value!r} is no folder; {mend}")
    return str(place)


def run(path: Path) -> dict[str, Any]:
    """Run a settings file and return what it names; raise SiteError with its line for whatever stops it."""
    folder = str(path.parent)
    sys.path.insert(0, folder)  # noqa: TID251  for `from pelicanconf import *` in a second settings file
    try:
        disk.opened(path).close()  # a pipe would be waited for
        return runpy.run_path(str(path))
    except MemoryError:
        raise  # the machine's fault
    except Exception as error:  # noqa: BLE001  whatever a person's program does when it is run
        for each in (path, path.with_name("pelicanconf.py")):  # Python names no line, and may blame the file that asks
            if each.is_file() and (wrong := _no_text(each.read_bytes(), error)):
                raise SiteError(f"{each.name}: {wrong}") from None
        place, why = _place(error, path), " ".join(str(error).split())
        moved = isinstance(error, FileNotFoundError) and Path(error.filename or "").name == path.name
        mend = f"name the program's there, {_PROGRAM / path.name}" if moved else "mend that line"
        raise SiteError(f"{place}: cannot be run: {type(error).__name__}: {why}; {mend}") from None
    finally:
        sys.path.remove(folder)  # noqa: TID251
        sys.modules.pop("pelicanconf", None)  # another site has its own


def _no_text(body: bytes, error: Exception) -> str:
    """Say where a file holds bytes for which Python gave up reading it; "" where the error is another."""
    if not isinstance(error, UnicodeDecodeError | SyntaxError) and "null bytes" not in str(error):
        return ""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as mistake:
        return no_text(mistake)
    line = text.partition("\0")[0].count("\n") + 1
    return f"line {line}: a NUL character; restore the file from the repository" if "\0" in text else ""


def _place(error: Exception, path: Path) -> str:
    """Return the file and line that stopped: one setting file may take in another, where the mistake then stands."""
    met = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError):  # other errors that tell a line tell one of what they read
        met.append((Path(error.filename or ""), error.lineno))
    own = [f"{file.name}:{line}" for file, line in met if file.parent == path.parent]
    return own[-1] if own else path.name
