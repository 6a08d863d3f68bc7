"""Issuing out of an issuer's folder: to one, to many, as a document, for a pathway, out of an older badge."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from mexbadge import _moments
from mexbadge.credentials.issuing import Issued
from mexbadge.credentials.ob3 import Form
from mexbadge.errors import Problem
from mexbadge.issuer import folder, pipeline, register
from mexbadge.issuer.doors.achievements import WithAchievements
from mexbadge.issuer.doors.opened import Names, names_of
from mexbadge.issuer.folder.catalogue import Achievement
from mexbadge.issuer.pipeline.types import Batch, Progress, Told
from mexbadge.issuer.register.records import Filters, PathwayAward, Record
from mexbadge.issuer.roster.rows import RosterRow
from mexbadge.models.identity import Identity

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from mexbadge.issuer.pipeline.documents import Build
    from mexbadge.issuer.pipeline.pipeline import Entered


__all__ = ["Awarding"]

CONVERTED = "converted-badge"
"""The slug under which badges are kept that were converted and that the register did not know."""


class Awarding(WithAchievements):
    """An open folder from which badges are issued."""

    def issue(  # noqa: PLR0913 - what can be said of one award
        self,
        achievement: Achievement | str,
        *,
        to: str | Identity,
        name: str | None = None,
        ref: str | None = None,
        valid_from: datetime | None = None,
        until: datetime | None = None,
        evidence: str | Sequence[str | Mapping[str, object]] = (),
        narrative: str | None = None,
        result: str | Mapping[str, object] | None = None,
        language: str | None = None,
        image: bytes | None = None,
        form: Form | None = None,
        again: bool = False,
    ) -> Issued:
        """Issue ``achievement`` (or its slug) to one person.

        ``to`` is an e-mail address, a DID, ``TYPE:VALUE``. ``name`` and ``ref`` stay in the register. The same
        achievement, person and ``ref`` give the same badge, marked ``already``, unless ``again``. ``form`` is that of
        the settings unless another is given. The folder ``hosted`` is written, so that what a verifier asks for is
        there to be published; for many at once :meth:`issue_many`, or :meth:`together`, writes it once.

        Raises :class:`SchemaError` with all that is wrong, :class:`InputError` (``issuer_placeholder``,
        ``register_ends_before``, ``roster_result_below``), :class:`BakeError`, :class:`SigningKeyError`; nothing is
        left behind then.
        """
        row = RosterRow(
            line=1,
            recipient=to if isinstance(to, Identity) else Identity.parse(to),
            name=name,
            ref=ref,
            valid_from=valid_from,
            valid_until=until,
            evidence=(evidence,) if isinstance(evidence, str) else tuple(evidence),
            narrative=narrative,
            result=result,
            language=language,
        )
        return self._issue(achievement, row, image, form=form, again=again)

    def _issue(
        self,
        achievement: Achievement | str,
        row: RosterRow,
        image: bytes | None,
        *,
        form: Form | None = None,
        again: bool = False,
        entered: "Entered | None" = None,
    ) -> Issued:
        with self.together():
            lot = self._lot(achievement, image, form=form, again=again)
            beside = entered or pipeline.pipeline.nothing_more
            record, already = pipeline.batches.issue_one(self._desk, lot, row, beside)
        return self.issued(record.id, already=already)

    def check_rows(
        self, rows: Iterable[RosterRow], achievement: Achievement | str, *, form: Form | None = None
    ) -> tuple[Problem, ...]:
        """Return all that is wrong with the badges that ``rows`` would give, each with its line; nothing is made."""
        return pipeline.batches.check_rows(self._desk, self._lot(achievement, None, form=form), rows)

    def known_rows(self, rows: Iterable[RosterRow], achievement: Achievement | str) -> Iterator[int]:
        """Yield the lines whose badge was issued before, without holding all of them."""
        name = achievement.id if isinstance(achievement, Achievement) else self.achievement(achievement).id
        return pipeline.batches.known_lines(self._desk, name, rows)

    def issue_many(  # noqa: PLR0913 - how a list is issued, each by its name
        self,
        rows: Iterable[RosterRow],
        achievement: Achievement | str,
        *,
        image: bytes | None = None,
        form: Form | None = None,
        executor: Executor | None = None,
        progress: Progress | None = None,
        told: Told | None = None,
    ) -> Batch:
        """Issue ``achievement`` to everybody in ``rows``; a row that has its badge already gives that one.

        A sequence is checked whole before anything is signed; an iterator is checked and issued in portions of 500.
        Memory stays flat for an iterator, and for a sequence that makes its rows at each walk (as :attr:`Roster.rows`
        does), where ``told`` gets rows and results as they are made, instead of :attr:`Batch.results`. ``form`` as in
        :meth:`issue`. ``executor`` (a process pool, or anything of :mod:`concurrent.futures`) prepares what is to be
        signed; this process signs. Interrupted, it may simply be called again.

        Raises :class:`RosterError` with all problems, each with the line of its row.
        """
        with self.together():
            lot = self._lot(achievement, image, form=form, batch=pipeline.batches.new_batch())
            return pipeline.batches.issue_many(self._desk, lot, rows, executor=executor, progress=progress, told=told)

    def issue_document(self, achievement: Achievement, to: Identity, build: "Build") -> Issued:
        """Issue a credential that ``build`` makes of its id and status (a learner record), kept under an achievement.

        Raises :class:`SchemaError` with all that breaks the model of CLR 2.0.
        """
        with self.together():
            lot = self._lot(achievement, None, form=self.settings.form.of_3)
            record = pipeline.documents.issue_document(self._desk, lot, to, build)
        return self.issued(record.id, already=False)

    def awarded(self, achievement: Achievement, to: Iterable[Identity], *, ref: str | None = None) -> Issued | None:
        """Return the badge that one of these identities was given under ``ref``, however it stands; else ``None``."""
        awards = [self.register.award_key(str(achievement.id), identity, ref) for identity in to]
        with self.register.read() as connection:
            found = list(self.register.awarded(connection, awards).values())
        return self.issued(found[0].id) if found else None

    def award_pathway(
        self,
        achievement: Achievement,
        *,
        to: Identity,
        ref: str,
        evidence: Mapping[str, object],
        rests_on: PathwayAward,
        again: bool = False,
    ) -> Issued:
        """Issue a completion badge, and note what it rests on (under its id) where that is kept: both, or neither.

        Raises as :meth:`issue`.
        """

        def entered(connection: "Connection", name: str) -> None:
            register.pathway_awards.keep(connection, replace(rests_on, id=name))

        row = RosterRow(line=1, recipient=to, ref=ref, evidence=(evidence,))
        return self._issue(achievement, row, None, again=again, entered=entered)

    def pathway_awards(self, pathway: str) -> tuple[PathwayAward, ...]:
        """Return what each completion badge of a pathway (its id) rests on."""
        with self.register.read() as connection:
            return tuple(register.pathway_awards.of_pathway(connection, pathway))

    def flag_pathway_award(self, id: str, *, flagged: bool) -> None:  # noqa: A002 - the standard's word
        """Note that somebody should look at a completion badge, or that nobody needs to."""
        with self.register.transaction() as connection:
            register.pathway_awards.flag(connection, id, _moments.write(self.now()) if flagged else None)

    def convert_document(self, assertion: str, build: "Build", *, image: bytes | None = None) -> Issued:
        """Issue the credential that ``build`` makes of a 2.0 badge of its id, status and achievement, once.

        A badge of this folder's own is linked to it, for the same person: whoever revokes one of the two revokes both.
        Of a badge that another program of this issuer made, only the new one is in the register, in ``image`` (that of
        the old one; drawn where there is none): :meth:`original`.

        Raises :class:`RegisterError` ``register_conversion_over`` where it was converted and that does not stand,
        ``register_not_active`` and ``register_replaced`` where the folder's own badge does not.
        """
        form = self.settings.form.of_3
        known = next(self.list(Filters(id=folder.ob2.own_name(self.settings, assertion))), None)
        with self.together():
            if known is None:
                lot = self._lot(self._converted(), image, form=form)
            else:
                lot = self._lot(self.achievement(known.slug), self.register.content(known.id)[1], form=form)
            record, already = pipeline.twins.issue_twin(self._desk, lot, assertion, build)
        return self.issued(record.id, already=already)

    def converted(self, assertion: str) -> Record | None:
        """Return what a 2.0 badge (its id or address) was converted to, in its newest form, however it stands."""
        with self.register.read() as connection:
            return pipeline.twins.converted(self._desk, connection, assertion)

    def original(self, id: str) -> str | None:  # noqa: A002 - the standard's word
        """Return the id of the 2.0 badge, out of another program, that a badge was converted from; else ``None``.

        That badge is in no register of ours: revoking the new one leaves it as it is.
        """
        return pipeline.twins.original(self._desk, id)

    def linked(self, id: Names) -> tuple[str, ...]:  # noqa: A002 - as above
        """Return the ids of what says the same as these badges and is revoked with them: conversions and renewals."""
        names = names_of(id)
        with self.register.read() as connection:
            return tuple(one for one in register.twin_rows.twins(connection, names) if one not in names)

    def _converted(self) -> Achievement:
        """Return the entry under which the register keeps what was converted from badges that it does not know."""
        if CONVERTED in self.achievements():
            return self.achievement(CONVERTED)
        about = "A badge of Open Badges 2.0 of this issuer, in the form of 3.0."
        criteria = "The badge of Open Badges 2.0 was verified when it was converted."
        return self.add(Achievement(name="Converted badge", description=about, criteria=criteria, slug=CONVERTED))
