"""Deploy by rsync over SSH: the same as to a folder, done by rsync, sha256sum, ln and mv on the host.

The host needs a POSIX shell, rsync, sha256sum and an ``mv`` that knows ``-T`` (GNU, BusyBox). It refuses a target that
is a folder with something in it or somebody's link, never asks for a password, and never deletes outside its own store.
"""

import shlex
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from usalama.errors import DeployError
from usalama.releasing.deploy import KEPT, LONGEST, Parcel, Target, check_sums, has_all, refused, run
from usalama.words.text import counted

DEFAULT_SSH = ("ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=20", "-o", "ServerAliveInterval=15")
_BARE = str.maketrans("", "", "[]")
_LOOK = """
set -eu; link={link}; store={store}
if [ ! -d "${{store%/*}}/" ]; then echo "nowhere ${{store%/*}}"; exit; fi
if [ -L "$link" ]; then aim="$(readlink "$link")"; case "$aim" in
  {relative}/*) if [ -d "$link" ]; then echo "site ${{aim##*/}}"; fi;;
  *) echo "link $aim"; exit;; esac
elif [ -d "$link" ]; then if [ -n "$(ls -A "$link")" ]; then echo folder; exit; fi
elif [ -e "$link" ]; then echo file; exit; fi
mkdir -p "$store"; rm -rf "$store/{identity}.new" "$store/{identity}.old"
"""
_SUMS = "set -eu; cd {tree}; find . ! -type d -exec sha256sum {{}} +"
_SWITCH = """
set -eu; link={link}; store={store}; cd "$store"
sync
if [ -e {identity} ]; then mv -T {identity} {identity}.old; fi
mv -T {identity}.new {identity}; touch {identity}
rm -f switch; ln -s {relative}/{identity} switch
if [ -d "$link" ] && [ ! -L "$link" ]; then rmdir "$link"; fi
mv -fT switch "$link"; sync; rm -rf {identity}.old
ls -1dt ./*/ | tail -n +{beyond} | while read -r old; do [ "$old" = "./{identity}/" ] || rm -rf "$old"; done
"""


@dataclass(frozen=True, slots=True)
class SshCarry:
    """Carries a parcel with this ``ssh`` command; ``seconds`` is the longest that a step may take."""

    ssh: Sequence[str] = DEFAULT_SSH
    seconds: int = LONGEST

    def __call__(self, parcel: Parcel, target: Target) -> str:
        """Put the site beside the old one, compare, switch."""
        link, where = target.place, f"{target.extra}:{target.place}"
        parent, _, name = link.rpartition("/")
        store = f"{parent or ('/' if link.startswith('/') else '.')}/.{name}.releases"
        words = {"link": shlex.quote(link), "store": shlex.quote(store), "identity": parcel.identity}
        words["relative"] = shlex.quote(f".{name}.releases")
        found = self._remote(target, _LOOK.format(**words)).strip()
        current = found.removeprefix("site ")
        if found and current == found:
            raise refused(where, found)
        if current == parcel.identity and has_all(parcel, self._sums(target, f"{store}/{current}")):
            return f"{where}: has this site already"
        self._send(parcel, target, store, current)
        check_sums(parcel, self._sums(target, f"{store}/{parcel.identity}.new"), where)
        if not link.startswith("/"):  # holds after ``cd``, too: it starts at the login's home
            words["link"] = f'"$HOME"/{words["link"]}'
        self._remote(target, _SWITCH.format(**words, beyond=KEPT + 1))
        return f"{where}: {counted(len(parcel.pages), 'file', 'files')}, switched to {parcel.identity}"

    def _send(self, parcel: Parcel, target: Target, store: str, current: str) -> None:
        options = "--recursive", "--checksum", "--perms", "--delete", "--chmod=D755,F644", "--timeout=60"
        known = [f"--link-dest=../{current}"] if current else []
        ends = f"{parcel.path}/", f"{target.extra}:{store}/{parcel.identity}.new/"
        self._run(["rsync", *options, *known, "-e", shlex.join(self.ssh), "--", *ends], target)

    def _sums(self, target: Target, tree: str) -> dict[str, str]:
        lines = self._remote(target, _SUMS.format(tree=shlex.quote(tree))).splitlines()
        return {name.removeprefix("./"): digest for digest, _, name in (line.partition("  ") for line in lines)}

    def _remote(self, target: Target, script: str) -> str:
        # ssh takes an address bare, rsync in brackets.
        return self._run([*self.ssh, "--", target.extra.translate(_BARE), script], target)

    def _run(self, command: Sequence[str], target: Target) -> str:
        where = f"{target.extra}:{target.place}"
        done = run(command, where, self.seconds, encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL)
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["no message"])[-1]
            raise DeployError(f"{where}: {command[0]} failed ({done.returncode}): {last}; what was served still is")
        said: str = done.stdout
        return said
