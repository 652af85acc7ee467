"""Every column that may hold something about a person is named, with purpose and retention; found by discovery.

Texts, places and lists of keys: whatever a person wrote, where they are, and to whom they belong.
"""

from __future__ import annotations

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from sozialraum.planning.messages.personal import columns

KINDS = (
    models.TextField, models.CharField, models.BinaryField, models.JSONField, models.FloatField, models.DecimalField,
    ArrayField, models.GenericIPAddressField, models.FileField,
)  # fmt: skip
# Columns of text that say nothing about a person: keys, states, languages, what the city or the program wrote.
PLAIN = {
    "answers.Answer": {"state", "kind", "cost", "legal_basis", "passage"},
    "answers.Move": {"kind", "side", "cost"},
    "answers.Negotiation": {"state", "mover"},
    "answers.Part": "*",
    "answers.Passing": "*",
    "answers.Position": {"bank"},
    "answers.Question": "*",
    "answers.Request": "*",
    "answers.SectorPlan": "*",
    "conferences.AgendaItem": {"kind", "source", "method", "state"},
    "conferences.Attendee": {"bank"},
    "conferences.Ballot": {"method", "motion", "options", "rules", "state"},
    "conferences.Body": "*",
    "conferences.Dissent": {"bank"},
    "conferences.HandOver": {"planning_area", "open_work"},
    "conferences.Holding": {"part"},
    "conferences.Minutes": {"state"},
    "conferences.PaperSlip": {"bank"},
    "conferences.Position": {"bank"},
    "conferences.Remark": {"kind"},
    "conferences.Resolution": {"outcome"},
    "conferences.Seat": {"bank"},
    "conferences.Session": {"state", "place", "access", "room_key", "door_code"},
    "conferences.Slip": {"bank"},
    "conferences.Vote": {"bank"},
    "desk.BarrierReport": {"answer", "page"},
    "desk.CityText": "*",
    "effects.Evaluation": {"verdict", "figures", "replies"},
    "journal.Entry": {"act", "actor_role", "subject_kind", "subject_key"},
    "needs.Need": {"state", "kind", "edition", "social_space", "planning_area", "department", "dimensions"},
    "needs.Contribution": {
        "kind",
        "language",
        "place_kind",
        "edition",
        "social_space",
        "bank",
        "channel",
        "dimensions",
    },
    "needs.Support": {"social_space"},
    "needs.Word": {"trigrams"},
    "needs.Repair": {"service", "endpoint", "code", "title", "state", "request", "token"},
    "needs.ListeningStep": {"social_space", "kind"},
    "owed.Contact": {"purpose", "language"},
    "owed.Message": {"subject_kind", "subject_key", "language", "letter", "state"},
    "owed.Subscription": {"subject_kind", "subject_key"},
    "people.Account": {"language"},
    "people.Appointment": {"role", "scope_kind", "scope_key", "bank"},
    "people.Organisation": {"name", "bank"},
    "people.Sending": {"print", "led_to"},
    "programme.Booking": {"kind", "amount"},
    "programme.BudgetAmount": "*",
    "programme.BudgetLine": "*",
    "programme.Competence": "*",
    "programme.Decision": {"outcome", "number", "oparl", "passed_over", "deviation"},
    "programme.DecisionPaper": {"state", "title", "cost", "indicator", "expected", "level", "body_name"},
    "programme.Distribution": "*",
    "programme.Fund": {"title", "edition", "space", "planning_area"},
    "programme.Funding": {"source", "amount", "reference"},
    "programme.Measure": {
        "state",
        "edition",
        "space",
        "planning_area",
        "dimensions",
        "groups",
        "indicators",
    },
    "programme.YearCost": "*",
    "reports.CostItem": "*",
    "reports.CostSpent": "*",
    "spaces.SpaceSystem": "*",
    "spaces.Edition": "*",
    "spaces.Space": "*",
    "statistics.Publication": "*",
}


def personal_kinds() -> set[str]:
    """Every such column of planning's models, as app.Model.field."""
    found = set()
    for config in apps.get_app_configs():
        if not config.name.startswith("sozialraum.planning."):
            continue
        for model in config.get_models():
            for field in model._meta.concrete_fields:
                if isinstance(field, KINDS):
                    found.add(f"{config.label}.{model.__name__}.{field.name}")
    return found


def is_plain(column: str) -> bool:
    model, _dot, field = column.rpartition(".")
    return PLAIN.get(model) == "*" or field in PLAIN.get(model, ())


def test_every_column_is_named_as_personal_or_plain():
    named = {column.field for column in columns()}
    assert sorted(c for c in personal_kinds() - named if not is_plain(c)) == []
    assert sorted(c for c in named if is_plain(c)) == []


def test_what_is_listed_as_plain_exists():
    known = personal_kinds()
    listed = {f"{model}.{field}" for model, fields in PLAIN.items() if fields != "*" for field in fields}
    assert sorted(listed - known) == []
    models_known = {column.rpartition(".")[0] for column in known}
    assert sorted(set(PLAIN) - models_known) == []


def test_each_says_what_for_how_long_and_who_sees_it():
    for column in columns():
        assert all(
            str(said).strip() for said in (column.title, column.purpose.value, column.kept, column.seen_by)
        ), column.field


def test_what_is_protected_most_is_said_to_be():
    special = {column.field for column in columns() if column.is_special}
    assert {"needs.Contribution.groups", "needs.Need.groups", "needs.Contribution.text"} <= special
