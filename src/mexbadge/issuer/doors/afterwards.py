"""What becomes of issued badges: revoked, suspended, renewed, corrected, reissued, endorsed, forgotten."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from mexbadge.credentials.issuing import Issued
from mexbadge.issuer import handing, hosted, pipeline, register
from mexbadge.issuer.doors.achievements import WithAchievements
from mexbadge.issuer.doors.opened import Names, names_of
from mexbadge.issuer.folder.catalogue import Achievement
from mexbadge.issuer.folder.delivery import HOSTED
from mexbadge.issuer.reasons import own_reasons
from mexbadge.issuer.roster.rows import Consent
from mexbadge.models.identity import Identity

if TYPE_CHECKING:
    from mexbadge._json import JsonObject
    from mexbadge.issuer.pipeline.endorsing import Endorsement
    from mexbadge.models.handover import Student


__all__ = ["Afterwards"]


class Afterwards(WithAchievements):
    """An open folder whose badges change how they stand."""

    def revoke(self, id: Names, *, reason_en: str | None = None, reason_fr: str | None = None) -> None:  # noqa: A002
        """Revoke one credential or several, for good. Not visible until the hosted documents are published."""
        with self.together():
            pipeline.lifecycle.revoke(self._desk, names_of(id), {"reason_en": reason_en, "reason_fr": reason_fr})

    def suspend(self, id: Names, *, reason_en: str | None = None, reason_fr: str | None = None) -> None:  # noqa: A002
        """Suspend credentials until :meth:`restore`; raise :class:`RegisterError` ``register_not_active``."""
        with self.together():
            pipeline.lifecycle.suspend(self._desk, names_of(id), {"reason_en": reason_en, "reason_fr": reason_fr})

    def restore(self, id: Names) -> None:  # noqa: A002 - the standard's word
        """End a suspension; raise :class:`RegisterError` ``register_not_suspended``: a revocation is for good."""
        with self.together():
            pipeline.lifecycle.restore(self._desk, names_of(id))

    def renew(self, id: str, until: datetime) -> Issued:  # noqa: A002 - the standard's word
        """Issue the same badge with a later end; the old one stays valid until its own.

        Asked for again, the badge that was made is returned, marked ``already``. Raises :class:`RegisterError`
        ``register_renew_endless`` for a badge without an end, ``register_renew_earlier``, and as :meth:`correct`.
        """
        made = pipeline.lifecycle.renewed(self._desk, id, until)
        if made is not None:
            return self.issued(made, already=True)
        edit = pipeline.lifecycle.changed({"valid_until": until}, None)
        return self._replaced(id, pipeline.lifecycle.Replacement(edit, revoke=False))

    def correct(self, id: str, changes: Mapping[str, object]) -> Issued:  # noqa: A002 - the standard's word
        """Revoke a badge and issue it anew with ``changes``; the two name each other in the register.

        ``changes``: ``to``, ``valid_from``, ``valid_until``, ``evidence``, ``narrative``, ``result`` (``None`` takes
        one away), ``achievement`` (an :class:`Achievement` or a slug; the slug of the old one gives its newest
        version). Raises :class:`InputError` ``register_change`` for anything else, ``roster_result_below``.
        """
        wanted, to = changes.get("achievement"), changes.get("to")
        lot = self._lot(wanted, None) if isinstance(wanted, Achievement | str) else None
        edit = pipeline.lifecycle.changed(changes, lot)
        person = Identity.parse(to) if isinstance(to, str) else to if isinstance(to, Identity) else None
        reasons = own_reasons("college_reason_corrected")
        return self._replaced(id, pipeline.lifecycle.Replacement(edit, person, lot, *reasons, revoke=True))

    def reissue(self, id: str, to: str | Identity) -> Issued:  # noqa: A002 - the standard's word
        """Issue a badge anew to another identity of one person; the old one is revoked, for addresses are reused.

        Asked for again, the badge that was made is returned, marked ``already``.
        """
        person = to if isinstance(to, Identity) else Identity.parse(to)
        made = pipeline.lifecycle.reissued(self._desk, id, person)
        if made is not None:
            return self.issued(made, already=True)
        reasons = own_reasons("college_reason_address")
        return self._replaced(id, pipeline.lifecycle.Replacement(lambda _: None, person, None, *reasons, revoke=True))

    def _replaced(self, name: str, how: object) -> Issued:
        assert isinstance(how, pipeline.lifecycle.Replacement)  # noqa: S101 - a type that is not imported at the top
        with self.together():
            made = pipeline.lifecycle.replace(self._desk, name, how)
        return self.issued(made.id, already=False)

    def endorse(self, id: str, *, comment: str, name: str | None = None) -> Issued:  # noqa: A002
        """Sign an endorsement of an achievement or a credential, anybody's, named by its id."""
        with self.together():
            return pipeline.endorsing.endorse(self._desk, id, comment=comment, name=name)

    def endorsements(self) -> "tuple[Endorsement, ...]":
        """Return every endorsement that this issuer made."""
        return pipeline.endorsing.endorsements(self._desk)

    def withdraw_endorsement(self, id: str) -> None:  # noqa: A002 - the standard's word
        """Revoke an endorsement; raise :class:`RegisterError` ``register_unknown``."""
        with self.together():
            pipeline.endorsing.withdraw(self._desk, id)

    def consent(self, id: Names, given: Consent) -> tuple[str, ...]:  # noqa: A002 - the standard's word
        """Note what the holders of badges agreed to have shown, or that they withdrew it; seen once published.

        Returned are the badges of which that changed anything. Raises as :meth:`consents`.
        """
        return self.consents(dict.fromkeys(names_of(id), given))

    def consents(self, decided: Mapping[str, Consent]) -> tuple[str, ...]:
        """Note of each badge, by its id, what its holder decided, all or none; as :meth:`consent`.

        Raises :class:`RegisterError` ``register_consent_unkept`` where nothing is kept of a holder, and
        :class:`InputError` ``consent_future`` for what was decided later than now.
        """
        at = self._desk.clock()
        with self.register.transaction() as connection:
            return register.consents.note(connection, decided, at=at)

    def renew_page(self, id: Names) -> dict[str, str]:  # noqa: A002 - the standard's word
        """Give the pages of badges new addresses, and so new private links; return the old address of each.

        For a link that came into wrong hands: the old page goes when the site is published, and its key opens nothing
        that is published then. Raises :class:`RegisterError` ``register_unknown``, ``register_forgotten``.
        """
        at = self._desk.clock()
        with self.together(), self.register.transaction() as connection:
            old = register.pages.renew(connection, names_of(id), rng=self._desk.rng, at=at)
        for page in old.values():
            hosted.files.drop_page(self._desk.folder / HOSTED, page)
        return {name: self.page_url(page) for name, page in old.items()}

    def forget(self, person: str | Identity | None = None, *, ref: str | None = None) -> int:
        """Erase what can identify a person, found by identity or ``ref``; return how many badges that were.

        The badge files go too, and the lines of the lists ``issued*.csv``; ids, places in the status lists and status
        stay. Raises ``register_nobody``.
        """
        identity = Identity.parse(person) if isinstance(person, str) else person
        with self.together():
            if identity is not None:
                pipeline.twins.recognise(self._desk, identity)
            return hosted.forgetting.forget(self._desk, identity, ref=ref)

    def refresh_status(self, *, before: datetime | None = None) -> int:
        """Sign the status lists anew that end before ``before`` (``None``: all of them); return how many.

        Every file of the folder ``hosted`` is then compared with the register, as by :meth:`write_hosted`.
        """
        with self.together(whole=True), self.register.transaction() as connection:
            return self._desk.lists(self._desk.signer_in(connection)).refresh(connection, before)

    def handover(self, students: "Iterable[Student]") -> "JsonObject":
        """Return a signed file that hands students over to an exchange; as :func:`handing.handed_over`."""
        return handing.handed_over(self._desk, students)
