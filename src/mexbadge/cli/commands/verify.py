"""``mexbadge verify FILE...`` answers whether a badge is genuine."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mexbadge import _limits, fetch, ledger
from mexbadge.cli.badge_files import badges_in
from mexbadge.cli.console import Console
from mexbadge.cli.contexts import contexts_of
from mexbadge.cli.files import read, write
from mexbadge.cli.judged_files import FileAnswer, FileQuestion, answers
from mexbadge.cli.judging import duration, person_named, trust_lists, worst
from mexbadge.cli.log_policies import policy_of
from mexbadge.cli.moments import moment
from mexbadge.cli.network import cache_of, network_of
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError, MexBadgeError
from mexbadge.fetch import Recorder
from mexbadge.keys import PublicKey
from mexbadge.verify import Policy, Report, Verdict, Verifier
from mexbadge.verify.html import page_parts
from mexbadge.verify.text import summary

if TYPE_CHECKING:
    from mexbadge.ledger import LogPolicy
    from mexbadge.trust import TrustList

EXAMPLES: Final = (
    "mexbadge verify badge.png",
    "mexbadge verify badge.png --recipient name@example.ca",
    "mexbadge verify record.png --recipient name@example.ca --recipient did:web:name.example",
    "mexbadge verify *.png --json",
    "mexbadge verify badge.png --log-key log.vkey --require-ledger",
    "mexbadge verify badge.png --trust approved.json --html record.html",
    "mexbadge verify badges --processes 4",
    "mexbadge verify badge.png --resources hosted/resources.json --at 2026-05-01T00:00:00Z",
)
_DID_KEY: Final = "did:key:"
_CODES: Final = {Verdict.VALID: 0, Verdict.WARNING: 0, Verdict.INVALID: 1, Verdict.UNKNOWN: 3}


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("files", nargs="+", metavar="FILE", text="cli_help_verify_files")
    parser.option("--recipient", action="append", default=[], metavar="IDENTITY", text="cli_help_recipient")
    parser.option("--issuer", action="append", default=[], metavar="DID|URL", text="cli_help_issuer_accepted")
    parser.option("--trust", action="append", default=[], metavar="FILE", text="cli_help_trust")
    parser.option("--trust-signer", action="append", default=[], metavar="DID", text="cli_help_trust_signer")
    parser.option("--require-listed", action="store_true", text="cli_help_require_listed")
    parser.option("--max-age", metavar="P2Y|730d", text="cli_help_max_age")
    parser.option("--at", metavar="TIME", text="cli_help_at")
    parser.option("--resources", metavar="PATH", text="cli_help_resources")
    parser.option("--context", action="append", default=[], metavar="URL=FILE#sha256=HEX", text="cli_help_context")
    parser.option("--log-key", action="append", default=[], metavar="VKEY|FILE", text="cli_help_verify_log_key")
    parser.option("--witness", action="append", default=[], metavar="VKEY", text="cli_help_ledger_witness")
    parser.option("--quorum", type=int, metavar="N", text="cli_help_ledger_quorum")
    parser.option("--receipt", metavar="FILE", text="cli_help_receipt")
    parser.option("--recorder", action="append", default=[], metavar="FILE|DID", text="keep_help_recorder")
    parser.option("--require-ledger", action="store_true", text="cli_help_require_ledger")
    parser.option("--offline", action="store_true", text="cli_help_offline")
    parser.option("--cache", metavar="DIR", text="cli_help_cache")
    parser.option("--allow-http", action="store_true", text="cli_help_allow_http")
    parser.option("--allow-private", action="append", default=[], metavar="HOST", text="cli_help_allow_private")
    parser.option("--proxy", metavar="URL", text="cli_help_proxy")
    parser.option("--record", metavar="ZIP", text="cli_help_record")
    parser.option("--html", metavar="FILE", text="cli_help_html")
    parser.option("--processes", type=int, metavar="N", text="cli_help_processes")
    parser.option("--no-status", action="store_true", text="cli_help_no_status")
    parser.option("--remote-schemas", action="store_true", text="cli_help_remote_schemas")
    parser.option("--strict", action="store_true", text="cli_help_strict")
    parser.option("--compat", action="store_true", text="cli_help_compat")


def run(arguments: Namespace, console: Console) -> int:
    """Judge every file; one that cannot be read does not stop the rest."""
    recipient = person_named(arguments.recipient)
    at = moment(arguments.at)
    network = network_of(arguments)
    cache = cache_of(arguments)
    recorder = Recorder(network if cache is None else fetch.Cached(network, cache)) if arguments.record else None
    _check_free(arguments.html)
    lists = trust_lists(arguments, console, recorder or network, at)
    contexts = contexts_of(arguments, network, console)
    policy = replace(_policy(arguments, lists), logs=_logs(arguments, console), contexts=contexts)
    receipt = read(arguments.receipt, console, max_bytes=ledger.RECEIPT_BYTES) if arguments.receipt else None
    if receipt is not None and len(arguments.files) > 1:
        raise InputError("verify_one_receipt")
    verifier = Verifier(policy, recorder or network, None if recorder else cache)
    told = _Told(console, strict=arguments.strict)
    recorders, kept = _recorders(arguments, console), bool(arguments.html)
    question = FileQuestion(recipient, at, receipt, recorders, console.lang, console.look, console.json, kept)
    judged = told.each(answers(badges_in(arguments.files), verifier, arguments, question, console))
    if arguments.html:
        _write_record(arguments.html, judged, console)
    for _ in judged:
        pass
    told.sum()
    _record(arguments.record, recorder, console)
    return worst(told.codes)


@dataclass(slots=True)
class _Told:
    """What is said of each badge as it comes, and what is kept of all of them: how often there was which verdict."""

    console: Console
    strict: bool
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    codes: Counter[int] = field(default_factory=Counter)

    def each(self, found: Iterator[FileAnswer | MexBadgeError]) -> Iterator[Report]:
        """Say what was found of each, and yield the reports that are wanted; none is held."""
        for one in found:
            if isinstance(one, MexBadgeError):
                self.console.fail(one)
                self.codes[2] += 1
                continue
            self._judged(one)
            if one.report is not None:
                yield one.report

    def _judged(self, answer: FileAnswer) -> None:
        if self.verdicts and not self.console.json and not self.console.look.quiet:
            self.console.say("")
        self.console.say(answer.text)
        self.verdicts[answer.verdict] += 1
        self.codes[_code(answer.verdict, strict=self.strict)] += 1

    def sum(self) -> None:
        """Say how many there were, where there were several."""
        if self.codes.total() > 1 and not self.console.json and not self.console.look.quiet:
            self.console.say("")
            self.console.say(summary(self.verdicts, self.console.lang))


def _recorders(arguments: Namespace, console: Console) -> tuple[PublicKey, ...]:
    """Read whose word on what was recorded is believed: a did:key, or a file with a public key."""
    return tuple(
        PublicKey.from_multikey(name.removeprefix(_DID_KEY).partition("#")[0])
        if name.startswith(_DID_KEY)
        else PublicKey.from_pem(read(name, console, max_bytes=_limits.KEY_DOCUMENT_BYTES))
        for name in arguments.recorder
    )


def _logs(arguments: Namespace, console: Console) -> "tuple[LogPolicy, ...]":
    """Read which logs are believed: keys, or files that hold one; the witnesses count for each of them."""
    if (arguments.witness or arguments.quorum is not None) and not arguments.log_key:
        raise InputError("cli_missing_argument", names="--log-key", command="mexbadge verify")
    texts = [
        text if "+" in text else read(text, console, max_bytes=_limits.KIB).decode("utf-8", "replace").strip()
        for text in arguments.log_key
    ]
    return tuple(policy_of(text, arguments.witness, arguments.quorum) for text in texts)


def _code(verdict: Verdict, *, strict: bool) -> int:
    return 1 if strict and verdict is Verdict.WARNING else _CODES[verdict]


def _policy(arguments: Namespace, lists: "tuple[TrustList, ...]") -> Policy:
    if arguments.require_listed and not lists:
        raise InputError("trust_none_given")
    return Policy(
        issuers=frozenset(arguments.issuer),
        status=not arguments.no_status,
        compat=arguments.compat,
        private_hosts=frozenset(arguments.allow_private),
        strict=arguments.strict,
        trust=lists,
        require_listed=arguments.require_listed,
        maximum_age=duration(arguments.max_age),
        remote_schemas=arguments.remote_schemas,
        require_ledger=arguments.require_ledger,
    )


def _check_free(path: str | None) -> None:
    """Refuse to begin where the record could not be written without overwriting something."""
    if path is not None and path != "-" and Path(path).exists():
        raise InputError("cli_exists", path=path)


def _write_record(path: str, judged: Iterator[Report], console: Console) -> None:
    """Write the page as the reports come; without any there is none."""
    first = next(judged, None)
    if first is None:
        return

    parts = (part.encode("utf-8") for part in page_parts(chain([first], judged), console.lang))
    write(path, parts, console, private=True)
    console.note(console.text("cli_written", path=path))


def _record(path: str | None, recorder: Recorder | None, console: Console) -> None:
    if path is not None and recorder is not None:
        recorder.write(Path(path))
        console.note(console.text("cli_recorded", count=len(recorder.responses), path=path))
