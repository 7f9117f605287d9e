"""Release trees: never torn, never lost, never written while live."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from usalama.errors import ReleaseError
from usalama.planning.manifest import staged
from usalama.releasing import release_trees, releases
from usalama.releasing.release_trees import Release, doom, take_in, tidy


def build(root: Path, files: dict[str, str], *, publish: bool = True, trees: int = releases.TREES) -> Release:
    """Bring the next tree to hold ``files``, as a build does."""
    tree = releases.next_tree(root, trees)
    removed = tree.manifest.pages.keys() - files.keys()
    writes = {name: text for name, text in files.items() if tree.manifest.pages.get(name, ("",))[0] != text}
    releases.begin(root, tree, [*writes, *removed])
    for name, text in writes.items():
        path = tree.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    done = releases.finish(root, tree, writes, removed)
    if publish:
        releases.switch(root, done)
    return done


def read(root: Path) -> dict[str, str]:
    output = root / "output"
    return {p.relative_to(output).as_posix(): p.read_text("utf-8") for p in output.rglob("*") if p.is_file()}


def test_first_build_is_published_by_a_relative_link(tmp_path):
    """The first tree is published through a relative link, so that the site can be moved."""
    build(tmp_path, {"index.html": "a", "2026/w47/index.html": "b"})
    assert (tmp_path / "output").readlink() == Path(".releases/1")
    shutil.move(tmp_path, tmp_path.with_name("moved"))
    assert read(tmp_path.with_name("moved")) == {"index.html": "a", "2026/w47/index.html": "b"}


def test_live_tree_is_never_the_next_one(tmp_path):
    """Ten builds in turn never write into the tree that is live, and each publishes exactly its own files."""
    for turn in range(10):
        before = releases.live_number(tmp_path)
        done = build(tmp_path, {"index.html": str(turn), f"{turn}.html": "x"})
        assert done.number != before
        assert read(tmp_path) == {"index.html": str(turn), f"{turn}.html": "x"}


def test_after_a_take_down_no_older_tree_outlives_the_next_switch(tmp_path):
    """What was taken down is in every tree of now: they go when a newer one is served, and a rollback finds none."""
    for turn in range(3):
        build(tmp_path, {"index.html": f"words-{turn}"})
    doom(tmp_path)
    build(tmp_path, {"index.html": "nothing"})
    kept = [path.name for path in (tmp_path / ".releases").iterdir() if path.name.isdecimal()]
    assert kept == [str(releases.live_number(tmp_path))]
    assert releases.previous(tmp_path) is None
    assert not (tmp_path / ".releases" / "doomed").exists()
    build(tmp_path, {"index.html": "later"})
    assert releases.previous(tmp_path) is not None


@pytest.mark.parametrize("noted", [b"1 \xe9\xff\n", b"", b"1 one\n"])
def test_where_the_note_of_a_take_down_was_damaged_every_older_tree_goes(tmp_path, noted):
    """Any of them may hold what was taken down; the site that is served stays."""
    for turn in range(3):
        build(tmp_path, {"index.html": f"words-{turn}"})
    doom(tmp_path)
    (tmp_path / ".releases/doomed").write_bytes(noted)
    build(tmp_path, {"index.html": "nothing"})
    kept = [path.name for path in (tmp_path / ".releases").iterdir() if path.name.isdecimal()]
    assert kept == [str(releases.live_number(tmp_path))]
    assert read(tmp_path) == {"index.html": "nothing"}


def test_small_notes_that_are_no_text_stop_nothing(tmp_path):
    """What a tree passed is found out again, that builds are held is said all the same, and no file is doubted."""
    live = build(tmp_path, {"index.html": "a"})
    for name in ("held", f"{live.number}.passed", f"{live.number}.touched"):
        (tmp_path / ".releases" / name).write_bytes(b"since \xe9\xff\n")
    release_trees.marker_path(tmp_path, live.number).write_bytes(b"\xe9\xff\n")
    assert releases.held(tmp_path).startswith("since ")
    assert not releases.has_passed(tmp_path, live, "rules")
    assert releases.live(tmp_path).manifest.pages.keys() == {"index.html"}


def test_a_live_tree_that_is_to_go_stays_until_another_is_served(tmp_path):
    """A switch to a tree that is to go itself removes the others, and the next switch removes it."""
    build(tmp_path, {"index.html": "a"})
    old = build(tmp_path, {"index.html": "b"})
    doom(tmp_path)
    releases.switch(tmp_path, old)
    assert read(tmp_path) == {"index.html": "b"}
    build(tmp_path, {"index.html": "c"})
    assert not old.path.exists()


def test_begin_refuses_the_live_tree(tmp_path):
    """Even a caller who asks for it cannot begin on the live tree."""
    done = build(tmp_path, {"index.html": "a"})
    with pytest.raises(ReleaseError, match="live"):
        releases.begin(tmp_path, done, ["index.html"])


def test_new_tree_begins_as_a_copy_with_its_own_bytes(tmp_path):
    """A tree used for the first time starts from the live files, and writing into it leaves the live ones alone."""
    build(tmp_path, {"index.html": "a", "old/index.html": "kept"})
    tree = releases.next_tree(tmp_path)
    assert set(tree.manifest.pages) == {"index.html", "old/index.html"}
    with (tree.path / "index.html").open("w") as stream:
        stream.write("b")
    assert read(tmp_path)["index.html"] == "a"


def test_killed_build_is_found_and_undone(tmp_path):
    """Files that a killed build touched are thrown away and rendered again; nothing else is."""
    build(tmp_path, {"index.html": "a", "keep.html": "k"})
    tree = releases.next_tree(tmp_path)
    releases.begin(tmp_path, tree, ["index.html", "new.html"])
    (tree.path / "index.html").write_text("to", "utf-8")
    (tree.path / "new.html").write_text("half", "utf-8")
    again = releases.next_tree(tmp_path)
    assert again.number == tree.number
    assert set(again.manifest.pages) == {"keep.html"}
    assert sorted(p.name for p in again.path.iterdir()) == ["keep.html"]


def test_killed_tree_is_no_rollback_target(tmp_path):
    """A tree with an unfinished build, or one that was mended but not finished since, is never rolled back to."""
    build(tmp_path, {"index.html": "a"})
    build(tmp_path, {"index.html": "b"})
    tree = releases.next_tree(tmp_path)
    releases.begin(tmp_path, tree, ["index.html"])
    first = releases.previous(tmp_path)
    releases.next_tree(tmp_path)
    second = releases.previous(tmp_path)
    assert first is not None
    assert second is not None
    assert first.number == second.number == 1
    assert (first.path / "index.html").read_text("utf-8") == "a"


def test_a_whole_tree_that_a_build_began_to_change_is_no_rollback_target(tmp_path):
    """Its manifest is still that of the release it was; what the build may have half-written is thrown away."""
    build(tmp_path, {"index.html": "a"}, trees=2)
    build(tmp_path, {"index.html": "b"}, trees=2)
    tree = releases.next_tree(tmp_path, 2)
    assert releases.previous(tmp_path).number == tree.number
    releases.begin(tmp_path, tree, ["index.html"])
    assert releases.previous(tmp_path) is None
    release_trees.recover(tmp_path, tree.number)
    assert releases.previous(tmp_path) is None


def test_a_tree_without_its_folder_is_nothing(tmp_path):
    """A manifest whose tree somebody removed vouches for no file, and is no release to go back to."""
    old = build(tmp_path, {"index.html": "a"})
    build(tmp_path, {"index.html": "b"})
    shutil.rmtree(old.path)
    assert release_trees.open_tree(tmp_path, old.number).manifest.pages == {}
    assert releases.previous(tmp_path) is None


def test_a_tree_without_a_manifest_begins_empty(tmp_path):
    """Nobody vouches for what lies in it: a page of a release that nobody knows is in no later one."""
    build(tmp_path, {"index.html": "a"})
    old = build(tmp_path, {"index.html": "b", "old.html": "x"})
    build(tmp_path, {"index.html": "c"})
    for body in (None, "no manifest\n"):
        note = release_trees.manifest_path(tmp_path, old.number)
        note.unlink() if body is None else note.write_text(body, "utf-8")
        old.path.mkdir(exist_ok=True)
        (old.path / "old.html").write_text("x", "utf-8")
        assert release_trees.generation(tmp_path, old.number) == 0
        assert release_trees.recover(tmp_path, old.number).manifest.pages == {}
        assert not old.path.exists()


def test_a_tree_is_recovered_once(tmp_path):
    """What was thrown away is in the manifest no more, and the note goes; a tree that needs nothing is not written."""
    build(tmp_path, {"index.html": "a"})
    tree = build(tmp_path, {"index.html": "b", "keep.html": "k"}, publish=False)
    note = release_trees.manifest_path(tmp_path, tree.number)
    before = note.stat().st_ino
    release_trees.recover(tmp_path, tree.number)
    assert note.stat().st_ino == before
    releases.begin(tmp_path, tree, ["index.html"])
    release_trees.recover(tmp_path, tree.number)
    assert not release_trees.marker_path(tmp_path, tree.number).exists()
    assert set(release_trees.open_tree(tmp_path, tree.number).manifest.pages) == {"keep.html"}


def test_refused_builds_never_eat_the_good_ones(tmp_path):
    """However often a build is refused, the release before the live one is still there to roll back to."""
    build(tmp_path, {"index.html": "a"})
    build(tmp_path, {"index.html": "b"})
    for turn in range(4):
        build(tmp_path, {"index.html": f"refused-{turn}"}, publish=False)
    before = releases.previous(tmp_path)
    assert before is not None
    releases.switch(tmp_path, before)
    assert read(tmp_path) == {"index.html": "a"}


def test_what_a_refused_build_had_is_in_no_later_one(tmp_path):
    """A page that the gate refused lies in the tree that is taken again; the build that no longer has it removes it."""
    build(tmp_path, {"index.html": "a"})
    build(tmp_path, {"index.html": "a", "refused.html": "r"}, publish=False)
    build(tmp_path, {"index.html": "b"})
    assert read(tmp_path) == {"index.html": "b"}


def test_the_place_of_a_live_tree_that_is_gone_is_not_built_in(tmp_path):
    """The link leads there: readers would see the new tree grow in it."""
    build(tmp_path, {"index.html": "a"})
    gone = build(tmp_path, {"index.html": "b"})
    shutil.rmtree(gone.path)
    assert releases.next_tree(tmp_path).number != gone.number


def test_of_many_trees_every_one_is_known(tmp_path):
    """A site that keeps five builds rolls back to the one before, and publishes the newest, whatever their numbers."""
    for turn in range(5):
        build(tmp_path, {"index.html": str(turn)}, trees=5)
    assert (releases.newest(tmp_path).number, releases.previous(tmp_path).number) == (5, 4)


def test_nothing_older_is_said(tmp_path):
    """With one release there is nothing to roll back to."""
    assert releases.previous(tmp_path) is None
    build(tmp_path, {"index.html": "a"})
    assert releases.previous(tmp_path) is None


def test_unfinished_tree_is_not_switched_to(tmp_path):
    """A tree between begin and finish cannot be published."""
    build(tmp_path, {"index.html": "a"})
    tree = releases.next_tree(tmp_path)
    releases.begin(tmp_path, tree, ["index.html"])
    with pytest.raises(ReleaseError, match="not finished"):
        releases.switch(tmp_path, tree)
    assert read(tmp_path) == {"index.html": "a"}


def test_missing_page_is_an_error(tmp_path):
    """A generator that exits 0 without writing a page is caught here."""
    tree = releases.next_tree(tmp_path)
    releases.begin(tmp_path, tree, ["index.html"])
    with pytest.raises(ReleaseError, match=r"index\.html.*did not"):
        releases.finish(tmp_path, tree, {"index.html": "f"})


def test_page_that_is_a_link_is_an_error(tmp_path):
    """A symbolic link in place of a page would publish whatever it names."""
    (tmp_path / "secret").write_text("s", "utf-8")
    tree = releases.next_tree(tmp_path)
    releases.begin(tmp_path, tree, ["index.html"])
    (tree.path / "index.html").symlink_to(tmp_path / "secret")
    with pytest.raises(ReleaseError, match=r"index\.html"):
        releases.finish(tmp_path, tree, {"index.html": "f"})


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "a b", ".htaccess", "a//b", "a/.x", "x\ny", "é"])
def test_unsafe_names_are_refused_before_anything_is_touched(tmp_path, name):
    """No name that could leave the tree, or that a host reads as its own settings, is begun."""
    tree = releases.next_tree(tmp_path)
    with pytest.raises(ReleaseError, match="no name"):
        releases.begin(tmp_path, tree, [name])


@pytest.mark.parametrize("kind", ["folder", "elsewhere", "absolute"])
def test_output_that_is_not_ours_is_refused(tmp_path, kind):
    """A folder called output, or a link to somewhere else, is somebody's work: one line, nothing touched."""
    output = tmp_path / "output"
    if kind == "folder":
        output.mkdir()
        (output / "index.html").write_text("mine", "utf-8")
    else:
        output.symlink_to("elsewhere" if kind == "elsewhere" else tmp_path)
    aim = output.readlink() if output.is_symlink() else None
    with pytest.raises(ReleaseError, match="build again"):
        releases.next_tree(tmp_path)
    if aim:
        assert output.readlink() == aim
    else:
        assert (output / "index.html").read_text("utf-8") == "mine"


