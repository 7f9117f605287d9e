"""Whether somebody beside police, army and government speaks in a text who is of no kind of source that pages name.

Whoever says something is one, a school's head, a company or "Mary Atieno", unless the text calls him an official, as by
"area chief John Lotee"; legislators, medics and clergy also where they deny or accuse, and governors, who command no
police. Theirs is no official version only. It quotes nobody, and tells neither who speaks nor whether he was there;
``voices`` has the kinds that pages name.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from usalama.catalogue.actors import Actors
from usalama.claims.sayings import SPOKEN_OF, is_namesake
from usalama.claims.voices import official_words
from usalama.words.literals import lowered
from usalama.words.text import NO_END

_WHO = (
    r"mps?|mcas?|senators?|governors?|legislators?|lawmakers?|leaders?|doctors?|medics?|nurses?|clinicians?|"
    r"hospital (?:sources?|officials?|records?)|bishops?|pastors?|imams?|sheikhs?|clerics?|priests?|clergy|unions?|"
    r"red cross|researchers?|ngos?|(?:relief|aid|humanitarian) (?:agenc(?:y|ies)|workers?|groups?|organi[sz]ations?)|"
    r"charit(?:y|ies)|paramedics?"
)
_SAYS = (
    r"(?:said(?! to (?:have|be)\b)|says?|told|tells?|claims?|claimed|confirm(?:s|ed)?|insist(?:s|ed)?|add(?:s|ed)|"
    r"disput(?:es?|ed)|den(?:y|ies)|accuse[sd]?(?! of\b)|puts?|counted|show(?:s|ed)?|warn(?:s|ed)?)"
)
_WHO_SW = (
    r"(?:m|wa)bunge|(?:ma)?gavana|seneta|maseneta|diwani|madiwani|daktari|madaktari|wauguzi|askofu|maaskofu|(?:m|wa)chungaji|sheikh|"
    r"masheikh|(?:m|wa)zee|(?:ki|vi)ongozi|msalaba mwekundu"
)
_SPEAKS = re.compile(
    rf"\b(?:{_WHO})(?: (?!(?:and|but|who|was|were|is|are|as|after|when)\b)[\w.'’-]+){{0,3}}? (?!{SPOKEN_OF}){_SAYS}\b|"
    rf"(?:^|\n|[,;:.“\"] |\b(?:and|but|as|while|that) )(?:the |a |an |local |area )*(?:{_WHO}) and (?:the )?"
    rf"(?:police|army|military|government|officials|authorities) {_SAYS}\b|"
    rf"(?:[,”\"] (?:said|says)|\baccording to) (?:the |a |an |area |local )*(?:{_WHO})\b|"
    rf"\b(?:{_WHO_SW})(?: (?!na\b)[\w'’-]+){{0,3}}? (?:a|wa|ya|la)(?:li|na|me)?(?:sema|dai|eleza)\b"
)
_TOKEN = re.compile(r"[\w][\w.'’&-]*(?<![.])|[,;:“”\"()–—]")
_SENTENCE = re.compile(rf"(?<=[.!?]){NO_END}[”\"’]?\s+(?=[A-Z“\"‘])|\s*[;|]\s*|\n")
_SAYING = re.compile(r"says?|said|told|(?:a|wa|ya|i)(?:li|na|me)?(?:sema|eleza|dai)")
_BORDER_WORDS = """
and but that as while when after before because where if though although since whether how than
na kuwa kwamba lakini huku baada kabla kwa akisema wakisema
"""
_BORDERS = frozenset((*_BORDER_WORDS.split(), *';:“”"()–—'))
_NOBODY_WORDS = """
he she they it we i you who which these those others some many both all none one two three four five six seven eight
statement statements report reports source sources post notice document documents letter memo dossier records
suspect suspects accused defendant agency unit team head directorate constitution law act tume katiba sheria
taarifa ripoti duru mshukiwa washukiwa mshtakiwa yeye wao baadhi wengi hao huyo
pia aidha hata hivyo jana leo hapo awali
"""
_NOBODY = frozenset(_NOBODY_WORDS.split())
"""Whoever a text names elsewhere, papers of whoever wrote them, and suspects, whose word police tell."""
_PRIVATE = frozenset("former ex retired analyst analysts expert experts school mwalimu".split())  # noqa: SIM905
"""Who is no official, whatever else he is called: "former president", "security analyst", "school principal"."""
_SAID_OF = frozenset("was were is are been be being to not".split())  # noqa: SIM905
_NO_SUBJECT = frozenset("on in at during by to through from yesterday today monday of over".split())  # noqa: SIM905
_VERBS = frozenset("will would was were is are has have had may can could must should to not".split())  # noqa: SIM905
"""One of these goes on behind "says" with what is said: "Ministry rejects map, says navy will stay"."""
_FILLERS = frozenset("has have had also later then further the a an mr mrs ms dr prof dkt".split())  # noqa: SIM905
_ENGLISH_ENDS = "syd"  # of says, say, said and told
_QUOTED = frozenset({",", "”", '"'})
_REACH, _NAMED = 6, 5  # words of a subject behind its verb, and of a name behind its office


@lru_cache(maxsize=4096)  # as of the voices: pages, feeds and data of a week ask the same
def others_speak(title: str, summary: str, language: str, actors: Actors) -> bool:
    """True where somebody of them says something in the title or the summary."""
    text = f"{title}\n{summary}"
    if _SPEAKS.search(lowered(text)):
        return True
    offices = _offices(actors, language)
    sentences = [_TOKEN.findall(sentence) for sentence in _SENTENCE.split(text)]
    named = frozenset(name for words in sentences for name in _of_officials(words, offices))
    return any(
        _is_somebody(subject, offices, named, actors) for words in sentences for subject in _subjects(words, offices)
    )


@lru_cache(maxsize=8)
def _offices(actors: Actors, language: str) -> frozenset[str]:
    """Return the words by which officials are known, in small letters."""
    roles = ("title", "promiser", "force", "officer", "prosecutor")
    named = (word for role in roles for name in actors.of(role, language) for word in name.split())
    return official_words(actors, language).union(named) - {"area"}


def _of_officials(words: Sequence[str], offices: frozenset[str]) -> Iterator[str]:
    """Yield the words of names that stand beside an office: "chief John Lotee", "John Lotee, the area chief"."""
    for place, word in enumerate(words):
        if word.lower() in offices:
            behind = words[place + 1 : place + 1 + _NAMED]
            before = words[max(0, place - _NAMED - 1) : place]
            yield from (each.lower() for each in behind if each[0].isupper())
            yield from (each.lower() for each in before if "," in before and each[0].isupper())


def _subjects(words: Sequence[str], offices: frozenset[str]) -> Iterator[Sequence[str]]:
    """Yield who says something, as the words that stand there for him."""
    for place, word in enumerate(words):
        if not place or not _SAYING.fullmatch(word.lower()) or words[place - 1].lower() in _SAID_OF:
            continue
        behind = [each.lower() for each in words[place + 1 : place + 1 + _REACH]]
        if behind[:1] in (["to"], ["by"]) or (word.lower() == "told" and not offices.isdisjoint(behind[:2])):
            continue  # who is told, or said to be something, or what police were told
        start = next((n for n in range(place - 1, -1, -1) if words[n].lower() in _BORDERS), -1) + 1
        *parts, last = _parted(words[start:place])
        if last:
            yield last
        elif parts and _is_explained(parts):
            yield [*parts[0], *(each for part in parts[1:] for each in part if each.lower() in offices)]
        elif words[place - 1] in _QUOTED and word != "told" and _may_follow(behind):
            after = _parted(words[place + 1 : place + 1 + _REACH])[0]
            # Behind a Kiswahili verb stands as often what is said.
            yield after if word[-1] in _ENGLISH_ENDS or any(each[0].isupper() for each in after) else ()


def _may_follow(behind: Sequence[str]) -> bool:
    """True where whoever says something may stand behind the verb: "…, said Mary Atieno"."""
    return bool(behind) and _VERBS.isdisjoint(behind) and behind[0] not in _NO_SUBJECT


def _parted(words: Sequence[str]) -> list[list[str]]:
    """Return words as commas and other borders part them."""
    parts: list[list[str]] = [[]]
    for word in words:
        if word == "," or word in _BORDERS:
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _is_explained(parts: Sequence[Sequence[str]]) -> bool:
    """True for a name and what stands between commas behind it: "Mary Atieno, 34, said"."""
    first, *more = parts
    is_name = 0 < len(first) <= _NAMED and first[0][0].isupper()
    return bool(more) and is_name and first[0].lower() not in _NO_SUBJECT


def _is_somebody(subject: Sequence[str], offices: frozenset[str], named: frozenset[str], actors: Actors) -> bool:
    """True for whoever is no official, nor called one elsewhere in the text."""
    words = [word for word in subject if word[0].isalpha() and word.lower() not in _FILLERS]
    small = [word.lower().removesuffix("'s").removesuffix("’s") for word in words]
    if not words or not _NOBODY.isdisjoint(small):
        return False
    told = " ".join(subject)
    called = {word for word in offices.intersection(small) if not is_namesake(told, told.lower().find(word), actors)}
    if called and _PRIVATE.isdisjoint(small):
        return False
    names = [word.lower() for word in words if word[0].isupper()]
    return not names or not named.issuperset(names)
