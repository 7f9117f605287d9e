"""How records are written down and read strictly: TOML, JSON, CSV, entry files. Texts in, records out; no files."""
