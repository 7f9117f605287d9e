"""The HTTP headers that a site of ours should be served with, as the hosts that people use want them written.

Pure text. The policy names every style on the site by its hash, so that nothing written into a page is a style or a
script. It refuses ``unsafe-inline`` in any form.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

_OFF = (
    "accelerometer autoplay bluetooth camera clipboard-read clipboard-write display-capture encrypted-media fullscreen "
    "geolocation gyroscope hid idle-detection local-fonts magnetometer microphone midi payment picture-in-picture "
    "publickey-credentials-get screen-wake-lock serial storage-access usb web-share xr-spatial-tracking"
)
_SEARCH = "script-src 'self' 'wasm-unsafe-eval'; "
_FRESH, _FOREVER = "public, max-age=300", "public, max-age=31536000, immutable"
"""How long a copy may be kept: pages are corrected, while the search index names its files by their content."""
_PACKED = (
    "text/plain text/css text/csv text/calendar application/javascript application/json application/atom+xml "
    "application/feed+json application/xml text/xml image/svg+xml application/manifest+json application/octet-stream"
)
_FEEDS = {".xml": "application/atom+xml; charset=utf-8", ".json": "application/feed+json; charset=utf-8"}


def policy(styles: Iterable[str], *, search: bool = False) -> str:
    """Write the Content-Security-Policy; ``styles`` are ``sha256-…`` of the style elements that the site has."""
    hashes = "".join(f" '{style}'" for style in sorted(styles))
    form = "https://duckduckgo.com" if search else "'none'"
    return (
        # No script runs outside the search page; connect-src is for a checker's own request for robots.txt.
        f"default-src 'none'; connect-src 'self'; style-src 'self'{hashes}; img-src 'self'; manifest-src 'self'; "
        f"{_SEARCH if search else ''}base-uri 'none'; form-action {form}; "
        "frame-ancestors 'none'; upgrade-insecure-requests"
    )


def common(base: str = "/") -> dict[str, str]:
    """Give the headers that are the same on every page.

    ``base`` is the path that the site is served under, "/" or one such as "/digest/"; here and in what follows. HSTS
    binds a whole host and those below it: a site that is one folder of another's host leaves that to it.
    """
    hosts = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
    return {
        **(hosts if base == "/" else {}),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _OFF.split()),
    }


def _tree(base: str) -> str:
    """Return the pattern of the site's root in any language; without braces, which Caddy takes for blanks."""
    return f"^{re.escape(base)}(?:[a-z][a-z][a-z]?/)?"


def _hashed(base: str) -> str:
    return rf"^{re.escape(base)}pagefind/.*\.pf_(?:fragment|index|meta|filter)$"


def netlify(styles: Iterable[str], base: str = "/") -> str:
    """Write ``_headers``, which Netlify and Cloudflare Pages read from the site's root.

    Where two rules match, both policies are sent and a browser obeys the stricter of each; a rule for the search pages
    could therefore only take away. So all pages get the policy that search needs, and each page's own ``meta`` policy,
    which allows no script at all outside search, narrows it.
    """
    lines = [f"{base}*", *(f"  {name}: {value}" for name, value in common(base).items())]
    lines += [f"  {_CSP}: {policy(styles, search=True)}"]
    for end, kind in _FEEDS.items():
        lines += [f"{base}{tree}feeds/*{end}\n  Content-Type: {kind}" for tree in ("", ":tree/")]
    return "\n".join(lines) + "\n"


def redirects(moved: Mapping[str, str], base: str = "/") -> str:
    """Write ``_redirects``, which Cloudflare Pages and Netlify read from the site's root; ``moved`` as for nginx.

    Cloudflare follows a rule where a file stands too; Netlify serves the file, which leads on by itself.
    """
    return "".join(f"{base}{old} {base}{new} 301\n" for old, new in sorted(moved.items()))


