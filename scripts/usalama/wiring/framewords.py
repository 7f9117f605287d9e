"""What ``usalama check`` says of the frame's words: sentences that a desk says anew, and what translators wrote."""

import difflib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from usalama.catalogue.wording import FILE as WORDS
from usalama.catalogue.wording import FIRST
from usalama.errors import CATALOG, CatalogError, SiteError
from usalama.files import sitefolder, wordfiles
from usalama.formats import translations
from usalama.formats.tables import read_document
from usalama.machine import disk
from usalama.printing import conf
from usalama.words.text import counted


def unsaid(root: Path, words: str) -> Iterator[str]:
    """Yield each sentence that a desk says anew, in ``words``, its table, and the frame never says."""
    tables = read_document(words, f"{CATALOG}/{WORDS}", CatalogError).table("sentences")
    frame = {form for each in _frame(root) for form in each}
    for tag in tables.data if frame else ():
        table = tables.table(tag)
        for sentence in table.data:
            if sentence not in frame:
                near = difflib.get_close_matches(sentence, frame, 1)
                mend = f'did you mean "{near[0]}"?' if near else "right where a template of yours says it"
                yield f"{table.where(sentence)}: is no sentence of the frame; {mend}"


def slips(root: Path, languages: Iterable[str]) -> list[str]:
    """Return each mistake in the translations of ``languages``: what a build cannot read, or says in English."""
    found: list[str] = []
    for path in _catalogues(root, languages).values():
        name = _called(path, root) if path else ""
        try:
            told = translations.sort_out(translations.read(disk.body_of(path), name)) if path else []
        except CatalogError as error:
            found.append(str(error))
        else:
            found += [f"{name}: line {line}: {wrong}; till then it stands in English" for line, wrong in told]
    return found


def untranslated(root: Path, languages: Iterable[str]) -> Iterator[str]:
    """Yield a line for each language of which sentences stand in English."""
    if _named(root) is None:  # whatever is said of that elsewhere
        return
    frame = _frame(root) if (found := _catalogues(root, languages)) else set()
    for language, path in found.items():
        if path is None:
            yield f"{wordfiles.OWN}/{language}: not there, so that all of the frame stands in English under {language}/"
            continue
        with suppress(CatalogError):  # which is a mistake
            if lacks := len(frame - _sentences(path, translated=True)):
                told = counted(lacks, "sentence has", "sentences have")
                yield f"{_called(path, root)}: {told} no translation, of {len(frame)}: said in English"


def _catalogues(root: Path, languages: Iterable[str]) -> dict[str, Path | None]:
    """Return the catalogue that each language but the first speaks by; None where there is none."""
    folders = _folders(root)
    chosen = {code: wordfiles.folder_of(code, folders) for code in languages if code != FIRST}
    return {code: wordfiles.catalogue(folder, code) if folder else None for code, folder in chosen.items()}


def _folders(root: Path) -> tuple[Path, ...]:
    """Return the folders of translations, the site's own first; it alone where the settings name none."""
    return tuple(dict.fromkeys((root / wordfiles.OWN, _named(root) or root / wordfiles.OWN)))


def _named(root: Path) -> Path | None:
    """Return the folder that the site's settings name; None where they name none, or do not run."""
    with suppress(SiteError):
        named = conf.settings(root / sitefolder.MARK, root).get("USALAMA_LOCALE")
        return Path(named) if named else None
    return None


def _called(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _frame(root: Path) -> set[tuple[str, ...]]:
    """Return the frame's sentences, each in its one or two forms, as the catalogues of its translations have them."""
    found: set[tuple[str, ...]] = set()
    for path in (path for folder in _folders(root) for path in sorted(folder.glob(f"*/{wordfiles.FILE}"))):
        with suppress(CatalogError):
            found |= _sentences(path, translated=False)
    return found


def _sentences(path: Path, *, translated: bool) -> set[tuple[str, ...]]:
    """Return the sentences of a catalogue, or those with a translation; raise CatalogError where it cannot be read."""
    messages = [each for each in translations.read(disk.body_of(path), "") if each.id]
    return {translations.forms(each.id) for each in messages if not translated or translations.is_said(each)}
