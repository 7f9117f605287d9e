"""What to give cron, systemd or GitHub Actions so that the digest runs by itself.

Pure text from a few facts. Each unit states its own clock, catches up after the machine was off, bounds its log, and
runs with an empty environment. It refuses to install anything: a person reads it first.
"""

import shlex
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath

_MINUTE = 17  # away from the full hour, when everybody else's jobs start
_KEEP_DAYS = 180


@dataclass(frozen=True, slots=True)
class Job:
    """What is to run. ``hour`` is in the site's zone; None is every hour."""

    root: PurePosixPath
    program: PurePosixPath  # the ``usalama`` of the virtual environment
    login: str
    hour: int | None = None
    deploy: str = ""  # target of ``usalama deploy --to``; "" where ``output`` is served from this machine
    zone: str = "UTC"  # the site's zone, by its name
    ahead: timedelta = timedelta()  # of UTC, as it is now
    summer: bool = False  # whether the zone has a summer time, in which a schedule in UTC runs an hour off


def cron(job: Job) -> str:
    """Write a crontab: any cron, any zone of the machine."""
    when = "" if job.hour is None else f'[ "$(TZ={_posix(job)} date +\\%H)" = {job.hour:02d} ] && '
    clock = _clock(job, "asked each hour on the machine's own clock, whatever its zone")
    return _CRONTAB.format(
        clock=clock, days=_KEEP_DAYS, site=job.root, program=job.program, minute=_MINUTE, when=when, run=_cron_run(job)
    )


def _cron_run(job: Job) -> str:
    deploy = shlex.quote(job.deploy).replace("%", "\\%")
    then = f'"$USALAMA" deploy --root "$SITE" --to {deploy} >>"$log" 2>&1 || tail -n 5 "$log"' if job.deploy else ":"
    return (
        'log="$LOGS/$(date +\\%Y-\\%m).log"; mkdir -p "$LOGS"; '
        f'find "$LOGS" -name "*.log" -mtime +{_KEEP_DAYS} -delete; '
        '"$USALAMA" digest --root "$SITE" >>"$log" 2>&1; '
        f'case $? in 0|2) {then};; 75) ;; *) tail -n 5 "$log";; esac'
    )


