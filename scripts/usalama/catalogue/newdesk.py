"""The tables of a desk that does not exist yet: another country, or another subject, with everything still to fill in.

Every table has its head and, where an example tells more than a rule, one made row. A desk made from them judges at
once, by the terms of its topics and the names of its places; ``usalama train`` fits its weights when there are labels.
What is in no table of a desk the program does not know: no country and no subject stands in the code.
"""

from __future__ import annotations

FEEDS = """# Outlets and their feeds: docs/adding-a-feed.md.
#
# [[outlets]]
# slug = "the-gazette"
# name = "The Gazette"
# homepage = "https://gazette.example/"
# owner = ""                  # the family that decides what counts as independent; "" is unknown
# kind = "newspaper"
# country = "xx"
# languages = ["en"]
#
# [[outlets.feeds]]
# url = "https://gazette.example/feed/"
"""
TOPICS = """# The topics in display order. severity (1-5) ranks stories that are otherwise equal; terms are strong,
# fair, weak or ambiguous, by language. "raid" also finds raids and raided; "=ABC" wants these very letters.

[[topics]]
slug = "crime"
severity = 3
title = { en = "Crime" }

[topics.description]
en = "Robbery, murder, fraud and the trials that follow."

[topics.terms.en]
strong = ["robbery", "murder", "burglary"]
weak = ["suspect", "theft"]
"""
WORDS = """# What this site is about, in its own words: the frame's sentences take them. `usalama check` names mistakes.
# The time zone and the site's name and address stand in usalama.toml.

# Two small letters (ISO 3166-1), or "" for a site about no one country.
country = ""
# Languages of the frame. "en" is the root of the site; another one needs a catalogue in locale/ (inv translate), a
# table [words.<language>] below, and a title and a description of each topic in topics.toml.
languages = ["en"]

[words.en]
# As each stands in the middle of a sentence; a capital at its start comes by itself.
subject = "security"
country = "the country"
# The unit that places are counted by, one row each in counties.csv: district, region, province, state, county.
area = "district"
areas = "districts"
# One of them with its name, which goes where {} stands: "{} District", "Province of {}".
area_named = "{} District"
# Whose numbers the areas carry in counties.csv; told in the open data.
numbering = "the desk's own numbers"
# What the outlets you read do not see, in a sentence or two; "" says nothing.
coverage = ""
# Whose maps and names of places you use, with their licences; "" says nothing.
credits = ""

# A sentence of the frame that does not fit your language's grammar is said anew here, word for word as the
# catalogue in locale/ has its English, with every %(…)s kept.
# [sentences.en]
# "All %(areas)s" = "The whole list of %(areas)s"
"""
LEDGER = "# The editor's decisions: docs/editing.md, or usalama edit --help.\n"
_HEADS = {
    "vocabulary.csv": "class,grade,language,terms,note\nhomeland,strong,en,,the names of the country and its people\n",
    "patterns.csv": "first,then,within,class,grade,note\n",
    "places.csv": "name,kind,counties,lat,lon,source\n",
    "actors.csv": "names,roles,language,note\n",
    "counties.csv": "number,name,slug,nature\n",
    "foreign.csv": "country,names\n",
    "names.csv": "kind,names\ncue before,in|near|at\ncue after,town|village|district\npeople,\n",
    "bilingual.csv": "concept,en,sw\n",
    "story-words.csv": "token,events\n*,1000\n",
    "priors.csv": "target,feature,weight\n",
    "weights.csv": "target,feature,weight\n",
}
_RELEVANCE = {
    "bias": -4.0,
    "threat": 3.0,
    "threat in title": 2.0,
    "homeland": 0.5,
    "home": 1.5,
    "abroad alone": -3.0,
}
"""Security alone is not enough, and a place at home tips it: what ``usalama train`` starts from."""
CARRIED = ("story-weights.csv", "redaction.toml")
"""Tables that hold for every desk at first: how reports of one event are alike, and whom to protect."""


def tables() -> dict[str, str]:
    """Return the text of each table of an empty desk, by file name."""
    weights = "".join(f"relevance,{feature},{weight:g}\n" for feature, weight in _RELEVANCE.items())
    filled = {name: text + (weights if name in {"priors.csv", "weights.csv"} else "") for name, text in _HEADS.items()}
    return {"desk.toml": WORDS, "feeds.toml": FEEDS, "topics.toml": TOPICS, **filled}


def settings(name: str) -> str:
    """Return ``usalama.toml`` for a desk of this name."""
    quoted = name.replace("\\", "").replace('"', "")
    return (
        "# The settings: every key may be left out; usalama check names a wrong one.\n"
        f'name = "{quoted}"\nurl = "https://{"".join(filter(str.isalnum, quoted.lower())) or "desk"}.example"\n'
        'contact = ""\nzone = "UTC"\n'
    )
