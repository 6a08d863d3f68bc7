"""``mexbadge demo``: the main job, from a new key to a badge that was tampered with, on the example programme."""

import shutil
from argparse import Namespace
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import mexbadge
from mexbadge.bake import unbake
from mexbadge.cli.commands.keys_new import publish_key
from mexbadge.cli.console import Console
from mexbadge.cli.files import read, write
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError
from mexbadge.fetch import ResourceSet
from mexbadge.issuer import Form, issue
from mexbadge.issuer.achievement import read_table
from mexbadge.keys import KeyKind, LocalSigner, generate_private_key, write_private_key
from mexbadge.verify import Report, Verdict, Verifier

EXAMPLES: Final = ("mexbadge demo", "mexbadge demo --out /tmp/demo --lang fr")
_RECIPIENT: Final = "aisha@example.ca"
_SLUG: Final = "psw-dementia-care"


@dataclass(frozen=True, slots=True)
class _Demo:
    """One demonstration: where it reads, where it writes, and how it speaks."""

    examples: Path
    out: Path
    console: Console

    def check(self, name: str, expected: Verdict) -> Report:
        """Verify one file against the local documents, print the report, and insist on the verdict."""
        resources = self.out / "hosted"
        verifier = Verifier(fetch=ResourceSet.load(resources))
        report = verifier.verify(self.out / name, recipient=_RECIPIENT, at=datetime.now(UTC), name=str(self.out / name))
        self.console.say("")
        self.console.say(report.to_text(self.console.lang, look=self.console.look))
        if report.verdict is not expected:
            raise InputError("cli_demo_failed", step=name)
        return report


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--out", default="demo", metavar="DIR", text="cli_help_demo_out")
    parser.option("--examples", metavar="DIR", text="cli_help_examples")


def run(arguments: Namespace, console: Console) -> int:
    """Make a key, issue, bake, verify, tamper, verify again; print where the files are."""
    out = Path(arguments.out)
    demo = _Demo(_examples(arguments.examples), out, console)
    _fresh(out)
    for step in (_issue, _verify, _tamper):
        step(demo)
    console.say("")
    console.tell("cli_demo_files", path=str(out))
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        console.say(f"  {path}")
    console.say("")
    console.tell("cli_demo_next", command=f"mexbadge verify --resources {out / 'hosted'} {out / _SLUG}.png")
    return 0


def _issue(demo: _Demo) -> None:
    """Make a key, publish it, and issue the micro-credential as a PNG and as an SVG."""
    console, out = demo.console, demo.out
    profile = read_table(read(str(demo.examples / "issuer.toml"), console), "issuer.toml")
    achievement_file = demo.examples / "achievements" / f"{_SLUG}.toml"
    achievement = read_table(read(str(achievement_file), console), achievement_file.name)
    private = generate_private_key(KeyKind.ED25519)
    (out / "keys").mkdir(parents=True)
    write_private_key(out / "keys" / "key-1.pem", private)
    signer = LocalSigner(private, f"{profile['id']}#key-1")
    publish_key(str(profile["id"]), signer.verification_method, signer.public_key, out / "hosted", console)
    console.tell("cli_demo_key", path=str(out / "keys" / "key-1.pem"))
    for kind, form in (("png", Form.DATA_INTEGRITY), ("svg", Form.VC_JWT)):
        issued = issue(achievement, to=_RECIPIENT, issuer=profile, signer=signer, form=form, at=datetime.now(UTC))
        image = read(str(demo.examples / "images" / f"{_SLUG}.{kind}"), console)
        write(str(out / f"{_SLUG}.{kind}"), issued.bake(image), console)
        console.tell("cli_demo_issued", form=form.value, path=str(out / f"{_SLUG}.{kind}"))


def _verify(demo: _Demo) -> None:
    demo.check(f"{_SLUG}.png", Verdict.VALID)
    demo.check(f"{_SLUG}.svg", Verdict.VALID)


def _tamper(demo: _Demo) -> None:
    """Change one byte of what was signed, and show that it is noticed."""
    credential = unbake((demo.out / f"{_SLUG}.png").read_bytes())
    changed = credential.replace(b"Dementia Care", b"Dementia Cure", 1)
    write(str(demo.out / "changed.json"), changed, demo.console)
    demo.console.say("")
    demo.console.tell("cli_demo_changed", path=str(demo.out / "changed.json"))
    demo.check("changed.json", Verdict.INVALID)


def _examples(given: str | None) -> Path:
    """Return the folder of the examples: the one given, the one inside the package, or the one of the checkout."""
    package = Path(mexbadge.__file__).parent
    places = [Path(given)] if given else [package / "_data" / "examples", package.parents[1] / "examples"]
    for place in places:
        if (place / "issuer.toml").is_file():
            return place
    raise InputError("cli_no_examples")


def _fresh(out: Path) -> None:
    """Empty the folder of an earlier demonstration; touch no folder that is something else."""
    if not out.exists() or not any(out.iterdir()):
        return
    if not (out / "hosted" / "resources.json").is_file() or not (out / f"{_SLUG}.png").is_file():
        raise InputError("cli_exists", path=str(out))
    shutil.rmtree(out)
