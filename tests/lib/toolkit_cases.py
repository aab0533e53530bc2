"""A small country for toolkits, made by code: framework with levels, estimates, gaps, a plan, and a ledger."""

from functools import cache

from capacita.assessment.estimation.model import EstimateRecord
from capacita.assessment.profile.model import EstimateSet, Gap, GapSet
from capacita.framework.changes import (
    Adaptation,
    Change,
    ChangeKind,
    ContextProfile,
    Evidence,
    EvidenceKind,
    MaturityProfile,
)
from capacita.framework.model import (
    Branch,
    DerivedFrom,
    Framework,
    FrameworkStatus,
    Item,
    ItemKind,
    JobRole,
    LevelDescriptor,
    ProficiencyLevel,
    ProficiencyScale,
    Requirement,
    Source,
)
from capacita.planning import Catalogue, Exercise, ExerciseFamily, TrainingPlan, assemble_problem
from capacita.planning.optimise import optimise_plan
from capacita.toolkit import TEXTS_FORMAT, ToolkitDocument, ToolkitTexts, compose_policy_maker_toolkit
from capacita.vocabulary import LocalizedText, Provenance, TextOrigin, TrailKind, Wording, derive_identifier, written
from lib.planning_cases import FRAMEWORK, ZERO_DIGEST, action, catalogue, gap, identifier, limits, module

NOTICE = "Own wording. Not an official UNESCO, ITU or Broadband Commission text, translation or endorsement."
DOMAINS = {
    "1": ("Planning and design", "التخطيط والتصميم"),
    "2": ("Data use and governance", "استخدام البيانات وحوكمتها"),
    "3": ("Management and execution", "الإدارة والتنفيذ"),
}
COMPETENCIES = {
    "1.1": ("Systems thinking", "التفكير النظمي"),
    "2.1": ("Data literacy for public work", "الإلمام بالبيانات في العمل العام"),
    "2.2": ("Data-driven decision-making", "اتخاذ القرار المستند إلى البيانات"),
    "2.3": ("Data protection & <privacy>", "حماية البيانات والخصوصية"),
    "3.1": ("Digital leadership", "القيادة الرقمية"),
    "3.2": ("Change management", "إدارة التغيير"),
}
LEVELS = (("foundation", "Foundation", "أساسي"), ("practitioner", "Practitioner", "ممارس"), ("lead", "Lead", "قائد"))
LEVELS = (*LEVELS, ("shaper", "Shaper", "مؤثر"))
MINISTRIES = ("health", "finance", "education")
STATUS = FrameworkStatus.IMPLEMENTED


def both(english: str, arabic: str) -> LocalizedText:
    return {**written(english), "ar": Wording(text=arabic, origin=TextOrigin.MACHINE)}


@cache
def framework() -> Framework:
    items = [
        Item(id=identifier(code), kind=ItemKind.DOMAIN, code=code, position=int(code), title=both(*titles))
        for code, titles in DOMAINS.items()
    ]
    items += [
        Item(
            id=identifier(code),
            kind=ItemKind.COMPETENCY,
            code=code,
            parent=identifier(code[0]),
            position=int(code[2]),
            title=both(*titles),
            statement=both(
                f"Knows what {titles[0].lower()} asks of a decision, judges it with care, and says what is not known.",
                "يعرف ما يتطلبه القرار، ويقدّره بعناية، ويقول بوضوح ما لا يُعرف.",
            ),
        )
        for code, titles in COMPETENCIES.items()
    ]
    levels = tuple(
        ProficiencyLevel(id=identifier("level", code), code=code, position=n + 1, title=both(*titles))
        for n, (code, *titles) in enumerate(LEVELS)
    )
    descriptors = tuple(
        LevelDescriptor(
            id=identifier("descriptor", code, level.code),
            item=identifier(code),
            level=level.id,
            text=both("Does this at work and can show a colleague how.", "يفعل ذلك في عمله ويستطيع أن يبيّنه لزميل."),
        )
        for code in COMPETENCIES
        for level in levels
    )
    role = JobRole(
        id=identifier("role", "policymaker"),
        code="policymaker",
        branch=Branch.EXECUTIVE,
        title=both("Policy maker", "صانع سياسات"),
        requirements=tuple(
            Requirement(item=identifier(code), level=identifier("level", "practitioner"), importance=4)
            for code in COMPETENCIES
        ),
    )
    return Framework(
        id=FRAMEWORK,
        code="almara",
        title=both("Competencies for digital government", "كفاءات الحكومة الرقمية"),
        language="en",
        version="2.0.0",
        status=STATUS,
        licence="CC-BY-SA-4.0",
        notice=both(NOTICE, "صياغة خاصة. ليس نصًا رسميًا."),
        sources=(
            Source(
                code="govtech-2025",
                title="GovTech Maturity Index",
                publisher="World Bank",
                date="2025",
                identifier="https://datacatalog.worldbank.org/search/dataset/0037889",
                licence="CC-BY-4.0",
            ),
        ),
        scales=(ProficiencyScale(id=identifier("scale"), code="levels", title=written("Levels"), levels=levels),),
        items=tuple(items),
        descriptors=descriptors,
        roles=(role,),
    )


