"""Settings of the site under test: its own home, quick passwords, plain static files. The rest is as it is."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "CAPACITA_HOME" not in os.environ:  # a process that a test starts takes the home of its parent
    os.environ["CAPACITA_HOME"] = tempfile.mkdtemp(prefix="capacita-tests-")
    atexit.register(shutil.rmtree, os.environ["CAPACITA_HOME"], ignore_errors=True)

from capacita.web.catalogues import compile_catalogues
from capacita.web.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"} for name in ("default", "drafts")}
DEMO = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns where it is missing
compile_catalogues(Path(LOCALE_PATHS[0]))  # before a test asks for a language: what was not there is remembered so
