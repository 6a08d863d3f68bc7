"""A document asked for as a page of another site would ask."""

from fetch_servers import answers, fetcher, serving
from mexbadge.fetch import Request, ResourceKind


def test_the_origin_is_said_and_one_that_is_no_header_is_not() -> None:
    with serving(answers(b"{}")) as server:
        ask = fetcher()
        request = Request.of(server.url("/x"), ResourceKind.KEYS)
        assert ask.from_origin(request, "https://verifier.example").body == b"{}"
        assert b"\r\nOrigin: https://verifier.example\r\n" in server.heads[-1]
        ask.from_origin(request, "https://a.example\r\nX: y")
        assert b"Origin" not in server.heads[-1]
        ask(request)
        assert b"Origin" not in server.heads[-1]
