"""A toolkit in every format that a renderer makes. Only the worker renders."""

from capacita.toolkit.document import ToolkitDocument
from capacita.toolkit.renderers import RENDERERS
from capacita.web.toolkit.services import RenderedFile


def render_files(document: ToolkitDocument) -> dict[str, RenderedFile]:
    """Return the files of a toolkit by the name of their format."""
    return {
        name: RenderedFile(media_type=renderer.media_type, data=renderer.render(document))
        for name, renderer in RENDERERS.items()
    }
