"""People, organisations and who is what where."""
