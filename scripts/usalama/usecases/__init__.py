"""What the commands do, in order: each takes its edges as arguments and returns what came of it; none prints."""