def systemd(job: Job) -> dict[str, str]:
    """Write a service and its timer: file name → text."""
    calendar = f"*-*-* *:{_MINUTE}:00" if job.hour is None else f"*-*-* {job.hour:02d}:{_MINUTE}:00 {job.zone}"
    program, root = _unit(job.program), _unit(job.root)
    deploy = f"ExecStart={program} deploy --root {root} --to {_unit(job.deploy)}\n" if job.deploy else ""
    service = (
        "# Install: the command that wrote this, with --to /etc/systemd/system; then\n"
        "# systemctl daemon-reload && systemctl enable --now usalama.timer\n"
        "[Unit]\nDescription=Usalama: pull, build, publish\n"
        "Wants=network-online.target\nAfter=network-online.target\n\n"
        "[Service]\nType=oneshot\n"
        f"User={job.login}\nWorkingDirectory={str(job.root).replace('%', '%%')}\n"
        f"ExecStart={program} digest --root {root}\n{deploy}"
        "# 2: published, but some feeds failed. 75: another run is still at work.\n"
        "SuccessExitStatus=2 75\nTimeoutStartSec=2h\nTimeoutStopSec=10s\nUMask=0022\nEnvironment=LANG=C.UTF-8\n"
        "Nice=10\nMemoryMax=2G\nTasksMax=256\nNoNewPrivileges=yes\nPrivateTmp=yes\nProtectSystem=strict\n"
        f"ReadWritePaths={root}\n"
        "ProtectKernelTunables=yes\nProtectControlGroups=yes\nRestrictSUIDSGID=yes\nLockPersonality=yes\n"
        "# Log: journalctl -u usalama; the journal bounds itself (SystemMaxUse= in journald.conf).\n"
    )
    if job.deploy and ":" not in job.deploy:
        target = PurePosixPath(job.deploy)
        service = service.replace(f"ReadWritePaths={root}\n", f"ReadWritePaths={root} {_unit(target.parent)}\n")
    timer = (
        f"# {_clock(job, 'systemd converts it')}\n"
        "# Persistent: a run missed while the machine was off starts at once; it makes every missed week.\n"
        "[Unit]\nDescription=Usalama, by the clock\n\n"
        f"[Timer]\nOnCalendar={calendar}\nPersistent=true\nRandomizedDelaySec=120\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )
    return {"usalama.service": service, "usalama.timer": timer}


def github_actions(job: Job) -> str:
    """Write a workflow for a repository that holds the site and its content."""
    ahead = job.ahead // timedelta(minutes=1)
    hour, minute = divmod(((job.hour or 0) * 60 + _MINUTE - ahead) % (24 * 60), 60)
    hours = "*" if job.hour is None else str(hour)
    clock = _clock(job, f"{hour:02d}:{minute:02d} UTC")
    return _WORKFLOW.format(clock=clock, minute=minute, hours=hours, zone=_posix(job))


def _clock(job: Job, how: str) -> str:
    if job.hour is None:
        return "Every hour."
    summer = "with a summer time" if job.summer else "no summer time"
    return f"Once a day at {job.hour:02d}:{_MINUTE} in {job.zone} (UTC{_offset(job)}, {summer}; {how})."


def _offset(job: Job) -> str:
    """Return how far the zone is ahead of UTC: +3, -3:30, or nothing."""
    minutes = job.ahead // timedelta(minutes=1)
    if not minutes:
        return ""
    rest = f":{abs(minutes) % 60:02d}" if minutes % 60 else ""
    return f"{'+' if minutes > 0 else '-'}{abs(minutes) // 60}{rest}"


def _posix(job: Job) -> str:
    """Return the zone for TZ: as POSIX writes it, which needs no zone files; by name where it has a summer time."""
    if job.summer:
        return job.zone
    ahead = _offset(job)
    return "UTC0" if not ahead else f"LOC{'-' if ahead[0] == '+' else '+'}{ahead[1:]}"


def _unit(value: object) -> str:
    text = str(value).replace("%", "%%").replace("$", "$$")
    return f'"{text}"' if " " in text or "'" in text else text


_CRONTAB = """\
# Usalama: pull, build, publish. Install: the command that printed this, with | crontab - behind it
# (that replaces this login's crontab; to keep its other lines, add these with crontab -e)
# {clock}
# Weeks missed while the machine was off are made by the next run, which @reboot starts.
# Log: one file a month, removed after {days} days. cron mails the last lines of a failed run to MAILTO.
SHELL=/bin/sh
PATH=/usr/local/bin:/usr/bin:/bin
LANG=C.UTF-8
SITE="{site}"
LOGS="{site}/.cache/log"
USALAMA="{program}"
{minute} * * * * {when}{{ {run}; }}
@reboot sleep 120; {run}
"""

_WORKFLOW = """\
# Save as .github/workflows/digest.yml in the repository that holds the site, then: Settings, Pages, branch gh-pages.
# Clock: GitHub reads this in UTC, and starts late or skips a run when it is busy. {clock}
# A run that was skipped costs nothing: the next one makes every missed week.
# GitHub stops schedules after 60 days without a commit in a public repository. The last step commits what was pulled,
# which counts as activity; if nothing new comes for 60 days, GitHub mails the owner and one click starts it again.
# Log: GitHub keeps each run's log for 90 days.
name: digest
on:
  schedule:
    - cron: "{minute} {hours} * * *"
  workflow_dispatch:
permissions:
  contents: write
concurrency:
  group: digest
  cancel-in-progress: false
jobs:
  digest:
    runs-on: ubuntu-latest
    timeout-minutes: 120
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - uses: actions/cache@v4
        with:
          path: |
            .cache
            .releases
            output
          key: usalama-${{{{ github.run_id }}}}
          restore-keys: usalama-
      - name: Install
        run: |
          python3 -m venv .venv
          .venv/bin/python -m pip install --quiet --require-hashes --requirement requirements/site.lock
          .venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
      - name: Pull, build, publish
        run: .venv/bin/usalama digest --root . || [ $? -eq 2 ]
      - name: Keep what was pulled
        if: always()
        run: |
          git config user.name "Usalama"
          git config user.email "usalama@users.noreply.github.com"
          git add --all content
          git diff --cached --quiet || git commit --quiet --message "Entries of $(TZ={zone} date '+%Y-%m-%d %H:%M %z')"
          # An edit that somebody pushed while the digest ran comes first; the next run shows it.
          git push --quiet origin HEAD || git pull --quiet --rebase origin "$GITHUB_REF_NAME"
          git push --quiet origin HEAD
      - name: Deploy
        run: |
          # The checkout keeps its login in this clone's own settings; the site's commit is made in a folder beside it.
          key="http.$GITHUB_SERVER_URL/.extraheader"
          login="$(git config --get "$key" || true)"
          export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="$key" GIT_CONFIG_VALUE_0="$login"
          .venv/bin/usalama deploy --root . --to "git+$(git remote get-url origin)#gh-pages"
"""