def test_cut_manifest_means_write_again(tmp_path):
    """A manifest that was cut or altered vouches for nothing."""
    done = build(tmp_path, {"index.html": "a"})
    build(tmp_path, {"index.html": "b"})
    note = tmp_path / ".releases" / "1.manifest"
    for broken in (note.read_text()[:-5], note.read_text().replace(done.manifest.pages["index.html"].sha256, "0" * 64)):
        note.write_text(broken, "utf-8")
        tree = releases.next_tree(tmp_path)
        assert tree.number in {1, 3}
    assert releases.previous(tmp_path) is None
    assert [*releases.list_faults(tmp_path)] == [1]
    releases.distrust(tmp_path)
    assert releases.list_faults(tmp_path) == {}


def test_what_is_built_after_a_damaged_published_tree_is_newer_than_it(tmp_path):
    """So a site that is held can go on: the published tree vouches for nothing and is below the next build alone."""
    older, newer = (build(tmp_path, {"index.html": text}) for text in "ab")
    releases.switch(tmp_path, older)
    release_trees.manifest_path(tmp_path, older.number).write_text("torn", "utf-8")
    releases.distrust(tmp_path)
    left = release_trees.generation(tmp_path, older.number)
    assert left >= newer.manifest.generation
    assert release_trees.open_tree(tmp_path, older.number).manifest.pages == {}
    assert not release_trees.is_whole(tmp_path, older.number)
    assert build(tmp_path, {"index.html": "c"}).manifest.generation > left


