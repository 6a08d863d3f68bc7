"""A badge of the older kinds, where every address answers with the same bytes."""

from mexbadge.fetch.types import Request, Response
from mexbadge.verify import verify
from world import AT


def one(data: bytes) -> None:
    """Judge ``data``: a report, never an exception."""

    def echo(request: Request) -> Response:
        return Response(request.url, 200, {"content-type": "application/json"}, data)

    report = verify(data, fetch=echo, at=AT, recipient="email:aisha@example.ca")
    assert report.to_text("fr")
