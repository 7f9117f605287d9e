"""The weekly letter: what one message holds and to whom it has gone. The post office is an edge."""