def test_litter_of_a_killed_run_goes(tmp_path):
    """Half-made copies, temporary files and a link not yet renamed are gone after the next start."""
    build(tmp_path, {"index.html": "a"})
    folder = tmp_path / ".releases"
    (folder / "2.new").mkdir()
    (folder / "2.new" / "x").touch()
    (folder / "1.manifest.tmp").touch()
    (tmp_path / ".output.new").symlink_to(".releases/9")
    tidy(tmp_path)
    assert sorted(p.name for p in folder.iterdir()) == ["1", "1.manifest"]
    assert not os.path.lexists(tmp_path / ".output.new")


def test_web_server_can_read_under_a_private_umask(tmp_path):
    """Cron's umask 077 does not hide the site from the web server."""
    before = os.umask(0o077)
    try:
        done = build(tmp_path, {"a/b/index.html": "a"})
    finally:
        os.umask(before)
    path = done.path / "a/b/index.html"
    assert path.stat().st_mode & 0o777 == 0o644
    assert all(folder.stat().st_mode & 0o777 == 0o755 for folder in (path.parent, done.path / "a", done.path))
    assert (tmp_path / ".releases").stat().st_mode & 0o777 == 0o755


def test_web_server_can_read_a_copy_made_under_a_private_umask(tmp_path):
    """Nor does it hide a folder of the next tree that holds folders alone."""
    build(tmp_path, {"a/b/index.html": "a"})
    before = os.umask(0o077)
    try:
        copy = releases.next_tree(tmp_path)
    finally:
        os.umask(before)
    assert {folder.stat().st_mode & 0o777 for folder in (copy.path, copy.path / "a", copy.path / "a/b")} == {0o755}


