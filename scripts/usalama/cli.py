"""The door: argv in, exit code out. It loads the asked command's module and nothing else.

Exit codes: 0 published or nothing new · 1 not published, the old site kept · 2 published, degraded ·
64 bad configuration or wrong use · 75 locked by another run. Nothing is computed here.
"""

import argparse
import atexit
import contextlib
import gc
import os
import signal
import sys
import threading
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from usalama import commands
from usalama.console import hints
from usalama.errors import KEPT, MISUSED, OK, UsalamaError
from usalama.machine import streams

UNWATCHED = frozenset({"digest", "pull", "build", "publish", "rollback", "release", "deploy", "mail"})
"""What schedules run: their output is a log, and a log that cannot be written costs only itself."""
_COLLECT_AFTER = 200_000
"""Records made since the last look for cycles: tables, entries and what is judged stay, and have none."""
_CUT_SHORT = ("EOF read where", "marshal data too short")
"""What Python's reader of compiled modules says where one ends too soon; another end of file is another fault."""


class _Parser(argparse.ArgumentParser):
    """Argparse, with the exit code for wrong use that the documentation promises."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  argparse's own
        super().__init__(*args, **options)
        self.register("type", Path, _path)  # for each ``type=Path`` of every command

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(MISUSED, f"{self.prog}: {_one_line(message)}\n")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:  # noqa: ANN401
        """Parse; what is not known is told by the command that it stands behind, with that one's usage.

        Words that may be left out argparse takes for left out, where an option stands between them and those before.
        """
        known, unknown = super().parse_known_args(args, namespace)
        late = next((each for each in self._actions if each.nargs == "*" and not getattr(known, each.dest, None)), None)
        if late and unknown and not any(word.startswith("-") for word in unknown):
            setattr(known, late.dest, self._get_values(late, unknown))
            unknown = []
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return known, unknown


def _path(text: str) -> Path:
    """Return a path that was typed; nothing, as where a shell's variable is empty, would be the folder we are in."""
    if not text:
        raise argparse.ArgumentTypeError("is empty; give a path")
    return Path(text)


def _one_line(told: object) -> str:
    """Return what goes into a log as one line, whatever line ends stood in what was typed."""
    return " ".join(str(told).splitlines())


class _Door(_Parser):
    """The parser of ``usalama`` itself: its help names the commands by what they are for."""

    def format_help(self) -> str:
        """Return the usage and every command in one line or two."""
        import textwrap  # noqa: PLC0415  for the help alone

        lines = [self.format_usage(), self.description or ""]
        for title, group in commands.GROUPS.items():
            lines += ["", f"{title}:"]
            for name, told in group.items():
                lines += textwrap.wrap(f"  {name:<14} {told}", 79, subsequent_indent=" " * 17)
        return "\n".join([*lines, "", "usalama COMMAND --help tells what a command takes.", ""])


def door() -> NoReturn:
    """Run one command and end with its exit code, at once.

    Python would first take every module apart: 5 ms of each build.
    """
    code = main()
    atexit._run_exitfuncs()  # noqa: SLF001  all of them, as at any end
    with contextlib.suppress(OSError):  # then Python says what it has to say of it
        sys.stdout.flush()
        sys.stderr.flush()
        if threading.active_count() == 1:
            os._exit(code)
    sys.exit(code)


def main(argv: list[str] | None = None) -> int:
    """Run one command; return its exit code."""
    streams.open_all()
    try:
        return _main(sys.argv[1:] if argv is None else argv)
    except EOFError as error:  # Python keeps what it could write of a compiled module, and never looks if that is all
        if not str(error).startswith(_CUT_SHORT):
            raise
        program = Path(__file__).parents[1]
        told = "a compiled file of the program is cut short, as a full disk does it"
        print(f"usalama: {told}; remove the folders __pycache__ below {program} and run again", file=sys.stderr)
        return KEPT
    except ModuleNotFoundError as missing:  # a newer program began to need it: a log of cron gets one line that says so
        told = f"{missing.name} is not installed, as after an update of the program"
        print(f"usalama: {told}; in the program's folder: make .venv/site.stamp", file=sys.stderr)
        return MISUSED
    except KeyboardInterrupt:
        print("usalama: stopped", file=sys.stderr)
        return 128 + signal.SIGINT
    except Exception as fault:  # noqa: BLE001  whatever it is: its trace for who mends it, and a line for who runs it
        return _broken(fault)


