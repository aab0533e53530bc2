"""When people meet: dates as far as they are known, schedules read from a page, clashes, and feeds.

Each module is imported from where it stands; ``feed`` brings icalendar.
"""