def profile(*, basis: str = "group median", fictional: bool = True) -> ContextProfile:
    return ContextProfile(
        country="XA",
        name=both("Almara", "ألمارا"),
        fictional=fictional,
        languages=("en", "fr", "ar"),
        maturity=MaturityProfile(
            source="govtech-2025",
            year=2025,
            group="B",
            basis=basis,
            economies=42,
            values={"GTMI": 0.612, "CGSI": 0.655},
        ),
        priority_sectors=(both("health", "الصحة"),),
        sdgs=(3, 16),
    )


def ledger() -> tuple[Provenance, ...]:
    return (
        Provenance(id=identifier("consultation"), kind=TrailKind.CONSULTATION, label="Workshop with ICT ministries"),
        Provenance(
            id=identifier("contribution"),
            kind=TrailKind.CONTRIBUTION,
            label="Say what the evidence cannot tell",
            made_from=(identifier("consultation"),),
        ),
        Provenance(
            id=identifier("decision"),
            kind=TrailKind.DECISION,
            label="Accepted by the working group",
            made_from=(identifier("contribution"),),
        ),
    )


@cache
def adaptation() -> Adaptation:
    return Adaptation(
        id=identifier("adaptation"),
        code="almara",
        title=both("Adaptation of Almara", "تكييف ألمارا"),
        language="en",
        version="1.0.0",
        status=STATUS,
        base=DerivedFrom(id=FRAMEWORK, version="1.0.0", digest=ZERO_DIGEST),
        profile=profile(),
        changes=(
            Change(
                id=identifier("change", "reword"),
                kind=ChangeKind.REWORD,
                target=identifier("2.2"),
                after={},
                reason=both("People asked for candour about limits.", "طلب الناس الصراحة بشأن الحدود."),
                evidence=(Evidence(kind=EvidenceKind.CONTRIBUTION, ref=identifier("contribution")),),
                decision=identifier("decision"),
            ),
            Change(
                id=identifier("change", "require"),
                kind=ChangeKind.REQUIRE,
                target=identifier("role", "policymaker"),
                after={"item": identifier("2.2"), "level": identifier("level", "practitioner")},
                reason=written("Our proposal."),
                evidence=(Evidence(kind=EvidenceKind.CITATION, ref="Own proposal", note="2026"),),
            ),
        ),
    )


def _gaps() -> list[Gap]:
    found = []
    for number, code in enumerate(COMPETENCIES):
        everybody = gap(
            code, "", dimension="all", headcount=900.0, level=1.2 + 0.12 * number, error=0.05 + 0.02 * number
        )
        found.append(everybody)
        for place, ministry in enumerate(MINISTRIES):
            level = None if (number, place) == (3, 2) else 0.9 + 0.15 * number + 0.1 * place
            barred = {"tools": 0.62, "skill": 0.3} if (number, place) == (2, 0) else {"skill": 0.7, "tools": 0.2}
            found.append(gap(code, ministry, headcount=200.0 + 100 * place, level=level, barriers=barred))
    return found


