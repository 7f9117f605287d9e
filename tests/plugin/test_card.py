import io

from PIL import Image

from topic_digest.card import SIZE, card


def drawn(**changes):
    told = {"name": "Usalama Weekly", "title": "16–22 November 2026", "line": "", "series": [3, 9, 6]}
    return card(**(told | changes))


def test_the_picture_has_the_size_that_previews_want_and_weighs_little():
    """1200 by 630, under 40 kB, with a year of bars and a title of two lines."""
    made = drawn(
        series=list(range(1, 53)), title="A very long title that has to be broken into two lines of the picture"
    )
    assert len(made) < 40 * 1024
    assert Image.open(io.BytesIO(made)).size == SIZE


def test_the_same_numbers_give_the_same_bytes():
    """Built twice, the picture is one file."""
    assert drawn() == drawn()


def test_nothing_to_draw_is_drawn_as_nothing():
    """A site without a week has a picture too."""
    assert Image.open(io.BytesIO(drawn(series=[]))).size == SIZE


def test_no_sign_of_a_name_is_drawn_as_a_box():
    """The face that draws has no typographic signs: a dash of the site's name stands there as a plain one."""
    assert drawn(name="Coast – Watch") == drawn(name="Coast - Watch")
