"""What an organiser asks for: the six fields out of a letter or a sheet, and requests that say the same."""
