"""Who may do what, and in which state: one table, read by the middleware, the services, the pages and the docs.

A route names its action in ROUTES; an action names its roles, and the states of its object in which it is open, in
RULES. What is in neither table is closed. Services ask again with the object's own organisation: a route only says
that this is a kind of person who does such things somewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from capacita.vocabulary import NotAllowed, Refusal
from capacita.web.actors import Actor, Role


class Action(StrEnum):
    """What somebody may want to do."""

    READ_PUBLIC = "read-public"
    SIGN_IN = "sign-in"
    SIGN_OUT = "sign-out"
    CHECK_ONESELF = "check-oneself"
    ASK_TO_ORGANISE = "ask-to-organise"
    FOLLOW_OWN_REQUEST = "follow-own-request"
    JOIN = "join"
    SEE_WORK = "see-work"
    DECIDE_REQUEST = "decide-request"
    RUN_CONSULTATION = "run-consultation"
    OPEN_PROGRAMME = "open-programme"
    VOTE = "vote"
    RUN_VOTING = "run-voting"
    READ_CONTRIBUTIONS = "read-contributions"
    SET_COVERAGE_TARGETS = "set-coverage-targets"
    IMPORT_EXPORT = "import-export"
    ARCHIVE_PROGRAMME = "archive-programme"
    DISPOSE_CONTRIBUTION = "dispose-contribution"
    COMMENT = "comment"
    FOLLOW_OWN_COMMENT = "follow-own-comment"
    MODERATE_COMMENT = "moderate-comment"
    TRANSLATE_CONTRIBUTION = "translate-contribution"
    RECORD_DECISION = "record-decision"
    SORT_THEMES = "sort-themes"
    REVIEW_CROSSWALK = "review-crosswalk"
    ADAPT_FRAMEWORK = "adapt-framework"
    DISCUSS_DRAFT = "discuss-draft"
    RELEASE_ADAPTATION = "release-adaptation"
    SET_RELEASE_GATE = "set-release-gate"
    TRANSLATE_FRAMEWORK = "translate-framework"
    PUBLISH_TRANSLATION = "publish-translation"
    TRANSLATE_BY_LINK = "translate-by-link"
    PLAN_TRAINING = "plan-training"
    BUILD_TOOLKIT = "build-toolkit"
    SEE_OWN_JOBS = "see-own-jobs"
    SEE_ALL_JOBS = "see-all-jobs"
    READ_AUDIT = "read-audit"


EVERYBODY = frozenset(Role)
SIGNED_IN = EVERYBODY - {Role.VISITOR, Role.SYSTEM}
STEWARDS = frozenset({Role.STEWARD})
FOCAL_POINTS = frozenset({Role.FOCAL_POINT})
ANALYSTS = frozenset({Role.ANALYST, Role.FOCAL_POINT})
DRAFT_READERS = frozenset({Role.FOCAL_POINT, Role.ANALYST, Role.TRANSLATOR})
TRANSLATORS = frozenset({Role.TRANSLATOR, Role.STEWARD, Role.FOCAL_POINT})
WORKERS = frozenset({Role.STEWARD, Role.FOCAL_POINT, Role.ANALYST, Role.ADMINISTRATOR})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Rule:
    """The roles that may, and the states of the object in which they may; no states means any.

    ``in_secretariat`` are the roles that may besides in an organisation that keeps frameworks: there a steward writes
    the next version, as a focal point does for a country.
    """

    roles: frozenset[Role]
    states: frozenset[str] = frozenset()
    in_secretariat: frozenset[Role] = frozenset()


RULES: dict[Action, Rule] = {
    Action.READ_PUBLIC: Rule(EVERYBODY),
    Action.SIGN_IN: Rule(EVERYBODY),
    Action.SIGN_OUT: Rule(EVERYBODY),
    Action.CHECK_ONESELF: Rule(EVERYBODY),
    Action.ASK_TO_ORGANISE: Rule(EVERYBODY),
    Action.FOLLOW_OWN_REQUEST: Rule(EVERYBODY),  # the private link is the key
    Action.JOIN: Rule(EVERYBODY),  # afterwards the private link is the key
    Action.SEE_WORK: Rule(WORKERS | {Role.TRANSLATOR}),
    Action.DECIDE_REQUEST: Rule(STEWARDS, frozenset({"requested", "needs_information"})),
    Action.RUN_CONSULTATION: Rule(STEWARDS),  # in which state is in the table of consultation/lifecycle.py
    Action.OPEN_PROGRAMME: Rule(STEWARDS | FOCAL_POINTS),
    Action.VOTE: Rule(EVERYBODY),  # a code that the voter alone holds is the key
    Action.RUN_VOTING: Rule(STEWARDS | FOCAL_POINTS),
    Action.READ_CONTRIBUTIONS: Rule(STEWARDS | {Role.FOCAL_POINT}),
    Action.SET_COVERAGE_TARGETS: Rule(STEWARDS | FOCAL_POINTS),
    Action.IMPORT_EXPORT: Rule(STEWARDS),
    Action.ARCHIVE_PROGRAMME: Rule(STEWARDS),
    Action.COMMENT: Rule(EVERYBODY),
    Action.FOLLOW_OWN_COMMENT: Rule(EVERYBODY),  # the private link is the key
    Action.MODERATE_COMMENT: Rule(STEWARDS | FOCAL_POINTS),  # in which state is in consultation/commenting/comments.py
    Action.TRANSLATE_CONTRIBUTION: Rule(TRANSLATORS),
    Action.DISPOSE_CONTRIBUTION: Rule(STEWARDS | FOCAL_POINTS),  # the steps are in consultation/ledger/steps.py
    Action.RECORD_DECISION: Rule(STEWARDS | FOCAL_POINTS),
    Action.SORT_THEMES: Rule(STEWARDS | FOCAL_POINTS),
    Action.REVIEW_CROSSWALK: Rule(STEWARDS | FOCAL_POINTS),
    Action.ADAPT_FRAMEWORK: Rule(FOCAL_POINTS, frozenset({"open"}), in_secretariat=STEWARDS),
    Action.DISCUSS_DRAFT: Rule(DRAFT_READERS, frozenset({"open"}), in_secretariat=STEWARDS),
    Action.SET_RELEASE_GATE: Rule(STEWARDS),
    Action.RELEASE_ADAPTATION: Rule(FOCAL_POINTS, frozenset({"open"})),
    Action.TRANSLATE_FRAMEWORK: Rule(TRANSLATORS),
    Action.PUBLISH_TRANSLATION: Rule(STEWARDS | FOCAL_POINTS),
    Action.TRANSLATE_BY_LINK: Rule(EVERYBODY),  # the private link is the key
    Action.PLAN_TRAINING: Rule(ANALYSTS),
    Action.BUILD_TOOLKIT: Rule(ANALYSTS),
    Action.SEE_OWN_JOBS: Rule(WORKERS),
    Action.SEE_ALL_JOBS: Rule(ADMINISTRATORS),
    Action.READ_AUDIT: Rule(ADMINISTRATORS),
}

ROUTES: dict[str, Action] = {
    # pages that belong to no room
    "front-door": Action.READ_PUBLIC,
    "home": Action.READ_PUBLIC,
    "about": Action.READ_PUBLIC,
    "accessibility": Action.READ_PUBLIC,
    "sources": Action.READ_PUBLIC,
    "api-reference": Action.READ_PUBLIC,
    "sign-in": Action.SIGN_IN,
    "sign-out": Action.SIGN_OUT,
    # frameworks
    "framework-list": Action.READ_PUBLIC,
    "framework": Action.READ_PUBLIC,
    "framework-item": Action.READ_PUBLIC,
    "framework-file": Action.READ_PUBLIC,
    "framework-downloads": Action.READ_PUBLIC,
    "framework-format": Action.READ_PUBLIC,
    "framework-search": Action.READ_PUBLIC,
    "framework-versions": Action.READ_PUBLIC,
    "framework-offline": Action.READ_PUBLIC,
    "framework-compare": Action.READ_PUBLIC,
    "framework-release": Action.READ_PUBLIC,
    "release-file": Action.READ_PUBLIC,
    "release-key": Action.READ_PUBLIC,
    "identifier": Action.READ_PUBLIC,
    "framework-identifier": Action.READ_PUBLIC,
    # translating
    "translation-list": Action.TRANSLATE_FRAMEWORK,
    "translation": Action.TRANSLATE_FRAMEWORK,
    "translation-text": Action.TRANSLATE_FRAMEWORK,
    "translation-remark": Action.TRANSLATE_FRAMEWORK,
    "translation-undo-file": Action.TRANSLATE_FRAMEWORK,
    "translation-checks": Action.TRANSLATE_FRAMEWORK,
    "translation-terms": Action.TRANSLATE_FRAMEWORK,
    "translation-file": Action.TRANSLATE_FRAMEWORK,
    "translation-upload": Action.TRANSLATE_FRAMEWORK,
    "translation-preview": Action.TRANSLATE_FRAMEWORK,
    "translation-undo": Action.TRANSLATE_FRAMEWORK,
    "translation-name": Action.TRANSLATE_FRAMEWORK,
    "translation-links": Action.PUBLISH_TRANSLATION,
    "translation-publish": Action.PUBLISH_TRANSLATION,
    "translator": Action.TRANSLATE_BY_LINK,
    "translator-text": Action.TRANSLATE_BY_LINK,
    "translator-remark": Action.TRANSLATE_BY_LINK,
    "translator-checks": Action.TRANSLATE_BY_LINK,
    "translator-undo-file": Action.TRANSLATE_BY_LINK,
    "translator-file": Action.TRANSLATE_BY_LINK,
    "translator-upload": Action.TRANSLATE_BY_LINK,
    "translator-preview": Action.TRANSLATE_BY_LINK,
    "translator-undo": Action.TRANSLATE_BY_LINK,
    "translator-name": Action.TRANSLATE_BY_LINK,
    # crosswalks
    "crosswalk-list": Action.READ_PUBLIC,
    "crosswalk": Action.READ_PUBLIC,
    "crosswalk-link": Action.READ_PUBLIC,  # deciding there is for reviewers: the service asks
    "crosswalk-file": Action.READ_PUBLIC,
    "crosswalk-propose": Action.REVIEW_CROSSWALK,
    "crosswalk-undo": Action.REVIEW_CROSSWALK,
    # where I stand
    "stand-start": Action.CHECK_ONESELF,
    "stand-question": Action.CHECK_ONESELF,
    "stand-result": Action.CHECK_ONESELF,
    # consultations
    "calendar": Action.READ_PUBLIC,
    "calendar-file": Action.READ_PUBLIC,
    "consultation": Action.READ_PUBLIC,
    "consultation-calendar-file": Action.READ_PUBLIC,
    "programme": Action.READ_PUBLIC,
    "programme-coverage": Action.READ_PUBLIC,
    "programme-coverage-file": Action.READ_PUBLIC,
    "work-archive": Action.ARCHIVE_PROGRAMME,
    "work-restore": Action.OPEN_PROGRAMME,
    "work-restore-job": Action.OPEN_PROGRAMME,
    "work-export": Action.IMPORT_EXPORT,
    "work-export-check": Action.IMPORT_EXPORT,
    "consultation-counted": Action.READ_PUBLIC,
    "work-coverage": Action.READ_CONTRIBUTIONS,
    "work-coverage-file": Action.READ_CONTRIBUTIONS,
    "work-coverage-targets": Action.SET_COVERAGE_TARGETS,
    "ask-start": Action.ASK_TO_ORGANISE,
    "ask-step": Action.ASK_TO_ORGANISE,
    "ask-check": Action.ASK_TO_ORGANISE,
    "request-status": Action.FOLLOW_OWN_REQUEST,
    "request-kit": Action.FOLLOW_OWN_REQUEST,
    "kit": Action.FOLLOW_OWN_REQUEST,
    "kit-file": Action.FOLLOW_OWN_REQUEST,
    "kit-call-file": Action.FOLLOW_OWN_REQUEST,
    "work-kit": Action.DECIDE_REQUEST,
    "work-kit-file": Action.DECIDE_REQUEST,
    "work-call": Action.RUN_CONSULTATION,
    "request-withdraw": Action.FOLLOW_OWN_REQUEST,
    "request-reply": Action.FOLLOW_OWN_REQUEST,
    "join": Action.JOIN,
    "place": Action.JOIN,
    "place-change": Action.JOIN,
    "work-joining": Action.RUN_CONSULTATION,
    "enter-code": Action.FOLLOW_OWN_REQUEST,
    "output-send": Action.FOLLOW_OWN_REQUEST,
    "output-report": Action.FOLLOW_OWN_REQUEST,
    "output-arrive": Action.FOLLOW_OWN_REQUEST,
    "output-offline": Action.FOLLOW_OWN_REQUEST,
    "output-form": Action.FOLLOW_OWN_REQUEST,
    "output-arrival": Action.FOLLOW_OWN_REQUEST,
    "work-output": Action.RUN_CONSULTATION,
    "work-output-report": Action.RUN_CONSULTATION,
    "work-output-form": Action.RUN_CONSULTATION,
    "work-output-arrival": Action.RUN_CONSULTATION,
    "work-output-file": Action.RUN_CONSULTATION,
    "work-output-excerpts": Action.RUN_CONSULTATION,
    "work": Action.SEE_WORK,
    "work-request": Action.DECIDE_REQUEST,
    "work-intake": Action.DECIDE_REQUEST,
    "work-intake-letter": Action.DECIDE_REQUEST,
    "work-intake-rows": Action.DECIDE_REQUEST,
    "work-intake-template": Action.DECIDE_REQUEST,
    "work-programmes": Action.OPEN_PROGRAMME,
    "work-programme-new": Action.OPEN_PROGRAMME,
    "work-programme": Action.OPEN_PROGRAMME,
    "work-new-link": Action.RUN_CONSULTATION,
    "work-consultation": Action.RUN_CONSULTATION,
    "work-move": Action.RUN_CONSULTATION,
    "work-contributions": Action.READ_CONTRIBUTIONS,
    "work-contribution": Action.DISPOSE_CONTRIBUTION,
    # comments on the text
    "comment-text": Action.READ_PUBLIC,
    "comment-item": Action.READ_PUBLIC,
    "comment-orphans": Action.READ_PUBLIC,
    "comment-log": Action.READ_PUBLIC,
    "comment-log-file": Action.READ_PUBLIC,
    "comment-file": Action.READ_PUBLIC,
    "comment": Action.READ_PUBLIC,
    "comment-write": Action.COMMENT,
    "comment-code": Action.FOLLOW_OWN_COMMENT,
    "comment-receipt": Action.FOLLOW_OWN_COMMENT,
    "comment-change": Action.FOLLOW_OWN_COMMENT,
    "comment-withdraw": Action.FOLLOW_OWN_COMMENT,
    "work-comments": Action.MODERATE_COMMENT,
    "work-comment": Action.MODERATE_COMMENT,
    "work-untranslated": Action.TRANSLATE_CONTRIBUTION,
    "work-translate": Action.TRANSLATE_CONTRIBUTION,
    # votes on statements
    "opinion-round": Action.READ_PUBLIC,
    "opinion-statements": Action.READ_PUBLIC,
    "opinion-result": Action.READ_PUBLIC,
    "opinion-file": Action.READ_PUBLIC,
    "opinion-begin": Action.VOTE,
    "opinion-vote": Action.VOTE,
    "opinion-pause": Action.VOTE,
    "opinion-own": Action.VOTE,
    "opinion-propose": Action.VOTE,
    "opinion-take-back": Action.VOTE,
    "opinion-resume": Action.VOTE,
    "opinion-work": Action.RUN_VOTING,
    "opinion-new": Action.RUN_VOTING,
    "opinion-import": Action.RUN_VOTING,
    "opinion-run": Action.RUN_VOTING,
    "opinion-change": Action.RUN_VOTING,
    "opinion-put": Action.RUN_VOTING,
    "opinion-moderate": Action.RUN_VOTING,
    # reading together what was said
    "answers": Action.READ_PUBLIC,
    "contribution": Action.READ_PUBLIC,
    "work-contribution-back": Action.DISPOSE_CONTRIBUTION,
    "work-change": Action.DISPOSE_CONTRIBUTION,
    "work-change-link": Action.DISPOSE_CONTRIBUTION,
    "work-change-draft": Action.DISPOSE_CONTRIBUTION,
    "synthesis-list": Action.READ_CONTRIBUTIONS,
    "synthesis": Action.READ_CONTRIBUTIONS,
    "synthesis-decisions": Action.RECORD_DECISION,
    "synthesis-name-decisions": Action.RECORD_DECISION,
    "synthesis-items": Action.READ_CONTRIBUTIONS,
    "synthesis-item": Action.READ_CONTRIBUTIONS,
    "synthesis-divergence": Action.DISPOSE_CONTRIBUTION,
    "synthesis-themes": Action.SORT_THEMES,
    "synthesis-suggest": Action.SORT_THEMES,
    "synthesis-theme": Action.SORT_THEMES,
    "synthesis-coding": Action.SORT_THEMES,
    # countries
    "country-list": Action.READ_PUBLIC,
    "country": Action.READ_PUBLIC,
    "adaptation": Action.READ_PUBLIC,
    "adapted-items": Action.READ_PUBLIC,
    "adaptation-report": Action.READ_PUBLIC,
    "adapt-list": Action.DISCUSS_DRAFT,
    "adapt-start": Action.ADAPT_FRAMEWORK,
    "adapt-continue": Action.ADAPT_FRAMEWORK,
    "adapt-draft": Action.DISCUSS_DRAFT,
    "adapt-item": Action.DISCUSS_DRAFT,
    "adapt-step": Action.ADAPT_FRAMEWORK,
    "adapt-add": Action.ADAPT_FRAMEWORK,
    "adapt-undo": Action.ADAPT_FRAMEWORK,
    "adapt-preview": Action.DISCUSS_DRAFT,
    "adapt-effect": Action.DISCUSS_DRAFT,
    "adapt-coverage": Action.DISCUSS_DRAFT,
    "adapt-tags": Action.DISCUSS_DRAFT,
    "adapt-confirm": Action.DISCUSS_DRAFT,
    "adapt-comment": Action.DISCUSS_DRAFT,
    "adapt-resolve": Action.DISCUSS_DRAFT,
    "adapt-level": Action.ADAPT_FRAMEWORK,
    "adapt-level-step": Action.ADAPT_FRAMEWORK,
    "adapt-forget": Action.ADAPT_FRAMEWORK,
    "adapt-set-aside": Action.ADAPT_FRAMEWORK,
    "adapt-take-up": Action.ADAPT_FRAMEWORK,
    "adapt-sheet": Action.ADAPT_FRAMEWORK,
    "adapt-sheet-file": Action.ADAPT_FRAMEWORK,
    "adapt-sheet-review": Action.ADAPT_FRAMEWORK,
    "adapt-sheet-gone": Action.ADAPT_FRAMEWORK,
    "adapt-sheet-conflicts": Action.ADAPT_FRAMEWORK,
    "adapt-sheet-conflict": Action.ADAPT_FRAMEWORK,
    "adapt-sheet-taken": Action.ADAPT_FRAMEWORK,
    "adapt-sheet-undo": Action.ADAPT_FRAMEWORK,
    "gate-list": Action.SET_RELEASE_GATE,
    "gate": Action.SET_RELEASE_GATE,
    "adapt-merge-begin": Action.ADAPT_FRAMEWORK,
    "adapt-take-translations": Action.RELEASE_ADAPTATION,
    "adapt-merge": Action.ADAPT_FRAMEWORK,
    "adapt-conflict": Action.ADAPT_FRAMEWORK,
    "adapt-merge-end": Action.ADAPT_FRAMEWORK,
    "adapt-release": Action.RELEASE_ADAPTATION,
    "results": Action.READ_PUBLIC,
    "results-file": Action.READ_PUBLIC,
    "plan": Action.READ_PUBLIC,
    "plan-file": Action.READ_PUBLIC,
    "plan-limits": Action.PLAN_TRAINING,
    "toolkit": Action.READ_PUBLIC,
    "toolkit-page": Action.READ_PUBLIC,
    "toolkit-file": Action.READ_PUBLIC,
    "toolkit-build": Action.BUILD_TOOLKIT,
    "trail": Action.READ_PUBLIC,
    # long work and the audit trail
    "job-list": Action.SEE_OWN_JOBS,
    "job": Action.SEE_OWN_JOBS,
    "audit-list": Action.READ_AUDIT,
    # frameworks as CASE
    "case-discovery": Action.READ_PUBLIC,
    "case-nothing": Action.READ_PUBLIC,
    "case-v1p1-documents": Action.READ_PUBLIC,
    "case-v1p1-CFDocuments": Action.READ_PUBLIC,
    "case-v1p1-CFPackages": Action.READ_PUBLIC,
    "case-v1p1-CFItems": Action.READ_PUBLIC,
    "case-v1p1-CFItemAssociations": Action.READ_PUBLIC,
    "case-v1p1-CFAssociations": Action.READ_PUBLIC,
    "case-v1p1-CFAssociationGroupings": Action.READ_PUBLIC,
    "case-v1p1-CFConcepts": Action.READ_PUBLIC,
    "case-v1p1-CFSubjects": Action.READ_PUBLIC,
    "case-v1p1-CFItemTypes": Action.READ_PUBLIC,
    "case-v1p1-CFLicenses": Action.READ_PUBLIC,
    "case-v1p1-CFRubrics": Action.READ_PUBLIC,
    "case-v1p0-documents": Action.READ_PUBLIC,
    "case-v1p0-CFDocuments": Action.READ_PUBLIC,
    "case-v1p0-CFPackages": Action.READ_PUBLIC,
    "case-v1p0-CFItems": Action.READ_PUBLIC,
    "case-v1p0-CFItemAssociations": Action.READ_PUBLIC,
    "case-v1p0-CFAssociations": Action.READ_PUBLIC,
    "case-v1p0-CFAssociationGroupings": Action.READ_PUBLIC,
    "case-v1p0-CFConcepts": Action.READ_PUBLIC,
    "case-v1p0-CFSubjects": Action.READ_PUBLIC,
    "case-v1p0-CFItemTypes": Action.READ_PUBLIC,
    "case-v1p0-CFLicenses": Action.READ_PUBLIC,
    "case-v1p0-CFRubrics": Action.READ_PUBLIC,
    # the API
    "api-1.0.0:openapi-json": Action.READ_PUBLIC,
    "api-1.0.0:api-root": Action.READ_PUBLIC,
    "api-1.0.0:list-frameworks": Action.READ_PUBLIC,
    "api-1.0.0:get-framework": Action.READ_PUBLIC,
    "api-1.0.0:get-item": Action.READ_PUBLIC,
    "api-1.0.0:list-consultations": Action.READ_PUBLIC,
    "api-1.0.0:list-countries": Action.READ_PUBLIC,
    "api-1.0.0:get-gaps": Action.READ_PUBLIC,
    "api-1.0.0:get-plan": Action.READ_PUBLIC,
    "api-1.0.0:get-toolkit": Action.READ_PUBLIC,
    "api-1.0.0:get-trail": Action.READ_PUBLIC,
}


def may(actor: Actor, action: Action, *, organisation_id: UUID | None = None, state: str | None = None) -> bool:
    """Tell whether an actor may do something, anywhere at all or to an object of one organisation in one state."""
    rule = RULES[action]
    if not actor.is_system and not _holds_a_role(actor, rule, organisation_id):
        return False
    return state is None or not rule.states or state in rule.states


def _holds_a_role(actor: Actor, rule: Rule, organisation_id: UUID | None) -> bool:
    held = actor.roles if organisation_id is None else actor.roles_in(organisation_id)
    if held & rule.roles:
        return True
    kept = actor.secretariats if organisation_id is None else actor.secretariats & {organisation_id}
    return any(actor.roles_in(secretariat) & rule.in_secretariat for secretariat in kept)


def check_may(actor: Actor, action: Action, *, organisation_id: UUID, state: str | None = None) -> None:
    """Raise NotAllowed when this is not for this person, and Refusal when it is not for now."""
    if not may(actor, action, organisation_id=organisation_id):
        raise NotAllowed("NOT_FOR_YOU", action=action.value)
    if not may(actor, action, organisation_id=organisation_id, state=state):
        raise Refusal("NOT_NOW", action=action.value, state=state)


def routes_without_rule(names: Iterable[str]) -> list[str]:
    """Return the route names that the table forgets."""
    return sorted(set(names) - set(ROUTES))
