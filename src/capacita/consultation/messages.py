"""The words of this room's codes, with those of the sheets that it reads."""

from capacita.sheets import MESSAGES as SHEET_MESSAGES
from capacita.vocabulary import Message

MESSAGES: dict[str, Message] = {
    **SHEET_MESSAGES,
    "SCHEDULE_EMPTY": Message(
        "No schedule was found in this text.",
        'Write one entry a line, the date first: "16 May 2022 - Name of the consultation".',
    ),
    "SCHEDULE_SAME_DAY": Message(
        "{count} consultations are on {day}.", "Check that staff and participants need not be in two of them at once."
    ),
    "SCHEDULE_WEEKEND": Message(
        "{day} is a {weekday}.", "Check that the day is meant; working weeks differ between countries."
    ),
    "SCHEDULE_GROUP_UNDATED": Message(
        "The group {group} is listed {count} times and has no date at all.",
        "Settle a date, or at least a month, so that this group can prepare.",
    ),
    "SCHEDULE_OUTSIDE_PERIOD": Message(
        "{count} entries lie outside the period that the page states: {period}.",
        "Change the entries, or the sentence that states the period.",
    ),
    "SCHEDULE_NO_TIMES": Message(
        "No entry gives a time or a time zone.", "Say for each when it begins and in which time zone."
    ),
    "SCHEDULE_NO_TIME_ZONE": Message("Times are given without a time zone.", "Write the zone beside each time."),
    "SCHEDULE_YEAR_MISSING": Message(
        '"{date}" has no year, and no heading above gives one.', "Write the year, or a heading such as May 2022."
    ),
    "SCHEDULE_NO_SUCH_DATE": Message(
        '"{date}" is no date of the calendar; the entry was read as undated.', "Correct the date."
    ),
    "SCHEDULE_OTHER_MONTH": Message(
        '"{date}" stands under the heading of {month}; the year of that heading was taken.', "Check month and year."
    ),
    "SCHEDULE_WRONG_WEEKDAY": Message(
        "{day} is called a {named} and is a {actual}.", "Correct the day of the week or the date."
    ),
    "CALENDAR_LEFT_OUT": Message(
        "{count} entries have no date and are not in the calendar.", "They appear as soon as a date or month is known."
    ),
    "CALENDAR_EMPTY": Message(
        "No entry has a date, so that no calendar was written.", "Give at least one entry a date or a month."
    ),
    "CALENDAR_STAMP_UNREADABLE": Message('"{found}" is no time that can be read.', "Write it as 2026-03-01T09:00:00Z."),
}
