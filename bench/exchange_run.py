"""What one run of an exchange costs with 100,000 applicants and 10,000 vacancies, and the next one after one new badge.

Run: ``python bench/exchange_run.py [APPLICANTS VACANCIES]``. The register is a file of SQLite, filled in bulk with one
badge, one consent, one confirmed address and one stored profile for each applicant. Badges are of one real one, with
other people and skills written into it: a run from stored profiles reads but does not verify them. What verifying
costs is measured apart, with real badges. Each run is a child process, of which ``getrusage`` tells the processor time
and the most memory. People and vacancies come from 400 occupations of 14 skills each: people have each skill of theirs
with a chance of six in ten and some others, a vacancy asks for four and would like two.
"""

import base64
import json
import os
import pickle
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Table, bindparam, insert, update

from mexbadge import _json, _moments
from mexbadge._kept import sealed
from mexbadge.fetch import Memo
from mexbadge.keys import LocalSigner
from mexbadge.match import MatchSettings
from mexbadge.match.exchange import Exchange, ExchangeConfig, reading, tables
from mexbadge.match.exchange.forms import Agreement, AppliesAs, Employer, TrainingCollege
from mexbadge.match.exchange.reading import Profiles
from mexbadge.match.vacancy import Vacancy
from mexbadge.models.forms import DocumentForm, form_of
from mexbadge.models.language import Words
from mexbadge.skills import Skill, Taxonomy
from mexbadge.testing import ACHIEVEMENT, College, World
from mexbadge.verify import Verifier
from mexbadge.verify.keeping import KEPT_REPORT_SCHEMA, KeptReport

SKILLS, GROUPS, OCCUPATIONS, EACH, MOST = 13_900, 900, 400, 14, 12
AT = datetime(2026, 6, 1, 2, tzinfo=UTC)


def uri(number: int) -> str:
    return f"https://skills.example/{number:05}"


def taxonomy() -> Taxonomy:
    """As large as ESCO: groups of about fifteen skills, every fifth group within another."""
    made = [
        Skill(f"urn:group:{n}", Words.of(f"Group {n}"), broader=(f"urn:group:{n // 5}",) if n % 5 and n > 4 else ())
        for n in range(GROUPS)
    ]
    made += [Skill(uri(n), Words.of(f"Skill {n}"), broader=(f"urn:group:{n % GROUPS}",)) for n in range(SKILLS)]
    return Taxonomy.of(made)


def occupation(number: int) -> list[int]:
    return random.Random(number).sample(range(SKILLS), EACH)  # noqa: S311 - the same world in every run


def award(college: College, to: str, skills: list[str]) -> bytes:
    about = [
        {"type": ["Alignment"], "targetName": "Skill", "targetUrl": one, "targetType": "ceasn:Competency"}
        for one in skills
    ]
    achievement = {**ACHIEVEMENT, "id": "https://badges.example/a", "name": "Care", "alignment": about}
    return college.issue_revocable(to=to, achievement=achievement).credential


def keep(folder: Path, college: College) -> None:
    """Keep the college and what it publishes for the other processes."""
    key = college.signer.private
    assert isinstance(key, Ed25519PrivateKey)
    kept = (college.world.pages, key.private_bytes_raw(), college._revoked)  # noqa: SLF001 - to be another process's
    (folder / "college.pickle").write_bytes(pickle.dumps(kept))


def kept_college(folder: Path) -> College:
    pages, key, revoked = pickle.loads((folder / "college.pickle").read_bytes())  # noqa: S301 - of this program
    college = College(World(at=AT))
    method = college.signer.verification_method
    college.signer = LocalSigner(Ed25519PrivateKey.from_private_bytes(key), method)
    college.world.pages, college._revoked = pages, revoked  # noqa: SLF001
    return college


