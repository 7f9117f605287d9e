"""The digest in other forms: open data, plain text, feeds, headers for the host."""
