"""The Pelican plugin that turns entry files into the weekly digest."""
