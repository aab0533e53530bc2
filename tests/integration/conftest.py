"""What the tests of the site share: each begins in the language that the site falls back to, whatever page came before."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _language_of_the_site() -> Iterator[None]:
    translation.deactivate()
    yield
    translation.deactivate()
