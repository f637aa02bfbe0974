"""Who sits where at a long table: the custom of diplomatic tables, as a proposal that people change.

The two sides face each other with their principals in the middle. From each principal the ranks go
outwards by turns, the second on the right hand, the third on the left. An interpreter sits at the
left hand of the principal and takes no rank. The order is that set by hand, never one of titles.
At meals the last of the longer side fill the ends of the other, so that nobody faces an empty chair.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """One seat. ``number`` is the rank among one's own, 1 for the principal, 0 for an interpreter.

    ``behind`` is one row back: interpreters who relieve the first one.
    """

    key: str
    number: int = 0
    behind: bool = False

    @property
    def is_interpreter(self) -> bool:
        return self.number == 0


@dataclass(frozen=True, kw_only=True, slots=True)
class TablePlan:
    """Both sides in the order along the table, from the left hand of the guests to their right."""

    guests: tuple[Place, ...] = ()
    hosts: tuple[Place, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        return (*self.guests, *self.hosts)


def table_plan(
    guests: Sequence[str],
    hosts: Sequence[str],
    *,
    guests_interpreters: Sequence[str] = (),
    hosts_interpreters: Sequence[str] = (),
    mixed: bool = False,
) -> TablePlan:
    """Everybody once; each sequence in order of precedence, which decides over doubles.

    ``mixed`` is a meal: both sides of the table get as many.
    """
    seen: set[str] = set()
    # Who interprets takes no ranked seat, whatever else he or she is.
    beside_guests = _once(guests_interpreters, seen)
    beside_hosts = _once(hosts_interpreters, seen)
    ours, theirs = _ranked(_once(guests, seen)), _ranked(_once(hosts, seen))
    if mixed and ours and theirs:
        ours, theirs = _levelled(ours, theirs)
    # Those opposite have their left hand where the guests have their right.
    return TablePlan(
        guests=_from_left_to_right(ours, beside_guests),
        hosts=tuple(reversed(_from_left_to_right(theirs, beside_hosts))),
    )


def shared_interpreters(
    own: Sequence[str], booked: Sequence[str], *, hosts_book: bool
) -> tuple[list[str], list[str]]:
    """Who interprets for the guests and who for the hosts.

    Those whom the delegation brings are its own. Of those booked each goes to the side that has
    fewer, the first to whoever booked where both have as many.
    """
    guests: list[str] = list(own)
    hosts: list[str] = []
    for key in booked:
        if key in guests or key in hosts:
            continue
        to_hosts = len(hosts) < len(guests) or (len(hosts) == len(guests) and hosts_book)
        (hosts if to_hosts else guests).append(key)
    return guests, hosts


def _ranked(keys: Sequence[str]) -> list[Place]:
    return [Place(key=key, number=number) for number, key in enumerate(keys, 1)]


def _levelled(one: list[Place], other: list[Place]) -> tuple[list[Place], list[Place]]:
    """The last of the longer side go over to the other, behind all who belong there."""
    if len(one) < len(other):
        levelled = _levelled(other, one)
        return levelled[1], levelled[0]
    stay = (len(one) + len(other) + 1) // 2
    return one[:stay], [*other, *one[stay:]]


def _from_left_to_right(seats: Sequence[Place], interpreters: Sequence[str]) -> tuple[Place, ...]:
    """One side as those who sit there see it."""
    left, right = seats[2::2], seats[1::2]
    beside = [Place(key=key, behind=place > 0) for place, key in enumerate(interpreters)]
    return (*reversed(left), *reversed(beside), *seats[:1], *right)


def _once(keys: Sequence[str], seen: set[str]) -> list[str]:
    found = [key for key in dict.fromkeys(keys) if key not in seen]
    seen.update(found)
    return found
