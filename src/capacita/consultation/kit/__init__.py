"""What an organiser takes along: agenda, contents, pages and the files of the facilitator's kit.

Each module is imported from where it stands; ``files`` brings openpyxl.
"""
