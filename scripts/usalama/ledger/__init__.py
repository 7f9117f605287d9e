"""The editor's word: what a person decided, and what it does to entries and stories."""
