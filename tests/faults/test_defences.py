"""Each defence of the input side is needed: taken out, the test that guards it fails.

The defences overlap, so a test could stay green without its own. Here each is taken out of a copy of the code and its
test must fail. A few are tried in every run; ``USALAMA_ALL_DEFENCES=1`` tries them all (two minutes).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FETCH, GUARD, PARSING = "tests/edges/test_fetch.py", "tests/edges/test_guard.py", "tests/edges/test_parsing.py"
TEXT, URLS, PARSE, DATES = (f"tests/unit/test_{name}.py" for name in ("text", "urls", "parse", "dates"))

# Name of the defence: module, what is there, what is put in its place, the test.
DEFENCES = {
    "A2 schemes": ("urls", "url.protocol not in _SCHEMES or ", "", f"{URLS}::test_what_may_not_be_linked_is_no_link"),
    "A2 user names": (
        "urls",
        "or url.username or url.password ",
        "",
        f"{URLS}::test_what_may_not_be_linked_is_no_link",
    ),
    "A2 controls": ("urls", "or _CONTROLS.search(stripped)", "", f"{URLS}::test_what_may_not_be_linked_is_no_link"),
    "A3 tags": ("markup", "text = _TOKEN.sub(_space, text)", "text = text", f"{TEXT}::test_markup_becomes_the_words"),
    "A6 one line": ("characters", '" ".join(text.split())', "text", f"{TEXT}::test_plain_text_is_one_clean_line"),
    "A13 slugs": ("text", "[^a-z0-9]+", "[^a-z0-9/.]+", f"{TEXT}::test_a_slug_is"),
    "A15 titles": ("items", "LONGEST_TITLE = 200", "LONGEST_TITLE = 9999", f"{PARSE} -k hostile-titles"),
    "A16-A18 characters": (
        "characters",
        "_BLANKS if folded.isprintable() else _INVISIBLE",
        "_BLANKS",
        f"{TEXT} -k deceive",
    ),
    "A18 marks": ("characters", '_MARK_FLOOD.sub(r"\\1", ', "str(", f"{TEXT}::test_a_flood_of_marks_is_cut"),
    "A22 size of an item": ("markup", "markup[:LONGEST]", "markup", f"{TEXT}::test_only_the_beginning"),
    "A24 entries": ("parse", "MOST_ENTRIES = 200", "MOST_ENTRIES = 10**6", f"{PARSE}::test_no_document_gives_more"),
    "A24 size": ("parse", "if len(body) <= LARGEST else None", "", f"{PARSE}::test_a_document_that_is_too_large"),
    "A24 processor time": (
        "parse_worker",
        "_limit(resource.RLIMIT_CPU,",
        "int(",
        f"{PARSING} -k processor_time_is_ended",
    ),
    "A24 memory": ("parse_worker", "_limit(resource.RLIMIT_AS,", "max(0,", f"{PARSING} -k eats_memory"),
    "A24 wall clock": (
        "parsing",
        "not self._answers.poll(self._settings.wall_seconds)",
        "False",
        f"{PARSING} -k for_ever",
    ),
    "A25 exceptions": (
        "parse",
        "except Exception as error:",
        "except OSError as error:",
        f"{PARSE} -k no_reading_helps",
    ),
    "A26 streams": (
        "parse",
        "BytesIO(data)",
        "data.decode('utf-8', 'replace')",
        f"{PARSE}::test_a_document_never_opens",
    ),
    "A27 addresses": ("guard", "if not is_allowed(", "if False and not is_allowed(", f"{GUARD} -k public_name"),
    "A27 wrappings": ("guard", "if inner is not None:", "if False:", f"{GUARD} -k wrapping"),
    "A27 every hop": (
        "guard",
        "addresses = self._addresses(host, port)",
        "addresses = [host]",
        f"{FETCH} -k inside_is_refused",
    ),
    "A27 proxies": ("fetch", "trust_env=False, ", "proxy='http://127.0.0.1:9', ", f"{FETCH} -k environment_proxy"),
    "A28 decoded size": ("retrieve", "if size > most:", "if False:", f"{FETCH} -k bomb"),
    "A28 wire size": ("guard", "if self.wire_bytes < 0:", "if False:", f"{FETCH} -k without_content"),
    "A29 a feed's time": (
        "guard",
        "left = self.until - time.monotonic()",
        "left = 1000.0",
        f"{FETCH} -k too_slow",
    ),
    "A29 a run's time": ("fetch", "if time.monotonic() >= self._ends:", "if False:", f"{FETCH} -k run_ends"),
    "A29 name look-ups": ("fetch", "for index in self._hanging() & left:", "for index in ():", f"{FETCH} -k lookup"),
    "A30 redirects": ("retrieve", "most_redirects: int = 5", "most_redirects: int = 9", f"{FETCH} -k circle"),
    "A30 schemes of hops": ("retrieve", "if not urls.host(address):", "if False:", f"{FETCH} -k another_scheme"),
    "A31 short bodies": (
        "retrieve",
        '"without sending complete message body" in message',
        "False",
        f"{FETCH} -k breaks_off",
    ),
    "A32 status": ("answers", "if status != _OK:", "if status >= 600:", f"{FETCH} -k only_200"),
    "A32 Retry-After": ("answers", "min(max(wait, timedelta(0)), LONGEST_RETRY)", "wait", f"{FETCH} -k wants_rest"),
    "A33 portals": ("answers", "if is_html(body):", "if False:", f"{FETCH} -k page_is_not"),
    "A35 shared ids": ("parse", "if len(different) > 1", "if False", f"{PARSE} -k decides_no_identity"),
    "A36 dates": ("dates", "EARLIEST <= moment <= fetched + LATEST_AHEAD", "True", f"{DATES} -k plausible"),
    "A36 offsets": ("dates", "if hours > 14 or minutes > 59:", "if False:", f"{DATES} -k plausible"),
    "A37 tracking": ("urls", "url.search = _untracked(url.search)", "pass", f"{URLS} -k tracking"),
    "A38 floods of problems": ("parse", "messages[:20]", "messages", f"{PARSE} -k names_few"),
    "one host at a time": ("fetch", "else name, deque()", "else str(index), deque()", f"{FETCH} -k one_host"),
    "walls are named": ("answers", "if wall:", "if False:", f"{FETCH} -k wall_against"),
    "broken caches": ("httpcache", "if not _removed(folder):", "if True:", f"{FETCH} -k broken_http_cache"),
    "what a child may send": (
        "parsing",
        "if (module, name) not in _MAY_RETURN:",
        "if False:",
        f"{PARSING} -k only_send",
    ),
    "what a child inherits": ("parsing", 'env={"LC_ALL": "C.UTF-8"},', "", f"{PARSING} -k environment"),
}
IN_EVERY_RUN = ("A2 schemes", "A27 addresses", "A28 decoded size", "A29 a run's time")
TRIED = DEFENCES if os.environ.get("USALAMA_ALL_DEFENCES") else IN_EVERY_RUN


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the code and the tests, to take pieces out of."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("scripts", "plugins", "tests", "content/catalog"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def passes(folder, test):
    """Whether a test passes with the copy's code, also in the children that it starts."""
    environment = {**os.environ, "PYTHONPATH": f"{folder}/scripts:{folder}/plugins", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *test.split()]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False).returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", TRIED)
def test_without_the_defence_its_test_fails(copy, name):
    """With the defence taken out of a copy, the test that guards it does not pass."""
    module, there, instead, test = DEFENCES[name]
    path = copy / "scripts/usalama" / f"{module}.py"
    whole = path.read_text(encoding="utf-8")
    assert there in whole, "the code has moved on; name the defence anew"
    try:
        path.write_text(whole.replace(there, instead), encoding="utf-8")
        if module == "parse_worker":
            _let_children_use(copy)
        assert not passes(copy, test)
    finally:
        path.write_text(whole, encoding="utf-8")


def _let_children_use(folder):
    """Let the copy's children run the copy's code; otherwise they see the installed one alone."""
    path = folder / "scripts/usalama/parsing.py"
    text = path.read_text(encoding="utf-8").replace('sys.executable, "-I", "-m"', 'sys.executable, "-m"')
    path.write_text(text.replace('env={"LC_ALL": "C.UTF-8"}', "env=dict(os.environ)"), encoding="utf-8")


@pytest.mark.slow
def test_the_copy_itself_passes(copy):
    """With nothing taken out, the tests pass in the copy: it is the missing defence that fails them."""
    assert passes(copy, f"{URLS} {DATES} {GUARD}")
