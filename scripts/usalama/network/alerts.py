"""Telling a person: a command, a mail, a ping. Each failure is returned as one line, never raised.

Each way of telling has one time limit for the whole of it: what hangs or drips is left behind, and no run waits for it.
What is told is decided elsewhere; which alarm was told before is remembered elsewhere. Nothing from a feed reaches
a shell: the command is a list of words, and the message arrives on its standard input.
"""

import subprocess
from collections.abc import Callable
from threading import Thread

from usalama.catalogue.site import Alerts
from usalama.words.text import line

SECONDS = 30  # how long one way of telling may take in all
_LONGEST_SUBJECT = 120


def send(subject: str, lines: tuple[str, ...], settings: Alerts) -> tuple[bool, tuple[str, ...]]:
    """Tell whoever the settings name; return whether anybody was told, and a line for each way that failed."""
    body = "\n".join(line(each, 500) for each in lines) + "\n"
    heading = line(subject, _LONGEST_SUBJECT)
    failures = []
    if settings.command:
        failures.append(_run(settings.command, f"{heading}\n\n{body}"))
    if settings.mail_to:
        failures.append(_in_time(lambda: _mail(heading, body, settings), settings.mail_to))
    return "" in failures, tuple(failure for failure in failures if failure)


def ping(address: str) -> str:
    """Tell the watchdog that a run went well; return why it could not be told, "" when it was."""
    return _in_time(lambda: _ping(address), f"the watchdog at {address}") if address else ""


def _in_time(tell: Callable[[], None], what: str) -> str:
    """Return why ``what`` could not be told, or was not in time, "" when it was; its thread ends with the process."""
    heard: list[str] = []

    def hear() -> None:
        try:
            tell()
        except Exception as error:  # noqa: BLE001  the message is lost, and the run goes on, whatever it was
            heard.append(f"{what} was not told: {error}")
        else:
            heard.append("")

    teller = Thread(target=hear, daemon=True)
    teller.start()
    teller.join(SECONDS)
    return heard[0] if heard else f"{what} was not told: it did not end within {SECONDS:g} s"


def _ping(address: str) -> None:
    import httpx2  # noqa: PLC0415  most runs have nobody to tell, and start sooner without

    with httpx2.stream("GET", address, timeout=SECONDS, follow_redirects=True) as answer:  # no body is read
        answer.raise_for_status()


def _run(command: tuple[str, ...], message: str) -> str:
    try:
        # What it prints goes nowhere: a pipe that a grandchild holds open would be waited for without end.
        done = subprocess.run(  # noqa: S603  the words are the site's own settings; nothing of a feed is among them
            command,
            input=message.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"the alert command {command[0]} failed: {error}"
    return f"the alert command {command[0]} ended with {done.returncode}" if done.returncode else ""


def _mail(subject: str, body: str, settings: Alerts) -> None:
    import smtplib  # noqa: PLC0415  as above
    from email.message import EmailMessage  # noqa: PLC0415
    from email.policy import SMTP  # noqa: PLC0415

    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message["To"] = settings.mail_to
    message["From"] = settings.mail_from
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    server, _, port = settings.smtp.rpartition(":")
    with smtplib.SMTP(server, int(port), timeout=SECONDS) as connection:
        connection.send_message(message)
