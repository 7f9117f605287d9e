"""The commands of ``usalama``: one module each, loaded only when its command is asked for.

A command's module has ``add_arguments(parser)`` and ``run(args) -> int`` (the exit code) and does the talking:
it reads the clock, opens the site and prints. What is computed lives in the use-cases, never here.
"""

GROUPS: dict[str, dict[str, str]] = {
    "Every week": {
        "digest": "pull, then build: the line for cron",
        "status": "show how the feeds and the last runs are doing",
        "review": "list the entries near the line, kept or dropped, for a person to look at",
        "dropped": "show what was read and not kept, the nearest misses first",
        "explain": "show how a headline is judged, and why",
        "edit": "put right what is shown: hide, retag, relocate, merge, split, correct, take-down …",
        "desk": "edit the week in a browser, on this machine alone",
        "release": "let a held feed's entries in",
        "mail": "send the newest finished week's letter to a list of readers, each of them once",
    },
    "To set up": {
        "demo": "build a sample site from feeds that we wrote ourselves",
        "new-site": "make an empty site: settings and catalogue, no entries",
        "new-desk": "make an empty desk: for another country, or another subject",
        "import-opml": "add the feeds of an OPML file to the catalogue",
        "export-opml": "write the catalogue's feeds as OPML",
        "check": "find mistakes in the catalogue and the content, without network",
        "serve": "show the site on this machine and rebuild on every change",
        "schedule": "print a cron line, a systemd timer or a workflow that runs the digest",
        "headers": "print the HTTP headers for the host that serves the site",
    },
    "One step of it": {
        "pull": "read every due feed and write an entry file for each new report",
        "plan": "say which pages a build would write, and why",
        "build": "build the site from the entry files and publish it",
        "gate": "look at the newest build as the gate does and list what is wrong",
        "publish": "switch the newest build in, after the gate has passed it",
        "rollback": "switch the site back to the build before",
        "deploy": "carry the published site to where it is served",
        "verify": "build a closed week again and compare it with its record",
    },
    "The rules that judge": {
        "judge": "judge the headlines of a CSV file",
        "learn": "turn the answers of a filled-in review into training data",
        "rejudge": "fill in, or compute again, what the rules say about entries",
        "train": "fit plain words and weights to labelled headlines",
        "train-stories": "fit the story weights to labelled events",
        "score": "measure the judgements against labelled headlines",
        "quality": "measure everything and write docs/quality.md",
        "backfill": "judge years of archives: WARC, feeds, JSON Lines, CSV",
    },
}
"""What it is for → command → what it does, in the order of ``usalama --help``."""

COMMANDS: dict[str, str] = {name: told for group in GROUPS.values() for name, told in group.items()}
"""Command → what it does. ``import-opml`` lives in ``import_opml.py``."""


def module_name(command: str) -> str:
    """Return the module that a command lives in."""
    return f"{__name__}.{command.replace('-', '_')}"