def opened(folder: Path) -> tuple[Exchange, College]:
    college = kept_college(folder)
    settings = MatchSettings(taxonomy(), fetch=college.world.fetch)
    at = AT + timedelta(minutes=int((folder / "minutes").read_text()))
    return Exchange.open(folder / "mex", clock=lambda: at, settings=settings), college


def people(count: int) -> Iterator[tuple[str, str, list[str]]]:
    chance = random.Random(8)  # noqa: S311
    for number in range(count):
        own = [one for one in occupation(number % OCCUPATIONS) if chance.random() < 0.6][: MOST - 2]
        skills = sorted({*own, *chance.sample(range(SKILLS), 2)})
        yield f"p{number:07}", f"p{number:07}@learner.example", [uri(one) for one in skills]


class Template:
    """One real badge with its report, into which other people and skills are written."""

    def __init__(self, mex: Exchange, college: College, folder: Path) -> None:
        self.known = [f"https://skills.example/{90_000 + number}" for number in range(MOST)]
        content = award(college, "template@learner.example", self.known)
        (folder / "in").mkdir()
        (folder / "in" / "badge.json").write_bytes(content)
        mex.bring_in(
            {"applicants": [("a.json", b'[{"id":"t","document":{"identities":["template@learner.example"]}}]')]}
        )
        (came,) = mex.intake(folder / "in")
        assert came.applicant == "t", came
        with mex.book.read() as connection:
            row = connection.execute(tables.BADGES.select()).one()
        self.kept = json.dumps(_json.loads_object(bytes(row.report))["kept"])
        self.content = bytes(row.content).decode()
        subject = json.loads(self.content)["credentialSubject"]["identifier"][0]
        self.salt, self.hash, self.id = subject["salt"], subject["identityHash"], json.loads(self.content)["id"]
        self.digest = sha256(self.content.encode()).hexdigest()
        self.encoded = base64.b64encode(self.content.encode()).decode()
        assert self.encoded in self.kept

    def of(self, mail: str, skills: list[str]) -> tuple[str, str]:
        """Return credential and kept report; what is too many in the template names a skill that nobody asks for."""
        hashed = "sha256$" + sha256((mail + self.salt).encode()).hexdigest()
        pairs = [(self.hash, hashed), (self.id, self.id[:-12] + mail[1:8] + "00000")]
        pairs += list(zip(self.known, [*skills, *(f"urn:x:{n}" for n in range(MOST))], strict=False))
        content, kept = self.content, self.kept.replace(self.encoded, "CONTENT")
        for old, new in pairs:
            content, kept = content.replace(old, new), kept.replace(old, new)
        kept = kept.replace("CONTENT", base64.b64encode(content.encode()).decode())
        made = sealed(KEPT_REPORT_SCHEMA, self.version, json.loads(kept))
        return content, _json.dumps(made)

    version = reading.mexbadge.__version__


def make(folder: Path, count: int, posts: int) -> None:
    """Fill a register."""
    world = World(at=AT)
    college = College(world)
    (folder / "minutes").write_text("0")
    mail = {"sender": "MEX <mex@mex.example>", "postal": "1 King Street"}
    Exchange.create(folder / "mex", form_of(ExchangeConfig, {"name": {"en": "MEX"}, "mail": mail}), clock=lambda: AT)
    mex = Exchange.open(folder / "mex", clock=lambda: AT, settings=MatchSettings(taxonomy(), fetch=world.fetch))
    moment = _moments.write(AT - timedelta(days=1))
    school = {"id": "c", "name": {"en": "College"}, "issuer": college.id, "email": "o@c.example"}
    approved = form_of(TrainingCollege, {**school, "approvedBy": "Board", "since": "2026-01-01"})
    employers = [form_of(Employer, {"id": f"e{n}", "name": f"E {n}", "email": f"j@e{n}.example"}) for n in range(500)]
    stamp = {"added": moment, "changed": moment}
    with mex.book.transaction() as connection:
        connection.execute(insert(tables.COLLEGES), [{"id": "c", "document": text(approved), **stamp}])
        connection.execute(insert(tables.EMPLOYERS), [{"id": e.id, "document": text(e), **stamp} for e in employers])
        connection.execute(insert(tables.VACANCIES), [{**one, **stamp} for one in vacancies(posts)])
    template = Template(mex, college, folder)
    keep(folder, college)
    watched = watched_of(mex, college)
    rows: dict[Any, list[dict[str, Any]]] = {}
    for name, address, skills in people(count):
        for table, row in person(template, name, address, skills, watched, moment):
            rows.setdefault(table, []).append(row)
        if len(rows[tables.APPLICANTS]) >= 2000:
            write(mex, rows)
    write(mex, rows)
    marked(mex, college)


