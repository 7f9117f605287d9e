"""CSV that people write: a row a line, as many cells as the head promises, each mistake with its line and mend."""

import pytest

from usalama.errors import CatalogError
from usalama.formats.rows import cells, rows, write_table

RESTORE = "restore it, or end the line where nothing is missing"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('a,b\n1,"2\n3,4\n', "x.csv: line 2: a quotation mark is not closed; close it, or take it out"),
        ("a,b\r1,2\r", "x.csv: line 1: a line ends in the old way of Macs; save it with line ends of today"),
        ("a,b\n1,2\0\n", "x.csv: line 2: a NUL character; restore the file from the repository"),
        ("a,c\n1,2\n", "x.csv: line 1: no column 'b'; add it to the head"),
        ("", "x.csv: line 1: no column 'a'; add it to the head"),
        ("a,b\n1,2\n3\n", "x.csv: line 3: too few columns; write 2 at least"),
        (
            "a,b,c\n1,2,3\n4,5",
            f"x.csv: line 3: breaks off in its last line, with 2 of 3 columns; {RESTORE}",
        ),
        ("a,b\n1,2,3\n", "x.csv: line 2: too many columns; quote a cell with a comma"),
        (f"a,b\n1,2\n3,{'x' * 131_073}\n", "x.csv: line 3: a row of more than 131072 characters; make several of it"),
    ],
)
def test_a_row_that_is_none_is_named_by_its_line(text, said):
    """One line with the file, the line and what to do."""
    with pytest.raises(CatalogError) as mistake:
        list(rows(text, "x.csv", ("a", "b")))
    assert str(mistake.value) == said


def test_cells_are_as_written():
    """A comma or a quotation mark within quotes is the cell's own; columns that nobody needs may be left out."""
    assert list(cells('a,b\r\n1,"2""3,4"\r\n', "x.csv")) == [(1, ["a", "b"]), (2, ["1", '2"3,4'])]
    assert list(rows("a,b,note\n1,2\n", "x.csv", ("a", "b"))) == [(2, {"a": "1", "b": "2", "note": None})]
    assert list(rows("a,b\n1,2", "x.csv", ("a", "b"))) == [(2, {"a": "1", "b": "2"})]
    with pytest.raises(CatalogError, match="line 2: a quotation mark is not closed"):
        list(cells('a,b\n"1,2\n3,4\n', "x.csv"))


def test_a_table_is_written_with_plain_line_ends():
    """The same rows give the same bytes on every system."""
    assert write_table(("a", "b"), [("1", 'x "y"')]) == 'a,b\n1,"x ""y"""\n'
