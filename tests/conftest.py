"""What tests of every floor share: a scripted server on loopback, and the measuring data that may be absent."""

import _thread
import gc
import http.server
import os
import resource
import shutil
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from pkgutil import resolve_name
from xml.sax.saxutils import escape

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

import made
from usalama.commands import demo
from usalama.files import store
from usalama.judging.rulebook import compile_rulebook
from usalama.stories.evidence import read_story_tables

ROOT = Path(__file__).parents[1]

# A machine that does something else as well makes any text or step late: how long one takes says nothing here.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

_GROWN = 50_000  # kilobytes
_peak = 0


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown():
    """Free what commands froze for a process that soon ends: a worker grew to 3 GB, and to fork that takes its time."""
    global _peak  # noqa: PLW0603  of the process, as the memory is
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if peak > _peak + _GROWN:
        _peak = peak
        gc.unfreeze()
        gc.collect()
        gc.freeze()


@pytest.fixture(scope="module", autouse=True)
def no_thread_is_left():
    """A thread that outlived its module would be paid for by all that follow: beside one, no build is ever forked.

    Each would start Python anew instead, and read all that it prints by.
    """
    yield
    for thread in set(threading.enumerate()) - {threading.current_thread()}:
        thread.join(20)
    assert threading.enumerate() == [threading.current_thread()]


class Loopback:
    """A web server of ours: ``pages`` maps a path to a function that answers it with the handler at hand.

    Its threads are none that a run counts. Feeds do not live in its process either; beside a thread, it would print by
    a Python that is started anew and reads all that it prints by: four times what a fork takes.
    """

    def __init__(self):
        self.pages = {}
        self.asked = []
        self.taken = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                outer.asked.append((self.path, self.headers))
                page = outer.pages.get(self.path.split("?")[0])
                try:
                    if page is None:
                        outer.answer(self, 404, b"nothing here")
                    else:
                        page(self)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, *args):
                """Say nothing: the test looks at ``asked``."""

        class Server(http.server.ThreadingHTTPServer):
            request_queue_size = 256

            def process_request(self, request, client_address):
                outer.taken.append(request)
                _thread.start_new_thread(self.process_request_thread, (request, client_address))

            def handle_error(self, request, client_address):
                """A client that hangs up is part of the tests."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        _thread.start_new_thread(self.server.serve_forever, (0.02,))

    def url(self, path, host="127.0.0.1"):
        """Return the address of a path, by any name that leads here."""
        return f"http://{host}:{self.port}{path}"

    def serve(self, path, body, *, status=200, **headers):
        """Answer ``path`` with a body; header names are written with underscores."""
        named = {name.replace("_", "-"): str(value) for name, value in headers.items()}
        self.pages[path] = lambda handler: self.answer(handler, status, body, **named)
        return self.url(path)

    @staticmethod
    def answer(handler, status, body, **headers):
        """Send one whole answer."""
        handler.send_response(status)
        for name, value in {"Content-Type": "application/rss+xml", "Content-Length": len(body), **headers}.items():
            handler.send_header(name, str(value))
        handler.end_headers()
        handler.wfile.write(body)

    def close(self):
        for request in self.taken:  # whoever still waits for an answer learns that there will be none
            with suppress(OSError):
                request.shutdown(socket.SHUT_RDWR)
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def killed_at(monkeypatch):
    """A context in which a run is killed where it calls a function, after so many calls that did what they do."""

    @contextmanager
    def killed(name, after=0):
        module, _, function = name.rpartition(".")
        real, left = resolve_name(f"{module}:{function}"), [None] * after

        def die(*args, **more):
            if not left:
                raise KeyboardInterrupt
            left.pop()
            return real(*args, **more)

        with monkeypatch.context() as patched:
            patched.setattr(name, die)
            yield

    return killed


@pytest.fixture
def loopback():
    """A scripted web server on 127.0.0.1."""
    server = Loopback()
    yield server
    server.close()


@pytest.fixture(scope="module")
def publisher():
    """A scripted web server that stays for all tests of a module: a site whose feed is there can be copied."""
    server = Loopback()
    yield server
    server.close()


@pytest.fixture(scope="session")
def files():
    """The texts of the project's own tables, by file name."""
    return store.read_desk(ROOT)


