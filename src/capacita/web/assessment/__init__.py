"""Needs assessments on the site, and the private check of one's own standing."""
