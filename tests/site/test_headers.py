"""The headers that we tell hosts to send: strict, complete, and such that a browser finds nothing to complain of."""

import re
import shutil

import pytest
from small_site import REPOSITORY

from browsers import CHROMIUM, Quiet, browser, served
from usalama.cli import main
from usalama.exports import headers
from usalama.files.weekstates import key_in

STYLES = ["sha256-b", "sha256-a"]


@pytest.mark.parametrize("form", [headers.netlify, headers.nginx, headers.caddy])
def test_every_form_denies_by_default_and_names_the_styles(form):
    """Each host's lines hold the whole set: policy with every style's hash, and the other seven."""
    text = form(STYLES)
    assert "default-src 'none'" in text
    assert "'sha256-a' 'sha256-b'" in text
    assert "unsafe-inline" not in text
    for name in headers.common():
        assert name in text


@pytest.mark.parametrize("part", ["base-uri 'none'", "frame-ancestors 'none'", "form-action 'none'", "img-src 'self'"])
def test_policy_leaves_nothing_open(part):
    """What default-src does not cover is denied by name; only the search page may run a script of ours."""
    assert part in headers.policy(STYLES)
    assert "script-src" not in headers.policy(STYLES)
    assert "script-src 'self' 'wasm-unsafe-eval'" in headers.policy(STYLES, search=True)


def test_search_pages_alone_get_the_other_policy():
    """Both nginx and Caddy send the looser policy for search in any language and for nothing else."""
    pattern = "^/(?:[a-z][a-z][a-z]?/)?search/"
    assert f'"~{pattern}"' in headers.nginx(STYLES)
    assert f"@search path_regexp {pattern}\n@others not path_regexp {pattern}\n" in headers.caddy(STYLES)
    assert all(re.match(pattern, path) for path in ("/search/", "/sw/search/", "/fr/search/"))
    assert not any(re.match(pattern, path) for path in ("/2026/w47/", "/topics/search/", "/stories/"))


def test_a_published_site_names_the_ways_of_its_merged_stories(small_site, capsys):
    """What the gate let through leads on; the hosts' lines name pages in both languages and the feed."""
    root = small_site.root
    keys = [key_in(path) for path in sorted(root.glob("content/entries/*/*.md"))]
    kept, gone = f"s{keys[0]}", f"s{keys[5]}"
    small_site.entry(60, "2026-11-24", "More radios heard of in court", story=gone)
    small_site.entry(61, "2026-11-25", "Goats and radios were one case", story=kept, shows=gone)
    assert main(["build", "--root", str(root), "--now", "2026-11-26T06:00+03:00"]) == 0
    capsys.readouterr()
    assert main(["headers", "--root", str(root), "--redirects"]) == 0
    assert capsys.readouterr().out == (
        f"/feeds/story-{gone}.xml /feeds/story-{kept}.xml 301\n/stories/{gone}/ /stories/{kept}/ 301\n"
        f"/sw/stories/{gone}/ /sw/stories/{kept}/ 301\n"
    )
    assert main(["headers", "--root", str(root), "--nginx"]) == 0
    assert f'location = /sw/stories/{gone}/ {{ return 301 "/sw/stories/{kept}/"; }}' in capsys.readouterr().out


def test_a_story_of_which_a_report_is_hidden_is_not_gone(small_site, capsys):
    """One report of it was removed, the other may be shown again; what was wholly removed is answered with 410."""
    root = small_site.root
    first, other, alone = (
        key_in(small_site.entry(number, "2026-11-18", title))
        for number, title in ((70, "Fence at the old well cut"), (71, "Wells counted"), (72, "Pump sold"))
    )
    small_site.entry(71, "2026-11-18", "Fence at the old well mended", story=f"s{first}")
    now = ["--now", "2026-11-26T06:00+03:00"]
    why = ["--why", "x", "--root", str(root), *now]
    for key in (first, alone):
        assert main(["edit", "take-down", key, "--kind", "safety", *why]) == 0
    assert main(["edit", "hide", other, *why]) == 0
    assert main(["build", "--root", str(root), *now]) == 0
    capsys.readouterr()
    assert main(["headers", "--root", str(root), "--nginx"]) == 0
    told = capsys.readouterr().out
    assert (root / f"output/stories/s{first}/index.html").exists()
    assert [f"location = /stories/s{key}/ {{ error_page 410" in told for key in (first, alone)] == [False, True]


class _Host(Quiet):
    """A host that reads ``_headers`` as Netlify does, for the rules that we write."""

    rules: tuple[tuple[str, dict[str, str]], ...] = ()

    def end_headers(self):
        for pattern, named in self.rules:
            if re.fullmatch(pattern, self.path):
                for name, value in named.items():
                    self.send_header(name, value)
        super().end_headers()


def _rules(text: str) -> tuple[tuple[str, dict[str, str]], ...]:
    rules: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            # Loopback has no TLS to upgrade to, and we serve no feed here.
            rules[-1][1][name] = value.replace("; upgrade-insecure-requests", "")
        else:
            rules.append((re.escape(line).replace(r"\*", ".*"), {}))
    return tuple(rule for rule in rules if "Content-Type" not in rule[1])


@pytest.mark.browser
def test_browser_finds_no_violation_under_our_headers(small_site, capsys):
    """Every kind of page, served with what ``usalama headers --netlify`` prints: real Chromium reports nothing."""
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    root = small_site.root
    shutil.copytree(REPOSITORY / "content" / "pages", root / "content" / "pages", dirs_exist_ok=True)
    assert main(["build", "--root", str(root), "--now", "2026-11-23T06:00+03:00"]) == 0
    capsys.readouterr()
    assert main(["headers", "--root", str(root), "--netlify"]) == 0
    _Host.rules = _rules(capsys.readouterr().out)
    complaints: list[str] = []
    with served(root / "output", _Host) as own, browser() as opened:
        page = opened.new_page()
        page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if said.type == "error" else None)
        for path in ("", "2026/w47/", "topics/", "counties/baringo/", "sources/", "stories/", "archive/", "about/",
                     "search/", "feeds/", "status/", "sw/", "sw/2026/w47/", "404.html"):  # fmt: skip
            page.goto(own + path, wait_until="load")
    assert complaints == []
