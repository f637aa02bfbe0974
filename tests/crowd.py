"""A large library for measuring: people of several scripts with posts, addresses and numbers."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from planner.domain.ids import PersonId, VisitId, new_id
from planner.domain.people import Person
from planner.domain.visits import Visit
from planner.services.planner import Planner
from planner.settings import Settings
from planner.storage import search
from planner.storage.engine import create_library
from planner.storage.writing import make_engine

SYLLABLES: Final = (
    "ka ki ku ke ko sa shi su se so ta chi tsu te to na ni nu ne no ha hi fu he ho"
    " ma mi mu me mo ya yu yo ra ri ru re ro wa"
).split()
STEMS: Final = (
    "Sørensen Møller Nielsen Åkesson Öberg Müller Schröder Weiß Straßer Łukaszewicz Kowalski"
    " Nagy Dvořák Rossi Dubois García Novák Jørgensen Andersson Løvgren"
).split()
ENDS: Final = ("", "-Larsen", "-Berg", "mann", "sson", "gaard", "holm", "lund", "strøm", "dal")
GIVEN: Final = "Anna Peter Lars Søren Jürgen Björn Hanna María Jan Piotr Zoë Ōsuke Yūko".split()
TITLES: Final = (
    "Head of section",
    "Professor",
    "Chief consultant",
    "Counsellor",
    "Deputy Director-General",
)
SUBJECTS: Final = ("Science", "Research", "Education", "Trade", "Energy", "Technology")
FAMILIES: Final = "Sato Tanaka Müller Åkesson Sørensen Schmidt Nielsen Kobayashi".split()
BODIES: Final = ("Ministry of", "University of", "Institute for", "Agency of")


class Crowd:
    """Seeded: the same people every time."""

    def __init__(self, people: int, organisations: int = 2_000) -> None:
        self._chance = random.Random(4)
        pick = self._chance
        japanese = [self._syllables(2, 4).title() for _ in range(3_000)]
        self.families = japanese + [stem + end for stem in STEMS for end in ENDS]
        self.given = [self._syllables(2, 3).title() for _ in range(800)] + GIVEN
        self.kanji = [chr(0x4E00 + pick.randrange(3_000)) for _ in range(1_500)]
        self.domains = [
            f"{self._syllables(2, 3)}.{top}" for top in ("dk", "de", "se", "jp", "org", "eu") * 60
        ]
        self.bodies = [
            f"{pick.choice(BODIES)} {self._syllables(2, 4).title()} {pick.choice(SUBJECTS)}"
            for _ in range(organisations)
        ]
        self.people = people

    def _syllables(self, least: int, most: int) -> str:
        count = self._chance.randint(least, most)
        return "".join(self._chance.choice(SYLLABLES) for _ in range(count))

    def rows(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every row with the name of its table."""
        pick = self._chance
        for number, name in enumerate(self.bodies):
            yield "organisation", {"id": f"o{number:031}", "name": name, "sort_key": name.lower()}
        for number in range(self.people):
            key = f"p{number:031}"
            family, given = pick.choice(self.families), pick.choice(self.given)
            native = reading = ""
            if pick.random() < 0.4:
                signs = pick.choices(self.kanji, k=4)
                native = f"{signs[0]}{signs[1]} {signs[2]}{signs[3]}"
                kana = "".join(chr(0x3042 + pick.randrange(70)) for _ in range(6))
                reading = f"{kana[:3]} {kana[3:]}"
            yield (
                "person",
                {
                    "id": key,
                    "family_name": family,
                    "given_name": given,
                    "native_name": native,
                    "reading": reading,
                    "sort_key": f"{family} {given}".lower(),
                    "languages": "[]",
                },
            )
            address = f"{given}.{family}@{pick.choice(self.domains)}".lower()
            phone = f"+{pick.choice((45, 46, 49, 81))}{pick.randrange(10**7, 10**9)}"
            for rank, (kind, value) in enumerate((("email", address), ("phone", phone))):
                yield (
                    "contact_point",
                    {
                        "id": f"{kind[0]}{number:031}",
                        "person_id": key,
                        "kind": kind,
                        "value": value,
                        "normal": value,
                        "rank": rank,
                    },
                )
            yield (
                "position",
                {
                    "id": f"t{number:031}",
                    "person_id": key,
                    "organisation_id": f"o{pick.randrange(len(self.bodies)):031}",
                    "title": pick.choice(TITLES),
                },
            )


def fill(path: Path, crowd: Crowd) -> Path:
    """A library with this crowd in it, written past the journal: nobody undoes a benchmark."""
    library = create_library(str(path))
    tables: dict[str, list[dict[str, Any]]] = {}
    for table, row in crowd.rows():
        tables.setdefault(table, []).append({**row, "revision": 1})
    with library.writer(), make_engine(library.address).begin() as connection:
        driver: Any = connection.connection.driver_connection
        for table, rows in tables.items():
            names = list(rows[0])
            driver.executemany(
                f'INSERT INTO "{table}" ({", ".join(names)})'
                f" VALUES ({', '.join(':' + name for name in names)})",
                rows,
            )
        search.rebuild(connection)
    library.close()
    return path


def journalled(path: Path, people: int, visits: int) -> Path:
    """So many people with their names only, and visits, written as the program writes them."""
    planner = Planner(create_library(str(path)), Settings())
    with planner._core.work("Fill", {}) as work:
        for number in range(people):
            name = f"{FAMILIES[number % len(FAMILIES)]}{number // 8}"
            work.add(Person(id=PersonId(new_id()), family_name=name, given_name=f"G{number % 97}"))
        for number in range(visits):
            day = dt.date(2020, 1, 1) + dt.timedelta(number)
            work.add(
                Visit(
                    id=VisitId(new_id()), code=f"V{number}", title=f"Visit {number}", first_day=day
                )
            )
    planner.close()
    return path
