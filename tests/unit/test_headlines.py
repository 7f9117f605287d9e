"""A CSV of headlines: strict reading, clear refusals."""

import pytest

from usalama.errors import TableError
from usalama.formats.headlines import read_headlines

HEAD = "id,title,summary,lang,published\n"


def test_rows_come_in_their_order_with_every_column():
    """Further columns are kept beside; a missing language is English; a byte order mark is no part of the head."""
    found = read_headlines(("\ufeffurl," + HEAD + 'u,2,"A, b",,,2026-11\nv,1,C,d,sw,\n').encode(), "x.csv")
    assert [(row.id, row.title, row.language, row.published) for row in found] == [
        ("2", "A, b", "en", "2026-11"),
        ("1", "C", "sw", ""),
    ]
    assert found[0].columns["url"] == "u"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (HEAD.encode(), "no rows"),
        (b"id,title\n1,2\n", "no column 'summary'; it needs id, title"),
        (HEAD.replace(",", ";").encode(), "no column 'id'; its columns stand apart by semicolons; save it with commas"),
        (HEAD.replace(",", "\t").encode(), "no column 'id'; its columns stand apart by tabs; save it with commas"),
        (b"\xff\xfe" + HEAD.encode("utf-16-le"), "not UTF-8"),
        ((HEAD + "1,\0,s,en,\n").encode(), "NUL"),
        ((HEAD + "1,t\n").encode(), "fewer fields"),
        ((HEAD + "1,t,s,en,2026,more\n").encode(), "more fields"),
        ((HEAD + '1,"t"x,s,en,2026\n').encode(), "line 2"),
    ],
)
def test_a_table_that_cannot_be_meant_is_one_clear_line(data, message):
    """The file's name, the line and the mend; never half a result."""
    with pytest.raises(TableError, match=message) as told:
        read_headlines(data, "in.csv")
    assert str(told.value).startswith("in.csv")
    assert "\n" not in str(told.value)
