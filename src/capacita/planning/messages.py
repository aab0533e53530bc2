"""The words of this room's codes: refusals and findings, and the sentences that explain a plan."""

from capacita.vocabulary import Message

MESSAGES: dict[str, Message] = {
    "PLANNING_OTHER_FRAMEWORK": Message(
        "The gaps belong to framework {gaps}, the catalogue to {catalogue}.",
        "Give a catalogue whose modules teach the competencies of that framework.",
    ),
    "PLANNING_OTHER_CURRENCY": Message(
        "The limits are in {limits}, the catalogue's costs in {catalogue}.", "State both in one currency."
    ),
    "PLANNING_LIMIT_NEGATIVE": Message("The limit {limit} is {value}.", "Give a number that is 0 or more."),
    "PLANNING_NO_GROUPS": Message(
        'No gap is about the dimension "{dimension}"; there are: {known}.', "Choose one of these in the limits."
    ),
    "PLANNING_MODULE_FAULTY": Message(
        "Module {module} has a size, cost or length that cannot be.",
        "Its smallest cohort is 1 or more and no larger than its largest; cost and days are 0 or more.",
    ),
    "PLANNING_PREREQUISITES_CIRCULAR": Message(
        "Module {module} comes before itself by way of its prerequisites.", "Take one of the prerequisites away."
    ),
    "PLAN_NOT_FOUND": Message(
        "The solver ended without a plan ({status}).", "Raise its node limit, or look at the limits of the problem."
    ),
    "PLAN_INFEASIBLE": Message(
        "The plan breaks {count} rules of its problem, the first {first} at {path}.",
        "Make the plan again; do not use this one.",
    ),
    "PLAN_CHOICE_UNKNOWN": Message(
        "The problem knows no module {module} for group {group}, or it is chosen twice.", "Make the plan again."
    ),
    "PLAN_SEATS_BROKEN": Message(
        "{people} people in {cohorts} cohorts; the module and the group allow {low} to {high}.", "Make the plan again."
    ),
    "PLAN_PREREQUISITE_BROKEN": Message(
        "{group} stands below the starting level of module {module} and too few people take what comes first.",
        "Make the plan again.",
    ),
    "PLAN_LIMIT_BROKEN": Message("The plan uses {used} of {limit}, {allowed} are allowed.", "Make the plan again."),
    "PLAN_SUM_WRONG": Message("The plan says {found} where {expected} is right.", "Make the plan again."),
}

SENTENCES: dict[str, str] = {
    "PLAN_SIMULATED": "These figures come from simulated data; no person ever answered.",
    "PLAN_WHOLE": (
        "The plan closes {share} of the gaps planned for, weighted by importance and by people. Seats: {people}; "
        "cohorts: {cohorts}; cost: {cost} {currency}; trainer days: {trainer_days}."
    ),
    "PLAN_PROVEN": "It is proven that no plan within these limits closes more than {gap} beyond this one.",
    "PLAN_STOPPED": "The search was stopped; a plan within these limits could close up to {gap} more.",
    "PLAN_EMPTY": "No module of the catalogue fits any gap, so there is nothing to choose.",
    "PLAN_CHOICE": (
        "{group}: {module} for {people} people (cohorts: {cohorts}; {cost} {currency}; days each: {days}). "
        "Levels closed per head, of the mean gap: {closes}."
    ),
    "PLAN_CHOICE_FIRST": (
        "{group}: {module} for {people} people (cohorts: {cohorts}; {cost} {currency}; days each: {days}). "
        "It closes no gap itself; another module asks for it first."
    ),
    "PLAN_CHOICE_ROBUST": "{group}: {module} is also chosen when every gap is one standard error smaller or larger.",
    "PLAN_CHOICE_FRAGILE": "{group}: {module} is not chosen when the gaps are one standard error smaller or larger.",
    "PLAN_GAP": "{group}, {item}: {closed} of a mean gap of {value} levels (standard error {error}) would be closed.",
    "PLAN_GAP_NO_ERROR": "{group}, {item}: {closed} of a mean gap of {value} levels (error not known) would be closed.",
    "PLAN_ACTION": "{group}: {action}. {share} say that {barrier} holds the work back in {items}.",
    "PLAN_ACTION_NO_SHARE": "{group}: {action}. What holds the work back in {items} is {barrier}, not skill.",
    "PLAN_EFFECTS_ASSUMED": "What the modules achieve is assumed by their authors, not measured.",
    "PLAN_LIMIT_WORTH": "{limit} is used up to {used} of {allowed}. {step} more would close about {worth} more.",
    "PLAN_LIMIT_FREE": "{limit}: {used} of {allowed} used; more of it would change nothing.",
    "PLAN_LEFT_NOT_ESTIMABLE": "{group}, {item}: not planned, because the gap could not be estimated.",
    "PLAN_LEFT_NO_GAP": "{group}, {item}: nothing to do; people stand where their roles need them.",
    "PLAN_LEFT_BELOW_SMALLEST": "{group}, {item}: a gap of {remaining} levels is below the smallest worth planning for.",
    "PLAN_LEFT_NO_ACTION": "{group}, {item}: something other than skill holds it up; the catalogue has no action for it.",
    "PLAN_LEFT_NO_MODULE": "{group}, {item}: {remaining} levels stay open; no module fits these people and this gap.",
    "PLAN_LEFT_LIMITS": "{group}, {item}: {remaining} levels stay open within these limits.",
}

LIMIT_NAMES: dict[str, str] = {
    "budget": "Money",
    "trainer_days": "Trainer days",
    "days_per_person": "Training days per person",
}
