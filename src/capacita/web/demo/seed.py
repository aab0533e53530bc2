"""The demonstration: its accounts at once, its story as a job that people can watch."""

from capacita.vocabulary import TextOrigin, Wording, text_digest, written
from capacita.web.accounts.models import Membership, Organisation, OrganisationKind, Person
from capacita.web.accounts.services import found_organisation, give_membership
from capacita.web.actors import SYSTEM
from capacita.web.assessment.models import Assessment
from capacita.web.demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from capacita.web.jobs.services import ask_for_job

COUNTRY = "almara"
STORY = 1  # counts up when the story changes, so that an older site is filled again
VOTES = 1  # the same of the votes on statements


def seed_demo_accounts() -> None:
    """Found the fictional country where it is missing, and its people and the keeper's as far as they are."""
    if not Organisation.objects.filter(code=COUNTRY).exists():
        found_organisation(
            SYSTEM,
            code=COUNTRY,
            kind=OrganisationKind.COUNTRY,
            name={
                **written("Almara"),
                "ar": Wording(text="ألمارا", origin=TextOrigin.HUMAN, of=text_digest("Almara")),
            },
            country="XA",
            fictional=True,
        )
    emails = [account.email for account in DEMO_ACCOUNTS]
    known = set(Membership.objects.filter(person__email__in=emails).values_list("person__email", flat=True))
    organisations = {organisation.code: organisation for organisation in Organisation.objects.all()}
    for account in DEMO_ACCOUNTS:
        if account.email in known:
            continue
        person = Person.objects.filter(email=account.email).first()
        if person is None:
            person = Person.objects.create_person(
                email=account.email, display_name=account.display_name, password=DEMO_PASSWORD
            )
        give_membership(SYSTEM, person=person, organisation=organisations[account.organisation], role=account.role)


def ask_for_demo() -> None:
    """Queue the story unless the site has it."""
    if Assessment.objects.filter(organisation__code=COUNTRY).exists():
        return
    organisation = Organisation.objects.get(code=COUNTRY)
    ask_for_job(SYSTEM, organisation=organisation, kind="fill-demo", inputs={"story": STORY}, published=True)
    ask_for_job(SYSTEM, organisation=organisation, kind="fill-demo-votes", inputs={"votes": VOTES}, published=True)
