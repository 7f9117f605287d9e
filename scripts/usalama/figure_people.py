"""Whoever a number counts: the words behind it that name people, told from what else a plural can name.

``people_after`` reads the words behind a number ("nine suspected cattle rustlers") and returns one word for them all,
so that the patterns of tolls need to know no noun. Whom English names by an s is known by what is not: animals, events,
vehicles, times and things are no people, and neither are groups, which are more people than are counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

MARKS = r"(?:persons|others|suspects|hostages)"
"""The words that stand for people once they were read."""
_HEADS_WORDS = """
people persons person officer policemen policeman police soldier civilian suspect bandit herdsmen student child
children woman women men man girl boy passenger militant terrorist trader protester reservist fishermen farmer youth
other others worker driver guard teacher nationals chief rider ranger troops cops goons gang gunmen thief robber
herder family foreigner resident villager pupil detective warder elder hostage witness witnesses bosses priestesses
actresses waitresses hostesses personnel crew staff clergy poacher raider gangster thug rebel nurse doctor lawyer
journalist tourist patient prisoner inmate miner attacker gunman fighter recruit employee activist hawker learner
vendor commuter refugee
"""
_HEADS = frozenset(_HEADS_WORDS.split())
_SUSPECTS = frozenset(["suspect", "suspects", "robbers", "gangsters", "terrorists", "thugs"])
_HOSTAGES = frozenset(["hostage", "hostages", "captives", "abductees"])
_NO_PEOPLE_WORDS = """
elephants jumbos rhinos lions leopards cheetahs hyenas hippos buffaloes crocodiles zebras giraffes dogs birds
chickens snakes cows goats camels donkeys animals bulls calves heifers cats antelopes monkeys baboons pigs fishes
sharks attacks raids ambushes blasts explosions bombs incidents crashes accidents collisions fires shots bullets
mines grenades explosives ieds shells rockets missiles drones strikes airstrikes clashes protests demos killings
murders deaths arrests injuries wounds operations cases counts threats plots plans attempts escapes abductions
robberies thefts vehicles cars buses lorries trucks trailers trains boats motorbikes motorcycles matatus tuktuks
planes helicopters houses homes jobs shops schools churches mosques stations camps hotels bars hospitals banks
markets farms dens estates guns rifles weapons pistols bags sacks rolls tonnes litres kilos kgs metres acres
hectares dollars shillings points goals seats votes bills minutes seconds hours days weeks months years decades
centuries times units phones laptops cards places villages counties towns states areas parts sides reasons ways
things hopes dreams trees crops sites offences charges crimes suits warrants bodies nights mornings evenings
afternoons fridays mondays tuesdays wednesdays thursdays saturdays sundays lives rounds heads families households
couples groups teams platoons companies clans communities gangs squads battalions others persons cents percents
degrees floors rooms gates roads routes miles tusks horns pills crates cartons bottles documents passports badges
uniforms tyres masts pylons wires graves
"""
_NO_PEOPLE = frozenset(_NO_PEOPLE_WORDS.split())
"""Plurals that are no count of people, or of more people than are counted."""
_STOP_WORDS = """
of in and or to by for on at were was are is who that after with from had has have year years month months day days
the a an his her their its shot said say says told charged jailed accused stormed raided hit hits ran run fled
fought tried over as when while during but because inside outside into against under near die died dies dead stole
steal hour hours week weeks time times percent per cent km kilometres more million cases counts missing injured
wounded hurt slain murdered arrested held nabbed detained still not no it he she they most
"""
_STOP = frozenset(_STOP_WORDS.split())
_NOT = _STOP | _NO_PEOPLE
_VERB = re.compile(r"(?:kill|attack|robb|stab|arrest|burn|beat)\w*")
_PLURAL = re.compile(r"[a-z][a-z-]+[a-hj-rtv-z]s|[a-z]+(?:men|women|ese)")
_MOST_ADJECTIVES = 3


def people_after(words: Sequence[str], place: int, peoples: frozenset[str]) -> tuple[str, int] | None:
    """Return the mark for the people that the words from ``place`` on name, and where their words end.

    ``peoples`` are counted by their own names. A compound ends with its last noun: "police officers".
    """
    first = place + 2 if _own(words, place) else place
    found = ""
    end = first
    for number in range(first, min(len(words), first + _MOST_ADJECTIVES + 1)):
        word = words[number]
        named = word in _HEADS or word in peoples or (_PLURAL.fullmatch(word) and word not in _NOT)
        stops = word in _NOT or not word[:1].isalpha() or _VERB.fullmatch(word)
        if not named and (found or stops):
            break
        if named:
            found, end = word, number + 1
    if not found:
        return None
    if words[first] in {"other", "others"}:
        return "others", end
    return ("suspects" if found in _SUSPECTS else "hostages" if found in _HOSTAGES else "persons"), end


def _own(words: Sequence[str], place: int) -> bool:
    """True for "of its", "of their"."""
    return place + 1 < len(words) and words[place] == "of" and words[place + 1] in {"its", "their", "his", "our", "my"}
