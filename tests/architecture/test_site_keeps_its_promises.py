"""What would be costly to add later is checked by looking: tenants, audit, permissions, light imports, licences."""

import ast
import importlib
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

import capacita.web
from capacita.content import PACKS, read_credits
from capacita.web.permissions import ROUTES, RULES, Action
from capacita.web.tenancy import TenantModel
from lib.shared import ROOT

WEB = ROOT / "src" / "capacita" / "web"
# Rows that belong to no organisation, each for a reason.
SHARED_MODELS = {
    "accounts.organisation",  # is the tenant
    "accounts.person",  # may be a member of several
    "accounts.membership",  # ties the two
    "documents.storeddocument",  # content by digest; rows that point at it belong to somebody
    "documents.storedfile",  # the same
    "documents.frameworkmanifest",  # the same
    "documents.storedpart",  # the same
    "framework.keptheading",
    "framework.keptreport",
    "framework.keptstep",
    "framework.kepttextcount",  # of two kept documents, by their digests
    "framework.lostname",  # of a version, whose row says who may read it
}


def own_modules(name: str) -> list[ModuleType]:
    """Return every module of the site with this last name."""
    found = []
    for module in pkgutil.walk_packages(capacita.web.__path__, "capacita.web."):
        if module.name.rpartition(".")[2] == name:
            found.append(importlib.import_module(module.name))
    return found


def test_every_own_model_belongs_to_an_organisation() -> None:
    own = [model for model in apps.get_models() if model.__module__.startswith("capacita.")]
    homeless = {model._meta.label_lower for model in own if not issubclass(model, TenantModel)}
    assert homeless == SHARED_MODELS
    assert all(not model._meta.get_field("organisation").null for model in own if issubclass(model, TenantModel))


def test_views_and_queries_read_rows_through_for_actor() -> None:
    tenants = {model.__name__ for model in apps.get_models() if issubclass(model, TenantModel)}
    bare = []
    for path in sorted(WEB.rglob("*.py")):
        if path.stem not in ("views", "queries", "api", "forms"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            manager = node.value if isinstance(node, ast.Attribute) else None
            if (
                isinstance(manager, ast.Attribute)
                and manager.attr == "objects"
                and isinstance(manager.value, ast.Name)
                and manager.value.id in tenants
                and node.attr != "for_actor"
            ):
                bare.append(f"{path.relative_to(WEB)}:{node.lineno} {manager.value.id}.objects.{node.attr}")
    assert bare == []


def test_contributions_are_read_by_the_rule_of_what_counts() -> None:
    """A read names ``stands`` or ``told`` in the same statement; services lock single rows, the trail asks for both."""
    bare = []
    for path in sorted(WEB.rglob("*.py")):
        if path.stem in ("services", "evidence", "trail") or "migrations" in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.stmt) or hasattr(node, "body"):
                continue
            words = ast.get_source_segment(source, node) or ""
            if "Contribution.objects.create(" in words:
                continue
            if "Contribution.objects" in words and not any(rule in words for rule in ("stands()", "told()")):
                bare.append(f"{path.relative_to(WEB)}:{node.lineno}")
    assert bare == []


def test_every_mutating_service_leaves_an_audit_event() -> None:
    silent = []
    for module in own_modules("services"):
        if module.__name__ == "capacita.web.audit.services":
            continue
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ and not name.startswith("_")
            if own and not hasattr(function, "audit_action"):
                silent.append(f"{module.__name__}.{name}")
    assert own_modules("services") != []
    assert silent == []


def route_names(resolver: URLResolver, namespace: str = "") -> list[str]:
    """Return the full name of every route below a resolver."""
    names = []
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            names.append(f"{namespace}{entry.name}")
        elif isinstance(entry, URLResolver):
            names.extend(route_names(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace))
    return names


def test_every_route_has_a_line_in_the_permission_table() -> None:
    names = set(route_names(get_resolver()))
    assert len(names) > 20
    assert names - set(ROUTES) == set(), "routes that the table forgets"
    assert set(ROUTES) - names == set(), "lines of the table without a route"
    assert set(ROUTES.values()) <= set(RULES)


def test_one_place_names_the_files_that_are_sent() -> None:
    naming = [path for path in WEB.rglob("*.py") if "Content-Disposition" in path.read_text(encoding="utf-8")]
    assert naming == [WEB / "documents" / "sending.py"]


def test_every_action_has_its_rule() -> None:
    assert set(RULES) == set(Action)


def test_web_process_loads_nothing_heavy() -> None:
    heavy = ("scipy", "highspy", "typst", "docx", "pyarrow", "numba", "duckdb", "sklearn", "openpyxl", "pyxform")
    code = (
        "import sys, capacita.web.wsgi\nfrom django.urls import get_resolver\nget_resolver().url_patterns\n"
        f"print(','.join(name for name in {heavy!r} if name in sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT,
        env={"PATH": "", "PYTHONPATH": str(ROOT / "src"), "CAPACITA_HOME": str(Path("var").resolve())},
    )  # fmt: skip
    assert ran.stdout.strip() == ""


@pytest.mark.parametrize("pack", PACKS)
def test_content_pack_has_its_licence_and_sources(pack: str) -> None:
    credit = read_credits(pack)
    assert "CC-BY" in credit.licence
    assert credit.sources.strip()


def test_every_pack_is_listed() -> None:
    folders = {
        path.name for path in (ROOT / "src" / "capacita" / "content").iterdir() if path.is_dir() and path.name[0] != "_"
    }
    assert folders == set(PACKS)
