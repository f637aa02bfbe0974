"""Writes data/cldr_names.json: countries, languages and the cities of time zones in the languages of papers.

``python packaging/cldr_names.py`` after Babel, whose copy of the Unicode CLDR it reads, was renewed.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from zoneinfo import available_timezones

import babel
from babel import Locale, localedata
from babel.core import get_global

DATA = Path(__file__).resolve().parents[1] / "data"
LANGUAGES = ("en", "da", "de", "sv", "ja")
NO_COUNTRIES = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split())
"""Two-letter codes of the CLDR that ISO 3166-1 has not assigned."""


def city_of(zone: str) -> str:
    """The city that an IANA name ends with: "America/Argentina/Buenos_Aires" gives "Buenos Aires"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def known_as(zone: str) -> str:
    """The CLDR keeps old names of zones: Asia/Kolkata is Asia/Calcutta there."""
    english = Locale.parse("en").time_zones
    for old, new in get_global("zone_aliases").items():
        # Other aliases lead from another city: Europe/Belfast is London's zone.
        if new == zone and (english.get(old, {}).get("city") or city_of(old)) == city_of(zone):
            return str(old)
    return zone


def names(code: str) -> dict[str, dict[str, str]]:
    """Cities are given only where they are not what the IANA name says."""
    locale = Locale.parse(code)
    countries = {
        short: str(name)
        for short, name in locale.territories.items()
        if len(short) == 2 and short.isalpha() and short not in NO_COUNTRIES
    }
    languages = {short: str(name) for short, name in locale.languages.items() if len(short) == 2}
    cities = {}
    for zone in sorted(available_timezones()):
        if "/" in zone and not zone.startswith(("Etc/", "SystemV/", "US/")):
            city = str(locale.time_zones.get(known_as(zone), {}).get("city", ""))
            if city and city != city_of(zone):
                cities[zone] = city
    return {"countries": countries, "languages": languages, "cities": cities}


def main() -> None:
    told = {
        "source": f"Unicode Common Locale Data Repository (CLDR), as shipped by Babel {babel.__version__}",
        "licence": "Unicode License v3, see cldr_names.LICENSE.txt",
        "names": {code: names(code) for code in LANGUAGES},
    }
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
    (DATA / "cldr_names.json").write_text(text + "\n", encoding="utf-8")
    shutil.copyfile(
        Path(localedata.__file__).parent / "locale-data" / "LICENSE.unicode",
        DATA / "cldr_names.LICENSE.txt",
    )


if __name__ == "__main__":
    main()
