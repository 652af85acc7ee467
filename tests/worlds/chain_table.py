"""Which acts make sense where a need stands, and who may ever succeed with one."""

from __future__ import annotations

from sozialraum.planning.needs.states import END, State
from worlds import chain_answers, chain_measures, chain_voices  # noqa: F401  (their acts)

MONEY = ("reserve_money", "pay_money", "refund_money", "release_money", "deposit_money")
VOICES = ("object_to", "settle_objection", "erase_person", "split", "merge", "take_in")
PAPER = ("draft_paper", "submit_paper")
# What leads on from where a need stands, the last step first in mind; and what else makes sense there.
FORWARD: dict[str, tuple[str, ...]] = {
    State.REGISTERED: ("accept_voice",), State.DELIBERATING: ("carry",), State.DEFERRED: ("carry",),
    State.CARRIED: ("bundle",), State.BUNDLED: ("hand_over",),
    State.HANDED_OVER: ("assign", "draft", "submit_draft", "release"),
    State.ANSWERED: ("negotiate", "accept_answer"),
    State.NEGOTIATING: ("propose_agreement", "confirm", "record_dissent"),
    **dict.fromkeys((State.AGREED, State.DISSENT, State.POSTPONED), PAPER),
    State.UP_FOR_DECISION: ("decide",), State.DECIDED: ("begin_measure", "agree_to_measure"),
    State.IMPLEMENTING: ("start_measure", "report_milestone", "finish_measure", *PAPER),
    State.IMPLEMENTED: ("inquire", "reply", "close_inquiry", "evaluate"),
    **dict.fromkeys(END, ("deliberate_again",)),
}  # fmt: skip
BESIDE: dict[str, tuple[str, ...]] = {
    State.REGISTERED: ("give_voice_back", "redirect_voice", "withdraw_voice", "add_words", "speak", *VOICES),
    State.DELIBERATING: ("defer", "not_carry", "solve", "withdraw_voice", "reword", "read_words", *VOICES),
    State.DEFERRED: ("not_carry", "solve", "withdraw_voice"),
    State.CARRIED: ("deliberate_again", "take_in"),
    State.BUNDLED: ("take_in",),
    State.HANDED_OVER: (
        "give_part", "pass_on", "ask_the_conference", "ask_the_department", "answer_question", "give_draft_back",
        "extend", "reassign", "name_substitute", "end_substitute", "release_in_place",
    ),
    State.ANSWERED: ("take_in",),
    State.NEGOTIATING: (
        "offer", "take_position", "next_round", "decline", "to_steering", "state_dissent", "set_date", "time_passes",
    ),
    **dict.fromkeys((State.AGREED, State.DISSENT), ("save_paper",)),
    State.POSTPONED: ("save_paper", "withdraw_paper"), State.UP_FOR_DECISION: ("withdraw_paper",),
    State.DECIDED: ("propose_measure", "decline_measure"),
    State.IMPLEMENTING: (
        "abandon_measure", "agree_to_measure", "decline_measure", "begin_measure", "propose_measure", "pause_measure",
        "resume_measure", "change_measure", "add_milestone", "move_milestone", "drop_milestone", "report_costs",
        "add_funding", "confirm_funding", "drop_funding", "save_paper", *MONEY, "time_passes",
    ),
    State.IMPLEMENTED: (
        "reply_for", "show_words", "prolong_inquiry", "report_costs", "take_in", "erase_person", *MONEY,
    ),
    **dict.fromkeys(END, ("object_to", "settle_objection", "erase_person", "split")),
}  # fmt: skip

DEPARTMENTS = frozenset({"youth_officer", "youth_head", "roads_officer", "roads_head", "homes_head"})
HEADS = frozenset({"youth_head", "roads_head", "homes_head"})
CONFERENCE = frozenset({"manager", "social_planner"})
PLANNER = frozenset({"social_planner"})
MANAGER = frozenset({"manager"})
DOING = frozenset({"youth_officer", "roads_officer", "provider"})
# Who may ever succeed with an act; what isn't named here anybody may who has the receipt, or the program does it.
MAY: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ("accept_voice", "give_voice_back", "redirect_voice", "reword", "read_words", "merge", "take_in", "split"),
        MANAGER,
    ),
    **dict.fromkeys(("carry", "defer", "not_carry", "solve", "bundle", "deliberate_again"), CONFERENCE),
    "settle_objection": CONFERENCE,
    **dict.fromkeys(("hand_over", "extend", "ask_the_department"), MANAGER), "pass_on": DEPARTMENTS,
    **dict.fromkeys(("assign", "reassign"), PLANNER),
    "ask_the_conference": DEPARTMENTS, "answer_question": DEPARTMENTS | {"manager"}, "give_part": DEPARTMENTS,
    "draft": DEPARTMENTS - HEADS, "submit_draft": DEPARTMENTS - HEADS,
    # Officers where they stand in for a head.
    "give_draft_back": DEPARTMENTS, "release": DEPARTMENTS,
    "name_substitute": HEADS | {"city_administrator"}, "end_substitute": HEADS | {"city_administrator"},
    **dict.fromkeys(("accept_answer", "negotiate", "next_round", "take_position"), CONFERENCE),
    **dict.fromkeys(("offer", "propose_agreement", "to_steering", "decline"), CONFERENCE | DEPARTMENTS),
    **dict.fromkeys(("confirm", "record_dissent"), CONFERENCE | DEPARTMENTS),
    **dict.fromkeys(("state_dissent", "set_date"), PLANNER),
    **dict.fromkeys(("draft_paper", "save_paper", "submit_paper", "withdraw_paper"), PLANNER),
    "decide": CONFERENCE | DEPARTMENTS,
    **dict.fromkeys(
        (
            "begin_measure", "propose_measure", "report_milestone", "finish_measure", "abandon_measure",
            "start_measure", "pause_measure", "resume_measure", "change_measure", "add_milestone", "move_milestone",
            "drop_milestone", "report_costs", "add_funding", "confirm_funding", "drop_funding",
        ),
        DOING,
    ),
    **dict.fromkeys(("agree_to_measure", "decline_measure"), DEPARTMENTS),
    **dict.fromkeys(MONEY, PLANNER),
    **dict.fromkeys(("inquire", "reply_for", "show_words", "prolong_inquiry", "close_inquiry", "evaluate"), CONFERENCE),
}  # fmt: skip
# Of those, who mostly does.
MOSTLY: dict[str, frozenset[str]] = {
    **dict.fromkeys(("release", "give_draft_back"), HEADS), "confirm": HEADS | {"manager"}, "decide": PLANNER,
    "record_dissent": HEADS | {"manager"}, "propose_measure": frozenset({"provider"}),
}  # fmt: skip
