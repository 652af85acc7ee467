"""Days on which nobody is invited to a session: weekends, public holidays anywhere, the turn of the year."""

from __future__ import annotations

from datetime import date, timedelta

FIXED = {(1, 1), (1, 6), (5, 1), (10, 3), (10, 31), (11, 1)}
# Days from Easter Sunday: Good Friday, Easter Monday, Ascension Day, Whit Monday, Corpus Christi.
BY_EASTER = (-2, 1, 39, 50, 60)
TURN_OF_THE_YEAR = ((12, 22), (1, 6))


def is_working(day: date) -> bool:
    """Whether people can be asked to come on that day."""
    since, until = TURN_OF_THE_YEAR
    at = (day.month, day.day)
    return (
        day.weekday() < 5
        and at not in FIXED
        and until < at < since
        and day not in {easter(day.year) + timedelta(days=days) for days in BY_EASTER}
    )


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Gauss's rule as Lichtenberg corrected it)."""
    century = year // 100
    moon = 15 + (3 * century + 3) // 4 - (8 * century + 13) // 25
    sun = 2 - (3 * century + 3) // 4
    golden = year % 19
    seed = (19 * golden + moon) % 30
    full = 21 + seed - (seed // 29 + (seed // 28 - seed // 29) * (golden // 11))  # of March, as are all below
    sunday = 7 - (year + year // 4 + sun) % 7
    return date(year, 3, 1) + timedelta(days=full + 7 - (full - sunday) % 7 - 1)
