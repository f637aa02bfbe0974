"""What a step of the history changed, in words: the record, its fields, what they said before and after."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, Final

from planner.domain.history import ACTS, FieldChange, RecordChange
from planner.domain.merge_fields import FIELDS as MERGED
from planner.domain.part_changes import FIELDS
from planner.domain.word_titles import TITLES
from planner.i18n import N_, _, clock, day_in_words
from planner.merging_phrases import CHOICES, FIELD_TITLES

LONGEST: Final = 200
"""Characters of a value that are shown; the whole is in the record."""
HIDDEN_VALUE: Final = "•••"
_MORE: Final = {
    "value": N_("Value"),
    "valid_from": N_("From"),
    "valid_to": N_("Until"),
    "signed_on": N_("Signed on"),
    "expires_on": N_("Expires on"),
    "in_force_on": N_("In force since"),
    "due_on": N_("Due"),
    "text": N_("Text"),
    "file_name": N_("File"),
    "kind": N_("Kind"),
}


def heading(one: RecordChange) -> str:
    """ "Person “Hana Sato”: changed": the record, as it is called, and what became of it."""
    title = _(TITLES.get(one.word, one.word))
    named = _("{word} “{name}”").format(word=title, name=one.name) if one.name else title
    return f"{named}: {_(ACTS[one.act])}"


def field_title(word: str, field: str) -> str:
    """The field as a form calls it; a column that no form shows goes by its own name."""
    known = (
        MERGED.get(word, {}).get(field)
        or FIELD_TITLES.get(field)
        or FIELDS.get(field)
        or _MORE.get(field)
        or TITLES.get(field.removesuffix("_id"))
    )
    return _(known) if known else field.removesuffix("_id").replace("_", " ").capitalize()


def field_values(word: str, change: FieldChange) -> tuple[str, str]:
    """Before and after, as a person reads them; what is hidden stays so."""
    if change.hidden:
        return HIDDEN_VALUE, HIDDEN_VALUE
    return _said(word, change.field, change.before), _said(word, change.field, change.after)


def _said(word: str, field: str, value: Any) -> str:
    texts = CHOICES.get((word, field))
    if texts is not None and value in texts:
        return _(texts[value])
    match value:
        case None | "" | "[]":
            return ""
        case bool():
            return _("yes") if value else _("no")
        case str():
            return _dated(value) or _short(_unlisted(value))
    return str(value)


def _dated(value: str) -> str:
    """A day or a moment, where the text is nothing else."""
    try:
        if len(value) == 10:
            return day_in_words(dt.date.fromisoformat(value), year=True)
        if len(value) >= 16 and value[10] == "T":
            moment = dt.datetime.fromisoformat(value)
            return f"{day_in_words(moment.date(), year=True)} {clock(moment)}"
    except ValueError:
        pass
    return ""


def _unlisted(value: str) -> str:
    """A list that the journal keeps as JSON text; any other text as it is."""
    try:
        found = json.loads(value) if value.startswith("[") else value
    except ValueError:
        return value
    return ", ".join(map(str, found)) if isinstance(found, list) else value


def _short(value: str) -> str:
    text = " ".join(value.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
