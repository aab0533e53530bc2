"""The database that the suite runs on, and that its migrations say what the models say."""

import os

import pytest
from django.core.management import call_command
from django.db import connection


@pytest.mark.django_db
def test_database_is_the_one_asked_for() -> None:
    wanted = "postgresql" if os.environ.get("CAPACITA_DATABASE", "").startswith("postgresql") else "sqlite"
    assert connection.vendor == wanted


@pytest.mark.django_db
def test_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
