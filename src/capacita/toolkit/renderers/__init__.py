"""Renderers: each makes one kind of file from the document tree, found by name and loaded only when used."""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from capacita.toolkit.document import ToolkitDocument
from capacita.vocabulary import NotFound

Render = Callable[[ToolkitDocument], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderer:
    """What a renderer makes. ``module`` holds a function ``render`` and is imported on first use."""

    name: str
    media_type: str
    suffix: str
    module: str

    def render(self, document: ToolkitDocument) -> bytes:
        """Return the bytes of the file; the same document always gives the same bytes."""
        function: Render = importlib.import_module(self.module).render
        return function(document)


RENDERERS: dict[str, Renderer] = {
    renderer.name: renderer
    for renderer in (
        Renderer(name="html", media_type="text/html", suffix=".html", module="capacita.toolkit.renderers.html"),
        Renderer(
            name="docx",
            media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            suffix=".docx",
            module="capacita.toolkit.renderers.docx",
        ),
        Renderer(name="pdf", media_type="application/pdf", suffix=".pdf", module="capacita.toolkit.renderers.pdf"),
        Renderer(name="json", media_type="application/json", suffix=".json", module="capacita.toolkit.renderers.json"),
    )
}


def renderer_for(name: str, renderers: Mapping[str, Renderer] = RENDERERS) -> Renderer:
    """Return the renderer of a format or of a file name's suffix. Raises NotFound where there is none."""
    wanted = name.rpartition(".")[2].casefold()
    if wanted not in renderers:
        known = ", ".join(renderer.suffix for renderer in renderers.values())
        raise NotFound("TOOLKIT_FORMAT_UNKNOWN", found=wanted, known=known)
    return renderers[wanted]
