"""One feed over HTTP: conditional request, redirects, limits, and a verdict as data.

Every hop goes through the guard. A body is decoded piece by piece and dropped at the first byte over its cap. A
permanent redirect is reported, never followed silently for ever. No body is kept: the caller remembers the digest of
a document and the validators (ETag, Last-Modified) by which its server tells whether it changed.
"""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import httpcore2
import httpx2
import stamina
from ada_url import URL

from usalama.feeds import answers
from usalama.feeds.answers import Failure
from usalama.model import Feed, Validators
from usalama.network import bodies
from usalama.network.guard import Allowance, GuardedBackend, RefusedAddressError, TooManyBytesError
from usalama.words import text, urls

if TYPE_CHECKING:
    from collections.abc import Iterator

_ACCEPT = (
    "application/atom+xml, application/rss+xml;q=0.9, application/rdf+xml;q=0.8, application/xml;q=0.7, "
    "text/xml;q=0.6, */*;q=0.1"
)
_REDIRECTS = {301: True, 302: False, 303: False, 307: False, 308: True}
_ATTEMPTS = 2
_NO_TIME = 1e-9
_AS_PYTHON = re.compile(r"""bytearray\(b(['"])(.*)\1\)""")  # how h11 quotes what a server sent
_TRANSIENT = {500, 502, 503, 504}
_HEADERS_ALLOWANCE = 256 * 1024
_NOT_MODIFIED = 304
_LONGEST_VALIDATOR = 1024
_NONE = Validators()


class FetchSettings(NamedTuple):
    """How feeds are asked for. Times are seconds on the monotonic clock."""

    user_agent: str
    now: datetime = datetime(2000, 1, 1, tzinfo=UTC)
    """The moment of this run, to read a ``Retry-After`` that is a date."""
    connect_seconds: float = 5.0
    feed_seconds: float = 30.0
    grace_seconds: float = 5.0  # after which what cannot be interrupted, a name look-up, is left behind
    run_seconds: float = 540.0
    most_bytes: int = 8 * 1024 * 1024  # of one body after decoding, and of what may come over the wire for it
    most_redirects: int = 5
    connections: int = 256
    """Side by side, never two to one host (loopback excepted: it is ourselves), if the system lets us open so many."""
    allow_loopback: bool = False
    retry_wait: float = 0.5  # seconds before the one repeat, at least; at most twice as long


class Fetched(NamedTuple):
    """What asking for one feed gave. ``failure`` None is success: then there is a body and its digest."""

    feed: Feed
    status: int = 0
    """Of the last answer: 200, or 304 when the server said that nothing changed; 0 when there was none."""
    body: bytes = b""
    """The document, decoded; none with 304, which is only said of a document that the caller finished with."""
    digest: str = ""  # SHA-256 of ``body``: equal to the one a caller finished with, there is nothing to do
    content_type: str = ""
    url: str = ""  # where the answer came from, after redirects
    moved_to: str = ""  # the new address, when every redirect on the way was permanent
    retry_after: timedelta | None = None
    failure: Failure | None = None
    error: str = ""  # one line for a person
    validators: Validators = _NONE  # to ask by the next time
    seconds: float = 0.0  # how long it was waited for


class Earlier(NamedTuple):
    """A document that the caller finished with."""

    validators: Validators
    digest: str


class _TransientError(Exception):
    """A failure that may pass within seconds; carries the verdict for when it does not."""

    def __init__(self, verdict: Fetched) -> None:
        super().__init__(verdict.error)
        self.verdict = verdict


