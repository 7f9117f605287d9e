"""What the commands do, in order: edges come in as arguments (``workshop`` gathers a build's own); none prints."""
