"""What the commands do, in order: most edges come in as arguments, and none prints."""
