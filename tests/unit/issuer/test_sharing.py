"""How a badge is shown: links that decode to what they should say, HTML that nothing breaks out of."""

from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mexbadge.credentials.sharing import embed, sharing_of

PAGE = "https://badges.college.example/b/0123456789abcdef/"
FACTS: dict[str, str | None] = {
    "name": "Soins de la démence & plus",
    "organization": "Collège",
    "page": PAGE,
    "id": "urn:uuid:1",
    "picture": "https://badges.college.example/images/a.png",
}


def test_linkedin_is_told_the_credentials_dates_and_the_page() -> None:
    sharing = sharing_of(FACTS, valid_from="2026-01-31T23:00:00Z", valid_until="2028-12-01T00:00:00Z")
    fields = {name: value for name, (value,) in parse_qs(urlsplit(sharing.linkedin).query).items()}
    assert fields == {
        "startTask": "CERTIFICATION_NAME",
        "name": "Soins de la démence & plus",
        "organizationName": "Collège",
        "issueYear": "2026",
        "issueMonth": "1",
        "expirationYear": "2028",
        "expirationMonth": "12",
        "certUrl": PAGE,
        "certId": "urn:uuid:1",
    }
    assert parse_qs(urlsplit(sharing.post).query) == {"url": [PAGE]}


def test_an_organisations_number_goes_before_its_name() -> None:
    sharing = sharing_of({**FACTS, "organization_id": "77"}, valid_from="2026-01-31T23:00:00Z")
    fields = parse_qs(urlsplit(sharing.linkedin).query)
    assert fields["organizationId"] == ["77"]
    assert "organizationName" not in fields
    assert "expirationYear" not in fields


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(), st.booleans())
def test_no_name_breaks_out_of_the_html(name: str, pictured: bool) -> None:  # noqa: FBT001
    read = _Tags()
    read.feed(embed(PAGE, "https://x.example/a.png" if pictured else "", name))
    read.close()
    assert [tag for tag, _ in read.found] == (["a", "img"] if pictured else ["a"])
    assert read.found[0][1] == {"href": PAGE, "rel": "noopener"}
    if pictured:
        assert read.found[1][1].keys() == {"src", "alt", "width"}


@pytest.mark.parametrize("name", ['"><script>', "a' onerror='x", "&amp;"])
def test_the_text_for_who_cannot_see_it_is_the_name(name: str) -> None:
    read = _Tags()
    read.feed(embed(PAGE, "https://x.example/a.png", name))
    assert read.found[1][1]["alt"] == name
