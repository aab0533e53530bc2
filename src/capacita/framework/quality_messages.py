"""The words of the codes on crosswalks and on the quality of statements."""

from capacita.vocabulary import Message

MESSAGES: dict[str, Message] = {
    "CROSSWALK_NO_SHARED_LANGUAGE": Message(
        "The two frameworks share no language: one is in {subject}, the other in {object}.",
        "Translate one of them first.",
    ),
    "CROSSWALK_NOTHING_TO_COMPARE": Message(
        "{subject} and {object} have no items of the same kind with text in {language}.",
        "Name the kinds of item and the language to compare.",
    ),
    "CROSSWALK_OTHER_FRAMEWORK": Message(
        "The crosswalk is about {wanted} here; this framework is {found}.", "Give the framework that it names."
    ),
    "CROSSWALK_OTHER_VERSION": Message(
        "{framework} has changed in meaning since the crosswalk was made from version {version}.",
        "Make the suggestions again and keep the decisions; links whose texts changed are then named.",
    ),
    "CROSSWALK_ITEM_UNKNOWN": Message(
        "The item {item} of the link is not in {framework}.", "Take the link out, or name an item that is there."
    ),
    "CROSSWALK_DUPLICATE_LINK": Message("The same two items are linked at {first}.", "Keep one of the two links."),
    "CROSSWALK_SCORE_OUT_OF_RANGE": Message(
        "The score is {found}.", "A similarity runs from 0 to 1; leave it out where there is none."
    ),
    "CROSSWALK_DECIDED_BY_NOBODY": Message(
        "The link {link} is {decision}, but no role says who decided.",
        "Name the role of the reviewer, or leave the decision open.",
    ),
    "CROSSWALK_WITHOUT_RELATION": Message(
        "The link {link} is accepted without a relation.", "Say whether it is exact, close, broad, narrow or related."
    ),
    "CROSSWALK_DECISION_STALE": Message(
        "A text of the link {link} was changed after the decision ({decision}) was taken.",
        "Read both texts and decide again.",
    ),
    "CROSSWALK_DECISION_LOST": Message(
        "The link {link} was {decision} earlier, but one of its items is gone.",
        "Link the item that replaces it, and decide again.",
    ),
    "CROSSWALK_EXACT_TWICE": Message(
        "{item} is called an exact match of more than one item: {others}.",
        "At most one can be; call the others close, broad or narrow.",
    ),
    "CROSSWALK_NO_SUCH_LINK": Message("The crosswalk has no link {link}.", "Take one from its list."),
    # Quality of statements
    "LINT_VERB_NOT_OBSERVABLE": Message(
        '{item} begins with "{verb}", which nobody can see somebody do.',
        "Name what the person does that shows it, such as explains, compares or decides.",
    ),
    "LINT_VERB_UNKNOWN": Message(
        '{item} begins with "{verb}", which is not a verb of our list.',
        "Begin with what the person does, or leave it if it is plain.",
    ),
    "LINT_VERBS_JOINED": Message(
        "{item} asks for {count} things at once: {verbs}.",
        "Split it, or keep the one that matters: somebody may do one and not the other.",
    ),
    "LINT_SENTENCE_LONG": Message(
        "A sentence of {item} has {length} {unit}; more than {limit} are hard to follow.", "Make two sentences of it."
    ),
    "LINT_READING_EASE": Message(
        "Reading ease in {language}: {score} by the formula {formula} ({words} words, {sentences} sentences).",
        "About 0 is very hard and 100 very easy; compare it only with texts in the same language.",
    ),
    "LINT_READING_HARD": Message(
        "Reading ease in {language}: {score} by the formula {formula} ({words} words, {sentences} sentences), very hard.",
        "Shorten sentences and use shorter words; below 30 a text asks for a university degree.",
    ),
    "LINT_READING_TOO_SHORT": Message(
        "There are fewer than {least} words in {language}, too few for a reading ease.", "Nothing needs to be done."
    ),
    "LINT_READING_NO_FORMULA": Message(
        "For {language} we know no formula of reading ease that we would vouch for, so there is no score.",
        "Have some of its readers read it.",
    ),
    "LINT_LEVELS_ALIKE": Message(
        "{item} says nearly the same at {lower} and at {upper} (likeness {score}).",
        "Say what somebody at the higher level does that the lower one does not.",
    ),
    "LINT_LEVELS_SAME_VERB": Message(
        '{item} begins with "{verb}" at every level.', "Let the verb show how the levels differ."
    ),
    "LINT_LEVEL_UNDESCRIBED": Message(
        "{item} is described at {described} of the {levels} levels of the scale {scale}.",
        "Describe the others, or say why the item has no such level.",
    ),
    "LINT_DUPLICATE": Message(
        "The {kind} {item} says word for word what {other} says.", "Keep one, or say how they differ."
    ),
    "LINT_NEAR_DUPLICATE": Message(
        "{item} says nearly what {other} says (likeness {score}).", "Join them, or make the difference plain."
    ),
    "LINT_ORPHAN": Message(
        "Nothing ties the {kind} {item} to the rest: no parent, child, link, role or descriptor.",
        "Give it a place, or take it out.",
    ),
    "LINT_TERM_DRIFT": Message(
        '"{found}" stands here for the defined term "{term}".', "Write the term as the glossary does."
    ),
    "LINT_TERM_AVOIDED": Message('"{found}" stands here; the framework asks for "{term}".', "Use the defined term."),
}
