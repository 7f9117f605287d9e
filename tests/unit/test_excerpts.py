"""An excerpt is the report's own first words, without what a publisher's system put around them."""

import pytest

from usalama.words.excerpts import excerpt

REPORT = "Officers recovered forty goats near the river on Tuesday night, the commander said."


@pytest.mark.parametrize(
    "around",
    [
        "<p>{}</p><p>The post <a href='x'>A title</a> appeared first on <a href='y'>Our Paper</a>.</p>",
        "<p>{}</p> The post A title first appeared on Our Paper.",
        "{} The post A title appeared first on Our Paper.",
        "<p>{}</p><p><a href='x'>Read more</a></p>",
        "<p>{}</p><p>Read also: Another thing that happened</p>",
        "<p>{}</p><p>READ ALSO: Another thing</p>",
        "<p>{}</p><p>SOMA PIA: Habari nyingine</p>",
        "<p>{}</p><h4>YOU MAY ALSO LIKE</h4>",
        "<p>{}</p><p>YOU MAY ALSO LIKE: Ten pictures</p>",
        "<p>Share this: Facebook Twitter WhatsApp</p><p>{}</p>",
        "<div class='sharedaddy sd-block'><h3>Share</h3><ul><li>Facebook</li></ul></div><p>{}</p>",
        "<p>Facebook | Twitter | WhatsApp | Email</p>{}",
        "<p>{}</p><blockquote class='twitter-tweet'><p>Breaking</p>&mdash; Somebody (@some) <a>May 1</a></blockquote>",
        "<p>{}</p><p>pic.twitter.com/AbCd</p>",
        "<p>By JOHN DOE</p><p>{}</p>",
        "<p>By Jane Roe and John Doe</p><p>{}</p>",
        "<p>By JOHN DOE {}</p>",
        "<p>Na MWANDISHI WETU</p><p>{}</p>",
        "<p>By JOHN DOE and JANE ROE | {}</p>",
        "<figure><img src=x><figcaption>A caption of a picture</figcaption></figure><p>{}</p>",
        "<p class='wp-caption-text'>A caption</p><p>{}</p>",
        "[caption id='1' width='600']Words of a caption[/caption]<p>{}</p>",
        "<p>Photo: Somebody / Our Paper</p><p>{}</p>",
        "<p>[PHOTO: COURTESY]</p><p>{}</p>",
        "<p>Follow us on Telegram for more</p><p>{}</p>",
        "<p>Published on 23 November 2026, 10:00 am</p><p>{}</p>",
        "<p>3 min read</p><p>{}</p>",
        "<p>Updated 3 hours ago</p><p>{}</p>",
        "<p>1 day ago • 2 min read</p><p>{}</p>",
        "<p>Reading time: 2 minutes</p><p>{}</p>",
        "<p>In Summary</p><p>{}</p>",
        "<p>Kwa Muhtasari:</p><p>{}</p>",
        "<p>BREAKING NEWS</p><p>{}</p><p>ADVERTISEMENT - CONTINUE READING BELOW</p>",
        "<p>Your browser does not support the audio element.</p><p>{}</p>",
        "<p>Imechapishwa Novemba 23, 2026</p><p>{}</p><p>Jiunge nasi kwenye WhatsApp</p>",
        "<p>{}</p><p>Comments (0)</p><p>© 2026 Our Paper. All rights reserved</p>",
        "<p>Advertisement</p><p>{}</p><p>***</p>",
        "<p>{}</p><p>Comments</p>",
        "<script>var x = 1;</script><p>{}</p><iframe src='https://video.example'>no frames</iframe>",
        "<p>{}</p><p>Tags: one, two, three</p>",
        "<p>{}</p><p>Subscribe to our newsletter</p>",
        "{} Share on Facebook Share on WhatsApp",
        "<p>{} Share this story on WhatsApp. Follow us on Telegram!</p>",
        "{} Share on Facebook Share on X. YOU MAY ALSO LIKE: Ten pictures",
        "{} This story was first published by Our Paper.",
        "<p>Officers at a past scene. [Courtesy, Our Paper]</p><p>{}</p>",
        "<p>The commander at a briefing in May. PHOTO | OUR PAPER</p><p>{}</p>",
        "<p>The commander at a past event. /FILE</p><p>{}</p>",
        "<p>A commander at a past event. (FILE)</p><p>Herders at a well (Photo: Our Paper).</p><p>{}</p>",
        "<p>Herders at a borehole/HANDOUT</p><p>{}</p><p>Goats by a river. Picha: Gazeti</p>",
        "<p>A file photo of police officers on patrol. Photo: Our Paper.</p><p>{}</p>",
        "<p>File image of a police car</p><p>{}</p>",
        "<p>Getty Images</p><p>Image caption, Officers at the scene</p><p>{}</p>",
        "<p>Chanzo cha picha, Gazeti</p><p>Maelezo ya picha, Maafisa wakiwa mtoni</p><p>{}</p>",
        "<p>Skip to main content</p><p>Home / News / Counties</p><p>{}</p>",
        "<p>Mwandishi: Fulani Wafulani</p><p>{}</p><p>Email: desk@our-paper.example</p>",
        "<p>Thursday, November 12, 2026</p><p>{}</p>",
        "<p>12 Nov 2026</p><p>{}</p><p>Thank you for reading this post, don't forget to subscribe!</p>",
    ],
)
def test_what_is_not_the_report_is_left_out(around):
    """Footers, links to other reports, share lines, embeds, bylines and captions go; the sentence stays whole."""
    assert excerpt(around.format(REPORT), "A title") == REPORT


