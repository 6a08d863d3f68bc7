"""From planned badges to delivered ones: these steps, in this order and no other, whoever planned them.

1. **reserve** places in the status lists: nobody else gets them, and a process that dies leaves them to be given back;
2. **prepare** each up to the bytes to sign, which any process can do (:mod:`.signing`);
3. **sign** with the issuer's key, and **bake** into the picture, once;
4. **commit** rows, achievement, pictures, journal and ledger entries: one transaction, all or nothing;
5. **deliver** the files, **mark** that they lie there, and **log**: a checkpoint is signed, and each gets its receipt.

What a crash leaves after 4 is finished from the stored bytes when the folder is opened; nothing is signed twice.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import TypeAlias

from sqlalchemy.engine import Connection

from mexbadge import _json, _moments
from mexbadge._json import JsonObject
from mexbadge.bake import Keyword, bake
from mexbadge.credentials.ob3 import Award, Form
from mexbadge.errors import Problem, SchemaError
from mexbadge.issuer.pipeline import ledger_entries, pictures
from mexbadge.issuer.pipeline.desk import Desk
from mexbadge.issuer.pipeline.planned import Lot, Planned
from mexbadge.issuer.pipeline.signing import KeyFacts, Older, PreparedCredential, Work, prepare, sealed
from mexbadge.issuer.register.issued_row import IssuedRow
from mexbadge.issuer.register.records import Record
from mexbadge.issuer.register.register import Register
from mexbadge.issuer.register.status_places import release, require_places
from mexbadge.keys import Signer
from mexbadge.ledger import EntryKind

__all__ = [
    "Entered",
    "Keeping",
    "Made",
    "Plan",
    "finish",
    "freeze",
    "give_back",
    "given_back",
    "keep_picture",
    "keeping_lot",
    "make_one",
    "nothing_more",
    "parts_of",
    "reserve",
    "sign",
    "work_of",
]

Status: TypeAlias = Mapping[str, Sequence[JsonObject]]
"""The ``credentialStatus`` of each credential that has places in status lists."""
Plan: TypeAlias = Callable[[str, Sequence[JsonObject], Signer], Planned]
"""Plans one badge of its new id, its status and who will sign."""
Keeping: TypeAlias = Callable[[Connection, Sequence[IssuedRow]], AbstractContextManager[Sequence[IssuedRow]]]
"""What else belongs into the transaction that keeps rows, before and after they are added; gives the rows to add."""

Entered: TypeAlias = Callable[[Connection, str], None]
"""Keeps something beside a badge, of its id, in the transaction that keeps the badge."""


@dataclass(frozen=True, slots=True)
class Made:
    """A badge that is signed and baked: its row in the register, the bytes of its file, and what it was planned as."""

    row: IssuedRow
    picture: bytes = field(repr=False)
    planned: Planned = field(repr=False)


def make_one(desk: Desk, form: Form, plan: Plan, keeping: Keeping) -> Record:
    """Take one badge through all steps, and return its record; nothing is left of one that was not signed.

    Raises what ``plan`` and ``keeping`` raise, and :class:`SchemaError` for what cannot be signed.
    """
    signer, name = desk.signer(), desk.new_id()
    status: Status = {}
    if not form.is_ob2:
        with desk.register.transaction() as connection:
            status = reserve(desk, connection, [name], form, signer)
    with given_back(desk, list(status)):
        planned = [plan(name, status.get(name, ()), signer)]
        made = sign(desk, planned, parts_of(prepare(work_of(desk, planned, signer))), signer)
    finish(desk, made, signer, keeping)
    return desk.register.record(name)


def reserve(desk: Desk, connection: Connection, names: Sequence[str], form: Form, signer: Signer) -> Status:
    """Take places in the status lists.

    A badge of 2.0 has none: its address, or the list of revoked ones, says how it stands.
    """
    return {} if form.is_ob2 else desk.lists(signer).reserve(connection, names)


def give_back(desk: Desk, names: Sequence[str]) -> None:
    """Give back the places of badges that were not signed after all."""
    with desk.register.transaction() as connection:
        release(connection, names)


@contextmanager
def given_back(desk: Desk, names: Sequence[str]) -> Iterator[None]:
    """Give back the places of badges, if they are not signed after all."""
    try:
        yield
    except BaseException:
        if names:
            give_back(desk, names)
        raise


def work_of(desk: Desk, planned: Sequence[Planned], signer: Signer, older: Older | None = None) -> Work:
    """Return what a worker needs to prepare badges of one form; ``older`` is what awards of 2.0 share."""
    return Work([one.unsigned for one in planned], KeyFacts.of(signer), planned[0].form, desk.clock(), older)


def parts_of(prepared: Sequence[PreparedCredential | tuple[Problem, ...]]) -> list[PreparedCredential]:
    """Return what is to be signed; raise :class:`SchemaError` with all that is wrong."""
    if problems := [problem for part in prepared if not isinstance(part, PreparedCredential) for problem in part]:
        raise SchemaError(problems)
    return [part for part in prepared if isinstance(part, PreparedCredential)]


def sign(desk: Desk, planned: Sequence[Planned], parts: Sequence[PreparedCredential], signer: Signer) -> list[Made]:
    """Sign each badge, bake it into its picture, and write its row: the one place that does."""
    now, digests = _moments.write(desk.clock()), dict[bytes, str]()
    made: list[Made] = []
    for one, part in zip(planned, parts, strict=True):
        credential = sealed(part, signer, one.form)
        picture = bake(one.image, credential, keyword=_keyword_of(one))
        if one.image not in digests:
            digests[one.image] = sha256(one.image).hexdigest()
        start, end = one.dates
        row = IssuedRow(
            id=one.id,
            achievement=one.achievement,
            key=signer.verification_method,
            form=one.form.value,
            credential=credential,
            credential_digest=sha256(credential).hexdigest(),
            image=digests[one.image],
            baked_digest=sha256(picture).hexdigest(),
            recipient_hash=one.whose.recipient_hash,
            recipient_type=one.whose.recipient_type,
            person=one.whose.person,
            award=one.whose.award,
            ref=one.whose.ref,
            language=one.whose.language,
            valid_from=start,
            valid_until=end,
            page=one.page,
            file=one.file,
            issued=now,
            batch=one.batch,
            line=one.line,
            replaces=one.replaces,
            contact=one.whose.contact,
        )
        made.append(Made(row, picture, one))
    return made


def _keyword_of(one: Planned) -> Keyword | None:
    """Return under which keyword a badge goes, where that is known without a look into it."""
    is_award = isinstance(one.unsigned, Award) and one.unsigned.extra.keys().isdisjoint({"@context", "type"})
    return "openbadgecredential" if is_award and not one.form.is_ob2 else None


def finish(
    desk: Desk, made: Sequence[Made], signer: Signer, keeping: Keeping
) -> tuple[Sequence[IssuedRow], dict[str, Record]]:
    """Commit, deliver, mark and log; return what is new, and what somebody else issued in the meantime."""
    kept, known = _commit(desk, made, signer, keeping)
    names = {row.id for row in kept}
    desk.deliver([(one.row.file, one.picture) for one in made if one.row.id in names])
    desk.register.mark_delivered([row.id for row in kept])
    ledger_entries.settle(desk)
    return kept, known


def _commit(
    desk: Desk, made: Sequence[Made], signer: Signer, keeping: Keeping
) -> tuple[Sequence[IssuedRow], dict[str, Record]]:
    rows = [one.row for one in made]
    with desk.register.transaction() as connection:
        desk.require_active(connection, signer)
        known = desk.register.awarded(connection, [row.award for row in rows if row.award is not None])
        fresh = [row for row in rows if row.award not in known]
        require_places(connection, [row.id for row in fresh if not Form(row.form).is_ob2])
        new = {row.id for row in fresh}
        for one in made:
            if one.planned.picture is not None and one.row.id in new:
                keep_picture(desk.register, connection, one.planned.image, one.planned.picture)
        with keeping(connection, fresh) as kept:
            desk.register.add(connection, kept)
            entered = [(row.id, row.credential) for row in kept]
            ledger_entries.enter(desk, connection, EntryKind.ISSUE, entered)
    return kept, known


def nothing_more(_connection: Connection, _name: str) -> None:
    """Keep nothing beside a badge."""


def keeping_lot(desk: Desk, lot: Lot, entered: Entered = nothing_more) -> Keeping:
    """Return what is kept with the badges of ``lot``: achievement, picture, and the list that they are from.

    ``entered`` is called with the id of each that was added, and may refuse: nothing is kept then.
    """

    @contextmanager
    def keeping(connection: Connection, rows: Sequence[IssuedRow]) -> Iterator[Sequence[IssuedRow]]:
        now = desk.clock()
        freeze(desk.register, connection, lot, at=now)
        if lot.batch is not None:
            desk.register.start_batch(connection, lot.batch, lot.achievement.id, at=now)
        yield rows
        for row in rows:
            entered(connection, row.id)

    return keeping


def freeze(register: Register, connection: Connection, lot: Lot, *, at: datetime) -> None:
    """Keep the achievement and the picture of ``lot`` as they are."""
    achievement = lot.achievement
    document = _json.dumps(lot.document).encode("ascii")
    values = {"id": achievement.id, "slug": achievement.slug, "version": achievement.version, "document": document}
    register.freeze(connection, {**values, "frozen": _moments.write(at)})
    keep_picture(register, connection, lot.image, lot.picture)


def keep_picture(register: Register, connection: Connection, image: bytes, picture: JsonObject | None) -> None:
    """Keep what a badge is baked into, and note what it names."""
    digest = register.keep_image(connection, image)
    if picture is not None:
        pictures.keep(connection, picture, digest)
