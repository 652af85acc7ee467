"""No kind of page escapes the browser tests: every address is looked at, or stands here with the reason why not."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from worlds.pages import BEHIND_SIGN_IN, KINDS, REACHED

WITHOUT_A_PAGE = {
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
}
SAME_KIND = {
    "people:account_edit": "people:account_new",
    "people:account_invite": "people:account",
    "people:account_close": "people:account",
    "people:appointment_new": "people:account_new",
    "people:appointment_end": "people:account",
    "people:appointment_hand_over": "people:account",
    "desk:barrier": "desk:barriers",
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
