"""The weekly letter: one message a reader, once each, text first, and the two ways to leave that mail programs know.

Takes the built page and the plain text of a week and returns a whole message; it sends nothing, opens nothing and
knows no time. A letter has no picture, no counting link and no script, and every header is one line.

The key of "this week to this reader" is recorded before the message goes out, and taken back where the server did not
take it: after a crash a reader may miss a letter, which a person can see and mend, and never gets it twice. The post
office, the record and the time come in.
"""

import hashlib
import hmac
import html
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from urllib.parse import quote

import css_inline

from usalama.errors import UsalamaError
from usalama.model import Problem
from usalama.words.text import line

LONGEST_SUBJECT = 120
# An address to leave at stays on one line: some programs do not read a folded List-Unsubscribe.
_POLICY = SMTP.clone(max_line_length=400)
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DARK = re.compile(r"<style>(@media \(prefers-color-scheme:dark\).*?)</style>", re.DOTALL)
_SAID = re.compile(r'class="leave"[^>]*>([^<]*)<')
_LEAVE = re.compile(r'(<a [^>]*class="leave"[^>]*href=")[^"]*(")|(<a [^>]*href=")[^"]*("[^>]*class="leave")')


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gets the letter, and in which language."""

    address: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Letter:
    """One week's letter in one language, the same for every reader."""

    week: str  # slug, "2026-w47"
    language: str
    subject: str
    text: str
    html: str  # styles are inline; what a dark reader needs stays in one sheet


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose letter it is and how one leaves."""

    name: str
    address: str
    site: str  # absolute address of the site, no slash at the end
    leave_url: str = ""
    """https address that a POST with ``List-Unsubscribe=One-Click`` removes a reader at; "" where there is none."""
    key: bytes = b""  # secret from which the tokens are made: nobody can take another one off the list


def read_readers(text: str, name: str) -> tuple[Reader, ...]:
    """Read a list: one address a line, a language after a comma where it is not English, ``#`` for remarks.

    Raises UsalamaError with the line's number for what is no address; the same address twice is one reader.
    """
    found: dict[str, Reader] = {}
    for number, raw in enumerate(text.splitlines(), start=1):
        words = raw.partition("#")[0].strip()
        if not words:
            continue
        address, _, language = (part.strip() for part in words.partition(","))
        if not _MAIL.fullmatch(address):
            raise UsalamaError(f"{name}: line {number}: {address!r} is no mail address; write name@host.example")
        found.setdefault(address.lower(), Reader(address, language or "en"))
    return tuple(found.values())


def make_sender(written: str, *, site: str, leave_url: str, key: bytes) -> Sender:
    """Return the sender from ``Name <name@host.example>``; raise UsalamaError for what is none."""
    name, address = parseaddr(written)
    if not _MAIL.fullmatch(address):
        raise UsalamaError(f"--sender {written}: no mail address; write 'Usalama Weekly <desk@host.example>'")
    if leave_url and not leave_url.startswith("https://"):
        raise UsalamaError(f"--leave-url {leave_url}: one-click leaving needs an https address (RFC 8058)")
    return Sender(line(name, 60), address, site, leave_url, key)


def make_letter(week: str, language: str, page: str, text: str) -> Letter:
    """Return the letter from the built page and the plain text; its styles are put inline."""
    title = _TITLE.search(page)
    dark = _DARK.search(page)
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)
    inlined = inliner.inline(page.replace(dark.group(), "") if dark else page)
    if dark:
        inlined = inlined.replace("</head>", f"<style>{dark.group(1)}</style></head>", 1)
    subject = line(html.unescape(title.group(1)) if title else week, LONGEST_SUBJECT)
    return Letter(week, language, subject, text, inlined)


def is_letter(page: str) -> bool:
    """Tell whether a built page is a letter: each has the link to leave by, which a page of the site has not."""
    return _SAID.search(page) is not None


def send_key(letter: Letter, reader: Reader, sender: Sender) -> str:
    """Return what stands for "this week to this reader": a digest that does not give the address away."""
    return _digest(sender.key, f"{letter.week}\n{reader.address.lower()}")[:32]


def compose(letter: Letter, reader: Reader, sender: Sender, date: datetime) -> EmailMessage:
    """Return the whole message for one reader."""
    token = _digest(sender.key, f"leave\n{reader.address.lower()}")[:24]
    by_mail = f"mailto:{sender.address}?subject={quote(f'leave {token}')}"
    by_web = f"{sender.leave_url}{'&' if '?' in sender.leave_url else '?'}t={token}" if sender.leave_url else ""
    host = sender.address.partition("@")[2]
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(sender.name, addr_spec=sender.address)
    message["To"] = Address(addr_spec=reader.address)
    message["Subject"] = letter.subject
    message["Date"] = date
    message["Message-ID"] = f"<{letter.week}.{send_key(letter, reader, sender)}@{host}>"
    message["List-Id"] = f"<weekly.{host}>"
    message["List-Unsubscribe"] = f"<{by_web}>, <{by_mail}>" if by_web else f"<{by_mail}>"
    if by_web:
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = letter.language
    leave = by_web or by_mail
    safe, words = html.escape(leave), _SAID.search(letter.html)
    last = f"{html.unescape(words[1])}: {leave}" if words else leave
    page = _LEAVE.sub(lambda found: f"{found[1] or found[3]}{safe}{found[2] or found[4]}", letter.html)
    message.set_content(f"{letter.text.rstrip()}\n\n{last}\n", cte="quoted-printable")
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    return message


def _digest(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


Deliver = Callable[[EmailMessage], str]
"""Sends one message; returns why it was refused, "" when it went; raises ConnectionError where no other would go, a
ConnectionRefusedError where it was refused as well."""
_BACK = "-"  # stands before the key of a letter that did not go after all


@dataclass(frozen=True, slots=True)
class MailReport:
    """What one sending did."""

    sent: int = 0
    already: int = 0
    problems: tuple[Problem, ...] = ()
    """One a reader who could not be reached; named by its key, never by its address."""


def send_week(
    letters: Mapping[str, Letter],
    readers: Iterable[Reader],
    sender: Sender,
    *,
    sent: Iterable[str],
    record: Callable[[str], None],
    deliver: Deliver,
    date: datetime,
) -> MailReport:
    """Send each reader the letter in their language, English where there is none in it.

    ``sent`` is what was recorded so far, in order. Who was refused before comes last: a server that hangs up at one
    reader would do so for ever, and those behind would wait for ever.
    """
    gone, refused = _standing(sent)
    told = ((reader, letters.get(reader.language) or letters["en"]) for reader in readers)
    keyed = [(send_key(letter, reader, sender), reader, letter) for reader, letter in told]
    done, known, problems = 0, 0, []
    for key, reader, letter in sorted(keyed, key=lambda each: each[0] in refused):
        if key in gone:
            known += 1
            continue
        message = compose(letter, reader, sender, date)
        record(key)
        gone.add(key)
        lost: ConnectionError | None = None
        try:
            failure = deliver(message)
        except ConnectionError as error:
            lost, failure = error, str(error)
        if not failure:
            done += 1
            continue
        problems.append(Problem(key, failure))
        if lost is None or isinstance(lost, ConnectionRefusedError):
            record(f"{_BACK}{key}")
        if lost:  # who comes after it must not be recorded as written to
            break
    return MailReport(done, known, tuple(problems))


def _standing(sent: Iterable[str]) -> tuple[set[str], set[str]]:
    """Return the keys of the letters that went, by what was recorded of each last, and of those that were refused."""
    last = {each.removeprefix(_BACK): each for each in sent}
    gone = {key for key, each in last.items() if key == each}
    return gone, last.keys() - gone
