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
    ConnectionError where the server hung up, as one does that takes no more letters for now.
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
            failure = _hand_in(connection, message)
            if failure and connection.sock is None:
                raise ConnectionError(f"{failure}, and the server hung up; run again for the readers after this one")
            return failure

        yield deliver


def _leave(connection: smtplib.SMTP) -> None:
    with suppress(OSError):
        connection.quit()


def _hand_in(connection: smtplib.SMTP, message: EmailMessage) -> str:
    try:
        connection.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        codes = sorted({code for code, _ in error.recipients.values()})
        return f"the server refused the address ({', '.join(map(str, codes))})"
    except (OSError, smtplib.SMTPException) as error:
        return f"not sent: {type(error).__name__}"
    return ""
