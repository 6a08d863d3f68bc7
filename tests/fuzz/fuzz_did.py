"""An identifier, in the first line, and the document that every address answers with, after it."""

from mexbadge.dids import issuer_document, resolve
from mexbadge.errors import FetchError, InputError
from mexbadge.fetch.types import Request, Response


def one(data: bytes) -> None:
    """Resolve ``data``; only :class:`InputError` and :class:`FetchError` may pass."""
    first, _, body = data.partition(b"\n")
    did = first.decode("utf-8", "replace")

    def fetch(request: Request) -> Response:
        assert request.url.startswith("https://")
        return Response(request.url, 200, {"content-type": "application/json"}, body)

    for find in (resolve, issuer_document):
        try:
            document = find(did, fetch=fetch)
        except (InputError, FetchError):
            continue
        assert did.startswith(document.id) or document.id.startswith(did)
        for method in document.methods:
            assert (method.public_key is None) is (method.problem is not None)
