"""Open questions as a CSV to fill in: one line for each skill that may be meant, a mark beside the one that is.

The last line of each question leaves the requirement out. Whoever knows better writes the URI of another skill of the
list into any of its lines.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from mexbadge.errors import Problem, RosterError
from mexbadge.match.drafts.draft import wording
from mexbadge.match.drafts.fields import by_heading
from mexbadge.match.drafts.settling import Answers, Question
from mexbadge.skills import Taxonomy
from mexbadge.tabular.headings import heading_key
from mexbadge.tabular.workbook import read_table
from mexbadge.tabular.writing import delimiter_of, table_csv
from mexbadge.texts import Lang, message

__all__ = ["COLUMNS", "LEAVE_OUT", "choices_csv", "read_choices"]

LEAVE_OUT: Final = "-"
"""What stands in place of a skill in the line that leaves the requirement out."""
COLUMNS: Final = ("line", "words", "number", "choose", "name", "uri", "near")
"""The columns by what they hold; their headings are the sentences ``vacancy_choice_NAME``."""
_MARKS: Final = frozenset({"x", "yes", "y", "oui", "o", "1", "✓", "✔", "v", "true", "vrai"})
_NO_MARKS: Final = frozenset({"", "no", "n", "non", "0", "false", "faux"})


def choices_csv(questions: Iterable[Question], lang: Lang = "en", label: Mapping[str, str] | None = None) -> bytes:
    """Return the CSV; ``label`` are names of skills in the reader's language, by URI."""
    headings = [message(f"vacancy_choice_{name}", lang) for name in COLUMNS]
    return table_csv(headings, _rows(questions, lang, label or {}), delimiter=delimiter_of(lang))


def _rows(questions: Iterable[Question], lang: Lang, label: Mapping[str, str]) -> Iterator[Sequence[object]]:
    for one in questions:
        where = "" if one.where is None else one.where
        for number, option in enumerate(one.options, 1):
            name = label.get(option.skill, option.label)
            yield where, one.words, number, "", name, option.skill, f"{option.score:.2f}"
        yield where, one.words, 0, "", message("vacancy_says_none", lang), LEAVE_OUT, ""


def read_choices(data: bytes, taxonomy: Taxonomy) -> tuple[Answers, tuple[Problem, ...]]:
    """Return what was marked, by wording, and notes on wordings without a mark.

    Several marks of one wording are several skills. Raises :class:`RosterError` with all problems by line:
    ``roster_…``, ``vacancy_choices_columns``, ``vacancy_mark`` (neither a mark nor empty), ``skills_unknown``,
    ``vacancy_mark_both`` (a skill, and to be left out).
    """
    names = by_heading(COLUMNS, "vacancy_choice")
    sheet = read_table(data, lambda cells: sum(heading_key(cell) in names for cell in cells))
    if sheet.problems:
        raise RosterError(sheet.problems)
    heading = [names.get(heading_key(cell)) for cell in sheet.rows[0][1]]
    if not {"words", "choose", "uri"} <= set(heading):
        raise RosterError([Problem("vacancy_choices_columns", sheet.rows[0][0])])
    marked: dict[str, list[str]] = {}
    first: dict[str, tuple[int, str]] = {}
    problems: list[Problem] = []
    for line, row in sheet.rows[1:]:
        cells = dict(zip(heading, row, strict=False))
        words, mark, uri = (cells.get(what, "").removeprefix("'").strip() for what in ("words", "choose", "uri"))
        key = wording(words)
        first.setdefault(key, (line, words))
        if wording(mark) in _NO_MARKS and mark not in _MARKS:
            continue
        if mark.casefold() not in _MARKS:
            problems.append(Problem("vacancy_mark", line, {"value": mark, "words": words}))
        elif uri != LEAVE_OUT and uri not in taxonomy:
            near = ", ".join(taxonomy.near(uri)) or "-"
            problems.append(Problem("skills_unknown", line, {"uri": uri, "near": near}))
        else:
            marked.setdefault(key, []).append(uri if uri == LEAVE_OUT else taxonomy.canonical(uri))
    for key, uris in marked.items():
        if LEAVE_OUT in uris and len(uris) > 1:
            problems.append(Problem("vacancy_mark_both", first[key][0], {"words": first[key][1]}))
    if problems:
        raise RosterError(problems)
    open_ones = [
        Problem("vacancy_no_mark", line, {"words": words}) for key, (line, words) in first.items() if key not in marked
    ]
    answers = {key: tuple(dict.fromkeys(uri for uri in uris if uri != LEAVE_OUT)) for key, uris in marked.items()}
    return answers, tuple(open_ones)
