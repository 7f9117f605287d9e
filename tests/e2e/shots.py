"""Take pictures of the sample site at 360 and 1280 pixels, by day and by night, to look at after a change.

Run by ``inv shots``; it builds the demo, opens it in Debian's Chromium and writes small PNG files to ``.cache/shots``;
those that the documents show go to ``docs/shots`` too.
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / ".cache" / "shots"
SHOWN = ("home-1280-light", "home-360-light", "story-360-dark", "kiswahili-360-light")
CHROMIUM = os.environ.get("USALAMA_CHROMIUM", "/usr/bin/chromium")
PAGES = {
    "home": "index.html",
    "topic": "topics/crime/index.html",
    "counties": "counties/index.html",
    "about": "about/index.html",
    "kiswahili": "sw/index.html",
}
SIZES = {360: (360, 740, 2), 1280: (1280, 900, 1)}


def main() -> None:
    """Build, look, write."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        into = Path(folder) / "site"
        subprocess.run([sys.executable, "-m", "usalama", "demo", "--root", str(ROOT), "--into", str(into)], check=True)
        site = into / "output"
        story = max(site.glob("stories/s*/index.html"), key=lambda path: path.stat().st_size)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
            for name, path in {**PAGES, "story": story.relative_to(site).as_posix()}.items():
                for width in SIZES:
                    for scheme in ("light", "dark"):
                        take(browser, site / path, width, scheme, OUT / f"{name}-{width}-{scheme}.png")
            browser.close()
    for name in SHOWN:
        shutil.copy(OUT / f"{name}.png", ROOT / "docs" / "shots")


def take(browser: Browser, page: Path, width: int, scheme: str, target: Path) -> None:
    """Write the first screen of one page."""
    wide, high, ratio = SIZES[width]
    context = browser.new_context(
        viewport={"width": wide, "height": high},
        device_scale_factor=ratio,
        color_scheme=scheme,  # type: ignore[arg-type]  # one of two words
    )
    tab = context.new_page()
    tab.goto(page.as_uri())
    picture = Image.open(io.BytesIO(tab.screenshot()))
    picture.quantize(colors=64, dither=Image.Dither.NONE).save(target, optimize=True)
    context.close()
    print(target.relative_to(ROOT))  # noqa: T201  a task tells what it made


if __name__ == "__main__":
    main()
