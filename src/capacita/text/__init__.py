"""Similarity of texts. Nothing stands here yet: the crosswalk of frameworks will be its first user."""
