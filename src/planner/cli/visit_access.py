"""``planner visit access`` and ``admit``: who still lacks what for which site, by when, and noting it."""

from __future__ import annotations

import argparse
from typing import Any

from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.cli.shapes import local
from planner.domain.access import ACCESS_STATUSES, AccessStatus
from planner.domain.checks.access_pack import AccessLine, AccessPack
from planner.domain.plan import Plan
from planner.domain.sites import ACCESS_FIELDS
from planner.errors import NotFound
from planner.i18n import _, inside, moment_in_words
from planner.text import fold


def access(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        plan = planner.visits.plan(planner.visits.find(options.visit).id)
        packs = _chosen(plan, planner.access.packs(plan), options.site)
        if answer.as_json:
            answer.data("access", [_shape(pack) for pack in packs])
            return 0
        if not packs:
            answer.say(_("No site of this visit asks for data of its visitors."))
        for pack in packs:
            _say(pack, answer)
    return 0


def admit(options: argparse.Namespace, answer: Answer) -> int:
    """One step, whatever the number of people. "collected" without a field is all that they lack."""
    status = AccessStatus(options.status)
    with opened(options) as planner:
        plan = planner.visits.plan(planner.visits.find(options.visit).id)
        packs = planner.access.packs(plan, all_sites=True)
        pack = _one_of(packs, _chosen(plan, packs, options.site))
        heads = [line.delegate_id for line in _people(pack, options.person)]
        if options.dry_run:
            answer.say(
                _("{status} would be noted for {count} people at {site}.").format(
                    status=_(ACCESS_STATUSES[status]), count=len(heads), site=pack.site.name
                )
            )
            return 0
        if status is AccessStatus.COLLECTED and not options.field:
            planner.access.note_missing(plan, heads, pack.site.id)
        else:
            fields = options.field or [""]
            planner.access.set_status(heads, pack.site.id, status, fields)
        after = planner.access.pack(plan, pack.site.id)
        if answer.as_json:
            answer.data("access", [_shape(after)])
        else:
            _say(after, answer)
    return 0


def _one_of(packs: list[AccessPack], found: list[AccessPack]) -> AccessPack:
    """:raises NotFound: several sites are meant, or there is none."""
    if len(found) != 1:
        raise NotFound(
            _("Name one site of this visit."),
            _("There are: {names}.").format(
                names=", ".join(pack.site.name for pack in found or packs)
            ),
        )
    return found[0]


def _people(pack: AccessPack, names: list[str] | None) -> list[AccessLine]:
    """Visitors whose name contains one of what was typed; all of them where nothing was.

    :raises NotFound: nobody is called so.
    """
    if not names:
        return list(pack.lines)
    found = {name: [line for line in pack.lines if fold(name) in fold(line.name)] for name in names}
    for name, lines in found.items():
        if not lines:
            raise NotFound(
                _("No visitor of {site} is called “{name}”.").format(
                    site=pack.site.name, name=name
                ),
                _("There are: {names}.").format(names=", ".join(line.name for line in pack.lines)),
            )
    chosen = {line.delegate_id for lines in found.values() for line in lines}
    return [line for line in pack.lines if line.delegate_id in chosen]


def _chosen(plan: Plan, packs: list[AccessPack], name: str) -> list[AccessPack]:
    """Sites whose name, own-script name or organisation contains what was typed.

    :raises NotFound: no site that asks for something is called so.
    """
    if not name:
        return packs
    found = [
        pack
        for pack in packs
        if any(
            fold(name) in fold(known)
            for known in (
                pack.site.name,
                pack.site.native_name,
                plan.organisation_name(pack.site.organisation_id),
            )
        )
    ]
    if not found:
        raise NotFound(
            _("No site of this visit that asks for data is called “{name}”.").format(name=name),
            _("There are: {names}.").format(names=", ".join(pack.site.name for pack in packs)),
        )
    return found


def _say(pack: AccessPack, answer: Answer) -> None:
    due = moment_in_words(pack.due.local) if pack.due else _("no date known")
    asked = ", ".join(_field(name) for name in pack.fields) or _("nothing of its visitors")
    answer.say(pack.site.name)
    answer.say("  " + _("asks for: {fields}").format(fields=asked))
    answer.say("  " + _("by: {due}").format(due=due))
    for line in pack.lines:
        if line.is_refused:
            answer.say("  " + _("{name}: refused").format(name=line.name))
        elif line.missing:
            lacking = ", ".join(_field(name) for name in line.missing)
            answer.say("  " + _("{name} lacks: {fields}").format(name=line.name, fields=lacking))
    if not pack.lacking:
        answer.say("  " + _("Nothing is lacking."))
    answer.say(
        "  "
        + _("not sent to the site: {count} of {all}").format(
            count=len(pack.not_sent), all=len(pack.lines)
        )
    )


def _field(name: str) -> str:
    return inside(_(ACCESS_FIELDS.get(name, name)))


def _shape(pack: AccessPack) -> dict[str, Any]:
    return {
        "site_id": pack.site.id,
        "site": pack.site.name,
        "fields": list(pack.fields),
        "due_local": local(pack.due.local) if pack.due else None,
        "due_zone": pack.due.zone if pack.due else "",
        "item_ids": [item.id for item in pack.items],
        "people": [
            {
                "delegate_id": line.delegate_id,
                "name": line.name,
                "admission": line.admission.value,
                "fields": {name: state.value for name, state in line.states.items()},
                "missing": list(line.missing),
                "refused": line.is_refused,
            }
            for line in pack.lines
        ],
    }
