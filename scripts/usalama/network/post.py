"""The post office: one connection to an SMTP server, one message at a time.

A server that refuses one message does not cost the others; the reason comes back as one line. Nothing here knows
what a letter says or who was written to before.
"""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage

_SECONDS = 30
_GONE = "and the server hung up; run again for the readers after this one"


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed in."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: bool = False  # true: STARTTLS with the machine's certificates, before anything is said


@contextmanager
def post_office(server: Server) -> Iterator[Callable[[EmailMessage], str]]:
    """Connect, and yield a function that sends one message and returns why it could not, "" when it went.

    Raises OSError with the server as its place where it cannot be reached or does not let us in; the function raises
    ConnectionError where the server hung up, as one does that takes no more letters for now: ConnectionRefusedError
    where it said before that it does not take this one, else nobody knows whether it did.
    """
    with ExitStack() as stack:
        try:
            connection = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
            stack.callback(_leave, connection)
            if server.tls:
                connection.starttls(context=ssl.create_default_context())
            if server.user:
                connection.login(server.user, server.password)
        except OSError as error:  # with its number a pipe that broke would be taken for our own output
            why = error.strerror if isinstance(error.strerror, str) else error
            raise OSError(0, f"{why}; nobody was written to: see to --smtp", f"{server.host}:{server.port}") from None

        def deliver(message: EmailMessage) -> str:
            try:
                connection.send_message(message)
            except OSError as error:  # whatever SMTP says is one, too
                if not (refusal := _refusal(error)):
                    raise ConnectionError(f"not sent: {type(error).__name__}, {_GONE}") from None
                if connection.sock is None:
                    raise ConnectionRefusedError(f"{refusal}, {_GONE}") from None
                return refusal
            return ""

        yield deliver


def _leave(connection: smtplib.SMTP) -> None:
    with suppress(OSError):
        connection.quit()


def _refusal(error: OSError) -> str:
    """Return what of a letter the server did not take, by its codes alone: its words may name the reader."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            codes = sorted({code for code, _ in error.recipients.values()})
            return f"the server refused the address ({', '.join(map(str, codes))})"
        case smtplib.SMTPSenderRefused():
            return f"the server refused the sender ({error.smtp_code})"
        case smtplib.SMTPResponseException():
            return f"the server refused the letter ({error.smtp_code})"
    return ""