@pytest.fixture(scope="session")
def rulebook(files):
    """The project's own tables, compiled."""
    return compile_rulebook(files)


@pytest.fixture(scope="session")
def tables(files):
    """The project's own tables of stories, compiled."""
    return read_story_tables(files)


@pytest.fixture(scope="session")
def shared_data():
    """The folder of measuring data, which is no part of the project; the test is skipped where it is absent."""
    folder = Path(os.environ.get("USALAMA_SHARED", ROOT.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip("measuring data is not here (USALAMA_SHARED names its folder)")
    return folder


@pytest.fixture(scope="session")
def once(tmp_path_factory):
    """A function that lets a folder be made, once however many workers there are; returns the folder."""
    base = tmp_path_factory.getbasetemp()
    top = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def folder_of(name, make):
        folder = top / name
        with FileLock(top / f"{name}.lock"):
            if not (folder / "made").exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder)
                (folder / "made").touch()
        return folder

    return folder_of


@pytest.fixture(scope="session")
def demo_site(once):
    """The demo's site and what making it printed."""

    def make(folder):
        command = [sys.executable, "-m", "usalama", "demo", "--root", str(ROOT), "--into", str(folder / "site")]
        done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        (folder / "said.txt").write_text(done.stdout, encoding="utf-8")

    folder = once("demo", make)
    return folder / "site", (folder / "said.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def demo_at_home(demo_site):
    """The demo's site as ``demo_site``, with its feeds on their own port.

    Entries' keys follow their feed's address: elsewhere they are others, the desk's edits fit none, and no test of
    what is in the pages can mean anything.
    """
    feeds = (demo_site[0] / "content/catalog/feeds.toml").read_text(encoding="utf-8")
    if f":{demo.PORT}/" not in feeds:
        pytest.fail(f"port {demo.PORT} was taken: run this again when it is free", pytrace=False)
    return demo_site


@pytest.fixture(scope="session")
def demo_output(demo_site):
    """The demo's output folder."""
    return demo_site[0] / "output"


@pytest.fixture
def scratch_site(tmp_path):
    """A function that makes a site of its own: the project's tables, the feeds given, no entries; returns its folder.

    Feeds are addresses, or (outlet, address) pairs.
    """

    def make(*feeds, name="site", settings=""):
        root = tmp_path / name
        shutil.copytree(ROOT / "content/catalog", root / "content/catalog")
        (root / "content/entries").mkdir()
        shutil.copy(ROOT / "pelicanconf.py", root)
        (root / "themes").symlink_to(ROOT / "themes")
        if settings:
            (root / "usalama.toml").write_text(settings, encoding="utf-8")
        outlets = {}
        for feed in feeds:
            outlet, address = feed if isinstance(feed, tuple) else ("the-ridge", feed)
            outlets.setdefault(outlet, []).append(address)
        tables = (made.outlet(slug, *found, languages=["en", "sw"]) for slug, found in outlets.items())
        listed = "\n".join(("# Outlets and their feeds.", *tables))
        (root / "content/catalog/feeds.toml").write_text(listed, "utf-8")
        return root

    return make


@pytest.fixture(scope="session")
def rss():
    """A function that writes an RSS document: items are titles, or dictionaries (title link guid date summary)."""
    return _rss


def _rss(*items, language="en", site="https://the-ridge.example"):
    written = []
    for number, item in enumerate(items):
        told = {"title": item} if isinstance(item, str) else dict(item)
        mark = "".join(letter for letter in told["title"].lower() if letter.isalnum())[:40]
        told.setdefault("link", f"{site}/{mark}")
        told.setdefault("guid", mark)
        told.setdefault("date", f"Thu, 19 Nov 2026 {number % 24:02d}:00:00 +0300")
        told.setdefault("summary", "")
        tags = {"title": "title", "link": "link", "guid": "guid", "date": "pubDate", "summary": "description"}
        fields = "".join(f"<{tag}>{escape(told[key])}</{tag}>" for key, tag in tags.items() if told[key])
        written.append(f"<item>{fields}</item>")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>The Ridge</title>'
        f"<link>{site}/</link><language>{language}</language>{''.join(written)}</channel></rss>"
    ).encode()
