"""Messages as bytes: what a mail program reads is what was meant, and nobody writes headers of their own."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail_servers import message_of
from mexbadge.deliver import Attachment, Letter, Mailbox, message_id
from mexbadge.errors import InputError

SENDER = Mailbox.parse("Registrar <badges@college.example>", what="mail.sender")
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
NAME = message_id("ab" * 32, SENDER.domain)


OURS = {
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "Content-Language",
    "MIME-Version",
    "Content-Type",
}


def letter(**given: object) -> Letter:
    values: dict[str, object] = {
        "sender": SENDER,
        "to": Mailbox.parse("zoe@exämple.example", what="to", name="Zoé Bélanger"),
        "subject": "Votre badge : soins aux résidents",
        "text": "Bonjour,\nVoilà.\n.\n",
        "html": "<p>Voilà.</p>",
        "name": NAME,
        "sent": AT,
        "attachments": (Attachment("badge.png", "application/octet-stream", b"\x89PNG\r\n\x1a\n\n."),),
    }
    return Letter(**{**values, **given})  # type: ignore[arg-type]


def test_what_a_mail_program_reads_is_what_was_meant() -> None:
    read = message_of(letter().content())
    assert read["To"].addresses[0].display_name == "Zoé Bélanger"
    assert read["To"].addresses[0].addr_spec == "zoe@xn--exmple-cua.example"
    assert read["Subject"] == "Votre badge : soins aux résidents"
    assert read["Message-ID"] == NAME
    assert read["Date"].datetime == AT
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["Content-Language"] == "en"
    text, html = read.get_body(("plain",)), read.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().splitlines() == ["Bonjour,", "Voilà.", "."]
    assert html.get_content().strip() == "<p>Voilà.</p>"
    (file,) = read.iter_attachments()
    assert file.get_content() == b"\x89PNG\r\n\x1a\n\n."
    assert (file.get_filename(), file.get_content_disposition()) == ("badge.png", "attachment")


def test_the_same_letter_is_the_same_bytes_with_lines_that_end_in_cr_lf_and_are_ascii() -> None:
    content = letter().content()
    assert content == letter().content()
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 998


@pytest.mark.parametrize(
    "bad", ["Zoé\r\nBcc: all@x.example", "Zoé\nX: y", "Zoé\0", "Zoé\u2028x", "Zoé\u202egpj", "Z\x85"]
)
def test_a_name_that_would_write_a_header_is_refused(bad: str) -> None:
    with pytest.raises(InputError) as raised:
        Mailbox.parse("zoe@x.example", what="to", name=bad)
    assert raised.value.code == "deliver_header"
    with pytest.raises(InputError):
        letter(subject=bad).content()


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_name_and_no_subject_adds_a_recipient_or_a_header(name: str, subject: str) -> None:
    try:
        made = letter(to=Mailbox.parse("zoe@x.example", what="to", name=name), subject=subject).content()
    except InputError:
        return
    read = message_from_bytes(made, policy=policy.default)
    assert [one.addr_spec for one in read["To"].addresses] == ["zoe@x.example"]
    assert set(read.keys()) == OURS
    assert len(read.keys()) == len(set(read.keys()))


@pytest.mark.parametrize(
    "bad",
    ["", "zoe", "@x.example", "a@b@c.example", "zoe@x..example", "a b@x.example", "a@-x.example", "a@x\u00ad.example"],
)
def test_what_is_no_address_is_refused(bad: str) -> None:
    with pytest.raises(InputError):
        Mailbox.parse(bad, what="to")


def test_an_address_with_marks_before_the_at_sign_needs_smtputf8_and_is_written_so() -> None:
    made = letter(to=Mailbox.parse("zoé@x.example", what="to"))
    assert made.needs_utf8
    assert "zoé@x.example".encode() in made.content()
    assert not letter().needs_utf8


def test_a_draft_opens_as_one_to_be_sent() -> None:
    assert letter().content(draft=True).startswith(b"X-Unsent: 1\r\n")
    assert b"X-Unsent" not in letter().content()


def test_what_can_be_stopped_says_how() -> None:
    made = message_of(letter(unsubscribe=("mailto:stop@x.example?subject=stop", "https://x.example/stop/1")).content())
    assert made["List-Unsubscribe"].strip() == "<mailto:stop@x.example?subject=stop>, <https://x.example/stop/1>"
    assert made["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "List-Unsubscribe-Post" not in message_of(letter(unsubscribe=("mailto:stop@x.example",)).content())


def test_how_to_stop_is_never_written_as_encoded_words_however_long_an_address_is() -> None:
    """Mail programs look for addresses in angle brackets there (RFC 2369, 2), and decode nothing."""
    long = f"mailto:stop@x.example?subject=MEX%20stop%20{'a' * 26}&body=MEX%20stop%20{'a' * 26}"
    raw = letter(unsubscribe=(long, "https://x.example/stop/1")).content()
    assert f"\r\nList-Unsubscribe: <{long}>,\r\n <https://x.example/stop/1>\r\n".encode() in raw


def test_a_file_name_with_a_path_or_a_line_end_is_refused() -> None:
    for bad in ("../x.png", "a\r\nb.png", ""):
        with pytest.raises(InputError):
            letter(attachments=(Attachment(bad, "image/png", b""),)).content()
