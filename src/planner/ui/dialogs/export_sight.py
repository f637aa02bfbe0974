"""What an audience will see of a visit and what not, told from what the services grant."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.privacy import Profile
from planner.i18n import _


def sight(
    profile: Profile, *, calendars: bool, sheet: bool, chosen: Sequence[str] = ()
) -> tuple[list[str], list[str]]:
    """What they will see, and what stays here."""
    seen: list[str] = []
    unseen: list[str] = []
    inside = profile is Profile.INTERNAL
    if calendars:
        seen.append(_("Calendar: titles, times, places, hosts, text for the programme"))
        if inside:
            seen.append(_("Ideas and tentative entries"))
        else:
            seen.append(_("Tentative entries, marked as such"))
            unseen.append(_("Entries that are still ideas"))
        unseen.append(_("Internal blockers and cancelled entries"))
    if sheet:
        shown, denied = _columns(profile, chosen)
        seen.append(_("Contact sheet: {columns}").format(columns=", ".join(shown)))
        if denied:
            unseen.append(_("Of the contacts: {columns}").format(columns=", ".join(denied)))
    unseen.append(_("Internal notes; diets, health and passports"))
    return seen, unseen


def _columns(profile: Profile, chosen: Sequence[str]) -> tuple[list[str], list[str]]:
    from planner.services.contact_sheet import (
        DELEGATE_COLUMNS,  # late: pulls in the workbook writer
        granted,
    )

    fields = [column.field for column in granted(profile, chosen)]
    titles = {column.field: _(column.title) for column in DELEGATE_COLUMNS}
    denied = [title for field, title in titles.items() if field not in fields]
    return [titles[field] for field in fields], denied
