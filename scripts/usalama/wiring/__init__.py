"""Edges joined as the use-cases ask for them: a site's feeds, rules, records and alarms, without a terminal."""