@pytest.mark.parametrize(
    "sentence",
    [
        "By Tuesday the village was empty.",
        "By JULY 2026 Kenya had lost count.",
        "Read the charge sheet aloud, the magistrate told the court.",
        "Share prices fell as the raid was reported.",
        "Photo evidence was shown to the court.",
        "Follow the money, the detective said.",
        "Source of the guns is unknown.",
        "Related families were moved to the school.",
        "Advertisement boards hid the guns.",
        "Copyright officers seized the books.",
        "Summary killings rose in Kwale.",
        "Breaking into the shop, they took two phones.",
        "Na polisi walisema watu wawili walikamatwa.",
        "The post at Mandera was attacked at dawn.",
        "March 2026 saw more raids than April 2025.",
        "Home Guards were told to hand in guns.",
        "Thirty men of the army/navy took part.",
        "The picture: two huts burnt.",
        "The force said so on Twitter/X.",
        "A clip shows the photo/video.",
        "He had a stolen file (court file).",
        "They cut the line (Standard Gauge Railway).",
        "Police said: “Read more than one report.”",
    ],
)
def test_a_sentence_that_only_looks_like_a_line_of_the_system_stays(sentence):
    """Reports may begin with the same words as boilerplate does, and so may their last sentence."""
    assert excerpt(f"<p>{sentence}</p>") == sentence
    assert excerpt(f"<p>Two men were held. {sentence}</p><p>{REPORT}</p>") == f"Two men were held. {sentence} {REPORT}"


def test_a_report_of_one_line_is_kept_with_a_credit_behind_it():
    """A line that has whose picture it is behind it is a caption only where another one is the report."""
    assert excerpt("<p>Herders fled the raid. [Courtesy, Our Paper]</p>") == "Herders fled the raid."


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("The officers came back […]", "The officers came back…"),
        ("The officers came back [&#8230;]", "The officers came back…"),
        ("The officers came back [...]", "The officers came back…"),
        ("The officers came back...", "The officers came back…"),
        ("The officers came back. […]", "The officers came back."),
        ("The officers came back, Read more »", "The officers came back…"),
        ("The officers came back Continue reading A title", "The officers came back…"),
        ("The officers came back [+512 chars]", "The officers came back…"),
    ],
)
def test_a_sentence_that_the_feed_cut_off_says_so(given, expected):
    """Marks of a cut text become one ellipsis; after a full stop none is needed."""
    assert excerpt(f"<p>{given}</p>") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Two held in raid</p><p>They were armed.</p>", "They were armed."),
        ("Two held in raid. They were armed.", "They were armed."),
        ("TWO HELD IN RAID - They were armed.", "They were armed."),
        ("Two held in raid near the river.", "Two held in raid near the river."),
        ("Two held in raids.", "Two held in raids."),
        ("Two held in raid", ""),
    ],
)
def test_a_title_is_not_said_twice(body, expected):
    """A title repeated on top of the summary goes; one that begins the first sentence stays."""
    assert excerpt(body, "Two held in raid") == expected


def test_what_a_search_for_news_says_is_no_excerpt():
    """Google News repeats the headline with the outlet behind it, and may add those of others: nobody's first words."""
    one = '<a href="https://news.example/1">Goats found</a>&nbsp;&nbsp;<font color="#6f6f6f">Our Paper</font>'
    other = one.replace("Goats found", "Forty goats back").replace("Our", "Their")
    assert excerpt(one, "Goats found - Our Paper") == ""
    assert excerpt(f"<ol><li>{one}</li><li>{other}</li></ol>", "Goats found - Our Paper") == ""
    assert excerpt("<p>Goats found Our Paper</p>", "Goats found - Our Paper") == ""


def test_an_excerpt_has_at_most_280_characters_and_ends_at_a_word():
    """A long text is cut at a word and closed with an ellipsis."""
    found = excerpt(f"<p>{'livestock ' * 60}</p>")
    assert len(found) <= 280
    assert found.endswith("livestock…")


def test_a_page_that_begins_with_scripts_is_read_on():
    """The report is found behind kilobytes of what is not shown, and is not cut in the middle of a word."""
    noise = f"<style>{'p { color: red } ' * 600}</style>"
    assert excerpt(f"{noise}<p>{REPORT}</p>") == REPORT
    long = f"<p>{'a' * 3990} </p>" + f"<p>{'<i></i>' * 20}{REPORT}</p>"
    assert excerpt(long, limit=8000).endswith(REPORT)


def test_nothing_but_boilerplate_is_nothing():
    """Where a summary holds no word of the report, the excerpt is empty."""
    assert excerpt("<p>Read more</p><p>Share this:</p>", "A title") == ""
