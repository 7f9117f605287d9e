"""Deploy to a branch of a git remote (GitHub Pages and its like): one commit that holds exactly the site.

The commit is made without a working copy, read back and compared by hash, and pushed without force: the remote takes
it whole or not at all. ``CNAME`` of the branch is kept, ``.nojekyll`` added. It refuses to rewrite the branch's past.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from usalama.errors import DeployError
from usalama.releasing.deploy import LONGEST, Parcel, Target, check_sums, run
from usalama.words.text import counted

_KEPT = "CNAME"
_AUTHOR = {f"GIT_{who}_NAME": "Usalama" for who in ("AUTHOR", "COMMITTER")}
_AUTHOR |= {f"GIT_{who}_EMAIL": "usalama@localhost" for who in ("AUTHOR", "COMMITTER")}


def carry(parcel: Parcel, target: Target) -> str:
    """Make the commit, compare, push."""
    # Beside the trees, and named like what builds sweep there: a run that is killed leaves nothing for good.
    with tempfile.TemporaryDirectory(prefix="git-", suffix=".new", dir=parcel.path.parent) as folder:
        return _Repository(Path(folder), target).publish(parcel)


class _Repository:
    def __init__(self, folder: Path, target: Target) -> None:
        self._folder, self._target = folder, target
        self._where = f"{target.place}#{target.extra}"
        self._git("init", "--quiet", "--bare", str(folder))

    def publish(self, parcel: Parcel) -> str:
        tip = self._fetch()
        self._stage(parcel)
        kept = self._keep(tip, parcel)
        tree = self._git("write-tree").strip()
        check_sums(parcel, self._sums(tree, kept), self._where)
        if tip and self._git("rev-parse", f"{tip}^{{tree}}").strip() == tree:
            return f"{self._where}: has this site already"
        commit = self._git("commit-tree", tree, *(["-p", tip] if tip else []), "-m", f"Site {parcel.identity}").strip()
        self._git("push", "--quiet", self._target.place, f"{commit}:refs/heads/{self._target.extra}")
        if self._remote_tip() != commit:
            raise DeployError(f"{self._where}: took the commit but shows another one; deploy again")
        return f"{self._where}: {counted(len(parcel.pages), 'file', 'files')}, commit {commit[:12]}"

    def _fetch(self) -> str:
        """Get the branch's tip, alone; "" where the branch does not exist yet."""
        tip = self._remote_tip()
        if tip:
            self._git("fetch", "--quiet", "--depth=1", self._target.place, f"refs/heads/{self._target.extra}")
        return tip

    def _remote_tip(self) -> str:
        lines = self._git("ls-remote", "--heads", self._target.place, f"refs/heads/{self._target.extra}")
        return lines.partition("\t")[0].strip()

    def _stage(self, parcel: Parcel) -> None:
        names = "".join(f"{name}\0" for name in sorted(parcel.pages))
        self._git("update-index", "--add", "-z", "--stdin", given=names, tree=parcel.path)
        self._add(".nojekyll", self._git("hash-object", "-w", "--stdin", given="").strip())

    def _keep(self, tip: str, parcel: Parcel) -> set[str]:
        """Carry the branch's own domain over, which the host wrote there; name what is no page of ours."""
        listed = self._git("ls-tree", tip, "--", _KEPT).split() if tip and _KEPT not in parcel.pages else []
        if listed:
            self._add(_KEPT, listed[2])
        return {".nojekyll", *([_KEPT] if listed else [])}

    def _add(self, name: str, blob: str) -> None:
        self._git("update-index", "--add", "--cacheinfo", f"100644,{blob},{name}")

    def _sums(self, tree: str, kept: set[str]) -> dict[str, str]:
        listed = [line.partition("\t") for line in self._git("ls-tree", "-r", "-z", tree).split("\0") if line]
        entries = [(name, entry.split()[2]) for entry, _, name in listed if name not in kept]
        bodies = self._blobs([blob for _, blob in entries])
        return {name: hashlib.sha256(body).hexdigest() for (name, _), body in zip(entries, bodies, strict=True)}

    def _blobs(self, blobs: list[str]) -> Iterator[bytes]:
        """Read many blobs with one call: a head line with the size, the bytes, a line end, and so on."""
        stream = self._call(["cat-file", "--batch"], "".join(f"{blob}\n" for blob in blobs).encode(), None)
        start = 0
        for _ in blobs:
            end = stream.index(b"\n", start)
            size = int(stream[start:end].split()[2])
            yield stream[end + 1 : end + 1 + size]
            start = end + size + 2

    def _git(self, *words: str, given: str = "", tree: Path | None = None) -> str:
        return self._call(list(words), given.encode(), tree).decode()

    def _call(self, words: list[str], given: bytes, tree: Path | None) -> bytes:
        place = ["--git-dir", str(self._folder)] if words[0] != "init" else []
        work = ["--work-tree", str(tree)] if tree else []
        quiet = ["-c", "core.autocrlf=false", "-c", "core.attributesFile=/dev/null", "-c", "core.hooksPath=/dev/null"]
        env = {**os.environ, **_AUTHOR, "GIT_TERMINAL_PROMPT": "0", "GIT_CONFIG_NOSYSTEM": "1"}
        env.setdefault("GIT_SSH_COMMAND", "ssh -o BatchMode=yes -o ConnectTimeout=20")
        command = ["git", *quiet, *place, *work, *words]
        done = run(command, self._where, LONGEST, input=given, env=env, cwd=tree)
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no message"]
            why = next((line for line in said if line.startswith(("fatal:", "error:"))), said[-1])
            raise DeployError(f"{self._where}: git {words[0]} failed: {why}; what was served still is")
        body: bytes = done.stdout
        return body
