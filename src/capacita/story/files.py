"""What a story leaves behind as files: every document as JSON, the answers as Parquet, the toolkit in its formats."""

from __future__ import annotations

from typing import Any

from capacita.assessment.engines.parquet import write_response_set
from capacita.assessment.instrument import INSTRUMENT_FORMAT
from capacita.assessment.profile import ESTIMATES_FORMAT, GAPS_FORMAT
from capacita.assessment.responses import RESPONSES_FORMAT
from capacita.assessment.sampling import SAMPLE_FORMAT
from capacita.consultation import PROGRAMME_FORMAT, strip_contacts
from capacita.framework import ADAPTATION_FORMAT, FRAMEWORK_FORMAT
from capacita.framework.release import RELEASE_FORMAT
from capacita.planning import CATALOGUE_FORMAT, LIMITS_FORMAT, PLAN_FORMAT, PROBLEM_FORMAT
from capacita.story.chain import Story
from capacita.toolkit.document import TOOLKIT_FORMAT
from capacita.toolkit.renderers import RENDERERS

FORMATS = ("html", "docx", "pdf")


def documents_of(story: Story) -> dict[str, dict[str, Any]]:
    """Return the JSON value of every document of a story by the name of its file, in the order of the chain."""
    inputs, adapted, assessment = story.inputs, story.adapted, story.assessment
    return {
        "source-framework.json": FRAMEWORK_FORMAT.dump(inputs.source),
        "base-framework.json": FRAMEWORK_FORMAT.dump(adapted.base),
        "consultation.json": PROGRAMME_FORMAT.dump(strip_contacts(inputs.programme)),
        "adaptation.json": ADAPTATION_FORMAT.dump(adapted.adaptation),
        "release.json": RELEASE_FORMAT.dump(adapted.release),
        "framework.json": FRAMEWORK_FORMAT.dump(adapted.effective),
        "instrument.json": INSTRUMENT_FORMAT.dump(assessment.instrument),
        "sample.json": SAMPLE_FORMAT.dump(assessment.sample),
        "responses.json": RESPONSES_FORMAT.dump(assessment.responses.header),
        "estimates.json": ESTIMATES_FORMAT.dump(assessment.estimates),
        "gaps.json": GAPS_FORMAT.dump(assessment.gaps),
        "catalogue.json": CATALOGUE_FORMAT.dump(inputs.catalogue),
        "limits.json": LIMITS_FORMAT.dump(inputs.limits),
        "problem.json": PROBLEM_FORMAT.dump(story.problem),
        "plan.json": PLAN_FORMAT.dump(story.plan),
        "toolkit.json": TOOLKIT_FORMAT.dump(story.toolkit),
    }


def files_of(story: Story) -> dict[str, bytes]:
    """Return the files of a story that are no JSON: the frozen answers, and the toolkit as people take it away."""
    return {
        "responses.parquet": write_response_set(story.assessment.responses),
        **{f"toolkit{RENDERERS[name].suffix}": RENDERERS[name].render(story.toolkit) for name in FORMATS},
    }
