"""A search over several years, in a real browser: newest week first, no more counted than looked at, no place lost."""

import re

import pytest

from browsers import CHROMIUM, browser, served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]


def test_weeks_of_several_years_stand_newest_first_and_the_rest_is_not_counted_yet(empty_site):
    """No older year's week stands before the newer year's; a "+" says that weeks are left."""
    days = ("2025-10-08", "2025-11-12", "2025-12-17", "2026-01-14", "2026-06-17", "2026-11-18")
    for number, day in enumerate(days):
        empty_site.entry(number, day, f"Raiders take {number + 30} goats")
    output = empty_site.in_english().root / "output"
    empty_site.print(output)
    with served(output) as address, browser() as opened:
        page = opened.new_page()
        page.goto(f"{address}search/?q=goats")
        page.locator("#found button").wait_for(timeout=15_000)
        assert page.inner_text("#count") == "4+ stories"
        page.press("#found button", "Enter")
        page.locator("#count", has_text="6 stories").wait_for(timeout=15_000)
        page.wait_for_function("document.activeElement.matches('#found li:nth-child(5) a')")
        links = [link.get_attribute("href") for link in page.locator("#found a").all()]
    weeks = [re.findall(r"\d{4}/w\d\d", link)[0] for link in links]
    assert weeks == sorted(weeks, reverse=True)
    assert len(weeks) == len(days)
