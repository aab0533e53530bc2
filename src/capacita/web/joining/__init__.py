"""Joining a consultation: places, a waiting list, consent, and what may be shown of whom."""
