"""The process that prints: what its failures become, when it needs Pelican, and that it never outlives its build."""

import os
import re
import select
import signal
import threading
import time

import pytest

from usalama.errors import BuildError, LedgerError, PrintError
from usalama.printing import printer
from usalama.printing.stage import read_answer

ORDER = {"number": 7}
PLUGIN = """
import json, os, time
from types import SimpleNamespace
def print_alone(settings, conf, output, wait):
    {}
PLUGINS = [SimpleNamespace(print_alone=print_alone)]
"""


@pytest.fixture
def start(tmp_path):
    """A function that starts a printer whose plugin does what it is told."""

    def started(program: str) -> printer.Printer:
        conf = tmp_path / "pelicanconf.py"
        conf.write_text(PLUGIN.format(program))
        (tmp_path / "stage").mkdir(exist_ok=True)
        return printer.start(tmp_path, conf, tmp_path / "stage")

    return started


def test_one_that_leaves_no_answer_is_told_by_what_it_lacks(tmp_path):
    """Settings without our plugin print nothing of ours, and end well: what to mend is in no other place."""
    with pytest.raises(BuildError, match=r"topic_digest among the PLUGINS of pelicanconf\.py"):
        read_answer(tmp_path / "answer.json")


def test_the_plugin_gets_the_order_and_prints(start, tmp_path):
    """A plugin with a door of its own prints without Pelican; it stands in the site's folder."""
    start("open('got', 'w').write(json.dumps(wait())); return True").finish(ORDER)
    assert (tmp_path / "got").read_text() == '{"number": 7}'


def test_an_order_comes_in_parts(start, tmp_path):
    """A plugin with a door of its own gets one after the other, and Pelican all of them at once."""
    for program in ("open('got', 'w').write(json.dumps([wait(), wait()])); return True", "return False"):
        child = start(program)
        child.tell({"weeks": 2})
        child.finish(ORDER, seconds=60)
    assert (tmp_path / "got").read_text() == '[{"weeks": 2}, {"number": 7}]'
    assert (tmp_path / "stage" / printer.ORDER).read_text() == '{"weeks": 2, "number": 7}'


@pytest.mark.parametrize("spoil", [os.mkfifo, lambda words: words.symlink_to(words.name)], ids=["pipe", "loop"])
def test_whatever_file_stands_where_its_words_go_makes_way(start, tmp_path, spoil):
    """A pipe would never be opened, and a link that leads to itself would end the child before it has words."""
    (tmp_path / ".cache").mkdir()
    spoil(tmp_path / ".cache/printer.txt")
    start("wait(); print('heard'); return True").finish(ORDER, seconds=20)
    assert (tmp_path / ".cache/printer.txt").read_text() == "heard\n"


def test_a_mistake_in_the_ledger_is_one_line_and_bad_configuration(start):
    """A mistake that only the build can see ends as one line with exit code 64, without a traceback."""
    program = "from usalama.errors import LedgerError; raise LedgerError('content/ledger.toml: edits[0].topics: x')"
    with pytest.raises(LedgerError) as caught:
        start(program).finish(ORDER)
    assert str(caught.value) == "content/ledger.toml: edits[0].topics: x"
    assert caught.value.exit_code == 64


def test_another_failure_keeps_its_last_words(start):
    """A failure of the program itself is no configuration mistake; what it said last is shown."""
    with pytest.raises(BuildError, match="ValueError: unexpected"):
        start("raise ValueError('unexpected')").finish(ORDER)


def test_a_library_that_cannot_be_loaded_is_told_with_the_mend(start):
    """In one line, and of no entry's making: none is looked for."""
    with pytest.raises(BuildError) as caught:
        start("from json import nothing").finish(ORDER)
    assert not isinstance(caught.value, PrintError)
    assert re.fullmatch(
        r"printing failed: ImportError: cannot import name 'nothing' from 'json'.*: the program or a library that it "
        r"needs is at fault; in the program's folder: .*; the old site stays",
        str(caught.value),
    )


def test_a_mistake_in_a_template_is_told_where_it_stands_in_the_first_line(start, tmp_path):
    """Status and alarms keep one line: it names the template and its line, and not the settings, which are well."""
    (tmp_path / "week.html").write_text("<p>\n{% nosuch %}")
    program = "import jinja2; jinja2.Environment(loader=jinja2.FileSystemLoader('.')).get_template('week.html')"
    with pytest.raises(PrintError) as caught:
        start(program).finish(ORDER)
    (first,) = str(caught.value).splitlines()
    assert caught.value.__notes__[0].endswith("Encountered unknown tag 'nosuch'."), "for who mends it"
    assert "week.html: line 2: printing failed (1): " in first
    assert "unknown tag 'nosuch'" in first
    assert "pelicanconf.py" not in first


