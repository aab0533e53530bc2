"""What every page knows: who is signed in, the language links, the notice, the version."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_bidi

from capacita import __version__
from capacita.web.actors import VISITOR
from capacita.web.permissions import Action, may


def describe_page(request: HttpRequest) -> dict[str, Any]:
    """Return the context that the base template needs."""
    actor = getattr(request, "actor", VISITOR)
    current = get_language() or "en"
    return {
        "actor": actor,
        "may_work": may(actor, Action.SEE_WORK),
        "is_demo": settings.DEMO,
        "language_links": [
            {
                "code": code,
                "name": name,
                "dir": "rtl" if code == "ar" else "ltr",
                "url": translate_url(request.get_full_path(), code) if request.path != "/" else f"/{code}/",
                "current": code == current,
            }
            for code, name in settings.LANGUAGES
        ],
        "page_language": current,
        "page_direction": "rtl" if get_language_bidi() else "ltr",
        "version": __version__,
    }
