"""Open Badges 3.0: read a credential, or say all that is wrong with it.

``problems`` and ``parse`` look at the structure of an achievement or endorsement credential, in its VC 2.0 and its
VC 1.1 form. Contexts by name and order are :func:`mexbadge.models.shape.context_problems`, the rules between members
:mod:`mexbadge.models.rules`; :func:`all_problems` asks all of them.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from mexbadge.errors import Problem, SchemaError
from mexbadge.models import libraries
from mexbadge.models.kinds import Kind, context_problems, kind_of, version_of
from mexbadge.models.plain import is_plain
from mexbadge.models.rules import criteria_problems, subject_problems
from mexbadge.models.severity import distinct, errors_only

if TYPE_CHECKING:
    from mexbadge.models.ob3_v1 import AchievementCredentialV1, EndorsementCredentialV1
    from mexbadge.models.ob3_v2 import AchievementCredential, EndorsementCredential

__all__ = [
    "OpenBadge",
    "achievement_problems",
    "all_problems",
    "data_model_of",
    "model_of",
    "parse",
    "problems",
    "profile_problems",
]

OpenBadge: TypeAlias = (
    "AchievementCredential | AchievementCredentialV1 | EndorsementCredential | EndorsementCredentialV1"
)


def data_model_of(document: Mapping[str, Any]) -> str:
    """Return ``2.0`` or ``1.1``: by the contexts, or, where they say nothing, by the names of the dates."""
    stated = version_of(document).data_model
    if stated is not None:
        return stated
    return "1.1" if "issuanceDate" in document and "validFrom" not in document else "2.0"


_MODELS: Final[Mapping[tuple[Kind, str], str]] = {
    (Kind.ACHIEVEMENT, "2.0"): "AchievementCredential",
    (Kind.ACHIEVEMENT, "1.1"): "AchievementCredentialV1",
    (Kind.ENDORSEMENT, "2.0"): "EndorsementCredential",
    (Kind.ENDORSEMENT, "1.1"): "EndorsementCredentialV1",
}
"""The model of each kind of credential in each version of its data model, by name: few documents have to load one."""


def model_of(document: Mapping[str, Any]) -> type[OpenBadge] | None:
    """Return the model that a document has to follow, or ``None`` where it is no badge and no endorsement."""
    name = _name_of(document)
    model: type[OpenBadge] | None = None if name is None else getattr(libraries, name)
    return model


def _name_of(document: Mapping[str, Any]) -> str | None:
    return _MODELS.get((kind_of(document), data_model_of(document)))


def problems(document: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return all in which a document breaks the data model of Open Badges 3.0 (appendix B), each with its place.

    Warnings are among them (:mod:`mexbadge.models.severity`). A document of another kind has one problem,
    ``models_kind``. At most 500 are told, and at most 100 of one array; ``models_more`` says that there are more.
    """
    name = _name_of(document)
    return (Problem("models_kind", "/type"),) if name is None else _problems(name, document)


def _problems(model: str, document: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return the problems of a document; its model is loaded where it does not plainly keep to it."""
    return () if is_plain(model, document) else libraries.told_by(getattr(libraries, model), document)


def all_problems(document: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return the problems of contexts, model and subject together, none of them twice."""
    return distinct((*context_problems(document), *problems(document), *subject_problems(document)))


def achievement_problems(achievement: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return all in which a lone achievement breaks the data model, and where its criteria say nothing."""
    return (*_problems("Achievement", achievement), *criteria_problems("", achievement))


def profile_problems(profile: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return all in which a lone profile breaks the data model."""
    return _problems("Profile", profile)


def parse(document: Mapping[str, Any]) -> OpenBadge:
    """Return the view of an achievement or endorsement credential; the document itself stays as it is.

    Deviations that are mere warnings do not stand in the way. Raises :class:`SchemaError` with all other problems.
    """
    model = model_of(document)
    if wrong := errors_only(problems(document)):
        raise SchemaError(wrong)
    if model is None:  # pragma: no cover - a document without a model has a problem
        raise SchemaError([Problem("models_kind", "/type")])
    return model.model_validate(dict(document))
