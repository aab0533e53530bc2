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
}
