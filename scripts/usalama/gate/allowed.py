"""The list of what our own templates write: elements, attributes, kinds of file. Data for the gate, and nothing else.

A template that needs something new adds it here, where a reviewer sees it. It never grows because of a feed.
"""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_EVERYWHERE = _words("class id lang dir title role hidden tabindex translate itemprop itemscope itemtype itemid")
_DRAWING = _EVERYWHERE | _words(
    "d x y x1 x2 y1 y2 cx cy r rx ry width height viewbox fill stroke stroke-dasharray stroke-width stroke-linecap "
    "stroke-linejoin transform points focusable preserveaspectratio xmlns text-anchor dy dx font-size vector-effect "
    "version"
)
_PLAIN = _words(
    "address abbr article aside b bdi body br caption cite code dd dfn div dl dt em fieldset figcaption figure footer "
    "h1 h2 h3 h4 h5 h6 head header hgroup hr i kbd legend main mark nav p pre s samp search section small span strong "
    "style sub sup summary table tbody tfoot thead title tr u ul var wbr"
)
_SHAPES = _words("circle defs desc ellipse g line path polygon polyline rect svg symbol text tspan use")
_OWN = {
    "a": "href rel hreflang type download",
    "blockquote": "cite",
    "button": "type name value disabled",
    "col": "span",
    "colgroup": "span",
    "data": "value",
    "del": "cite datetime",
    "details": "open name",
    "form": "action method",
    "html": "prefix",
    "img": "src alt width height loading decoding",
    "input": "type name value placeholder autocomplete inputmode required maxlength enterkeyhint",
    "ins": "cite datetime",
    "label": "for",
    "li": "value",
    "link": "rel href hreflang type sizes media",
    "meta": "charset name content property http-equiv media",
    "ol": "start reversed",
    "option": "value selected",
    "output": "for name",
    "q": "cite",
    "script": "type src defer async",
    "select": "name",
    "td": "colspan rowspan headers",
    "th": "colspan rowspan headers scope abbr",
    "time": "datetime",
}
ATTRIBUTES: dict[str, frozenset[str]] = {
    **dict.fromkeys(_PLAIN, _EVERYWHERE),
    **{tag: _EVERYWHERE | _words(own) for tag, own in _OWN.items()},
    **dict.fromkeys(_SHAPES, _DRAWING),
    "use": _DRAWING | {"href"},
}
"""Element → the attributes it may have, besides ``aria-*`` and ``data-*``."""

ADDRESSES = _words("href src action cite itemid")  # attributes that hold an address

RELATIONS = _words(
    "canonical alternate icon apple-touch-icon manifest license stylesheet me author next prev help search"
)
"""What a ``link`` may be."""

LOADED = _words("icon apple-touch-icon manifest stylesheet")
"""Of these, what a browser fetches by itself: never from elsewhere."""

SEARCH_PAGES = re.compile(r"(?:[a-z]{2,3}/)?search/")
"""Where a script of our own may run, in any language of the site; nowhere else."""

SEARCH_ENGINES = ("https://duckduckgo.com/",)  # where a form may go, besides our own site

FILES = re.compile(
    r"[a-z0-9_./-]+\.(?:html|xml|json|jsonl|geojson|csv|txt|ris|ics|opml|css|svg|png|ico|eml|webmanifest)"
    r"|(?:pagefind|search|static)/[A-Za-z0-9_./-]+\.(?:js|wasm|css|json|pagefind|pf_[a-z]+)"
    r"|(?:[a-z0-9-]+/)*(?:pagefind|static)/[A-Za-z0-9_./-]+|(?:css|static)/[a-z0-9_./-]+\.css|_headers|_redirects|CNAME"
)
"""Names that a release may hold."""
