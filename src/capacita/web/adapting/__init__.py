"""Adapting a framework for a country: drafts, their steps, releases, and taking in a newer base."""
