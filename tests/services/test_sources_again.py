"""A page of which the library has the facts already is known again when its text is pasted."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.seeds import SEEDS

from planner.services.planner import Planner

VISIT = """Gå til indhold
Fokus på øget forskningssamarbejde mellem Japan og Danmark
02. maj 2024
En delegation fra Japans ministerium for uddannelse, kultur, sport, forskning og teknologi er i dag i
Danmark, og Uddannelses- og Forskningsstyrelsen er vært. Aftalen blev underskrevet i Japan i oktober 2023.
Japan er et blandt 11 lande i Global Innovation Network Programme, og de ser European Spallation Source."""

PAGE_2020 = """Baggrund
Uddannelses- og Forskningsministeriet har aftaler med Brasilien, Indien, Israel, Kina, Japan, Sydkorea, USA,
Sydafrika og Vietnam. Der er otte innovationscentre i Silicon Valley, Boston, Shanghai, München, São Paulo, New
Delhi/Bangalore, Seoul og Tel Aviv. Skriv til den rette: anna@ufm.dk
Senest opdateret 15. oktober 2020"""

PAGE_2022 = """Background
The Ministry of Higher Education and Science has agreements with the USA, China, Japan, Germany, South Korea, India,
Brazil, Israel, South Africa and Turkey. It is at home in the city, and this is on the web. Mail: anna@ufm.dk
last modified Jan 31, 2022"""

JOURNEY = """Delegationsreise nach Japan

Die 50-köpfige Delegation aus Schleswig-Holstein reiste in die Präfektur Hyōgo und nach Tokio. Sie besuchte
Riken sowie die Foundation for Biomedical Research and Innovation, mit der Schleswig-Holstein seit 2016
kooperiert. Auf dem Programm stand auch ein Besuch bei Sysmex, das ein europäisches Hauptquartier in Norderstedt
und eine Niederlassung in Neumünster hat. Ein Besuch bei Kawasaki Heavy Industries und ein Besuch bei NTT Docomo
folgten. Der Ministerpräsident lud Kawasaki zu einem Gegenbesuch ein. Die Delegation besuchte das NICT, und es gab
einen Austausch zwischen der Christian-Albrechts-Universität zu Kiel und dem Institute of Science Tokyo."""

CLUSTER = """DK Sundhed

Ny superklynge skal bringe Danmark i front med nyt udstyr

To ansøgninger fra 25 aktører og fra WelfareTech er sendt til Danmarks Erhvervsfremmebestyrelse, siger Region
Midtjylland. Afhængig af endelig godkendelse er der tilstedeværelse i byerne København, Aarhus, Odense og
Aalborg. Hovedsædet ligger i København, og navnet på klyngen bliver Danish Life Science Cluster. Det er et
partnerskab mellem fem universiteter, fem institutter og mere end 500 virksomheder."""


@pytest.mark.parametrize(
    ("text", "title", "as_of"),
    [
        (VISIT, "Fokus på øget forskningssamarbejde mellem Japan og Danmark", dt.date(2024, 5, 2)),
        (PAGE_2020, "Baggrund (globale samarbejder)", dt.date(2020, 10, 15)),
        (PAGE_2022, "Background (global cooperation)", dt.date(2022, 1, 31)),
        (JOURNEY, "Delegationsreise nach Japan", dt.date(2024, 10, 11)),
        (CLUSTER, "Ny superklynge skal bringe Danmark i front med nyt udstyr", dt.date(2020, 9, 8)),
    ],
)
def test_a_page_that_the_shipped_facts_rest_on_is_known_and_offers_nothing_twice(
    sample: Planner, text: str, title: str, as_of: dt.date
) -> None:
    staging = sample.sources.read(text)

    assert staging.is_known
    assert (staging.source.title, staging.source.as_of) == (title, as_of)
    assert [sample.sources.sentence(one) for one in staging.offers] == []


def test_a_page_of_the_same_title_that_speaks_of_others_is_another_page(sample: Planner) -> None:
    text = "Delegationsreise nach Japan\n\nDie Delegation aus Bremen reiste mit dem Zug und nicht mit dem Schiff."

    assert not sample.sources.read(text).is_known
    assert not sample.sources.read(JOURNEY, as_of=dt.date(2026, 5, 1)).is_known
    assert not sample.sources.read(JOURNEY, title="Another journey").is_known


def test_what_a_known_page_adds_to_the_facts_is_offered(sample: Planner) -> None:
    more = JOURNEY + " Die Delegation besuchte auch das MAX IV Laboratory."

    staging = sample.sources.read(more)

    assert staging.is_known
    assert [sample.sources.sentence(one) for one in staging.offers] == [
        "MAX IV Laboratory was visited"
    ]


def test_differences_say_nothing_twice(sample: Planner) -> None:
    found = sample.sources.read(PAGE_2020).differences

    assert len(found) == len(set(found))
    towns = [one for one in found if "Tel Aviv" in one]
    assert towns == [], "the towns stand in the list of centres, which says what differs"
    assert [one for one in found if "ICDK · located in" in one]


def test_a_number_told_with_more_words_is_no_difference(sample: Planner) -> None:
    found = sample.sources.read(JOURNEY).differences

    assert [one for one in found if "size of its delegation" in one] == []


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five texts are not here")
def test_each_of_the_five_texts_is_known_again(sample: Planner) -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        staging = sample.sources.read(path.read_text(encoding="utf-8"))

        assert staging.is_known, path.name
        assert staging.offers == (), path.name
        assert len(staging.differences) == len(set(staging.differences))
