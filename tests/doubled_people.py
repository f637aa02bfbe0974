"""Many people and organisations of a seeded chance, some of them twice in the ways of real lists."""

from __future__ import annotations

import random
from dataclasses import replace

from planner.domain.duplicates import Known
from planner.domain.organisation_duplicates import KnownOrganisation

_FAMILIES = {
    "DK": "Jensen Nielsen Hansen Sørensen Kjær Møller Østergaard Åkesen Bach Lund Krogh Juhl",
    "DE": "Müller Schmidt Schäfer Weiß Krüger Jäger Köhler Vogel Brandt Zimmermann Groß Lange",
    "SE": "Åkesson Lindström Öberg Björk Nyström Sjöberg Hallgren Eklund Dahl Sandström Ek",
    "JP": "Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida",
}
_GIVEN = {
    "DK": "Peter Mette Søren Anne-Grethe Lars Jørgen Kirsten Christoffer Bo Åse Emil Ida",
    "DE": "Jürgen Ulrike Hans-Peter Käthe Franz Sabine Björn Ursula Max Lena Jan Eva",
    "SE": "Henrik Åsa Göran Märta Lars Björn Ingrid Anders Nils Elsa Bo Ida",
    "JP": "Haruto Hanako Kenji Yuki Sakura Takashi Naoko Daisuke Emi Jun Rin Aoi",
}
_NATIVE = {"Sato": "佐藤", "Tanaka": "田中", "Suzuki": "鈴木", "Ito": "伊藤", "Kato": "加藤"}
_DIGRAPHS = str.maketrans({"ø": "oe", "ö": "oe", "ü": "ue", "ä": "ae", "å": "aa", "Å": "Aa"})


def people(count: int, chance: random.Random, *, organisations: int) -> list[Known]:
    """``count`` entries; about one in twelve is somebody who is there already, written otherwise."""
    result: list[Known] = []
    while len(result) < count:
        if result and chance.random() < 0.08:
            result.append(_again(chance.choice(result), f"p{len(result):07}", chance))
        else:
            result.append(_somebody(len(result), chance, organisations))
    return result


def _somebody(number: int, chance: random.Random, organisations: int) -> Known:
    country = chance.choice(list(_FAMILIES))
    family, given = _name(country, chance)
    # Most names are rarer than the handful above: an ending makes them so.
    if chance.random() < 0.97:
        family += chance.choice(_ENDINGS) + chance.choice(_ENDINGS)
    house = chance.randrange(organisations)
    has_mail, has_phone = chance.random() < 0.8, chance.random() < 0.6
    return Known(
        f"p{number:07}",
        family,
        given,
        f"{_NATIVE[family]} {given}" if family in _NATIVE else "",
        country=country if chance.random() < 0.8 else "",
        emails=frozenset({f"{given}.{family}{number}@house{house}.eu".lower()} if has_mail else ()),
        phones=frozenset({f"+45{number:08}"} if has_phone else ()),
        organisations=frozenset({f"o{house}"} if chance.random() < 0.9 else ()),
    )


_ENDINGS = ["sen", "mark", "by", "holm", "berg", "gaard", "dal", "skov", "vig", "bo", "lev", "rup",
            "stedt", "hof", "bach", "feld", "mann", "heim", "yama", "gawa", "moto", "da"]  # fmt: skip


def _name(country: str, chance: random.Random) -> tuple[str, str]:
    return chance.choice(_FAMILIES[country].split()), chance.choice(_GIVEN[country].split())


def _again(known: Known, key: str, chance: random.Random) -> Known:
    """The same person from another list: less is known, and something is written differently."""
    again = replace(known, id=key)
    match chance.randrange(9):
        case 0:
            return replace(again, family_name=known.family_name.upper())
        case 1:
            return replace(again, family_name=known.family_name.translate(_DIGRAPHS))
        case 2:
            return replace(again, given_name=known.given_name[:1] + ".", emails=frozenset())
        case 3:
            return replace(again, given_name=f"{known.given_name} Maria", emails=frozenset())
        case 4:
            place = chance.randrange(1, len(known.family_name))
            slip = known.family_name[: place - 1] + known.family_name[place:]
            return replace(again, family_name=slip, emails=frozenset())
        case 5:
            return replace(
                again,
                family_name=known.given_name,
                given_name=known.family_name,
                phones=frozenset(),
            )
        case 6:
            return replace(again, organisations=frozenset(), emails=frozenset(), country="")
        case 7:
            return replace(again, family_name="Newly-Wed", phones=frozenset())
        case _:
            return replace(again, emails=frozenset(), organisations=frozenset())


_WHAT = ["University", "Ministry of Education", "Region", "Institute of Physics", "Hospital",
         "Agency for Digital Government", "Research Council", "Science Park", "Cluster"]  # fmt: skip
_WHERE = ["Lund", "Aarhus", "Kyoto", "Osaka", "München", "Køln", "Malmö", "Odense", "Sendai"]


def organisations(count: int, chance: random.Random) -> list[KnownOrganisation]:
    result: list[KnownOrganisation] = []
    while len(result) < count:
        key = f"o{len(result):06}"
        if result and chance.random() < 0.08:
            result.append(_same_house(chance.choice(result), key, chance))
            continue
        city = chance.choice(_WHERE) + chance.choice(_ENDINGS) + chance.choice(_ENDINGS)
        name = f"{city} {chance.choice(_WHAT)}"
        result.append(
            KnownOrganisation(
                key,
                (name,),
                city=city if chance.random() < 0.5 else "",
                country=chance.choice(["DK", "SE", "JP", ""]),
                addresses=frozenset({f"www{key}.eu"} if chance.random() < 0.5 else ()),
            )
        )
    return result


def _same_house(known: KnownOrganisation, key: str, chance: random.Random) -> KnownOrganisation:
    name = known.names[0]
    match chance.randrange(4):
        case 0:
            return replace(known, id=key, names=(name.upper(),))
        case 1:
            place = chance.randrange(2, len(name))
            return replace(known, id=key, names=(name[: place - 1] + name[place:],))
        case 2:
            return replace(known, id=key, names=("".join(word[0] for word in name.split()),))
        case _:
            return replace(known, id=key, country="", city="", addresses=frozenset())
