"""Deploying: to a folder, over a real SSH server, to a real git remote; whole or not at all, and safe to repeat."""

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from usalama.errors import MISUSED, DeployError, TargetError
from usalama.planning import manifest
from usalama.planning.manifest import Manifest, Page
from usalama.releasing import deploy, deploy_folder, deploy_git
from usalama.releasing.deploy import Parcel, Target, parse_target
from usalama.releasing.deploy_ssh import SshCarry
from usalama.releasing.release_trees import Release

FILES = {"index.html": "made\r\n", "2026/w47/index.html": "week", ".well-known/security.txt": "c", "og.png": "\x00\x01"}


def parcel(tmp_path: Path, files: dict[str, str]) -> Parcel:
    """Make a site on disk and pack it."""
    top = tmp_path / f"site-{sha256(repr(sorted(files.items())).encode()).hexdigest()[:6]}"
    shutil.rmtree(top, ignore_errors=True)
    for name, text in files.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_bytes(text.encode())
    pages = {name: Page("f", sha256(text.encode()).hexdigest(), len(text)) for name, text in files.items()}
    return deploy.pack(tmp_path, Release(1, top, Manifest(1, pages)))


def shown(top: Path) -> dict[str, str]:
    files = (path for path in top.rglob("*") if path.is_file())
    return {path.relative_to(top).as_posix(): path.read_bytes().decode() for path in files}


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("/var/www/site", Target("folder", "/var/www/site")),
        ("public", Target("folder", "public")),
        ("./a:b", Target("folder", "./a:b")),
        ("a@b/c", Target("folder", "a@b/c")),
        ("desk@host.example:/var/www/site/", Target("ssh", "/var/www/site", "desk@host.example")),
        ("host.example:site", Target("ssh", "site", "host.example")),
        ("desk@[::1]:/var/www", Target("ssh", "/var/www", "desk@[::1]")),
        ("[fe80::1%eth0]:site", Target("ssh", "site", "[fe80::1%eth0]")),
        ("git+ssh://git@host.example/x.git#gh-pages", Target("git", "ssh://git@host.example/x.git", "gh-pages")),
        ("git+git@host.example:x/y.git#pages", Target("git", "git@host.example:x/y.git", "pages")),
    ],
)
def test_targets_are_read(text, target):
    """The three kinds of target are told apart by how they are written."""
    assert parse_target(text) == target


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-oProxyCommand=x",
        "git+https://host.example/x.git",
        "a\nb",
        "ftp://host.example/w",
        "host.example:",
        "me@host.example",
        "me@[::1]",
        "me@::1:/var/www",
        "[::1]",
        "/",
        "..",
        "/var/..",
    ],
)
def test_unclear_target_is_one_line(text):
    """What is no target, or could be read as an option, is refused before anything is done."""
    with pytest.raises(TargetError, match=r"^target ") as refused:
        parse_target(text)
    assert refused.value.exit_code == MISUSED


def test_damaged_tree_is_not_carried(tmp_path):
    """A byte that changed since the build stops the deploy."""
    good = parcel(tmp_path, FILES)
    (good.path / "index.html").write_bytes(b"other")
    with pytest.raises(DeployError, match=r"index\.html.*not as it was built.*; run: usalama build --mend"):
        deploy.pack(tmp_path, Release(1, good.path, Manifest(1, good.pages)))
    with pytest.raises(DeployError, match="nothing is published"):
        deploy.pack(tmp_path, None)


def check_ways(carry, target: Target, place: Path, tmp_path: Path) -> None:
    """First deploy, repeat, change, removal: what is shown is always exactly one whole site."""
    first = parcel(tmp_path, FILES)
    assert "switched" in carry(first, target)
    assert shown(place) == FILES
    assert "already" in carry(first, target)
    second = {"index.html": "other", "2026/w47/index.html": "week"}
    assert "switched" in carry(parcel(tmp_path, second), target)
    assert shown(place) == second
    assert "switched" in carry(first, target)
    assert shown(place) == FILES


def check_damage(carry, target: Target, place: Path, tmp_path: Path) -> None:
    """Bytes that arrive otherwise than they were sent are never switched to."""
    carry(parcel(tmp_path, FILES), target)
    changed = parcel(tmp_path, {**FILES, "index.html": "new"})
    lying = replace(changed, pages={**changed.pages, "index.html": Page("f", "0" * 64, 3)})
    with pytest.raises(DeployError, match=r"index\.html did not arrive"):
        carry(replace(lying, identity=manifest.identity(lying.pages)), target)
    assert shown(place) == FILES
    assert "switched" in carry(changed, target)


def check_foreign(carry, target: Target, place: Path, tmp_path: Path) -> None:
    """A folder with somebody's files in it is not replaced."""
    place.mkdir(parents=True)
    (place / "mine").write_text("m", "utf-8")
    with pytest.raises(DeployError, match="is a folder that no deploy made; move it away"):
        carry(parcel(tmp_path, FILES), target)
    assert shown(place) == {"mine": "m"}


