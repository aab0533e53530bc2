"""Composers: each makes the document tree of one kind of toolkit from frozen documents."""
