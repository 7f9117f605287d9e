"""The mistakes that people make and we stop for; the world's failures are returned as data instead."""

OK, KEPT, DEGRADED, MISUSED, LOCKED = 0, 1, 2, 64, 75
"""The exit codes: done · not published, the old site kept · done, but something failed · bad configuration or wrong
use · locked by another run."""
REINSTALL = "rm -r .venv, make .venv/site.stamp"  # in the program's folder, where a library that it needs is broken
CATALOG = "content/catalog"  # the folder of the desk's tables, below a site's root


class UsalamaError(Exception):
    """A mistake of ours or of the editor's: one line that names the place and the mend."""

    exit_code = MISUSED


class SiteError(UsalamaError):
    """No site was found, or what was found is not one."""


class CatalogError(UsalamaError):
    """``content/catalog/*`` says something that cannot be meant."""


class MisfitError(CatalogError):
    """Tables of ``content/catalog/`` that can be read, and that were not made for each other or for this program."""


class EntryError(UsalamaError):
    """An entry file cannot be read."""


class LedgerError(UsalamaError):
    """``content/ledger.toml`` says something that cannot be meant."""


class IssueError(UsalamaError):
    """The record of a closed week cannot be read, or there is none."""


class TableError(UsalamaError):
    """A CSV given to ``judge`` or ``score`` lacks what they need."""


class BuildError(UsalamaError):
    """The site could not be printed; the old one stays."""

    exit_code = KEPT


class PrintError(BuildError):
    """The site could not be printed for a reason that an entry may be: no disk, no signal from outside, no setting."""


class LockedError(UsalamaError):
    """Another run holds the site's lock."""

    exit_code = LOCKED


class StuckError(LockedError):
    """Another run has held the site's lock for hours: a person is needed."""

    exit_code = KEPT


class ReleaseError(UsalamaError):
    """A release tree, or the place where one should be, is not what it must be; the old site stays."""

    exit_code = KEPT


class DeployError(UsalamaError):
    """The site could not be carried to its host whole; what was there stays."""

    exit_code = KEPT


class TargetError(DeployError):
    """What was asked for is no place that a site can be carried to; nothing was tried."""

    exit_code = MISUSED


class ClockError(UsalamaError):
    """The machine's clock cannot be right; nothing was written."""

    exit_code = KEPT
