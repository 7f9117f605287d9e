"""The lines for web servers: every page has its headers, what was removed is gone, what moved is found."""

from usalama.exports import headers

GONE = ("stories/s0123456789/", "sw/stories/s0123456789/")


def test_nginx_answers_410_with_the_pages_own_text():
    """Each address returns 410 and shows the page that says when and why; without removals nothing is added."""
    text = headers.nginx(["sha256-x"], GONE)
    for path in GONE:
        assert f"location = /{path} {{ error_page 410 /{path}index.html; return 410; }}" in text
    assert "410" not in headers.nginx(["sha256-x"])


def test_caddy_answers_410_with_the_pages_own_text():
    """The error is raised for each address and handled by its own page, before the handler of other errors."""
    text = headers.caddy(["sha256-x"], GONE)
    assert [f'error /{path} "Gone" 410' in text for path in GONE] == [True, True]
    assert text.index("handle @gone") < text.index("/404.html")
    assert "410" not in headers.caddy(["sha256-x"])


MOVED = {"stories/s2/": "stories/s1/", "sw/stories/s3/": "sw/2026/w47/#s1", "feeds/story-s2.xml": "feeds/story-s1.xml"}


def test_every_host_answers_an_old_address_with_the_new_one():
    """Pages and feeds of stories that are one with another are answered 301 by each kind of host, in order of path."""
    assert 'location = /stories/s2/ { return 301 "/stories/s1/"; }' in headers.nginx(["sha256-x"], (), MOVED)
    assert 'redir /sw/stories/s3/ "/sw/2026/w47/#s1" permanent' in headers.caddy(["sha256-x"], (), MOVED)
    assert headers.redirects(MOVED) == (
        "/feeds/story-s2.xml /feeds/story-s1.xml 301\n/stories/s2/ /stories/s1/ 301\n"
        "/sw/stories/s3/ /sw/2026/w47/#s1 301\n"
    )
    assert "301" not in headers.nginx(["sha256-x"]) + headers.caddy(["sha256-x"])


def test_hosts_that_read_files_are_told_the_path_of_the_site():
    """For Netlify and Cloudflare a site under a path has its headers and its moved stories there, and no HSTS."""
    moved = headers.redirects({"stories/s2/": "stories/s1/"}, "/digest/")
    assert moved == "/digest/stories/s2/ /digest/stories/s1/ 301\n"
    text = headers.netlify(["sha256-x"], "/digest/")
    assert [line for line in text.splitlines() if line.startswith("/")] == [
        "/digest/*", "/digest/feeds/*.xml", "/digest/:tree/feeds/*.xml", "/digest/feeds/*.json",
        "/digest/:tree/feeds/*.json",
    ]  # fmt: skip
    assert "Strict-Transport" not in text


def test_every_page_and_every_feed_has_its_headers():
    """All pages get the policy, which names each style; each kind of feed gets its type."""
    text = headers.netlify(["sha256-made"])
    assert text.startswith("/*\n  ")
    policies = [line for line in text.split("\n") if line.startswith("  Content-Security-Policy: ")]
    assert len(policies) == 1
    assert "'sha256-made'" in policies[0]
    rules = text.split("\n")
    for place, line in enumerate(rules):
        if line.startswith("/feeds/*"):
            assert rules[place + 1].startswith("  Content-Type: ")
    assert sum(line.startswith("/feeds/*") for line in rules) > 1
