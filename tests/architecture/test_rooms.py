"""Each app has the same rooms; files stay small; nothing is called utils."""

from __future__ import annotations

import ast

import pytest

from architecture import SOURCES

PLANNING = SOURCES / "planning"
APPS = sorted(path.parent.name for path in PLANNING.glob("*/apps.py"))
ROOMS = {"models", "states", "rules", "actions", "queries", "forms", "views", "urls", "apps"}
FOLDERS = {"templates", "templatetags", "static", "locale", "migrations"}
# A further room says here what it is for. Think twice: most things belong into one of the rooms that there are.
FURTHER_ROOMS = {
    "journal": {"clock": "when something is written down; an invented city tells its story day by day"},
    "needs": {
        "steps": "a step as it is written down: state, journal, messages; only actions call it",
        "batch": "contributions from a table: parsed, recognised, checked, with an issue log",
        "easy": "what a receipt says in Leichte Sprache",
        "groups": "for whom something is said: a short list that everybody understands",
        "open311": "kinds of defects, reports and their status at a service, over HTTP",
        "letters": "what a step owes, from templates in plain language",
        "pictures": "what was sent as a picture, decoded and written anew",
        "receipts": "receipt codes and their fingerprints",
        "spam": "what holds spam off, without foreign services and without tracking",
        "titles": "what a need is called until somebody puts it into words",
        "waiting": "what somebody brought and has not sent yet, for a day",
    },
    "conferences": {
        "ballot_papers": "what can be filled in on a ballot, and what was",
        "counting": "what the votes of a ballot come to, by its method",
        "events": "sessions as iCalendar: what calendars understand of them",
        "letters": "what those who sit in a body are told, from templates in plain language",
        "papers": "documents of a session, said once for the page and for paper: minutes, dossier",
        "live": "the pulse and the sheet of a room, answered before sessions, accounts and cookies are looked at",
        "passes": "personal links: what an invitation or a place in the room is opened with",
        "personal": "columns that hold something about a person",
        "steps": "what every act writes: its journal line, and that screens look again; only actions call it",
    },
    "answers": {
        "drafts": "what stands in an answer, as values: from a form, from a row, to be kept, in words",
        "personal": "columns that hold something about a person",
        "steps": "what every act on a request does: locks, journal line, nudges; only actions call it",
        "talks": "a negotiation as it is written down: locks, whose move, journal line; only actions call it",
    },
    "programme": {
        "bookings": "lines of an account as they are written down; only actions call it",
        "carrying": "what every act on a measure does: lock, reason, journal line; only actions call it",
        "papers": "documents of the programme, said once for the page and for paper",
        "personal": "columns that hold something about a person",
        "plans": "a measure as it is planned, and what a plan may not lack",
        "promises": "what funds promise to needs and measures, as it is written down; only actions call it",
    },
    "effects": {
        "personal": "columns that hold something about a person",
        "sentences": "what figures tell of a measure, in plain words",
    },
    "reports": {"papers": "documents, said once for the page and for paper: the yearly report"},
    "desk": {
        "introduction": "the assistant for a city that begins: its steps, its costs, its pages",
        "texts": "the texts that the program brings",
    },
    "messages": {
        "bounces": "what a returned mail says: which message, for good or for now, why",
        "events": "an event that goes along with a mail, addressed to whoever gets it",
        "mailbox": "the mailbox to which mails come back, over IMAP",
        "personal": "columns that hold something about a person: what for, how long, who sees it",
        "vault": "how contact data lie at rest: encrypted",
    },
    "people": {
        "once": "a form that adds something takes effect once, however often it is sent",
        "roles": "roles and permissions: code, with a description in plain language",
    },
    "statistics": {
        "addresses": "paths of pages, for all that link to them",
        "class_names": "neutral names of the classes of indices",
        "files": "tables of figures as CSV and XLSX",
        "method_list": "which methods have a page",
        "words": "titles in the visitor's language",
    },
    "situation": {
        "city_sentences": "figures of the city in plain words",
        "drawings": "figures of a page as charts",
        "locator": "the small map of where a space lies",
        "rows": "figures as lines of a table",
        "sentences": "figures in plain words",
        "side_by_side": "several spaces as columns of one table",
        "space_sentences": "figures of a space in plain words",
        "spread": "how far spaces lie apart, over the years",
    },
}
# What visitors without an account do, and what changes nothing.
NOBODYS = {
    "about", "act_titles", "ask_to_speak", "confirm", "enter", "knock", "learn_words", "name_acts",
    "no_longer_speak", "note_sign_in", "password_path",
    "record", "register", "report_barrier", "subscribe", "support", "unsubscribe", "vote",
}  # fmt: skip
LONGEST = 400
NAMELESS = {"utils", "util", "helpers", "helper", "common", "core", "misc", "base", "tools"}
SOURCE_FILES = sorted(
    path
    for path in SOURCES.rglob("*.py")
    if "migrations" not in path.parts and "__pycache__" not in path.parts
)


@pytest.mark.parametrize("app", APPS)
def test_an_app_has_the_rooms_of_the_house_and_no_others(app):
    found = {
        path.stem
        for path in (PLANNING / app).iterdir()
        if not path.name.startswith("_") and (path.suffix == ".py" or path.is_dir())
    }
    assert found - ROOMS - FOLDERS == set(FURTHER_ROOMS.get(app, {}))


@pytest.mark.parametrize("app", APPS)
def test_what_changes_something_is_called_by_name_and_says_by_whom(app):
    """Public actions take keywords only; `by=` may be missing only where nobody has an account."""
    folder = PLANNING / app
    paths = [*folder.glob("actions.py"), *folder.glob("actions/*.py")]
    for path in paths:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                if node.name in NOBODYS:
                    continue
                assert not node.args.args, f"{app}: {node.name} takes positional arguments"
                assert "by" in {argument.arg for argument in node.args.kwonlyargs}, (
                    f"{app}: {node.name} has no by="
                )


@pytest.mark.parametrize("path", SOURCE_FILES, ids=lambda path: str(path.relative_to(SOURCES)))
def test_a_file_can_be_read_at_once(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
    assert path.stem not in NAMELESS


def test_models_hold_no_logic_of_saving_and_nobody_listens_to_signals():
    found = [
        str(path.relative_to(SOURCES))
        for path in PLANNING.rglob("*.py")
        for text in [path.read_text(encoding="utf-8")]
        if "def save(" in text or "dispatch import receiver" in text or "models.signals" in text
    ]
    assert found == []
