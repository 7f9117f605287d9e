"""The edges that read and write a site's own files: content, state, what a build remembers."""
