"""Agreements on the command line: the register, what is due, a status, a successor, a signing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from factories import item, organisation, visit
from planner.cli import main
from planner.domain.agreements import Agreement, AgreementParty
from planner.domain.ids import AgreementId, RecordId, new_id
from planner.domain.itinerary import Item, ItemKind
from planner.domain.visits import Visit
from planner.services.planner import Planner

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(planner: Planner, capsys: pytest.CaptureFixture[str]) -> Run:
    planner.organisations.add(organisation("ESS"))
    here = visit()
    planner.keeper(Visit).add(here)
    planner.keeper(Item).add(
        item(here.id, "Signing in the hall", "Tue 11:00", "Tue 12:00", kind=ItemKind.CEREMONY)
    )
    address = planner.address
    planner.close()

    def call(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main(["--library", address, *arguments])
        return code, capsys.readouterr().out

    return call


def shape(run: Run, kind: str, *arguments: str) -> Any:
    code, out = run("agreement", *arguments, "--json")
    assert code == 0
    return json.loads(out)[kind]


def test_an_agreement_is_added_listed_and_shown_with_what_comes_next(run: Run) -> None:
    said = ("add", "MoU on instruments", "--kind", "MoU", "--status", "in force", "--party", "ESS")
    dates = (
        "--number",
        "2024/1",
        "--signed",
        "2024-03",
        "--expires",
        "2035-12-31",
        "--notice",
        "6",
    )
    assert run("agreement", *said, *dates, "--dry-run")[0] == 0
    assert shape(run, "agreements", "list") == []

    one = shape(run, "agreement", *said, *dates, "--theme", "Neutrons")
    assert [party["name"] for party in one["parties"]] == ["ESS"]
    assert one["themes"] == ["Neutrons"]
    assert one["steps"][1] == {"kind": "notice", "on": "2035-06-30"}
    assert [state["since"] for state in one["states"]] == ["2024-03"]

    (line,) = shape(run, "agreements", "list", "--state", "in force", "--theme", "Neutrons")
    assert (line["parties"], line["state"], line["signed_on"]) == ("ESS", "in force", "2024-03")
    assert line["next_step"]["kind"] == "start"
    assert shape(run, "agreements", "list", "--state", "expiring") == []
    text = run("agreement", "show", "2024/1")[1]
    assert "last day of notice 30 Jun 2035" in text
    assert "Themes: Neutrons" in text
    assert run("agreement", "add", "Bad", "--signed", "soon")[0] == 1


def test_the_radar_tells_what_is_due_and_what_is_quiet(run: Run) -> None:
    run("agreement", "add", "Ended long ago", "--status", "signed", "--expires", "2020")
    run("agreement", "add", "Silent", "--status", "in force", "--signed", "2001")

    found = shape(run, "radar", "radar")
    assert [one["title"] for one in found["due"]] == ["Ended long ago"]
    assert found["due"][0]["state"] == "ran out"
    assert found["due"][0]["findings"] == ["agreement.ran_out"]
    assert {one["title"] for one in found["quiet"]} == {"Ended long ago", "Silent"}
    code, text = run("agreement", "radar")
    assert code == 0
    assert "Ran out" in text
    made = shape(run, "follow_up", "follow-up", "Silent", "Ask Hanako", "--due", "2027-05-10")
    assert (made["title"], made["due_on"]) == ("Ask Hanako", "2027-05-10")
    assert [one["title"] for one in shape(run, "radar", "radar")["quiet"]] == ["Ended long ago"]


def test_a_status_has_a_day_and_a_successor_takes_the_place(run: Run) -> None:
    run("agreement", "add", "Exchange", "--status", "draft", "--number", "7")
    assert run("agreement", "status", "7", "signed", "--dry-run")[0] == 0
    one = shape(run, "agreement", "status", "7", "signed", "--since", "2027-03-02")
    assert (one["status"], one["signed_on"]) == ("signed", "2027-03-02")

    new = shape(run, "agreement", "renew", "7", "--number", "8", "--expires", "2032")
    assert (new["status"], new["number"], new["expires_on"]) == ("draft", "8", "2032")
    assert new["ties"]["supersedes"]["id"] == one["id"]
    assert shape(run, "agreement", "show", "7")["status"] == "signed"
    assert run("agreement", "show", "Exch")[0] == 4
    assert shape(run, "agreement", "show", "Exchange")["id"] == one["id"]  # told apart by its title
    assert run("agreement", "status", "8", "signed")[0] == 0
    assert shape(run, "agreement", "show", "7")["status"] == "superseded"
    assert new["title"].startswith("Exchange (renewed ")
    for dry in ((), ("--dry-run",)):
        assert run("agreement", "renew", "7", *dry)[0] == 1
        assert run("agreement", "renew", "7", "--again", "--dry-run")[0] == 0
    assert run("history", "undo")[0] == 0
    assert shape(run, "agreement", "show", "7")["status"] == "signed"


def test_fields_parties_texts_and_amendments_are_changed(run: Run) -> None:
    run("agreement", "add", "Framework", "--status", "in force")
    run("agreement", "add", "Exchange", "--number", "7")
    sets = ("--set", "expires_on=2030-06", "--set", "notice_months=3", "--set", "themes=Health,Sea")
    one = shape(run, "agreement", "edit", "7", *sets, "--set", "parent_id=Framework")
    assert (one["expires_on"], one["notice_months"]) == ("2030-06", 3)
    assert (one["themes"], one["ties"]["parent"]["title"]) == (["Health", "Sea"], "Framework")
    for wrong in ("expires_on=soon", "colour=red", "kind=treaty", "notice_months=three"):
        assert run("agreement", "edit", "7", "--set", wrong)[0] == 1, wrong

    run("agreement", "party", "7", "ESS", "--organisation")
    run("agreement", "party", "7", "jp", "--country", "--signatory", "Hanako Sato", "--seat", "1")
    one = shape(run, "agreement", "party", "7", "JP", "--title", "Minister")
    ess, japan = one["parties"]
    assert ess["organisation_id"] is not None
    assert (japan["country"], japan["signatory_name"], japan["signatory_title"], japan["seat"]) == (
        "JP", "Hanako Sato", "Minister", 1,
    )  # fmt: skip
    run("agreement", "text", "7", "ja", "--state", "printed")
    run("agreement", "text", "7", "da", "--for-information")
    run("agreement", "amendment", "7", "First change", "--signed", "2026-02")
    one = shape(run, "agreement", "show", "7")
    assert [(text["language"], text["authentic"]) for text in one["texts"]] == [
        ("da", False), ("ja", True),
    ]  # fmt: skip
    assert [change["signed_on"] for change in one["amendments"]] == ["2026-02"]
    assert shape(run, "agreement", "amendment", "7", "first change", "--remove")["amendments"] == []
    assert run("agreement", "text", "7", "fr", "--remove")[0] == 4


def test_a_typed_party_is_a_country_or_said_to_be_new(run: Run) -> None:
    said = ("agreement", "add", "MoU", "--party", "Japan", "--party", "ESSS")
    text = run(*said, "--dry-run")[1]
    assert "New organisation: ESSS, of no country yet. Or is ESS meant?" in text
    assert "Japan" not in text
    assert run(*said)[0] == 0
    one = shape(run, "agreement", "show", "MoU")
    assert [(party["country"], bool(party["organisation_id"])) for party in one["parties"]] == [
        ("JP", False), ("", True),
    ]  # fmt: skip
    one = shape(run, "agreement", "party", "MoU", "Danmark", "--country")
    assert one["parties"][2]["country"] == "DK"
    one = shape(run, "agreement", "party", "MoU", "jp", "--title", "Minister")
    assert [party["signatory_title"] for party in one["parties"]] == ["Minister", "", ""]
    for wrong in ("--country", "--organisation"):
        assert run("agreement", "party", "MoU", "Nowhere", wrong)[0] != 0
    assert "New organisation: Acme (Japan)." in run("agreement", "party", "MoU", "Acme, Japan")[1]
    assert len(shape(run, "agreement", "show", "MoU")["parties"]) == 4


def test_a_party_that_is_only_called_like_a_country_becomes_it(
    planner: Planner, capsys: pytest.CaptureFixture[str]
) -> None:
    one = Agreement(id=AgreementId(new_id()), title="MoU")
    planner.agreements.add(one)
    japan = planner.organisations.add(organisation("JP"))
    planner.agreement_parties.add(
        AgreementParty(id=RecordId(new_id()), agreement_id=one.id, organisation_id=japan)
    )
    planner.close()
    assert main(["--library", planner.address, "agreement", "party", "MoU", "JP", "--json"]) == 0
    (party,) = json.loads(capsys.readouterr().out)["agreement"]["parties"]
    assert (party["country"], party["organisation_id"], party["name"]) == ("JP", None, "JP")


def test_a_signing_is_prepared_and_noted_as_done(run: Run) -> None:
    run("agreement", "add", "Framework", "--status", "draft", "--party", "ESS")

    found = shape(run, "signing", "sign", "JP-DK", "signing hall", "Framework", "--checklist")
    assert [one["done_on"] for one in found["agreements"]] == [None]
    assert len(found["checklist"]) == 7
    assert "nobody is named" in run("agreement", "sign", "JP-DK", "signing hall")[1]

    found = shape(run, "signing", "sign", "JP-DK", "signing hall", "--ready")
    assert {one["status"] for one in found["checklist"]} == {"done"}

    found = shape(run, "signing", "sign", "JP-DK", "signing hall", "--done", "--on", "2026-05-11")
    assert found["agreements"][0]["done_on"] == "2026-05-11"
    assert shape(run, "agreement", "show", "Framework")["signed_on"] == "2026-05-11"
    assert run("agreement", "sign", "JP-DK", "signing hall", "--done")[0] == 1


def test_a_review_that_was_missed_is_late_until_somebody_settles_it(run: Run) -> None:
    run("agreement", "add", "Exchange", "--status", "in force", "--number", "7", "--review", "2020-05")  # fmt: skip
    (line,) = shape(run, "agreements", "list", "--due")
    assert (line["next_step"]["kind"], line["next_step"]["on"]) == ("review", "2020-05")
    (due,) = json.loads(run("programme", "deadlines", "--json")[1])["deadlines"]
    assert (due["kind"], due["stated"], due["overdue"]) == ("review", "2020-05", True)
    assert "2020-05, overdue" in run("programme", "deadlines")[1]

    assert run("agreement", "settle", "7", "--dry-run")[0] == 0
    assert shape(run, "agreements", "list", "--due")
    assert shape(run, "agreement", "settle", "7", "--note", "It went well")["steps"] == []
    assert shape(run, "agreements", "list", "--due") == []
    assert json.loads(run("programme", "deadlines", "--json")[1])["deadlines"] == []
    assert run("agreement", "settle", "7")[0] != 0
