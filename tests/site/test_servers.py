"""The lines of ``usalama headers`` in the servers themselves: nginx and Caddy take them, and send what they say.

A published site with a removed and a merged story is served on loopback by the machine's own nginx and Caddy; each test
is skipped, saying so, where its server is not installed.
"""

import contextlib
import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess

import pytest
from small_site import REPOSITORY, fill, make_site

from usalama.cli import main
from usalama.exports import headers
from usalama.files.weekstates import key_in

NOW = "2026-11-26T06:00+03:00"
NGINX = """
{user}daemon off; pid {top}/pid; error_log {top}/error.log;
events {{ worker_connections 64; }}
http {{
    include /etc/nginx/mime.types; access_log off;
    client_body_temp_path {top}/a; proxy_temp_path {top}/b; fastcgi_temp_path {top}/c; uwsgi_temp_path {top}/d;
    scgi_temp_path {top}/e;
{before}
    server {{
        listen 127.0.0.1:{port}; root {root};
{inside}
    }}
}}
"""
CADDY = """
{{
    admin off
    auto_https off
}}
http://127.0.0.1:{port} {{
root * {root}
{inside}
file_server
}}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory, compiled):
    """A published site in which one story was removed and two became one; returns (folder, removed, merged, kept)."""
    made = fill(make_site(tmp_path_factory.mktemp("served") / "site", compiled))
    root = made.root
    keys = [key_in(path) for path in sorted(root.glob("content/entries/*/*.md"))]
    kept, merged, removed = f"s{keys[0]}", f"s{keys[5]}", f"s{keys[6]}"
    made.entry(60, "2026-11-24", "More radios heard of in court", story=merged)
    made.entry(61, "2026-11-25", "Goats and radios were one case", story=kept, shows=merged)
    assert build(root) == 0
    for table in (REPOSITORY / "content/catalog").glob("*.csv"):
        shutil.copy(table, root / "content/catalog")
    why = ["--why", "The family asked.", "--kind", "person-asked"]
    assert main(["edit", "take-down", keys[6], *why, "--root", str(root), "--now", NOW]) == 0
    assert build(root) == 0
    return root, removed, merged, kept


def build(root):
    return main(["build", "--root", str(root), "--now", NOW])


@contextlib.contextmanager
def running(command, port):
    """Run a server until the block ends; the block begins when it takes connections."""
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
                break
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(0.1)
                pytest.fail(f"{command[0]} ended: {server.stdout.read()[-2000:]}")
        yield port
    finally:
        server.terminate()
        server.communicate(timeout=20)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def said(capsys, root, form):
    capsys.readouterr()
    assert main(["headers", f"--{form}", "--root", str(root)]) == 0
    return capsys.readouterr().out


def start_nginx(site, tmp_path, capsys, served="output"):
    """Write a whole configuration around our lines, let nginx check it, and start it."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    if not program:
        pytest.skip("nginx is not installed on this machine")
    before, _, inside = said(capsys, site, "nginx").partition("# In server {")
    port, conf = free_port(), tmp_path / "nginx.conf"
    user = "user root; " if os.geteuid() == 0 else ""  # pytest's folders are for their owner alone
    top, root = tmp_path, site / served
    conf.write_text(NGINX.format(user=user, top=top, before=before, inside=f"#{inside}", port=port, root=root), "utf-8")
    checked = subprocess.run([program, "-t", "-c", str(conf)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    return running([program, "-c", str(conf)], port)


def start_caddy(site, tmp_path, capsys, served="output"):
    """Write a whole Caddyfile around our lines, let Caddy check it, and start it."""
    program = shutil.which("caddy")
    if not program:
        pytest.skip("Caddy is not installed on this machine")
    port, conf = free_port(), tmp_path / "Caddyfile"
    conf.write_text(CADDY.format(inside=said(capsys, site, "caddy"), port=port, root=site / served), "utf-8")
    words = ["--config", str(conf), "--adapter", "caddyfile"]
    checked = subprocess.run([program, "validate", *words], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr[-2000:]
    return running([program, "run", *words], port)


def ask(port, path, **more):
    """Return (status, headers, body) of one request."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers=more)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


@pytest.mark.parametrize("start", [start_nginx, start_caddy], ids=["nginx", "caddy"])
def test_a_server_sends_what_we_tell_it(site, tmp_path, capsys, start):
    """Every header on a page, a missing, a removed and a moved one; types, packing, how long a copy may be kept."""
    root, removed, merged, kept = site
    with start(root, tmp_path, capsys) as port:
        for path, status in (
            ("/", 200), ("/2026/w47/", 200), ("/sw/", 200), ("/nowhere/", 404), (f"/stories/{removed}/", 410),
            (f"/sw/stories/{removed}/", 410), (f"/stories/{merged}/", 301), (f"/feeds/story-{merged}.xml", 301),
            ("/feeds/all.xml", 200), ("/sw/feeds/all.xml", 200), ("/data/2026.csv", 200),
            ("/.well-known/security.txt", 200),
        ):  # fmt: skip
            found, given, body = ask(port, path)
            assert found == status, path
            for name, value in headers.common().items():
                assert given.get_all(name) == [value], (path, name)
            (policy,) = given.get_all("Content-Security-Policy")
            assert policy.startswith("default-src 'none'"), path
            assert "script-src" not in policy, path
            assert given["Cache-Control"] == "public, max-age=300", path
            if status == 410:
                assert body == (root / f"output{path}index.html").read_bytes()
            if status == 404:
                assert body == (root / "output/404.html").read_bytes()
            if status == 301:
                assert kept in given["Location"]
        assert "script-src 'self'" in ask(port, "/search/")[1]["Content-Security-Policy"]
        for feed in ("/feeds/all.xml", "/sw/feeds/all.xml"):
            assert ask(port, feed)[1]["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert ask(port, "/feeds/all.json")[1]["Content-Type"].startswith("application/feed+json")
        page = ask(port, "/2026/w47/", **{"Accept-Encoding": "gzip"})
        assert page[1]["Content-Encoding"] == "gzip"
        assert gzip.decompress(page[2]) == (root / "output/2026/w47/index.html").read_bytes()
        index = next((root / "output/pagefind").rglob("*.pf_index")).relative_to(root / "output")
        assert "immutable" in ask(port, f"/{index}")[1]["Cache-Control"]
        again = ask(port, "/", **{"If-None-Match": ask(port, "/")[1]["ETag"]})
        assert (again[0], again[2]) == (304, b"")


@pytest.fixture
def in_a_folder(site):
    """The same site as a folder of another's host, whose own page lies beside it."""
    settings = site[0] / "usalama.toml"
    before, www = settings.read_bytes(), site[0] / "www"
    www.mkdir(exist_ok=True)
    (www / "index.html").write_text("another's", "utf-8")
    (www / "week-ly").unlink(missing_ok=True)
    (www / "week-ly").symlink_to("../output")
    settings.write_bytes(re.sub(rb'(?m)^url = ".*"', b'url = "https://host.example/week-ly/"', before))
    yield site
    settings.write_bytes(before)


@pytest.mark.parametrize("start", [start_nginx, start_caddy], ids=["nginx", "caddy"])
def test_a_site_under_a_path_has_its_headers_there_alone(in_a_folder, tmp_path, capsys, start):
    """Search may run its script, what was removed is gone, what merged leads on; the host's other pages are let be."""
    root, removed, merged, kept = in_a_folder
    with start(root, tmp_path, capsys, "www") as port:
        for path, status in (
            ("", 200), ("sw/", 200), ("nowhere/", 404), (f"stories/{removed}/", 410), (f"stories/{merged}/", 301),
        ):  # fmt: skip
            found, given, body = ask(port, f"/week-ly/{path}")
            assert (found, given.get_all("X-Frame-Options")) == (status, ["DENY"]), path
            assert "script-src" not in given["Content-Security-Policy"], path
            assert given["Strict-Transport-Security"] is None, path  # it binds the whole host, which is another's
            if status in {404, 410}:
                page = f"output/{path}index.html" if status == 410 else "output/404.html"
                assert body == (root / page).read_bytes()
            if status == 301:
                assert given["Location"].endswith(f"/week-ly/stories/{kept}/")
        assert "script-src 'self'" in ask(port, "/week-ly/search/")[1]["Content-Security-Policy"]
        assert ask(port, "/week-ly/feeds/all.json")[1]["Content-Type"].startswith("application/feed+json")
        index = next((root / "output/pagefind").rglob("*.pf_index")).relative_to(root / "output")
        assert "immutable" in ask(port, f"/week-ly/{index}")[1]["Cache-Control"]
        for path in ("/", "/nowhere/"):
            given, body = ask(port, path)[1:]
            assert given["Content-Security-Policy"] is given["X-Frame-Options"] is given["Cache-Control"] is None
            assert body != (root / "output/404.html").read_bytes()


def test_hidden_files_are_not_served(site, tmp_path, capsys):
    """Nginx answers 404 for whatever begins with a dot, but for .well-known."""
    with start_nginx(site[0], tmp_path, capsys) as port:
        assert ask(port, "/.git/config")[0] == 404
        assert ask(port, "/2026/.hidden")[0] == 404
