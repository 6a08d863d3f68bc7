"""For how long a server's certificate holds."""

from dataclasses import dataclass
from datetime import datetime

from mexbadge.fetch import libraries

__all__ = ["TlsCertificate", "certificate_of"]


@dataclass(frozen=True, slots=True)
class TlsCertificate:
    """A certificate that a server showed: from when until when it holds."""

    began: datetime
    ends: datetime


def certificate_of(content: bytes) -> TlsCertificate | None:
    """Return the dates of a certificate (DER); ``None`` for what is none."""
    try:
        found = libraries.x509.load_der_x509_certificate(content)
    except ValueError:
        return None
    return TlsCertificate(found.not_valid_before_utc, found.not_valid_after_utc)
