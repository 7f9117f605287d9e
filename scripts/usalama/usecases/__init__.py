"""What the commands do, in order: edges come in as arguments, and none prints."""
