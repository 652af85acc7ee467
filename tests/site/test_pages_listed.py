"""No kind of page escapes the browser tests: every address is looked at, or stands here with the reason why not."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from worlds.pages import BEHIND_SIGN_IN, KINDS, REACHED

WITHOUT_A_PAGE = {
    "answers:download": "a file",
    "situation:outlines": "data of the live map",
    "situation:map_values": "data of the live map",
    "situation:map_download": "a file",
    "situation:profile_download": "a file",
    "situation:area_download": "a file",
    "situation:city_download": "a file",
    "statistics:issues_download": "a file",
    "situation:compare_download": "a file",
    "statistics:indicator_download": "a file",
    "people:letter": "a file",
    "needs:attachment": "a picture",
    "needs:landmarks": "data of the live map",
    "needs:points": "data of the live map",
    "needs:map_values": "data of the live map",
    "needs:download": "a file",
    "messages:erasures": "a file",
    "needs:silent_download": "a file",
    "needs:feed": "a feed",
    "needs:batch_example": "a file",
    "needs:batch_issues": "a file",
    "needs:batch_codes": "a file",
    "desk:introduction_pdf": "a file",
    "desk:costs_download": "a file",
    "conferences:bodies_download": "a file",
    "conferences:participation_download": "a file",
    "effects:download": "a file",
    "effects:conditions_download": "a file",
    "conferences:feed": "a calendar",
    "conferences:event": "a calendar",
    "conferences:resolutions_download": "a file",
    "conferences:minutes_pdf": "a file",
    "conferences:dossier_pdf": "a file",
    "conferences:ballots_download": "a file",
    "programme:decisions_download": "a file",
    "programme:order_download": "a file",
    "programme:paper_pdf": "a file",
    "programme:paper_docx": "a file",
    "programme:paper_new": "a button",
    "programme:competence_defaults": "a button",
    "reports:aemter_download": "a file",
    "reports:raeume_download": "a file",
    "reports:baenke_download": "a file",
    "reports:kennzahlen_download": "a file",
    "reports:yearly_pdf": "a file",
    "reports:latest": "leads to the report on the year that runs",
    "conferences:pulse": "data of the room",
    "programme:money_download": "a file",
    "programme:fund_download": "a file",
    "programme:fund_pdf": "a file",
    "programme:key_download": "a file",
    "programme:distribution_download": "a file",
    "conferences:sheet": "a piece of the room's page",
    "conferences:mine": "a piece of a place's page",
    "answers:negotiations_download": "a file",
    "programme:measures_download": "a file",
    "programme:budget_download": "a file",
    "programme:programme_pdf": "a file",
    "programme:area_programme_pdf": "a file",
}
SAME_KIND = {
    # Of somebody's own measure; read in tests/planning/programme/test_pages.py.
    "programme:measure_consent": "programme:measure",
    "programme:measure_report": "programme:measure_new",
    # Read in tests/planning/answers/test_pages.py, where there is a request.
    "answers:work": "answers:inbox",
    "answers:pass_on": "answers:inbox",
    "answers:release": "answers:inbox",
    "answers:hand_over": "answers:to_hand_over",
    "answers:keep_after": "answers:to_hand_over",
    "answers:assign": "answers:to_assign",
    "answers:plan": "answers:plan_new",
    "people:account_edit": "people:account_new",
    "people:account_invite": "people:account",
    "people:account_close": "people:account",
    "people:appointment_new": "people:account_new",
    "people:appointment_end": "people:account",
    "people:appointment_hand_over": "people:account",
    "desk:barrier": "desk:barriers",
    "desk:cost": "desk:cost_new",
    "programme:competence": "programme:competence_new",
    "programme:paper_edit": "programme:papers_waiting",
    "programme:paper_submit": "programme:papers_waiting",
    "programme:paper_withdraw": "programme:papers_waiting",
    "programme:decision_record": "programme:papers_waiting",
    # Read in tests/planning/programme/test_decision_pages.py, where something is decided.
    "programme:paper": "programme:decisions",
    "programme:decision": "programme:decisions",
    # Looked at in tests/browser/test_subscribing.py, by the link of a mail.
    "messages:subscription": "needs:subscribed",
    # Looked at in tests/browser/test_contributing.py, where something is sent.
    "needs:contribute_details": "needs:contribute",
    "needs:receipt": "needs:receipt_enter",
    "needs:receipt_add": "needs:receipt_enter",
    "needs:receipt_withdraw": "needs:receipt_enter",
    "needs:receipt_object": "needs:receipt_enter",
    "needs:receipt_erase": "needs:receipt_enter",
    "needs:receipt_export": "needs:receipt_enter",
    # Looked at in tests/browser/test_table.py, where a table is brought.
    "needs:batch_preview": "needs:batch",
    "needs:batch_result": "needs:batch",
    "needs:batch_forget": "needs:batch",
    "needs:support": "needs:need",
    # Followed in tests/planning/effects/test_pages.py, where there is something to evaluate.
    "effects:measure": "effects:effect",
    "effects:reply": "needs:receipt_enter",
    "effects:work": "effects:effect",
    "effects:inquire": "effects:effect",
    "effects:reply_for": "effects:effect",
    "effects:evaluate": "effects:effect",
    # Looked at in tests/browser/test_listening.py, by a manager.
    "needs:listen": "needs:silent",
    "needs:listened": "needs:silent",
    # Looked at in tests/browser/test_checking.py, where there is something to check.
    "needs:check": "needs:queue",
    "needs:review": "needs:reviews",
    "needs:original": "needs:queue",
    "needs:bundle": "needs:queue",
    "needs:split": "needs:queue",
    "needs:reword": "needs:queue",
    "needs:objection": "needs:objections",
    # Looked at in tests/browser/test_bodies.py, where a manager sets them up.
    "conferences:body": "conferences:bodies",
    "conferences:area_new": "conferences:body_new",
    "conferences:body_rules": "conferences:body_new",
    "conferences:seats": "conferences:bodies",
    "conferences:seat_new": "conferences:body_new",
    "conferences:seat": "conferences:body_new",
    # Looked at in tests/browser/test_preparing.py, where a session is prepared.
    "conferences:session": "conferences:overview",
    "conferences:session_new": "conferences:overview",
    "conferences:prepare": "conferences:overview",
    "conferences:dates": "conferences:overview",
    "conferences:agenda": "conferences:overview",
    "conferences:item": "conferences:overview",
    "conferences:invitations": "conferences:overview",
    "conferences:cancel": "conferences:overview",
    "conferences:invitation": "conferences:overview",
    # Of a session that was held; read in tests/planning/conferences/test_minutes.py.
    "conferences:dossier": "conferences:overview",
    "conferences:minutes": "conferences:overview",
    "conferences:paper": "conferences:overview",
    "conferences:minutes_edit": "conferences:overview",
    # Looked at in tests/browser/test_room.py, where a session is held.
    "conferences:chair": "conferences:door",
    "conferences:close": "conferences:door",
    "conferences:pass_card": "conferences:door",
    "conferences:ballot_sheet": "conferences:door",
    "conferences:slips": "conferences:door",
    "conferences:room": "conferences:door",
    "conferences:projector": "conferences:door",
    "conferences:place": "conferences:door",
    "conferences:place_slips": "conferences:door",
    # Read in tests/planning/answers/negotiating/test_pages.py, by those who negotiate.
    "answers:negotiation_act": "answers:negotiations",
    "answers:respond": "answers:negotiations",
    # Filled in and looked at in tests/planning/programme/test_money_pages.py.
    "programme:fund_act": "programme:fund_new",
    "programme:distribution_act": "programme:fund_new",
}
# Forms of sign-in share one template; the first of them is looked at.
SIGN_IN = ("account_", "mfa_")


def names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)
        elif pattern.name:
            yield space + pattern.name


def test_every_address_is_looked_at_in_a_browser():
    looked_at = {kind.name for kind in (*KINDS, *BEHIND_SIGN_IN)} | {name for name, _, _ in REACHED}
    all_names = {name for name in names(get_resolver().url_patterns) if not name.startswith(SIGN_IN)}
    assert len(all_names) > 20
    assert all_names - looked_at - set(WITHOUT_A_PAGE) - set(SAME_KIND) == set()
    assert set(SAME_KIND.values()) <= looked_at
