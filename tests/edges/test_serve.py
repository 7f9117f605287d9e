"""Serving a site to whoever works on it: pages without the policy that lets no page reload itself, and nothing else."""

import errno
import socket

import pytest

from usalama.cli import main
from usalama.commands.serve import without_policy
from usalama.machine import troubles

PAGE = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'"><title>Made</title>'


@pytest.fixture
def ask(tmp_path):
    """A function that asks for a path and returns the status, the type and the text of what comes."""
    tree, output = tmp_path / "tree", tmp_path / "output"
    for name, text in {"index.html": PAGE, "about/index.html": PAGE, "404.html": "gone", "all.xml": PAGE}.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(text, encoding="utf-8")
    (tmp_path / "outside.txt").write_text("outside", encoding="utf-8")
    output.symlink_to(tree)

    def answer(path):
        told = []
        (body,) = without_policy(output)({"PATH_INFO": path}, lambda status, headers: told.extend([status, headers]))
        return told[0], dict(told[1])["Content-Type"], body.decode()

    return answer


@pytest.mark.parametrize("path", ["/", "/index.html", "/about/", "/about"])
def test_a_page_is_served_without_its_policy(ask, path):
    """What the page says stays; the policy is no policy any more."""
    status, kind, body = ask(path)
    assert (status, kind) == ("200 OK", "text/html")
    assert "Content-Security-Policy" not in body
    assert "<title>Made</title>" in body


def test_other_files_are_served_as_they_are(ask):
    """A feed keeps every byte."""
    assert ask("/all.xml")[2] == PAGE


@pytest.mark.parametrize("path", ["/none", "/../outside.txt", "//etc/passwd"])
def test_what_is_not_there_or_lies_outside_is_answered_with_the_page_for_it(ask, path):
    """No path leads out of the site."""
    status, _, body = ask(path)
    assert (status, body) == ("404 Not Found", "gone")


def test_a_site_that_cannot_be_built_is_not_served(scratch_site, capsys):
    """Where no build has ever passed there is nothing to show: 64, and what the build said stands above."""
    root = scratch_site("https://ridge.example/feed")
    (root / "content/catalog/feeds.toml").write_text("[[outlets]", encoding="utf-8")
    assert main(["serve", "--root", str(root), "--port", "0"]) == 64
    assert "nothing to show" in capsys.readouterr().err


def test_a_port_that_is_taken_is_said_before_anything_is_built(scratch_site, capfd):
    """Another one has to be named: 64, in one line, the same of both that listen, and no build is made for nothing."""
    root = scratch_site("https://ridge.example/feed")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for command in ("serve", "desk"):
            assert main([command, "--root", str(root), "--port", str(port)]) == 64
            said = f"usalama: --port {port}: Address already in use; name another, or 0 for any that is free\n"
            assert capfd.readouterr() == ("", said)
            assert main([command, "--root", str(root), "--port", "70000"]) == 64
            assert capfd.readouterr().err.startswith("usalama: --port 70000: no port from 0 to 65535; ")


def test_what_is_no_fault_of_the_disk_is_not_called_so():
    """Where the system names no place, only what can be the disk's is said of it."""
    assert troubles.told(OSError(errno.ENOSPC, "No space left on device")).startswith("the disk: No space left")
    assert troubles.told(OSError(errno.ECONNRESET, "Connection reset")) == "Connection reset"


def test_a_link_in_the_way_is_told_with_the_mend(tmp_path):
    """It leads nowhere, as to a disk that is not mounted, or to itself; a file that is gone is none of these."""
    for name, to in (("away", "nowhere"), ("loop", "loop")):
        (tmp_path / name).symlink_to(to)
    told = []
    for name in ("away", "loop", "gone"):
        with pytest.raises(OSError) as caught:  # noqa: PT011  which, the system says
            (tmp_path / name).read_bytes()
        told.append(troubles.told(caught.value))
    with pytest.raises(FileExistsError) as caught:
        (tmp_path / "away").mkdir()
    for each in (told[0], troubles.told(caught.value)):
        assert "a link that leads nowhere; mount the disk that it leads to, or move it away" in each
    assert "it leads to itself; move the link away" in told[1]
    mend = "removed meanwhile, or never there; run again, and restore it where that does not help"
    assert told[2] == f"{tmp_path}/gone: No such file or directory: {mend}"
    assert troubles.told(OSError(errno.ENOENT, "No such file or directory")).startswith(
        "the folder that this was started"
    )


def test_what_was_damaged_of_a_release_is_told_with_what_makes_it_anew(tmp_path):
    """Whatever stands there now: nobody has to move anything away; what may not be read is another's."""
    page = tmp_path / ".releases/3/index.html"
    page.mkdir(parents=True)
    told = []
    for place in (page, page / "gone"):
        with pytest.raises(OSError) as caught:  # noqa: PT011  which, the system says
            place.read_bytes()
        told.append(troubles.told(caught.value))
    mend = "damaged since it was built; usalama build --mend makes it anew"
    assert told == [f"{page}: Is a directory: {mend}", f"{page}/gone: No such file or directory: {mend}"]
    closed = PermissionError(errno.EACCES, "Permission denied", str(page))
    assert troubles.told(closed).endswith("give it to the login that runs this: chown -R")
