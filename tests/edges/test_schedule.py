"""Schedules run as printed, under the environment that they will have."""

import os
import re
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath

import pytest

from usalama.cli import main
from usalama.machine import schedule
from usalama.usecases import build

yaml = pytest.importorskip("yaml", reason="PyYAML comes with pre-commit")

STUB = """#!/bin/sh
printf '%s\\n' "$* PWD=$PWD HOME=${HOME-unset} TERM=${TERM-unset}" >>"@RECORD@"
echo "a line of the run"
exit $(cat "@RECORD@.code" 2>/dev/null || echo 0)
"""


@pytest.fixture
def job(tmp_path):
    """A job whose program notes how it was called."""
    root = tmp_path / "my site"
    root.mkdir()
    program = tmp_path / "usalama"
    program.write_text(STUB.replace("@RECORD@", str(tmp_path / "record")), "utf-8")
    program.chmod(0o755)
    return schedule.Job(
        PurePosixPath(root), PurePosixPath(program), "root", zone="Africa/Nairobi", ahead=timedelta(hours=3)
    )


def crontab(text: str) -> tuple[dict[str, str], list[str]]:
    """Read a crontab as cron does: settings, and commands with their escaped per cent signs made plain."""
    settings, commands = {}, []
    for line in text.splitlines():
        if found := re.fullmatch(r'([A-Z]+)="?([^"]*)"?', line):
            settings[found[1]] = found[2]
        elif line.startswith("@reboot "):
            commands.append(line.removeprefix("@reboot "))
        elif line and not line.startswith("#"):
            commands.append(line.split(" ", 5)[5])
    assert not any(re.search(r"(?<!\\)%", command) for command in commands)
    return settings, [command.replace("\\%", "%") for command in commands]


def run_as_cron(text: str, which: int = 0, cwd: str = "/") -> subprocess.CompletedProcess[str]:
    settings, commands = crontab(text)
    env = {"HOME": "/", "LOGNAME": "root", "PATH": settings["PATH"], **settings}
    command = commands[which].replace("sleep 120", "sleep 0")
    return subprocess.run(
        [settings["SHELL"], "-c", command], env=env, cwd=cwd, capture_output=True, text=True, check=False, timeout=30
    )


def test_cron_line_runs_the_digest_and_keeps_quiet(job, tmp_path):
    """With nothing wrong the line prints nothing (so cron mails nothing) and the log holds what the run said."""
    done = run_as_cron(schedule.cron(job))
    assert (done.stdout, done.stderr) == ("", "")
    assert (tmp_path / "record").read_text().startswith(f"digest --root {job.root} PWD=/")
    logs = list((Path(job.root) / ".cache" / "log").iterdir())
    assert [path.read_text() for path in logs] == ["a line of the run\n"]
    assert re.fullmatch(r"\d{4}-\d{2}\.log", logs[0].name)


@pytest.mark.parametrize(("code", "mailed"), [(0, False), (1, True), (2, False), (64, True), (75, False)])
def test_cron_mails_the_end_of_a_failed_run(job, tmp_path, code, mailed):
    """A run that published nothing, or cannot, is mailed; a busy lock and a degraded run are not."""
    (tmp_path / "record.code").write_text(str(code))
    assert ("a line of the run" in run_as_cron(schedule.cron(job)).stdout) is mailed


@pytest.mark.parametrize(("code", "deployed"), [(0, True), (1, False), (2, True), (75, False)])
def test_cron_deploys_what_was_published(job, tmp_path, code, deployed):
    """Deploy follows a digest that published; its target reaches the program whole."""
    (tmp_path / "record.code").write_text(str(code))
    made = schedule.Job(job.root, job.program, "root", deploy="desk@host.example:/var/www/50% site")
    run_as_cron(schedule.cron(made))
    assert ("deploy --root" in (tmp_path / "record").read_text()) is deployed
    assert ("--to desk@host.example:/var/www/50% site" in (tmp_path / "record").read_text()) is deployed


