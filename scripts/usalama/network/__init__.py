"""The edges that open connections: feeds asked for, people told, pages served on this machine."""
