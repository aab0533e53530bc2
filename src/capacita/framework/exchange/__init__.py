"""Frameworks in the formats of others: each read as far as it goes, with its repairs, and written strictly."""