@dataclass(frozen=True, slots=True)
class Retriever:
    """Asks for feeds, each only for what is newer than the document that was finished earlier."""

    client: httpx2.Client
    backend: GuardedBackend
    settings: FetchSettings
    earlier: Mapping[str, Earlier]  # by the feed's address

    def retrieve(self, feed: Feed) -> Fetched:
        """Return what asking for ``feed`` gives, within its time; never raises for what the world does."""
        try:
            return self._repeated(feed, time.monotonic() + self.settings.feed_seconds)
        except _TransientError as passing:
            return passing.verdict
        except Exception as error:  # noqa: BLE001  one feed's surprise must not cost another feed its turn
            return _failed(feed, Failure.INTERNAL, f"{type(error).__name__}: {error}")

    def _repeated(self, feed: Feed, until: float) -> Fetched:
        """Ask, and once more after a pause where what failed may pass within seconds."""
        longest_pause = 2 * self.settings.retry_wait
        for attempt in stamina.retry_context(
            on=_TransientError,
            attempts=_ATTEMPTS,
            timeout=max(until - time.monotonic() - longest_pause, _NO_TIME),
            wait_initial=self.settings.retry_wait,
            wait_jitter=self.settings.retry_wait,
        ):
            with attempt:
                return self._followed(feed, until)
        raise AssertionError  # pragma: no cover  the last attempt returns or raises

    def _followed(self, feed: Feed, until: float) -> Fetched:
        """Return the answer at the end of the redirects."""
        address, permanent, earlier = feed.url, True, self.earlier.get(feed.url)
        for _hop in range(self.settings.most_redirects + 1):
            if not urls.host(address):
                return _failed(feed, Failure.ADDRESS, f"not an http(s) address that may be opened: {address}")
            allowance = Allowance(until, _HEADERS_ALLOWANCE)
            self.backend.allow(allowance)
            known = earlier if earlier and earlier.validators.url == address else None
            answer = self._asked(feed, address, allowance, known)
            if isinstance(answer, Fetched):
                if answer.failure is Failure.CONNECT:
                    raise _TransientError(answer)
                return answer
            location = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not location:
                moved = address if permanent and address != feed.url else ""
                return self._verdict(feed, answer, moved, known)
            permanent = permanent and _REDIRECTS[answer.status]
            try:
                address = str(URL(location, base=address).href)
            except ValueError:
                return _failed(feed, Failure.REDIRECTS, f"redirected to what is no address: {location}")
        return _failed(feed, Failure.REDIRECTS, f"more than {self.settings.most_redirects} redirects")

    def _asked(self, feed: Feed, address: str, allowance: Allowance, known: Earlier | None) -> _Answer | Fetched:
        """Return one server's answer to one request, its body whole and within the cap; or why there is none."""
        headers = {"User-Agent": self.settings.user_agent, "Accept": _ACCEPT}
        if known and known.validators.etag:
            headers["If-None-Match"] = known.validators.etag
        if known and known.validators.modified:
            headers["If-Modified-Since"] = known.validators.modified
        most = self.settings.most_bytes
        try:
            with self.client.stream("GET", address, headers=headers) as response:
                is_whole = response.status_code not in _REDIRECTS
                allowance.allow_body(most)
                body = bodies.read(response, most, lambda: allowance.seconds(None)) if is_whole else b""
                return _Answer(response.status_code, response.headers, body, address)
        except RefusedAddressError as error:
            return _failed(feed, Failure.REFUSED, f"not connected to: {error}")
        except TooManyBytesError as error:
            return _failed(feed, Failure.TOO_LARGE, f"too large: {error}")
        except httpcore2.ReadTimeout as error:  # not while reading, but while unpacking
            return _failed(feed, Failure.TIMEOUT, str(error))
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            return _failed(feed, *_fault(error))

    def _verdict(self, feed: Feed, answer: _Answer, moved: str, known: Earlier | None) -> Fetched:
        wait = answers.retry_after(answer.headers.get("retry-after", ""), self.settings.now)
        kind = answer.headers.get("content-type", "")
        told = Fetched(feed, answer.status, content_type=kind, url=answer.url, moved_to=moved, retry_after=wait)
        validators = _validators(answer)
        if known and answer.status == _NOT_MODIFIED:
            validators = validators if validators.url else known.validators  # most say them again
            return told._replace(digest=known.digest, validators=validators)
        found = answers.failure(answer.status, answer.headers, answer.body)
        if found is None:
            digest = sha256(answer.body).hexdigest()
            return told._replace(body=answer.body, digest=digest, validators=validators)
        failure, message = found
        verdict = told._replace(failure=failure, error=message)
        if failure is Failure.SERVER and answer.status in _TRANSIENT and wait is None:
            raise _TransientError(verdict)
        return verdict


class _Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


def user_agent(version: str, site: str, contact: str) -> str:
    """Return how we name ourselves to servers: name, version, where to read about us, whom to write to."""
    return f"Usalama/{version} (+{site}; {contact})" if contact else f"Usalama/{version} (+{site})"


def _validators(answer: _Answer) -> Validators:
    """Return what a server will take back in a later request; a long or odd one would be refused, for ever."""
    etag, modified = (
        value if value.isascii() and value.isprintable() and len(value) <= _LONGEST_VALIDATOR else ""
        for value in (answer.headers.get("etag", ""), answer.headers.get("last-modified", ""))
    )
    return Validators(answer.url, etag, modified) if etag or modified else _NONE


def _fault(error: Exception) -> tuple[Failure, str]:
    message = str(error)
    if isinstance(error, httpx2.TimeoutException):
        failure = Failure.CONNECT if isinstance(error, httpx2.ConnectTimeout) else Failure.TIMEOUT
        return failure, f"no answer in time: {message or type(error).__name__}"
    if any(isinstance(cause, ssl.SSLError) for cause in _causes(error)):
        return Failure.TLS, f"the connection is not trusted: {message}"
    if "was not found" in message:
        return Failure.NAME, message
    if "without sending complete message body" in message or "incomplete" in message:
        return Failure.SHORT, f"the answer broke off: {message}"
    if isinstance(error, httpx2.NetworkError):
        return Failure.CONNECT, f"no connection: {message}"
    told = _AS_PYTHON.sub('"\\2"', message)
    return Failure.PROTOCOL, f"not readable as HTTP: {told or type(error).__name__}"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _failed(feed: Feed, failure: Failure, message: str) -> Fetched:
    return Fetched(feed, failure=failure, error=text.line(message, 300))
