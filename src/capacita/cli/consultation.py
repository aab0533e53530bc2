"""``capacita consultation ...``: schedules, kits, outputs and what became of contributions."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from capacita.cli.terminal import add_verb, exit_code, print_findings, print_json, read_bytes, spell_all, write_bytes
from capacita.consultation import describe_entries, read_schedule, spell_date
from capacita.vocabulary import Unreadable


def register(room: argparse.ArgumentParser) -> None:
    """Add the verbs of this room."""
    verbs = room.add_subparsers(dest="verb", metavar="VERB", required=True)
    schedule = add_verb(verbs, "schedule", run_schedule, "read the schedule out of a page of text")
    schedule.add_argument("file", type=Path, metavar="FILE")
    schedule.add_argument("--ics", type=Path, metavar="OUT", help="write the dated entries as a calendar file")
    schedule.add_argument("--stamp", help="time of writing for the calendar, such as 2026-03-01T09:00:00Z")


def run_schedule(options: argparse.Namespace) -> int:
    """Print the schedule of a page and what is to be looked at in it."""
    schedule = read_schedule(read_bytes(options.file))
    findings = list(schedule.findings)
    if options.ics is not None:
        from capacita.consultation.calendar import write_calendar  # noqa: PLC0415 -- icalendar only where it is asked for

        calendar = write_calendar(schedule.entries, stamp=_read_stamp(options.stamp))
        findings.extend(calendar.findings)
        if calendar.data is not None:
            write_bytes(options.ics, calendar.data)
    if options.json:
        print_json({"entries": describe_entries(schedule.entries), "findings": spell_all(findings)})
    else:
        for entry in schedule.entries:
            print(f"{entry.line:5}  {spell_date(entry.when):45}  {entry.title}")
        print_findings(findings)
    return exit_code(findings)


def _read_stamp(given: str | None) -> datetime:
    """Return the time of writing that was given, or the time now."""
    if given is None:
        return datetime.now(UTC)
    try:
        stamp = datetime.fromisoformat(given)
    except ValueError:
        raise Unreadable("CALENDAR_STAMP_UNREADABLE", found=given[:40]) from None
    return stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)
