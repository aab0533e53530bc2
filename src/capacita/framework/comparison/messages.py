"""The words of versions, merges and signatures."""

from capacita.vocabulary import Message

MESSAGES: dict[str, Message] = {
    # Conflicts: the message explains, the hint says what can be chosen.
    "CONFLICT_BOTH_CHANGED": Message(
        "Both sides changed the {field} of {name}, each in another way.",
        "Choose one of the two, go back to the base, or write a third.",
    ),
    "CONFLICT_CHANGED_AND_WITHDRAWN": Message(
        "One side withdrew {name}; the other changed it.", "Choose whether it goes, or stays as it was changed."
    ),
    "CONFLICT_BOTH_ADDED": Message(
        "Both sides added {name}, each with other content.", "Choose one of the two, go without it, or write a third."
    ),
    "CONFLICT_PART_BOTH_ADDED": Message(
        "Both sides added this to {name}, each with other content: {field}.",
        "Choose one of the two, go without it, or write a third.",
    ),
    "CONFLICT_PART_CHANGED_AND_WITHDRAWN": Message(
        "One side took this away from {name}, the other changed it: {field}.",
        "Choose whether it goes, or stays as it was changed.",
    ),
    "CONFLICT_MOVED_APART": Message(
        "Both sides moved {name}: one to {ours}, the other to {theirs}.",
        "Choose one of the two places, or name a third.",
    ),
    "CONFLICT_PARENT_WITHDRAWN": Message(
        "One side put {name} under {parent}, which the other withdrew.",
        "Choose the side that withdrew it to leave {name} where that side has it, if at all; the other to keep both; "
        "or name another parent.",
    ),
    "CONFLICT_CYCLE": Message(
        "Taken together, the moves of both sides put {name} under itself, by way of {others}.",
        "Choose whose moves count for these items, or name another parent for {name}.",
    ),
    "CONFLICT_ORDER": Message(
        "What stands under {name} was put in two orders that cannot both hold.",
        "Choose one of the two orders, or list a third.",
    ),
    "CONFLICT_CODE_TAKEN": Message(
        "Two entries would have the code {code}: {others}.",
        "Choose the side whose entry keeps it; the other gets its earlier code or a free one.",
    ),
    "CONFLICT_DESCRIPTOR_WITHOUT_ITEM": Message(
        "One side describes {name} at the level {level}; the other withdrew the item.",
        "Choose whether the item comes back with its description, or stays withdrawn.",
    ),
    "CONFLICT_DESCRIPTOR_WITHOUT_LEVEL": Message(
        "One side describes {name} at the level {level}, which the other took out of the scale.",
        "Choose whether the level comes back, or the description goes.",
    ),
    "CONFLICT_REQUIREMENT_WITHOUT_ITEM": Message(
        "One side requires {name} of the role {role}; the other withdrew the item.",
        "Choose whether the item comes back and is required, or stays withdrawn.",
    ),
    "CONFLICT_REQUIREMENT_WITHOUT_LEVEL": Message(
        "One side requires {name} of the role {role} at the level {level}, which the other took out of the scale.",
        "Choose whether the level comes back, or the requirement goes; or require another level.",
    ),
    "CONFLICT_LINK_WITHOUT_END": Message(
        "One side links {name} with {end}; the other withdrew {missing}.",
        "Choose whether what was withdrawn comes back, or the link goes.",
    ),
    "CONFLICT_TRANSLATION_OF_CHANGED_SOURCE": Message(
        "One side changed the text ({field}) of {name}; the other translated the earlier wording.",
        "Choose the translation, which will show as stale until it is checked, or go without it.",
    ),
    "CONFLICT_DATES_REVERSED": Message(
        "Taken together, the dates of {name} end before they start.", "Choose the dates of one side, or write both."
    ),
    "MERGE_CHOICE_UNKNOWN": Message(
        "The choice for {conflict} is {found}.", 'Write "base", "ours", "theirs", or an object with the key "value".'
    ),
    "MERGE_VALUE_FAULTY": Message(
        "The value chosen for {conflict} ({name}, {field}) does not fit: {fault}.", "Correct it, or choose a side."
    ),
    "MERGE_RESOLUTIONS_FAULTY": Message(
        "The resolutions are no JSON object of conflict identifiers and choices.",
        'Write {{"<id>": "ours", "<id>": {{"value": ...}}}}.',
    ),
    "MERGE_OTHER_FRAMEWORK": Message(
        "{side} is the framework {found}; the base is {wanted}.",
        "Give three versions of one framework; a country's adaptation is brought to a new base by adaptation rebase.",
    ),
    "MERGE_RESULT_FAULTY": Message(
        "What comes out has {count} errors, the first at {path} of the result ({first}).",
        "Correct the choices or the sides that lead to it.",
    ),
    "ADAPTATION_FAULTY": Message(
        "The adaptation has {count} errors, the first at {path} ({first}).",
        "Run capacita adaptation apply on it to see them all.",
    ),
    "REBASE_OTHER_BASE": Message(
        "The new base is the framework {found}; the adaptation was made from {wanted}.",
        "Give a version of the same framework.",
    ),
    # Suggested versions
    "VERSION_SAME": Message("Nothing has changed.", "Keep the version."),
    "VERSION_EDITORIAL": Message(
        "What changed leaves every meaning as it was: {what}.", "An editorial version is enough."
    ),
    "VERSION_MINOR": Message("Something is new or stands elsewhere: {what}.", "Take a minor version."),
    "VERSION_MEANING": Message(
        "What people are asked to be able to do has changed: {what}.",
        "Take a version of its own; measurements made before may not be comparable.",
    ),
    # What a change touches
    "EFFECT_MEANING_CHANGED": Message("{item} means something else now.", "Look at it again before it is used."),
    "EFFECT_ITEM_GONE": Message("{item} is gone.", "Take it out, or turn it to what takes its place."),
    "EFFECT_LEVEL_GONE": Message("A level of {item} is gone.", "Set another level."),
    "EFFECT_SOURCE_CHANGED": Message(
        "The text of {item} that was translated has changed.", "Check the translation against the new wording."
    ),
    "EFFECT_TRANSLATION_GONE": Message(
        "A text of {item} was worded anew and is not there in this language any more.",
        "Have the new wording translated.",
    ),
    "EFFECT_DEPENDENTS_FAULTY": Message(
        "The dependents have a fault at {path}: {fault}.",
        'Write {{"dependents": [{{"kind": "question", "id": "...", "items": ["..."]}}]}}.',
    ),
    # Releases
    "RELEASE_PART_DIFFERS": Message(
        "The {kind} {name} is not what was released.", "Take the released file from where it was published."
    ),
    "RELEASE_PART_MISSING": Message(
        "The {kind} {name}, which was released, is not in the framework.",
        "Take the released file from where it was published.",
    ),
    "RELEASE_PART_ADDED": Message(
        "The {kind} {name} was not released.", "Take the released file from where it was published."
    ),
    "RELEASE_DIGEST_DIFFERS": Message(
        "The digest of the {what} is {found}; the release says {wanted}.",
        "Take the released file from where it was published.",
    ),
    "RELEASE_OTHER_FRAMEWORK": Message("The release is of {wanted}; this is {found}.", "Give the framework it names."),
    "RELEASE_PARTS_REPEATED": Message("The release names the {kind} {name} twice.", "Take the release as published."),
    "RELEASE_NOT_SIGNED": Message("The release carries no signature.", "Ask its publisher for the signed one."),
    "RELEASE_SIGNATURE_WRONG": Message(
        "The signature does not fit the release and this key.",
        "Check that the key is the publisher's; if it is, do not trust the file.",
    ),
    "RELEASE_SIGNATURE_UNCHECKED": Message(
        "The release is signed, but without a key nobody can tell by whom.", "Give the publisher's public key."
    ),
    "SIGNING_KEY_FAULTY": Message(
        "This is no {what} Ed25519 key.", "Give a key as PEM text, e.g. made by openssl genpkey -algorithm ed25519."
    ),
}
