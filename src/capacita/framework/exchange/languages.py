"""The one language of a file that holds one only: which a framework has, and which was asked for."""

from capacita.framework.model import Framework
from capacita.framework.texts import list_texts
from capacita.vocabulary import LocalizedText, Refusal, TextOrigin, show_text


def written_languages(framework: Framework) -> tuple[str, ...]:
    """Return the languages in which any item, or the framework's title, is worded: its own first, then by tag."""
    there = {tag for item in framework.items for text in (item.title, item.statement) for tag in text}
    there |= set(framework.title)
    return (framework.language, *sorted(there - {framework.language}))


def choose_language(framework: Framework, asked: str | None) -> str:
    """Return the language to write in: the one asked for, else the framework's own.

    Raises Refusal where no text of the framework is in it.
    """
    if asked is None or asked == framework.language:
        return framework.language
    if not any(asked in text for _, text in list_texts(framework)):
        known = {tag for _, text in list_texts(framework) for tag in text}
        raise Refusal(
            "EXCHANGE_LANGUAGE_NOT_THERE", framework=framework.code, language=asked, known=", ".join(sorted(known))
        )
    return asked


def count_machine_texts(framework: Framework, language: str) -> int:
    """Return how many texts a file in a language shows in the wording of a machine that nobody has checked."""
    return sum(_is_by_machine(text, language, framework.language) for _, text in list_texts(framework))


def _is_by_machine(text: LocalizedText, *languages: str) -> bool:
    shown = show_text(text, *languages)
    return shown is not None and shown.origin is TextOrigin.MACHINE
