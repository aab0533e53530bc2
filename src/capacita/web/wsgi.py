"""The WSGI application that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capacita.web.settings")
application = get_wsgi_application()


def spare_the_collector() -> None:
    """Let the collector of cycles leave alone what is loaded now, and run less often.

    A page makes tens of thousands of objects, nearly all without cycles: looking for these took a fifth of its time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


spare_the_collector()
