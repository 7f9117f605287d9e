"""Edges joined as the use-cases ask for them, without a terminal: a pull, its records and alarms, closing, checks."""
