"""``python -m usalama``: the same door as the ``usalama`` command."""

import sys

from usalama.cli import main

if __name__ == "__main__":
    sys.exit(main())
