"""Translating frameworks in the browser: a workbench of append-only steps, links, files, review, publication."""
