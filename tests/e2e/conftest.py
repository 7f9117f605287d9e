"""A real browser and the demo's site, served on loopback: what a reader meets."""

from __future__ import annotations

import functools
import http.server
import os
import threading
from pathlib import Path

import pytest

BROWSERS = (
    os.environ.get("USALAMA_CHROMIUM", ""),
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
)
# One process, no sandbox and no graphics card: what a container has.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture(scope="session")
def address(demo_output):
    """Where the site is served on this machine."""
    handler = functools.partial(_Quiet, directory=str(demo_output))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def chromium():
    """Debian's Chromium, headless; the tests are skipped where there is none.

    One a module: while it is open, no other test of the process can start one.
    """
    found = next((path for path in BROWSERS if path and Path(path).exists()), "")
    if not found:
        pytest.skip("no Chromium here (USALAMA_CHROMIUM names one)")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  half a second, only where there is a browser

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, address):
    """A function that opens a page: ``visit("sw/", width=360, scheme="dark")``; remembers requests and messages."""
    contexts = []

    def open_page(path, *, width=360, height=740, scheme="light", javascript=True, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=javascript,
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.asked, page.said = [], []
        page.to = lambda there: page.goto(address + there)
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
