"""How an access pack is put into words: what a site asks for, until when, who lacks what."""

from __future__ import annotations

import datetime as dt
from typing import Final

from planner.domain.access import ACCESS_STATUSES, AccessStatus
from planner.domain.checks.access_pack import (
    BUSINESS_DAYS,
    END_OF_DAY,
    AccessLine,
    AccessPack,
)
from planner.domain.sites import ACCESS_FIELDS
from planner.domain.times import WallTime, zone
from planner.i18n import N_, _, clock, day_in_words, inside, ngettext
from planner.ui.models.itinerary_text import clock_at
from planner.ui.models.table_model import Column

LOOKS: Final = {
    AccessStatus.MISSING: ("circle-alert", "warn"),
    AccessStatus.COLLECTED: ("check", "text"),
    AccessStatus.SENT: ("send", "text"),
    AccessStatus.APPROVED: ("check", "ok"),
    AccessStatus.REFUSED: ("ban", "danger"),
    AccessStatus.WAIVED: ("minus", "text2"),
}
"""Shape, word and colour say the same."""


def field_name(name: str) -> str:
    """What a site asks for, as a title. A name of a later version is shown as it is."""
    return _(ACCESS_FIELDS.get(name, name))


def names(fields: tuple[str, ...]) -> str:
    return ", ".join(inside(field_name(name)) for name in fields)


def columns(fields: tuple[str, ...]) -> list[Column[AccessLine]]:
    """Who, the admission as a whole, what is lacking, and one column for each field."""
    return [
        Column(N_("Person"), lambda line: line.name, 190),
        Column(
            N_("Admission"),
            _admission,
            120,
            icon=lambda line: LOOKS[line.admission][0],
            tone=lambda line: LOOKS[line.admission][1],
        ),
        Column(N_("Still lacks"), _lacks, 190, tone=lambda line: "warn" if line.missing else None),
        *(_column(name) for name in fields),
    ]


def _column(name: str) -> Column[AccessLine]:
    return Column(
        ACCESS_FIELDS.get(name, name),
        lambda line: _(ACCESS_STATUSES[line.states[name]]),
        130,
        icon=lambda line: LOOKS[line.states[name]][0],
        tone=lambda line: LOOKS[line.states[name]][1],
    )


def _admission(line: AccessLine) -> str:
    """Nobody hands in an admission: while nothing is noted, it has not been asked for."""
    if line.admission is AccessStatus.MISSING:
        return _("Not sent")
    return _(ACCESS_STATUSES[line.admission])


def _lacks(line: AccessLine) -> str:
    return names(line.missing) or "–"


def site_text(pack: AccessPack, now: dt.datetime) -> str:
    """ "ESS · 2 of 12 lack data · due Tue 27 Apr 16:00 Stockholm (in 3 days)"."""
    if not pack.fields:
        state = _("asks for no data of its visitors")
    elif pack.lacking:
        state = ngettext(
            "{count} of {all} lacks data",
            "{count} of {all} lack data",
            len(pack.lacking),
            all=len(pack.lines),
        )
    elif pack.not_sent:
        state = _("nothing lacking, {count} of {all} not sent").format(
            count=len(pack.not_sent), all=len(pack.lines)
        )
    else:
        state = _("all {count} sent").format(count=len(pack.lines))
    refused = (
        ngettext("{count} refused", "{count} refused", len(pack.refused)) if pack.refused else ""
    )
    due = due_text(pack.due, now, pack.site.town) if pack.fields or pack.due else ""
    return " · ".join(part for part in (pack.site.name, state, refused, due) if part)


def site_look(pack: AccessPack, now: dt.datetime) -> tuple[str, str]:
    """Icon and token of a site's line."""
    late = pack.due is not None and pack.due.instant < now
    if pack.refused or (late and (pack.lacking or pack.not_sent)):
        return "ban", "danger"
    if not pack.fields:
        return "minus", "text2"
    if pack.lacking or (pack.due is not None and pack.not_sent):
        return "triangle-alert", "warn"
    return "check", "ok"


def due_text(due: WallTime | None, now: dt.datetime, town: str) -> str:
    """By the calendar of the site's zone, and by the clock of its ``town``; on the day itself also
    whether the hour is over."""
    if due is None:
        return _("no date known")
    day, local = due.local.date(), due.local
    left = (day - now.astimezone(zone(due.zone)).date()).days
    if left < 0:
        near = ngettext("{count} day ago", "{count} days ago", -left)
    elif left == 0:
        near = _("today, over") if due.instant < now else _("today")
    else:
        near = ngettext("in {count} day", "in {count} days", left)
    at = "" if local.time() == END_OF_DAY else clock_at(due, town)
    when = " ".join(part for part in (day_in_words(day), at) if part)
    return _("due {when} ({near})").format(when=when, near=near)


def notice_text(pack: AccessPack, country: str) -> str:
    """How the date was counted: "5 business days before the visit, by the calendar of Sweden, …"."""
    rule = pack.notice
    if rule is None or rule.number is None:
        return _("No rule of the site says how long before; enter it on the site's page.")
    if rule.unit == BUSINESS_DAYS:
        text = ngettext("{count} business day before", "{count} business days before", rule.number)
        if country:
            text += ", " + _("by the calendar of {country}").format(country=country)
    else:
        text = ngettext("{count} calendar day before", "{count} calendar days before", rule.number)
    at = (
        _("until {time} in {place}").format(time=clock(rule.cutoff), place=pack.site.town)
        if rule.cutoff
        else _("until the end of the day")
    )
    return f"{text}, {at}"
