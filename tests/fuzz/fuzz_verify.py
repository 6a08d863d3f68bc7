"""Any file: a report and never an exception; valid only where it says what was signed.

What is JSON is judged twice: as it is, and signed anew by an issuer whose name is its key, so that the checks behind
the signature are reached as well.
"""

from fuzz.seeds import college, signed
from mexbadge import _json
from mexbadge.errors import InputError
from mexbadge.fetch.types import nothing
from mexbadge.proofs import add_proof
from mexbadge.verify import Report, Verdict, verify
from world import AT, ISSUED

_SIGNED = [verify(badge, fetch=nothing, at=AT).badge for badge in signed().values()]
_SAID = {(badge.id, badge.issuer_id, badge.name_in("en")) for badge in _SIGNED if badge is not None}


def one(data: bytes) -> None:
    """Judge ``data``."""
    report = _judged(data)
    if report.verdict in {Verdict.VALID, Verdict.WARNING}:
        assert report.badge is not None
        assert (report.badge.id, report.badge.issuer_id, report.badge.name_in("en")) in _SAID
    try:
        document = _json.loads_object(data)
        document.pop("proof", None)
        document["issuer"] = college().profile
        resigned = add_proof(document, college().signer, cryptosuite="eddsa-jcs-2022", created=ISSUED)
    except InputError:
        return
    _judged(_json.dumps(resigned).encode())


def _judged(data: bytes) -> Report:
    report = verify(data, fetch=nothing, at=AT, recipient="email:aisha@example.ca")
    assert report.to_text("fr")
    assert report.to_json_text("en")
    assert report.to_html()
    return report
