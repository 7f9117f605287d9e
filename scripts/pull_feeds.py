"""Pull the feeds: the same as ``usalama pull``, for those who look here first."""

import sys

from usalama.cli import main

sys.exit(main(["pull", *sys.argv[1:]]))
