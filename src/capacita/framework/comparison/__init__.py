"""Versions side by side: what changed, how two changed versions become one, and what a change touches."""
