"""The months by their English names, for whoever looks for them in a text. It reads no date."""

ANY = "january|february|march|april|may|june|july|august|september|october|november|december"
"""Any of them, as an expression."""
MONTHS = frozenset(ANY.split("|"))
