"""The framework and the levels that come with Capacita: sound, and fitting each other.

Source of the counts: the structure of the framework as published in 2022 (three domains, fourteen competencies, five
attitudes, nine recommendations whose texts are not ours to write), and of our own levels and roles; counted by hand in
the content files on 2026-11-23. Change them only when the content is meant to change.
"""

import json
from dataclasses import replace
from datetime import date

from capacita.framework import (
    Framework,
    apply_adaptation,
    compute_principle_coverage,
    framework_digest,
    list_tree,
    meaning_digest,
    read_adaptation,
    read_framework,
    release_adaptation,
    summarise_framework,
    validate_framework,
)
from capacita.framework.comparison import rebase_adaptation
from capacita.framework.written import write_framework
from capacita.vocabulary import TextOrigin, translated
from lib.shared import ROOT

CONTENT = ROOT / "src" / "capacita" / "content"


def shipped_framework() -> Framework:
    report = read_framework((CONTENT / "unesco-2022" / "framework.json").read_bytes())
    assert report.findings == ()
    assert report.document is not None
    return report.document


def test_the_shipped_framework_has_no_finding_and_the_published_structure() -> None:
    summary = summarise_framework(shipped_framework())
    assert summary.items == {"attitude": 5, "domain": 3, "competency": 14, "recommendation": 9}
    assert summary.missing == {"recommendation": 9}
    assert summary.associations == {"isChildOf": 14}
    roots = [item.code for depth, item in list_tree(shipped_framework()) if depth == 0]
    assert [code for code in roots if code[0] in "123"] == ["1", "2", "3"]


def test_the_shipped_levels_apply_and_may_be_released() -> None:
    base = shipped_framework()
    report = read_adaptation((CONTENT / "public-service-levels" / "adaptation.json").read_bytes())
    assert report.findings == ()
    assert report.document is not None
    effective = apply_adaptation(base, report.document)
    assert validate_framework(effective) == []
    assert [item.id for item in effective.items] == [item.id for item in base.items]
    assert len(effective.descriptors) == 14 * 4
    assert [level.code for level in effective.scales[0].levels] == ["foundation", "practitioner", "lead", "shaper"]
    release = release_adaptation(base, report.document, version="1.0.0", released_on=date(2026, 11, 23))
    assert release.missing == tuple(f"R{number}" for number in range(1, 10))


def test_a_document_from_before_a_base_said_what_it_means_keeps_its_digests() -> None:
    """The digests are those that were computed, and signed, before ``DerivedFrom.meaning`` was there (2026-11-28)."""
    adaptation = read_adaptation((CONTENT / "public-service-levels" / "adaptation.json").read_bytes()).document
    assert adaptation is not None
    effective = apply_adaptation(shipped_framework(), replace(adaptation, base=replace(adaptation.base, meaning=None)))
    expected = (
        "sha256:2c6f0643fd24b18128ed2cbcc620823769f4851d58a6b2c3653a1f9b1bb667d9",
        "sha256:555612b76491a86f836ccf66887c6d2447c27a93c007e70a9f21567bbfdf2956",
    )
    assert (framework_digest(effective), meaning_digest(effective)) == expected
    written = write_framework(effective)
    assert (written.digest, written.meaning) == expected


def test_the_shipped_levels_keep_every_change_and_its_reason_on_a_base_that_is_only_translated() -> None:
    base = shipped_framework()
    adaptation = read_adaptation((CONTENT / "public-service-levels" / "adaptation.json").read_bytes()).document
    assert adaptation is not None
    items = [
        replace(item, title={**item.title, "pt": translated("Palavra", item.title["en"].text, TextOrigin.HUMAN)})
        if item.title else item
        for item in base.items
    ]  # fmt: skip
    newer = replace(base, version="2022.1.1", items=tuple(items))
    result = rebase_adaptation(adaptation, base, newer)
    assert result.adaptation is not None
    assert (result.dropped, result.unreasoned) == ((), ())
    assert {change.id: (change.kind, change.target, change.reason) for change in result.adaptation.changes} == {
        change.id: (change.kind, change.target, change.reason) for change in adaptation.changes
    }
    effective = [apply_adaptation(base, adaptation), apply_adaptation(newer, result.adaptation)]
    assert effective[0].roles == effective[1].roles


def test_every_tag_of_the_shipped_framework_has_its_sentence() -> None:
    rows = compute_principle_coverage(shipped_framework()).rows
    assert [row.principle.code for row in rows if row.without_sentence] == []


def test_the_shipped_files_are_utf8_json_without_escapes_of_letters() -> None:
    for name in ("unesco-2022/framework.json", "public-service-levels/adaptation.json"):
        text = (CONTENT / name).read_text(encoding="utf-8")
        assert "\\u0" not in text
        assert json.loads(text)["notice"]["en"]["text"].startswith("Own wording. Not an official UNESCO")