def check_foreign_link(carry, target: Target, place: Path, tmp_path: Path) -> None:
    """Nor is a link to somebody's folder, as other ways to deploy make one."""
    theirs = tmp_path / "theirs/1"
    theirs.mkdir(parents=True)
    (theirs / "mine").write_text("m", "utf-8")
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(theirs)
    with pytest.raises(DeployError, match=r"links to .*, which no deploy made; remove the link and deploy again"):
        carry(parcel(tmp_path, FILES), target)
    assert shown(place) == {"mine": "m"}


def check_file(carry, target: Target, place: Path, tmp_path: Path) -> None:
    """A file where the link was is somebody's: it is named as one, and stays."""
    carry(parcel(tmp_path, FILES), target)
    place.unlink()
    place.write_text("mine", "utf-8")
    with pytest.raises(DeployError, match="is a file that no deploy made; move it away and deploy again"):
        carry(parcel(tmp_path, FILES), target)
    assert place.read_text("utf-8") == "mine"


def check_repair(carry, target: Target, place: Path, tmp_path: Path) -> None:
    """What a hand damaged of a deploy's own is made anew: a file, the served tree, or all trees, and nothing stays."""
    sent = parcel(tmp_path, FILES)
    carry(sent, target)
    (place / "index.html").write_text("damaged", "utf-8")
    (place / "more.html").write_text("foreign", "utf-8")
    assert "switched" in carry(sent, target)
    assert shown(place) == FILES
    tree = place.resolve()
    shutil.rmtree(tree)
    assert "switched" in carry(sent, target)
    assert shown(place) == FILES
    shutil.rmtree(tree)
    tree.write_text("a file", "utf-8")
    assert "switched" in carry(sent, target)
    assert shown(place) == FILES
    shutil.rmtree(tree.parent)
    assert "switched" in carry(sent, target)
    assert shown(place) == FILES
    assert [path.name for path in tree.parent.iterdir()] == [sent.identity]
    assert "already" in carry(sent, target)


def check_nowhere(carry, target: Target, place: Path, tmp_path: Path) -> None:
    """A folder that is mistyped, or whose disk is not mounted, is not made: readers would be served from elsewhere."""
    place.parent.rmdir()
    with pytest.raises(DeployError, match=rf"there is no folder {place.parent}; make it, or mount its disk"):
        carry(parcel(tmp_path, FILES), target)
    assert not place.parent.exists()


CHECKS = (check_nowhere, check_ways, check_damage, check_foreign, check_foreign_link, check_file, check_repair)


@pytest.mark.parametrize("check", CHECKS)
def test_folder(tmp_path, check):
    """To a folder on this machine."""
    place = tmp_path / "www" / "site"
    place.parent.mkdir()
    check(deploy_folder.carry, Target("folder", str(place)), place, tmp_path)


def test_folder_keeps_few_old_sites_and_no_litter(tmp_path):
    """Old sites are pruned, a cut-off deploy's rest is removed, an empty folder is replaced."""
    place = tmp_path / "site"
    place.mkdir()
    for turn in range(6):
        (tmp_path / ".site.releases" / "x.new").mkdir(parents=True, exist_ok=True)
        made = parcel(tmp_path, {**FILES, "index.html": str(turn)})
        (tmp_path / ".site.releases" / f"{made.identity}.new").mkdir(exist_ok=True)
        deploy_folder.carry(made, Target("folder", str(place)))
    kept = [path.name for path in (tmp_path / ".site.releases").iterdir()]
    assert len(kept) == deploy.KEPT
    assert shown(place)["index.html"] == "5"


