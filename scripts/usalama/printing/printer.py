"""The process that prints: started early, given one order, waited for, never believed by its exit code alone.

The site's settings file decides who prints: a plugin of it that has ``print_alone`` may do so without Pelican; else
Pelican itself is run. Either way it is a child with a time limit, a session and an environment of its own, and what it
says goes into a file whose last words become the error.
"""

import contextlib
import fcntl
import json
import multiprocessing
import os
import re
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NamedTuple

from usalama.errors import BuildError, CatalogError, LedgerError, PrintError, SiteError
from usalama.machine import troubles
from usalama.printing import patterns
from usalama.printing.conf import DOOR
from usalama.printing.conf import settings as conf_settings

SECONDS = 1800
ORDER = "order.json"
_WORDS = ".cache/printer.txt"
_TAIL = 12
_MISTAKES = {mistake.__name__: mistake for mistake in (CatalogError, LedgerError, SiteError)}
_MISTAKE = re.compile(rf"usalama\.errors\.({'|'.join(_MISTAKES)}): (.+)")
_TEMPLATE = re.compile(r'  File "(.+\.(?:html|xml|txt))", line (\d+), in ')
_DISK = re.compile(r"\w+Error: \[Errno (\d+)\] [^:']+(?:: '([^']+)'(?: -> '([^']+)')?)?")
_ERRNO = 64  # what is added to what the disk said to make the printer's exit code: its words may have found no room
_WORLD = re.compile(r"\[Errno \d+\]|\bMemoryError\b|\bended with -(?:9|15);")
"""Last words of a printer that the machine failed: a disk, its memory, a signal from outside. No entry is at fault."""
_UNLOADED = ("ImportError: ", "ModuleNotFoundError: ")
_SENT = (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGHUP, -signal.SIGINT, -signal.SIGALRM)
_KEPT = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "COVERAGE_PROCESS_START", "USALAMA_SHARED")

Order = Mapping[str, Any]
Door = Callable[[Mapping[str, Any], Path, Path, Callable[[], Order]], bool]
"""Takes the settings, their file, the folder to print into, and what waits for the order. False: let Pelican do it.

The order comes in parts, so that weeks are read while a tree is made ready: each call returns the next. What there is
to read may come again, where it is not what it most likely was; then the last holds.
"""


class Printer(NamedTuple):
    """A child that gets ready to print, or prints."""

    child: BaseProcess
    orders: Connection
    life: Connection  # open as long as its starter lives
    conf: Path
    words: Path

    def tell(self, order: Order) -> None:
        """Give it a part of its order."""
        with contextlib.suppress(OSError):  # it is no more; why, is in its words
            self.orders.send_bytes(json.dumps(order).encode())

    def finish(self, order: Order, seconds: float = SECONDS, meanwhile: Callable[[], object] = tuple) -> None:
        """Give it the last part of its order and wait; raise BuildError with its last words if it fails or hangs.

        It is a PrintError unless the machine is at fault.
        """
        self.tell(order)
        with contextlib.suppress(OSError):
            self.orders.send_bytes(b"")
        self.orders.close()  # what did not arrive never will: a child that still waits sees the end of the pipe
        meanwhile()
        self.child.join(seconds)
        if self.child.exitcode is None:
            self.stop()
            raise PrintError(f"{self.conf}: printing did not end within {seconds:g} s; the old site stays")
        if self.child.exitcode:
            raise _failure(self.conf, self.child.exitcode, self.words)

    def stop(self) -> None:
        """End it, with all that it started."""
        if self.child.pid is not None and self.child.exitcode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.child.pid, signal.SIGKILL)
            self.child.kill()
            self.child.join()
        self.orders.close()
        self.life.close()


def start(root: Path, conf: Path, stage: Path) -> Printer:
    """Start a printer; it gets ready and waits for its order. It prints into ``stage``/site."""
    words = root / _WORDS
    words.parent.mkdir(parents=True, exist_ok=True)
    words.unlink(missing_ok=True)  # here, where a folder in its place is told in a line: the child has no words yet
    # A fork of one with threads could inherit a lock that nobody opens any more: `digest` has fetched before.
    forked = threading.active_count() == 1
    how: Any = multiprocessing.get_context("fork" if forked else "spawn")
    receiver, sender = how.Pipe(duplex=False)
    heart, life = how.Pipe(duplex=False)
    child = how.Process(target=_serve, args=(root, conf, stage, receiver, heart, (sender, life) if forked else ()))
    child.start()
    receiver.close()
    heart.close()
    return Printer(child, sender, life, conf, words)


