"""A whole programme in one file, and back."""
