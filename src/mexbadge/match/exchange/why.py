"""Why two were matched, or were not: the log of what was decided, in words."""

from mexbadge import texts
from mexbadge.errors import InputError
from mexbadge.match.exchange.matches import all_matches
from mexbadge.match.exchange.running import Run
from mexbadge.match.explaining import explain
from mexbadge.texts import Lang

__all__ = ["why"]


def why(run: Run, vacancy: str, applicant: str, lang: Lang = "en") -> list[str]:
    """Return the matches of two with what was decided and happened since, and how they compare now.

    Raises :class:`InputError` ``exchange_unknown``. Nothing is written.
    """
    lines: list[str] = []
    with run.book.read() as connection:
        mine = [one for one in all_matches(connection) if (one.vacancy, one.applicant) == (vacancy, applicant)]
        if applicant not in run.book.applicants(connection):
            raise InputError("exchange_unknown", kind="applicant", id=applicant)
        if vacancy not in run.book.vacancies(connection):
            raise InputError("exchange_unknown", kind="vacancy", id=vacancy)
        for match in mine:
            values = {"id": match.id, "state": match.state.value, "since": match.since, "score": match.score}
            lines.append(texts.message("exchange_log_match", lang, **values))
            for one in run.book.events(connection, subjects=[match.id]):
                if one.kind == "decided":
                    lines.append("  " + texts.message("exchange_log_decided", lang, at=one.at, **_known(one.facts)))
                else:
                    code = one.facts.get("why")
                    said = texts.message(str(code), lang) if code else ""
                    what = {"at": one.at, "kind": one.kind, "why": said}
                    lines.append("  " + texts.message("exchange_log_event", lang, **what).rstrip(" :"))
    now = run.compared_now(vacancy, applicant)
    if now is None:
        lines.append(texts.message("exchange_log_no_consent", lang))
    else:
        lines.append(texts.message("exchange_log_now", lang))
        lines += [f"  {line}" for line in explain(now, lang, whole=True)]
    return lines


def _known(facts: dict[str, object]) -> dict[str, object]:
    names = ("rule", "score", "applicants", "vacancies", "run", "version")
    return {name: facts.get(name, "-") for name in names}
