"""An exchange with a public face: colleges, vacancies, courses, and people who must not be seen."""

from pathlib import Path

from exchange_world import URL, Town, course, listed
from exchanging import employer, school
from mexbadge.publish.exchange_site import publish_exchange
from mexbadge.publish.writing import Written

PAGES = ("", "colleges/", "vacancies/", "vacancies/psw/", "courses/", "demand/", "register/", "privacy/", "verify/")
"""Where the pages lie, in the first language; those in the other in the folder ``fr`` of each."""
SECRETS = ("aisha", "ben@", "learner.example", "jobs@pine.example", "rosa", "416-555", "office@", "0100")
"""What belongs to people, and must be on no page."""


def public_town(path: Path) -> Town:
    """Return the town; enough people that some demand may be shown, and some not."""
    town = Town(path, {"site": "https://mex.example/exchange", "hold": True})
    town.bring(
        employers=[{**employer(contact="Rosa Silva", phone="416-555-0100"), "name": "Pine Ridge <Manor>"}],
        colleges=[
            school("old", issuer="did:web:old.example", since="2020-01-01", until="2021-01-01"),
            {**school(issuer=town.college.id), "name": {"en": "Lakeshore College", "fr": "Collège Lakeshore"}},
        ],
    )
    asked = {"pay": {"least": 24, "most": 28.5, "currency": "CAD", "period": "hour"}, "usesAi": True, "exists": True}
    town.post("psw", "care", "lifts", title={"en": "Care worker", "fr": "Préposée aux soins"}, **asked)
    town.post("hidden-draft", "meals", status="draft")
    given = {"starts": "2099-03-01", "seats": 8}
    town.mex.bring_in(
        {"courses": [("k.json", listed(course("lifts", "lifts", 120, sessions=[given]), course("meals", "meals", 80)))]}
    )
    town.with_badges(aisha="care", ben="care")
    return town


def published(town: Town, folder: Path) -> Written:
    """Write the site."""
    return publish_exchange(town.mex, folder, lambda: town.mex.trust_list(town.mex.signer(b"")))


def asked_skill(name: str) -> str:
    """Return the address of a skill."""
    return f"{URL}/{name}"
