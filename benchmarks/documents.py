"""How well a table of undated documents is grouped by event, beside the published way and beside one that is told.

Barhom et al. (ACL 2019) group documents by k-means over tf-idf of words, pairs and triples, the number of groups by
silhouette. The third figure is no rival but a bound: each document goes to the event that explains it best by the same
words as here, where the events of all other documents are told. What that gets wrong, the words do not tell.
Needs a labelled table (``doc_id``, ``title``, ``text``, ``event``) and scikit-learn.
"""

import argparse
from collections.abc import Hashable, Sequence
from pathlib import Path

from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import silhouette_score

from usalama.commands.score import read_labelled
from usalama.labelled.metrics import b_cubed, entangled, mean_f1, measure
from usalama.stories.bags import Bags
from usalama.stories.fingerprints import Report, details, stems
from usalama.stories.undated import LAST_SPREAD, group_by_wording

STEP, SEED = 5, 1


def main() -> int:
    """Print B³ F1 of the three, each with its 95 % interval."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", type=Path)
    documents, _ = read_labelled(parser.parse_args().table)
    events = [one.columns["event"] for one in documents]
    reports = [Report(one.id, one.title, one.summary) for one in documents]
    for name, found in (
        ("k-means over tf-idf, by silhouette", _by_silhouette([f"{one.title} . {one.summary}" for one in reports])),
        ("usalama", _here(reports)),
        ("told the events of all others", _told(reports, events)),
    ):
        got = measure(name, b_cubed(events, found), mean_f1, entangled(events, found))
        print(f"{name:<36} {len(set(found)):>4} groups  B³ F1 {got.value:.3f}  ({got.low:.3f} – {got.high:.3f})")
    return 0


def _by_silhouette(texts: Sequence[str]) -> Sequence[Hashable]:
    words = TfidfVectorizer(ngram_range=(1, 3), stop_words="english").fit_transform(texts)
    tried = [KMeans(number, random_state=SEED).fit_predict(words) for number in range(STEP, len(texts) // STEP, STEP)]
    return list(max(tried, key=lambda labels: silhouette_score(words, labels)))


def _here(reports: Sequence[Report]) -> Sequence[Hashable]:
    groups = group_by_wording([stems(one) for one in reports], [details(one) for one in reports])
    if groups is None:
        raise SystemExit("this is no set of events with several reports")
    place = {number: group for group, members in enumerate(groups) for number in members}
    return [place[number] for number in range(len(reports))]


def _told(reports: Sequence[Report], events: Sequence[str]) -> Sequence[Hashable]:
    bags = Bags([details(one) for one in reports], LAST_SPREAD)
    numbers = range(len(reports))
    sums = {event: bags.bag(number for number in numbers if events[number] == event) for event in sorted(set(events))}
    found = []
    for number in numbers:
        own = sums[events[number]]
        own.subtract(bags.documents[number])
        gains = {event: bags.gain_of_document(number, words, words.total()) for event, words in sums.items()}
        found.append(max(gains, key=gains.__getitem__))
        own.update(bags.documents[number])
    return found


if __name__ == "__main__":
    raise SystemExit(main())
