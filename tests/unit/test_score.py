"""The scorecard measures what the labels allow, by id, and says clearly what it cannot read."""

import json
from pathlib import Path

import pytest

from usalama.cli import main

HEAD = "id,title,summary,lang,published,kenya_security,topics,counties_text,counties,event,event_scored\n"
ROWS = (
    "a1,Bandits kill three herders in Turkana,They stole 120 goats.,en,2026-11-16,1,banditry,Turkana,,raid,1\n"
    "a2,Three herders killed by Turkana bandits,They took 120 goats.,en,2026-11-16,1,banditry,Turkana,,raid,1\n"
    "a3,Gor Mahia beat AFC Leopards,,en,2026-11-16,0,,,,,1\n"
)


@pytest.fixture
def table(tmp_path):
    def write(text, name="labelled.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def score(capsys, *words):
    code = main(["score", *map(str, words)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_every_measure_has_its_interval_and_target(table, capsys):
    """A labelled table gives each measure of the issue with an interval."""
    code, out, _ = score(capsys, table(HEAD + ROWS), "--json")
    card = json.loads(out)
    assert code == 0
    names = [one["name"] for one in card["measures"]]
    assert names == [
        "relevance F1", "relevance precision", "relevance recall", "false alarms on negatives", "topics micro-F1",
        "topics macro-F1", "main topic right", "counties micro-F1", "same event B³ F1", "same event B³ precision",
        "same event B³ recall",
    ]  # fmt: skip
    assert all(one["low"] <= one["value"] <= one["high"] for one in card["measures"])
    values = {one["name"]: one["value"] for one in card["measures"]}
    assert values["same event B³ F1"] == 1
    assert values["counties micro-F1"] == 1


def test_the_printed_card_names_no_text(table, capsys):
    """What went wrong is listed by id: the card can be shown where the headlines cannot."""
    wrong = ROWS.replace(
        "a3,Gor Mahia beat AFC Leopards,,en,2026-11-16,0", "a3,Gor Mahia beat AFC Leopards,,en,2026-11-16,1"
    )
    _, out, _ = score(capsys, table(HEAD + wrong))
    assert "missed: 1\n  a3" in out
    assert "Gor Mahia" not in out


def test_documents_are_known_by_their_columns(table, capsys):
    """A table with doc_id and event is measured as whole documents, without being told."""
    rows = "".join(f"d{n},Fire guts market stall {n % 2},{'fire ' * 30},e{n % 2}\n" for n in range(4))
    code, out, _ = score(capsys, table("doc_id,title,text,event\n" + rows))
    assert code == 0
    assert "same event B³ F1, documents" in out
    assert "relevance" not in out


def test_one_wrong_merge_is_one_mistake_in_the_interval(table, capsys):
    """Events that were joined by mistake are resampled as one block: a draw without it is all right, so high is one."""
    towns = "Nachola Elwak Sololo Mwatate Kapedo Garsen".split()  # noqa: SIM905
    joined = [f"d{number},Chief opens dispensary,two {number % 2}" for number in range(24)]
    right = [f"{town}{number},{town} {town}x,{town}" for town in towns for number in range(2)]
    _, out, _ = score(capsys, table("doc_id,title,event\n" + "\n".join(joined + right) + "\n"), "--json")
    precision = json.loads(out)["measures"][1]
    assert precision["value"] == pytest.approx((24 / 2 + 12) / 36)
    assert precision["low"] < precision["value"] < precision["high"] == 1


def test_predictions_can_be_kept(table, capsys, tmp_path):
    """--predictions writes the table that judge would."""
    kept = tmp_path / "out.csv"
    score(capsys, table(HEAD + ROWS), "--predictions", kept)
    assert kept.read_text().startswith(
        "id,title,summary,lang,published,relevance,kenya_security,topics,counties,story,why"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        (HEAD, "no rows"),
        ("id,title\n1,x\n", "no column 'summary'"),
        (b"id,title,summary,lang\n1,caf\xe9,,en\n", "not UTF-8 at byte"),
        ("id,title,summary,lang\n1,x,y,en\n", "no labels"),
        (HEAD + "1,x,y,en,,yes,,,,,1\n", "kenya_security is 'yes'; write 0 or 1"),
    ],
)
def test_a_table_that_cannot_be_meant_is_one_clear_line(table, capsys, text, said):
    """Empty, headless, of another encoding, without labels: exit 64 and one line."""
    code, out, err = score(capsys, table(text))
    assert code == 64
    assert out == ""
    assert said in err
    assert err.count("\n") == 1


def test_a_missing_file_is_one_clear_line(capsys):
    """A path that leads nowhere says so."""
    code, _, err = score(capsys, Path("nowhere.csv"))
    assert code == 64
    assert "nowhere.csv: no such file" in err


def test_a_table_is_measured_by_the_labels_that_it_has(table, capsys):
    """Flags alone give relevance alone; without a negative nothing is said of false alarms."""
    text = "id,title,summary,lang,kenya_security\n1,Bandits shoot two herders dead in Turkana,,en,1\n"
    code, out, _ = score(capsys, table(text), "--json")
    assert code == 0
    names = [one["name"] for one in json.loads(out)["measures"]]
    assert names == ["relevance F1", "relevance precision", "relevance recall"]


def test_events_that_are_not_scored_give_no_measure(table, capsys):
    """Where no row's event counts, the stories are not measured at all."""
    text = "id,title,summary,lang,kenya_security,event,event_scored\n1,Bandits shoot two dead in Turkana,,en,1,e,0\n"
    code, out, _ = score(capsys, table(text), "--json")
    assert code == 0
    assert not [one for one in json.loads(out)["measures"] if one["name"].startswith("same event")]


def test_a_table_of_negatives_gives_their_false_alarms_alone(table, capsys):
    """Without a security report there is nothing to find, and relevance has no measure."""
    text = "id,title,summary,lang,kenya_security\n1,Choir wins a prize in Kitale,,en,0\n"
    _, out, _ = score(capsys, table(text), "--json")
    assert [one["name"] for one in json.loads(out)["measures"]] == ["false alarms on negatives"]
