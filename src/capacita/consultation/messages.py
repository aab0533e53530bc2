"""The words of this room's codes, with those of the sheets that it reads."""

from capacita.consultation.coverage_messages import COVERAGE_MESSAGES
from capacita.consultation.notices import NOTICE_MESSAGES
from capacita.consultation.opinion_messages import OPINION_MESSAGES
from capacita.consultation.output_messages import FILE_MESSAGES
from capacita.sheets import MESSAGES as SHEET_MESSAGES
from capacita.vocabulary import Message

MESSAGES: dict[str, Message] = {
    **SHEET_MESSAGES,
    **OPINION_MESSAGES,
    **FILE_MESSAGES,
    **NOTICE_MESSAGES,
    **COVERAGE_MESSAGES,
    "SCHEDULE_EMPTY": Message(
        "No schedule was found in this text.",
        'Write one entry a line, the date first: "16 May 2022 - Name of the consultation".',
    ),
    "SCHEDULE_SAME_DAY": Message(
        "{count} consultations are on {day}: possible clashes, as no time is known.",
        "Check that staff and participants need not be in two of them at once.",
    ),
    "SCHEDULE_WEEKEND": Message(
        "{day} is a {weekday}.", "Check that the day is meant; working weeks differ between countries."
    ),
    "SCHEDULE_GROUP_UNDATED": Message(
        "The group {group} is listed {count} times and has no dated session on this page.",
        "Settle a date, or at least a month, so that this group can prepare.",
    ),
    "SCHEDULE_OUTSIDE_PERIOD": Message(
        "Entries outside the period that the page states, {period}: {count}.",
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
        "Entries that have no date and are not in the calendar: {count}.",
        "They appear as soon as a date or month is known.",
    ),
    "CALENDAR_EMPTY": Message(
        "No entry has a date, so that no calendar was written.", "Give at least one entry a date or a month."
    ),
    "CALENDAR_STAMP_UNREADABLE": Message('"{found}" is no time that can be read.', "Write it as 2026-03-01T09:00:00Z."),
    "LIFECYCLE_NO_SUCH_STEP": Message(
        "A consultation that is {before} cannot become {after}.", "From here it can become: {possible}."
    ),
    "LIFECYCLE_OTHER_ACTOR": Message(
        "The {actor} may not make a consultation {after}.", "This step is for: {allowed}."
    ),
    "LIFECYCLE_REASON_MISSING": Message(
        "A reason is needed before this can become {after}.", "Say in a sentence why; those who are told read it."
    ),
    "LIFECYCLE_NEEDS_ITS_OWN": Message(
        "This cannot become {after} by a simple step.", "Use the page that asks for what belongs to it."
    ),
    "PROGRAMME_CLOSES_EARLY": Message("The programme closes on {closes}, before it opens on {opens}.", "Correct one."),
    "PROGRAMME_ID_TWICE": Message("The identifier {id} is used more than once.", "Give each entry its own."),
    "PROGRAMME_UNKNOWN_ID": Message("There is no {id} in this programme.", "Correct the identifier or add the entry."),
    "PROGRAMME_DATE_UNSOUND": Message(
        "The date contradicts its precision.",
        "A day has one day, a window and a month a start and an end in order, an unknown date neither.",
    ),
    "PROGRAMME_STATUS_WRONG": Message("A {thing} cannot have the status {status}.", "Use one of its lifecycle."),
    "REQUEST_DEADLINE_EARLY": Message(
        "The output is due on {deadline}, before the consultation ends on {end}.", "Choose a later deadline."
    ),
    "REQUEST_NO_TIME_ZONE": Message("The time {time} has no time zone.", "Name the zone, such as Africa/Nairobi."),
    "TIME_NOT_THERE": Message(
        "{time} does not exist, or comes twice, on that day in {zone}: clocks change.", "Choose another time."
    ),
    "REQUEST_FIELD_MISSING": Message("Nothing was found for “{field}”.", "Fill it in before the request is kept."),
    "REQUEST_COLUMN_MISSING": Message("There is no column “{column}”.", "Write this heading into the first row."),
    "REQUEST_DATE_UNREADABLE": Message(
        "“{date}” is no date that can be read.", "Write it as 2027-03-14, or “June 2027”."
    ),
    "REQUEST_DATE_AMBIGUOUS": Message(
        "“{date}” can be two days: it is not clear which number is the month.", "Write it as 2027-03-14."
    ),
    "REQUEST_NO_SUCH_DATE": Message("“{date}” is no date of the calendar.", "Correct the day or the month."),
    "REQUEST_YEAR_MISSING": Message("“{date}” has no year.", "Write the year too."),
    "REQUEST_DEADLINE_VAGUE": Message("“{date}” is no day by which something can be due.", "Give one day."),
    "REQUEST_DAY_PASSED": Message("{day} has passed.", "Check the year."),
    "REQUEST_TIME_UNREADABLE": Message("“{time}” is no time that can be read.", "Write it as 09:00 to 12:30."),
    "REQUEST_ZONE_UNKNOWN": Message(
        "“{zone}” is no time zone that is known.", "Name a large city in it, such as Nairobi, or write UTC+3."
    ),
    "REQUEST_MODE_UNKNOWN": Message("“{found}” does not say how people meet.", "Write online, offline or hybrid."),
    "REQUEST_SHEET_NO_TABLE": Message(
        "No table of requests was found in this file.", "Its first row needs the headings: {expected}."
    ),
    "REQUEST_SHEET_EMPTY": Message("There is no request in this file.", "Write one request a row below the headings."),
    "REQUEST_SHEET_TOO_LONG": Message("More than {limit} requests are in this file.", "Split it into several files."),
    "REQUEST_NO_STAKEHOLDERS": Message("Nobody is named whom it is for.", "Name at least one kind of participant."),
    "LEDGER_NOTHING_DECIDED": Message(
        "Open is no decision on contribution {contribution}.", "Accept or decline it, with a reason."
    ),
    "LEDGER_REASON_MISSING": Message(
        "The decision on contribution {contribution} gives no reason.", "Say in a sentence why it was decided so."
    ),
    "LEDGER_BODY_MISSING": Message(
        "The decision on contribution {contribution} does not say who took it.", "Name the role or body, no person."
    ),
    "LEDGER_CHANGE_MISSING": Message(
        "Contribution {contribution} was accepted and nothing changed.", "Name at least one Change that it led to."
    ),
    "LEDGER_CHANGE_UNWANTED": Message(
        "Contribution {contribution} was declined and yet led to {changes}.", "Accept it, or take the Changes away."
    ),
    "LEDGER_DAY_MISSING": Message(
        "The decision on contribution {contribution} has no day.", "Give the day on which it was taken."
    ),
    "LEDGER_MINUTES_MISSING": Message(
        "The decision on contribution {contribution} does not say where it is recorded.",
        "Name the minutes, such as their number or address.",
    ),
    "LEDGER_DUPLICATE_OF_NOTHING": Message(
        "It is not clear which contribution says the same as {contribution}.",
        "Name one where it is a duplicate, and none where it is not.",
    ),
    "LEDGER_DUPLICATE_OF_ITSELF": Message(
        "Contribution {contribution} cannot be a duplicate of itself.", "Name another that says the same."
    ),
    "LEDGER_DUPLICATES_IN_A_CIRCLE": Message(
        "Contribution {contribution} would be a duplicate of its own duplicate.",
        "Decide first which of them is to be answered.",
    ),
    "LEDGER_NO_SUCH_STEP": Message(
        "A contribution that is {before} cannot be {step}.", "Propose first, then decide; undo a decision to change it."
    ),
    "LEDGER_DECISION_STANDS": Message(
        "It is known who took the decision on contribution {contribution}.", "Undo the decision to change it."
    ),
    "LEDGER_DECIDED_TWICE": Message(
        "Contribution {contribution} has more than one decision.", "Keep the one that holds."
    ),
    "ANCHOR_NOTHING_CHOSEN": Message("No words are chosen.", "Choose a sentence, or type some words of the text."),
    "ANCHOR_QUOTE_TOO_LONG": Message("More than {most} letters are chosen.", "Choose a sentence, or the whole item."),
    "ANCHOR_WORDS_NOT_FOUND": Message(
        "The text does not say “{words}”.", "Copy the words from the text, in the language in which you read it."
    ),
    "ANCHOR_WORDS_TWICE": Message(
        "The text says “{words}” {count} times.",
        "Add a word from before or behind, so that it is clear which is meant.",
    ),
    "COMMENT_NO_SUCH_STEP": Message(
        "A comment that is {before} cannot become {after}.", "Load the page again; somebody may have been quicker."
    ),
    "COMMENT_OTHER_ACTOR": Message("This step is not yours to take.", "Its author, or who moderates, may take it."),
    "COMMENT_REASON_MISSING": Message("A reason is needed.", "Say in a sentence why; everybody reads it."),
    "OUTPUT_COUNT_NEGATIVE": Message("A count in {part} is below zero.", "Correct the count."),
    "OUTPUT_TOTALS_DIFFER": Message(
        "The counts of {part} add up to {total}; {participants} people took part.",
        "Correct a count, or add those who did not say.",
    ),
    "OUTPUT_NO_SHEET": Message(
        "The file holds none of the tables of the output sheet ({expected}).",
        "Fill in the sheet that came with the kit.",
    ),
    "OUTPUT_TABLE_MISSING": Message(
        "The table {table} is missing.", "Take it from the sheet that came with the kit; leave it empty if need be."
    ),
    "OUTPUT_COLUMN_MISSING": Message(
        'The table {table} has no column "{column}".', "Write this heading into the first row of the table."
    ),
    "OUTPUT_NO_CONSULTATION": Message(
        'The sheet does not say from which consultation it comes (found "{found}").',
        "Copy the identifier from your own kit into the answer beside Consultation.",
    ),
    "OUTPUT_OTHER_CONSULTATION": Message(
        "The sheet is from consultation {found}, not from {expected}.",
        "Send it where it belongs, or correct the answer.",
    ),
    "OUTPUT_LANGUAGE_UNKNOWN": Message('"{found}" is no language tag.', "Write a tag such as en, fr, ar or pt-BR."),
    "OUTPUT_DATE_UNKNOWN": Message('"{found}" is no date.', "Write it as 2026-04-28."),
    "OUTPUT_COUNT_NOT_NUMBER": Message('"{found}" is no count of people.', "Write a whole number, or leave it empty."),
    "OUTPUT_GROUP_MISSING": Message(
        "This count does not say of whom.", "Choose what is counted ({known}) and name the group."
    ),
    "OUTPUT_GROUP_UNKNOWN": Message('"{found}" is no kind of participant.', "Use one of: {known}."),
    "OUTPUT_GROUP_TWICE": Message('"{found}" is counted twice; both were added up.', "Keep one row for each group."),
    "OUTPUT_VERDICT_UNKNOWN": Message('"{found}" is no verdict; the row was left out.', "Use one of: {known}."),
    "OUTPUT_TEXT_MISSING": Message(
        "The row does not say what was said; it was left out.", "Write it in a sentence, or empty the row."
    ),
    "OUTPUT_ITEM_MISSING": Message(
        "The row does not say which item it is about; it was left out.",
        'Write the code of the item; only the verdict "new" may stand without one.',
    ),
    "OUTPUT_ITEM_UNKNOWN": Message(
        'The draft has no item "{found}"; the row was left out.', "Use one of its codes: {known}."
    ),
    "OUTPUT_CHOICE_UNKNOWN": Message(
        '"{found}" cannot stand under {column}; the cell was read as empty.', "Use one of: {known}."
    ),
    "OUTPUT_SAID_TWICE": Message("The same was said in a row above; it was taken once.", "Remove one of the rows."),
    "OUTPUT_ADDRESS_IN_TEXT": Message(
        "The text seems to hold an e-mail address or telephone number.", "Take it out: nobody should be found by it."
    ),
    "KIT_TOKEN_UNKNOWN": Message(
        'The text of the kit asks for "{token}", which no request holds.', "Use one of: {known}."
    ),
    "KIT_WORD_MISSING": Message(
        'The texts of the kit in {language} have no word "{word}".', "Add it, or leave --texts out to take ours."
    ),
    "KIT_TITLE_MISSING": Message("The request has no title.", "Give the consultation a title before making its kit."),
    "KIT_OTHER_FRAMEWORK": Message(
        "The request is about version {wanted} of the framework {wanted_id}, not about {title} {found}.",
        "Give the framework that the request names with --framework.",
    ),
    "THEME_TABLE_WITHOUT_COLUMN": Message(
        "The table has no column that is called one of these: {wanted}. It has: {found}.",
        "Name the column in its first line, or say which one holds the texts.",
    ),
    "THEME_LABEL_UNREADABLE": Message(
        'Line {line} has the label "{found}".', "A label is 1 (belongs) or 0 (does not)."
    ),
    "THEME_TEXT_EMPTY": Message("Lines without a text were left out.", "Nothing has to be done."),
    "THEME_ID_REPEATED": Message(
        "These lines have an identifier that stands above already.", "Give each contribution an identifier of its own."
    ),
    "THEME_COUNT_NOT_POSITIVE": Message("{found} is no number of themes.", "Ask for 1 or more."),
    "THEME_MERGED_INTO_NOTHING": Message(
        "The theme {theme} is merged into one that is not there, or in a circle.",
        "Merge it into a theme that is in use.",
    ),
}
