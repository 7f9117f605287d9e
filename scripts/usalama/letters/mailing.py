"""Sending a week's letter to a list, once to each reader, however often it is asked for.

The key of "this week to this reader" is recorded before the message goes out: after a crash a reader may miss a
letter, which a person can see and mend, and never gets it twice. The post office, the record and the time come in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from usalama.letters.letter import Letter, Reader, Sender, compose, send_key
from usalama.model import Problem

Deliver = Callable[[EmailMessage], str]
"""Sends one message; returns why it could not, "" when it went; raises ConnectionError where no other would go."""


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
    sent: Collection[str],
    record: Callable[[str], None],
    deliver: Deliver,
    date: datetime,
) -> MailReport:
    """Send each reader the letter in their language, English where there is none in it."""
    done, known, problems = 0, 0, []
    gone = set(sent)
    for reader in readers:
        letter = letters.get(reader.language) or letters["en"]
        key = send_key(letter, reader, sender)
        if key in gone:
            known += 1
            continue
        message = compose(letter, reader, sender, date)
        record(key)
        gone.add(key)
        try:
            failure = deliver(message)
        except ConnectionError as lost:  # who comes after it must not be recorded as written to
            problems.append(Problem(key, str(lost)))
            break
        if failure:
            problems.append(Problem(key, failure))
        else:
            done += 1
    return MailReport(done, known, tuple(problems))
