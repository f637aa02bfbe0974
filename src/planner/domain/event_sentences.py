"""What is said of the events of a calendar that is taken in."""

from __future__ import annotations

from typing import Final

from planner.i18n import N_

EVENT_SENTENCES: Final = {
    # the file
    "workbook.events_unread": N_("Events that could not be understood ({count}) were left out."),
    "workbook.events_unread_at": N_(
        "What was left out begins in these lines of the file: {lines}."
    ),
    "workbook.event_lines_unread": N_(
        "Lines that are no lines of a calendar ({count}) were left out."
    ),
    "workbook.events_older": N_("Older versions of events in the file ({count}) were left out."),
    "workbook.event_answers": N_("Answers to invitations ({count}) are no events."),
    "workbook.not_events": N_("Tasks, journals and busy times ({count}) were left out."),
    "workbook.entries_cut": N_("The file has more than 5,000 events; {count} were left out."),
    "workbook.series_cut": N_("Series with more than 200 days in this time ({count}) were cut."),
    "workbook.events_far": N_(
        "Events more than a month before or after the visit ({count}) were left out."
    ),
    "workbook.event_attachments": N_("Attachments ({count}) were not taken in and not opened."),
    "workbook.guests_cut": N_(
        "More than 200 people are invited to one event; {count} of them were left out."
    ),
    "workbook.event_lines_cut": N_(
        "Lines of events that have more than 2,000 of them ({count}) were left out."
    ),
    "workbook.zone_rules": N_(
        "The file describes time zones ({count}) otherwise than they are; the real rules were taken."
    ),
    # one event
    "event.no_end": N_("“{name}” has no end in the file; one hour was taken."),
    "event.end_before_start": N_("“{name}” ends before it starts in the file; one hour was taken."),
    "event.end_unread": N_("The end of “{name}” cannot be read; one hour was taken."),
    "event.rule_unread": N_(
        "“{name}” repeats by a rule that is not followed here; only its first day was taken."
    ),
    "event.series_cut": N_("“{name}” repeats more than 200 times; the rest was left out."),
    "event.and_future": N_(
        "“{name}” was changed for all following days, too; here only this day is changed."
    ),
    "event.from_utc": N_("The file gives the moment in UTC; it is shown as the time in {zone}."),
    "event.from_offset": N_(
        "The file gives a zone of its own (“{zone_name}”); the moment is shown as the time in {zone}."
    ),
    "event.floating": N_("The file names no time zone; the time is taken as that in {zone}."),
    "event.zone_unknown": N_(
        "The time zone “{zone_name}” is not known. Say which city is meant; until then “{name}” is"
        " left out."
    ),
    "event.private": N_(
        "The sender marked “{name}” as private; its text goes to the internal note."
    ),
    "event.outside": N_("“{name}” lies outside the days of the visit."),
    "event.cancelled": N_("“{name}” is cancelled in the file and not in the visit."),
    "event.gone": N_("“{name}” is not in the series any more."),
    "event.older": N_("The file is older than the plan; its changes are left until you take them."),
    "event.both_changed": N_(
        "{field}: changed here and in the file. What is here stays until you take the other."
    ),
    "event.changed_here": N_("{field}: changed here since; the file still says what it said."),
}
"""The sentence of each kind of finding; see :data:`planner.domain.staging_sentences.FINDING_SENTENCES`."""
