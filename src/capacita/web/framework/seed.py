"""The frameworks that come with Capacita: the UNESCO / Broadband Commission framework of 2022 and the levels over it."""

import logging
from datetime import UTC, datetime

from django.db.models import Q

from capacita.content import read_content
from capacita.framework.changes import ADAPTATION_FORMAT
from capacita.framework.model import FRAMEWORK_FORMAT
from capacita.framework.release import RELEASE_FORMAT
from capacita.vocabulary import Refusal
from capacita.web.accounts.models import Organisation
from capacita.web.accounts.seed import KEEPER
from capacita.web.actors import SYSTEM
from capacita.web.documents.models import StoredDocument
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.services import publish_adaptation, publish_framework, sign_release_of

RELEASED_AT = datetime(2026, 11, 23, tzinfo=UTC)  # of our packs, not of the source


def seed_frameworks() -> None:
    """Publish each pack whose version the site has not yet; one that a gate of the site stops is left out and told."""
    try:
        _publish_packs()
    except Refusal as stopped:
        logging.getLogger("capacita.framework").warning("a pack was not published: %s", stopped)


def _publish_packs() -> None:
    keeper = Organisation.objects.get(code=KEEPER)
    framework = FRAMEWORK_FORMAT.read_whole(read_content("unesco-2022/framework.json"))
    source = FrameworkVersion.objects.filter(code=framework.code, version=framework.version).first()
    if source is None:
        source = publish_framework(SYSTEM, organisation=keeper, framework=framework, released_at=RELEASED_AT)
    levels = ADAPTATION_FORMAT.read_whole(read_content("public-service-levels/adaptation.json"))
    if not FrameworkVersion.objects.filter(code=levels.code, version=levels.version).exists():
        publish_adaptation(SYSTEM, organisation=keeper, base=source, adaptation=levels, released_at=RELEASED_AT)


def sign_unsigned_releases() -> int:
    """Sign what was released before the site had a key, and return how many versions that were."""
    unsigned = StoredDocument.objects.filter(format=RELEASE_FORMAT.name).exclude(body__contains='"signature":"')
    rows = FrameworkVersion.objects.filter(released_at__isnull=False).filter(
        Q(release_digest="") | Q(release_digest__in=unsigned.values("digest"))
    )
    for row in rows:
        sign_release_of(SYSTEM, version=row)
    return len(rows)
