"""One call for a badge in any state: valid, altered, expired, revoked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from typing import Any

from mexbadge import _json
from mexbadge.artwork.drawing import draw
from mexbadge.errors import InputError
from mexbadge.issuer import Form, Issued
from mexbadge.testing.world import COLLEGE, RECIPIENT, College, World

__all__ = ["Badges"]

_DAY = timedelta(days=1)
_PIXELS = 64


@dataclass
class Badges:
    """Makes badges in a world; each issuer is made when it is first named, and answers for its keys there."""

    world: World
    colleges: dict[str, College] = field(default_factory=dict)

    def college(self, issuer: str = COLLEGE) -> College:
        """Return the issuer of that id, which is a did:web or the address of a profile."""
        if issuer not in self.colleges:
            self.colleges[issuer] = College(self.world, issuer)
        return self.colleges[issuer]

    def __call__(  # noqa: PLR0913 - a badge has that many facts, and a test names the one that it is about
        self,
        *,
        valid: bool = True,
        expired: bool = False,
        revoked: bool = False,
        to: str = RECIPIENT,
        issuer: str = COLLEGE,
        skills: Iterable[str] = (),
        achievement: Mapping[str, Any] | None = None,
    ) -> Issued:
        """Issue a badge with a Data Integrity proof and a picture.

        ``valid=False``: its words were altered after signing. ``expired``: it ended a day before the world's moment.
        ``revoked``: its issuer withdrew it. ``to``: whom it is for, an e-mail address or a DID. ``skills``: addresses
        of skills that the achievement is aligned to. ``achievement``: members to add or to exchange. Raises
        :class:`InputError` where several states are asked of one badge, and as :meth:`Issuer.issue` does.
        """
        if (not valid) + expired + revoked > 1:
            raise InputError("testing_one_state")
        college = self.college(issuer)
        aligned = [{"type": ["Alignment"], "targetName": _named(url), "targetUrl": url} for url in skills]
        what = {**college.achievement, **({"alignment": aligned} if aligned else {}), **(achievement or {})}
        until = self.world.at + (-_DAY if expired else 365 * _DAY)
        issued = college.issue_revocable(Form.DATA_INTEGRITY, to=to, achievement=what, until=until)
        if revoked:
            college.revoke(issued)
        credential = issued.credential if valid else _altered(issued.credential)
        return replace(issued, credential=credential, image=_picture())


def _named(url: str) -> str:
    """Return the last part of an address, as a name to read."""
    return url.rstrip("/").rpartition("/")[2].replace("-", " ") or url


def _altered(credential: bytes) -> bytes:
    """Return the credential with one more word in the name of its achievement, and the old proof."""
    document = _json.loads_object(credential)
    subject = document["credentialSubject"]
    achievement = {**subject["achievement"], "name": f"{subject['achievement']['name']} (Advanced)"}
    changed = {**document, "credentialSubject": {**subject, "achievement": achievement}}
    return _json.portable(changed).encode("ascii")


@cache
def _picture() -> bytes:
    return draw("Badge", "College", size=_PIXELS)
