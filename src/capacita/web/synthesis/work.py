"""The job that suggests themes. Runs in the worker: it computes with scipy."""

from __future__ import annotations

from typing import Any

import numpy as np

from capacita.consultation.themes import find_copies
from capacita.consultation.themes.suggesting import suggest_themes
from capacita.web.consultation.models import Contribution, Programme, told
from capacita.web.jobs.models import Job
from capacita.web.jobs.worker import Report
from capacita.web.synthesis.queries import list_excerpts

SEED = 20260416  # the same words give the same suggestions


def suggest_themes_of(job: Job, report: Report) -> dict[str, Any]:
    """Suggest themes for all that was published of a programme, with all excerpts of each, and find copies."""
    programme = Programme.objects.get(pk=job.inputs["programme"], organisation=job.organisation)
    rows = Contribution.objects.filter(told(), consultation__programme=programme).select_related("consultation")
    excerpts = list_excerpts(tuple(rows.order_by("consultation__starts_on", "number", "pk")))
    report(10, "themes")
    found = suggest_themes(excerpts, np.random.default_rng(SEED))
    report(80, "copies")
    copies = find_copies(excerpts)
    return {
        "route": "synthesis-themes",
        "args": [programme.code],
        "themes": [
            {
                "words": list(theme.words),
                "members": [[member.excerpt, member.nearness] for member in theme.members],
                "contributions": theme.contributions,
                "people": theme.people,
                "collapsed": theme.collapsed,
            }
            for theme in found.themes
        ],
        "alone": list(found.alone),
        "copies": [
            {
                "excerpts": list(group.excerpts),
                "senders": group.senders,
                "alike": group.alike,
                "is_campaign": group.is_campaign,
            }
            for group in copies
        ],
    }
