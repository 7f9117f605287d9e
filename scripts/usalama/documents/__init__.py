"""The edges that read what others wrote: feed documents in child processes, archives of years of news."""
