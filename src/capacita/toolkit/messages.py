"""The words of this room: its refusals and findings, and the sentences that composers put together.

``WORDS`` are templates in English. A composer takes a ``translate`` callable, so that other languages follow by
translating these templates; named places stay as they are.
"""

from capacita.vocabulary import Message

MESSAGES: dict[str, Message] = {
    "TOOLKIT_REAL_ROW_WITH_SIMULATED": Message(
        "The context profile of {country} holds a real country's own figures ({source} {year}), the gaps are simulated.",
        "Give the profile the medians of a group, or use gaps that people's answers stand behind.",
    ),
    "TOOLKIT_OTHER_FRAMEWORK": Message(
        "The {document} belongs to framework {found}, the toolkit to {expected}.", "Give documents of one framework."
    ),
    "TOOLKIT_OTHER_ESTIMATES": Message(
        "The gaps were made from estimates {expected}, these are {found}.", "Give the estimates that the gaps name."
    ),
    "TOOLKIT_OTHER_GAPS": Message(
        "The plan was made for gaps {found}, these are {expected}.", "Make the plan again from these gaps."
    ),
    "TOOLKIT_OTHER_CATALOGUE": Message(
        "The plan chose from catalogue {found}, this is {expected}.", "Give the catalogue that the plan names."
    ),
    "TOOLKIT_TEXTS_MISSING": Message(
        "The standing texts have no section {section}.", "Complete the texts of this language."
    ),
    "TOOLKIT_NO_COMPETENCY": Message(
        "No competency has a gap that could be estimated.", "A toolkit for policy makers needs at least one."
    ),
    "TOOLKIT_NO_WORKSHOP": Message(
        "No set of exercises with one of foresight fits {hours} hours.",
        "Give more hours, or a catalogue with a shorter exercise of foresight.",
    ),
    "TOOLKIT_FAULTY": Message(
        "The toolkit has {count} faults, the first {first} at {path}: {detail}.", "Make the toolkit again."
    ),
    "TOOLKIT_NUMBER_UNKNOWN": Message(
        "The text points at number {number}, which the toolkit does not hold.", "Make the toolkit again."
    ),
    "TOOLKIT_NUMBER_UNSOURCED": Message(
        "Nobody can tell where the number {number} comes from.", "Make the toolkit again."
    ),
    "TOOLKIT_FORMAT_UNKNOWN": Message(
        'No renderer makes "{found}" files.', "Give the output a name that ends in one of: {known}."
    ),
    "TOOLKIT_FONT_MISSING": Message(
        "This computer has no font for a PDF in the language {language}.",
        "Install one of {known}, or take the HTML or Word file.",
    ),
    "TOOLKIT_RENDERING_FAILED": Message(
        "The {format} could not be made: {fault}.", "Report this with the toolkit document; HTML may still work."
    ),
}

