"""Pull, then build: the same as ``usalama digest``, for those who look here first."""

import sys

from usalama.cli import main

sys.exit(main(["digest", *sys.argv[1:]]))