def text(form: DocumentForm | Vacancy) -> str:
    return _json.canonical(form.to_json()).decode()


def vacancies(count: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(9)  # noqa: S311
    for number in range(count + 1):
        asked = [uri(one) for one in chance.sample(occupation(number % OCCUPATIONS), 6)]
        if number == count:  # one that nobody fits is open on the second night whatever the first did
            asked = [uri(SKILLS + one) for one in range(6)]
        wanted = [{"skill": one} for one in asked[:4]] + [{"skill": one, "kind": "nice"} for one in asked[4:]]
        document = {"id": f"v{number:06}", "title": "A post", "employer": f"e{number % 500}", "requirements": wanted}
        document["seats"] = 1 + number % 2
        form = Vacancy.parse(document)
        yield {"id": form.id, "employer": f"e{number % 500}", "document": text(form), "state": "open"}


def watched_of(mex: Exchange, college: College) -> str:
    """Return what judging the template asks for, as it is written down."""
    watch = reading.Watch(college.world.fetch)
    with mex.book.read() as connection:
        row = connection.execute(tables.BADGES.select()).one()
    KeptReport.read(bytes(row.report)).again(Verifier(fetch=watch), at=AT)
    return _json.dumps([[*key, was] for key, was in sorted(watch.asked.items())])


def person(
    template: Template, name: str, address: str, skills: list[str], watched: str, moment: str
) -> Iterator[tuple[Any, dict[str, Any]]]:
    applies = text(form_of(AppliesAs, {"id": name, "document": {"identities": [address]}}))
    content, report = template.of(address, skills)
    consent = {"applicant": name, "wording": "1", "channel": "email", "given": moment}
    agreed = text(form_of(Agreement, consent))
    digest = sha256(content.encode()).hexdigest()
    stamp = {"added": moment, "changed": moment}
    yield tables.APPLICANTS, {"id": name, "document": applies, "state": "seeking", **stamp}
    yield tables.ADDRESSES, {"identity": address, "applicant": name, "confirmed": moment}
    row = {"applicant": name, "purpose": "matching", "document": agreed}
    yield tables.CONSENTS, {**row, "digest": sha256(agreed.encode()).hexdigest()}
    badge = {"digest": digest, "applicant": name, "content": content.encode(), "report": report.encode()}
    yield tables.BADGES, {**badge, "verdict": "valid", "received": moment, "judged": moment, "identity": address}
    light = _json.dumps({"ways": ['[[null,"1"]]'], "skills": dict.fromkeys(skills, 0)})
    made = {"applicant": name, "judged": "", "made": "", "until": None, "watched": watched, "mark": "", "way": None}
    yield tables.PROFILES, {**made, "skills": light}


def write(mex: Exchange, rows: dict[Any, list[dict[str, Any]]]) -> None:
    with mex.book.database.transaction(durable=False) as connection:
        for table, some in rows.items():
            connection.execute(insert(table), some)
    rows.clear()


def marked(mex: Exchange, college: College) -> None:
    """Write by what each profile was made, as a run does."""
    settings = MatchSettings(mex.settings.taxonomy, fetch=college.world.fetch, accepts=frozenset([college.id]))
    settings = reading.with_tables(settings, ())
    grounds = reading.Grounds.of(settings)
    profiles = Profiles(mex.book, settings, Memo(college.world.fetch), frozenset(), AT)
    with mex.book.read() as connection:
        wanted, badges = profiles.wanted(connection, None), reading.badges_of(connection, None)
    values = []
    for one, _ in wanted:
        judged = grounds.judged_of(badges[one.id])
        made = grounds.made_of(judged, one)
        values.append({"who": one.id, "judged": judged, "made": made, "mark": sha256(made.encode()).hexdigest()})
    table = tables.PROFILES
    with mex.book.database.transaction(durable=False) as connection:
        changed = {name: bindparam(f"b_{name}") for name in ("judged", "made", "mark")}
        rows = [{"who": one["who"], **{f"b_{name}": one[name] for name in changed}} for one in values]
        connection.execute(update(table).where(table.c.applicant == bindparam("who")).values(**changed), rows)


def night(folder: Path) -> None:
    """Run once in this process, and say what it cost."""
    mex, _ = opened(folder)
    before, begin = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    found = mex.run()
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    kinds: dict[str, int] = {}
    for one in found:
        kinds[one.kind] = kinds.get(one.kind, 0) + 1
    with mex.book.read() as connection:
        facts = connection.execute(tables.RUNS.select().order_by(tables.RUNS.c.number.desc())).first()
    took = time.perf_counter() - begin
    told = {"cpu": cpu, "took": took, "peak": after.ru_maxrss / 1024, "kinds": kinds, "facts": facts and facts.facts}
    print(json.dumps(told))


def another(folder: Path) -> None:
    """Bring in one badge by which somebody who is free fits a vacancy that is open."""
    mex, college = opened(folder)
    with mex.book.read() as connection:
        free = dict(connection.execute(tables.APPLICANTS.select().with_only_columns(*_two(tables.APPLICANTS))).all())
        asked = next(row for row in connection.execute(tables.VACANCIES.select()) if row.state == "open").document
    who = next(name for name, state in free.items() if state == "seeking" and name != "t")
    place = folder / "one"
    place.mkdir()
    skills = [one["skill"] for one in json.loads(asked)["requirements"]]
    (place / "badge.json").write_bytes(award(college, f"{who}@learner.example", skills))
    keep(folder, college)
    list(mex.intake(place))
    (folder / "minutes").write_text("1440")


def _two(table: Table) -> tuple[Any, Any]:
    return table.c.id, table.c.state


def child(*words: str) -> str:
    env = {**os.environ, "PYTHONHASHSEED": "0"}
    said = subprocess.run([sys.executable, __file__, *words], check=True, capture_output=True, text=True, env=env)
    return said.stdout


def main() -> None:
    if sys.argv[1:2] == ["--make"]:
        make(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
        return
    if sys.argv[1:2] == ["--night"]:
        night(Path(sys.argv[2]))
        return
    if sys.argv[1:2] == ["--another"]:
        another(Path(sys.argv[2]))
        return
    count, posts = map(int, sys.argv[1:3] or (100_000, 10_000))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        begin = time.perf_counter()
        child("--make", name, str(count), str(posts))
        size = (folder / "mex" / "exchange.db").stat().st_size / 1e6
        print(
            f"{count:,} applicants x {posts:,} vacancies, {size:,.0f} MB, made in {time.perf_counter() - begin:.0f} s"
        )
        said("first run", child("--night", name))
        child("--another", name)
        said("after one new badge", child("--night", name))


def said(name: str, line: str) -> None:
    made = json.loads(line)
    took = f"{made['cpu']:8.1f} s CPU ({made['took']:.1f} s), peak {made['peak']:6.0f} MB"
    print(f"{name:24} {took}  {made['kinds']}  {made['facts']}", flush=True)


if __name__ == "__main__":
    main()
