"""The issue as plain text and as blocks to paste."""

from __future__ import annotations

from usalama.plaintext import _cut


def test_a_cut_line_ends_at_a_word():
    """A line that is too long ends with the last whole word and an ellipsis."""
    assert _cut("one two three four", 12) == "one two…"


def test_signs_of_the_messenger_are_left_out():
    """Stars, underscores and strokes of a headline do not become bold or slanted text."""
    assert _cut("*Bold* _claim_ ~gone~ `code`", 80) == "Bold  claim  gone 'code'"
