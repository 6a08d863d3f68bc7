"""The outbox: nothing twice, nothing lost, whatever ends a run."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mexbadge.deliver import DeliveryOutcome, Message, Outbox, Queued, State, run
from mexbadge.deliver.outbox import copy, doubt, forget
from mexbadge.deliver.states import LAST_TRY, pause
from mexbadge.errors import DeliveryError, RegisterError
from mexbadge.store import Database

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Now:
    """A clock that stands still."""

    def __init__(self) -> None:
        self.at = AT

    def __call__(self) -> datetime:
        return self.at


def message(name: str, **given: object) -> Message:
    return Message(
        **{  # type: ignore[arg-type]
            "key": f"key-{name}",
            "channel": "email",
            "kind": "new",
            "subject": f"urn:{name}",
            "name": f"<{name}@x>",
            "payload": b"{}",
            **given,
        }
    )


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox.open(Database.open(tmp_path / "box.db"), at=AT)


def states(outbox: Outbox) -> dict[str, State]:
    return {one.key: one.state for one in outbox.each()}


def carried(outbox: Outbox, carry: Callable[[Queued], DeliveryOutcome], now: Now | None = None) -> list[str]:
    return [told.message.key for told in run(outbox, carry, clock=now or Now(), channel="email")]


def test_a_key_is_queued_once_for_ever(outbox: Outbox) -> None:
    assert outbox.queue([message("a"), message("b"), message("a")], at=AT) == 2
    assert outbox.queue([message("a"), message("c")], at=AT) == 1
    carried(outbox, lambda _: DeliveryOutcome(State.SENT))
    assert outbox.queue([message("a"), message("b"), message("c")], at=AT) == 0
    assert carried(outbox, lambda _: DeliveryOutcome(State.SENT)) == []


def test_each_message_goes_once_in_order(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mexbadge.deliver.outbox._CHUNK", 5)
    outbox.queue((message(f"{n}") for n in range(12)), at=AT)
    seen: list[str] = []

    def carry(one: Queued) -> DeliveryOutcome:
        seen.append(one.key)
        return DeliveryOutcome(State.SENT)

    assert carried(outbox, carry) == [f"key-{n}" for n in range(12)]
    assert seen == [f"key-{n}" for n in range(12)]
    assert outbox.counts() == {State.SENT: 12}


def test_what_was_in_flight_when_a_run_was_killed_goes_first_and_is_told_apart(outbox: Outbox) -> None:
    outbox.queue([message("a"), message("b"), message("c")], at=AT)
    killed = list(outbox.due(at=AT))[1]
    assert outbox.begin(killed, at=AT)
    told = list(run(outbox, lambda _: DeliveryOutcome(State.SENT), clock=Now(), channel="email"))
    assert [(one.message.key, one.repeated, one.message.name) for one in told] == [
        ("key-b", True, "<b@x>"),
        ("key-a", False, "<a@x>"),
        ("key-c", False, "<c@x>"),
    ]


def test_an_error_that_stops_the_run_leaves_the_message_waiting_and_counts_no_try(outbox: Outbox) -> None:
    outbox.queue([message("a"), message("b")], at=AT)

    def carry(one: Queued) -> DeliveryOutcome:
        if one.key == "key-b":
            raise DeliveryError("deliver_unreachable", server="x:25")
        return DeliveryOutcome(State.SENT)

    with pytest.raises(DeliveryError):
        carried(outbox, carry)
    assert states(outbox) == {"key-a": State.SENT, "key-b": State.WAITING}
    assert [one.attempts for one in outbox.each([State.WAITING])] == [0]


def test_a_deferred_message_waits_longer_each_time_and_is_given_up_in_the_end(outbox: Outbox) -> None:
    outbox.queue([message("a")], at=AT)
    now = Now()
    later = DeliveryOutcome(State.DEFERRED, "deliver_deferred", {"answer": "451 later"})
    for attempt in range(1, LAST_TRY):
        assert carried(outbox, lambda _: later, now) == ["key-a"]
        assert states(outbox) == {"key-a": State.DEFERRED}
        now.at += pause(attempt) - timedelta(seconds=1)
        assert carried(outbox, lambda _: later, now) == []
        now.at += timedelta(seconds=1)
    assert carried(outbox, lambda _: later, now) == ["key-a"]
    (one,) = outbox.each()
    assert (one.state, one.why, one.values) == (State.REFUSED, "deliver_deferred", {"answer": "451 later"})


def test_a_message_that_is_unsure_is_not_repeated_by_itself_and_keeps_its_name_when_asked_for(outbox: Outbox) -> None:
    outbox.queue([message("a")], at=AT)
    carried(outbox, lambda _: DeliveryOutcome(State.UNSURE, "deliver_unsure", {"server": "x"}))
    assert carried(outbox, lambda _: DeliveryOutcome(State.SENT)) == []
    (one,) = outbox.each([State.UNSURE])
    assert outbox.again(one.number, at=AT)
    assert carried(outbox, lambda again: DeliveryOutcome(State.SENT if again.name == "<a@x>" else State.REFUSED)) == [
        "key-a"
    ]
    assert states(outbox) == {"key-a": State.SENT}
    assert not outbox.again(one.number, at=AT), "what was sent is not sent again under one name"


def test_what_is_held_goes_only_when_approved(outbox: Outbox) -> None:
    outbox.queue([message("a", held=True), message("b")], at=AT)
    assert carried(outbox, lambda _: DeliveryOutcome(State.SENT)) == ["key-b"]
    assert outbox.approve(["key-a", "key-b", "key-x"], at=AT) == 1
    assert carried(outbox, lambda _: DeliveryOutcome(State.SENT)) == ["key-a"]


def test_a_message_that_goes_while_a_run_is_on_is_not_handed_over(outbox: Outbox) -> None:
    outbox.queue([message("a"), message("b")], at=AT)

    def carry(_: Queued) -> DeliveryOutcome:
        with outbox.database.transaction() as connection:
            forget(connection, ["urn:b"])
        return DeliveryOutcome(State.SENT)

    assert carried(outbox, carry) == ["key-a"]
    assert states(outbox) == {"key-a": State.SENT}


def test_two_runs_at_once_are_one(outbox: Outbox) -> None:
    outbox.queue([message("a"), message("b")], at=AT)

    def carry(_: Queued) -> DeliveryOutcome:
        with pytest.raises(DeliveryError, match="another run"):
            carried(Outbox.open(Database.open(outbox.database.name), at=AT), lambda _: DeliveryOutcome(State.SENT))
        return DeliveryOutcome(State.SENT)

    assert carried(outbox, carry) == ["key-a", "key-b"]
    if os.name == "posix":
        assert Path(f"{outbox.database.name}-outbox.lock").stat().st_mode & 0o077 == 0


def test_one_channel_leaves_the_other_alone(outbox: Outbox) -> None:
    outbox.queue([message("a", channel="webhook"), message("b")], at=AT)
    assert carried(outbox, lambda _: DeliveryOutcome(State.SENT)) == ["key-b"]


def test_a_copy_says_of_what_waited_that_it_may_have_gone(outbox: Outbox, tmp_path: Path) -> None:
    outbox.queue([message("a"), message("b"), message("c", held=True)], at=AT)
    outbox.end(next(outbox.due(at=AT)), DeliveryOutcome(State.SENT), at=AT)
    other = Outbox.open(Database.open(tmp_path / "copy.db"), at=AT)
    with outbox.database.read() as source, other.database.transaction() as target:
        copy(source, target)
        doubt(target)
    assert states(other) == {"key-a": State.SENT, "key-b": State.UNSURE, "key-c": State.UNSURE}
    assert carried(other, lambda _: DeliveryOutcome(State.SENT)) == []


def test_a_database_without_an_outbox_has_nothing_to_forget_or_copy(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "empty.db")
    assert Outbox.of(database) is None
    with database.transaction() as connection:
        assert forget(connection, ["urn:a"]) == 0
        copy(connection, connection)


def test_a_state_that_is_none_is_damage(outbox: Outbox) -> None:
    outbox.queue([message("a")], at=AT)
    with outbox.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE outbox SET state = 'gone'")
    with pytest.raises(RegisterError) as raised:
        outbox.counts()
    assert raised.value.code == "register_row_damaged"


@settings(max_examples=8, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(["sent", "refused", "deferred", "unsure", "stop", "kill"]), min_size=1, max_size=6),
        max_size=5,
    )
)
def test_whatever_happens_in_whatever_order_nothing_is_lost_and_only_a_kill_repeats(
    tmp_path_factory: pytest.TempPathFactory, runs: list[list[str]]
) -> None:
    outbox = Outbox.open(Database.open(tmp_path_factory.mktemp("box") / "box.db"), at=AT)
    outbox.queue((message(f"{n}") for n in range(6)), at=AT)
    taken: dict[str, int] = {}
    kills = 0
    now = Now()

    class Killed(BaseException):
        """A process that is no more."""

    for fates in runs:
        left = list(fates)

        def carry(one: Queued, left: list[str] = left) -> DeliveryOutcome:
            fate = left.pop(0) if left else "sent"
            if fate == "stop":
                raise DeliveryError("deliver_running")
            if fate in {"sent", "unsure", "kill"}:
                taken[one.key] = taken.get(one.key, 0) + 1
            if fate == "kill":
                raise Killed
            return DeliveryOutcome(State(fate))

        try:
            carried(outbox, carry, now)
        except DeliveryError:
            pass
        except Killed:
            kills += 1
        now.at += timedelta(days=2)

    def take(one: Queued) -> DeliveryOutcome:
        taken[one.key] = taken.get(one.key, 0) + 1
        return DeliveryOutcome(State.SENT)

    for _ in range(LAST_TRY):
        carried(outbox, take, now)
        now.at += timedelta(days=2)
    assert sum(count - 1 for count in taken.values()) <= kills
    final = states(outbox)
    assert len(final) == 6
    assert set(final.values()) <= {State.SENT, State.REFUSED, State.UNSURE}
    assert all(key in taken for key, state in final.items() if state is not State.REFUSED)
