"""Who may import whom: the layers of the house, and the order of planning's apps, string references included."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from architecture import ROOT, SOURCES

PLANNING = SOURCES / "planning"
ORDER = [
    name.rpartition(".")[2] for name in settings.INSTALLED_APPS if name.startswith("sozialraum.planning.")
]
# The order of the stages as docs/architecture.md tells it; apps that are still to come are left out.
DESIGN = (
    "journal", "people", "messages", "spaces", "statistics", "situation", "needs", "conferences", "answers",
    "programme", "effects", "reports", "opendata", "desk",
)  # fmt: skip


def test_the_layers_of_the_house_hold():
    """In a process of its own: the linter's logging would silence every logger that stands already."""
    linter = Path(sys.executable).with_name("lint-imports")
    found = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr


def test_apps_stand_in_the_order_of_the_design():
    assert [app for app in DESIGN if app in ORDER] == ORDER


def test_every_app_is_installed():
    assert {path.parent.name for path in PLANNING.glob("*/apps.py")} == set(ORDER)


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module
        elif isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name


@pytest.mark.parametrize("app", ORDER)
def test_an_app_imports_only_those_before_it(app):
    later = {f"sozialraum.planning.{name}" for name in ORDER[ORDER.index(app) + 1 :]}
    found = [
        f"{path.relative_to(SOURCES)}:{line} imports {module}"
        for path in (PLANNING / app).rglob("*.py")
        for line, module in imports(path)
        if any(module == name or module.startswith(f"{name}.") for name in later)
    ]
    assert found == []


def label(app: str) -> str:
    """What Django calls the app in this folder."""
    return next(c.label for c in apps.get_app_configs() if c.name == f"sozialraum.planning.{app}")


@pytest.mark.parametrize("app", ORDER)
def test_a_model_refers_only_to_apps_before_it(app):
    """By the models as they are, so that a reference by a string is no way around the order."""
    allowed = {label(name) for name in ORDER[: ORDER.index(app) + 1]}
    found = [
        f"{model.__name__}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_app_config(label(app)).get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created
        if field.related_model._meta.app_label not in allowed
    ]
    assert found == []


def test_the_journal_refers_to_nobody():
    models = apps.get_app_config("journal").get_models()
    assert not [field for model in models for field in model._meta.get_fields() if field.is_relation]


def test_facts_never_meet_the_framework():
    """A fresh interpreter that opens the warehouse and the methods has no Django in it."""
    code = (
        "import sys, sozialraum.intake, sozialraum.musterstadt, sozialraum.warehouse.city, sozialraum.methods\n"
        "assert not [name for name in sys.modules if name.partition('.')[0] == 'django'], 'Django was imported'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
