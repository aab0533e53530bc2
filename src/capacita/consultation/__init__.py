"""What people say about a framework: when they meet, what they take along, what they send back, what came of it."""

from capacita.consultation.dates import ScheduledDate, spell_date
from capacita.consultation.entries import describe_entries
from capacita.consultation.schedule import read_schedule

__all__ = ["ScheduledDate", "describe_entries", "read_schedule", "spell_date"]
