"""A real nginx with TLS whose certificate ends: said to whoever checks, and by the nightly run, in time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fetch_servers import Authority
from issuing import AISHA, Clock, Folder
from mexbadge.publish.checking import certificate_end, check_certificate, check_site
from mexbadge.publish.hosts import Host, write_beside
from mexbadge.publish.nightly import NightPlan, NightStep, run_night
from mexbadge.publish.site import publish
from static_servers import HOST, nginx_serving, stranger

pytestmark = pytest.mark.slow
BASE = f"https://{HOST}"


@pytest.mark.parametrize(
    ("age", "days", "outcome"),
    [
        (100, 300, None),
        (300, 45, "warned"),
        (300, 3, "failed"),
        (50, 30, None),
        (80, 5, "failed"),
        (1, 5, None),
    ],
)
def test_a_certificate_that_ends_is_said_in_time_and_one_that_a_program_renews_late(
    tmp_path: Path, age: int, days: int, outcome: str | None
) -> None:
    authority = Authority.make(_folder(tmp_path / "authority"))
    authority.server(HOST, age=age, days=days, file="own.pem")
    folder = Folder(tmp_path / "badges")
    issuer = folder.create(url=BASE, email="badges@college.example")
    issuer.issue("dementia-care", to=AISHA)
    publish(issuer, tmp_path / "site", host=Host.NGINX)
    (told,) = write_beside(tmp_path / "site", Host.NGINX, [BASE])
    own = authority.folder / "own.pem"
    tls = f"ssl_certificate {own}; ssl_certificate_key {own};"
    now = datetime.now(UTC)
    with nginx_serving(tmp_path / "site", authority, more=f"include {told};", tls=tls) as port:
        network = stranger(port, authority)
        assert certificate_end(network, BASE, at=now) is None  # nobody was asked yet
        found = [one.problem.code for one in check_site(issuer, tmp_path / "site", BASE, network, at=issuer.now())]
        assert "live_unreached" not in found
        said = [(one.problem.code, one.outcome.value) for one in check_certificate(network, BASE, at=now)]
        assert said == ([] if outcome is None else [("live_certificate", outcome)])
    end = certificate_end(network, BASE, at=now)
    assert (end is None) == (outcome is None and age < 100)
    if end is not None:
        assert abs(end - now - timedelta(days=days)) < timedelta(hours=2)


def test_the_nightly_run_looks_at_the_certificate_that_its_check_saw(tmp_path: Path) -> None:
    authority = Authority.make(_folder(tmp_path / "authority"))
    authority.server(HOST, age=300, days=3, file="own.pem")
    issuer = Folder(tmp_path / "badges", clock=Clock(datetime.now(UTC))).create(
        url=BASE, email="badges@college.example"
    )
    own = authority.folder / "own.pem"
    now = datetime.now(UTC)
    with nginx_serving(tmp_path / "site", authority, tls=f"ssl_certificate {own}; ssl_certificate_key {own};") as port:
        network = stranger(port, authority)
        plan = NightPlan(
            out=tmp_path / "site",
            check=lambda: check_site(issuer, tmp_path / "site", BASE, network, at=issuer.now()),
            ends={f"{BASE} (TLS)": lambda: certificate_end(network, BASE, at=now)},
        )
        night = {done.step: done for done in run_night(issuer, plan)}
    (said,) = [one for one in night[NightStep.AHEAD].needs if "TLS" in str(one.problem.where)]
    assert said.problem.code in {"nightly_ends", "nightly_ended"}


def _folder(path: Path) -> Path:
    path.mkdir()
    return path
