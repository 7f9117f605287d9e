"""``usalama mail``: send the newest finished week's letter to a list of readers, each of them once."""

import argparse
import os
from datetime import datetime
from pathlib import Path

from usalama.console.context import add_clock, clock, open_site, read_bytes, week_asked, write_bytes
from usalama.errors import DEGRADED, OK, SiteError, UsalamaError
from usalama.files import letterfiles
from usalama.files.sitefolder import decoded
from usalama.letters.letter import Letter, Reader, Sender, compose, make_sender, read_readers, send_week
from usalama.machine.locks import site_lock
from usalama.network.post import Server, post_office

_HERE = ("localhost", "127.0.0.1", "::1")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument(
        "--to", type=Path, metavar="FILE", help="the list: one address a line, a language after a comma"
    )
    parser.add_argument("--eml", type=Path, metavar="FILE", help="write the letter to FILE and send nothing")
    parser.add_argument("--week", metavar="2026-W47", help="which week; else the newest one that is over")
    parser.add_argument("--language", default="en", help="of the letter that --eml writes (default: en)")
    parser.add_argument("--sender", metavar="'NAME <ADDRESS>'", help="who writes; else the site's contact address")
    parser.add_argument(
        "--smtp", default="localhost:25", metavar="HOST:PORT", help="mail server (default: localhost:25)"
    )
    parser.add_argument("--tls", action="store_true", help="use STARTTLS; USALAMA_SMTP_USER and _PASSWORD log in")
    parser.add_argument("--leave-url", default="", metavar="URL", help="https address for one-click leaving (RFC 8058)")
    add_clock(parser)


def run(args: argparse.Namespace) -> int:
    """Write one letter as a file, or send it to a list; 2 when some reader could not be reached."""
    root, site = open_site(args)
    now = clock(args).astimezone(site.zone)
    if not (args.to or args.eml):
        raise UsalamaError("mail: say --to FILE to send the letter to a list, or --eml FILE to look at it")
    written = args.sender or (f"{site.name} <{site.contact}>" if "@" in site.contact else "")
    if not written:
        raise UsalamaError("mail: no sender; give --sender, or a mail address as contact in usalama.toml")
    with site_lock(root, args.command):  # from the first look on: a build may switch what the letter is made of
        letters = letterfiles.letters(root, week_asked(args.week) if args.week else letterfiles.newest(root, now))
        sender = make_sender(written, site=site.url, leave_url=args.leave_url, key=letterfiles.key(root))
        if args.eml:
            return _write(args.eml, letters, args.language, sender, now)
        return _send(args, root, letters, sender, now)


def _write(path: Path, letters: dict[str, Letter], language: str, sender: Sender, now: datetime) -> int:
    if language not in letters:
        raise SiteError(f"there is no letter in {language!r}; there is {', '.join(letters)}")
    message = compose(letters[language], Reader(sender.address, language), sender, now)
    write_bytes(path, bytes(message))
    print(path)
    return OK


def _send(args: argparse.Namespace, root: Path, letters: dict[str, Letter], sender: Sender, now: datetime) -> int:
    listed = read_bytes(args.to, "give a list of readers, one address a line")
    readers = read_readers(decoded(listed, str(args.to)), str(args.to))
    with post_office(_server(args)) as deliver, letterfiles.log(root) as (sent, record):
        report = send_week(letters, readers, sender, sent=sent, record=record, deliver=deliver, date=now)
    week = next(iter(letters.values())).week
    print(f"{week}: {report.sent} sent, {report.already} had it already, {len(report.problems)} not reached")
    for problem in report.problems:
        print(f"  {problem.line}")
    return DEGRADED if report.problems else OK


def _server(args: argparse.Namespace) -> Server:
    host, _, port = args.smtp.rpartition(":")
    if not host or not port.isdigit():
        raise UsalamaError(f"--smtp {args.smtp}: write it as host:port, such as localhost:25")
    user, password = os.environ.get("USALAMA_SMTP_USER", ""), os.environ.get("USALAMA_SMTP_PASSWORD", "")
    if user and not args.tls and host not in _HERE:  # whoever is on the way could read the password
        raise UsalamaError(f"{host}: USALAMA_SMTP_USER logs in with --tls alone; add it, or unset the name")
    return Server(host, int(port), user, password, args.tls)
