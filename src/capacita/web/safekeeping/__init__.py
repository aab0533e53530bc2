"""The whole site in one file, kept elsewhere for the day when the server is lost, and the way back from it."""
