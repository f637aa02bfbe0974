"""Whether a visit file holds together: nothing of it is written before."""

from __future__ import annotations

import json
from functools import cache

from planner.domain.plan import Plan
from planner.domain.releases import Release
from planner.domain.visit_files import VisitFile
from planner.domain.visit_records import head, links
from planner.domain.words import from_plain, is_well_typed
from planner.errors import UserError
from planner.i18n import _

MOST_EARLIER = 10_000
"""Hand-overs that a file may name as earlier ones."""
MOST_NUMBERED = 1_000_000
"""Versions and changes of one entry; a higher number would leave no room to count on."""


def check(file: VisitFile) -> None:
    """:raises UserError: the file contradicts itself, or says what no library of ours would say."""
    state = file.state
    visit = state.plan.visit.id
    whole = state.records
    fits = all(
        is_well_typed(word) and word.id and getattr(word, "visit_id", visit) in (visit, None)
        for word in whole.values()
    )
    owners = all(head(word, whole) in whole for word in whole.values())
    ids = {key[1] for key in whole}
    named = all(
        key not in ids or (_targets().get((word.WORD, name)), key) in whole
        for word in whole.values()
        for name, key in links(word)
    )
    if not (fits and owners and named and visit and _is_sound(file)):
        raise UserError(
            _("The visit in this file does not hold together."),
            _("Nothing was taken in. Ask for the file once more."),
        )


def _is_sound(file: VisitFile) -> bool:
    """Whether what stands beside the records is what it should be; it is written, too."""
    plan, release = file.state.plan, file.release
    texts = (
        *(file.copy_id, file.author, file.other, *file.earlier, *plan.themes),
        *plan.titles.values(),
        *plan.employers.values(),
        *(alias for named in file.aliases.values() for alias in named),
    )
    return (
        all(isinstance(text, str) for text in texts)
        and file.copy_id != ""
        and len(file.earlier) <= MOST_EARLIER
        and all(is_well_typed(mark) for mark in plan.marks.values())
        and all(0 <= mark.sequence < MOST_NUMBERED for mark in plan.marks.values())
        and (release is None or _is_a_release(release, plan.visit.id))
    )


def _is_a_release(release: Release, visit: str) -> bool:
    if not (
        is_well_typed(release)
        and release.is_intact
        and release.visit_id == visit
        and 0 < release.number < MOST_NUMBERED
    ):
        return False
    try:
        frozen = from_plain(Plan, json.loads(release.content))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False
    return frozen.visit.id == visit and frozen.release_number == release.number


@cache
def _targets() -> dict[tuple[str, str], str]:
    """What each column that holds an id names."""
    from planner.storage.links import all_links

    return {(link.table, link.column): link.target for link in all_links()}
