"""Whom a programme reaches and who is missing, on the site: for stewards while it runs, for everybody with protection."""
