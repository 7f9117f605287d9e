import email
import email.policy
import os
import stat

import pytest

from usalama.cli import main

PAGE = (
    "<!DOCTYPE html><html lang='{language}'><head><title>{subject}</title><style>.m{{color:#5f584b}}</style></head>"
    '<body><p class="m">{words}</p><a class="leave" href="https://usalama.example/feeds/#letter">Leave</a></body></html>'
)


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A built site of two weeks in two languages, and a list of readers."""
    (tmp_path / "pelicanconf.py").write_text("")
    (tmp_path / "usalama.toml").write_text('name = "Usalama Weekly"\nurl = "https://usalama.example"\n')
    for number in (46, 47):
        for tree, language, words in (("", "en", "Herders agree"), ("sw/", "sw", "Wafugaji wakubaliana")):
            folder = tmp_path / f"output/{tree}2026/w{number}"
            folder.mkdir(parents=True)
            page = PAGE.format(language=language, subject=f"Week {number}", words=words)
            (folder / "letter.html").write_text(page)
            (folder / "plain.txt").write_text(f"{words}\n")
    (tmp_path / "list.txt").write_text("ali@example.org\nwanjiku@example.org, sw\n")
    (tmp_path / "latin.txt").write_bytes(b"# Readers.\n# Jos\xe9\nali@example.org\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def mail(box, *more):
    words = [
        "mail",
        "--to",
        "list.txt",
        "--sender",
        "Usalama <desk@usalama.example>",
        "--now",
        "2026-11-22T18:00+03:00",
    ]
    return main([*words, "--smtp", box.address, *more])


@pytest.mark.usefixtures("site")
def test_each_reader_gets_the_finished_week_in_their_language(box, capsys):
    """On the Sunday of week 47 the finished week is 46; Kiswahili goes to who asked for it."""
    assert mail(box) == 0
    assert [(to, message["Subject"]) for to, message in box.taken] == [
        ("ali@example.org", "Week 46"),
        ("wanjiku@example.org", "Week 46"),
    ]
    texts = [message.get_body(("plain",)).get_content() for _, message in box.taken]
    assert texts[0].startswith("Herders agree")
    assert texts[1].startswith("Wafugaji wakubaliana")
    assert "2 sent, 0 had it already, 0 not reached" in capsys.readouterr().out


@pytest.mark.usefixtures("site")
def test_sending_twice_sends_once(box, capsys):
    """The second run of the same week reaches nobody; another week is another letter."""
    assert mail(box) == 0
    assert mail(box) == 0
    assert len(box.taken) == 2
    assert "0 sent, 2 had it already" in capsys.readouterr().out
    assert mail(box, "--week", "2026-W47") == 0
    assert len(box.taken) == 4


def test_a_week_of_which_nothing_is_shown_any_more_is_sent_to_nobody(site, box, capsys):
    """In place of its letter stands a page of the site: its links lead nowhere in a mail, and none leaves the list."""
    (site / "output/2026/w46/letter.html").write_text('<title>Week 46</title><a href="../../">Nothing is shown</a>')
    assert mail(box) == 64
    told = "nothing of this week is shown, so that there is no letter to send; --week sends another"
    assert told in capsys.readouterr().err
    assert box.taken == []


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("refuses", "told"),
    [
        ({"refused": {"ali@example.org"}}, "the server refused the address (550)"),
        ({"sender": "530 log in first"}, "the server refused the sender (530)"),
        ({"letter": "451 full, come back later"}, "the server refused the letter (451)"),
    ],
)
def test_a_letter_that_was_refused_is_sent_by_the_next_run(box, capsys, refuses, told):
    """The exit code is 2, and the output names no reader. Others get theirs, and nobody gets it twice."""
    vars(box).update(refuses)
    assert mail(box) == 2
    out = capsys.readouterr().out
    assert told in out
    assert "ali@example.org" not in out
    assert {to for to, _ in box.taken} == ({"wanjiku@example.org"} if box.refused else set())
    box.refused, box.sender, box.letter = set(), "", ""
    assert (mail(box), mail(box)) == (0, 0)
    assert sorted(to for to, _ in box.taken) == ["ali@example.org", "wanjiku@example.org"]


@pytest.mark.parametrize(("how", "in_the_end"), [("busy", 2), ("silent", 0)])
def test_a_server_that_hangs_up_costs_nobody_who_comes_after(box, site, capsys, how, in_the_end):
    """The next run writes to them, and to nobody twice: who was refused comes last, who may have had it not again."""
    (site / "list.txt").write_text("ali@example.org\nbusy@example.org\nwanjiku@example.org\nzawadi@example.org\n")
    setattr(box, how, {"busy@example.org"})
    assert mail(box) == 2
    assert "and the server hung up; run again for the readers after this one" in capsys.readouterr().out
    assert [to for to, _ in box.taken] == ["ali@example.org"]
    assert mail(box) == in_the_end
    assert [to for to, _ in box.taken] == ["ali@example.org", "wanjiku@example.org", "zawadi@example.org"]
    setattr(box, how, set())
    assert mail(box) == 0
    assert [to for to, _ in box.taken][3:] == (["busy@example.org"] if how == "busy" else [])


def test_a_record_that_was_cut_short_costs_no_second_letter(box, site):
    """A full disk leaves half a line: whoever is written to next stands on a line of their own."""
    assert mail(box, "--week", "2026-W47") == 0
    with (site / ".mail/sent.txt").open("a") as log:
        log.write("0123")
    assert mail(box) == 0
    assert mail(box) == 0
    assert len(box.taken) == 4


@pytest.mark.parametrize("lost", ["key.txt", "sent.txt"])
def test_no_letter_goes_where_it_is_lost_who_had_it(box, site, capsys, lost):
    """By a new key, or an empty record, all would get it again; a person who means that deletes both."""
    assert mail(box) == 0
    (site / ".mail" / lost).unlink()
    assert mail(box) == 64
    assert f"{lost}: was here and is gone; restore it" in capsys.readouterr().err
    assert len(box.taken) == 2


@pytest.mark.usefixtures("site")
def test_a_folder_for_the_letter_is_wrong_use(capsys):
    """As with every file that is named on the command line."""
    assert main(["mail", "--eml", "output", "--sender", "Usalama <desk@usalama.example>", "--week", "2026-W47"]) == 64
    assert "output: a folder; give the name of a file to write" in capsys.readouterr().err


def test_the_letter_can_be_looked_at_without_sending(box, site):
    """--eml writes the message that would go out, and the server hears nothing."""
    words = ["mail", "--eml", "week.eml", "--sender", "Usalama <desk@usalama.example>", "--week", "2026-W47"]
    assert main(words) == 0
    message = email.message_from_bytes((site / "week.eml").read_bytes(), policy=email.policy.default)
    assert message["Subject"] == "Week 47"
    assert 'style="color: #5f584b;"' in message.get_body(("html",)).get_content()
    assert box.taken == []


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--to", "list.txt"], "no sender"),
        (["--to", "none.txt", "--sender", "Usalama <desk@usalama.example>"], "no such file; give a list of readers"),
        (["--to", "latin.txt", "--sender", "Usalama <desk@usalama.example>"], "latin.txt: line 2: not UTF-8"),
        (["--sender", "Usalama <desk@usalama.example>"], "--to FILE"),
        (["--to", "list.txt", "--sender", "Usalama <desk@usalama.example>", "--week", "2026-W99"], "weeks 1 to 53"),
        (["--to", "list.txt", "--sender", "Usalama <desk@usalama.example>", "--smtp", "localhost"], "host:port"),
        (["--to", "list.txt", "--sender", "Usalama <desk@usalama.example>", "--week", "2026-W40"], "usalama build"),
    ],
)
def test_a_wrong_order_is_one_line_with_the_mend(capsys, words, said):
    """Exit code 64, and what to write instead."""
    assert main(["mail", *words]) == 64
    assert said in capsys.readouterr().err


def test_nobody_else_reads_the_key_at_any_moment(site, monkeypatch):
    """Who reads it can take readers off the list; a mode that is given afterwards comes too late."""
    seen, sync = [], os.fsync

    def look(descriptor):
        seen.append(os.fstat(descriptor).st_mode)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", look)
    before = os.umask(0)
    try:
        words = ["mail", "--eml", "one.eml", "--sender", "Usalama <desk@usalama.example>"]
        assert main([*words, "--now", "2026-11-23T06:00+03:00"]) == 0
    finally:
        os.umask(before)
    assert [oct(stat.S_IMODE(mode)) for mode in seen if stat.S_ISREG(mode)] == ["0o600", "0o666"]  # and the letter
    assert stat.S_IMODE((site / ".mail").stat().st_mode) == 0o700


@pytest.mark.parametrize("key", [b"\xffnot a key", b"", b"0123"])
def test_a_key_that_is_none_is_named(site, capsys, key):
    """Who had a letter, and links to leave by, are known by it; whoever wrote over it is told what that costs."""
    (site / ".mail").mkdir()
    (site / ".mail/key.txt").write_bytes(key)
    assert main(["mail", "--eml", "one.eml", "--sender", "Usalama <desk@usalama.example>"]) == 64
    assert "key.txt: is not the key that was written; restore it" in capsys.readouterr().err


def test_a_language_of_three_letters_has_its_letter(site, capsys):
    """Most of Kenya's languages have no code of two."""
    (site / "output/sw").rename(site / "output/luo")
    words = ["--eml", "one.eml", "--language", "luo", "--sender", "Usalama <desk@usalama.example>"]
    assert main(["mail", *words, "--now", "2026-11-23T06:00+03:00"]) == 0
    assert capsys.readouterr().out == "one.eml\n"


