"""What differs in production: nothing is shown as sample data and links are as a server wants them."""

from pelicanconf import *  # noqa: F403  Pelican's own convention for a second settings file

USALAMA_SAMPLE = False
USALAMA_FILE_LINKS = False
