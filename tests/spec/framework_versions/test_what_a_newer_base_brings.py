"""What of a newer base goes into a country's framework by itself, and whose reason stands behind what was chosen."""

from dataclasses import replace
from typing import Any

from capacita.framework import ChangeKind, DerivedFrom, Framework, framework_digest
from capacita.framework.changes import Adaptation, Change
from capacita.framework.comparison import Choice, Side, list_new_languages, list_news, rebase_adaptation
from capacita.framework.model import FrameworkStatus, PrincipleTag
from capacita.vocabulary import written
from lib.framework_cases import identifier, small_framework, text_of

BASE = small_framework()
FIRST = next(entry for entry in BASE.items if entry.statement)
SECOND = next(entry for entry in BASE.items if entry.kind is FIRST.kind and entry is not FIRST)
OURS = Adaptation(
    id=identifier("country"),
    code="country",
    title=written("Cadre", "fr"),
    language="fr",
    version="1.0.0",
    status=FrameworkStatus.IMPLEMENTED,
    base=DerivedFrom(id=BASE.id, version=BASE.version, digest=framework_digest(BASE)),
    changes=(
        Change(
            id=identifier("reworded"),
            kind=ChangeKind.REWORD,
            target=FIRST.id,
            after={"fr": {"text": "Nos mots.", "origin": "source"}},
            reason=written("Notre loi.", "fr"),
        ),
        Change(id=identifier("kept"), kind=ChangeKind.ADOPT, target=SECOND.id, reason=written("Bien ainsi.", "fr")),
    ),
)


def newer(*worded: str) -> Framework:
    items = tuple(
        replace(entry, statement=written("Said anew.")) if entry.id in worded else entry for entry in BASE.items
    )
    return replace(BASE, version="next", items=items)


def test_version_number_alone_is_no_news() -> None:
    assert list_news(BASE, newer()) == ()


def test_brought_is_what_the_new_base_changed_and_nothing_stands_against() -> None:
    result = rebase_adaptation(OURS, BASE, newer(FIRST.id, SECOND.id))
    assert [conflict.item for conflict in result.conflicts] == [FIRST.id]
    assert [change.target for change in result.brought] == [SECOND.id]


def test_choice_leaves_what_was_brought_as_it_is_and_says_what_is_settled() -> None:
    new = newer(FIRST.id, SECOND.id)
    (conflict,) = rebase_adaptation(OURS, BASE, new).conflicts
    result = rebase_adaptation(OURS, BASE, new, {conflict.id: Choice(side=Side.OURS)})
    assert [change.target for change in result.brought] == [SECOND.id]
    assert result.settled == (conflict,)


def test_reason_given_with_a_choice_takes_the_place_of_the_earlier_one() -> None:
    new = newer(FIRST.id)
    (conflict,) = rebase_adaptation(OURS, BASE, new).conflicts
    own = Choice(value={"fr": {"text": "D’autres mots.", "origin": "source"}})
    result = rebase_adaptation(OURS, BASE, new, {conflict.id: own}, {conflict.id: written("Pour suivre.", "fr")})
    assert result.adaptation is not None
    reasons = {change.kind: change.reason["fr"].text for change in result.adaptation.changes}
    assert reasons == {ChangeKind.REWORD: "Pour suivre.", ChangeKind.ADOPT: "Bien ainsi."}


def test_what_was_kept_on_purpose_is_no_more_kept_once_the_base_says_something_else() -> None:
    result = rebase_adaptation(OURS, BASE, newer(SECOND.id))
    assert result.adaptation is not None
    assert [change.kind for change in result.dropped] == [ChangeKind.ADOPT]


def translated_base(**more: Any) -> Framework:
    """Return the base with a title, a sentence of a principle and the credits for them in German."""
    base = small_framework()
    first, *rest = base.items
    tag = PrincipleTag(principle="sdg-5", because=text_of("It opens doors.", de="Das öffnet Türen."))
    said = {**first.title, **text_of(first.title["en"].text, de="Auf Deutsch")}
    items = (replace(first, title=said, principles=(tag,)), *rest)
    return replace(
        base, version="1.1", items=items, extensions={**base.extensions, "translators": {"de": ["Rosa"]}}, **more
    )


def untranslated_base() -> Framework:
    base = small_framework()
    tag = PrincipleTag(principle="sdg-5", because=text_of("It opens doors."))
    return replace(base, items=(replace(base.items[0], principles=(tag,)), *base.items[1:]))


def test_version_that_brings_translations_and_credits_alone_is_told_by_their_languages() -> None:
    assert list_new_languages(list_news(untranslated_base(), translated_base())) == ("de",)
    assert list_new_languages(list_news(untranslated_base(), untranslated_base())) == ()


def test_version_that_says_anything_else_besides_brings_no_translations_alone() -> None:
    before = untranslated_base()
    other = [
        translated_base(licence="CC0-1.0"),
        replace(translated_base(), extensions={**translated_base().extensions, "kept": 1}),
        replace(translated_base(), items=translated_base().items[:-1]),
        replace(translated_base(), items=(replace(translated_base().items[0], principles=()), *before.items[1:])),
    ]
    for after in other:
        assert list_new_languages(list_news(before, after)) == ()