def test_emptied_folders_go(tmp_path):
    """The last page of a folder takes the folder with it."""
    build(tmp_path, {"index.html": "a", "x/y/index.html": "b"})
    done = build(tmp_path, {"index.html": "a"})
    assert [p.name for p in done.path.iterdir()] == ["index.html"]


def test_a_file_in_whose_place_is_nothing_is_made_anew(tmp_path):
    """No build takes one that was removed, or that is a link to nowhere by now, for the file that it has to have."""
    build(tmp_path, dict.fromkeys(("index.html", "b.html", "c.html"), "a"))
    releases.switch(tmp_path, build(tmp_path, {"index.html": "b"}))
    older = tmp_path / ".releases" / "1"
    (older / "b.html").unlink()
    (older / "c.html").unlink()
    (older / "c.html").symlink_to("nowhere")
    assert set(releases.next_tree(tmp_path, 2).manifest.pages) == {"index.html"}


def test_damage_is_seen(tmp_path):
    """An altered, a missing and a foreign file are each named; a whole tree names none."""
    done = build(tmp_path, {"index.html": "a", "b.html": "b", "c.html": "c"})
    assert releases.damaged(done) == ()
    (done.path / "index.html").write_text("z", "utf-8")
    (done.path / "b.html").unlink()
    (done.path / "foreign.html").write_text("f", "utf-8")
    assert releases.damaged(done) == ("b.html", "foreign.html", "index.html")


