"""Crosswalks on the site: what comes with Capacita, and what reviewers decided about its links."""
