"""The words of a translator's table for Word or Excel: in the language of the translator, where the site speaks it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils.translation import get_language, gettext, override

from capacita.framework.translation.table_words import TableWords
from capacita.web.languages import interface_of, text_language
from capacita.web.translating.place_words import place_words
from capacita.web.translating.presenters import MARKS


@contextmanager
def table_words_for(language: str) -> Iterator[TableWords]:
    """Give the words of a table into a language, in it; in the language of the page where the site does not speak it.

    Whoever translates into Arabic reads Arabic, also where somebody who reads English hands the table to them. The
    words hold as long as the block: what a text is, is told while the table is written.
    """
    spoken = {name for name, _words in settings.LANGUAGES}
    wanted = (interface_of(tag) for tag in (language, language.partition("-")[0]))
    with override(next((name for name in wanted if name in spoken), get_language())):
        yield _words()


def _words() -> TableWords:
    return TableWords(
        language=text_language(),
        table=gettext("Translation"),
        about=gettext("About this table"),
        reference=gettext("Reference: leave as it is"),
        context=gettext("What it is"),
        source=gettext("Source"),
        target=gettext("Translation"),
        state=gettext("State"),
        framework=gettext("Framework"),
        notice=gettext("Notice"),
        name=gettext("Your name, if you wish to be named as translator"),
        guide=gettext("How to fill it in"),
        instruction=gettext(
            "Write or correct the column “{column}”. Leave the reference as it is; rows may be left empty, sorted or "
            "taken out. Where a translation is right as it stands, give it the state {sign}."
        ),
        earlier=gettext("Translated from: {text}"),
        states={mark: gettext(words) for mark, (words, _tone) in MARKS.items()},
        describe=place_words,
    )