def test_cron_removes_old_logs_alone(job):
    """The log is bounded: half a year of months, and nothing else is removed."""
    folder = Path(job.root) / ".cache" / "log"
    folder.mkdir(parents=True)
    for name, age in (("2025-01.log", 400), ("2026-10.log", 20), ("notes.txt", 400)):
        (folder / name).touch()
        stamp = os.stat(folder / name).st_mtime - age * 86400  # noqa: PTH116
        os.utime(folder / name, (stamp, stamp))
    run_as_cron(schedule.cron(job))
    names = {path.name for path in folder.iterdir()}
    assert "2025-01.log" not in names
    assert {"2026-10.log", "notes.txt"} <= names


def test_daily_run_is_by_nairobis_clock(job, tmp_path):
    """Once a day means one hour of Nairobi's day, whatever the machine's zone."""
    faketime = shutil.which("faketime")
    if not faketime:
        pytest.skip("faketime is not installed on this machine")
    daily = schedule.Job(job.root, job.program, "root", hour=6)
    settings, commands = crontab(schedule.cron(daily))
    for zone in ("UTC", "America/New_York", "Asia/Kolkata"):
        for hour in range(24):
            env = {"PATH": "/usr/bin:/bin", **settings, "TZ": zone}
            moment = f"2026-07-05 {hour:02d}:17:00 UTC" if zone == "UTC" else f"2026-07-05 {hour:02d}:17:00"
            subprocess.run([faketime, moment, "/bin/sh", "-c", commands[0]], env=env, check=False, capture_output=True)
    assert (tmp_path / "record").read_text().count("digest") == 3


def test_real_cron_daemon_runs_the_line(job, tmp_path):
    """A real cron daemon, in a namespace of its own, takes the crontab and runs the line at its minute."""
    cron = shutil.which("cron", path="/usr/sbin:/usr/bin")
    unshare, faketime = shutil.which("unshare"), shutil.which("faketime")
    if not (cron and unshare and faketime):
        pytest.skip("cron, unshare or faketime is not installed on this machine")
    (tmp_path / "crontab").write_text(schedule.cron(job), "utf-8")
    script = f"""
mount -t tmpfs none /var/spool/cron && mkdir -p /var/spool/cron/crontabs && mount -t tmpfs none /etc/cron.d || exit 42
mount --bind /dev/null /etc/crontab || exit 42
install -m 600 "{tmp_path}/crontab" /var/spool/cron/crontabs/root
chgrp crontab /var/spool/cron/crontabs 2>/dev/null; mount -t tmpfs none /run && mount -t tmpfs none /dev/shm || exit 42
cd /; exec env -i TZ=UTC PATH=/usr/bin:/bin "{faketime}" -f '@2026-11-23 06:16:40 x10' "{cron}" -f
"""
    daemon = subprocess.Popen(
        [unshare, "-m", "-p", "-f", "--kill-child", "sh", "-c", script], stderr=subprocess.DEVNULL
    )
    record = tmp_path / "record"
    try:
        for _ in range(150):
            if record.exists():
                break
            try:
                daemon.wait(0.1)
                pytest.skip("this machine does not let a cron daemon run in a namespace")
            except subprocess.TimeoutExpired:
                continue
        assert record.exists(), "cron did not run the line"
        assert f"digest --root {job.root}" in record.read_text()
        assert "TERM=unset" in record.read_text()
    finally:
        daemon.kill()
        daemon.wait(10)


@pytest.mark.parametrize(("hour", "name"), [(None, "my site"), (6, "o'brien")])
def test_systemd_takes_the_units(job, tmp_path, hour, name):
    """The real systemd finds nothing wrong with the service and its timer, and reads the time as Nairobi's."""
    root = PurePosixPath(Path(job.root).rename(tmp_path / name))
    analyze = shutil.which("systemd-analyze")
    if not analyze:
        pytest.skip("systemd-analyze is not installed on this machine")
    units = schedule.systemd(replace(job, root=root, hour=hour, deploy=f"host.example:/var/www/50% {name}"))
    paths = []
    for unit, text in units.items():
        (tmp_path / unit).write_text(text, "utf-8")
        paths.append(str(tmp_path / unit))
    done = subprocess.run([analyze, "verify", "--man=no", *paths], capture_output=True, text=True, check=False)
    complaints = [line for line in done.stderr.splitlines() if "usalama" in line]
    assert complaints == []
    calendar = re.search(r"^OnCalendar=(.*)$", units["usalama.timer"], re.MULTILINE)[1]
    read = subprocess.run([analyze, "calendar", calendar], capture_output=True, text=True, check=True)
    assert hour is None or "03:17:00 UTC" in read.stdout
    assert "Persistent=true" in units["usalama.timer"]


