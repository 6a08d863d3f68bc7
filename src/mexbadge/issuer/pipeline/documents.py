"""A credential that is not an award of one row: built by the caller, and kept, logged and delivered like any badge."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from mexbadge._json import JsonObject
from mexbadge.credentials.achievement import refuse_placeholders
from mexbadge.errors import SchemaError
from mexbadge.issuer.pipeline import pictures
from mexbadge.issuer.pipeline.desk import Desk, at_work
from mexbadge.issuer.pipeline.pipeline import Entered, keeping_lot, make_one, nothing_more
from mexbadge.issuer.pipeline.planned import Lot, Planned, Whose, file_name
from mexbadge.issuer.register.records import Contact, Record
from mexbadge.keys import Signer
from mexbadge.models import clr2, ob3
from mexbadge.models.identity import Identity, identity_hash
from mexbadge.models.kinds import Kind, kind_of
from mexbadge.models.severity import faults

__all__ = ["Build", "issue_document"]

Build: TypeAlias = Callable[[str, Sequence[JsonObject]], JsonObject]
"""Makes the unsigned document of its new id and its ``credentialStatus``."""


@at_work
def issue_document(
    desk: Desk,
    lot: Lot,
    whose: Whose | Identity,
    build: Build,
    *,
    replaces: str | None = None,
    entered: Entered = nothing_more,
) -> Record:
    """Sign what ``build`` makes, and keep it under the achievement of ``lot``.

    ``whose`` says whose it is: a person, or what the register keeps of the badge ``replaces`` that it comes from.
    ``entered`` is called with its id in the transaction that keeps it, and may refuse: nothing is kept then. Raises
    :class:`SchemaError` with all that breaks the model, and as :func:`.planned.lot_of`.
    """
    form = desk.settings.form.of_3

    def plan(name: str, status: Sequence[JsonObject], _signer: Signer) -> Planned:
        page = desk.rng(16).hex()
        image = pictures.of_badge(desk.settings, lot.image, page)
        own = None if image is lot.image else pictures.named(desk.settings, image)
        picture = own or lot.picture
        document = build(name, status) | ({} if picture is None else {"image": picture})
        record = kind_of(document) is Kind.CLR
        if problems := faults(clr2.all_problems(document) if record else ob3.problems(document)):
            raise SchemaError(problems)
        refuse_placeholders({"name": document.get("name")})
        file = file_name(lot.achievement.slug, name, image)
        kept = _whose(desk, whose) if isinstance(whose, Identity) else whose
        return Planned(name, document, form, lot.achievement.id, image, kept, page, file, replaces, picture=own)

    return make_one(desk, form, plan, keeping_lot(desk, lot, entered))


def _whose(desk: Desk, person: Identity) -> Whose:
    """Return what the register keeps of a person to whom a document is issued."""
    return Whose(
        identity_hash(person.value, desk.rng(16).hex()),
        person.type,
        desk.register.person_key(person),
        contact=Contact(str(person)) if desk.settings.contacts else None,
    )
