"""Is it Kenyan security news, on which topics, in which counties, and why. One text at a time, without neighbours."""
