"""What is killed: real services at work on a library file. Each yields when a verb has returned.

The number that is yielded is how many backups there must be by then.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

from factories import item, person, visit
from planner.domain import ids
from planner.domain.itinerary import Item
from planner.domain.people import ContactKind, Person
from planner.domain.sheets import Cell, CellKind, Table, Workbook
from planner.domain.visits import Delegate
from planner.services.backups import Backups
from planner.services.planner import Planner, open_planner
from planner.settings import Settings
from planner.storage import chain, engine, keys, migrating, sealing, writing
from planner.storage.backups.manifest import Why

KEY = bytes(range(32))
NOW = dt.datetime(2027, 4, 1, 9, 30, tzinfo=dt.UTC)


def now() -> dt.datetime:
    return NOW


_ID = attrgetter("id")


class _SameEachTime:
    """In place of chance and clock where ids, keys and salts are made."""

    def __init__(self) -> None:
        self.begin()

    def begin(self, seed: int = 1) -> None:
        self._chance, self._now = random.Random(seed), 1_806_571_800_000_000_000

    def urandom(self, size: int) -> bytes:
        return self._chance.randbytes(size)

    def time_ns(self) -> int:
        self._now += 1_000_000
        return self._now

    def token_hex(self, size: int) -> str:
        return self.urandom(size).hex()

    def __getattr__(self, name: str) -> object:
        return getattr(secrets, name)


SAME = _SameEachTime()
"""A verb that is done again from :meth:`begin` on writes the very same rows."""


def without_chance() -> None:
    """From now on this process makes the same ids, keys and salts each time."""
    for module, name in ((ids, "os"), (ids, "time"), (sealing, "os"), (chain, "secrets")):
        setattr(module, name, SAME)


@contextlib.contextmanager
def with_pragma(*pragmas: str) -> Iterator[None]:
    """What writes has these besides its own meanwhile."""
    connect = writing.connect_sqlite

    def connected(*given: Any, **named: Any) -> Any:
        connection = connect(*given, **named)
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    writing.connect_sqlite = connected
    try:
        yield
    finally:
        writing.connect_sqlite = connect


def checkpoint_every(pages: int) -> contextlib.AbstractContextManager[None]:
    """The log is put into the file after so many pages meanwhile; 0 is after a thousand, as always."""
    return with_pragma(*[f"wal_autocheckpoint = {pages}"] * bool(pages))


@contextlib.contextmanager
def at_work(path: Path) -> Iterator[Planner]:
    """A library as the window has it open."""
    planner = open_planner(str(path), Settings(chosen={"author": "Eva"}), clock=now)
    planner.keep_locked()
    try:
        yield planner
    finally:
        planner.close()


def people_of(planner: Planner) -> list[Person]:
    """The oldest first."""
    found = planner.keeper(Person).of()
    return sorted((one for one in found if one.family_name.startswith("Guest")), key=_ID)


_HOUSES = ("Ministry of Trade", "Lund University", "Danish Agency for Science")
_SYLLABLES = "ka ki so ta no ha me ro yu wa bel dor fin gul han jas kol mir nes pet".split()


def _sounds(number: int) -> str:
    """A name that is not like that of any other number."""
    number += 4000
    found = []
    while number:
        number, place = divmod(number, len(_SYLLABLES))
        found.append(_SYLLABLES[place])
    return "".join(found).title()


def workbook(first: int, count: int, post: str = "Manager") -> Workbook:
    """A list of so many people, no two of whom are alike."""
    rows = [["Name", "Organisation", "Title", "E-mail", "Phone"]]
    rows += [
        [f"{_sounds(n).upper()} {_sounds(n * 7 + 3)}", _HOUSES[n % 3], post, f"p{n}@x.example", ""]
        for n in range(first, first + count)
    ]
    cells = tuple(
        tuple(Cell(text, CellKind.TEXT) if text else Cell() for text in row) for row in rows
    )
    return Workbook("list.xlsx", f"hash {first} {count} {post}", (Table("List", False, cells),))


def take_in(planner: Planner, book: Workbook) -> None:
    table = planner.importing.likely_sheet(book)
    columns = planner.importing.match(table)
    planner.importing.commit(planner.importing.stage(book, table.name, columns))


# the libraries that they begin with


def few(path: Path) -> None:
    if not path.exists():
        engine.create_library(str(path)).close()
    with at_work(path) as planner:
        tour = visit()
        planner.visits.new(tour)
        for number in range(4):
            guest = person(f"Guest{number}", "Ann")
            planner.contacts.add(
                guest, emails=[f"g{number}@x.example"], organisation="Lund", title="Professor"
            )
            planner.keeper(Delegate).add(
                Delegate(id=ids.DelegateId(ids.new_id()), visit_id=tour.id, person_id=guest.id)
            )
        planner.keeper(Item).add(item(tour.id, "Talk", "09:00", "10:00"))


def sealed(path: Path) -> None:
    """An encrypted library with a backup."""
    keys.hold(path, KEY)
    engine.create_library(str(path), KEY).close()
    backed_up(path)


def twice(path: Path) -> None:
    """Everybody is there two times."""
    few(path)
    with at_work(path) as planner:
        for number in range(4):
            planner.contacts.add(
                person(f"Guest{number}", "Ann", native_name="客", notes="Met in 2024."),
                emails=[f"second{number}@x.example"],
                phones=["+45 33 92 33 92"],
                organisation="Lund University",
                title="Dean",
            )


def changed(path: Path) -> None:
    few(path)
    with at_work(path) as planner:
        first, second, *_others = people_of(planner)
        planner.contacts.edit(first.id, notes="Changed")
        take_in(planner, workbook(0, 3))
        planner.merging.merge("person", first.id, second.id)
        planner.contacts.set_points(first.id, ContactKind.PHONE, ["+46 46 222 00 00"])


def backed_up(path: Path) -> None:
    few(path)
    with at_work(path) as planner:
        planner.backups.make()
        planner.contacts.add(person("Tanaka"), emails=["t@x.example"])


def old(path: Path, version: str = "0007") -> None:
    """A library of an earlier program, with a history."""
    migrating.upgrade(str(path), version)
    connection = writing.make_engine(str(path))
    with connection.begin() as begun:
        begun.exec_driver_sql(f"PRAGMA user_version = {int(version)}")
        begun.exec_driver_sql("INSERT INTO visit (id, revision, title) VALUES ('v', 1, 'Old')")
        for n in range(1, 41):
            begun.exec_driver_sql(
                f"INSERT INTO person (id, revision, family_name) VALUES ('p{n}', 1, 'Sato{n}')"
            )
            begun.exec_driver_sql(
                "INSERT INTO item (id, revision, visit_id, title, fixed, all_day, start_local,"
                f" start_zone, end_local, end_zone) VALUES ('i{n}', 1, 'v', 'Tour {n}', 0, 0,"
                f" '2027-05-10 {n % 24:02d}:00:00.000000', 'Europe/Copenhagen', NULL, '')"
            )
            begun.exec_driver_sql(
                "INSERT INTO step (id, revision, number, label, facts, at, author, lasting) VALUES"
                f" ('{n}', 1, {n}, 'Add person', '{{}}', '2026-05-10 09:00:00.000000', 'me', 0)"
            )
            begun.exec_driver_sql(
                'INSERT INTO change (id, revision, step_number, place, row_word, row_id, "after")'
                f" VALUES ('{n}', 1, {n}, 0, 'person', 'p{n}',"
                f' \'{{"id":"p{n}","family_name":"Sato{n}"}}\')'
            )
    connection.dispose()


def oldest(path: Path) -> None:
    old(path, "0001")


# what they do


def edit(path: Path) -> Iterator[int]:
    with at_work(path) as planner:
        one = planner.contacts.add(
            person("New"),
            emails=["n@x.example"],
            phones=["+45 33 92 33 92", "+45 33 92 33 93"],
            organisation="A new house",
            title="Head",
        )
        yield 0
        planner.contacts.edit(one, notes="A note", native_name="佐藤")
        yield 0
        planner.contacts.set_points(one, ContactKind.EMAIL, ["a@b.example", "c@d.example"])
        yield 0
        tour = visit(code="T")
        planner.visits.new(tour)
        yield 0
        entry = item(tour.id, "Lunch", "12:00", "13:00")
        planner.keeper(Item).add(entry)
        yield 0
        planner.keeper(Item).edit(entry.id, title="A long lunch")
        yield 0
        planner.visits.remove(tour.id)
        yield 0
        planner.contacts.remove(one)
        yield 0


def edit_much(path: Path) -> Iterator[int]:
    for _turn in range(6):
        yield from edit(path)


def take_lists(path: Path, size: int = 60) -> Iterator[int]:
    with at_work(path) as planner:
        take_in(planner, workbook(0, size))
        yield 0
        take_in(planner, workbook(size // 2, size, post="Director"))  # half of them are known
        yield 0
        take_in(planner, workbook(9 * size, size // 4))
        yield 0


def take_long_list(path: Path) -> Iterator[int]:
    yield from take_lists(path, 3000)


def take_with_backup(path: Path) -> Iterator[int]:
    """A backup is made before, as the window does it."""
    with at_work(path) as planner:
        planner._core.before = lambda why: planner.backups.make(Why(why))
        take_in(planner, workbook(0, 100))
        yield 1
        first, second, *_others = people_of(planner)
        planner.merging.merge("person", first.id, second.id)
        yield 2


def merge(path: Path) -> Iterator[int]:
    with at_work(path) as planner:
        merges = []
        people = people_of(planner)
        for keep, gone in zip(people[:4], people[4:], strict=True):
            merges.append(planner.merging.merge("person", keep.id, gone.id))
            yield 0
        for one in merges[1::2]:
            planner.merging.take_apart(one.id)
            yield 0


def undo(path: Path) -> Iterator[int]:
    with at_work(path) as planner:
        for verb in (*[planner.history.undo] * 4, *[planner.history.redo] * 3):
            verb()
            yield 0


def erase(path: Path) -> Iterator[int]:
    with at_work(path) as planner:
        for one in people_of(planner)[:2]:
            planner.erasing.erase(one.id, typed=one.name)
            yield 0


def restore(path: Path) -> Iterator[int]:
    backups = Backups(path, Settings(chosen={"author": "Eva"}), now)
    backups.restore(1)
    yield 1
    backups.undo_restore()
    yield 1


def migrate(path: Path) -> Iterator[int]:
    engine.open_library(str(path)).close()
    yield 1


def back_up(path: Path) -> Iterator[int]:
    with at_work(path) as planner:
        for made in range(3):
            planner.contacts.add(person(f"Late{made}"), emails=["l@x.example"])
            yield made
            planner.backups.make(Why.IMPORT)
            yield made + 1


@dataclass(frozen=True)
class Script:
    verb: str
    prepare: Callable[[Path], None]
    act: Callable[[Path], Iterator[int]]
    share: float
    """Of all kills in the suite, in hundredths; in the long run also of those with 0 some."""
    long_share: float = 0

    @property
    def name(self) -> str:
        return f"{self.act.__name__} {self.prepare.__name__}"


SCRIPTS = (
    Script("edit", few, edit, 30, 20),
    Script("edit", few, edit_much, 0, 6),
    Script("edit", sealed, edit, 0, 2),
    Script("import", few, take_lists, 8, 12),
    Script("import", few, take_with_backup, 0, 3.5),
    Script("import", few, take_long_list, 0, 0.5),
    Script("merge", twice, merge, 20, 16),
    Script("undo", changed, undo, 16, 14),
    Script("erase", changed, erase, 2, 2),
    Script("restore", backed_up, restore, 12, 8),
    Script("restore", sealed, restore, 0, 2),
    Script("migrate", old, migrate, 2, 6),
    Script("migrate", oldest, migrate, 0, 1),
    Script("backup", few, back_up, 10, 5),
    Script("backup", sealed, back_up, 0, 2),
)
