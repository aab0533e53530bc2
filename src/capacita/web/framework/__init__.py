"""Frameworks and adaptations on the site."""
