"""Whose site an address lies on, and which outlets share one: they are one voice until somebody writes their owners.

It goes by names alone and asks nobody. Where many publish under one name, as on a host of blogs, the page is the site.
"""

from collections.abc import Iterable

from usalama.model import Outlet
from usalama.words.urls import host, page

_REGISTRIES = frozenset("ac co com edu go gouv gov info me mil mobi ne net or org sc".split())  # noqa: SIM905
"""What stands before a country's two letters where it registers names one level further down: co.ke, or.tz, com.so."""
_OF_MANY = frozenset(
    """
    beehiiv.com blogger.com facebook.com feedburner.com ghost.io github.io gitlab.io google.com herokuapp.com
    instagram.com livejournal.com mailchi.mp medium.com netlify.app pages.dev podbean.com reddit.com rss.app
    soundcloud.com substack.com t.me telegram.me tiktok.com tumblr.com twitter.com vercel.app web.app weebly.com
    whatsapp.com wixsite.com wordpress.com x.com youtube.com
    """.split()  # noqa: SIM905
)
_BLOGS = "blogspot"  # of each country: blogspot.com, blogspot.co.ke


def registered(address: str) -> str:
    """Return the name under which somebody registered an address's host: ``www.a.co.ke`` is ``a.co.ke``."""
    labels = host(address).removesuffix(".").split(".")
    longer = len(labels[-1]) == 2 and labels[-2:-1] and labels[-2] in _REGISTRIES  # noqa: PLR2004  a country's letters
    return ".".join(labels if labels[-1].isdigit() else labels[-3 if longer else -2 :])


def site(address: str) -> str:
    """Return the registered name that an address lies under; of hosts of many, its host and path; "" without any."""
    name = registered(address)
    if name.rpartition(".")[2].isdigit():  # a machine's number is nobody's name
        return ""
    return page(address) if name in _OF_MANY or name.partition(".")[0] == _BLOGS else name


def voices(outlets: Iterable[Outlet]) -> tuple[Outlet, ...]:
    """Return the outlets, each without an owner with the family of its site where another outlet is of that site.

    Two that both have an owner are told apart, or together, by that alone: so a maintainer says otherwise.
    """
    known = tuple(outlets)
    places = {each.slug: site(each.homepage) for each in known}
    shared: dict[str, list[Outlet]] = {}
    for each in known:
        shared.setdefault(places[each.slug], []).append(each)
    families = {
        place: next((each.owner for each in those if each.owner), those[0].slug)
        for place, those in shared.items()
        if place and len(those) > 1
    }
    return tuple(each if each.owner else each._replace(voice=families.get(places[each.slug], "")) for each in known)
