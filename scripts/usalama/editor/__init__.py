"""The desk's own page: one week, its forms, and the edits that they make. HTML and edits; no server."""
