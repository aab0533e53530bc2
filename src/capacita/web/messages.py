"""The words of what the site itself refuses."""

from capacita.vocabulary import Message

MESSAGES = {
    "NOT_FOR_YOU": Message("Your account may not do this.", "Ask an administrator of your organisation."),
    "NOT_NOW": Message("This cannot be done now.", "Go back and look at its state; somebody may have been quicker."),
    "FORM_TOO_OLD": Message(
        "This form was open too long, or your browser keeps no cookies.", "Go back, load the page again and send it."
    ),
    "NOT_HERE": Message("There is no such page.", "Check the address, or start from the home page."),
    "API_METHOD": Message("{method} is not possible here.", "The API only reads: use GET."),
    "API_INPUT_WRONG": Message("{place}: {fault}.", "Correct it; /api/openapi.json says what each value may be."),
    "API_FAULT": Message("Something of ours broke.", "Try again; if it happens again, tell the administrator."),
    "DOCUMENT_NOT_KEPT": Message("This document is not kept here.", "Go back and choose another."),
    "FORMAT_UNKNOWN": Message(
        "This framework is not sent in a format {name}.", "Choose one from its page of downloads."
    ),
    "FRAMEWORK_UNKNOWN": Message("There is no framework {name} here.", "Choose one from the list of frameworks."),
    "ITEM_UNKNOWN": Message("The framework has no {name}.", "Choose from the framework's page."),
    "CROSSWALK_UNKNOWN": Message("There is no crosswalk {name} here.", "Choose one from the list of crosswalks."),
    "CROSSWALK_REVIEW_UNKNOWN": Message("There is no such decision.", "Look at the link and what was decided."),
    "CROSSWALK_REVIEW_OVERTAKEN": Message(
        "This decision does not stand any more.", "Look at the link: somebody has decided anew or taken it back."
    ),
    "CROSSWALK_MOVED": Message(
        "Somebody decided about this link while you were reading.", "Look at what was decided, then decide again."
    ),
    "CROSSWALK_REASON_MISSING": Message("A decision needs a reason.", "Say in a sentence why."),
    "DRAFT_UNKNOWN": Message("There is no such draft.", "Choose one from the list of your country's drafts."),
    "DRAFT_OPEN_ALREADY": Message(
        "A draft of this framework is open already.", "Go on with it, release it, or set it aside first."
    ),
    "DRAFT_ITEM_MOVED": Message(
        "{name} changed this item meanwhile.", "Look at what stands now, then decide whether yours takes its place."
    ),
    "DRAFT_ITEM_LEFT_OUT": Message("This item is left out.", "Bring it back first, then change it."),
    "DRAFT_ITEM_GONE": Message("This item is not there any more.", "Go back to the draft and look at its steps."),
    "DRAFT_CODE_TAKEN": Message("The code {code} is taken.", "Choose another."),
    "DRAFT_ROLE_UNKNOWN": Message("This framework has no such role.", "Choose one of its roles."),
    "DRAFT_STEP_UNDONE": Message("This step is taken back already.", "Look at the list of steps."),
    "DRAFT_STEP_BUILT_ON": Message("A later step on this item stands on this one.", "Take the later one back first."),
    "DRAFT_TOO_FEW_LEVELS": Message(
        "A scale has {fewest} levels at the least.", "Keep this one, or add another level first."
    ),
    "DRAFT_TAG_GONE": Message("This sentence is not there any more.", "Go back and look at what the item says now."),
    "DRAFT_TAG_OWN": Message("You wrote this sentence yourself.", "Ask a colleague to read and confirm it."),
    "DRAFT_SHEET_GONE": Message(
        "This sheet does not wait any more.", "It is taken in already, or was too old: look at the steps of the draft."
    ),
    "DRAFT_SHEET_CHOSEN_MEANWHILE": Message(
        "You chose something else about this sheet meanwhile, perhaps in another window.",
        "Look at what is chosen now, then choose again.",
    ),
    "DRAFT_SHEET_UNSETTLED": Message(
        "Things were changed on both sides, and it is open what stands: {count}.", "Choose what stands, one by one."
    ),
    "DRAFT_SHEET_OVERTAKEN": Message(
        "The draft has changed since you looked.", "Look at what the sheet changes now, then take it in."
    ),
    "DRAFT_SHEET_NOTHING": Message("The sheet changes nothing.", "Edit it first, then send it again."),
    "DRAFT_SHEET_OF_OTHERS": Message(
        "This sheet was made of another framework's draft.", "Send it there, or take a new sheet here."
    ),
    "DRAFT_SHEET_OF_TRANSLATORS": Message(
        "This is a translator's file.", "Send it in on the page of the translation, which checks it as such."
    ),
    "DRAFT_SHEET_DOES_NOT_FIT": Message(
        "What the sheet changes does not fit with the steps of this draft.",
        "Take a new sheet of the draft as it stands now, and carry your edits over into it.",
    ),
    "DRAFT_SHEET_UNKNOWN": Message("There is no such sheet.", "Go back to the draft and look at its steps."),
    "DRAFT_SHEET_UNDONE": Message("This sheet is taken back already.", "Look at the list of steps."),
    "DRAFT_SHEET_BUILT_ON": Message(
        "Later steps stand on some of these: {items}.",
        "Take those back first; or take single steps of the sheet back, each at its item.",
    ),
    "DRAFT_COMMENT_UNKNOWN": Message("There is no such comment.", "Go back to the item and look at its comments."),
    "MERGE_MORE_THAN_TRANSLATIONS": Message(
        "The newer base brings more than translations.", "Take it in step by step: your country's page leads there."
    ),
    "CONFLICT_UNKNOWN": Message("There is no such conflict any more.", "Go back to the list of what needs you."),
    "MERGE_UNSETTLED": Message("Conflicts that still need a choice: {count}.", "Settle them one by one, then go on."),
    "TRANSLATION_UNKNOWN": Message(
        "There is no such translation, or its link is closed.", "Check that the address is whole, or ask who sent it."
    ),
    "TRANSLATION_TEXT_UNKNOWN": Message("This text is not there any more.", "Go back to the list of texts."),
    "TRANSLATION_TEXT_MOVED": Message(
        "{name} translated this text meanwhile.", "Look at what stands now, then decide whether yours takes its place."
    ),
    "TRANSLATION_TEXT_MOVED_BY_YOU": Message(
        "You changed this text meanwhile, perhaps in another window.",
        "Look at what stands now, then decide whether this takes its place.",
    ),
    "TRANSLATION_REMARK_UNKNOWN": Message("There is no such remark.", "Choose one beside the text."),
    "TRANSLATION_FILE_UNDONE": Message(
        "Nothing of this file can be taken back any more.",
        "Its texts are published, taken back, or translated anew since; take those back one by one.",
    ),
    "TRANSLATION_NOT_REVIEWABLE": Message(
        "This text cannot be confirmed now.", "It must be translated from the source as it is, and not reviewed yet."
    ),
    "TRANSLATION_SECOND_PERSON": Message(
        "A second person confirms a translation.", "Ask somebody who did not write it and may review."
    ),
    "TRANSLATION_PUBLISHED_ALREADY": Message(
        "This wording is published already.", "Write a new one; it comes with the next publication."
    ),
    "TRANSLATION_NOTHING_TO_PUBLISH": Message("There is nothing new to publish.", "Translate or review a text first."),
    "TRANSLATION_MEANING_MOVED": Message(
        "The publication would change what the framework means.", "Nothing was published; tell your administrator."
    ),
    "TRANSLATION_LINK_UNKNOWN": Message("There is no such link.", "Choose one from the list."),
    "TRANSLATION_TERM_UNKNOWN": Message("There is no such term.", "Choose one from the list."),
    "TRANSLATION_PREVIEW_GONE": Message(
        "This preview is too old.", "Send the file again; nothing of it has been stored."
    ),
    "VERSION_TAKEN": Message("Version {version} is released already.", "Choose a higher number."),
    "COUNTRY_UNKNOWN": Message("There is no country {name} here.", "Choose one from the list of countries."),
    "NOTHING_YET": Message("This country has nothing here yet.", "Come back later, or look at its other pages."),
    "CONSULTATION_UNKNOWN": Message("There is no such consultation.", "Choose one from the calendar."),
    "JOINING_CLOSED": Message("Nobody can join this consultation here.", "Its page says how to take part."),
    "JOINING_TOO_MANY": Message("There are only {capacity} places in all.", "Join with fewer people."),
    "PLACE_UNKNOWN": Message("No place has this private link.", "Check that the address is whole, or join again."),
    "PLACE_WITHDRAWN": Message("You gave this place back.", "Join again if you want to come."),
    "ATTRIBUTION_RELEASED": Message(
        "A text was released in which these words count.",
        "Names in it cannot be taken back; write to the organisation.",
    ),
    "PROGRAMME_UNKNOWN": Message("There is no such programme.", "Choose one from the calendar."),
    "PROGRAMME_OF_OTHERS": Message(
        "This programme was published by others and is kept here as it was.", "Open a programme of your own."
    ),
    "PROGRAMME_TITLE_MISSING": Message("The programme has no title.", "Give it a title: it stands in the calendar."),
    "REQUEST_UNKNOWN": Message(
        "No request has this private link.", "Check that the address is whole, or ask the organisation of the call."
    ),
    "REQUEST_NOT_RESTORABLE": Message(
        "This request cannot be restored.", "It was decided on, or was never withdrawn. You may ask again."
    ),
    "REQUEST_ANSWER_MISSING": Message("The answer is empty.", "Write the answer, then send it."),
    "REQUEST_REASON_MISSING": Message("A refusal needs a reason.", "Say in a sentence why."),
    "KIT_NO_FILE": Message("This file of the kit has not been made.", "Press “Make the kit” on its page."),
    "KIT_NO_CALL": Message("No briefing call is settled.", "It stands on this page as soon as it is."),
    "KIT_NOT_YET": Message("There is no kit for this request yet.", "It is here once the request is approved."),
    "OUTPUT_WINDOW_CLOSED": Message(
        "An output cannot be accepted for this consultation now.",
        "What you sent is kept. Write to the organisation of the call: it can open the output for correction again.",
    ),
    "OUTPUT_OF_OTHERS": Message(
        "This sheet belongs to another consultation.", "What you sent is kept. Send the sheet of this consultation."
    ),
    "OUTPUT_POINT_DECIDED": Message("This point was decided on.", "Reopen the decision first, then take it back."),
    "OUTPUT_NOT_YET": Message(
        "There is no output for this request yet.", "It can be sent once the request is approved and in the calendar."
    ),
    "OUTPUT_UNKNOWN": Message("Nothing was sent under this address.", "Choose from the list of what was sent."),
    "REQUEST_TOO_LARGE": Message(
        "What you sent is larger than {limit} megabytes; nothing of it was kept.",
        "Send a file of at most 10 megabytes: take pictures out of it, make photographs smaller, or send it in parts.",
    ),
    "OPINION_ROUND_UNKNOWN": Message("There is no such vote.", "Choose one from the page of its programme."),
    "OPINION_ROUND_CLOSED": Message(
        "This vote is not open.", "Look at its page: it says when it was open and where the results are."
    ),
    "OPINION_ROUND_STILL_OPEN": Message("This vote is still open.", "Close it first; then its results are worked out."),
    "OPINION_ROUND_EMPTY": Message("Nobody could vote yet: there is no statement.", "Put some statements first."),
    "OPINION_TITLE_MISSING": Message("The vote has no title.", "Give it one: it stands on its page."),
    "OPINION_STATEMENT_UNKNOWN": Message("There is no such statement.", "Choose one from the list of statements."),
    "OPINION_STATEMENT_LEFT_OUT": Message(
        "This statement is not voted on any more.", "Go on with the next; the list of statements says why."
    ),
    "OPINION_STATEMENT_LENGTH": Message(
        "A statement has one to {longest} characters.", "Say one thing, in one sentence."
    ),
    "OPINION_STATEMENT_THERE": Message("This statement is there already.", "Propose one that says something else."),
    "OPINION_NO_PROPOSALS": Message("This vote takes no statements.", "Answer those that there are."),
    "OPINION_TOO_MANY_WAITING": Message(
        "Many statements wait to be read; no more are taken for now.", "Come back in some days."
    ),
    "OPINION_FORM_USED": Message("This form was sent by somebody else already.", "Open the statement anew."),
    "OPINION_REASON_MISSING": Message("Leaving out needs a reason.", "Choose one; everybody reads it."),
    "OPINION_WORDING_IS_FIRST": Message(
        "The first wording of a statement stays as it is.",
        "Give the translation in another language, or a new statement.",
    ),
    "OPINION_RELEASE_TELLS": Message(
        "Tables that would tell on a few people, set beside what was published before: {count}.",
        "Publish again when more have voted; what was published stays.",
    ),
    "OPINION_RESULT_UNKNOWN": Message("There is no such result.", "Start from the page of the vote."),
    "OPINION_FILES_TOO_LARGE": Message(
        "The files have {found} bytes unpacked; up to {limit} are read.", "Send the files of one conversation alone."
    ),
    "OPINION_FILES_BROKEN": Message("This is no ZIP that can be read.", "Export it anew, or send the CSV files."),
    "OPINION_FILES_WITHOUT_VOTES": Message(
        "There are no votes among these files.", "Send votes.csv, votes.json or participants-votes.csv, by this name."
    ),
    "EXPORT_UNKNOWN": Message("There is no such export here.", "Choose one from the list of the consultation."),
    "CONTRIBUTION_UNKNOWN": Message("There is no such contribution.", "Choose one from the list."),
    "CONTRIBUTION_NOT_REOPENABLE": Message(
        "This decision cannot be undone.", "It is open already, or a release contains a change that it led to."
    ),
    "COMMENTS_CLOSED": Message(
        "Comments are not taken in this programme now.", "Its page says what comes next and when."
    ),
    "COMMENT_UNKNOWN": Message(
        "There is no such comment.", "Check that the address is whole. It may have been hidden or taken back."
    ),
    "COMMENT_NOT_CHANGEABLE": Message(
        "The words of this comment can no longer be changed.",
        "You can take it back, and send another while comments are taken.",
    ),
    "RESTORE_FRAMEWORK_UNKNOWN": Message(
        "The programme is about version {version} of the framework {framework}, which is not here.",
        "Bring that version to this site first; its meaning must be the same.",
    ),
    "RESTORE_HERE_ALREADY": Message("The programme {code} is here already.", "Look at it in the list of programmes."),
    "RESTORE_CODE_TAKEN": Message(
        "Another programme has the address {code} here.", "Give that one up, or restore this on another site."
    ),
    "RESTORE_PART_TAKEN": Message(
        "A consultation, request or contribution of the programme {code} is here already.",
        "Nothing was kept. The archive may be of a programme that was restored here under another name.",
    ),
    "RESTORE_NOT_THE_SAME": Message(
        "{place} of the archive would not come back as it is there.",
        "Nothing was kept. The command line reads the archive whole: capacita consultation restore.",
    ),
    "PROPOSAL_WORDS_MOVED": Message(
        "The words of a contribution changed since this was proposed.",
        "Open it, read what it says now, and say that the proposal holds or propose something else.",
    ),
    "PROPOSAL_NOT_THERE": Message("Nothing is proposed for this contribution.", "Look at where it stands now."),
    "ANSWERS_NO_FILE": Message(
        "This file of the report has not been made, or the report says something else by now.",
        "Press “Make Word and PDF” on its page.",
    ),
    "CONTRIBUTION_SAME_LANGUAGE": Message("The original is in this language.", "Choose another language."),
    "CONTRIBUTION_CHANGE_STANDS": Message(
        "A draft contains a change that this decision led to.", "Take the change back in the draft, then undo."
    ),
    "CONTRIBUTION_NOT_TAKEN_UP": Message(
        "This contribution is not taken up.", "A change follows from what was decided to be taken up."
    ),
    "PROGRAMME_WITHOUT_FRAMEWORK": Message(
        "This programme is about no framework, so there is no text to change.", "Name one on the programme's page."
    ),
    "DIVERGENCE_UNKNOWN": Message("There is no such entry.", "Choose one from the list."),
    "CHANGE_UNKNOWN": Message("There is no such change in an open draft.", "Choose one from the list."),
    "THEME_UNKNOWN": Message("There is no such theme.", "Choose one from the list of themes."),
    "THEME_TITLE_MISSING": Message("The theme has no title.", "Say in a few words what it is about."),
    "ROLE_UNKNOWN": Message("There is no role {code} here.", "Choose one from the list of roles."),
    "ANSWERS_UNREADABLE": Message(
        "This address does not hold answers that can be read.",
        "It may be cut off, or the questions have changed since. Start again; nothing was stored.",
    ),
    "JOB_UNKNOWN": Message("There is no such job.", "Look at the list of jobs."),
    "JOB_FAILED": Message("The work stopped: {fault}.", "Try again; if it stops again, tell your administrator."),
    "BACKUP_NO_SITE": Message(
        "There is no site in {home}.",
        "Say where it is: --home, or CAPACITA_HOME and CAPACITA_DATABASE as the site has them.",
    ),
    "BACKUP_NOT_A_FILE": Message(
        "A backup goes into a file, not to the output.", "Give the name of a file or a folder."
    ),
    "BACKUP_FILE_OR_UNDO": Message("No file was named.", "Give the backup; or, to take back a restore, --undo alone."),
    "BACKUP_FILE_THERE": Message(
        "{path} is there already, and no backup is written over another.",
        "Give another name, or a folder: the name is made of the moment then.",
    ),
    "BACKUP_NOT_WRITTEN": Message(
        "The backup could not be written to {path}: {fault}. Nothing of it was kept.",
        "Make room or choose another place that the user of the site may write to, then try again.",
    ),
    "BACKUP_FILE_LOST": Message(
        "The site has lost the kept file {digest}, or it is damaged; the backup was made without it.",
        "Look for it in an earlier backup: it lies there under files/, and belongs under blobs/ of CAPACITA_HOME.",
    ),
    "BACKUP_NOT_OURS": Message("This is no backup of a site of Capacita.", "Give a file that “capacita backup” wrote."),
    "BACKUP_CUT_OFF": Message(
        "The file is cut off: its end is missing.", "Copy it again from where it was made, or take an earlier backup."
    ),
    "BACKUP_OTHER_FORMAT": Message(
        "The backup is of the format {found}; this version reads {expected}.", "Update Capacita, then try again."
    ),
    "BACKUP_NAME_STRANGE": Message(
        "The file holds {name}, which no backup of Capacita holds.",
        "Somebody changed it. Nothing was unpacked; take another backup.",
    ),
    "BACKUP_UNPACKS_TOO_LARGE": Message(
        "The file would unpack to {found} bytes, more than {limit}, which no backup of its size does.",
        "Nothing was unpacked; take another backup.",
    ),
    "BACKUP_PART_CHANGED": Message(
        "{name} is not what went into the backup.",
        "Copy the file again from where it was made, or take an earlier backup.",
    ),
    "BACKUP_PART_MISSING": Message(
        "{name} is missing from the backup.", "Copy the file again from where it was made, or take an earlier backup."
    ),
    "BACKUP_PART_UNKNOWN": Message(
        "{name} was added to the backup after it was made.", "Do not trust the file; take another backup."
    ),
    "BACKUP_NEWER": Message(
        "The backup was made by Capacita {found}, and this is {ours}, which does not know all that is in it.",
        "Update Capacita to that version or a later one, then try again.",
    ),
    "BACKUP_OTHER_DATABASE": Message(
        "The backup is of a site on {found}, and this one is on {ours}.",
        "Set CAPACITA_DATABASE for {found}; a backup comes back into the same kind of database.",
    ),
    "BACKUP_SITE_THERE": Message(
        "There is a site in {home} already.",
        "Choose another folder with --into; or give --replace to keep that site beside and put the backup in its place.",
    ),
    "BACKUP_SITE_RUNS": Message(
        "Somebody is using the site in {home}.", "Stop the site and its worker, close other programs, then try again."
    ),
    "BACKUP_NO_ROOM": Message(
        "{home} has {free} bytes free; {needed} are needed.", "Make room, then try again. Nothing was changed."
    ),
    "BACKUP_NOT_RESTORED": Message(
        "The backup could not be put in place: {fault}. All is as it was before.",
        "Run this as the user of the site, with room on the disk, then try again.",
    ),
    "BACKUP_NOTHING_BEFORE": Message("No site from before a restore is kept here.", "Restore from a backup."),
    "SIGN_IN_FAILED": Message("The address or the password is not right.", "Check both and try again."),
}
