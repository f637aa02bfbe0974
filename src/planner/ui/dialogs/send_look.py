"""What the dialog shows: a look at everything that would go out, one row for each recipient."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from planner.domain.ids import VisitId
from planner.domain.recipients import Recipient, recipients
from planner.domain.release_changes import Changes
from planner.i18n import _, current
from planner.release_phrases import stands
from planner.services.occasions import Setting
from planner.services.parcels import Caution, CautionKind, Package, Parcel, SendRequest, Standing
from planner.text import fold

if TYPE_CHECKING:
    from planner.services.planner import Planner
    from planner.ui.tasks import Progress

_SHOWN_ELSEWHERE = frozenset({CautionKind.NO_EMAIL, CautionKind.NOTHING})
"""Cautions that another column says."""


@dataclass(frozen=True)
class Asked:
    """What is chosen in the dialog, apart from who gets it."""

    visit: VisitId
    release: int
    previous: int | None
    papers: tuple[str, ...]
    language: str = ""
    purpose: str = ""
    note: str = ""
    setting: Setting = field(default_factory=Setting)


@dataclass(frozen=True)
class Looked:
    """All parcels of everybody, so that choosing recipients needs no second look.

    ``since`` is what changed since the version before, ``draft`` what this one does not have yet;
    ``usual`` are the recipients as they are without anything the office said of them.
    """

    package: Package
    standings: Sequence[Standing]
    since: Changes | None = None
    draft: Changes | None = None
    usual: Mapping[str, Recipient] = field(default_factory=dict)


def look(planner: Planner, asked: Asked, progress: Progress) -> Looked:
    """Some seconds with many recipients and workbooks; to be done elsewhere than in the window."""
    standings = planner.sending.recipients(asked.visit, asked.release)
    package = planner.sending.look(
        SendRequest(
            visit_id=asked.visit,
            release=asked.release,
            recipients=tuple(one.recipient.key for one in standings),
            papers=asked.papers,
            language=asked.language,
            purpose=asked.purpose,
            note=asked.note,
            setting=asked.setting,
        ),
        progress,
    )
    releases = planner.releases
    return Looked(
        package=package,
        standings=standings,
        since=None
        if asked.previous is None
        else releases.compare(asked.visit, asked.previous, asked.release).changes,
        draft=releases.compare(asked.visit, asked.release).changes,
        usual={
            one.key: one
            for one in recipients(releases.plan(asked.visit, asked.release), home=current().code)
        },
    )


@dataclass(frozen=True)
class Row:
    """One recipient: what he or she holds, gets, and what is to be known before."""

    standing: Standing
    parcel: Parcel | None = None
    nothing: Caution | None = None
    ticked: bool = False

    @property
    def key(self) -> str:
        return self.standing.recipient.key

    @property
    def recipient(self) -> Recipient:
        """As asked for, where something goes out."""
        return self.parcel.recipient if self.parcel else self.standing.recipient

    @property
    def concerned(self) -> bool:
        """Whether something of the version is new to this recipient."""
        return self.parcel is not None and (
            self.parcel.changes is None or self.parcel.changes.concerned
        )

    @property
    def is_stale(self) -> bool:
        """Whether what the recipient holds is not so any more; not who holds this version already."""
        return (
            self.parcel is not None
            and self.standing.holds == self.parcel.since
            and self.parcel.changes is not None
            and self.parcel.changes.concerned
        )

    @property
    def changed(self) -> str:
        """ "3 of 11", "new" who holds nothing yet, "–" who gets nothing."""
        if self.parcel is None:
            return _("nothing new") if self.standing.holds is not None else "–"
        return _("first time") if self.parcel.changes is None else stands(self.parcel.changes)

    @property
    def cautions(self) -> Sequence[Caution]:
        """What is to be known; the version that is held has a column of its own."""
        if self.nothing is not None:
            said = (self.nothing, *self.standing.cautions)
        else:
            said = self.parcel.cautions if self.parcel else self.standing.cautions
        return [one for one in said if one.kind is not CautionKind.HOLDS]

    @property
    def warning(self) -> str:
        """The first thing to know that no other column says."""
        left_out = self.standing.recipient.left_out
        said = [one.text for one in self.cautions if one.kind not in _SHOWN_ELSEWHERE]
        if left_out and not self.ticked:
            return _("Left out")
        return said[0] if said else ""

    def answers(self, terms: Sequence[str]) -> bool:
        one = self.recipient
        text = fold(f"{one.name} {one.organisation} {one.email}")
        return all(term in text for term in terms)


def rows_of(looked: Looked) -> list[Row]:
    parcels = {one.recipient.key: one for one in looked.package.parcels}
    nothing = {one.key: why for one, why in looked.package.without}
    return [
        Row(one, parcels.get(one.recipient.key), nothing.get(one.recipient.key))
        for one in looked.standings
    ]


def only(package: Package, keys: set[str]) -> Package:
    """The package with the parcels of these recipients alone."""
    return replace(
        package,
        parcels=tuple(one for one in package.parcels if one.recipient.key in keys),
        without=tuple(pair for pair in package.without if pair[0].key in keys),
    )


def counted(rows: Sequence[Row]) -> str:
    """ "12 of 20 chosen, 3 without e-mail"."""
    chosen = [row for row in rows if row.ticked]
    text = _("{count} of {total} chosen").format(count=len(chosen), total=len(rows))
    silent = sum(row.parcel is None for row in chosen)
    unreached = sum(row.parcel is not None and row.parcel.to is None for row in chosen)
    parts = [text]
    if unreached:
        parts.append(_("{count} without e-mail").format(count=unreached))
    if silent:
        parts.append(_("nothing for {count}").format(count=silent))
    return " · ".join(parts)