@cache
def gap_documents(*, simulated: bool = True) -> tuple[EstimateSet, GapSet]:
    role = (identifier("role", "policymaker"),)
    found = [
        Gap(
            **{name: getattr(entry, name) for name in Gap.__dataclass_fields__ if name != "requirements"},
            requirements=role,
        )
        for entry in _gaps()
    ]
    records = tuple(
        EstimateRecord(
            id=entry.estimate,
            variable="level",
            group=entry.group,
            estimate=entry.observed,
            item=entry.item,
            questions=(derive_identifier(entry.item, "question"),),
        )
        for entry in found
    )
    estimates = EstimateSet(
        id=identifier("estimates"),
        title="Needs assessment of Almara",
        simulated=simulated,
        framework=FRAMEWORK,
        framework_version="2.0.0",
        framework_digest=ZERO_DIGEST,
        instrument=identifier("instrument"),
        sample=identifier("sample"),
        responses=ZERO_DIGEST,
        method="design-based means with linearised errors",
        smallest_group=10,
        estimates=records,
    )
    gaps = GapSet(
        id=identifier("gaps"),
        title="Needs assessment of Almara",
        simulated=simulated,
        estimates=estimates.id,
        framework=FRAMEWORK,
        framework_version="2.0.0",
        framework_digest=ZERO_DIGEST,
        requirement_status="proposed",
        gaps=tuple(found),
    )
    return estimates, gaps


def exercise(code: str, family: ExerciseFamily, minutes: int, items: tuple[str, ...]) -> Exercise:
    return Exercise(
        id=identifier("exercise", code),
        code=code,
        family=family,
        title=both(f"Exercise {code}", f"تمرين {code}"),
        purpose=both(
            "See what may change around a service before it does.", "رؤية ما قد يتغير حول الخدمة قبل أن يتغير."
        ),
        steps=(both("Each person writes five signs.", "يكتب كل شخص خمس إشارات."), written("Group them at the table.")),
        minutes=minutes,
        group_size="6 to 30",
        materials=both("Cards and pens", "بطاقات وأقلام"),
        offline=both("All of it is on paper.", "كله على الورق."),
        items=tuple(identifier(item) for item in items),
    )


@cache
def country_catalogue() -> Catalogue:
    modules = [
        module(f"M-{code}", [(code, 0.6, 0, 3)], cost=900.0 + 50 * number, size_max=25)
        for number, code in enumerate(COMPETENCIES)
    ]
    exercises = (
        exercise("X-SCAN", ExerciseFamily.FORESIGHT, 90, ("1.1", "2.2")),
        exercise("X-RIGHTS", ExerciseFamily.RIGHTS, 80, ("2.3", "2.1")),
        exercise("X-LEAD", ExerciseFamily.LEADERSHIP, 100, ("3.1", "3.2")),
    )
    return catalogue(modules, [action("E-TOOLS", "tools")], exercises=exercises)


@cache
def plan(*, simulated: bool = True) -> TrainingPlan:
    bounds = limits(budget=30_000.0, trainer_days=80.0, days=3.0)
    return optimise_plan(assemble_problem(gap_documents(simulated=simulated)[1], country_catalogue(), bounds))


@cache
def texts(language: str = "en") -> ToolkitTexts:
    codes = [
        "context-profile",
        "where-people-stand",
        "gaps",
        "chosen-competencies",
        "plan",
        "enabling-actions",
        "workshop-agenda",
        "checklists",
        "sources",
        "reading-uncertainty",
    ]
    arabic = language == "ar"
    body = "هذا النص يشرح كيف يُقرأ القسم." if arabic else "This text says how to read the section."
    value = {
        "format": "capacita-toolkit-texts/1",
        "language": language,
        "licence": "CC-BY-SA-4.0",
        "notice": NOTICE,
        "sections": [
            {"code": code, "title": "قسم من الدليل" if arabic else code.replace("-", " ").capitalize(), "paragraphs": [body]}
            for code in codes
        ],
        "checklists": [
            {
                "code": "procurement",
                "title": "الشراء" if arabic else "Buying",
                "introduction": body,
                "checks": [{"code": f"c-{n}", "question": "هل كُتبت المشكلة؟" if arabic else "Is the problem written down?", "why": body} for n in range(3)],
            }
        ],
    }  # fmt: skip
    return TEXTS_FORMAT.adapter.validate_python({key: entry for key, entry in value.items() if key != "format"})


def compose(**changes: object) -> ToolkitDocument:
    estimates, gaps = gap_documents()
    given: dict[str, object] = {
        "framework": framework(),
        "adaptations": (adaptation(),),
        "estimates": estimates,
        "gaps": gaps,
        "plan": plan(),
        "catalogue": country_catalogue(),
        "texts": texts(),
        "ledger": ledger(),
        "date": "2026-03-01",
    }
    given.update(changes)
    return compose_policy_maker_toolkit(**given)  # type: ignore[arg-type]
