import base64
import hashlib
import re
from pathlib import Path

from topic_digest.styles import Styles, minify, read_sheets
from usalama.editor.deskpage import STYLE

SHEETS = Path(__file__).parents[2] / "themes/usalama/static/css"
SCHEMES = re.compile(r"prefers-color-scheme: ?dark\)|:root ?\{([^}]*--paper[^}]*)\}")


def palette(sheet):
    """Return the colours that a sheet gives for light and for dark, by name; print and contrast have their own."""
    screen = re.split(r"@media ?(?:print|\(prefers-contrast|\(forced)", sheet)[0]
    given = [found[1] for found in SCHEMES.finditer(screen) if found[1]]
    return [dict(re.findall(r"--(\w+): ?(#\w+)", each)) for each in given]


def test_the_desk_and_the_printed_sheet_have_the_sites_colours():
    """A change of the palette in one place would leave the other behind, unseen by whoever looks at the site alone."""
    light, dark = palette((SHEETS / "style.css").read_text())
    assert {"paper", "ink", "soft", "rule", "red"} <= light.keys() == dark.keys()
    for other in (STYLE, (SHEETS / "sheet.css").read_text()):
        theirs = palette(other)
        assert [len(each) > 4 for each in theirs] == [True, True]
        assert [{**ours, **each} for ours, each in zip((light, dark), theirs, strict=True)] == [light, dark]


def test_comments_and_idle_space_go_and_strings_stay():
    """What is left means the same: the quotes of a font name and of content keep their spaces."""
    sheet = (
        '/* a */ a , b { color : red ; }\n p::before { content: "  ; }  " ; font-family: "Iowan Old Style" , serif; }'
    )
    assert minify(sheet) == 'a,b{color :red}p::before{content:"  ; }  ";font-family:"Iowan Old Style",serif}'


def test_a_descendant_of_a_pseudo_class_stays_one():
    """A space before a colon is a combinator; taking it away would change what the rule selects."""
    assert minify(".story :is(h2, h3) { margin: 0 }") == ".story :is(h2,h3){margin:0}"


def test_calculations_keep_their_spaces():
    """``1rem + 2vw`` without its spaces is no length."""
    assert "1.3rem + 2.2vw" in minify("h1 { font-size: clamp(1.8rem, 1.3rem + 2.2vw, 2.75rem); }")


def test_the_hash_is_that_of_the_joined_text(tmp_path):
    """The policy of a page allows the bytes that stand in it, in the order it asked for."""
    (tmp_path / "one.css").write_text("a { color: red; }")
    (tmp_path / "two.css").write_text("b { color: blue; }")
    styles = Styles(read_sheets(tmp_path))
    assert styles.text("two", "one") == "b{color:blue}a{color:red}"
    digest = base64.b64encode(hashlib.sha256(b"b{color:blue}a{color:red}").digest()).decode()
    assert styles.hash("two", "one") == f"sha256-{digest}"
    assert styles.hash("one", "two") != styles.hash("two", "one")
