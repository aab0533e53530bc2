"""A whole programme of the site as one file, for those who run it."""
