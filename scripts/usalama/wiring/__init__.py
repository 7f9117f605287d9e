"""Edges joined as the use-cases ask for them: a site's feeds, rules, records, alarms and builds, without a terminal."""
