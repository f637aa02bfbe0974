"""What is said of a sheet of a visit that is taken back in."""

from __future__ import annotations

from typing import Final

from planner.i18n import N_

SHEET_SENTENCES: Final = {
    "back.rows_unknown": N_(
        "Rows without our key ({count}) were left out: new ones are added in the window."
    ),
    "back.columns_kept": N_("Changed in the sheet, but not taken back in: {columns}."),
    "back.gone": N_("{cell}: what this row is about is no longer in the visit."),
    "back.changed_here": N_(
        "{cell} ({column}) was changed here, too, since the sheet went out: now it is “{now}”."
        " The sheet’s value is taken only if you say so."
    ),
    "back.unread": N_(
        "{cell} ({column}): “{text}” is nothing that is known here; it was left out."
    ),
    "back.empty": N_("{cell} ({column}) cannot be empty; it stays as it is."),
    "back.was_cut": N_(
        "{cell} ({column}) did not fit into the sheet as a whole; change it in the window."
    ),
    "back.not_booked": N_(
        "{cell} ({column}): “{text}” is not booked for this entry; it was left out."
    ),
    "back.order": N_("{cell} ({column}): the end would lie before the start; the times stay."),
    "back.no_vehicle": N_(
        "{cell} ({column}): nobody said in which vehicle; the seat was left out."
    ),
    "back.datum": N_(
        "{cell} ({column}): such data are not kept here. Note it as “Collected” instead."
    ),
    "back.own_place": N_(
        "{cell} ({column}): from where to where a journey goes is changed in the window."
    ),
}
