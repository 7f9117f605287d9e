"""The Pelican generator: the door to printing that opens when Pelican runs.

It hands Pelican's settings over and lets ``printing`` do the rest, so that both doors give the same bytes.
"""

from pelican.generators import Generator

from topic_digest import order
from topic_digest.printing import Printing
from topic_digest.settings import read_options


class DigestGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes every page of the site."""

    def generate_context(self) -> None:
        """Read what there is and plan what to make."""
        options = read_options(self.settings)
        seen, job = order.read_file(options)
        self.printing = Printing(options)
        self.printing.read(seen)
        self.printing.take(job)

    def generate_output(self, _writer: object) -> None:
        """Write what the plan names."""
        self.printing.print()


def generator(_pelican: object) -> type[Generator]:
    """Return our generator, as Pelican asks for it."""
    return DigestGenerator
