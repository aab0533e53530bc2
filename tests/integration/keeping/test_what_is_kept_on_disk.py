"""What is worked out of documents and kept on disk: made once, and anew where the program is another."""

from dataclasses import fields

import pytest

from capacita.framework.model import Association, AssociationKind
from capacita.web.documents import kept
from capacita.web.documents.kept import keep
from lib.framework_cases import identifier


def test_what_is_kept_is_made_once_and_is_the_same() -> None:
    link = Association(
        id=identifier("link"),
        kind=AssociationKind.PRECEDES,
        origin=identifier("one"),
        destination=identifier("other"),
        notes={},
    )
    made: list[int] = []

    def make() -> tuple[Association, ...]:
        made.append(1)
        return (link,)

    found = [keep("test-links", ("once",), make) for _turn in range(2)]
    assert found == [(link,), (link,)]
    assert [getattr(found[1][0], field.name) for field in fields(Association)] == [
        getattr(link, field.name) for field in fields(Association)
    ]
    assert len(made) == 1


def test_another_program_does_not_read_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    assert keep("test-program", ("other",), lambda: "before") == "before"
    monkeypatch.setattr(kept, "program_digest", lambda: "of another program")
    assert keep("test-program", ("other",), lambda: "after") == "after"
