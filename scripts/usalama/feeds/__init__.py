"""From the bytes of a feed to entries that are new, and what becomes of the feed. No connection, no files."""