def test_no_schedule_ends_a_digest_that_looks_for_the_entry_at_fault(job):
    """A pull and that search may take all their time: ended before, each run would begin anew and publish nothing."""
    longest = 3600  # seconds that `pull.run_seconds` may be set to
    hours = int(re.search(r"^TimeoutStartSec=(\d+)h$", schedule.systemd(job)["usalama.service"], re.MULTILINE)[1])
    minutes = yaml.safe_load(schedule.github_actions(job))["jobs"]["digest"]["timeout-minutes"]
    rest = min(hours * 3600, minutes * 60) - longest - build.SEARCH_SECONDS
    assert rest >= 1800  # for what else a run does: to install, build, commit, deploy


def test_systemd_lines_run_with_an_empty_environment(job, tmp_path):
    """What the service starts works with nothing in its environment and quotes what needs it."""
    service = schedule.systemd(job)["usalama.service"]
    line = re.search(r"^ExecStart=(.*)$", service, re.MULTILINE)[1].replace("%%", "%")
    subprocess.run(["env", "-i", "/bin/sh", "-c", line], check=True, cwd="/", capture_output=True)
    assert (tmp_path / "record").read_text() == f"digest --root {job.root} PWD=/ HOME=unset TERM=unset\n"


@pytest.mark.parametrize(("hour", "expected"), [(None, "17 * * * *"), (6, "17 3 * * *"), (1, "17 22 * * *")])
def test_workflow_is_well_formed_and_in_utc(job, hour, expected):
    """The workflow parses, its time is converted to UTC, and each of its scripts is sound shell."""
    text = schedule.github_actions(replace(job, hour=hour))
    read = yaml.safe_load(text)
    assert read[True]["schedule"] == [{"cron": expected}]
    assert read["permissions"] == {"contents": "write"}
    for word in ("UTC", "60 days", "missed week", "log"):
        assert word in text
    for step in read["jobs"]["digest"]["steps"]:
        if "run" in step:
            subprocess.run(["bash", "-n"], input=step["run"], text=True, check=True)


def test_workflow_steps_run(job, tmp_path):
    """Its steps, run as GitHub runs them in a fresh clone: digest, commit what was pulled, deploy; then again."""
    if not shutil.which("git"):
        pytest.skip("git is not installed on this machine")
    origin, clone = tmp_path / "origin.git", tmp_path / "clone"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(origin)], check=True)
    subprocess.run(["git", "clone", "-q", str(origin), str(clone)], check=True, capture_output=True)
    (clone / ".venv" / "bin").mkdir(parents=True)
    (clone / ".gitignore").write_text(".venv\n", "utf-8")
    shutil.copy(job.program, clone / ".venv" / "bin" / "usalama")
    steps = yaml.safe_load(schedule.github_actions(job))["jobs"]["digest"]["steps"]
    scripts = [step["run"] for step in steps if "run" in step and step.get("name") != "Install"]
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "CI": "true", "GIT_CONFIG_NOSYSTEM": "1"}
    env["GITHUB_SERVER_URL"] = "https://github.com"
    (clone / "content").mkdir()
    for turn in range(2):
        (clone / "content" / "one.md").write_text("made", "utf-8")
        for script in scripts:
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
                env=env, cwd=clone, capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, (turn, script, done.stderr)
    count = ["git", "-C", str(origin), "rev-list", "--count", "main"]
    assert subprocess.run(count, capture_output=True, text=True, check=True).stdout == "1\n"
    assert f"--to git+{origin}#gh-pages" in (tmp_path / "record").read_text()


