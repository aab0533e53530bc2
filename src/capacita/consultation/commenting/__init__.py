"""Comments on the words of an item, and how they find those words again in another version."""