def test_one_that_is_killed_is_a_failure(start):
    """A printer that the kernel ended (no memory) ends the build, whatever it had written."""
    with pytest.raises(BuildError, match="printing failed"):
        start("os.kill(os.getpid(), 9)").finish(ORDER)


def test_one_that_fails_takes_its_helpers_along(start, tmp_path):
    """The failure is told at once, although another process of the printer is at work for it and has started one more.

    That one, an indexer that hangs, would else be left behind by every build.
    """
    life = tmp_path / "life"  # by name: what is open here is not open in a printer that is no fork
    os.mkfifo(life)
    ours = os.open(life, os.O_RDONLY | os.O_NONBLOCK)
    program = (
        "import subprocess, sys; from usalama.machine import hands; told, tell = os.pipe()\n"
        "    idle = [sys.executable, '-c', 'import time; time.sleep(3600)']\n"
        "    def index():\n"
        "        subprocess.Popen(idle, stdout=open('life', 'wb'))\n"
        "        os.write(tell, b'!')\n"
        "        time.sleep(3600)\n"
        "    hands._helper(index)\n"
        "    os.read(told, 1); raise ValueError('unexpected')"
    )
    with pytest.raises(PrintError, match="ValueError: unexpected"):  # else it is waited for until its time is up
        start(program).finish(ORDER, seconds=30)
    assert select.select([ours], [], [], 10)[0]
    os.close(ours)


def test_one_that_hangs_is_ended_with_all_that_it_started(start):
    """After its time it is killed, and so are the processes that printed for it: nobody holds the pipe any more."""
    ours, theirs = os.pipe()
    child = start("os.fork() and wait(); time.sleep(3600)")
    os.close(theirs)
    with pytest.raises(BuildError, match="did not end within"):
        child.finish(ORDER, seconds=0.5)
    assert select.select([ours], [], [], 10)[0]
    os.close(ours)


def test_one_whose_starter_is_gone_ends(start):
    """Without an order to come there is nothing to wait for: it holds no lock and no process is left."""
    child = start("wait()")
    child.orders.close()
    child.child.join(10)
    assert child.child.exitcode == 1


def test_what_a_plugin_will_not_print_alone_is_left_to_pelican(start, tmp_path):
    """Pelican is run in its place with the same order, as settings with other plugins want it."""
    start("return False").finish(ORDER)
    assert (tmp_path / "stage" / printer.ORDER).read_text() == '{"number": 7}'
    assert (tmp_path / "stage" / "site").is_dir()


def test_it_is_no_fork_of_a_program_with_threads(start, tmp_path):
    """Where threads run, a fresh process prints: a fork could inherit a lock that nobody opens any more."""
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        start("open('parent', 'w').write(str('pytest' in __import__('sys').modules)); return True").finish(ORDER)
    finally:
        done.set()
        other.join()
    assert (tmp_path / "parent").read_text() == "False"


def test_one_that_waits_for_what_will_never_come_is_not_waited_for(start):
    """Behind the empty end of its order nothing arrives: one that still waits sees the end of the pipe and fails."""
    waits = "wait()\n    try: wait()\n    except ValueError: wait()\n    return True"
    with pytest.raises(BuildError, match="printing failed"):
        start(waits).finish(ORDER, seconds=60)


def test_one_whose_starter_is_killed_ends_with_all_that_help_it(start, tmp_path):
    """It would hold the site's lock against the next run: who kills a run ends its printer and all that help it."""
    ours, theirs = os.pipe()
    starter = os.fork()
    if not starter:
        os.close(ours)
        child = start("wait(); os.fork(); open('printing', 'w').close(); time.sleep(30)")
        child.orders.send_bytes(b"{}")
        time.sleep(3600)
    os.close(theirs)
    for _ in range(1000):
        if (tmp_path / "printing").exists():
            break
        select.select([ours], [], [], 0.02)
    os.kill(starter, signal.SIGKILL)
    os.waitpid(starter, 0)
    assert select.select([ours], [], [], 10)[0]
    os.close(ours)