def test_a_workflow_keeps_what_it_pulled_though_somebody_pushed_an_edit_meanwhile(job, tmp_path):
    """Else the step fails, nothing is deployed, and what was read is gone with the machine."""
    if not shutil.which("git"):
        pytest.skip("git is not installed on this machine")
    origin, desk, run = tmp_path / "origin.git", tmp_path / "desk", tmp_path / "run"
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1"}
    env |= {f"GIT_{who}_{what}": "desk@localhost" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}

    def git(folder, *words):
        done = subprocess.run(["git", *words], cwd=folder, env=env, capture_output=True, text=True, check=True)
        return done.stdout

    def push(name):
        (desk / "content").mkdir(exist_ok=True)
        (desk / "content" / name).write_text(name, "utf-8")
        git(desk, "add", "--all")
        git(desk, "commit", "--quiet", "--message", name)
        git(desk, "push", "--quiet", "origin", "HEAD")

    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(origin))
    git(tmp_path, "clone", "-q", str(origin), str(desk))
    push("first.md")
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{origin}", str(run))
    push("ledger.toml")
    (run / "content/pulled.md").write_text("pulled", "utf-8")
    steps = yaml.safe_load(schedule.github_actions(job))["jobs"]["digest"]["steps"]
    (script,) = (step["run"] for step in steps if step.get("name") == "Keep what was pulled")
    bare = {"GITHUB_REF_NAME": "main", **{name: env[name] for name in ("PATH", "HOME", "GIT_CONFIG_NOSYSTEM")}}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        env=bare, cwd=run, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert git(origin, "ls-tree", "--name-only", "main:content").split() == ["first.md", "ledger.toml", "pulled.md"]


DEPLOY = """#!@PYTHON@
import sys
from pathlib import Path
from usalama.planning.manifest import Manifest, Page
from usalama.releasing import deploy, deploy_git
from usalama.releasing.release_trees import Release

site = Path("site").resolve()
page = Page("f", "@SUM@", 4)
parcel = deploy.pack(site.parent, Release(1, site, Manifest(1, {"index.html": page})))
print(deploy_git.carry(parcel, deploy.parse_target(sys.argv[-1])))
"""


class Hub(BaseHTTPRequestHandler):
    """A git host that lets nobody in without the login of the run: git's own server behind a door."""

    def log_message(self, *_):
        """Say nothing: what git says is looked at."""

    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.headers.get("Authorization") != "basic of-this-run":
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="hub"')
            self.end_headers()
            return
        path, _, query = self.path.partition("?")
        told = {"PATH_INFO": path, "QUERY_STRING": query, "REQUEST_METHOD": self.command, "REMOTE_USER": "run"}
        told |= {"CONTENT_TYPE": self.headers.get("Content-Type", ""), "CONTENT_LENGTH": str(len(body))}
        told |= {"HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""), "GIT_HTTP_EXPORT_ALL": "1"}
        env = {**os.environ, "GIT_PROJECT_ROOT": str(self.server.folder), **told}
        answer = subprocess.run(["git", "http-backend"], input=body, env=env, capture_output=True, check=True).stdout
        heads, _, rest = answer.partition(b"\r\n\r\n")
        lines = dict(line.split(": ", 1) for line in heads.decode().splitlines())
        self.send_response(int(lines.pop("Status", "200").split()[0]))
        for name, value in lines.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(rest)

    do_POST = do_GET  # noqa: N815  the name that the server looks for


def test_a_workflow_deploys_with_the_login_of_its_checkout(job, tmp_path):
    """The login stands in the clone's settings, as a checkout leaves it; a host that asks for it takes the site."""
    if not shutil.which("git"):
        pytest.skip("git is not installed on this machine")
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(tmp_path / "origin.git")], check=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    server.folder = tmp_path
    address = f"http://127.0.0.1:{server.server_port}"
    clone = tmp_path / "clone"
    for words in (
        ["init", "-q", str(clone)],
        ["-C", str(clone), "remote", "add", "origin", f"{address}/origin.git"],
        ["-C", str(clone), "config", "--local", f"http.{address}/.extraheader", "Authorization: basic of-this-run"],
    ):
        subprocess.run(["git", *words], check=True)
    program = clone / ".venv" / "bin" / "usalama"
    program.parent.mkdir(parents=True)
    text = DEPLOY.replace("@PYTHON@", sys.executable).replace("@SUM@", sha256(b"site").hexdigest())
    program.write_text(text, "utf-8")
    program.chmod(0o755)
    (clone / "site").mkdir()
    (clone / "site" / "index.html").write_text("site", "utf-8")
    (script,) = (
        step["run"]
        for step in yaml.safe_load(schedule.github_actions(job))["jobs"]["digest"]["steps"]
        if step.get("name") == "Deploy"
    )
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            env={**kept, "HOME": str(tmp_path), "GITHUB_SERVER_URL": address}, cwd=clone,
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        server.shutdown()
    assert done.returncode == 0, done.stderr
    there = ["git", "-C", str(tmp_path / "origin.git"), "show", "gh-pages:index.html"]
    assert subprocess.run(there, capture_output=True, text=True, check=True).stdout == "site"


