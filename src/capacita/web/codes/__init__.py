"""The one place where a code that was kept or read out opens its private page."""
