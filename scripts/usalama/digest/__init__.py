"""The product: weeks, stories and the counts beside them, ready for a template, and what is kept of each week."""
