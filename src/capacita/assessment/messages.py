"""The words of this room's codes."""

from capacita.vocabulary import Message

MESSAGES: dict[str, Message] = {
    # population and frame
    "POPULATION_FAULTY": Message(
        "The population specification has {count} faults, the first at {path}.", "Correct them and try again."
    ),
    "POPULATION_SIZE": Message(
        "The ministries hold {found} people; the size is given as {size}.", "Make the headcounts add up to the size."
    ),
    "POPULATION_SHARES": Message(
        "The shares add up to {total}, not to 1.", "Correct them; a share that is left out counts as none."
    ),
    "POPULATION_UNKNOWN_CATEGORY": Message('"{found}" is not a category that is listed.', "Use one of {expected}."),
    "FRAME_NO_PERSON_COLUMN": Message(
        'The frame has no column "person".', "Add one with a pseudonym for each person, never a name."
    ),
    "FRAME_PERSON_TWICE": Message(
        'The pseudonym "{person}" stands in the frame more than once.', "List every person once."
    ),
    "FRAME_EMPTY": Message("The frame holds nobody.", "Check that you gave the right file."),
    "FRAME_EMPTY_CELL": Message('Column "{column}" is empty in line {line}.', "Give every person a value."),
    "FRAME_NO_COLUMN": Message('The frame has no column "{column}".', "Its columns are {expected}."),
    # sampling
    "SAMPLE_TOO_LARGE": Message(
        "The design asks for {size} people; the frame holds {population}.", "Ask for fewer, or ask everybody."
    ),
    "SAMPLE_TOO_SMALL": Message(
        "{size} people cannot give each of {strata} strata its least number: that takes {needed}.",
        "Raise the sample size, lower the least number, or use fewer strata columns.",
    ),
    "SAMPLE_NO_SIZE": Message("The design asks for {size} people.", "Ask for at least one."),
    "SAMPLE_NO_STRATA": Message("The design names no strata column.", 'Name at least one, such as "ministry".'),
    "SAMPLE_NO_SPREAD": Message(
        "Neyman allocation needs the spread of stratum {stratum}; the design gives none.",
        "Give a standard deviation above zero for every stratum, or use proportional allocation.",
    ),
    # estimation
    "DESIGN_LENGTHS": Message(
        "The columns of the design have different lengths: {lengths}.", "Give one entry a respondent in each."
    ),
    "DESIGN_EMPTY": Message("There are no rows to estimate from.", "Check that you gave the right file."),
    "DESIGN_WEIGHT": Message(
        "Row {row} has the weight {found}.", "A weight is a number above zero: the people this one stands for."
    ),
    "DESIGN_POPULATION": Message(
        "Stratum {stratum} has {sampled} units in the sample and {population} in the population.",
        "Correct the population count; it counts persons, or clusters where clusters were drawn.",
    ),
    "DESIGN_POPULATION_VARIES": Message(
        "Stratum {stratum} has more than one population count: {found}.", "Give one count a stratum."
    ),
    "DESIGN_CLUSTER_ACROSS": Message(
        "Cluster {cluster} lies in more than one stratum.", "Number the clusters within their strata."
    ),
    "ESTIMATE_NO_COLUMN": Message('The data have no column "{column}".', "Their columns are {expected}."),
    "ESTIMATE_NOT_A_NUMBER": Message(
        'Column "{column}" holds "{found}" in line {line}, which is no number.',
        "Leave the cell empty (or NA) where the answer is missing.",
    ),
    "ESTIMATE_NO_PAIR": Message("There are not two different groups to compare.", "Name two groups that both exist."),
    "NONRESPONSE_EMPTY_CLASS": Message(
        "Nobody answered in {response_class}, where {sampled} were asked.",
        "Join it with a class whose people are alike, and say so in the method.",
    ),
    # instrument and scoring
    "INSTRUMENT_NO_QUESTIONS": Message(
        "The bank holds no question of the kinds {measures}.", "Choose other kinds, or another bank."
    ),
    "INSTRUMENT_OTHER_FRAMEWORK": Message(
        "The bank was written for framework {found}, not {expected}.", "Take the bank of this framework."
    ),
    "QUESTION_UNKNOWN": Message("The bank holds no question {id}.", "Check that you gave the right bank."),
    "QUESTION_UNKNOWN_ITEM": Message(
        "Question {question} is about item {item}, which the framework does not hold.",
        "Correct the item, or leave the question out.",
    ),
    "QUESTION_UNKNOWN_SCALE": Message(
        "Question {question} uses the answers {scale}, which the bank does not hold.", "Add the scale, or correct it."
    ),
    "QUESTION_NO_ANSWERS": Message("Question {question} has no answers to choose from.", "Give it at least two."),
    "QUESTION_NO_SCORE": Message(
        "Question {question}: the answer {option} has no score.", "Score every answer of a scored question."
    ),
    "FORM_TEXT_MISSING": Message(
        "{place} has no text in {language}.", "Translate it, or leave this language out of the form."
    ),
    "FORM_NO_LANGUAGE": Message("The form has no language.", "Name at least one, the default first."),
    "FORM_BAD_NAME": Message(
        'The code "{name}" of {place} cannot be a name in a form.',
        "A name starts with a letter or _ and goes on with letters, digits, _ - and full stops.",
    ),
    "FORM_NAME_TWICE": Message('The name "{name}" stands twice in {place}.', "Make the codes different."),
    "ANSWER_UNKNOWN": Message(
        'Question {question} has no answer "{found}".',
        "Its answers are {expected}; leave it empty where none was given.",
    ),
    # response sets
    "RESPONSES_NO_COLUMN": Message('The response set lacks the column "{column}".', "Write it again with Capacita."),
    "RESPONSES_NOT_PARQUET": Message("The file is no Parquet file.", "Give a frozen response set."),
    "RESPONSES_NO_HEADER": Message(
        "The Parquet file carries no Capacita header.", "Give a response set that Capacita has frozen."
    ),
    "RESPONSES_OTHER_BANK": Message(
        "The answers were given to another state of the item bank.", "Give the bank with the digest {expected}."
    ),
    "SCORES_NO_COLUMN": Message('The scores have no column "{column}".', "Write them with: assessment score."),
    "SIMULATION_REAL_FRAME": Message(
        "The frame is not marked as simulated; answers of real people are never made up.",
        "Simulate a population first, or collect answers.",
    ),
    # published statistics, benchmark, maturity
    "STATISTIC_UNATTAINABLE": Message(
        "{code}: no count out of {denominator} rounds to {percent} %; the nearest are {nearest}.",
        "It stays approximate; look for the count in the source.",
    ),
    "STATISTIC_OUT_OF_RANGE": Message(
        "{code}: {found} lies outside what {denominator} can give.", "Compare it with the source."
    ),
    "STATISTIC_NO_DENOMINATOR": Message(
        "{code}: there is no denominator.", "Add it where the source gives one; without it there is no share."
    ),
    "TABLE_NOT_CSV": Message("The file is no table: {fault}.", "Give the CSV file as it was published."),
    "TABLE_NO_COLUMN": Message('The table has no column "{column}".', "Check that you gave the right file."),
    "TABLE_NOT_A_NUMBER": Message(
        'Line {line}, column "{column}": "{found}" is no number.', "Compare with the source."
    ),
    "MATURITY_STRAY_ROW": Message(
        'Line {line} is no economy: code "{country}", group "{group}". It was left out.',
        "Nothing to do; it is a remnant of the spreadsheet that the file was made from.",
    ),
    "MATURITY_NO_ROWS": Message("There are no rows for group {group} in {year}.", "Choose one of {expected}."),
    # profile and gaps
    "GAP_OTHER_FRAMEWORK": Message(
        "The estimates are about framework {found}, not {expected}.", "Give the framework that was assessed."
    ),
    "GAP_UNKNOWN_ROLE": Message(
        'The frame holds people in role "{role}"; the framework has no such role.',
        "Add the role with its required levels, or correct the frame.",
    ),
}
