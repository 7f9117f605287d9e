"""Which reports tell one event, which ids follow from that, and how many owners stand behind it."""
