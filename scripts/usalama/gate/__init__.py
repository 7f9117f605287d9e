"""May this tree be published in place of the one that readers see? Rules alone; whoever calls it brings the bytes."""
