"""A second reading mends only what has one meaning, and leaves the rest byte for byte."""

import pytest

from usalama.feeds.parse import repaired


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        (b"Law & order", b"Law &amp; order"),
        (b"a=1&b=2", b"a=1&amp;b=2"),
        (b"&amp; &#233; &#xE9; &eacute; &lt;", b"&amp; &#233; &#xE9; &eacute; &lt;"),
        (b"&#xD800; &#55296; &#x110000; &#0; &#8;", b"&#xFFFD; &#xFFFD; &#xFFFD; &#xFFFD; &#xFFFD;"),
        (b"&#xFFFFFFFF; &#99999999999;", b"&#xFFFD; &#xFFFD;"),
        (b"bell\x07 null\x00 tab\t line\r\n", b"bell null tab\t line\r\n"),
        (b"<![CDATA[a & b &#xD800;]]> & c", b"<![CDATA[a & b &#xD800;]]> &amp; c"),
        (b"<![CDATA[never closed & open", b"<![CDATA[never closed & open"),
        (b"&", b"&amp;"),
        (b"&#;", b"&amp;#;"),
        (b"\r\n  <?xml version='1.0'?> ", b"<?xml version='1.0'?> "),
    ],
)
def test_what_has_one_meaning_is_mended(broken, mended):
    """Bare ampersands are escaped, impossible characters replaced, references and CDATA left alone."""
    assert repaired(broken) == mended


def test_a_two_byte_encoding_is_left_alone():
    """In UTF-16 every other byte is null: nothing there is touched."""
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        document = "<a>x & y</a>".encode(encoding)
        assert repaired(document) == document
