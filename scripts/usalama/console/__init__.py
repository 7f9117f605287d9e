"""What commands share at the terminal: the site and the clock of a command line, lines safe to print, named files."""
