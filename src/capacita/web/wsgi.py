"""The WSGI application that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capacita.web.settings")
application = get_wsgi_application()


def get_ready() -> None:
    """Load the code of every page and the content packs now, not in the first request, and spare the collector of cycles.

    The collector leaves alone what is loaded by now, and runs less often: a page makes tens of thousands of objects,
    nearly all without cycles, and looking for these costs as much as a third of reading a framework.
    """
    from django.urls import get_resolver  # noqa: PLC0415 -- after the settings are set

    from capacita.web.documents.kept import program_digest  # noqa: PLC0415 -- after the settings are set
    from capacita.web.documents.packs import load_packs  # noqa: PLC0415 -- after the settings are set

    _ = get_resolver().url_patterns
    load_packs()
    program_digest()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


get_ready()
