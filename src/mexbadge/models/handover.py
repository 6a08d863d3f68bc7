"""What a college hands over to an exchange: its students who agreed to that, their badges and enrolments, in one file.

The file is signed by the college as its trust lists and badges are (``eddsa-jcs-2022`` or ``ecdsa-jcs-2019`` over all
of it), so that every byte of it is the college's word. A badge in it is the credential as it was issued.
"""

import base64
import binascii
from datetime import datetime
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from mexbadge._json import JsonObject
from mexbadge._moments import is_ahead, is_over
from mexbadge._names import schema_name
from mexbadge.errors import InputError, Problem, SchemaError
from mexbadge.models.forms import Day, DocumentForm, Ident, Moment, form_of, form_schema
from mexbadge.models.identity import EMAIL, Identity

__all__ = ["HANDOVER_SCHEMA", "SUITES", "Enrolment", "Handover", "Permission", "Student", "handover_schema"]

HANDOVER_SCHEMA: Final = schema_name("handover-1")
"""The name of the form; ``schemas/handover-1.schema.json`` describes it."""
SUITES: Final = frozenset({"eddsa-jcs-2022", "ecdsa-jcs-2019"})
"""How it is signed: over all of it, member by member."""
_STUDENTS: Final = 10_000
_EACH: Final = 100


class Permission(DocumentForm):
    """That a student agreed to be registered with the exchange: when, until when, and where that can be looked up."""

    given: Moment
    until: Moment | None = None
    evidence: Ident
    wording: Ident = "registration"
    channel: Literal["email", "web", "telephone", "paper"] = "paper"

    def stands(self, at: datetime) -> bool:
        """Return whether it holds at a moment: given, and not over."""
        return not is_ahead(self.given, at=at) and not is_over(self.until, at=at)


class Enrolment(DocumentForm):
    """That a student takes a course, from a day on; ``completed`` or ``left`` says how it ended."""

    course: Ident
    starts: Day | None = None
    state: Literal["enrolled", "completed", "left"] = "enrolled"


class Student(DocumentForm):
    """One student: the address that their badges name, and what the exchange may know of them."""

    identity: Ident
    name: Ident | None = None
    language: Literal["en", "fr"] = "en"
    phone: Ident | None = None
    permission: Permission
    badges: Annotated[tuple[str, ...], Field(max_length=_EACH)] = ()
    enrolments: Annotated[tuple[Enrolment, ...], Field(max_length=_EACH)] = ()

    @property
    def address(self) -> str:
        """The e-mail address; raises as :meth:`Identity.parse`, ``handover_address`` for another kind of identity."""
        found = Identity.parse(self.identity)
        if found.type != EMAIL:
            raise InputError("handover_address", value=self.identity)
        return found.value

    def credentials(self) -> tuple[bytes, ...]:
        """Return the badges as they were issued; raise :class:`InputError` ``handover_badge``."""
        try:
            return tuple(base64.b64decode(one, validate=True) for one in self.badges)
        except (binascii.Error, ValueError):
            raise InputError("handover_badge", value=self.identity) from None


class Handover(DocumentForm):
    """The whole file, without its proof: whose it is, when it was made, and the students."""

    form: Annotated[Literal[HANDOVER_SCHEMA], Field(alias="schema")]  # type: ignore[valid-type]
    college: Ident
    made: Moment
    students: Annotated[tuple[Student, ...], Field(max_length=_STUDENTS)]

    @classmethod
    def parse(cls, document: JsonObject) -> "Handover":
        """Read what a file says; raise :class:`SchemaError` with everything that is wrong, each with its place."""
        made = form_of(cls, {name: value for name, value in document.items() if name != "proof"})
        if problems := made.problems():
            raise SchemaError(problems)
        return made

    def problems(self) -> list[Problem]:
        """Return what the form alone does not see: an address that is none, or stands twice."""
        found, seen = list[Problem](), set[str]()
        for number, one in enumerate(self.students):
            place = f"/students/{number}"
            try:
                address = one.address.casefold()
                one.credentials()
            except InputError as error:
                found.append(Problem(error.code, f"{place}/identity", error.problem.values))
                continue
            if address in seen:
                found.append(Problem("handover_twice", f"{place}/identity", {"value": one.identity}))
            seen.add(address)
        return found

    def document(self) -> dict[str, Any]:
        """Return the document that is signed."""
        return {**self.to_json(), "schema": HANDOVER_SCHEMA}


def handover_schema() -> JsonObject:
    """Return the JSON Schema of the file."""
    made = form_schema(Handover, "handover-1", "What a college hands over to an exchange")
    made["properties"]["proof"] = {"type": "object"}
    return made
