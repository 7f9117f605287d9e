"""The golden site: the demo's every file is what it was, byte for byte, until somebody says that it shall change.

``USALAMA_GOLDEN=write pytest tests/site/test_golden.py`` writes the list again; look at the pages before you commit it.
Pictures and the search index are left out: their bytes are those of Pillow and Pagefind.
"""

import json
import os
from hashlib import sha256
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden.json"


def bytes_of(site):
    """Return path → short hash of every text file of a built site."""
    files = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {
        path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest()[:16]
        for path in files
        if path.suffix not in {".png", ".ico"} and "pagefind" not in path.parts
    }


def test_the_demo_is_the_golden_site_byte_for_byte(demo_at_home):
    """No file of the sample site changes, comes or goes without the list of hashes being written again."""
    found = bytes_of(demo_at_home[0] / "output")
    if os.environ.get("USALAMA_GOLDEN") == "write":
        GOLDEN.write_text(json.dumps(found, indent=0) + "\n", encoding="utf-8")
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert sorted(found) == sorted(golden)
    assert [name for name in golden if found[name] != golden[name]] == []
