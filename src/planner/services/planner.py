"""All services together: what the window and the command line receive."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from planner.domain.library import WORDS
from planner.domain.lines import Overview
from planner.domain.words import Word
from planner.services.agreements import Agreements, FollowUps
from planner.services.changes import Listener
from planner.services.checking import Checking
from planner.services.contacts import Contacts, Organisations, Sites
from planner.services.core import Clock, Core, system_clock
from planner.services.exporting import Exporting
from planner.services.history import History
from planner.services.itinerary import Itineraries
from planner.services.keeping import Keeper
from planner.services.releases import Releases
from planner.services.visits import Delegations, Visits
from planner.settings import Settings
from planner.storage import engine, search
from planner.storage.search import Hit

if TYPE_CHECKING:
    from planner.services.importing import Importing

W = TypeVar("W", bound=Word)


class Planner:
    """An open library with everything that can be done to it."""

    def __init__(
        self, library: engine.Library, settings: Settings, clock: Clock = system_clock
    ) -> None:
        core = Core(library, settings, clock)
        self._core = core
        self.contacts = Contacts(core)
        self.organisations = Organisations(core)
        self.sites = Sites(core)
        self.visits = Visits(core)
        self.delegations = Delegations(core)
        self.itineraries = Itineraries(core)
        self.checking = Checking(core)
        self.releases = Releases(core, self.visits)
        self.agreements = Agreements(core)
        self.follow_ups = FollowUps(core)
        self.exporting = Exporting(core, self.visits, self.releases)
        self.history = History(core)
        self._keepers: dict[str, Keeper[Any]] = {kind.WORD: Keeper(core, kind) for kind in WORDS}

    @cached_property
    def importing(self) -> Importing:
        from planner.services.importing import Importing  # late: only taking in a list pays for it

        return Importing(self._core)

    @property
    def settings(self) -> Settings:
        return self._core.settings

    @property
    def title(self) -> str:
        """The name of the library."""
        return self._core.library.title

    @property
    def address(self) -> str:
        return self._core.library.address

    @property
    def is_read_only(self) -> bool:
        return self._core.library.read_only

    def today(self) -> Any:
        return self._core.today()

    def keeper(self, kind: type[W]) -> Keeper[W]:
        """Create, edit, delete and read of any word, where its subject has no verb of its own."""
        return self._keepers[kind.WORD]

    def search(self, text: str, limit: int = 50) -> list[Hit]:
        """Anything in the library that contains every word of ``text``, best first."""
        return search.find(
            self._core.reader,
            text,
            limit=limit,
            trigrams=not engine.is_url(self._core.library.address),
        )

    def overview(self) -> Overview:
        return Overview(
            tuple(self.visits.coming()),
            tuple(self.follow_ups.page(0, 8)),
            self.contacts.count(),
            self.visits.count(),
            self.agreements.count(),
        )

    def facts(self) -> dict[str, str]:
        """Facts about the library itself: when it was made, whether it is the sample."""
        return {
            str(name): str(value)
            for name, value in self._core.reader.rows("SELECT id, value FROM library_fact")
        }

    def counts(self) -> dict[str, int]:
        """How many records there are of each word."""
        return {
            kind.WORD: int(self._core.reader.rows(f'SELECT count(*) FROM "{kind.WORD}"')[0][0])
            for kind in WORDS
        }

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        return self._core.changes.subscribe(listener)

    def keep_locked(self) -> None:
        """Keep other programs from writing until :meth:`close`.

        :raises Locked: one is writing already.
        """
        self._core.library.keep_locked()

    def close(self) -> None:
        self._core.library.close()


def open_planner(
    address: str, settings: Settings, *, read_only: bool = False, clock: Clock = system_clock
) -> Planner:
    """Open an existing library; see :func:`planner.storage.engine.open_library` for errors."""
    return Planner(engine.open_library(address, read_only=read_only), settings, clock)


def create_planner(
    address: str, settings: Settings, *, sample: bool = False, clock: Clock = system_clock
) -> Planner:
    """Make a library: empty, or with the reference data and the two sample visits."""
    planner = Planner(engine.create_library(address), settings, clock)
    from planner.services import starting  # late: the sample's files are read only here

    starting.fill(planner._core, sample=sample)
    return planner
