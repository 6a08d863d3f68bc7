"""Every command of the table once, in order, in one folder: the words that are typed, and whether data is asked for."""

import io
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from baking import png
from ledger_witness import Bystander, witnessing
from ledger_world import witness_key
from mexbadge.cli import main
from mexbadge.credentials.ob3 import Form
from mexbadge.issuer import Issuer
from mexbadge.ledger import LogPolicy, NoteKey
from mexbadge.ledger.log import Log
from mexbadge.store import Database

__all__ = ["LEFT_OUT", "PERSON", "STEPS", "Step", "Told", "heard", "typed"]

NAME: Final = "Nunavut Arctic College ᓄᓇᕗᑦ"
PERSON: Final = "ᐋᓗᒃ Ootoova"
_LIST: Final = f"""Student number,Name,Email
1,{PERSON},aaluk@mail.example
2,Zoë Côté,zoe@mail.example
3,Łucja Nowak,lucja@mail.example
4,Ben Okafor,ben@mail.example
5,Émilie Roy,emilie@mail.example
"""
_ACHIEVEMENT: Final = """name = "Care on the Land — 40 h"
description = "Looks after elders on the land — ᐃᓄᐃᑦ."
criteria = "Forty hours with ≥ one elder → one report."
"""
_MAIL: Final = """
[mail]
server = "localhost"
tls = "none"
sender = "College <registrar@nunavut.example>"
postal = "1 Shore Road"
"""
_DESIGN: Final = 'family = "skill"\ntitle = { en = "Care on the Land", fr = "Soins sur le territoire" }\n'
_ASKED: Final = """What,Value,Level
Title in English,"Helper, nights ᐃ"
Must,personal hygiene
Must,transfers,competent
"""
_ORIGIN: Final = "nunavut.example/log"
_BADGES: Final = ("--badges", "demo/people/aisha/*.png", "--recipient", "aisha.khan@mail.example")
_SKILLS: Final = ("--taxonomy", "demo/examples/programme/skills.csv", "--resources", "demo")
_PROGRAMME: Final = "demo/examples/programme"


@dataclass(frozen=True, slots=True)
class Step:
    """One command as it is typed. ``data`` is whether what it says is what was asked for, said with ``-q`` too."""

    name: str
    words: tuple[str, ...]
    data: bool = False
    exits: int = 0


def _step(name: str, *words: str, data: bool = False, exits: int = 0) -> Step:
    return Step(name, (*name.split(), *words), data, exits)


