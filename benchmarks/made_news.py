"""Made news in any amount: JSON Lines of reports that nobody published, the same for the same seed.

    python benchmarks/made_news.py 10000 > news.jsonl

About one report in twenty concerns security in Kenya, as in a newspaper's full feed; an event is told by one to
four outlets within three days. Places, figures and wording vary so that stories can be told apart.
"""

import argparse
import json
import random
import sys
from datetime import UTC, datetime, timedelta

OUTLETS = [f"outlet-{n:02d}.example" for n in range(40)]
PLACES = ["Baringo", "Turkana", "Samburu", "Mandera", "Wajir", "Garissa", "Lamu", "Kisumu", "Nakuru", "Mombasa"]
EVENTS = [
    "{n} people killed as armed bandits raid a village in {place}",
    "Police arrest {n} suspects over a robbery in {place}",
    "Officers seize {n} guns from cattle rustlers in {place}",
    "Al-Shabaab militants attack a police post in {place}, {n} officers hurt",
    "Court jails {n} men for a violent robbery in {place}",
    "Majambazi wenye silaha wawaua watu {n} kaunti ya {place}",
]
OTHERS = [
    "Tea farmers of {place} expect {n} percent more this season",
    "Governor of {place} opens {n} classrooms",
    "Football: {place} side wins by {n} goals",
    "Price of maize falls by {n} shillings in {place}",
    "Hospitali mpya {n} kujengwa {place}",
]


def reports(count, seed=0, start=datetime(2016, 1, 4, tzinfo=UTC), days=3650):
    """Yield ``count`` made reports as dictionaries, in no order of time."""
    rng = random.Random(seed)
    made = 0
    while made < count:
        security = rng.random() < 0.02  # noqa: PLR2004  told by some 2.5 outlets each: one report in twenty
        place, number = rng.choice(PLACES), rng.randint(2, 90)
        headline = rng.choice(EVENTS if security else OTHERS).format(n=number, place=place)
        moment = start + timedelta(seconds=rng.randrange(days * 86400))
        tellers = rng.sample(OUTLETS, rng.randint(1, 4)) if security else [rng.choice(OUTLETS)]
        for teller in tellers[: count - made]:
            made += 1
            yield {
                "id": f"made-{seed}-{made}",
                "link": f"https://{teller}/{seed}/{made}",
                "title": headline if rng.random() < 0.5 else f"{place}: {headline}",  # noqa: PLR2004
                "summary": f"A made report, number {made}, of what happened in {place} with {number}.",
                "published": (moment + timedelta(hours=rng.randint(0, 60))).isoformat(),
                "lang": "sw" if headline.startswith(("Majambazi", "Hospitali")) else "en",
            }


def main():
    """Write the asked number of reports to standard output."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    for report in reports(args.count, args.seed):
        sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
