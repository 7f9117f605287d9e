"""Build the site: the same as ``usalama build``, for those who look here first."""

import sys

from usalama.cli import main

sys.exit(main(["build", *sys.argv[1:]]))
