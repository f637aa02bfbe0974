"""Drafts open in any mail program as they were meant, whatever the data says."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.interchange.invitations import Method
from planner.interchange.mail_writer import Attachment, Draft, without_links, write_draft
from planner.interchange.mailboxes import mailbox

ICS = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
HOSTILE = st.text(st.characters(codec="utf-8"), max_size=80) | st.sampled_from(
    [
        "a\r\nBcc: evil@example.org", "a\nX-Unsent: 0\n\n<script>", "=?utf-8?q?a?=", "\x00b",
        "--=_boundary", "a\u2028Cc: x@example.org", 'x"; filename="run.exe', "../../etc/passwd",
        "CON", "report.ics\u202eexe.scr", "𠮷田 🎌" * 30, "\r\n.\r\n", "a\x85To: x@example.org",
    ]
)  # fmt: skip


def opened(draft: Draft) -> EmailMessage:
    data = write_draft(draft)
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part
    return str(part.get_content()).replace("\r\n", "\n")


def test_a_draft_is_read_back_as_it_was_meant() -> None:
    message = opened(
        Draft(
            subject="Besøg: 東京大学, version 4",
            text="Kære Jens Ø.\n\nVedhæftet …\n田中 様",
            to=mailbox("山田 太郎", "taro@example.jp"),
            sender=mailbox("Søren Ærø", "visits@example.dk"),
            attachments=[
                Attachment(name="2026-11-16_MEXT_program_Søren_v4.ics", content=ICS, media_type="text/calendar"),
                Attachment(name="参加者.xlsx", content=b"PK\x03\x04"),
            ],
        )
    )  # fmt: skip

    assert message["X-Unsent"] == "1"
    assert message["Subject"] == "Besøg: 東京大学, version 4"
    assert [(one.display_name, one.addr_spec) for one in message["To"].addresses] == [
        ("山田 太郎", "taro@example.jp")
    ]
    assert message["From"].addresses[0].display_name == "Søren Ærø"
    assert message["Date"] is None
    assert body(message) == "Kære Jens Ø.\n\nVedhæftet …\n田中 様\n"
    found = {part.get_filename(): part for part in message.iter_attachments()}
    assert set(found) == {"2026-11-16_MEXT_program_Søren_v4.ics", "参加者.xlsx"}
    assert found["参加者.xlsx"].get_content() == b"PK\x03\x04"
    assert found["2026-11-16_MEXT_program_Søren_v4.ics"].get_payload(decode=True) == ICS


@pytest.mark.parametrize("method", list(Method))
def test_the_method_of_an_invitation_is_in_the_type_of_its_part(method: Method) -> None:
    message = opened(
        Draft(
            subject="Talks", text="The talks have moved.", invitation=(method, ICS),
            attachments=[Attachment(name="talks.ics", content=ICS, media_type="application/ics")],
        )
    )  # fmt: skip

    (alternative, attached) = message.iter_parts()
    plain, calendar = alternative.iter_parts()
    assert (plain.get_content_type(), calendar.get_content_type()) == (
        "text/plain",
        "text/calendar",
    )
    assert calendar["Content-Type"].params["method"] == method.value
    assert calendar["Content-Type"].params["charset"].lower() == "utf-8"
    assert calendar.get_payload(decode=True) == attached.get_payload(decode=True) == ICS
    assert not calendar.get_filename()


def test_the_same_draft_gives_the_same_bytes() -> None:
    draft = Draft(
        subject="Talks", text="x", attachments=[Attachment(name="a.ics", content=ICS)],
        invitation=(Method.REQUEST, ICS),
    )  # fmt: skip

    assert write_draft(draft) == write_draft(draft)


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_no_text_adds_a_header_a_part_or_a_recipient(
    subject: str, text: str, name: str, file: str
) -> None:
    message = opened(
        Draft(
            subject=subject, text=text, to=mailbox(name, "yui@example.org"),
            sender=mailbox(name, "visits@example.dk"),
            attachments=[Attachment(name=file + ".ics", content=ICS, media_type="text/calendar")],
        )
    )  # fmt: skip

    assert [key.lower() for key in message] == [
        "x-unsent", "subject", "from", "to", "mime-version", "content-type"
    ]  # fmt: skip
    assert [one.addr_spec for one in message["To"].addresses] == ["yui@example.org"]
    assert not message["To"].defects
    first, second = message.iter_parts()
    assert (first.get_content_type(), second.get_content_type()) == ("text/plain", "text/calendar")
    saved = second.get_filename()
    assert saved
    assert saved.endswith(".ics")
    assert not set('\\/:*?"<>|\r\n\x00\u202e') & set(saved)
    assert second.get_payload(decode=True) == ICS


@given(
    HOSTILE | st.sampled_from(["https://x.org/a", "WWW.x.org", "see file:///etc", "javascript:1"])
)
def test_a_text_of_others_holds_no_address_to_open(text: str) -> None:
    bare = without_links(text).lower()

    assert "://" not in bare
    assert "www." not in bare
    assert "javascript:1" not in bare
