"""Presets of sending: which recipients get which papers; some come with the program, others are saved."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from planner.domain.ids import RecordId
from planner.domain.recipients import Recipient, RecipientKind
from planner.domain.saved_views import SavedView
from planner.errors import NotFound
from planner.i18n import N_, PAPER_LANGUAGES, _
from planner.services.core import Core
from planner.services.occasions import FORMATS, Setting
from planner.services.papers import PAPERS
from planner.services.parcels import Package, Standing
from planner.services.views import Views
from planner.text import fold

AREA: Final = "send"
"""The area of the saved views that presets are kept as."""
_CALENDAR: Final = ("calendar", "updates")


@dataclass(frozen=True, kw_only=True)
class Preset:
    """``kinds`` are who is chosen, everybody without any; ``stale`` only those who hold something old.

    ``title`` is a message id, or what somebody typed where the preset ``is_own``.
    """

    key: str
    title: str
    kinds: frozenset[RecipientKind] = frozenset()
    papers: tuple[str, ...] = _CALENDAR
    stale: bool = False
    language: str = ""
    setting: Setting = field(default_factory=Setting)
    is_own: bool = False

    @property
    def name(self) -> str:
        return self.title if self.is_own else _(self.title)

    def means(self, recipient: Recipient) -> bool:
        """Whether a recipient is one of these; who is left out is not."""
        return not recipient.left_out and (not self.kinds or recipient.kind in self.kinds)


# To add a preset: one entry. Papers that there are not are left away.
PRESETS: Final = (
    Preset(key="all", title=N_("Everybody: calendar and changes")),
    Preset(key="old", title=N_("Everybody who holds an old version"), stale=True),
    Preset(
        key="delegates",
        title=N_("Delegates: calendar and changes"),
        kinds=frozenset({RecipientKind.DELEGATE}),
    ),
    Preset(
        key="programmes",
        title=N_("Delegates: personal programme and calendar"),
        kinds=frozenset({RecipientKind.DELEGATE}),
        papers=("personal-programme", *_CALENDAR),
    ),
    Preset(
        key="hosts",
        title=N_("Hosts: calendar and participants"),
        kinds=frozenset(
            {RecipientKind.HOST, RecipientKind.ORGANISATION, RecipientKind.INTERPRETER}
        ),
        papers=(*_CALENDAR, "participants"),
    ),
    Preset(
        key="drivers",
        title=N_("Drivers: calendar and transport list"),
        kinds=frozenset({RecipientKind.DRIVER}),
        papers=(*_CALENDAR, "transport"),
    ),
    Preset(
        key="sites",
        title=N_("Sites: calendar and access list"),
        kinds=frozenset({RecipientKind.SITE}),
        papers=(*_CALENDAR, "access"),
    ),
    Preset(
        key="partners",
        title=N_("Embassies: programme and participants"),
        kinds=frozenset({RecipientKind.EMBASSY}),
        papers=("official-programme", "visit", "participants"),
    ),
    Preset(
        key="press",
        title=N_("Press: what is open to them"),
        kinds=frozenset({RecipientKind.PRESS}),
        papers=("official-programme", "visit"),
    ),
    Preset(
        key="office",
        title=N_("Colleagues: the whole visit"),
        kinds=frozenset({RecipientKind.COLLEAGUE}),
        papers=("visit", "programme", "contacts"),
    ),
)


class SendPresets:
    """Saved ones are saved views of the area "send"."""

    def __init__(self, core: Core) -> None:
        self._views = Views(core)

    def all(self) -> list[Preset]:
        """Those of the program, then the saved ones in their order."""
        known = [
            replace(one, papers=tuple(name for name in one.papers if name in PAPERS))
            for one in PRESETS
        ]
        return [*known, *map(_read, self._views.of(AREA))]

    def find(self, text: str) -> Preset:
        """The preset of this key or name.

        :raises NotFound: there is none.
        """
        known = self.all()
        for one in known:
            if one.key == text or fold(one.name) == fold(text):
                return one
        raise NotFound(
            _("There is no preset “{name}”.").format(name=text),
            _("There are: {names}.").format(names=", ".join(one.key for one in known)),
        )

    def save(self, name: str, preset: Preset, *, origin: object = None) -> Preset:
        """Keep a preset under a name; a saved one that has this name already is replaced.

        :raises UserError: the name is empty.
        """
        said = {
            "kinds": sorted(kind.value for kind in preset.kinds),
            "stale": preset.stale,
            "language": preset.language,
            "formats": preset.setting.formats,
            "paper languages": preset.setting.languages,
            "template": preset.setting.template,
        }
        kept = self._views.save(
            AREA, name, columns=preset.papers, filters=json.dumps(said), origin=origin
        )
        return _read(kept)

    def remove(self, key: str, *, origin: object = None) -> None:
        """:raises NotFound: there is no saved preset of this key."""
        self._views.remove(RecordId(key), origin=origin)


def only_stale(package: Package, standings: Iterable[Standing]) -> Package:
    """With the parcels of those alone who hold something that is not so any more.

    Who holds this version already, or a newer one, has nothing old.
    """
    holds = {one.recipient.key: one.holds or 0 for one in standings}
    return replace(
        package,
        parcels=tuple(
            one
            for one in package.parcels
            if one.changes
            and one.changes.concerned
            and holds.get(one.recipient.key, 0) < package.release
        ),
    )


def _read(view: SavedView) -> Preset:
    """What an older or newer program wrote otherwise is left away."""
    try:
        said = json.loads(view.filters or "{}")
    except ValueError:
        said = {}
    if not isinstance(said, dict):
        said = {}
    kinds = said.get("kinds", [])
    known = {kind.value: kind for kind in RecipientKind}
    return Preset(
        key=view.id,
        title=view.name,
        kinds=frozenset(known[one] for one in kinds if one in known)
        if isinstance(kinds, list)
        else frozenset(),
        papers=tuple(name for name in view.columns if name in PAPERS),
        stale=said.get("stale") is True,
        language=str(said.get("language") or ""),
        setting=Setting(
            formats=_known(said.get("formats"), FORMATS) or Setting().formats,
            languages=_known(said.get("paper languages"), PAPER_LANGUAGES)[:2],
            template=str(said.get("template") or ""),
        ),
        is_own=True,
    )


def _known(said: object, words: Container[str]) -> tuple[str, ...]:
    """Those of a list that are among ``words``."""
    if not isinstance(said, list):
        return ()
    return tuple(one for one in said if isinstance(one, str) and one in words)
