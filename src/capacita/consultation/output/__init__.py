"""What comes back from a workshop: the sheet in six languages, how it is read, and what changed when it came again.

Each module is imported from where it stands; ``reading`` brings openpyxl.
"""
