"""Template tags of the site's patterns."""
