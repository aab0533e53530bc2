"""Small planning cases made by code: gaps, catalogues and limits with identifiers that never change."""

from collections.abc import Mapping, Sequence

from capacita.assessment.estimation.model import Estimate, Group, Interval, NotEstimableReason, Statistic
from capacita.assessment.profile.model import Gap, GapSet
from capacita.planning import Catalogue, DeliveryMode, EnablingAction, ModuleEffect, PlanLimits, TrainingModule
from capacita.vocabulary import derive_identifier, written

FRAMEWORK = "0ba838c0-e42c-5baf-9977-d0f719525a23"
ZERO_DIGEST = "sha256:" + "0" * 64


def identifier(*names: str) -> str:
    return derive_identifier(FRAMEWORK, *names)


def observed(value: float | None, n: int = 40, error: float = 0.1) -> Estimate:
    if value is None:
        return Estimate(statistic=Statistic.MEAN, n=3, population=50.0, not_estimable=NotEstimableReason.TOO_FEW)
    interval = Interval(low=value - 1.96 * error, high=value + 1.96 * error, level=0.95)
    return Estimate(
        statistic=Statistic.MEAN, n=n, population=400.0, value=value, standard_error=error, interval=interval
    )


def gap(
    item: str,
    group: str,
    *,
    headcount: float = 100.0,
    required: float = 2.5,
    level: float | None = 1.5,
    importance: float = 3.0,
    error: float = 0.1,
    barriers: Mapping[str, float] | None = None,
    dimension: str = "ministry",
) -> Gap:
    return Gap(
        id=identifier("gap", item, dimension, group),
        item=identifier(item),
        group=Group(dimension=dimension, value=group),
        headcount=headcount,
        required=required,
        observed=observed(level, error=error),
        estimate=identifier("estimate", item, dimension, group),
        value=None if level is None else required - level,
        standard_error=None if level is None else error,
        importance=importance,
        barriers=barriers,
        main_barrier=max(barriers, key=lambda name: barriers[name]) if barriers else None,
    )


def gap_set(gaps: Sequence[Gap], *, simulated: bool = True) -> GapSet:
    return GapSet(
        id=identifier("gaps"),
        title="Needs assessment of Almara",
        simulated=simulated,
        estimates=identifier("estimates"),
        framework=FRAMEWORK,
        framework_version="1.0.0",
        framework_digest=ZERO_DIGEST,
        requirement_status="proposed",
        gaps=tuple(gaps),
    )


def module(
    code: str,
    effects: Sequence[tuple[str, float, int, int]],
    *,
    cost: float = 1000.0,
    days: float = 2.0,
    trainer_days: float = 3.0,
    size_max: int = 20,
    size_min: int = 1,
    after: Sequence[str] = (),
    languages: Sequence[str] = ("en",),
) -> TrainingModule:
    return TrainingModule(
        id=identifier("module", code),
        code=code,
        title=written(f"Module {code}"),
        summary=written("What people learn."),
        effects=tuple(
            ModuleEffect(item=identifier(item), gain=gain, starting_level=start, up_to_level=top)
            for item, gain, start, top in effects
        ),
        days=days,
        trainer_days=trainer_days,
        cost=cost,
        size_min=size_min,
        size_max=size_max,
        mode=DeliveryMode.IN_PERSON,
        languages=tuple(languages),
        prerequisites=tuple(identifier("module", name) for name in after),
    )


def action(code: str, barrier: str) -> EnablingAction:
    return EnablingAction(
        id=identifier("action", code),
        code=code,
        barrier=barrier,
        title=written(f"Action {code}"),
        description=written("What to change around the work."),
        first_steps=(written("Name one person who answers for it."),),
        who=written("The permanent secretary."),
        sign_of_progress=written("A dated decision."),
    )


def catalogue(modules: Sequence[TrainingModule], actions: Sequence[EnablingAction] = (), **more: object) -> Catalogue:
    return Catalogue(
        id=identifier("catalogue"),
        code="catalogue",
        title=written("Catalogue"),
        language="en",
        version="1.0.0",
        framework=FRAMEWORK,
        licence="CC-BY-4.0",
        currency="XAC",
        modules=tuple(modules),
        actions=tuple(actions),
        **more,
    )


def limits(budget: float = 5000.0, trainer_days: float = 30.0, days: float = 4.0, **more: object) -> PlanLimits:
    return PlanLimits(budget=budget, currency="XAC", trainer_days=trainer_days, days_per_person=days, **more)
