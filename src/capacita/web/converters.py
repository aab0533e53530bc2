"""What stands in addresses besides numbers and words: the codes of frameworks, programmes, principles and roles."""

from django.urls.converters import StringConverter

from capacita.vocabulary.identifiers import CODE_PATTERN


class CodeConverter(StringConverter):
    """A code as documents may have it, so that whatever can be published has pages: ``digcomp-3.0`` as well."""

    regex = CODE_PATTERN.removeprefix("^").removesuffix("$")
