"""The papers that are set as pages, by name: who may have them, and what they say of people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from planner.documents.content import Document
from planner.documents.material import Material
from planner.domain.privacy import Profile
from planner.i18n import N_

ALL: Final = frozenset(Profile)
_SEVERAL: Final = ("name", "native_name", "reading", "position", "organisation")
"""What names alone may say: namesakes are told apart by post or house, and in Japanese by a reading."""
_WHO: Final = (*_SEVERAL, "prefix", "suffix")
OFFICE: Final = frozenset({Profile.INTERNAL})
GUESTS_AND_HOSTS: Final = frozenset({Profile.INTERNAL, Profile.HOSTS, Profile.DELEGATES})
OFFICE_AND_SITES: Final = frozenset({Profile.INTERNAL, Profile.SITES})
RUNS_ENTRIES: Final = frozenset({Profile.INTERNAL, Profile.HOSTS, Profile.SITES})

NAMED: Final = ("name", "native_name", "reading", "prefix", "suffix")
"""What a line with names says of people."""
PARTICIPANT: Final = (
    *NAMED,
    *("organisation", "position", "role", "groups"),
)
"""What a programme says of each delegate."""
REACHED: Final = (
    *NAMED,
    *("organisation", "position", "phone", "email"),
)
"""What a programme says of each host, to those who may know it."""


@dataclass(frozen=True, kw_only=True)
class DocumentKind:
    """``make`` gives None where there is nothing to say. Only ``profiles`` may have the paper.

    ``own`` papers are made from the entries that concern the recipient; others from all that the
    profile may see. Papers that ``compares`` say what changed since an earlier version, and without
    one nothing. ``delegate_fields`` and ``host_fields`` are the fields of the register of
    disclosures that the paper may say of delegates and of hosts; ``anyones_fields`` of anybody who
    is named as emergency contact, interpreter or driver. What it did say is read off each paper.
    A ``tight`` paper is set to say all on one page.
    """

    title: str
    make: Callable[[Material], Document | None]
    profiles: frozenset[Profile] = ALL
    own: bool = False
    compares: bool = False
    delegate_fields: tuple[str, ...] = ()
    host_fields: tuple[str, ...] = ()
    anyones_fields: tuple[str, ...] = (*NAMED, "phone")
    tight: bool = False


def _participant_list(material: Material) -> Document | None:
    from planner.documents.sheets.participant_list import participant_list

    return participant_list(material)


def _table_plan(material: Material) -> Document | None:
    from planner.documents.sheets.table_plan import table_plans

    return table_plans(material)


def _badges(material: Material) -> Document | None:
    from planner.documents.sheets.name_cards import badges

    return badges(material)


def _tent_cards(material: Material) -> Document | None:
    from planner.documents.sheets.name_cards import tent_cards

    return tent_cards(material)


def _access_list(material: Material) -> Document | None:
    from planner.documents.sheets.access_list import access_list

    return access_list(material)


def _interpreter_pack(material: Material) -> Document | None:
    from planner.documents.sheets.interpreter_pack import interpreter_pack

    return interpreter_pack(material)


def _lobby_sign(material: Material) -> Document | None:
    from planner.documents.sheets.lobby_sign import lobby_sign

    return lobby_sign(material)


def _caterer_sheet(material: Material) -> Document | None:
    from planner.documents.sheets.caterer_sheet import caterer_sheet

    return caterer_sheet(material)


def _rooming_sheet(material: Material) -> Document | None:
    from planner.documents.sheets.rooming_sheet import rooming_sheet

    return rooming_sheet(material)


def _official_programme(material: Material) -> Document | None:
    from planner.documents.programme.official_programme import official_programme

    return official_programme(material)


def _vehicle_list(material: Material) -> Document | None:
    from planner.documents.sheets.vehicle_list import vehicle_list

    return vehicle_list(material)


def _driver_sheet(material: Material) -> Document | None:
    from planner.documents.sheets.driver_sheet import driver_sheet

    return driver_sheet(material)


def _briefing_book(material: Material) -> Document | None:
    from planner.documents.briefing.book import briefing_book

    return briefing_book(material)


def _personal_programme(material: Material) -> Document | None:
    from planner.documents.programme.personal_programme import personal_programme

    return personal_programme(material)


def _day_sheet(material: Material) -> Document | None:
    from planner.documents.programme.day_sheet import day_sheet

    return day_sheet(material)


def _change_notice(material: Material) -> Document | None:
    from planner.documents.programme.change_notice import change_notice

    return change_notice(material)


def _addendum(material: Material) -> Document | None:
    from planner.documents.programme.change_notice import addendum

    return addendum(material)


def _visit_report(material: Material) -> Document | None:
    from planner.documents.reporting.visit_report import visit_report

    return visit_report(material)


# To add a paper: its module, one entry here, and its title in domain.disclosed.PAPERS.
DOCUMENTS: Final[dict[str, DocumentKind]] = {
    "official-programme": DocumentKind(
        title=N_("Official programme"),
        make=_official_programme,
        delegate_fields=PARTICIPANT,
        host_fields=REACHED,
    ),
    "personal-programme": DocumentKind(
        title=N_("Personal programme"),
        make=_personal_programme,
        own=True,
        delegate_fields=(*PARTICIPANT, "salutation", "reference", "seat", "room"),
        host_fields=REACHED,
    ),
    "day-sheet": DocumentKind(
        title=N_("Day sheet"),
        make=_day_sheet,
        delegate_fields=NAMED,
        host_fields=(*NAMED, "organisation", "phone"),
    ),
    "change-notice": DocumentKind(
        title=N_("Change notice"),
        make=_change_notice,
        compares=True,
        delegate_fields=(*PARTICIPANT, "salutation"),
        host_fields=(*NAMED, "organisation", "position"),
    ),
    "addendum": DocumentKind(
        title=N_("Addendum"),
        make=_addendum,
        compares=True,
        delegate_fields=PARTICIPANT,
        host_fields=(*NAMED, "organisation", "position"),
    ),
    "participant-list": DocumentKind(
        title=N_("Participants"),
        make=_participant_list,
        profiles=GUESTS_AND_HOSTS,
        delegate_fields=(*_WHO, "role", "category", "groups", "photo"),
        host_fields=(*_WHO, "photo"),
    ),
    "badges": DocumentKind(
        title=N_("Badges"),
        make=_badges,
        profiles=GUESTS_AND_HOSTS,
        delegate_fields=(*_SEVERAL, "groups"),
        host_fields=_SEVERAL,
    ),
    "tent-cards": DocumentKind(
        title=N_("Tent cards"),
        make=_tent_cards,
        profiles=GUESTS_AND_HOSTS,
        delegate_fields=_SEVERAL,
        host_fields=_SEVERAL,
    ),
    "table-plan": DocumentKind(
        title=N_("Table plan"),
        make=_table_plan,
        profiles=GUESTS_AND_HOSTS,
        delegate_fields=(*_SEVERAL, "category"),
        host_fields=_SEVERAL,
    ),
    "lobby-sign": DocumentKind(title=N_("Lobby sign"), make=_lobby_sign, anyones_fields=()),
    "access-list": DocumentKind(
        title=N_("Access list"),
        make=_access_list,
        profiles=OFFICE_AND_SITES,
        delegate_fields=(
            *(*_SEVERAL, "family_name", "given_name"),
            *("country", "email", "phone", "groups"),
        ),
        host_fields=_SEVERAL,
    ),
    "interpreter-pack": DocumentKind(
        title=N_("Interpreter pack"),
        make=_interpreter_pack,
        profiles=GUESTS_AND_HOSTS,
        delegate_fields=_WHO,
        host_fields=_WHO,
    ),
    "rooming-sheet": DocumentKind(
        title=N_("Rooming list"),
        make=_rooming_sheet,
        profiles=OFFICE_AND_SITES,
        delegate_fields=(
            *(*NAMED, "family_name", "given_name"),
            *("arrives", "departs", "room", "reference"),
        ),
    ),
    "caterer-sheet": DocumentKind(
        title=N_("Sheet for the caterer"),
        make=_caterer_sheet,
        profiles=RUNS_ENTRIES,
        delegate_fields=NAMED,
    ),
    "driver-sheet": DocumentKind(
        title=N_("Sheet for the driver"),
        make=_driver_sheet,
        profiles=frozenset({Profile.INTERNAL, Profile.DRIVERS}),
        own=True,
        delegate_fields=(*NAMED, "family_name", "given_name", "groups"),
    ),
    "vehicle-list": DocumentKind(
        title=N_("Vehicle list"),
        make=_vehicle_list,
        profiles=OFFICE,
        delegate_fields=(*NAMED, "family_name", "given_name", "groups"),
    ),
    "briefing-book": DocumentKind(
        title=N_("Briefing book"),
        make=_briefing_book,
        profiles=OFFICE,
        delegate_fields=(*_WHO, "role", "photo", "biography"),
        host_fields=(*_WHO, "photo", "biography"),
    ),
    "visit-report": DocumentKind(
        title=N_("Visit report"),
        make=_visit_report,
        profiles=OFFICE,
        delegate_fields=(*_WHO, "role", "category", "payer"),
        host_fields=NAMED,
        anyones_fields=NAMED,
        tight=True,
    ),
}
"""By the name of the paper, in the order in which they are offered."""