@pytest.mark.parametrize("live", [1, 2])
def test_what_differs_in_the_published_tree_is_told_and_the_rest_made_anew(tmp_path, live):
    """Damage to another tree is noted too, and nobody is told that readers see it."""
    trees = [build(tmp_path, {"index.html": text, "b.html": "b"}) for text in "ab"]
    releases.switch(tmp_path, trees[live - 1])
    for tree, name in zip(trees, ("index.html", "b.html"), strict=True):
        (tree.path / name).write_text("z", "utf-8")
    assert releases.distrust(tmp_path) == (("index.html",), ("b.html",))[live - 1]
    known = [set(release_trees.open_tree(tmp_path, number).manifest.pages) for number in (1, 2)]
    assert known == [{"b.html"}, {"index.html"}]


def test_hold_is_kept_until_resumed(tmp_path):
    """A hold and its reason survive builds and end with resume."""
    build(tmp_path, {"index.html": "a"})
    assert releases.held(tmp_path) == ""
    releases.hold(tmp_path, "rolled back")
    build(tmp_path, {"index.html": "b"}, publish=False)
    assert releases.held(tmp_path) == "rolled back"
    releases.resume(tmp_path)
    assert releases.held(tmp_path) == ""


def test_trees_may_lie_on_another_disk(tmp_path):
    """The link that is switched stands beside the one it replaces: no rename goes from one disk to another."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has one disk")
    with tempfile.TemporaryDirectory(dir=memory) as other:
        (tmp_path / ".releases").symlink_to(other)
        for text in ("one", "two"):
            tree = build(tmp_path, {"index.html": text})
            releases.switch(tmp_path, tree)
            assert (tmp_path / "output/index.html").read_text() == text
        assert not (tmp_path / ".output.new").is_symlink()


@pytest.mark.parametrize("others", [(), ("left.html",)])
@pytest.mark.parametrize("known", [(), ("old.html", "a/b/c.html")])
def test_a_tree_takes_in_what_was_printed_and_nothing_else(tmp_path, known, others):
    """Into a tree of nothing as into one that stands: the files that are named, and none that only lies beside them."""
    tree = build(tmp_path, dict.fromkeys(known, "old")) if known else releases.next_tree(tmp_path)
    printed = tmp_path / ".releases/stage.new/site"
    names = ("index.html", "a/b/c.html")
    printed.mkdir(parents=True)
    for name in (*names, *others):
        (printed / staged(name)).write_text("new")
    take_in(tree, printed, names)
    held = {path.relative_to(tree.path).as_posix() for path in tree.path.rglob("*") if path.is_file()}
    assert held == {*names, *known}
    assert [(tree.path / name).read_text() for name in names] == ["new", "new"]
    assert {path.name for path in printed.iterdir()} == {*others}
    with pytest.raises(FileNotFoundError):
        take_in(tree, printed, ["missing.html"])
