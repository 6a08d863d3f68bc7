"""kill -9 in the middle of sending, again and again: nobody is lost, and only what was on its way comes twice."""

import os
import random
from collections import defaultdict
from pathlib import Path

import pytest

from issuing import rows
from mail_servers import Post, mail_server
from mailing import writing
from mexbadge.deliver import MailServer, Outbox, State
from mexbadge.issuer.mailing import Mailing
from nursery import Nursery

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX")]
PEOPLE = 60
KILLS = 25
CHILD = """
import random, time
from issuing import Clock
from mexbadge.deliver import MailServer, Outbox
from mexbadge.issuer import Issuer
from mexbadge.issuer.mailing import Mailing
begin, end = Outbox.begin, Outbox.end

def run(path):
    rng = random.Random()
    def slowly(act):
        def acted(*given, **how):
            time.sleep(rng.uniform(0, 0.01))  # so that kills fall before, between and after the commits
            found = act(*given, **how)
            time.sleep(rng.uniform(0, 0.01))
            return found
        return acted
    Outbox.begin, Outbox.end = slowly(begin), slowly(end)
    mailing = Mailing(Issuer.open(path, clock=Clock()))
    server = MailServer(mailing.mail.account())
    say("ready")
    for told in mailing.send(server.send):
        say(told.message.name, told.outcome.state.value)
"""


def test_kills_in_the_middle_lose_nobody_and_repeat_at_most_what_was_on_its_way(tmp_path: Path) -> None:
    with mail_server(post=Post()) as post:
        folder = writing(tmp_path, port=post.port)
        issuer = folder.open()
        issuer.issue_many(rows(PEOPLE), "dementia-care")
        mailing = Mailing(issuer)
        assert mailing.queue(mailing.plan(issuer.list())) == PEOPLE
        rng = random.Random(2026)
        acknowledged: set[str] = set()
        on_the_way = 0
        with Nursery(CHILD) as nursery:
            for _ in range(KILLS):
                said = nursery.killed([str(folder.path)], after=rng.uniform(0.0, 0.4))
                acknowledged |= {name for name, state in said if state == "sent"}
                box = Outbox.of(folder.open().register.database)
                assert box is not None
                counts = box.counts()
                assert sum(counts.values()) == PEOPLE
                assert counts.get(State.IN_FLIGHT, 0) <= 1
                assert counts.get(State.SENT, 0) >= len(acknowledged)
                on_the_way += counts.get(State.IN_FLIGHT, 0)
        last = Mailing(folder.open())
        server = MailServer(last.mail.account())
        list(last.send(server.send))
        server.close()
        assert last.outbox.counts() == {State.SENT: PEOPLE}
        names = defaultdict(set)
        for envelope, message in zip(post.taken, post.messages(), strict=True):
            names[envelope.rcpt_tos[0]].add(str(message["Message-ID"]))
    assert len(names) == PEOPLE, "somebody was lost"
    assert all(len(ids) == 1 for ids in names.values()), "a repetition has another Message-ID"
    assert len(post.taken) - PEOPLE <= on_the_way
    assert on_the_way, "no kill fell while a message was on its way: the test proves too little"
