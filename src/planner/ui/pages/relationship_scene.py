"""A relationship as rows of a timeline: visits each way, agreements, and a row for each kind of thing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from planner.domain import renewal
from planner.domain.agreement_bars import bar_of
from planner.domain.relationship import AgreementTie, Relationship
from planner.domain.relationship_line import Line, Strand
from planner.i18n import N_, _
from planner.ui.pages.agreement_scene import agreement_row
from planner.ui.timeline.scene import Mark, MarkKind, Row, Scene, Tone

_KINDS: Final = {
    Strand.VISIT: MarkKind.VISIT,
    Strand.INVITATION: MarkKind.INVITATION,
    Strand.FOLLOW_UP: MarkKind.FOLLOW_UP,
    Strand.CALL: MarkKind.CALL,
    Strand.GIFT: MarkKind.GIFT,
}
ICONS: Final = {
    Strand.VISIT: "plane",
    Strand.AGREEMENT: "file-signature",
    Strand.INVITATION: "mail",
    Strand.FOLLOW_UP: "list-checks",
    Strand.CALL: "flag",
    Strand.GIFT: "gift",
    Strand.BALANCE: "shuffle",
}
_LANES: Final = (
    (Strand.INVITATION, N_("Invitations")),
    (Strand.FOLLOW_UP, N_("Follow-ups")),
    (Strand.CALL, N_("Calls")),
    (Strand.GIFT, N_("Gifts")),
)


def relationship_scene(relationship: Relationship, every: Iterable[Line]) -> Scene:
    """The ids of rows and marks are those of the lines, so that table and picture find each other.

    :param every: all lines of the relationship.
    """
    found = [line for line in every if line.since or line.until]
    visits = [line for line in found if line.strand is Strand.VISIT]
    partners = {tie.id for tie in relationship.visits if tie.partner}
    ours = [line for line in visits if line.key in partners]
    rows = [
        _lane("visits:in", _("Visits to us"), "plane", [one for one in ours if one.inbound]),
        _lane("visits:out", _("Visits to them"), "plane", [one for one in ours if not one.inbound]),
    ]
    if others := [line for line in visits if line.key not in partners]:
        house = relationship.counterpart.organisation_id is not None
        title = _("Took part") if house else _("Other visits")
        rows.append(_lane("visits:other", title, "users", others))
    for strand, title in _LANES:
        if there := [line for line in found if line.strand is strand]:
            rows.append(_lane(strand.value, _(title), ICONS[strand], there))
    rows += [_agreement(tie, relationship) for tie in _latest_first(relationship.agreements)]
    name = _("Timeline of the relationship with {name}")
    return Scene(name.format(name=relationship.counterpart.name), tuple(rows), relationship.today)


def _latest_first(ties: Iterable[AgreementTie]) -> list[AgreementTie]:
    """Those that still run before those that are over; without any date last."""
    return sorted(
        ties,
        key=lambda tie: (
            tie.agreement.status not in renewal.OVER,
            tie.agreement.in_force_on or tie.agreement.signed_on,
            tie.agreement.title,
        ),
        reverse=True,
    )


def _agreement(tie: AgreementTie, relationship: Relationship) -> Row:
    one = tie.agreement
    bar = bar_of(one, tie.parties, relationship.today, tie.over_on, relationship.lead_weeks)
    name = f"{Strand.AGREEMENT.value}:{one.id}"
    return agreement_row(bar, relationship.today, name, ICONS[Strand.AGREEMENT])


def _lane(key: str, title: str, icon: str, found: list[Line]) -> Row:
    ordered = sorted(found, key=lambda line: (line.since or line.until, line.id))
    return Row(key, title, None, tuple(map(_mark, ordered)), "", icon)


def _mark(line: Line) -> Mark:
    lasts = line.strand is Strand.VISIT or (line.strand is Strand.CALL and line.since)
    on = line.since or line.until
    return Mark(
        line.id,
        _KINDS[line.strand],
        on,
        line.title,
        line.until if lasts and line.until >= on else on,
        Tone.LATE if line.late else Tone.OVER if line.off or line.told else _tone(line),
        hollow=line.is_open or line.told,
        off=line.off,
    )


def _tone(line: Line) -> Tone:
    if line.strand is Strand.FOLLOW_UP and not line.is_open:
        return Tone.GOOD
    if line.strand is Strand.INVITATION and line.is_open:
        return Tone.WARNING
    return Tone.NORMAL
