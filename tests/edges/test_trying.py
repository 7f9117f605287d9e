"""The judging tables as a build tries them: once for each state of theirs, and for each program."""

import sys

from usalama.wiring import trying


def test_tables_are_tried_again_by_another_program(scratch_site, monkeypatch):
    """What an earlier program let pass may be what a pull of this one refuses; nobody has tried it by this one."""
    root = scratch_site("https://the-ridge.example/feed")
    assert trying.mistake(root) == ""
    note, tried = root / trying.FILE, (root / trying.FILE).read_bytes()
    table = root / "content/catalog/places.csv"
    table.write_text(table.read_text("utf-8").replace("name,kind", "name,kynd", 1), "utf-8")
    assert "places.csv: line 1: no column 'kind'" in trying.mistake(root)
    assert note.read_bytes() == tried, "tables with a mistake are not noted as tried"
    with monkeypatch.context() as earlier:
        earlier.setattr(sys, "version", "an earlier one, which knew no such mistake")
        note.write_text(trying._state(table.parent), "utf-8")
        assert trying.mistake(root) == ""
    assert trying.mistake(root)
