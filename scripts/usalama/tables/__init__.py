"""A site's judging tables: compiled to the rules of a run, tried, and taken over from a newer program."""
