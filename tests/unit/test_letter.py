import email
import email.policy
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from usalama.errors import UsalamaError
from usalama.letters.letter import Reader, compose, make_letter, make_sender, read_readers, send_key, send_week

NAIROBI = ZoneInfo("Africa/Nairobi")

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=NAIROBI)
PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>Week 47: Usalama Weekly</title><style>.m{color:#5f584b}</style>"
    "<style>@media (prefers-color-scheme:dark){.m{color:#aaa190!important}}</style></head><body>"
    '<p class="m">Herders agree on a water point</p><a class="leave" href="https://usalama.example/feeds/#letter">'
    "Leave the list</a></body></html>"
)
TEXT = "USALAMA WEEKLY\n\n1. Herders agree on a water point\n"


def letter(language="en"):
    return make_letter("2026-w47", language, PAGE, TEXT)


def sender(**options):
    options = {
        "site": "https://usalama.example",
        "leave_url": "https://lists.usalama.example/leave",
        "key": b"k",
    } | options
    return make_sender("Usalama Weekly <desk@usalama.example>", **options)


def parsed(message):
    return email.message_from_bytes(bytes(message), policy=email.policy.default)


def test_the_text_part_comes_first_and_is_complete():
    """A reader whose program shows no HTML has the whole issue."""
    parts = list(parsed(compose(letter(), Reader("ali@example.org"), sender(), NOW)).iter_parts())
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    assert "Herders agree on a water point" in parts[0].get_content()


def test_one_click_leaving_has_both_headers_and_one_token():
    """RFC 8058: an https address in List-Unsubscribe, and List-Unsubscribe-Post; the letter shows the same link."""
    message = parsed(compose(letter(), Reader("ali@example.org"), sender(), NOW))
    link = message["List-Unsubscribe"].split(">")[0].lstrip("<")
    assert link.startswith("https://lists.usalama.example/leave?t=")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for part in message.iter_parts():
        assert link in part.get_content().replace("&amp;", "&")


def test_what_the_link_at_the_end_of_the_text_is_for_is_said_in_the_letter_s_words():
    """A reader of text alone sees the bare address of a mail: it has the words that the HTML part gives the link."""
    text, page = parsed(compose(letter(), Reader("ali@example.org"), sender(leave_url=""), NOW)).iter_parts()
    assert "Leave the list" in page.get_content()
    assert text.get_content().splitlines()[-1].startswith("Leave the list: mailto:desk@usalama.example?subject=leave")


def test_without_an_address_to_post_to_leaving_goes_by_mail_and_one_click_is_not_promised():
    """A header that promises what no server answers would be a lie."""
    message = parsed(compose(letter(), Reader("ali@example.org"), sender(leave_url=""), NOW))
    assert message["List-Unsubscribe"].startswith("<mailto:desk@usalama.example?subject=leave")
    assert message["List-Unsubscribe-Post"] is None


def test_styles_are_inline_and_the_dark_sheet_stays():
    """Mail programs drop sheets; the one for dark surroundings is for those that do not."""
    made = letter().html
    assert 'style="color: #5f584b;"' in made
    assert made.count("<style>") == 1
    assert "prefers-color-scheme" in made


def test_a_letter_fetches_nothing():
    """No picture, no frame, no remote sheet: opening a letter tells nobody."""
    made = letter().html
    assert not [word for word in ("<img", "<iframe", "<link", "@import", "url(", "<script") if word in made]


def test_a_subject_is_one_line():
    """A title with line breaks cannot add a header."""
    page = PAGE.replace("Week 47: Usalama Weekly", "Week 47\r\nBcc: someone@example.org")
    message = compose(make_letter("2026-w47", "en", page, TEXT), Reader("ali@example.org"), sender(), NOW)
    assert parsed(message)["Bcc"] is None
    assert parsed(message)["Subject"] == "Week 47 Bcc: someone@example.org"


def test_a_list_is_read_with_languages_and_remarks():
    """One address a line; the same address twice is one reader."""
    text = "# readers\nali@example.org\nwanjiku@example.org, sw  # from the meeting\nALI@example.org\n\n"
    assert read_readers(text, "list.txt") == (Reader("ali@example.org"), Reader("wanjiku@example.org", "sw"))


@pytest.mark.parametrize("wrong", ["ali", "ali@", "a li@example.org", "ali@example", "<ali@example.org>"])
def test_what_is_no_address_is_refused_with_its_line(wrong):
    """The file and the line are named."""
    with pytest.raises(UsalamaError, match=r"list\.txt: line 2"):
        read_readers(f"ali@example.org\n{wrong}\n", "list.txt")


def test_a_sender_needs_an_address_and_leaving_needs_https():
    """Both are refused before anything is sent."""
    with pytest.raises(UsalamaError, match="--sender"):
        make_sender("Usalama Weekly", site="", leave_url="", key=b"")
    with pytest.raises(UsalamaError, match="--leave-url"):
        sender(leave_url="http://lists.usalama.example/leave")


def test_a_key_hides_the_address_and_differs_by_week_and_reader():
    """The record of what was sent is no list of readers."""
    key = send_key(letter(), Reader("ali@example.org"), sender())
    assert "ali" not in key
    assert key != send_key(letter(), Reader("wanjiku@example.org"), sender())
    assert key == send_key(letter("sw"), Reader("Ali@example.org"), sender())


def test_the_key_is_recorded_before_the_message_goes():
    """A crash between the two loses a letter, which can be seen; it never sends it twice."""
    order = []
    send_week(
        {"en": letter()},
        [Reader("ali@example.org")],
        sender(),
        sent=(),
        record=lambda _: order.append("record"),
        deliver=lambda _: order.append("deliver") or "",
        date=NOW,
    )
    assert order == ["record", "deliver"]


def test_a_reader_who_had_the_week_is_passed_over():
    """Sending the same week again sends nothing; a reader of a missing language gets English."""
    sent, gone = [], []
    readers = [Reader("ali@example.org"), Reader("wanjiku@example.org", "sw"), Reader("ALI@example.org")]

    def send():
        return send_week(
            {"en": letter()},
            readers,
            sender(),
            sent=tuple(sent),
            record=sent.append,
            deliver=lambda message: gone.append(message["To"]) or "",
            date=NOW,
        )

    first, second = send(), send()
    assert (first.sent, first.already) == (2, 1)
    assert (second.sent, second.already) == (0, 3)
    assert gone == ["ali@example.org", "wanjiku@example.org"]
