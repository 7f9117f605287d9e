"""The catalogue of one outlet, topic and county that the tests of the archive read by."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from usalama.catalogue.catalog import Topic
from usalama.digest.edition import Book
from usalama.model import Outlet, OutletKind

NAIROBI = ZoneInfo("Africa/Nairobi")
BOOK = Book(
    topics=(Topic("banditry", {"en": "Banditry"}, {"en": "Banditry"}, 4),),
    outlets={"post": Outlet("post", "Post", "https://post.example/", "", OutletKind.NEWSPAPER, "ke", ("en",))},
    counties=("baringo",),
    zone=NAIROBI,
)
