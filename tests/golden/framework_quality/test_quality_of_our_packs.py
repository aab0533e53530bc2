"""What the linter says of our own packs, held to the claims of docs/methods/statement-quality.md."""

import pytest

from capacita.content import read_content
from capacita.framework import FRAMEWORK_FORMAT, Framework, apply_adaptation, read_adaptation
from capacita.framework.lint import lint_framework


def shipped(with_levels: bool) -> Framework:
    base = FRAMEWORK_FORMAT.read_whole(read_content("unesco-2022/framework.json"))
    if not with_levels:
        return base
    adaptation = read_adaptation(read_content("public-service-levels/adaptation.json")).document
    assert adaptation is not None
    return apply_adaptation(base, adaptation)


@pytest.mark.parametrize("with_levels", [False, True])
def test_our_packs_repeat_nothing_and_leave_nothing_untied(with_levels: bool) -> None:
    codes = {finding.code for finding in lint_framework(shipped(with_levels))}
    assert (
        codes
        & {
            "LINT_DUPLICATE",
            "LINT_NEAR_DUPLICATE",
            "LINT_ORPHAN",
            "LINT_TERM_DRIFT",
            "LINT_LEVELS_ALIKE",
            "LINT_LEVELS_SAME_VERB",
            "LINT_LEVEL_UNDESCRIBED",
            "LINT_READING_HARD",
        }
        == set()
    )


def test_our_packs_have_the_weaknesses_that_are_admitted() -> None:
    findings = lint_framework(shipped(with_levels=True))
    unseen = {f.values["item"] for f in findings if f.code == "LINT_VERB_NOT_OBSERVABLE"}
    assert unseen == {"1.1", "2.5", "2.6", "2.3 foundation", "2.5 foundation"}
    joined = [f for f in findings if f.code == "LINT_VERBS_JOINED" and f.path.startswith("/descriptors")]
    assert len(joined) > 56 / 2  # most descriptors ask for more than one thing
