"""Template tags of crosswalks."""
