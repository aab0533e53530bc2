"""The words of this room's codes."""

from capacita.framework.comparison.messages import MESSAGES as _COMPARISON
from capacita.framework.exchange.csv_table_messages import MESSAGES as _TABLES
from capacita.framework.exchange.messages import MESSAGES as _EXCHANGE
from capacita.framework.quality_messages import MESSAGES as _QUALITY
from capacita.framework.translation.messages import MESSAGES as _TRANSLATION
from capacita.vocabulary import Message

MESSAGES: dict[str, Message] = {
    **_COMPARISON,
    **_EXCHANGE,
    **_QUALITY,
    **_TABLES,
    **_TRANSLATION,
    # Texts
    "TEXT_BLANK": Message(
        "The text in {language} is blank.", "Write it, or take the language out: what is not there stays unwritten."
    ),
    "TEXT_WITHOUT_SOURCE": Message(
        "The text has translations ({languages}) but no wording that they come from.",
        'Add the original wording with the origin "source".',
    ),
    "TEXT_SOURCE_WITH_DIGEST": Message(
        'The source wording in {language} carries "of", as if it were a translation.',
        'Take "of" out, or say "human" or "machine" as its origin.',
    ),
    "TEXT_STALE": Message(
        "The translation into {language} was made from an earlier wording.",
        'Check it against the source, then renew its "of".',
    ),
    "TEXT_UNTIED": Message(
        "The translation into {language} does not say which wording it was made from.",
        'Give it the digest of the source text as "of"; then it shows when the source changes.',
    ),
    # Frameworks
    "FRAMEWORK_FAULTY": Message(
        "The framework has {count} errors, the first at {path} ({first}).",
        "Run capacita framework validate on it to see them all.",
    ),
    "FRAMEWORK_TITLE_MISSING": Message("The {what} {name} has no title.", "Give it one in its source language."),
    "FRAMEWORK_LANGUAGE_WITHOUT_TITLE": Message(
        'The framework is written in "{language}" but has no title in it.', "Add that title, or correct the language."
    ),
    "FRAMEWORK_VERSION_MISSING": Message("The framework has no version.", 'Give it one, e.g. "1.0".'),
    "FRAMEWORK_EMPTY": Message("The framework has no items.", "Add its domains and competencies."),
    "FRAMEWORK_DEFINITION_INCOMPLETE": Message("The definition has no {part}.", "Write it, or remove the definition."),
    "FRAMEWORK_DUPLICATE_ID": Message(
        "The identifier {id} is already used at {first}.", "Give one of the two an identifier of its own."
    ),
    "FRAMEWORK_CODE_MISSING": Message(
        "This {kind} has no code.", "Give it one by which people can name it, unique among items of its kind."
    ),
    "FRAMEWORK_DUPLICATE_CODE": Message(
        "The {kind} code {code} is already used at {first}.", "Give one of the two another code."
    ),
    "FRAMEWORK_DATE_WRONG": Message('"{found}" is not a date.', "Write it as 2026-01-31."),
    "FRAMEWORK_DATES_REVERSED": Message(
        "The end ({end}) is before the start ({start}).", "Correct one of the two dates."
    ),
    "FRAMEWORK_SCALE_EMPTY": Message("The scale {scale} has no levels.", "Add its levels, the lowest first."),
    "FRAMEWORK_LEVEL_POSITIONS": Message(
        "The levels of the scale {scale} stand at the positions {found}.",
        "List them from the lowest to the highest, with positions from 1 to {count}.",
    ),
    "FRAMEWORK_COMPETENCY_WITHOUT_DOMAIN": Message(
        "The competency {item} stands in no domain, although the framework has domains.", "Name its domain as parent."
    ),
    "FRAMEWORK_PARENT_MISSING": Message(
        "The parent of {item}, {parent}, is not in the framework.", "Name an item that is, or take the parent out."
    ),
    "FRAMEWORK_PARENT_UNUSUAL": Message(
        "The {kind} {item} stands under the {parent_kind} {parent}, where its kind seldom stands.",
        "Check the parent and the kind of both.",
    ),
    "FRAMEWORK_PARENT_CIRCLE": Message(
        "These items stand, by way of their parents, under themselves: {items}.",
        "Take the parent from one of them, or name another.",
    ),
    "FRAMEWORK_DUPLICATE_POSITION": Message(
        "These siblings share the position {position}: {items}; their order is left to chance.",
        "Give each a position of its own.",
    ),
    "FRAMEWORK_SOURCE_UNKNOWN": Message(
        "The source {source} is not among the framework's sources.", 'Add it to "sources", or correct its code.'
    ),
    "FRAMEWORK_PRINCIPLE_UNKNOWN": Message(
        "There is no principle {principle}.",
        "Use a code of the table: roam-rights, roam-openness, roam-access, roam-multistakeholder, roam-x-gender and "
        "the other four, sdg-1 to sdg-17, aim-people and the other three.",
    ),
    "FRAMEWORK_PRINCIPLE_WITHOUT_SENTENCE": Message(
        "No sentence says how {item} serves {principle}, so the tag does not count.", 'Write the sentence in "because".'
    ),
    "FRAMEWORK_DUPLICATE_PRINCIPLE": Message("{item} is tagged with {principle} twice.", "Keep one of the tags."),
    "FRAMEWORK_ITEM_UNKNOWN": Message(
        "The item {item} is not in the framework.", "Name an item that is, or remove this entry."
    ),
    "FRAMEWORK_LEVEL_UNKNOWN": Message(
        "The level {level} is in none of the framework's scales.", "Name a level that is, or remove this entry."
    ),
    "FRAMEWORK_DESCRIPTOR_WITHOUT_TEXT": Message("The descriptor has no text.", "Write it, or remove the descriptor."),
    "FRAMEWORK_DUPLICATE_DESCRIPTOR": Message(
        "{item} is already described at this level, at {first}.", "Keep one of the two descriptors."
    ),
    "FRAMEWORK_DESTINATION_UNKNOWN": Message(
        "The destination {destination} is neither in the framework nor a whole address.",
        "Name an item of the framework, or give an address that starts with https: or urn:.",
    ),
    "FRAMEWORK_LINK_TO_ITSELF": Message("A {kind} link leads from an item to itself.", "Correct one of its ends."),
    "FRAMEWORK_DUPLICATE_LINK": Message("The same {kind} link stands at {first}.", "Keep one of the two."),
    "FRAMEWORK_IMPORTANCE_OUT_OF_RANGE": Message(
        "The importance is {found}.", "Give a number from 1 (useful) to 5 (the role fails without it)."
    ),
    "FRAMEWORK_DUPLICATE_REQUIREMENT": Message(
        "The role {role} already requires {item}, at {first}.", "Keep one of the two requirements."
    ),
    # Adaptations
    "ADAPTATION_OTHER_BASE": Message(
        "The adaptation was made from the framework {wanted}; this one is {found}.", "Give the framework it names."
    ),
    "ADAPTATION_BASE_CHANGED": Message(
        "The adaptation was made from another state of {framework} (version {wanted}; this is {found}): "
        "the digests differ.",
        "Give exactly the version that it was made from, or bring the adaptation to the new base first.",
    ),
    "ADAPTATION_IS_ITS_BASE": Message(
        "The adaptation has the identifier of its base, {id}.", "Give it an identifier of its own."
    ),
    "ADAPTATION_WITHOUT_CHANGES": Message("The adaptation changes nothing.", "Add its changes, or use the base."),
    "ADAPTATION_WITHOUT_REASON": Message(
        "The change ({kind} {target}) gives no reason.",
        "Say in a sentence why the country needs it; without one it cannot be released.",
    ),
    "ADAPTATION_EVIDENCE_EMPTY": Message(
        "The evidence points at nothing.", "Name the contribution, the estimate or the publication, or take it out."
    ),
    "ADAPTATION_COUNTRY_WRONG": Message(
        '"{found}" is not a country code.', "Use the two capital letters of ISO 3166-1, e.g. KE."
    ),
    "ADAPTATION_COUNTRY_FICTIONAL": Message(
        '{country} and "fictional" contradict each other.',
        "A fictional country takes a code from XA to XZ and says that it is fictional; a real one does neither.",
    ),
    "ADAPTATION_GOAL_UNKNOWN": Message("There is no Sustainable Development Goal {found}.", "Name goals from 1 to 17."),
    "ADAPTATION_CHANGE_INCOMPLETE": Message(
        'A change of the kind {kind} needs "{part}".', "Add it; the reference of document formats says what it holds."
    ),
    "ADAPTATION_CHANGE_FAULTY": Message(
        'The "{part}" of the change ({kind}) is not what its kind asks for: {fault}.',
        "Correct the value at this place.",
    ),
    "ADAPTATION_PART_UNKNOWN": Message(
        'A change of the kind {kind} has no part "{found}" here.', "Use one of {expected}."
    ),
    "ADAPTATION_PART_CLOSED": Message(
        'The part "{part}" is not changed by the kind {kind}.', 'Write a change of the kind "{instead}".'
    ),
    "ADAPTATION_SPLIT_TOO_SMALL": Message(
        "A split names fewer than two items to split into.", "Name at least two, or write a merge."
    ),
    "ADAPTATION_INTO_ITSELF": Message(
        "The change at {path} ({kind}) lets {target} go into itself.", "Name the items that take its place."
    ),
    "ADAPTATION_TARGET_MISSING": Message(
        "The change at {path} ({kind}) needs {missing} among the {what}; it is not there, or not any more.",
        "Check the identifier, and whether an earlier change took it out or a later one adds it.",
    ),
    "ADAPTATION_TARGET_DIFFERS": Message(
        "The change at {path} ({kind}) has the target {target} but carries {entry}.",
        "Make both the same identifier.",
    ),
    "ADAPTATION_ALREADY_THERE": Message(
        "The change at {path} ({kind}) adds {entry} to the {what}, but it is already in the framework.",
        "Give the new entry an identifier or code of its own, or change the one that is there.",
    ),
    "ADAPTATION_BEFORE_DIFFERS": Message(
        'What the change at {path} ({kind} {target}) expects to find ("before") is not what the framework holds.',
        "Look at what the framework says now, then renew the change or drop it.",
    ),
    "ADAPTATION_SOURCE_NOT_TRANSLATION": Message(
        "The change at {path} ({kind} {target}) would write the source wording in {language} as a translation.",
        "Use reword or retitle for a source wording.",
    ),
    "ADAPTATION_ORPHANS": Message(
        "{items} would be left without a parent, because {parents} goes.",
        "Omit or move them as well, each by a change.",
    ),
    "ADAPTATION_RESULT_FAULTY": Message(
        "What comes out has {count} errors, the first at {path} of the result ({first}).",
        "Correct the changes that lead to it.",
    ),
    # Releases
    "RELEASE_STOPPED": Message("What stops the release ({count}): {reasons}.", "Settle them, then release again."),
    "RELEASE_RETIRED": Message("A retired version is not released again.", "Take a new version of it first."),
    "RELEASE_WITHOUT_TEXT": Message(
        "{kind} {item} has no text.", "Write it from its publication, or let the gate name it as missing."
    ),
    "RELEASE_PRINCIPLE_TOO_FEW": Message(
        "{title} ({principle}) is served by {found} items; the steward asks for {wanted}.",
        "Tag the items that serve it, each with the sentence that says how, or have the minimum lowered.",
    ),
    "RELEASE_PRINCIPLE_UNCONFIRMED": Message(
        "{title} ({principle}) is served by {found} confirmed items; the steward asks for {wanted}.",
        "Have another person than the author of each tag confirm it; both are named.",
    ),
    "FRAMEWORK_NO_SUCH_ITEM": Message("The framework {framework} has no item {item}.", "Take one from its list."),
}