@pytest.fixture(scope="module")
def ssh(tmp_path_factory):
    """A real SSH server on loopback for these tests alone."""
    tools = [
        shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin") for name in ("sshd", "ssh-keygen", "ssh", "rsync")
    ]
    if not all(tools):
        pytest.skip("sshd, ssh or rsync is not installed on this machine")
    folder = tmp_path_factory.mktemp("ssh")
    for name in ("host", "user"):
        subprocess.run([tools[1], "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {
        "Port": port, "ListenAddress": "127.0.0.1", "HostKey": folder / "host", "PidFile": "none",
        "AuthorizedKeysFile": folder / "user.pub", "StrictModes": "no", "UsePAM": "no", "PermitRootLogin": "yes",
        "PasswordAuthentication": "no", "KbdInteractiveAuthentication": "no",
    }  # fmt: skip
    (folder / "config").write_text("".join(f"{key} {value}\n" for key, value in options.items()), "utf-8")
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    server = subprocess.Popen([tools[0], "-D", "-f", str(folder / "config")], stderr=subprocess.DEVNULL)
    client = [
        "ssh", "-F", "none", "-p", str(port), "-i", str(folder / "user"), "-o", "BatchMode=yes", "-o", "LogLevel=ERROR",
        "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "IdentitiesOnly=yes",
    ]  # fmt: skip
    login = f"{getpass.getuser()}@127.0.0.1"
    try:
        deadline = time.monotonic() + 10
        while subprocess.run([*client, login, "true"], capture_output=True, check=False).returncode:
            if time.monotonic() > deadline:
                pytest.skip("the SSH server did not start on this machine")
        yield SshCarry(client, seconds=60), login
    finally:
        server.terminate()
        server.wait()


@pytest.mark.parametrize("check", CHECKS)
def test_ssh(tmp_path, ssh, check):
    """By rsync to a real SSH server."""
    carry, login = ssh
    place = tmp_path / "www data" / "site"
    place.parent.mkdir()
    check(carry, Target("ssh", str(place), login), place, tmp_path)


def test_ssh_that_breaks_off_leaves_the_old_site(tmp_path, ssh):
    """When the transfer breaks, the old site stays; the next try succeeds."""
    carry, login = ssh
    place = tmp_path / "site"
    target = Target("ssh", str(place), login)
    carry(parcel(tmp_path, FILES), target)
    new = parcel(tmp_path, {**FILES, "index.html": "new"})
    (new.path / "og.png").unlink()
    with pytest.raises(DeployError):
        carry(new, target)
    assert shown(place) == FILES
    with pytest.raises(DeployError, match="what was served still is"):
        replace(carry, ssh=[*carry.ssh[:4], "1", *carry.ssh[5:]])(new, target)
    (new.path / "og.png").write_bytes(FILES["og.png"].encode())
    assert "switched" in carry(new, target)


@pytest.fixture
def remote(tmp_path):
    """A real bare repository, spoken to by git's own protocol over a local path."""
    if not shutil.which("git"):
        pytest.skip("git is not installed on this machine")
    place = tmp_path / "remote.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(place)], check=True)
    return place


def checkout(remote: Path, branch: str = "pages") -> dict[str, str]:
    copy = remote.with_name("copy")
    shutil.rmtree(copy, ignore_errors=True)
    subprocess.run(
        ["git", "clone", "-q", "-c", "core.autocrlf=false", "-b", branch, str(remote), str(copy)], check=True
    )
    shutil.rmtree(copy / ".git")
    return shown(copy)


def test_git(tmp_path, remote):
    """Each deploy is one commit that holds exactly the site; the same site makes none."""
    target = Target("git", f"file://{remote}", "pages")
    assert "commit" in deploy_git.carry(parcel(tmp_path, FILES), target)
    assert checkout(remote) == {**FILES, ".nojekyll": ""}
    assert "already" in deploy_git.carry(parcel(tmp_path, FILES), target)
    deploy_git.carry(parcel(tmp_path, {"index.html": "other"}), target)
    assert checkout(remote) == {"index.html": "other", ".nojekyll": ""}
    log = subprocess.run(["git", "-C", str(remote), "rev-list", "pages"], capture_output=True, text=True, check=True)
    assert len(log.stdout.split()) == 2


def test_git_works_among_the_trees_where_builds_sweep(tmp_path, remote, monkeypatch):
    """A run that is killed leaves nothing where the machine keeps its own: that place is not asked for."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    carried = parcel(tmp_path, FILES)
    assert "commit" in deploy_git.carry(carried, Target("git", f"file://{remote}", "pages"))
    assert [path.name for path in carried.path.parent.glob("git-*")] == []


def test_git_keeps_the_branchs_domain(tmp_path, remote):
    """A CNAME that the host wrote into the branch survives."""
    target = Target("git", f"file://{remote}", "pages")
    deploy_git.carry(parcel(tmp_path, {**FILES, "CNAME": "usalama.example"}), target)
    deploy_git.carry(parcel(tmp_path, FILES), target)
    assert checkout(remote)["CNAME"] == "usalama.example"


def test_git_refuses_bytes_that_changed(tmp_path, remote):
    """A commit whose blobs differ from the manifest is never pushed."""
    good = parcel(tmp_path, FILES)
    lying = replace(good, pages={**good.pages, "index.html": Page("f", "0" * 64, 3)})
    with pytest.raises(DeployError, match="did not arrive"):
        deploy_git.carry(lying, Target("git", f"file://{remote}", "pages"))
    refs = subprocess.run(["git", "-C", str(remote), "for-each-ref"], capture_output=True, text=True, check=True)
    assert refs.stdout == ""


def test_git_remote_that_is_not_there_is_one_line(tmp_path):
    """A wrong address says so and asks for no password."""
    with pytest.raises(DeployError, match="what was served still is"):
        deploy_git.carry(parcel(tmp_path, FILES), Target("git", f"file://{tmp_path}/none.git", "pages"))