def _broken(fault: Exception) -> int:
    import traceback  # noqa: PLC0415  for what went wrong alone

    from usalama.machine import troubles  # noqa: PLC0415

    traceback.print_exception(fault)
    print(f"usalama: {_one_line(troubles.told(fault))}", file=sys.stderr)
    return KEPT


def _main(argv: list[str]) -> int:
    argv = _command_first(argv)
    chosen = next((word for word in argv if not word.startswith("-")), "")
    gc.disable()  # what is loaded stays: looking through it for cycles, again and again, finds none
    parser = _build_parser(chosen, alone=argv[:1] == [chosen])
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER)
    gc.enable()
    if argv[:1] and argv[0].startswith("--root"):
        parser.error("--root DIR: say which command, too; usalama --help")
    if chosen and chosen not in commands.COMMANDS:
        from usalama.formats.tables import nearest  # noqa: PLC0415  for what is mistyped alone
        from usalama.ledger.ledger import Verb  # noqa: PLC0415

        is_edit = chosen in {*Verb, "find"}
        parser.error(
            f'"{chosen}" is no command; {f"usalama edit {chosen}" if is_edit else nearest(chosen, commands.COMMANDS)}'
        )
    args = parser.parse_args(argv)
    if args.version:
        from importlib.metadata import version  # noqa: PLC0415  half the start-up time, for one option

        print(f"usalama {version('usalama')}")
        return OK
    if not args.command:
        parser.print_help()
        return OK
    if args.command in UNWATCHED:
        streams.forgive()
    signal.signal(signal.SIGTERM, _stop)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:  # nohup has it ignored
        signal.signal(signal.SIGHUP, _stop)
    with hints.of_site(args.root, frozenset(commands.COMMANDS)):
        return _run(args)


def _command_first(argv: list[str]) -> list[str]:
    """Put the site's folder behind the command, where it stands before; it may be called as a command is: demo.

    Of several the last counts, as behind the command: an alias gives one, and a hand another.
    """
    size = 0
    while argv[size:] and (argv[size] == "--root" or argv[size].startswith("--root=")):
        size += 2 if argv[size] == "--root" else 1
    is_command = argv[size:] and not argv[size].startswith("-")
    return [argv[size], *argv[:size], *argv[size + 1 :]] if is_command else argv


def _run(args: argparse.Namespace) -> int:
    try:
        code = int(import_module(commands.module_name(args.command)).run(args))
        sys.stdout.flush()  # here, where a reader that went away is no failure
    except UsalamaError as error:
        for note in getattr(error, "__notes__", ()):
            print(note, file=sys.stderr)
        print(f"usalama: {hints.completed(_one_line(error))}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        _leave_stdout()
        return OK  # the reader of our output went away
    except OSError as error:
        from usalama.machine import troubles  # noqa: PLC0415  for what went wrong alone

        print(f"usalama: {hints.completed(troubles.told(error))}", file=sys.stderr)
        _leave_stdout()
        return KEPT
    return code


def _leave_stdout() -> None:
    """Write what is left if it can be written; else the interpreter would try again and end with a code of its own."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _build_parser(chosen: str, *, alone: bool) -> _Door:
    parser = _Door(prog="usalama", description="A weekly digest of security news, from feeds to a static site.")
    parser.add_argument("--version", action="store_true", help="print the version and exit")
    table = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    # Where it stands ``alone`` the others, for the help and for what is mistyped, would be 3 ms for nothing.
    for name in [chosen] if alone and chosen in commands.COMMANDS else commands.COMMANDS:
        summary = commands.COMMANDS[name]
        child = table.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
        if name == chosen:
            told = "the site; else the nearest folder upward with pelicanconf.py"
            if name.startswith("new-"):
                told = "the site that it is made after; else the nearest upward, else the program's own"
            child.add_argument("--root", type=Path, metavar="DIR", help=told)
            import_module(commands.module_name(name)).add_arguments(child)
    return parser


def _stop(signum: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001  the signature is Python's
    raise SystemExit(128 + signum)


if __name__ == "__main__":
    door()
