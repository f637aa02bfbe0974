"""People of one list who would look the same: told apart by as little as does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Namesake:
    """One line of a list with what may tell it apart from another. ``key`` decides who is number 1."""

    key: str
    name: str
    organisations: tuple[str, ...] = ()
    """The forms in which the organisation may be named: "MEXT", "Ministry of Education"."""
    post: str = ""
    native_name: str = ""


def told_apart(people: Sequence[Namesake]) -> list[str]:
    """What stands in the list, in its order. A name that is there once stays as it is.

    Of organisation, post and native name the shortest that tells all namesakes apart is put behind
    each of them; where none does, a number. No two lines are ever equal.
    """
    counts = Counter(one.name for one in people)
    lines = {one.key: one.name for one in people if counts[one.name] == 1}
    taken = set(lines.values())
    for name in dict.fromkeys(one.name for one in people if counts[one.name] > 1):
        group = sorted((one for one in people if one.name == name), key=lambda one: one.key)
        shown = _shortest(group, taken) or _numbered(group, taken)
        taken.update(shown)
        lines.update({one.key: line for one, line in zip(group, shown, strict=True)})
    return [lines[one.key] for one in people]


def _shortest(group: Sequence[Namesake], taken: Iterable[str]) -> list[str]:
    """The lines with the shortest detail that is known of all and differs; none where there is none."""
    found = []
    for details in _details(group):
        lines = [f"{one.name} ({detail})" for one, detail in zip(group, details, strict=True)]
        tells = all(details) and len({line.casefold() for line in lines}) == len(group)
        if tells and not set(lines) & set(taken):
            found.append(lines)
    return min(found, key=lambda lines: sum(map(len, lines)), default=[])


def _details(group: Sequence[Namesake]) -> list[list[str]]:
    forms = max((len(one.organisations) for one in group), default=0)
    houses = [
        [(one.organisations[min(form, len(one.organisations) - 1)] if one.organisations else "")
         for one in group]
        for form in range(forms)
    ]  # fmt: skip
    return [*houses, [one.post for one in group], [one.native_name for one in group]]


def _numbered(group: Sequence[Namesake], taken: Iterable[str]) -> list[str]:
    used, lines, number = set(taken), [], 0
    for one in group:
        number += 1
        while (line := f"{one.name} ({number})".strip()) in used:
            number += 1
        lines.append(line)
    return lines
