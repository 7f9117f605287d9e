"""The edges to the machine itself: whole files, locks, processes, streams, schedules. They know nothing of news."""
