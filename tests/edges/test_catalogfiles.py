"""The catalogue kept between builds: the same records, and any file that is no good costs only the reading."""

from pathlib import Path

import pytest

from usalama.catalogue.catalog import read_feeds
from usalama.digest.summaries import fingerprint
from usalama.errors import CatalogError
from usalama.files import catalogfiles
from usalama.model import OutletKind

TEXT = (Path(__file__).parents[2] / "content" / "catalog" / "feeds.toml").read_text(encoding="utf-8")


def read(root, text=TEXT, made="program"):
    """Read as the printer does."""
    return catalogfiles.read(root, text, "feeds.toml", made)


def test_a_kept_catalogue_is_the_one_that_was_read(tmp_path):
    """Kept or read, every record is equal and of the same types."""
    first, again = read(tmp_path), read(tmp_path)
    assert first == again == read_feeds(TEXT, "feeds.toml")
    assert repr(first) == repr(again)
    assert all(isinstance(outlet.kind, OutletKind) for outlet in again.outlets)


def test_what_was_kept_is_not_read_again(tmp_path):
    """The same text under the same program is not looked into: what was kept of it is what is returned."""
    read(tmp_path)
    path = tmp_path / catalogfiles.FILE
    body = path.read_text().partition("\n")[2].replace('"Nation"', '"As kept"')
    path.write_text(f"{fingerprint('program', TEXT, body)}\n{body}")
    assert read(tmp_path).outlets[0].name == "As kept"
    assert read(tmp_path, made="another program").outlets[0].name == "Nation"
    other = TEXT.replace('"Nation"', '"Another"', 1)
    assert read(tmp_path, other).outlets[0].name == "Another"


@pytest.mark.parametrize("body", [b"", b"[", b"[]", b"key\n[[],[]]", b'key\n[[["a"]],[]]', b"key\n[]", b"\xff", b"7"])
def test_a_torn_or_emptied_file_costs_only_the_reading(tmp_path, body):
    """Whatever stands in the file's place, also under the key of what stood there, the text is read."""
    whole = read(tmp_path)
    path = tmp_path / catalogfiles.FILE
    path.write_bytes(body.replace(b"key", path.read_bytes().partition(b"\n")[0]))
    assert read(tmp_path) == whole


@pytest.mark.parametrize("body", ["7", "[]", '[[["a"]],[]]', "{"])
def test_what_no_catalogue_is_costs_only_the_reading(tmp_path, body):
    """A program that kept something else under this key is not believed."""
    whole = read(tmp_path)
    (tmp_path / catalogfiles.FILE).write_text(f"{fingerprint('program', TEXT, body)}\n{body}")
    assert read(tmp_path) == whole


def test_a_place_that_cannot_be_written_to_costs_only_the_reading(tmp_path):
    """A folder in the file's place, as with a full disk, is no reason to end a build."""
    (tmp_path / catalogfiles.FILE).mkdir(parents=True)
    assert read(tmp_path) == read(tmp_path)


def test_a_mistake_is_told_at_every_build(tmp_path):
    """A text that cannot be meant is never kept."""
    read(tmp_path)
    for _ in range(2):
        with pytest.raises(CatalogError, match="line 5"):
            read(tmp_path, TEXT.replace('slug = "nation"', 'slug = "Not a slug"'))