_C: Final = ("-C", "college")
STEPS: Final = (
    _step("demo"),
    _step(
        "init",
        "college",
        "--name",
        NAME,
        "--url",
        "https://nunavut.example",
        "--email",
        "a@nunavut.example",
        "--no-passphrase",
    ),
    _step("design", "care.toml", "--out", "drawn"),
    _step("issue", *_C, "--achievement", "care", "--csv", "list.csv", "--until", "2099-01-01"),
    _step("check", "college", data=True),
    _step("list", *_C, data=True),
    _step("share", *_C, "--to", "aaluk@mail.example", data=True),
    _step("share", *_C, "--to", "zoe@mail.example", "--out", "kit", data=True),
    _step("suspend", *_C, "--ref", "2", "--reason", "asked — ᐃ"),
    _step("restore", *_C, "--ref", "2"),
    _step("renew", *_C, "--ref", "2", "--until", "2100-01-01"),
    _step("reissue", *_C, "--ref", "3", "--to", "nowak@mail.example"),
    _step("correct", *_C, "--ref", "4", "--narrative", "Better ≥ before."),
    _step("endorse", *_C, "https://partner.example/achievements/1", "--comment", "Good."),
    _step("revoke", *_C, "--ref", "4", "--reason", "withdrawn"),
    _step("consent", *_C, "--ref", "1", "--give", "--for", "the page"),
    _step("relink", *_C, "--ref", "1", data=True),
    _step("send", *_C, "--eml", "letters", "--yes"),
    _step("forget", *_C, "--ref", "5", "--yes"),
    _step("keys list", *_C, data=True),
    _step("keys rotate", *_C, "--no-passphrase"),
    _step("keys retire", *_C, "key-1", "--no-passphrase"),
    _step("keys compromise", *_C, "key-2", "--no-passphrase"),
    _step("keys export", *_C, "--as", "pem", data=True),
    _step("keys export", *_C, "--as", "pem", "-o", "public.pem"),
    _step("keys new", "--issuer", "did:web:other.example", "--out", "keys/new.pem", "--no-passphrase"),
    _step("status refresh", *_C, "--all"),
    _step("register backup", *_C, "kept.db"),
    _step("register recover", *_C, "kept.db", "--replace"),
    _step("publish", *_C, "--out", "site"),
    _step("nightly", *_C, "--out", "site"),
    _step("unpublish", "--out", "site", "--keep-documents"),
    _step("move", *_C, "--url", "https://new.nunavut.example", "moved", "--no-passphrase"),
    _step("verify", "badge.png", "--resources", "college/hosted", data=True),
    _step("show", "badge.png", data=True),
    _step("explain", "dates_expired", data=True),
    _step("trust convert", "approved.csv", "--name", NAME, "--out", "approved.json"),
    _step("unbake", "badge.png", data=True),
    _step("unbake", "badge.png", "-o", "credential.json"),
    _step("bake", "picture.png", "credential.json", "-o", "baked.png"),
    _step("convert", "old.png", *_C, "--resources", "college/hosted", "-o", "new.png"),
    _step("ledger init", "--log", "log.db", "--origin", _ORIGIN, "--key", "log.pem", "--no-passphrase"),
    _step("ledger append", "--log", "log.db", "badge.png"),
    _step("ledger checkpoint", "--log", "log.db", "--key", "log.pem"),
    _step("ledger checkpoint", "--log", "log.db", "--key", "log.pem", "-o", "checkpoint"),
    _step("ledger cosign", "--log", "log.db", "--witness", "WITNESS", "URL", "--allow-http"),
    _step("ledger prove", "--log", "log.db", "badge.png", "-o", "badge.png.tlog-proof", "--force"),
    _step("ledger verify", "badge.png", "badge.png.tlog-proof", "--log-key", "VKEY", data=True),
    _step("ledger audit", "--log", "log.db", data=True),
    _step("ledger export", "--log", "log.db", "--out", "tiles"),
    _step("ledger monitor", "tiles", "--log-key", "VKEY", "--state", "watched", data=True),
    _step("pathway show", f"{_PROGRAMME}/pathway.toml", "--resources", "demo", *_BADGES, data=True),
    _step(
        "pathway award",
        f"{_PROGRAMME}/pathway.toml",
        *("-C", "demo/colleges/lakeshore", "--resources", "demo", *_BADGES),
    ),
    _step(
        "pathway review",
        f"{_PROGRAMME}/pathway.toml",
        "-C",
        "demo/colleges/lakeshore",
        "--resources",
        "demo",
        data=True,
    ),
    _step("pathway export", f"{_PROGRAMME}/pathway.toml", "--as", "ctdl", "-o", "pathway.jsonld"),
    _step("vacancy template", "--out", "vacancy.csv"),
    _step("vacancy new", "asked.csv", *_SKILLS[:2], "--out", "vacancy.json"),
    _step("vacancy check", f"{_PROGRAMME}/vacancies/psw-nights.json", data=True),
    _step("vacancy export", f"{_PROGRAMME}/vacancies/psw-nights.json", "--out", "posting.json"),
    _step("catalogue check", f"{_PROGRAMME}/courses.csv", data=True),
    _step("catalogue convert", f"{_PROGRAMME}/courses.csv", "--out", "courses.jsonld"),
    _step("match rank", "--vacancy", f"{_PROGRAMME}/vacancies/psw-nights.json", *_BADGES, *_SKILLS, data=True),
    _step("match vacancies", "--vacancies", f"{_PROGRAMME}/vacancies", *_BADGES, *_SKILLS, data=True),
    _step(
        "match plan",
        *("--vacancy", f"{_PROGRAMME}/vacancies/psw-nights.json", *_BADGES, *_SKILLS),
        *("--catalogue", f"{_PROGRAMME}/courses.toml"),
        data=True,
    ),
    _step("match demand", "--vacancies", f"{_PROGRAMME}/vacancies", "--applicants", "applicants", *_SKILLS, data=True),
    _step("match team", "--vacancies", f"{_PROGRAMME}/vacancies", "--team", "applicants", *_SKILLS, data=True, exits=1),
    _step("match suggest", *_SKILLS[:2], "lift and transfer", data=True),
    _step("match unlisted", "--applicants", "applicants", *_SKILLS),
    _step("completion", "bash", data=True),
)

