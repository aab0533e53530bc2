"""Capacita: competency frameworks of the public service, from the first conversation to the last workshop."""

__version__ = "0.1.0"
