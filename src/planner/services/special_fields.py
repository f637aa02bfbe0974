"""The one rule for what is more than usual: it leaves the house only with a recipient and a reason.

:class:`planner.services.disclosures.Disclosures` asks it before it puts anything on record, and nothing
leaves that is not put on record; so a way out that is new obeys it without knowing it.
"""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.told import FIELDS, SPECIAL, Told, fields_of
from planner.errors import UserError
from planner.i18n import _


class RecipientNeeded(UserError):
    """Special fields were to leave, and nobody said to whom or what for; ``fields`` are their names."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        self.fields = fields
        super().__init__(
            _("This tells more than is usual: {fields}.").format(
                fields=", ".join(_(FIELDS[name]) for name in fields)
            ),
            _("Say who gets it and what for, or leave that out. Nothing was written."),
        )


def special_among(subjects: Iterable[Told], columns: Iterable[str] = ()) -> tuple[str, ...]:
    """The special fields that this says of anybody, in the order in which fields are shown.

    ``columns`` in the words of a sheet count where there are any, though nobody is told of by name.
    """
    found = {name for told in subjects for name in told.columns} | set(fields_of(columns))
    return tuple(name for name in FIELDS if name in found & SPECIAL)


def require(
    subjects: Iterable[Told], recipient: str, purpose: str, columns: Iterable[str] = ()
) -> None:
    """:raises RecipientNeeded: something special is among it, and recipient or purpose is missing."""
    if recipient.strip() and purpose.strip():
        return
    if special := special_among(subjects, columns):
        raise RecipientNeeded(special)


def refuse_unrecorded(subjects: Iterable[Told], columns: Iterable[str] = ()) -> None:
    """For a library that is only read, which can keep no record.

    :raises UserError: something special is among it.
    """
    if special_among(subjects, columns):
        raise UserError(
            _("This library is open read-only: it cannot keep a record of what leaves."),
            _("Nothing was written. Open it for writing."),
        )
