"""The demonstration country on a test's own database: its story is told once, its rows are kept for each test."""

import functools
from unittest.mock import patch

import numpy as np
from django.test import Client

from capacita.content import read_content
from capacita.story import read_inputs
from capacita.story.chain import Story, tell_story
from capacita.web.accounts.models import Membership, Organisation, OrganisationKind, Person
from capacita.web.accounts.seed import seed_organisations
from capacita.web.actors import Actor, Role, actor_for_person
from capacita.web.demo import work
from capacita.web.demo.story_day import STORY_DAY
from capacita.web.framework.seed import seed_frameworks
from capacita.web.jobs.models import Job
from capacita.web.toolkit.services import RenderedFile

HTML = RenderedFile(media_type="text/html", data=b"<!doctype html><title>Toolkit</title>")


@functools.cache
def told_story() -> Story:
    """The real chain, told once for all tests of a process."""
    return tell_story(read_inputs(read_content), make_rng=np.random.default_rng, today=STORY_DAY)


def found_country(code: str = "almara", *, fictional: bool = True) -> Organisation:
    return Organisation.objects.create(
        code=code, kind=OrganisationKind.COUNTRY, name=code.title(), country="XA", fictional=fictional
    )


def fill_country(organisation: Organisation, story: Story | None = None) -> None:
    """Keep the story through the very function that the worker runs; only solving and rendering are not done again."""
    seed_organisations()
    seed_frameworks()
    job = Job.objects.create(organisation=organisation, kind="fill-demo", key=f"fill {organisation.code}")
    told = story or told_story()
    with (
        patch.object(work, "tell_story", lambda *_args, **_more: told),
        patch.object(work, "render_files", lambda _document: {"html": HTML}),
    ):
        work.fill_demo(job, lambda _percent, _step: None)
    job.delete()


def filled_country() -> Organisation:
    organisation = found_country()
    fill_country(organisation)
    return organisation


def person(organisation: Organisation | None, role: Role | None, email: str = "somebody@example.org") -> Person:
    made = Person.objects.create_person(email=email, display_name="Somebody", password=None)
    if organisation and role:
        Membership.objects.create(person=made, organisation=organisation, role=role.value)
    return made


def actor(organisation: Organisation, role: Role) -> Actor:
    return actor_for_person(person(organisation, role, f"{role.value}@example.org"))


def signed_in(organisation: Organisation, role: Role) -> Client:
    client = Client()
    client.force_login(person(organisation, role, f"{role.value}@{organisation.code}.example"))
    return client
