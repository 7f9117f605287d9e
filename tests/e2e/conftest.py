"""A real browser and the demo's site, served on loopback: what a reader meets."""

import pytest

from browsers import CHROMIUM, browser, served


@pytest.fixture(scope="module")
def address(demo_output):
    """Where the site is served on this machine."""
    with served(demo_output) as found:
        yield found


@pytest.fixture(scope="module")
def chromium():
    """The browser; the tests are skipped where there is none."""
    if not CHROMIUM:
        pytest.skip("no Chromium here (USALAMA_CHROMIUM names one)")
    with browser() as opened:
        yield opened


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
