"""Many applicants and many vacancies at once: the best applicants for each vacancy, exactly as one by one.

From profiles that were read already. Scores are whole numbers in both ways of computing them, so they are equal to the
last digit: in Python pair by pair, or with sparse matrices (extra ``match``), block by block through any executor. No
skill is left out for being frequent.

Each distinct thing that vacancies ask for (skills and level) is a column: what an applicant earns there is computed
once. A score is then the sum over the vacancy's columns of earned credit times worth, which is a matrix product.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from mexbadge.errors import InputError
from mexbadge.match.matching import MatchPolicy
from mexbadge.match.scoring import FULL, credit, level_share, related, worths
from mexbadge.match.vacancy import Kind, Vacancy
from mexbadge.skills import Level, SkillProfile, Taxonomy

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Ranked", "Skills", "skills_of", "top_matches"]

Method = Literal["auto", "python", "sparse"]
Skills: TypeAlias = Mapping[str, tuple[Level | None, Fraction, bool]]
"""What somebody holds, as far as scoring needs it, by canonical URI: the best level that is known, the confidence, and
whether a badge shows it without a level."""
_BLOCK: Final = 250
_MANY: Final = 200_000
_Ask: TypeAlias = tuple[tuple[str, ...], Level | None]


@dataclass(frozen=True, slots=True)
class Ranked:
    """One place in the list of one vacancy: the applicant, the exact score (0 to 1) and how many musts are met."""

    vacancy: str
    place: int
    applicant: str
    score: Fraction
    covered: int
    musts: int


def skills_of(profile: SkillProfile) -> dict[str, tuple[Level | None, Fraction, bool]]:
    """Return what scoring needs of a profile."""
    return {skill: (held.level, held.confidence, held.unknown) for skill, held in profile.skills.items()}


def top_matches(  # noqa: PLR0913 - what is compared, and how
    applicants: Mapping[str, Skills],
    vacancies: Sequence[Vacancy],
    *,
    top: int = 20,
    taxonomy: Taxonomy | None = None,
    policy: MatchPolicy | None = None,
    executor: Executor | None = None,
    method: Method = "auto",
) -> Iterator[Ranked]:
    """Yield for each vacancy its ``top`` applicants: by score, then how many musts are met, then the id.

    Only skills are compared; who earns nothing is not listed. Requirements with a maximum age need the badges
    themselves and are refused: :class:`InputError` ``match_scale_age``. ``executor`` computes blocks elsewhere.
    Raises :class:`InputError` ``plan_extra`` for the method ``sparse`` without numpy and scipy.
    """
    for vacancy in vacancies:
        if any(one.max_age is not None for one in vacancy.requirements):
            raise InputError("match_scale_age", id=vacancy.id)
    job = _Job(taxonomy or Taxonomy.of(()), policy or MatchPolicy(), top)
    wanted = method
    if wanted == "auto":
        wanted = "sparse" if len(applicants) * len(vacancies) > _MANY and _have_scipy() else "python"
    if wanted == "sparse" and not _have_scipy():
        raise InputError("plan_extra")
    table = _Table.of(vacancies, job)
    if wanted == "python":
        yield from _by_pairs(applicants, vacancies, table, job)
        return
    yield from _by_blocks(applicants, vacancies, table, (job, executor))


def _have_scipy() -> bool:
    from importlib.util import find_spec  # noqa: PLC0415 - beside its only use

    return find_spec("numpy") is not None and find_spec("scipy") is not None


@dataclass(frozen=True, slots=True)
class _Job:
    taxonomy: Taxonomy
    policy: MatchPolicy
    top: int


@dataclass(slots=True)
class _Table:
    """What vacancies ask for, each distinct thing once, and what each vacancy gives for it."""

    asks: dict[_Ask, int] = field(default_factory=dict)
    rows: list[list[tuple[int, int, bool]]] = field(default_factory=list)
    wholes: list[int] = field(default_factory=list)
    musts: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, vacancies: Sequence[Vacancy], job: _Job) -> "_Table":
        table = cls()
        for vacancy in vacancies:
            values = worths(vacancy.requirements, job.policy.weights, job.policy.rules, job.taxonomy)
            table.wholes.append(sum(values) * FULL)
            table.musts.append(len(vacancy.musts))
            row: list[tuple[int, int, bool]] = []
            for one, value in zip(vacancy.requirements, values, strict=True):
                if one.skills:
                    ask = (tuple(sorted({job.taxonomy.canonical(skill) for skill in one.skills})), one.level)
                    row.append((table.asks.setdefault(ask, len(table.asks)), value, one.kind is Kind.MUST))
            table.rows.append(row)
        return table


def _earned(skills: Skills, ask: _Ask, pairs: Sequence[tuple[str, int]], job: _Job) -> tuple[int, bool]:
    """Return the credit for one thing that is asked, the best of all skills that would do, and whether it is met."""
    _, asked = ask
    best, full = 0, False
    for name, base in pairs:
        held = skills.get(name)
        if held is None:
            continue
        level, confidence, unknown = held
        value = credit(base, level_share(level, asked, job.policy.rules, unknown=unknown), confidence)
        reached = base == FULL and (asked is None or _reaches(level, asked))
        best, full = max((best, full), (value, reached))
    return best, full


def _reaches(level: Level | None, asked: Level) -> bool:
    return level is not None and level.scale == asked.scale and level.value >= asked.value


def _near(ask: _Ask, job: _Job) -> list[tuple[str, int]]:
    """Return every skill that would do, with the credit that it earns at most."""
    found: dict[str, int] = dict.fromkeys(ask[0], FULL)
    for name in ask[0]:
        for skill, base in related(name, job.taxonomy, job.policy.rules).items():
            found[skill] = max(found.get(skill, 0), base)
    return sorted(found.items())


def _by_pairs(
    applicants: Mapping[str, Skills], vacancies: Sequence[Vacancy], table: _Table, job: _Job
) -> Iterator[Ranked]:
    asks = list(table.asks)
    near = [_near(ask, job) for ask in asks]
    earned = {
        name: [_earned(skills, ask, beside, job) for ask, beside in zip(asks, near, strict=True)]
        for name, skills in applicants.items()
    }
    for number, vacancy in enumerate(vacancies):
        rows: list[tuple[int, int, str]] = []
        for name, credits_ in earned.items():
            score = sum(value * credits_[column][0] for column, value, _ in table.rows[number])
            covered = sum(must and credits_[column][1] for column, _, must in table.rows[number])
            if score > 0:
                rows.append((-score, -covered, name))
        yield from _listed(vacancy, sorted(rows)[: job.top], table.wholes[number], table.musts[number])


def _listed(vacancy: Vacancy, rows: Sequence[tuple[int, int, str]], whole: int, musts: int) -> Iterator[Ranked]:
    for place, (score, covered, name) in enumerate(rows, 1):
        yield Ranked(vacancy.id, place, name, Fraction(-score, whole), -covered, musts)


def _by_blocks(
    applicants: Mapping[str, Skills],
    vacancies: Sequence[Vacancy],
    table: _Table,
    how: tuple[_Job, Executor | None],
) -> Iterator[Ranked]:
    """Multiply blocks of vacancies with what all applicants earn, and keep the best of each row."""
    job, executor = how
    names = sorted(applicants)
    credits_, full = _credit_matrices(applicants, names, table, job)
    blocks = [range(at, min(at + _BLOCK, len(vacancies))) for at in range(0, len(vacancies), _BLOCK)]
    work = [([table.rows[number] for number in block], len(table.asks)) for block in blocks]
    made = (
        (_best_of(rows, columns, credits_, full, job.top) for rows, columns in work)
        if executor is None
        else executor.map(
            _best_of,
            [rows for rows, _ in work],
            [columns for _, columns in work],
            [credits_] * len(work),
            [full] * len(work),
            [job.top] * len(work),
        )
    )
    for block, found in zip(blocks, made, strict=True):
        for number, rows in zip(block, found, strict=True):
            listed = [(-score, -covered, names[who]) for score, covered, who in rows]
            yield from _listed(vacancies[number], listed, table.wholes[number], table.musts[number])


def _credit_matrices(
    applicants: Mapping[str, Skills], names: Sequence[str], table: _Table, job: _Job
) -> tuple[Any, Any]:
    """Return what each applicant (columns) earns for each thing that is asked (rows), and where it is met in full."""
    import numpy as np  # noqa: PLC0415 - an extra, and heavy
    from scipy import sparse  # noqa: PLC0415 - as above

    holders = _holders(applicants, names)
    taken = np.zeros(len(names), dtype=np.int64)
    met = np.zeros(len(names), dtype=np.bool_)
    indptr, indices, values, fulls = [0], list["NDArray[Any]"](), list["NDArray[Any]"](), list["NDArray[Any]"]()
    for ask in table.asks:
        who, earned, full_ = _filled(ask, holders, (taken, met, job))
        indices.append(who)
        values.append(earned)
        fulls.append(full_)
        indptr.append(indptr[-1] + len(who))
    shape = (len(table.asks), len(names))
    columns = np.concatenate(indices) if indices else np.zeros(0, dtype=np.int64)
    credits_ = sparse.csr_array((_joined(values), columns, np.array(indptr)), shape=shape)
    full = sparse.csr_array((_joined(fulls), columns, np.array(indptr)), shape=shape)
    return credits_, full


def _joined(parts: "list[NDArray[Any]]") -> "NDArray[Any]":
    import numpy as np  # noqa: PLC0415 - as above

    return np.concatenate(parts).astype(np.int64) if parts else np.zeros(0, dtype=np.int64)


_Held: TypeAlias = tuple[Level | None, Fraction, bool]
_Holders: TypeAlias = "dict[str, list[tuple[_Held, NDArray[Any]]]]"


def _holders(applicants: Mapping[str, Skills], names: Sequence[str]) -> _Holders:
    """Return for each skill who holds it, by level and confidence."""
    import numpy as np  # noqa: PLC0415 - as above

    found: dict[str, dict[_Held, list[int]]] = {}
    for number, name in enumerate(names):
        for skill, held in applicants[name].items():
            found.setdefault(skill, {}).setdefault(held, []).append(number)
    return {
        skill: [(held, np.array(who, dtype=np.int64)) for held, who in groups.items()]
        for skill, groups in found.items()
    }


def _filled(
    ask: _Ask, holders: _Holders, space: "tuple[NDArray[Any], NDArray[Any], _Job]"
) -> "tuple[NDArray[Any], NDArray[Any], NDArray[Any]]":
    """Return who earns something for ``ask``, in rising order, how much, and whether it is met."""
    import numpy as np  # noqa: PLC0415 - as above

    taken, met, job = space
    touched: list[NDArray[Any]] = []
    for name, base in _near(ask, job):
        for (level, confidence, unknown), who in holders.get(name, ()):
            value = credit(base, level_share(level, ask[1], job.policy.rules, unknown=unknown), confidence)
            full = base == FULL and (ask[1] is None or _reaches(level, ask[1]))
            better = (value > taken[who]) | ((value == taken[who]) & full & ~met[who])
            taken[who[better]] = value
            met[who[better]] = full
            touched.append(who)
    everybody = np.unique(np.concatenate(touched)) if touched else np.zeros(0, dtype=np.int64)
    earned, fulls = taken[everybody], met[everybody]
    taken[everybody] = 0
    met[everybody] = False
    keep = earned > 0
    return everybody[keep], earned[keep], fulls[keep]


def _best_of(
    rows: Sequence[Sequence[tuple[int, int, bool]]],
    columns: int,
    credits_: Any,  # noqa: ANN401 - a sparse matrix
    full: Any,  # noqa: ANN401 - as above
    top: int,
) -> list[list[tuple[int, int, int]]]:
    """Return for each vacancy of a block the best applicants: score, musts met, number."""
    import numpy as np  # noqa: PLC0415 - as above
    from scipy import sparse  # noqa: PLC0415 - as above

    places = [(at, column, value, must) for at, row in enumerate(rows) for column, value, must in row]
    at = np.array([one[0] for one in places], dtype=np.int64)
    column = np.array([one[1] for one in places], dtype=np.int64)
    worth = np.array([one[2] for one in places], dtype=np.int64)
    must = np.array([one[3] for one in places], dtype=np.int64)
    scores = (sparse.csr_array((worth, (at, column)), shape=(len(rows), columns)) @ credits_).tocsr()
    asked = sparse.csr_array((must, (at, column)), shape=(len(rows), columns))
    found: list[list[tuple[int, int, int]]] = []
    for number in range(len(rows)):
        first, last = scores.indptr[number], scores.indptr[number + 1]
        who, values = scores.indices[first:last], scores.data[first:last]
        if len(values) > top:
            least = np.partition(values, len(values) - top)[len(values) - top]
            kept = values >= least
            who, values = who[kept], values[kept]
        kept_ = values > 0
        who, values = who[kept_], values[kept_]
        covered = (asked[[number], :] @ full[:, who]).toarray()[0] if len(who) else np.zeros(0, dtype=np.int64)
        order = np.lexsort((who, -covered, -values))[:top]
        found.append([(int(values[one]), int(covered[one]), int(who[one])) for one in order])
    return found