def nginx(
    styles: Iterable[str],
    gone: Sequence[str] = (),
    moved: Mapping[str, str] = MappingProxyType({}),
    base: str = "/",
) -> str:
    """Write lines for a ``server`` block; the map stands before it, in ``http``.

    ``gone`` are paths of pages that say that a report was removed: they are answered with 410 and their own text.
    ``moved`` are paths of pages and feeds of stories that are one with another now → where that is told: 301.
    """
    known, tree = sorted(styles), _tree(base)
    added = "".join(f'    add_header {name} "{value}" always;\n' for name, value in common(base).items())
    opened, closed = ("", "") if base == "/" else (f"    location {base} {{\n", "    }\n")
    return (
        "# In http { … }, before the server block:\n"
        f'map $uri $usalama_policy {{\n    default "{policy(known)}";\n'
        f'    "~{tree}search/" "{policy(known, search=True)}";\n}}\n'
        f'map $uri $usalama_cache {{\n    default "{_FRESH}";\n    "~{_hashed(base)}" "{_FOREVER}";\n}}\n\n'
        "# In server { … }. nginx forgets inherited add_header lines in a location that has its own: keep them here.\n"
        f"{opened}    add_header {_CSP} $usalama_policy always;\n"
        f"    add_header Cache-Control $usalama_cache always;\n{added}"
        f"    server_tokens off;\n    absolute_redirect off;\n"
        "    gzip on;\n    gzip_vary on;\n    gzip_comp_level 6;\n    gzip_min_length 512;\n"
        f"    gzip_types {_PACKED};\n"
        "    charset utf-8;\n    charset_types text/html text/plain text/css application/atom+xml application/json;\n"
        f"    etag on;\n    error_page 404 {base}404.html;\n"
        f"    location ~ {tree}feeds/.*\\.xml$ {{ types {{ }} default_type {_FEEDS['.xml'].partition(';')[0]}; }}\n"
        f"    location ~ {tree}feeds/.*\\.json$ {{ types {{ }} default_type {_FEEDS['.json'].partition(';')[0]}; }}\n"
        "    location ~ /\\.(?!well-known/) { return 404; }\n"
        + "".join(
            f"    location = {base}{path} {{ error_page 410 {base}{path}index.html; return 410; }}\n" for path in gone
        )
        + "".join(f'    location = {base}{old} {{ return 301 "{base}{new}"; }}\n' for old, new in sorted(moved.items()))
        + closed
    )


def caddy(
    styles: Iterable[str],
    gone: Sequence[str] = (),
    moved: Mapping[str, str] = MappingProxyType({}),
    base: str = "/",
) -> str:
    """Write lines for a site block of a Caddyfile that also has ``root`` and ``file_server``; the rest as for nginx."""
    known, tree = sorted(styles), _tree(base)
    named = "".join(f'\t{name} "{value}"\n' for name, value in common(base).items())
    ours = "" if base == "/" else f"{base}* "  # nothing here is for another site's pages on that host
    always = f"header {ours}{{\n{named}\t-Server\n}}\n"
    return (
        # Of two lines for one header the one without a matcher would come last, so each has its own.
        f"encode {ours}zstd gzip\n{always}"
        + _either("hashed", "fresh", _hashed(base), ours)
        + f'header @hashed Cache-Control "{_FOREVER}"\nheader @fresh Cache-Control "{_FRESH}"\n'
        + _either("search", "others", f"{tree}search/", ours)
        + f'header @others {_CSP} "{policy(known)}"\n'
        f'header @search {_CSP} "{policy(known, search=True)}"\n'
        + "".join(
            f'@{end}-feeds path_regexp {tree}feeds/.*[.]{end}$\nheader @{end}-feeds Content-Type "{kind}"\n'
            for end, kind in ((end[1:], kind) for end, kind in _FEEDS.items())
        )
        + "".join(f'redir {base}{old} "{base}{new}" permanent\n' for old, new in sorted(moved.items()))
        + "".join(f'error {base}{path} "Gone" 410\n' for path in gone)
        # What was set before an error is forgotten with it.
        + f'handle_errors {{\n{always}header {ours}Cache-Control "{_FRESH}"\nheader {ours}{_CSP} "{policy(known)}"\n'
        + (_gone_page(base) if gone else "")
        + f"\thandle {ours}{{\n\t\trewrite * {base}404.html\n\t\tfile_server\n\t}}\n}}\n"
    )


def _either(name: str, other: str, pattern: str, ours: str) -> str:
    """Name the paths of the site that a pattern finds, and its others."""
    rest = f"not path_regexp {pattern}"
    others = f"{{\n\tpath {ours.strip()}\n\t{rest}\n}}" if ours else rest
    return f"@{name} path_regexp {pattern}\n@{other} {others}\n"


def _gone_page(base: str) -> str:
    return (
        f"\t@gone expression path('{base}*') && {{err.status_code}} == 410\n"
        "\thandle @gone {\n\t\trewrite * {path}index.html\n\t\tfile_server\n\t}\n"
    )


_CSP = "Content-Security-Policy"
