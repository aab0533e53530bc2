"""What was decided on each contribution, in which steps, and the table of all of it."""
