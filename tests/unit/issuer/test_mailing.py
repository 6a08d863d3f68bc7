"""Telling people of their badges: each thing once, what is true, in their language, with the badge that was issued."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from issuing import AISHA, BEN, Folder, rows
from mailing import MAIL, Box, sent, writing
from mexbadge.deliver import DeliveryOutcome, Outbox, State
from mexbadge.errors import DeliveryError, InputError
from mexbadge.issuer import Filters, Issuer
from mexbadge.issuer.checkup import check_folder
from mexbadge.issuer.mailing import Mailing, Notice, Wording, write_templates


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return writing(tmp_path)


@pytest.fixture
def issuer(folder: Folder) -> Issuer:
    return folder.open()


def kinds(issuer: Issuer) -> list[tuple[str, State]]:
    box = Outbox.of(issuer.register.database)
    return [] if box is None else [(one.kind, one.state) for one in box.each()]


def test_everybody_is_told_once_however_often_it_is_run(issuer: Issuer) -> None:
    issuer.issue_many(rows(5), "dementia-care")
    box = Box()
    assert len(sent(issuer, box)) == 5
    assert sent(issuer, box) == []
    assert sent(issuer, box, named=True) == []
    assert box.to == [f"learner.{line}@student.college.example" for line in range(2, 7)]


def test_the_attached_badge_is_the_one_that_was_issued_and_verifies_as_does_its_text(
    folder: Folder, issuer: Issuer
) -> None:
    made = issuer.issue("dementia-care", to=AISHA, name="Aisha Khan")
    box = Box()
    sent(issuer, box)
    picture, text = box.messages[0].iter_attachments()
    assert (picture.get_filename(), text.get_filename()) == ("dementia-care.png", "dementia-care.json")
    assert picture.get_content() == made.file.read_bytes()  # type: ignore[union-attr]
    assert text.get_content() == made.credential
    for part in (picture, text):
        assert part.get_content_type() == "application/octet-stream"
        assert part.get_content_disposition() == "attachment"
        assert folder.judged(issuer, part.get_content(), to=AISHA).verdict.value in {"valid", "warning"}


def test_each_person_is_written_to_in_their_language_and_by_name(issuer: Issuer) -> None:
    issuer.issue("dementia-care", to=AISHA, name="Aisha Khan", language="en-CA")
    issuer.issue("dementia-care", to=BEN, name="Benoît Tremblay", language="fr-CA")
    box = Box()
    sent(issuer, box)
    english, french = box.messages
    assert (english["Content-Language"], french["Content-Language"]) == ("en", "fr")
    assert str(english["Subject"]).startswith("Your badge:")
    assert str(french["Subject"]).startswith("Votre badge :")
    assert french["From"].addresses[0].display_name == "Registraire"
    assert english["To"].addresses[0].display_name == "Aisha Khan"
    body = french.get_body(("plain",))
    assert body is not None
    assert "Bonjour Benoît Tremblay," in body.get_content()
    assert "Collège exemple" in body.get_content()
    assert MAIL.postal is not None
    assert MAIL.postal in body.get_content()
    assert english["Reply-To"].addresses[0].addr_spec == "help@college.example"


@pytest.mark.parametrize("pages", [False, True])
def test_the_address_of_a_page_stands_in_a_message_only_once_there_are_pages(tmp_path: Path, *, pages: bool) -> None:
    issuer = writing(tmp_path, pages=pages).open()
    made = issuer.issue("dementia-care", to=AISHA)
    box = Box()
    sent(issuer, box)
    address = issuer.page_url(issuer.record(made.id).page)
    for kind in ("plain", "html"):
        body = box.messages[0].get_body((kind,))
        assert body is not None
        assert (address in body.get_content()) is pages
        assert ("/b/" in body.get_content()) is pages


def test_a_badge_that_was_revoked_before_its_turn_is_never_mailed_as_new(issuer: Issuer) -> None:
    made = issuer.issue("dementia-care", to=AISHA)
    mailing = Mailing(issuer)
    mailing.queue(mailing.plan(issuer.list()))
    issuer.revoke(made.id, reason_en="in error")
    box = Box()
    assert [one.outcome.state for one in mailing.send(box)] == [State.DROPPED]
    assert box.taken == []
    assert sent(issuer, box) == [], "who never had it is not told that it is gone"


def test_a_badge_that_is_revoked_suspended_or_over_is_not_planned_as_new(folder: Folder, issuer: Issuer) -> None:
    one, two, three = (issuer.issue("dementia-care", to=f"{n}@x.example").id for n in "abc")
    issuer.issue("dementia-care", to="d@x.example", until=folder.clock() + timedelta(days=1))
    issuer.revoke(one)
    issuer.suspend(two)
    issuer.correct(three, {"narrative": "More."})
    folder.clock.pass_days(2)
    assert [one.record.identity for one in Mailing(issuer).plan(issuer.list())] == ["c@x.example"]


def test_what_becomes_of_a_badge_is_told_with_its_reason_each_thing_once(folder: Folder, issuer: Issuer) -> None:
    made = issuer.issue("dementia-care", to=AISHA, language="fr")
    box = Box()
    sent(issuer, box)
    steps: list[tuple[Callable[[], None], str, str]] = [
        (lambda: issuer.suspend(made.id, reason_en="asked", reason_fr="demandé"), "suspendu", "demandé"),
        (lambda: issuer.restore(made.id), "compte de nouveau", ""),
        (lambda: issuer.suspend(made.id, reason_fr="encore"), "suspendu", "encore"),
        (lambda: issuer.restore(made.id), "compte de nouveau", ""),
        (lambda: issuer.revoke(made.id, reason_en="in error"), "retiré", "in error"),
    ]
    for act, word, reason in steps:
        folder.clock.pass_days(1)
        act()
        assert len(sent(issuer, box)) == 1
        assert sent(issuer, box) == []
        assert word in box.subjects()[-1]
        body = box.messages[-1].get_body(("plain",))
        assert body is not None
        assert reason in body.get_content()
        assert not list(box.messages[-1].iter_attachments())
    assert [kind for kind, _ in kinds(issuer)] == ["new", "suspended", "restored", "suspended", "restored", "revoked"]


def test_a_suspension_that_came_and_went_between_two_runs_is_not_told(folder: Folder, issuer: Issuer) -> None:
    made = issuer.issue("dementia-care", to=AISHA)
    box = Box()
    sent(issuer, box)
    issuer.suspend(made.id)
    folder.clock.pass_days(1)
    issuer.restore(made.id)
    assert sent(issuer, box) == []


def test_a_message_that_was_overtaken_comes_when_it_is_true_again(folder: Folder, issuer: Issuer) -> None:
    made = issuer.issue("dementia-care", to=AISHA)
    mailing = Mailing(issuer)
    mailing.queue(mailing.plan(issuer.list()))
    issuer.suspend(made.id)
    box = Box()
    assert [one.outcome.state for one in mailing.send(box)] == [State.DROPPED]
    folder.clock.pass_days(1)
    issuer.restore(made.id)
    assert [one.outcome.state for one in sent(issuer, box)] == [State.SENT]
    assert box.subjects()[0].startswith("Your badge:")
    assert sent(issuer, box) == []


def test_a_correction_brings_the_new_badge_and_says_that_the_old_one_counts_no_more(issuer: Issuer) -> None:
    made = issuer.issue("dementia-care", to=AISHA)
    box = Box()
    sent(issuer, box)
    new = issuer.correct(made.id, {"narrative": "Well done."})
    assert len(sent(issuer, box)) == 1
    assert sent(issuer, box) == []
    body = box.messages[-1].get_body(("plain",))
    assert body is not None
    assert "corrected and issued anew" in body.get_content()
    assert "no longer counts" in body.get_content()
    (_, text) = box.messages[-1].iter_attachments()
    assert text.get_content() == new.credential


def test_a_badge_for_another_address_goes_there_and_not_to_the_old_one(issuer: Issuer) -> None:
    made = issuer.issue("dementia-care", to=AISHA)
    box = Box()
    sent(issuer, box)
    issuer.reissue(made.id, "aisha@home.example")
    sent(issuer, box)
    assert box.to == [AISHA, "aisha@home.example"]


def test_a_renewal_says_until_when_it_holds(folder: Folder, issuer: Issuer) -> None:
    made = issuer.issue("dementia-care", to=AISHA, until=folder.clock() + timedelta(days=100))
    box = Box()
    sent(issuer, box)
    issuer.renew(made.id, folder.clock() + timedelta(days=465))
    assert len(sent(issuer, box)) == 1
    assert "renewed" in box.subjects()[-1]
    body = box.messages[-1].get_body(("plain",))
    assert body is not None
    assert "2027-06-09" in body.get_content()


def test_an_end_that_is_near_is_told_once_with_how_to_renew(folder: Folder, issuer: Issuer) -> None:
    near, far = folder.clock() + timedelta(days=59), folder.clock() + timedelta(days=61)
    issuer.issue("dementia-care", to=AISHA, until=near)
    issuer.issue("dementia-care", to=BEN, until=far)
    issuer.issue("dementia-care", to="endless@x.example")
    box = Box()
    within = timedelta(days=60)
    assert len(sent(issuer, box, within=within)) == 1
    assert sent(issuer, box, within=within) == []
    assert box.to == [AISHA]
    body = box.messages[0].get_body(("plain",))
    assert body is not None
    assert "take the refresher course" in body.get_content()
    folder.clock.pass_days(2)
    assert len(sent(issuer, box, within=within)) == 1
    assert box.to == [AISHA, BEN]
    assert len(sent(issuer, box, within=timedelta(days=14))) == 0
    folder.clock.pass_days(46)
    assert len(sent(issuer, box, within=timedelta(days=14))) == 2, "a nearer warning is another one"


def test_what_became_of_badges_that_were_handed_over_elsewhere_is_told_and_nothing_else(issuer: Issuer) -> None:
    made = issuer.issue("dementia-care", to=AISHA)
    issuer.issue("dementia-care", to=BEN)
    box = Box()
    assert sent(issuer, box, elsewhere=True) == []
    issuer.revoke(made.id)
    assert sent(issuer, box) != []  # Ben's is new here
    assert len(sent(issuer, box, elsewhere=True)) == 1
    assert box.to == [BEN, AISHA]


def test_who_has_no_address_is_named_and_stops_nobody(issuer: Issuer) -> None:
    issuer.issue("dementia-care", to="did:example:aisha")
    issuer.issue("dementia-care", to=BEN)
    planned = list(Mailing(issuer).plan(issuer.list()))
    assert [(one.notice, one.why) for one in planned] == [(None, "mail_no_address"), (Notice.NEW, None)]
    box = Box()
    sent(issuer, box)
    assert box.to == [BEN]


def test_a_name_that_would_write_headers_stops_that_message_alone(issuer: Issuer) -> None:
    bad = issuer.issue("dementia-care", to=AISHA, name="Aisha\r\nBcc: everybody@x.example")
    issuer.issue("dementia-care", to=BEN)
    box = Box()
    told = sent(issuer, box)
    assert [one.outcome.state for one in told] == [State.REFUSED, State.SENT]
    assert told[0].message.subject == bad.id
    assert (told[0].outcome.why, told[0].outcome.values["value"]) == ("deliver_header", "…")
    assert box.to == [BEN]


def test_a_message_asked_for_again_has_a_new_message_id_and_one_in_doubt_keeps_its_own(issuer: Issuer) -> None:
    issuer.issue("dementia-care", to=AISHA)
    issuer.issue("dementia-care", to=BEN)
    box = Box({BEN: DeliveryOutcome(State.UNSURE, "deliver_unsure", {"server": "x"})})
    sent(issuer, box)
    box.answers.clear()
    mailing = Mailing(issuer)
    assert mailing.queue(mailing.again(issuer.list())) == 2
    list(mailing.send(box))
    names: dict[str, list[str]] = {}
    for message in box.messages:
        names.setdefault(message["To"].addresses[0].addr_spec, []).append(str(message["Message-ID"]).strip())
    assert len(set(names[AISHA])) == 2
    assert len(names[BEN]) == 2
    assert len(set(names[BEN])) == 1


def test_a_revoked_badge_asked_for_again_is_told_of_as_revoked(issuer: Issuer) -> None:
    made = issuer.issue("dementia-care", to=AISHA)
    issuer.revoke(made.id)
    mailing, box = Mailing(issuer), Box()
    mailing.queue(mailing.again(issuer.list()))
    list(mailing.send(box))
    assert "withdrawn" in box.subjects()[0]


def test_who_was_forgotten_is_in_no_outbox_and_gets_nothing(issuer: Issuer) -> None:
    issuer.issue("dementia-care", to=AISHA, name="Aisha Khan")
    issuer.issue("dementia-care", to=BEN)
    mailing, box = Mailing(issuer), Box()
    mailing.queue(mailing.plan(issuer.list()))
    issuer.forget(AISHA)
    assert len(kinds(issuer)) == 1
    list(mailing.send(box))
    assert box.to == [BEN]
    assert AISHA.encode() not in (issuer.folder / "register.db").read_bytes()


def test_the_outbox_holds_no_address_and_no_name(issuer: Issuer) -> None:
    issuer.issue("dementia-care", to=AISHA, name="Aisha Khan")
    said = "550 <aisha.khan@student.college.example> unknown"
    box = Box({AISHA: DeliveryOutcome(State.REFUSED, "deliver_refused", {"answer": said.replace(AISHA, "…")})})
    sent(issuer, box)
    with issuer.register.read() as connection:
        rows_ = connection.exec_driver_sql("SELECT * FROM outbox").all()
    assert AISHA not in repr(rows_)
    assert "Aisha" not in repr(rows_)


def test_an_error_of_the_server_leaves_everything_waiting(issuer: Issuer) -> None:
    issuer.issue_many(rows(3), "dementia-care")
    mailing = Mailing(issuer)
    mailing.queue(mailing.plan(issuer.list()))

    def post(*_: object) -> DeliveryOutcome:
        raise DeliveryError("deliver_unreachable", server="x:25")

    with pytest.raises(DeliveryError):
        list(mailing.send(post))
    assert kinds(issuer) == [("new", State.WAITING)] * 3
    assert mailing.waiting() == 3


def test_drafts_are_one_file_for_each_person_their_owners_alone_and_count_as_told(
    issuer: Issuer, tmp_path: Path
) -> None:
    issuer.issue_many(rows(3), "dementia-care")
    mailing = Mailing(issuer)
    mailing.queue(mailing.plan(issuer.list()))
    told = list(mailing.write(tmp_path / "letters"))
    assert [one.outcome.state for one in told] == [State.WRITTEN] * 3
    paths = sorted((tmp_path / "letters").iterdir())
    assert len(paths) == 3
    for path in paths:
        assert path.suffix == ".eml"
        assert "learner" not in path.name
        assert path.read_bytes().startswith(b"X-Unsent: 1\r\n")
        if os.name == "posix":
            assert path.stat().st_mode & 0o077 == 0
    assert sent(issuer, Box()) == []


def test_drafts_are_never_put_where_an_issuer_publishes(issuer: Issuer) -> None:
    issuer.issue("dementia-care", to=AISHA)
    mailing = Mailing(issuer)
    mailing.queue(mailing.plan(issuer.list()))
    with pytest.raises(InputError) as raised:
        list(mailing.write(issuer.folder / "hosted" / "letters"))
    assert raised.value.code == "register_into_hosted"


def test_a_trial_goes_to_one_address_in_each_language_and_notes_nothing(issuer: Issuer) -> None:
    issuer.issue("dementia-care", to=AISHA, language="en")
    issuer.issue("dementia-care", to=BEN, language="fr")
    issuer.issue("dementia-care", to="c@x.example", language="fr")
    mailing = Mailing(issuer)
    letters = [letter for letter, _ in mailing.samples(mailing.plan(issuer.list()), "me@college.example")]
    assert [letter.to.address for letter in letters] == ["me@college.example"] * 2
    assert all(letter.subject.startswith("[Test] ") for letter in letters)
    assert mailing.waiting() == 0
    assert len(sent(issuer, Box())) == 3


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"sender": None}, "mail.sender"),
        ({"sender": "nobody"}, "mail.sender"),
        ({"sender": "A\r\nBcc: x <a@x.example>"}, "mail.sender"),
        ({"postal": None}, "mail.postal"),
        ({"reply_to": "nobody"}, "mail.reply_to"),
        ({"bounces": "nobody"}, "mail.bounces"),
    ],
)
def test_settings_without_which_no_message_can_be_written_are_named_first(
    tmp_path: Path, changes: dict[str, object], where: str
) -> None:
    issuer = writing(tmp_path, **changes).open()
    with pytest.raises(InputError) as raised:
        Mailing(issuer)
    assert raised.value.where == where
    found = check_folder(issuer.folder, issuer, at=issuer.now())
    assert raised.value.code in {one.code for one in found}


def test_a_folder_without_the_section_says_what_to_add(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "badges")
    with pytest.raises(InputError) as raised:
        Mailing(folder.create())
    assert raised.value.code == "mail_setting_missing"
    assert "[mail]" in str(raised.value.hint)


def test_the_settings_come_back_as_they_were_written(tmp_path: Path) -> None:
    changes = {
        "token_command": ("get-token", "--for", "mail"),
        "login": "xoauth2",
        "user": "a@x.example",
        "pages": True,
    }
    folder = writing(tmp_path, **changes)
    settings = folder.open().settings
    assert settings.mail is not None
    assert (settings.mail.token_command, settings.mail.login) == (("get-token", "--for", "mail"), "xoauth2")
    assert settings.mail.renew_fr == "suivez le cours de rappel"
    assert settings.pages


@pytest.mark.parametrize("line", ["port = '25'", "per_minute = true", "token_command = 'x'", "sender = 1"])
def test_a_setting_of_another_kind_is_named(tmp_path: Path, line: str) -> None:
    folder = Folder(tmp_path / "badges")
    folder.create()
    path = folder.path / "mexbadge.toml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n[mail]\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        folder.open()
    assert raised.value.where == f"mail.{line.partition(' ')[0]}"


def test_a_college_may_write_its_own_words_and_a_slip_in_them_stops_everything_first(
    folder: Folder, issuer: Issuer
) -> None:
    issuer.issue("dementia-care", to=AISHA, name="Aisha")
    own = folder.path / "mail"
    own.mkdir()
    (own / "new.en.md").write_text("Subject: Well done, {{ nmae }}\n\nYours.\n", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        Mailing(issuer)
    assert (raised.value.code, raised.value.where, raised.value.source) == (
        "deliver_template_field",
        1,
        "mail/new.en.md",
    )
    assert "deliver_template_field" in {one.code for one in check_folder(folder.path, issuer, at=issuer.now())}
    (own / "new.en.md").write_text("Subject: Well done, {{ name }}\n\nYours.\n", encoding="utf-8")
    box = Box()
    sent(issuer, box)
    assert box.subjects() == ["Well done, Aisha"]
    (own / "now.en.md").write_text("Subject: x\n\ny\n", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        Mailing(issuer)
    assert raised.value.code == "mail_template_unknown"
    (own / "now.en.md").unlink()
    (own / "new.en.md").write_bytes(b"Subject: \xff\n\n")
    with pytest.raises(InputError) as raised:
        Mailing(issuer)
    assert raised.value.code == "mail_template_unreadable"


def test_the_templates_that_come_along_are_written_to_be_changed_and_never_over_changed_ones(folder: Folder) -> None:
    own = folder.path / "mail"
    own.mkdir()
    (own / "new.fr.md").write_text("Objet : x\n\ny\n", encoding="utf-8")
    made = write_templates(folder.path)
    assert len(made) == 2 * (len(Notice) + 1) - 1
    assert (own / "new.fr.md").read_text(encoding="utf-8") == "Objet : x\n\ny\n"
    assert write_templates(folder.path) == []
    assert Wording.read(folder.path).templates["new", "fr"].subject == "x"


def test_every_template_says_something_in_both_languages_with_and_without_every_field(folder: Folder) -> None:
    from mexbadge.deliver import Link  # noqa: PLC0415 - one use
    from mexbadge.issuer.mailing import FIELDS  # noqa: PLC0415 - one use

    wording = Wording.read(folder.path)
    full = {name: f"<{name}>" for name in FIELDS} | {"link": Link("https://x.example/b/1/")}
    for notice in Notice:
        for language in ("en", "fr"):
            words, html = wording.fill(notice, language, full)
            assert "<achievement>" in words.subject
            assert "&lt;achievement&gt;" in html
            assert "<postal>" in words.text
            assert "**" not in words.text
            bare, _ = wording.fill(notice, language, dict.fromkeys(FIELDS, "") | {"link": Link("")})
            assert ("Hello," if language == "en" else "Bonjour,") in bare.text
            assert "http" not in bare.text


def test_a_register_that_came_back_doubts_what_was_to_go_and_tells_nobody_twice(tmp_path: Path) -> None:
    folder = writing(tmp_path)
    issuer = folder.open()
    first = issuer.issue("dementia-care", to=AISHA)
    second = issuer.issue("dementia-care", to=BEN)
    box = Box()
    sent(issuer, box, all_of=Filters(to=AISHA))
    third = issuer.issue("dementia-care", to="third@x.example")
    mailing = Mailing(issuer)
    mailing.queue(mailing.plan(issuer.list(Filters(to="third@x.example"))))
    issuer.register.backup(tmp_path / "copy.db")
    list(mailing.send(box))  # after the copy was made
    sent(issuer, box)
    assert box.to == [AISHA, "third@x.example", BEN]
    folder.clock.pass_days(1)
    back, _ = folder.recover(tmp_path / "copy.db", replace=True)
    planned = list(Mailing(back).plan(back.list()))
    assert [(one.record.id, one.why) for one in planned] == [(second.id, "mail_before_recovery")]
    told = Mailing(back).outbox.told([first.id, third.id])
    assert [[one.state for one in told[name]] for name in (first.id, third.id)] == [[State.SENT], [State.UNSURE]]
    assert sent(back, box) == []
    assert len(box.to) == 3
    assert len(sent(back, box, all_of=Filters(to=BEN), named=True)) == 1, "by name it is sent all the same"


def test_check_says_what_waits_and_what_did_not_arrive(issuer: Issuer) -> None:
    issuer.issue("dementia-care", to=AISHA)
    issuer.issue("dementia-care", to=BEN)
    issuer.issue("dementia-care", to="c@x.example")
    box = Box(
        {
            AISHA: DeliveryOutcome(State.REFUSED, "deliver_refused", {"answer": "550"}),
            BEN: DeliveryOutcome(State.UNSURE, "deliver_unsure", {"server": "x"}),
            "c@x.example": DeliveryOutcome(State.DEFERRED, "deliver_deferred", {"answer": "450"}),
        }
    )
    sent(issuer, box)
    found = {one.code: one.values for one in check_folder(issuer.folder, issuer, at=issuer.now())}
    assert [found[name]["count"] for name in ("mail_waiting", "mail_refused", "mail_unsure")] == [1, 1, 1]


@pytest.mark.parametrize("step", range(6))
def test_a_run_that_ends_at_any_step_loses_nobody_and_repeats_at_most_that_message(
    issuer: Issuer, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Before and after the first commit, the handing over and the second commit, at the second of three messages."""

    class Killed(BaseException):
        """A process that is no more."""

    issuer.issue_many(rows(3), "dementia-care")
    mailing, box = Mailing(issuer), Box()
    mailing.queue(mailing.plan(issuer.list()))
    passed = iter(range(100))

    def fatal(act: Callable[..., Any]) -> Callable[..., Any]:
        def acted(*given: Any, **how: Any) -> Any:
            if next(passed) == 6 + step:
                raise Killed
            found = act(*given, **how)
            if next(passed) == 6 + step:
                raise Killed
            return found

        return acted

    with monkeypatch.context() as patched:
        patched.setattr(Outbox, "begin", fatal(Outbox.begin))
        patched.setattr(Outbox, "end", fatal(Outbox.end))
        with pytest.raises(Killed):
            list(mailing.send(fatal(box)))
    list(Mailing(issuer).send(box))
    assert set(box.to) == {f"learner.{line}@student.college.example" for line in (2, 3, 4)}
    assert len(box.to) - 3 == (1 if step in {3, 4} else 0)
    assert len({str(message["Message-ID"]) for message in box.messages}) == 3
    assert [state for _, state in kinds(issuer)] == [State.SENT] * 3
