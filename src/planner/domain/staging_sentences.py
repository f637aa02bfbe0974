"""What is said of a list that is taken in: of the file, the sheet, its columns, a row, a cell, an event."""

from __future__ import annotations

from typing import Final

from planner.domain.event_sentences import EVENT_SENTENCES
from planner.domain.sheet_sentences import SHEET_SENTENCES
from planner.i18n import N_

FINDING_SENTENCES: Final = {
    # the file
    "workbook.formulas": N_("Formulas ({count}): their stored results were used."),
    "workbook.links": N_("Links to other files ({count}) were not followed."),
    "workbook.macros": N_("The macros in the file were ignored."),
    "workbook.hidden_rows": N_(
        "Rows that are hidden in Excel ({count}) were read like the others."
    ),
    "workbook.ragged": N_(
        "Rows with more fields than there are columns ({count}): compare them with the file."
    ),
    "workbook.lines_unread": N_(
        "Lines that are no lines of a contact card ({count}) were left out."
    ),
    "workbook.cards_cut": N_("Contact cards without an end ({count}) were read as far as they go."),
    "workbook.cards_unread": N_(
        "Contact cards that could not be understood ({count}) were left out."
    ),
    "workbook.lines_too_many": N_(
        "Lines of contact cards that have too many of them ({count}) were left out."
    ),
    "workbook.cards_empty": N_("Contact cards that say nothing ({count}) were left out."),
    "workbook.card_groups": N_("Cards of groups ({count}) are no people and were left out."),
    "workbook.card_houses": N_("Cards of organisations ({count}) are no people and were left out."),
    "workbook.private_lines": N_(
        "Relatives, anniversaries and the like ({count}) were not read: a visit does not need them."
    ),
    "workbook.notes_cut": N_("Notes of more than 64,000 signs ({count}) were cut."),
    "workbook.photo_links": N_("Photos that are links ({count}) were not loaded."),
    "workbook.photos_too_large": N_("Photos of more than 2 MB ({count}) were left out."),
    "workbook.photos_unread": N_(
        "Photos that are no JPEG, PNG or WebP, or are broken ({count}), were left out."
    ),
    "workbook.lines_too_long": N_("Long lines that only their own program understands ({count})."),
    "workbook.addresses_without_name": N_(
        "E-mail addresses without a name ({count}) make no person."
    ),
    "workbook.attachments": N_(
        "Lists that are attached ({count}) were not opened: save them and import them."
    ),
    "workbook.rooms": N_("Rooms and groups among those invited ({count}) were left out."),
    "workbook.repaired": N_("The file holds signs that no text can hold; they were left out."),
    "workbook.salvaged": N_(
        "The file is damaged; what could be read was read: compare it with the file."
    ),
    "workbook.unseen": N_("Signs that nobody can see ({count}) were left out."),
    "workbook.letters_guessed": N_(
        "The file does not say how its letters are written; in {count} lines they were guessed:"
        " compare the names with the file."
    ),
    "workbook.photos_too_many": N_(
        "Photos ({count}) were left out: the file has too many large ones."
    ),
    "workbook.read_before": N_("This file was read in before, on {date}."),
    # the sheet
    "sheet.no_header": N_("No row with headers was found: look at what each column means."),
    "sheet.no_people": N_("No row with a name was found in this sheet."),
    "sheet.hidden": N_("This sheet is hidden in Excel."),
    "sheet.left_out": N_("Not read, because it is a note, total or heading: row {rows}."),
    "sheet.second_table": N_(
        "Not read: another table that begins in row {row} (“{text}”). To read it, put {row} into"
        " “Headers in row”."
    ),
    "sheet.people_unread": N_(
        "Not read: the sheet “{sheet}” (people: {people}). To read it, choose it at “Sheet”."
    ),
    "sheet.unread": N_("Not read, because no people were found there: {sheets}."),
    "column.never_kept": N_(
        "“{column}” is not imported: of identity papers only numbers, expiry and birth are kept."
    ),
    "cell.number_refused": N_("“{column}” holds a national number: it is not kept."),
    "column.special": N_(
        "“{column}” is not imported unless you say what for: it is sensitive, and is erased two weeks"
        " after the visit."
    ),
    "column.special_needs_visit": N_(
        "“{column}” was not imported: such data are kept with a visit only."
    ),
    "column.dates_ambiguous": N_(
        "“{column}”: day and month could be the other way round; the day was read first."
    ),
    "column.dates_mixed": N_(
        "“{column}” writes some dates with the day first and some with the month first."
    ),
    "column.name_order": N_(
        "“{column}”: which part is the family name was decided by the country; look through the names."
    ),
    # one row
    "row.undecided": N_(
        "{name} is possibly the same as {other} ({detail}): decide before it is taken in."
    ),
    "row.no_name": N_("This row has no name and is skipped."),
    "row.heading": N_(
        "“{name}” stands alone in its row: a heading or a person? It is skipped until you decide."
    ),
    "row.struck": N_("{name} is crossed out in the file and is skipped."),
    "row.repeated": N_("{name} stands in row {row} already; this row is skipped."),
    "row.repeated_more": N_(
        "{name} stands in row {row} already; what is new in this row goes to the same person."
    ),
    "row.shared_email": N_("{name} has the same e-mail address as row {row}."),
    "row.placeholder_needs_visit": N_(
        "“{name}” stands for somebody not named yet; that needs a visit. The row is skipped."
    ),
    "row.title_without_organisation": N_(
        "The list names no organisation for “{text}”: it is kept in the notes."
    ),
    "row.organisation_maybe": N_(
        "“{name}” is possibly {other} ({reason}). It is added as a new one unless you say so."
    ),
    "row.organisation_taken": N_("“{name}” is taken as {other}."),
    "row.same_name": N_("{name} stands in row {row} too; both are taken in as two people."),
    # one cell
    "cell.error": N_("{cell} ({column}) holds the error {text} and counts as empty."),
    "cell.formula_empty": N_(
        "{cell} ({column}) holds a formula without a result and counts as empty."
    ),
    "cell.too_long": N_("{cell} ({column}) has {length} characters; the first {limit} were taken."),
    "cell.broken_signs": N_(
        "{cell} ({column}) holds signs that were broken on the way; check the name."
    ),
    "cell.odd_name": N_(
        "{cell} ({column}): “{text}” does not look like a name; the row is skipped until you decide."
    ),
    "cell.email_none": N_("{cell} ({column}): “{text}” is no e-mail address and was left out."),
    "cell.email_invalid": N_(
        "{cell} ({column}): “{text}” cannot be right as an e-mail address; it was kept as it is."
    ),
    "cell.phone_none": N_("{cell} ({column}): “{text}” is no phone number and was left out."),
    "cell.phone_unlikely": N_(
        "{cell} ({column}): “{text}” cannot be a phone number of {country}; it was kept as it is."
    ),
    "cell.phone_assumed": N_("{cell} ({column}): “{text}” was read as a number of {country}."),
    "cell.phone_plus_added": N_("{cell} ({column}): “{text}” was read as an international number."),
    "cell.country_unknown": N_(
        "{cell} ({column}): “{text}” is no country that is known here; it was left out."
    ),
    "cell.category_unknown": N_(
        "{cell} ({column}): “{text}” is no category that is known here; it was left out."
    ),
    "cell.rank_unread": N_("{cell} ({column}): “{text}” is no place in an order; it was left out."),
    "cell.date_unread": N_(
        "{cell} ({column}): “{text}” is no date that could be read; it was left out."
    ),
    "cell.date_far": N_("{cell} ({column}): {date} is far from the days of the visit."),
    "cell.time_without_date": N_("{cell} ({column}): {time} has no date and was left out."),
    "cell.time_on_visit_day": N_(
        "{cell} ({column}): {time} has no date; the first or last day of the visit was taken."
    ),
    **EVENT_SENTENCES,
    **SHEET_SENTENCES,
}
"""The sentence of each kind of finding here; ``phrases`` shows them."""
