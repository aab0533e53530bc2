"""The job that fills the site with the story of the demonstration country. Runs in the worker: it needs the solver."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

import numpy as np
from django.db import transaction

from capacita.assessment.engines.parquet import write_response_set
from capacita.assessment.profile import ESTIMATES_FORMAT, GAPS_FORMAT
from capacita.assessment.sampling import SAMPLE_FORMAT
from capacita.content import read_content
from capacita.story import read_inputs
from capacita.story.chain import Story, group_titles, tell_story
from capacita.web.actors import SYSTEM
from capacita.web.assessment.models import Assessment
from capacita.web.assessment.services import publish_assessment
from capacita.web.demo.services import keep_programme
from capacita.web.demo.story_day import STORY_DAY
from capacita.web.documents.store import store_document, store_file
from capacita.web.fields import write_localized
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.services import publish_adaptation
from capacita.web.jobs.models import Job
from capacita.web.jobs.worker import Report
from capacita.web.planning.services import publish_plan
from capacita.web.toolkit.rendering import render_files
from capacita.web.toolkit.services import publish_toolkit

STEPS = {"adaptation": 10, "assessment": 25, "plan": 45, "toolkit": 70}
PARQUET = "application/vnd.apache.parquet"


def fill_demo(job: Job, report: Report) -> dict[str, Any]:
    """Tell the story and keep everything that comes of it, all or nothing."""
    story = tell_story(
        read_inputs(read_content),
        make_rng=np.random.default_rng,
        today=STORY_DAY,
        say=lambda step: report(STEPS[step], step),
    )
    report(80, "files")
    files = render_files(story.toolkit)
    report(95, "consultation")
    with transaction.atomic():
        version = _keep_frameworks(job, story)
        assessment = _keep_assessment(job, story, version)
        plan = publish_plan(
            SYSTEM, assessment=assessment, problem=story.problem, plan=story.plan, limits=story.inputs.limits
        )
        publish_toolkit(SYSTEM, plan=plan, document=story.toolkit, files=files)
    return {"route": "country", "args": [job.organisation.code]}


def _keep_frameworks(job: Job, story: Story) -> FrameworkVersion:
    levels = story.inputs.levels
    base = FrameworkVersion.objects.get(code=levels.code, version=levels.version)
    keep_programme(SYSTEM, organisation=job.organisation, document=story.inputs.programme, framework_version=base)
    return publish_adaptation(
        SYSTEM,
        organisation=job.organisation,
        base=base,
        adaptation=story.adapted.adaptation,
        released_at=datetime.combine(STORY_DAY, time(), UTC),
        country=story.inputs.header.profile.country,
        simulated=True,
    )


def _keep_assessment(job: Job, story: Story, version: FrameworkVersion) -> Assessment:
    run = story.assessment
    header = run.responses.header
    return publish_assessment(
        SYSTEM,
        organisation=job.organisation,
        code=story.inputs.simulation.code,
        title=story.inputs.simulation.title,
        country=story.inputs.header.profile.country,
        simulated=header.simulated,
        framework_version=version,
        sample_digest=store_document(SAMPLE_FORMAT.dump(run.sample)),
        responses_digest=store_file(write_response_set(run.responses), PARQUET),
        estimates_digest=store_document(ESTIMATES_FORMAT.dump(run.estimates)),
        gaps_digest=store_document(GAPS_FORMAT.dump(run.gaps)),
        population_size=story.inputs.population.size,
        sample_size=header.asked,
        respondents=header.answered,
        group_titles={code: write_localized(title) for code, title in group_titles(story.inputs.population).items()},
        finished_on=STORY_DAY,
    )