LEFT_OUT: Final = ("exchange ", "portfolio", "keep", "handover")
"""How those commands begin that need a scene of their own; the pages on them type each."""


def _write(place: str, text: str | bytes) -> None:
    path = Path(place)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def _before_design() -> None:
    Path("college/achievements/first-micro-credential.toml").unlink()
    _write("college/achievements/care.toml", _ACHIEVEMENT)
    settings = Path("college/mexbadge.toml")
    settings.write_text(settings.read_text("utf-8") + _MAIL, "utf-8")
    _write("care.toml", _DESIGN)
    _write("list.csv", "\N{BYTE ORDER MARK}" + _LIST)


def _before_verify() -> None:
    (first,) = [one.file for one in Issuer.open("college").list() if one.ref == "1"]
    shutil.copyfile(f"college/issued/{first}", "badge.png")
    _write("picture.png", png())


def _before_trust() -> None:
    _write("approved.csv", "id,name_en,approved_by,since\ndid:web:a.example,Collège ᐃ,the board,2026-01-01\n")


def _before_convert() -> None:
    issuer = Issuer.open("college")
    issuer.issue("care", to="zoe@mail.example", form=Form.OB2_HOSTED).save("old.png")
    issuer.write_hosted()


def _before_templates() -> None:
    _write("asked.csv", _ASKED)
    _write("applicants/a.json", '{"id": "aaluk", "identities": ["mailto:aaluk@mail.example"]}')


BEFORE: Final[Mapping[str, Callable[[], None]]] = {
    "design": _before_design,
    "verify": _before_verify,
    "trust convert": _before_trust,
    "convert": _before_convert,
    "vacancy new": _before_templates,
}
"""What has to lie there before the first command of that name."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a command said on both streams, and its exit code."""

    step: Step
    code: int
    out: str
    err: str


def heard(words: Sequence[str], encoding: str = "utf-8") -> tuple[int, str, str]:
    """Run a command on a console of an encoding, which refuses a letter that it has not; return what was said."""
    streams = [io.BytesIO(), io.BytesIO()]
    out, err = (io.TextIOWrapper(stream, encoding=encoding, write_through=True) for stream in streams)
    with redirect_stdout(out), redirect_stderr(err):
        code = main(words)
    said, wrong = (stream.getvalue().decode(encoding) for stream in streams)
    return code, said, wrong


def typed(run: Callable[[list[str]], tuple[int, str, str]], *more: str) -> Iterator[Told]:
    """Type every command in the current folder, with these options as well; yield what each said."""
    done: set[str] = set()
    seen = Bystander({})
    with witnessing(seen) as url:
        for step in STEPS:
            if step.name not in done and step.name in BEFORE:
                BEFORE[step.name]()
            done.add(step.name)
            known: dict[str, Callable[[], str]] = {
                "VKEY": _log_key,
                "WITNESS": lambda: witness_key().vkey,
                "URL": lambda: url,
            }
            words = [known[word]() if word in known else word for word in step.words]
            if step.name == "ledger cosign":
                seen.policies[_ORIGIN] = LogPolicy(_ORIGIN, (NoteKey.parse(_log_key()),))
            yield Told(step, *run([*words, *more]))


def _log_key() -> str:
    return Log.open(Database.open("log.db")).key.vkey
