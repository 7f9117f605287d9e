"""``python -m usalama``: the same door as the ``usalama`` command."""

from usalama.cli import door

if __name__ == "__main__":
    door()
