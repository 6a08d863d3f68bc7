"""The doors to what a badge says: :func:`show` and :func:`show_url`; nothing of it is checked."""

from datetime import UTC, datetime

from mexbadge.errors import BadgeFormatError
from mexbadge.fetch import Fetch, TriedOnce, fresh
from mexbadge.verify import libraries
from mexbadge.verify.api import Badgelike, content_of
from mexbadge.verify.codes import Code
from mexbadge.verify.contents.reading import contents_of
from mexbadge.verify.contents.value import Contents
from mexbadge.verify.intake import addressed, take
from mexbadge.verify.policy import Policy
from mexbadge.verify.subject import Ask

__all__ = ["show", "show_url"]


def show(
    badge: Badgelike, *, policy: Policy | None = None, fetch: Fetch | None = None, name: str | None = None
) -> Contents:
    """Return everything that a badge says, whatever its version; nothing of it is checked.

    ``badge`` as for :func:`mexbadge.verify.verify`: bytes are content (PNG, SVG, JSON or a token), a text or path names
    a local file, a mapping is a document. Endorsements, learner records, presentations, lists of badges, and lone
    documents (a profile, a badge class) are read as what they are.

    A hosted badge of Open Badges 2.0 or before is three documents, which ``fetch`` brings (``None``: the guarded
    network; :func:`mexbadge.fetch.nothing`: no network). What cannot be had is named in ``notes``; a copy inside the
    file then stands for it. ``policy`` supplies contexts and hosts of one's own network; ``name`` is what the contents
    are called.

    Raises :class:`BadgeFormatError` where there is no document of Open Badges, :class:`InputError` for a file that
    cannot be read.
    """
    data, label = content_of(badge)
    return contents_of(take(data), data, _ask(policy, fetch)).named(name or label)


def show_url(url: str, *, policy: Policy | None = None, fetch: Fetch | None = None) -> Contents:
    """Fetch what stands at an address and return what it says, as :func:`show`; a page is followed once.

    Raises :class:`FetchError` where it is out of reach, and as :func:`show`.
    """
    ask = _ask(policy, fetch)
    found = libraries.badge_at(url, ask)
    if found is None:
        raise BadgeFormatError(Code.FORMAT_PAGE, url=url)
    response, place = found
    return contents_of(addressed(take(response.body), place), response.body, ask).named(url)


def _ask(policy: Policy | None, fetch: Fetch | None) -> Ask:
    chosen = policy or Policy()
    network = fetch or libraries.HttpFetcher(libraries.NetworkPolicy(private_hosts=chosen.private_hosts))
    return Ask(chosen, TriedOnce(fresh(network)), datetime.now(UTC))
