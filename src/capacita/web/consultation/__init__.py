"""Consultations on the site: calendar, requests, kits, contributions and what became of them."""
