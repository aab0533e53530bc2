"""The toolkit as its own document, for programs and for tracing."""

from capacita.toolkit.document import TOOLKIT_FORMAT, ToolkitDocument
from capacita.vocabulary import readable_json, rounded


def render(document: ToolkitDocument) -> bytes:
    """Return the toolkit as readable JSON, numbers to 12 significant digits."""
    return readable_json(rounded(TOOLKIT_FORMAT.dump(document))).encode("utf-8")
