"""Agreements that a text tells: what they are about, how long they run, and when notice is given."""

from __future__ import annotations

import datetime as dt

import pytest

from factories import organisation
from planner.domain.agreements import Agreement, AgreementKind, AgreementStatus
from planner.domain.source_reading.agreement_terms import terms_in
from planner.domain.times import PartialDate
from planner.services.planner import Planner
from planner.services.source_staging import SourceStaging


def read(planner: Planner, text: str) -> SourceStaging:
    return planner.sources.read(f"Some news\n\n{text}\n", title="News", as_of=dt.date(2026, 6, 1))


def agreement(planner: Planner, text: str) -> Agreement:
    staging = read(planner, text)
    (made,) = [r for one in staging.offers for r in one.records if isinstance(r, Agreement)]
    return made


@pytest.mark.parametrize(
    ("text", "until", "renewal", "notice"),
    [
        ("It runs until 30 June 2029 and renews automatically by three years unless either side gives notice"
         " six months before.", "2029-06-30", 36, 6),
        ("It expires on 31 December 2029.", "2029-12-31", None, None),
        ("Es gilt bis zum 31. Dezember 2028.", "2028-12-31", None, None),
        ("Es verlängert sich um zwei Jahre, wenn es nicht sechs Monate vorher gekündigt wird.", "", 24, 6),
        ("Es verlängert sich nicht.", "", None, None),
        ("Das Abkommen läuft bis 2029 und verlängert sich um jeweils fünf Jahre, mit einer Frist von drei Monaten.",
         "2029", 60, 3),
        ("Aftalen gælder til og med 31. december 2028 og fornyes automatisk for et år; opsigelse kræver seks"
         " måneders varsel.", "2028-12-31", 12, 6),
        ("The meeting ends on 30 June 2029.", "", None, None),
        ("It is not valid until 30 June 2029.", "", None, None),
    ],
)  # fmt: skip
def test_how_long_an_agreement_runs_is_read_behind_it(
    planner: Planner, text: str, until: str, renewal: int | None, notice: int | None
) -> None:
    signed = {
        "E": "Dänemark und Japan haben am 2. Februar 2026 ein Abkommen unterzeichnet.",
        "D": "Dänemark und Japan haben am 2. Februar 2026 ein Abkommen unterzeichnet.",
        "A": "Danmark og Japan underskrev den 2. februar 2026 en aftale.",
    }
    lead = signed.get(text[0], "Denmark and Japan signed an agreement on 2 Feb 2026.")
    made = agreement(planner, f"{lead} {text}")
    assert (made.expires_on, made.renewal_months, made.notice_months) == (until, renewal, notice)
    assert made.renews_itself is (renewal is not None)
    assert made.signed_on == "2026-02-02"


def test_terms_may_stand_in_the_sentence_itself(planner: Planner) -> None:
    made = agreement(
        planner,
        "Denmark and Japan signed an agreement on 2 Feb 2026 that runs until 30 June 2029 and renews"
        " itself unless notice is given 12 months before.",
    )
    assert (made.signed_on, made.expires_on, made.notice_months) == ("2026-02-02", "2029-06-30", 12)
    assert made.renews_itself
    assert terms_in("A treaty about fish.").start == -1


@pytest.mark.parametrize(
    ("text", "title", "kind"),
    [
        ("Danmark og Japan underskrev den 3. marts 2026 en samarbejdsaftale om polarforskning.",
         "Denmark – Japan: polarforskning", AgreementKind.OTHER),
        ("JST and DTU signed a Memorandum of Cooperation on quantum technology on 2 Feb 2026.",
         "JST – DTU: quantum technology", AgreementKind.MOU),
        ("Dänemark und Japan unterzeichneten am 3. März 2026 ein Abkommen über Polarforschung.",
         "Denmark – Japan: Polarforschung", AgreementKind.OTHER),
        ("Denmark and Japan signed an agreement on 2 Feb 2026.", "Denmark – Japan", AgreementKind.OTHER),
    ],
)  # fmt: skip
def test_an_agreement_is_called_after_what_it_is_about(
    planner: Planner, text: str, title: str, kind: AgreementKind
) -> None:
    for name, country in (("JST", "JP"), ("DTU", "DK")):
        planner.organisations.add(organisation(name, country=country))
    made = agreement(planner, text)
    assert (made.title, made.kind) == (title, kind)


def test_of_an_agreement_on_record_the_end_is_cited(planner: Planner) -> None:
    text = "Denmark and Japan signed an agreement on 2 Feb 2026. It expires on 31 December 2029."
    planner.sources.commit(read(planner, text.split(". ")[0] + "."))
    (known,) = planner.keeper(Agreement).of()
    assert (known.status, known.signed_on) == (AgreementStatus.SIGNED, PartialDate("2026-02-02"))
    staging = planner.sources.read(f"Other news\n\n{text}\n", title="B", as_of=dt.date(2026, 7, 1))
    said = [planner.sources.sentence(one) for one in staging.taken]
    assert "“Denmark – Japan” runs until 2029-12-31" in said
