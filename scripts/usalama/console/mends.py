"""The commands that put one report right, ready to be copied: each with what is wrong with it where it is the one."""

from collections.abc import Collection, Iterable, Iterator

from usalama.claims.readings import Read
from usalama.console.hints import completed
from usalama.ledger.ledger import COUNTED, Verb
from usalama.model import JudgedEntry, story_id

_HEAD = "To put it right; readers see the reason, after the next build or with --build behind it"
LET_IN = (
    "To let it in; readers see the reason, after the next build or with --build behind it",
    '  it is security news     usalama edit admit {} --why "…"',
)
"""The same for a report that was not kept: its key goes into it."""


def mends(judged: JudgedEntry, read: Iterable[Read], done: Collection[str]) -> Iterator[str]:
    """Yield a line for each way in which a report, as the desk has it by now, may be wrong, with its command.

    ``done`` is what the desk did to it, as ``effects.marks`` says.
    """
    key, story = judged.entry.key, judged.story
    topics, counties = judged.judgement.topics, judged.judgement.counties
    ways = {
        **({"hidden by mistake": f"show {key}"} if "hidden" in done else {"no security news": f"hide {key}"}),
        "other topics": f"retag {key} {' '.join(topics) or 'TOPIC'}",
        "other places": f"relocate {key} {' '.join(counties) or 'COUNTY'}",
        **({"places by its story": f"relocate {story} COUNTY"} if story != story_id(key) else {}),
        "one story with another": f"merge {story} INTO",
        "a story of its own": f"split {key}" if story != story_id(key) else "split OTHER",
        "a wording": f"correct {key} --part title --old WORDS --new WORDS --kind source-changed",
    }
    read = tuple(read)
    for each in read:
        back = each.is_left_out(judged.misread)
        several = each.part in COUNTED and sum(other.part == each.part for other in read) > 1
        which = f" --figure {each.what}" * (several and each.part not in judged.misread)
        wrong = f"{each.part} left out by mistake" if back else f"{each.part} {each.what}"[:40]
        ways[wrong] = f"correct {key} --part {each.part}{which}{' --new WORDS' * back}"
    ways["it must go at once"] = f"take-down {key} --kind person-asked"
    yield _HEAD
    width = max(map(len, ways))
    for wrong, command in ways.items():
        now = " --build" if command.startswith(Verb.TAKE_DOWN) else ""
        yield completed(f'  {wrong:<{width}}  usalama edit {command} --why "…"{now}')
