"""Answers are read out of the mailbox of a real IMAP server, and the whole story is told with real mail servers."""

import shutil
import tempfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from exchange_story import told
from exchanging import answer_to
from fetch_servers import Authority
from imap_server import PostBox, dovecot_running
from mexbadge.errors import DeliveryError

pytestmark = pytest.mark.slow


@pytest.fixture
def post_box() -> Iterator[PostBox]:
    """Have the server's folder under a short path: its sockets' names must not be long."""
    place = Path(tempfile.mkdtemp(prefix="imap-"))
    try:
        with dovecot_running(place) as found:
            yield found
    finally:
        shutil.rmtree(place, ignore_errors=True)


def letter(subject: str) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Émilie <e@learner.example>", "mex@mex.example", subject
    made.set_content("Voilà.\n.\nFrom here on")
    return made.as_bytes()


def test_a_letter_is_read_once_and_one_that_was_not_finished_again(post_box: PostBox) -> None:
    post_box.deliver(letter("un"), letter("deux"))
    reading = post_box.box().letters()
    _, first = next(reading)
    assert b"un" in first
    reading.close()
    (_, again), _ = post_box.box().letters()
    assert again == first, "it was not done with"
    assert list(post_box.box().letters()) == []
    post_box.deliver(letter("trois"))
    ((name, last),) = post_box.box().letters()
    assert name.startswith("IMAP ")
    assert last.replace(b"\r\n", b"\n") == letter("trois")


def test_a_wrong_password_or_a_stranger_s_certificate_is_an_error_with_its_server(
    post_box: PostBox, tmp_path: Path
) -> None:
    stranger = Authority.make(tmp_path)
    for box in (post_box.box(password="wrong"), post_box.box(ca_file=stranger.ca_file)):
        with pytest.raises(DeliveryError) as found:
            list(box.letters())
        assert (found.value.code, "localhost" in found.value.message()) == ("deliver_imap", True)


def test_the_story_is_told_with_a_mail_server_that_sends_and_one_that_receives(
    post_box: PostBox, tmp_path: Path
) -> None:
    """Letters go out by SMTP, answers lie in a mailbox and are read over IMAP, as an administrator has it."""

    def mailed(asked: EmailMessage, word: str) -> Iterator[tuple[str, bytes]]:
        post_box.deliver(answer_to(asked, word))
        return post_box.box().letters()

    told(tmp_path, {}, mailed)
    assert list(post_box.box().letters()) == [], "every answer was read, and is seen"