WORDS: dict[str, str] = {
    "TITLE": "Skills for digital government in {country}",
    "TITLE_NO_COUNTRY": "Skills for digital government",
    "SUBTITLE": "A toolkit for policy makers",
    "SIMULATED": (
        "Simulated data. {country} does not exist and no person ever answered: these pages show what a toolkit "
        "looks like, and nothing about a real place."
    ),
    "SIMULATED_REAL_PLACE": "Simulated data: no person ever answered. Do not quote these figures as facts.",
    "A_FICTIONAL_COUNTRY": "This country",
    "RENDER_CONTENTS": "Contents",
    "RENDER_PAGE": "Page",
    "RENDER_OF": "of",
    "RENDER_DATE": "Made on",
    "RENDER_SIMULATED": "Simulated data",
    "RENDER_TRAIL": "Where each number comes from",
    "RENDER_TRAIL_HELP": (
        "Follow a number to the choice, gap, estimate, question or publication behind it, and on from there."
    ),
    "RENDER_FROM": "from",
    "RENDER_VERSION": "Framework version",
    "RENDER_LICENCE": "Licence",
    "RENDER_WHY": "Why it is asked",
    "RENDER_QUESTION": "Question",
    "RENDER_SKIP": "Skip to the text",
    "SUMMARY_TITLE": "In short",
    "SUMMARY_STAND": (
        "The widest gap that weighs most is in {item}: people stand at {observed} on average and their roles need "
        "{required} ({count} answers)."
    ),
    "SUMMARY_STAND_GROUP": (
        "The widest gap that weighs most is in {item} ({group}): people stand at {observed} on average and their "
        "roles need {required} ({count} answers)."
    ),
    "SUMMARY_PLAN": (
        "Within the limits that were entered, training would close {share} of the gaps planned for, weighted by "
        "importance and by people: {people} seats in {cohorts} cohorts for {cost}."
    ),
    "SUMMARY_NO_PLAN": "Within the limits that were entered, no training was chosen.",
    "SUMMARY_ACTIONS": (
        "Gaps in which people say that something other than skill holds the work back: {count}. For these the toolkit "
        "proposes enabling actions in place of courses."
    ),
    "SUMMARY_WORKSHOP": "A first workshop of one day is ready to run: {exercises}.",
    "UNKNOWN_NO_RESPONDENTS": "no answers",
    "UNKNOWN_TOO_FEW": "not shown: too few answers",
    "UNKNOWN_SINGLE_UNIT_STRATUM": "not known: a part of the sample has one answer only",
    "UNKNOWN_NO_VARIATION": "not known: all answers are the same",
    "UNKNOWN_NO_DEGREES_OF_FREEDOM": "not known: the sample is too small for a range",
    "UNKNOWN_NUMBER": "not known",
    "RANGE": "{value} ({low} to {high})",
    "PROFILE_COUNTRY": "Country: {country}",
    "PROFILE_FICTIONAL": "{country} is a fictional country, made to show this toolkit at work.",
    "PROFILE_BRANCHES": "Branch of the state: {branches}",
    "PROFILE_LANGUAGES": "Languages of work: {languages}",
    "PROFILE_SECTORS": "Priority fields: {sectors}",
    "PROFILE_SDGS": "Sustainable Development Goals in view: {goals}",
    "PROFILE_CONNECTIVITY": "Connection: {words}",
    "PROFILE_REGULATION": "Law in force: {words}",
    "PROFILE_NOT_GIVEN": "Not given",
    "PROFILE_NONE": "No context profile was given. Before you use the rest, write down for whom it is meant.",
    "PROFILE_MEDIAN": (
        "A fictional country has no row of its own in {source} {year}. It takes the medians of group {group}, "
        "{economies} economies; no country is compared or ranked."
    ),
    "PROFILE_OWN": "Figures of {source} {year} ({basis}, group {group}). No country is ranked.",
    "PROFILE_TABLE": "Digital maturity, {source} {year}: {basis}",
    "PROFILE_INDEX": "Index",
    "PROFILE_VALUE": "Value",
    "BRANCH_EXECUTIVE": "executive",
    "BRANCH_LEGISLATURE": "legislature",
    "BRANCH_JUDICIARY": "judiciary",
    "STAND_TABLE": "Where people stand and what their roles need, in levels",
    "STAND_ITEM": "Competency",
    "STAND_OBSERVED": "Where people stand",
    "STAND_REQUIRED": "What roles need",
    "STAND_GAP": "Gap",
    "STAND_COUNT": "Answers",
    "STAND_CHART": "Where people stand and where their roles need them",
    "STAND_CHART_ABOUT": (
        "For each competency, the mean level of people with its 95 per cent range, and the level that their roles "
        "need. The table above holds the same figures."
    ),
    "STAND_OBSERVED_LEGEND": "where people stand, with 95 % range",
    "STAND_REQUIRED_LEGEND": "what their roles need",
    "STAND_REQUIREMENTS": "The required levels are proposals; no panel of this country has set them yet.",
    "STAND_REQUIREMENTS_SET": "The required levels were set by a panel of this country.",
    "LEVEL_ZERO": "0",
    "GAPS_TABLE": "Gaps in the chosen competencies by {dimension}, in levels with 95 per cent range",
    "GAPS_GROUP": "Group",
    "GAPS_PEOPLE": "People",
    "CHOSEN_FACTS": "Gap {gap} · importance {importance} of 5",
    "CHOSEN_FACTS_GROUP": "Gap {gap} in {group} · importance {importance} of 5",
    "CHOSEN_NEEDED": "needed by roles",
    "CHOSEN_OTHERS": "Not chosen for now: {items}.",
    "CHOSEN_UNKNOWN": "Not chosen, because their gaps could not be estimated: {items}.",
    "PLAN_TABLE": "What is taught to whom",
    "PLAN_GROUP": "Group",
    "PLAN_MODULE": "Module",
    "PLAN_PEOPLE": "Seats",
    "PLAN_COHORTS": "Cohorts",
    "PLAN_COST": "Cost",
    "PLAN_CLOSES": "Closes",
    "PLAN_CLOSES_PART": "{item}: {amount} of {gap}",
    "PLAN_CLOSES_FIRST": "comes before another module",
    "PLAN_SENTENCE": (
        "The plan costs {cost} and takes {trainer_days} trainer days. It closes {share} of the gaps planned for, "
        "weighted by importance and by people."
    ),
    "PLAN_BOUND": "It is proven that no plan within the same limits closes more than {gap} beyond this.",
    "PLAN_BOUND_STOPPED": "The search was stopped early; another plan could close up to {gap} more.",
    "PLAN_ASSUMED": "What the modules achieve is assumed by their authors and has not been measured here.",
    "PLAN_EMPTY": "No module was chosen: none fits the gaps within the limits that were entered.",
    "PLAN_LIMITS": "What a little more would change",
    "PLAN_LIMIT_BUDGET": "Money: {used} of {limit} used. {step} more would close about {worth} more.",
    "PLAN_LIMIT_BUDGET_FREE": "Money: {used} of {limit} used. More money alone would change nothing.",
    "PLAN_LIMIT_TRAINERS": "Trainer days: {used} of {limit} used. {step} more would close about {worth} more.",
    "PLAN_LIMIT_TRAINERS_FREE": "Trainer days: {used} of {limit} used. More of them alone would change nothing.",
    "PLAN_LIMIT_DAYS": "Time of people: at most {limit} days per person; in {count} groups it is what is scarce.",
    "PLAN_LEFT": "What stays undone, and why",
    "PLAN_LEFT_TABLE": "Gaps left out of the plan, or closed in part",
    "PLAN_LEFT_REASON": "Why",
    "PLAN_LEFT_COUNT": "Gaps",
    "LEFT_NOT_ESTIMABLE": "could not be estimated",
    "LEFT_NO_GAP": "no gap: people stand where their roles need them",
    "LEFT_BELOW_SMALLEST": "smaller than the smallest gap worth planning for",
    "LEFT_NO_ACTION": "held up by something other than skill, for which there is no action in the catalogue",
    "LEFT_NO_MODULE": "no module fits these people and this gap",
    "LEFT_LIMITS": "open in whole or part, because limits end here",
    "ACTIONS_NONE": "No main obstacle other than skill was named in the gaps that were planned for.",
    "ACTION_WHERE": "Where: {groups}.",
    "ACTION_GROUP": "{group} ({share} name this obstacle)",
    "ACTION_FIRST": "First steps",
    "ACTION_WHO": "Who: {words}",
    "ACTION_SIGN": "Sign of progress: {words}",
    "AGENDA_TITLE": "The day",
    "AGENDA_TIME": "Time",
    "AGENDA_MINUTES": "Minutes",
    "AGENDA_WHAT": "What",
    "AGENDA_OPENING": "Welcome, aims and working agreements",
    "AGENDA_OPENING_ABOUT": "Say what the day is for, what happens with its results, and that nobody is appraised.",
    "AGENDA_PAUSE": "Pause",
    "AGENDA_LUNCH": "Lunch",
    "AGENDA_CLOSING": "What each of us does next week",
    "AGENDA_CLOSING_ABOUT": "Each person writes one step, a date and a colleague who will ask about it.",
    "AGENDA_SERVES": "{purpose} Serves {items}.",
    "AGENDA_SHEET": "{title}",
    "AGENDA_GROUP": "Group: {words}",
    "AGENDA_MATERIALS": "Materials: {words}",
    "AGENDA_OFFLINE": "Without a connection: {words}",
    "ANSWER_YES": "yes",
    "ANSWER_NO": "no",
    "ANSWER_PARTLY": "partly",
    "ANSWER_UNKNOWN": "not known",
    "SAID_TITLE": "You said, we did",
    "SAID_INTRODUCTION": (
        "These parts of the framework changed because of what people said in consultations. Each change carries its "
        "reason and can be followed back to the contribution."
    ),
    "SAID_NONE": "No change in this version was made because of a contribution.",
    "SAID_YOU": "You said: {words}",
    "SAID_WE": "We did: {words}",
    "SAID_WHY": "Because: {words}",
    "SAID_OTHERS": "Changes made for other reasons, each with its own: {count}.",
    "CHANGE_ADOPT": "kept {item} as it was",
    "CHANGE_REWORD": "put {item} in other words",
    "CHANGE_RETITLE": "gave {item} another title",
    "CHANGE_DESCRIBE": "described a level of {item} anew",
    "CHANGE_ADD": "added {item}",
    "CHANGE_OMIT": "took {item} out",
    "CHANGE_MOVE": "moved {item}",
    "CHANGE_SPLIT": "split {item}",
    "CHANGE_MERGE": "merged {item} into another",
    "CHANGE_RELEVEL": "changed the levels",
    "CHANGE_REQUIRE": "changed the level that roles need in {item}",
    "CHANGE_TAG": "named the principles that {item} serves",
    "CHANGE_TRANSLATE": "translated {item}",
    "CHANGE_LINK": "linked {item} to another",
    "CHANGE_UNLINK": "took away a link of {item}",
    "CHANGE_SET": "changed a setting of {item}",
    "CHANGE_NO_ITEM": "the framework",
    "SOURCES_MACHINE": "Parts of this text were translated by machine and have not been reviewed by a named person.",
    "SOURCES_OTHER_LANGUAGE": "Where a text has no translation yet, it stands in its source language: {languages}.",
    "SOURCES_TRAIL": (
        "Every figure here carries an identifier by which it can be followed back to its source, in the web page and "
        "in the JSON form of this toolkit."
    ),
    "SOURCES_OWN": "Texts of this toolkit",
    "SOURCES_ASSESSMENT": "Needs assessment: {title}. Method: {method}",
}
