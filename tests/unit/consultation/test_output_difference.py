"""A corrected output beside the one before: added, changed, taken out."""

from dataclasses import replace

from capacita.consultation import Contribution, QuoteConsent, Verdict, WorkshopOutput
from capacita.consultation.output.difference import compare_outputs
from capacita.vocabulary import CAPACITA, derive_identifier

MEETING = derive_identifier(CAPACITA, "meeting")
ITEM = derive_identifier(CAPACITA, "item")


def point(text, **given):
    values = {"verdict": Verdict.CHANGE, "item": ITEM, **given}
    identifier = derive_identifier(MEETING, text, values["verdict"], values["item"] or "")
    return Contribution(id=identifier, consultation=MEETING, text=text, language="en", **values)


KEPT = point("Services are tested in district offices")
LONG = point("Whoever protects data has to think of shared devices in homes and villages")


def test_compare_outputs_same_say_nothing():
    found = compare_outputs([KEPT, LONG], [LONG, KEPT])
    assert (found.is_empty, found.unchanged) == (True, 2)


def test_compare_outputs_tells_added_changed_and_removed_apart():
    reworded = point("Whoever protects data has to think of shared telephones in homes and villages")
    gone, new = point("Take it out", verdict=Verdict.REMOVE), point("A language for each counter", item=None)
    found = compare_outputs([KEPT, LONG, gone], [reworded, KEPT, new])
    assert (found.added, found.removed, found.unchanged) == ((new,), (gone,), 1)
    assert [(pair.before, pair.after, pair.fields) for pair in found.changed] == [(LONG, reworded, ("text",))]


def test_compare_outputs_other_consent_or_item_is_a_change():
    consented, moved = replace(KEPT, quote=QuoteConsent.ANONYMOUS), point(LONG.text, item=None)
    found = compare_outputs([KEPT, LONG], [consented, moved])
    assert [pair.fields for pair in found.changed] == [("quote",), ("item",)]
    assert (found.added, found.removed) == ((), ())


def test_compare_outputs_names_the_answers_that_differ():
    output = WorkshopOutput(id=derive_identifier(MEETING, "output"), consultation=MEETING, participants=3)
    found = compare_outputs([KEPT], [KEPT], (output, replace(output, participants=4, context="Wet")))
    assert found.about == ("participants", "context")
    assert not found.is_empty