def test_a_server_that_is_not_there_is_said(site, capsys):
    """It is named, not the disk. Nothing was recorded as sent, so the next run sends it."""
    words = ["mail", "--to", "list.txt", "--sender", "Usalama <desk@usalama.example>", "--smtp", "127.0.0.1:1"]
    assert main([*words, "--now", "2026-11-22T18:00+03:00"]) == 1
    said = "usalama: 127.0.0.1:1: Connection refused; nobody was written to: see to --smtp\n"
    assert capsys.readouterr().err == said
    assert (site / ".mail/sent.txt").read_bytes() == b""


@pytest.mark.usefixtures("site")
def test_a_server_that_lets_nobody_in_is_said(box, capsys, monkeypatch):
    """A login that the server does not take names the server too; no letter is sent."""
    monkeypatch.setenv("USALAMA_SMTP_USER", "desk")
    words = ["mail", "--to", "list.txt", "--sender", "Usalama <desk@usalama.example>", "--smtp", box.address]
    assert main([*words, "--now", "2026-11-22T18:00+03:00"]) == 1
    assert capsys.readouterr().err.startswith(f"usalama: {box.address}: ")
    assert box.taken == []


@pytest.mark.usefixtures("site")
def test_a_password_goes_to_no_other_machine_in_the_clear(box, capsys, monkeypatch):
    """Who names a login and forgets --tls is told so before anybody is asked; a relay on this machine may have it."""
    monkeypatch.setenv("USALAMA_SMTP_USER", "desk")
    assert mail(box, "--smtp", "mail.example:25") == 64
    assert "mail.example: USALAMA_SMTP_USER logs in with --tls alone; add it" in capsys.readouterr().err
    assert mail(box) == 1
    assert "nobody was written to: see to --smtp" in capsys.readouterr().err