@pytest.mark.parametrize(
    ("ahead", "told", "cron", "posix"),
    [
        (timedelta(), "UTC,", "17 6 * * *", "TZ=UTC0 "),
        (timedelta(hours=3), "UTC+3,", "17 3 * * *", "TZ=LOC-3 "),
        (timedelta(hours=-3, minutes=-30), "UTC-3:30,", "47 9 * * *", "TZ=LOC+3:30 "),
        (timedelta(hours=5, minutes=45), "UTC+5:45,", "32 0 * * *", "TZ=LOC-5:45 "),
    ],
)
def test_a_schedule_keeps_the_clock_of_its_own_site(job, ahead, told, cron, posix):
    """The hour is the site's in every form, whatever its zone is ahead of or behind UTC."""
    there = replace(job, hour=6, zone="Some/Where", ahead=ahead)
    assert yaml.safe_load(schedule.github_actions(there))[True]["schedule"] == [{"cron": cron}]
    assert told in schedule.cron(there)
    assert posix in schedule.cron(there)
    assert "06:17:00 Some/Where" in schedule.systemd(there)["usalama.timer"]


def test_where_there_is_a_summer_time_the_zone_goes_by_its_name(job):
    """A fixed offset would be an hour off for half the year."""
    there = replace(job, hour=6, zone="Europe/Paris", ahead=timedelta(hours=1), summer=True)
    assert "TZ=Europe/Paris date" in schedule.cron(there)
    assert "with a summer time" in schedule.cron(there)


def test_units_are_written_into_a_folder_that_is_made_and_the_next_step_is_told(scratch_site, tmp_path, capsys):
    """A folder that is not there is made; a file in its place is named with the mend; the login is the site's owner."""
    root, folder = scratch_site("https://ridge.example/feed"), tmp_path / "new" / "units"
    assert main(["schedule", "--systemd", "--to", str(folder), "--root", str(root)]) == 0
    service, timer, then = capsys.readouterr().out.splitlines()
    assert [service, timer] == [str(folder / "usalama.service"), str(folder / "usalama.timer")]
    assert then.startswith("Then: systemctl daemon-reload && systemctl enable --now usalama.timer")
    assert f"User={root.owner()}\n" in (folder / "usalama.service").read_text("utf-8")
    assert main(["schedule", "--cron", "--to", timer, "--root", str(root)]) == 64
    assert "is a file; name a folder" in capsys.readouterr().err


def test_a_schedule_deploys_to_the_folder_that_was_meant(scratch_site, tmp_path, monkeypatch, capsys):
    """A folder is named from where the command was typed; cron and systemd run in others."""
    root = str(scratch_site())
    monkeypatch.chdir(tmp_path)
    for form in ("--cron", "--systemd"):
        assert main(["schedule", form, "--deploy", "www/site", "--root", root]) == 0
        assert f"--to {tmp_path}/www/site" in capsys.readouterr().out


def test_a_workflow_takes_no_target_of_another_deploy(scratch_site, capsys):
    """It carries the site to GitHub Pages alone: what it would leave out is refused and not dropped in silence."""
    root = str(scratch_site("https://ridge.example/feed"))
    assert main(["schedule", "--github-actions", "--deploy", "desk@host.example:/srv/www", "--root", root]) == 64
    told = capsys.readouterr()
    assert told.out == ""
    assert "--deploy: a workflow carries the site to GitHub Pages" in told.err


def test_a_workflow_is_refused_where_it_could_not_install_the_program(scratch_site, capsys):
    """It installs from its own repository: a site outside the program's folder has no lock file that it could go by."""
    root = scratch_site("https://ridge.example/feed")
    assert main(["schedule", "--github-actions", "--root", str(root)]) == 64
    assert "requirements/site.lock is not there" in capsys.readouterr().err
    assert main(["schedule", "--github-actions", "--root", str(Path(__file__).parents[2])]) == 0
    assert "--requirement requirements/site.lock" in capsys.readouterr().out
