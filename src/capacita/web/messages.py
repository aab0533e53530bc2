"""The words of what the site itself refuses."""

from capacita.vocabulary import Message

MESSAGES = {
    "NOT_FOR_YOU": Message("Your account may not do this.", "Ask an administrator of your organisation."),
    "NOT_NOW": Message("This cannot be done now.", "Go back and look at its state; somebody may have been quicker."),
    "FORM_TOO_OLD": Message(
        "This form was open too long, or your browser keeps no cookies.", "Go back, load the page again and send it."
    ),
    "NOT_HERE": Message("There is no such page.", "Check the address, or start from the home page."),
    "DOCUMENT_NOT_KEPT": Message("This document is not kept here.", "Go back and choose another."),
    "FRAMEWORK_UNKNOWN": Message("There is no framework {name} here.", "Choose one from the list of frameworks."),
    "ITEM_UNKNOWN": Message("The framework has no {name}.", "Choose from the framework's page."),
    "COUNTRY_UNKNOWN": Message("There is no country {name} here.", "Choose one from the list of countries."),
    "NOTHING_YET": Message("This country has nothing here yet.", "Come back later, or look at its other pages."),
    "JOB_UNKNOWN": Message("There is no such job.", "Look at the list of jobs."),
    "JOB_FAILED": Message("The work stopped: {fault}.", "Try again; if it stops again, tell your administrator."),
    "SIGN_IN_FAILED": Message("The address or the password is not right.", "Check both and try again."),
}
