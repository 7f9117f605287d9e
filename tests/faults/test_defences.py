"""Each defence is needed: taken out of a copy of the code, the test that guards it fails.

A few are tried in every run; ``inv defences`` tries them all, and so does ``USALAMA_ALL_DEFENCES=1``.
"""

import os
import re

import pytest
from programs import load

defences = load("defences")
TRIED = defences.DEFENCES if os.environ.get("USALAMA_ALL_DEFENCES") else defences.IN_EVERY_RUN


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the code and the tests, to take pieces out of."""
    return defences.copy_of_the_code(tmp_path_factory.mktemp("copy"))


@pytest.mark.slow
@pytest.mark.parametrize("name", TRIED)
def test_without_the_defence_its_test_fails(copy, name):
    """With the defence taken out of a copy, the test that guards it does not pass."""
    assert defences.is_needed(copy, name)


@pytest.mark.slow
def test_the_copy_itself_passes(copy):
    """With nothing taken out the same tests pass in the copy: it is the missing defence that fails them."""
    tests = [defences.DEFENCES[name].test.replace("::", " -k ").split(" -k ") for name in defences.IN_EVERY_RUN]
    files, wanted = zip(*tests, strict=True)
    said = defences.complaint(copy, [*sorted(set(files)), "-k", " or ".join(wanted)])
    assert not said, said


@pytest.mark.parametrize("name", defences.DEFENCES)
def test_each_defence_is_where_the_table_says(name):
    """Code that moved on is named anew in the table; a row that takes two places out does not say which is needed."""
    place, there, instead, test = defences.DEFENCES[name]
    assert (defences.ROOT / place).read_text(encoding="utf-8").count(there) == 1
    assert there != instead
    file, _, wanted = test.partition(" -k ")
    file, _, exact = file.partition("::")
    text = (defences.ROOT / file).read_text(encoding="utf-8")
    assert exact in {"", *re.findall(r"^def (test_\w+)", text, re.MULTILINE)}
    # In a test's name or its parameters; what is called by a sample's file name, with hyphens, only a run can tell.
    assert wanted in text or "-" in wanted