def _serve(
    root: Path, conf: Path, stage: Path, orders: Connection, heart: Connection, theirs: tuple[Connection, ...]
) -> None:
    """Print, as a child; ``theirs`` are ends of pipes that a fork has too, and that must close with their owner."""
    for end in theirs:
        end.close()
    _alone(root)
    _end_with(heart)
    try:
        warmed = patterns.warm(root)
        settings = conf_settings(conf, root)
        doors: list[Door] = [door for plugin in settings["PLUGINS"] if (door := getattr(plugin, DOOR, None))]
        if not (doors and doors[0](settings, conf, stage / "site", lambda: _order(orders))):
            _run_pelican(conf, stage, _whole_order(orders))
        patterns.keep(root, warmed)
    except EOFError:
        os._exit(1)  # whoever started us is gone
    except BaseException as error:  # noqa: BLE001  whatever it is, its last words are all that is wanted of it
        with contextlib.suppress(OSError):  # a full disk takes no words
            traceback.print_exc()
            sys.stderr.flush()
        # While a helper lives, our starter sees no end of us; and what a helper started would have no one to end it.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.killpg(0, signal.SIGTERM)
        os._exit(_ERRNO + error.errno if isinstance(error, OSError) and error.errno else 1)


def _alone(root: Path) -> None:
    """Leave the starter's session, environment, signals and streams."""
    os.setsid()
    for each in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(each, signal.SIG_DFL)
    signal.alarm(SECONDS + 60)  # should the starter be killed, this ends and with it the hold on the site's lock
    words = os.open(root / _WORDS, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(words, stream)
    sys.stdout = sys.stderr = os.fdopen(os.dup(words), "w", encoding="utf-8", errors="backslashreplace")
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    os.environ.clear()
    os.environ.update(kept | {"PYTHONHASHSEED": "0", "TZ": "UTC"})
    time.tzset()
    os.chdir(root)
    # For `from pelicanconf import *` in a second settings file, which finds it where Pelican is started there.
    sys.path.insert(0, str(root))  # noqa: TID251


def _end_with(heart: Connection) -> None:
    """Let the kernel end us, and all that help us, when the other end of a pipe closes: our starter was killed.

    Else we would go on to print for nobody, and hold the site's lock against the next run.
    """
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    os.set_inheritable(heart.fileno(), True)  # noqa: FBT003  through the start of Pelican
    fcntl.fcntl(heart.fileno(), fcntl.F_SETOWN, -os.getpid())  # our group
    fcntl.fcntl(heart.fileno(), fcntl.F_SETFL, fcntl.fcntl(heart.fileno(), fcntl.F_GETFL) | os.O_ASYNC)
    if heart.poll():
        os._exit(1)  # it was killed before


def _order(orders: Connection) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(orders.recv_bytes())
    return found


def _whole_order(orders: Connection) -> dict[str, Any]:
    """Return all parts, when the last has come."""
    whole: dict[str, Any] = {}
    while part := orders.recv_bytes():
        whole |= json.loads(part)
    return whole


def _run_pelican(conf: Path, stage: Path, order: Order) -> None:
    path = stage / ORDER
    path.write_text(json.dumps(order), encoding="utf-8")
    command = [
        sys.executable, "-m", "pelican", "--quiet", "--fatal=warnings", "--log-handler", "plain", "--settings",
        str(conf), "--output", str(stage / "site"), "--extra-settings", f"USALAMA_JOB={json.dumps(str(path))}",
        f"USALAMA_CONF={json.dumps(str(conf))}",
    ]  # fmt: skip
    os.execv(sys.executable, command)  # noqa: S606  our own words, and this very Python


def _failure(conf: Path, code: int, path: Path) -> Exception:
    heard = path.read_text("utf-8", "replace") if path.exists() else ""
    words = heard.strip().splitlines()[-_TAIL:]
    # An editor's mistake is one line that names the place; where in the program it was met helps nobody.
    mistake = _MISTAKE.fullmatch(words[-1]) if words else None
    if mistake:
        return _MISTAKES[mistake[1]](mistake[2])
    disk = _DISK.fullmatch(words[-1]) if words else None
    if disk or code > _ERRNO:
        number, place, other = (int(disk[1]), disk[2], disk[3]) if disk else (code - _ERRNO, None, None)
        error = OSError(number, os.strerror(number), place, None, other)
        troubles.place(error, path.parents[1])
        return BuildError(f"{troubles.told(error)}; the old site stays")
    if words and words[-1].startswith(_UNLOADED):  # no entry is at fault, and no setting
        return _told(BuildError(f"printing failed: {words[-1]}: {troubles.AT_FAULT}; the old site stays"), words)
    is_worlds = code in _SENT or bool(words and _WORLD.search(words[-1]))
    failure = BuildError if is_worlds else PrintError
    # It says where, the template if one was at fault, and what.
    templates = [found for word in words if (found := _TEMPLATE.match(word))]
    where = f"{templates[-1][1]}: line {templates[-1][2]}" if templates else f"{conf}"
    why = words[-1] if words else "without a word"
    return _told(failure(f"{where}: printing failed ({code}): {why}; the old site stays"), words)


def _told(failure: BuildError, words: Sequence[str]) -> BuildError:
    """Return a failure with the printer's last words beside its line: they are for who mends the program."""
    failure.add_note("\n".join(words))
    return failure
