"""Which files the site should have, which of them must be written, and why. A pure function of what changed."""
