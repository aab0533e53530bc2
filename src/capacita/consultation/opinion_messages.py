"""The words of the codes of opinion groups; they stand apart, so that no message waits for numpy."""

from typing import Final

from capacita.vocabulary import Message

OPINION_MESSAGES: Final[dict[str, Message]] = {
    "OPINION_NO_VOTES": Message("There is not a single vote.", "Give a file with votes."),
    "OPINION_TOO_FEW_VOTERS": Message(
        "Fewer than {least} people voted: nothing about them can be published.", "Keep the vote open longer."
    ),
    "OPINION_NO_VOTES_FILE": Message(
        "No votes were found among these files: {found}.",
        "A folder needs votes.csv, votes.json or participants-votes.csv.",
    ),
    "OPINION_GROUPS_IMPOSSIBLE": Message(
        "{participants} participants cannot be put into {groups} groups.",
        "Ask for 2 groups or more, and fewer than people.",
    ),
    "OPINION_LABELS_OF_NOBODY": Message(
        "None of the groups given names a participant who voted.", "Use the participants' identifiers of the votes."
    ),
    "OPINION_LABELS_TWICE": Message('Participant "{participant}" is in two groups.', "Leave one of the two lines."),
    "OPINION_COLUMN_MISSING": Message(
        "{file}: no column {column}.", "Write the names of the columns into the first line, with commas between them."
    ),
    "OPINION_VOTES_NOT_CSV": Message("The votes are not readable CSV: {fault}.", "Write one vote a line."),
    "OPINION_TIME_UNREADABLE": Message(
        "The times of the votes are neither numbers nor of the form 2026-03-01T09:00:00Z.",
        "Write all of them in one of these ways, or leave the column out.",
    ),
    "OPINION_FILE_UNREADABLE": Message("{file} cannot be read: {fault}.", "Export it anew."),
    "OPINION_VOTE_UNREADABLE": Message(
        "{count} votes are none of 1, 0, -1, agree, pass, disagree, or lack a participant or statement; left out.",
        "Correct these lines.",
    ),
    "OPINION_VOTERS_CHOSE_THEMSELVES": Message(
        "Those who voted chose themselves: counts and groups describe these participants and nobody else.",
        'Write "of those who voted", never "the public"; the tests use the votes that made the groups and only describe.',
    ),
    "OPINION_NO_LOG": Message(
        "There is no log of votes; the matrix of latest votes was read.", "Re-votes cannot be checked without the log."
    ),
    "OPINION_VOTES_SUPERSEDED": Message(
        "{count} votes were given again later, {changed} of them differently; the latest counts.", "Nothing to do."
    ),
    "OPINION_TOTALS_COUNT_REVOTES": Message(
        "The totals stated for {count} statements count votes that were later given again: {statements}.",
        "Use the counts given here, which take the latest vote of each participant.",
    ),
    "OPINION_TOTALS_DIFFER": Message(
        "The totals stated for {count} statements are not those of the votes: {statements}.",
        "Ask where the export comes from; the counts given here are those of the votes.",
    ),
    "OPINION_MATRIX_DIFFERS": Message(
        "The published matrix differs from the latest votes in {count} places.", "The log of votes was taken."
    ),
    "OPINION_STATEMENTS_UNVOTED": Message("{count} statements have no vote and are not shown.", "Nothing to do."),
    "OPINION_MODERATED_OUT": Message(
        "{count} statements were moderated out: they are counted, but make no groups and stand for none.",
        "Nothing to do.",
    ),
    "OPINION_STRAIGHT_LINERS": Message(
        "{count} participants always gave the same vote: {participants}.",
        "They stay in all counts; look whether they are people.",
    ),
    "OPINION_LIKE_CHANCE": Message(
        "The votes hang together no more than if everybody had voted by lot; there are no groups to speak of.",
        "Show the counts of the statements, and no groups.",
    ),
    "OPINION_GROUPS_TOO_SMALL": Message(
        "Every division of the {clustered} clustered leaves a group of fewer than {least}.",
        "Show the counts of the statements, and no groups.",
    ),
    "OPINION_GROUPS_WEAK": Message(
        "The groups do not come out again reliably: mean agreement of subsamples {mean}, least {least}.",
        "Say so wherever the groups are shown, or show none.",
    ),
    "OPINION_LABELS_WITHOUT_VOTES": Message(
        "{count} of those given a group have no vote: {participants}.", "Check the identifiers."
    ),
    "OPINION_GIVEN_GROUPS_SMALL": Message(
        "These given groups have fewer than {least} members: {groups}.", "Do not publish what they said by themselves."
    ),
}
