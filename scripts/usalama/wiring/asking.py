"""A pull's feeds, asked and read: a feed's document is read in a child process while other feeds are still asked.

It decides nothing and writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from importlib.metadata import version
from typing import TYPE_CHECKING

from usalama.catalogue.site import Site
from usalama.documents.nursery import Nursery, ParseSettings
from usalama.documents.parsing import Ahead, Document, ParsePool
from usalama.feeds.turn import finished_document, is_worked_through
from usalama.model import Answer, Entry, Feed, FeedState, ParsedFeed
from usalama.usecases.pull import Reading
from usalama.watch import health

if TYPE_CHECKING:
    from usalama.judging.firstlook import Look
    from usalama.network import retrieve

_MANY = 16  # from so many new feeds on it pays to compile the tables in the children too
_UNREAD = ParsedFeed("", "", ())


@dataclass(frozen=True, slots=True)
class Asking:
    """With what the feeds are asked."""

    site: Site
    now: datetime
    states: Mapping[str, FeedState]
    rules_digest: str
    texts: Mapping[str, str]  # the tables of ``content/catalog/``, for what is looked at while it is read
    allow_loopback: bool = False
    looks: dict[Entry, Look] = field(default_factory=dict)
    """What was found ahead of the decisions, filled while reading."""


def parsers(feeds: Sequence[Feed], asking: Asking, begun: Nursery) -> ParsePool:
    """Return the child processes that will read the documents; where most of these are new, they compile the tables."""

    def take(looks: Sequence[Look]) -> None:
        asking.looks.update((look.entry, look) for look in looks)

    # Of these nothing was judged by these rules yet, so that most of their entries will be.
    new = {feed.url for feed in feeds if not finished_document(asking.states.get(feed.url), asking.rules_digest)}
    ahead = Ahead(asking.texts, lambda feed: feed.url in new, take) if len(new) >= _MANY else None
    pool = ParsePool(ParseSettings(), ahead, begun)
    from usalama.network import fetch  # noqa: PLC0415  a tenth of a second, in which the children start and compile

    _ = fetch
    return pool


@contextmanager
def ask(feeds: Sequence[Feed], asking: Asking) -> Iterator[Iterator[retrieve.Fetched]]:
    """Begin to ask; give each feed's answer as it comes. Only what was worked through need not be sent again."""
    from usalama.network import fetch, retrieve  # noqa: PLC0415  as above

    earlier: dict[str, retrieve.Earlier] = {}
    for feed in feeds:
        state = asking.states.get(feed.url)
        digest = finished_document(state, asking.rules_digest)
        if state and digest and not health.is_doubted(feed, state, asking.now):
            earlier[feed.url] = retrieve.Earlier(state.validators, digest)
    settings = retrieve.FetchSettings(
        user_agent=retrieve.user_agent(version("usalama"), asking.site.url, asking.site.contact),
        now=asking.now,
        feed_seconds=asking.site.pull.feed_seconds,
        run_seconds=asking.site.pull.run_seconds,
        connections=asking.site.pull.together,
        allow_loopback=asking.allow_loopback,
    )
    waits = {url: state.seconds for url, state in asking.states.items()}
    with fetch.fetch_all(feeds, earlier=earlier, waits=waits, settings=settings) as answers:
        yield answers


def read_feeds(
    answers: Iterator[retrieve.Fetched],
    asking: Asking,
    pool: ParsePool,
    heard: Callable[[Feed, Answer], None],
) -> Iterator[Reading]:
    """Yield what each feed brought, as it comes; ``heard`` is told of each answer before its document is read.

    A document that was worked through before is not parsed again.
    """
    unread: list[Reading] = []

    def documents() -> Iterator[Document[tuple[Feed, Answer]]]:
        for fetched in answers:
            answer = _answer(fetched, asking.now)
            heard(fetched.feed, answer)
            if answer.failure or is_worked_through(answer, asking.states.get(answer.url), asking.rules_digest):
                unread.append((fetched.feed, answer, _UNREAD))
            else:
                yield Document(fetched.feed, fetched.body, fetched.content_type, (fetched.feed, answer))

    for (feed, answer), parsed in pool.read_all(documents(), _fixed(asking.now)):
        yield feed, answer, parsed
    yield from unread


def _fixed(moment: datetime) -> datetime:
    """Return a time with its zone as a bare offset, the only kind that the children may send back."""
    return moment.astimezone(timezone(moment.utcoffset() or timedelta()))


def _answer(fetched: retrieve.Fetched, now: datetime) -> Answer:
    """Return the answer without its body, which only the parser needs."""
    return Answer(
        url=fetched.feed.url,
        status=fetched.status,
        final_url=fetched.url,
        content_type=fetched.content_type,
        failure=(fetched.error or str(fetched.failure)) if fetched.failure else "",
        trouble=str(fetched.failure) if fetched.failure else "",
        digest=fetched.digest,
        validators=fetched.validators,
        retry_after=now + fetched.retry_after if fetched.retry_after else None,
        moved_to=fetched.moved_to,
        seconds=fetched.seconds,
    )
