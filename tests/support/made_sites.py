"""Sites out of a few files, for what writes and copies them: each page refers only to what is there."""

import re
from collections.abc import Mapping

from hypothesis import strategies as st

from mexbadge.publish.files import Role, SiteFile, fixed

__all__ = ["SmallSite", "files_of", "require_whole", "sites"]

SmallSite = dict[str, tuple[Role, str]]
"""What each file is for, and what it says; a page names in square brackets what it refers to."""
_NAMES = st.sampled_from(["a", "b", "c", "d"])
_REFERS = st.lists(st.sampled_from(["css/x", "css/y", "doc/x", "doc/y"]), max_size=2)


def files_of(site: SmallSite) -> list[SiteFile]:
    """Return the files of a site."""
    return [fixed(path, text.encode(), role) for path, (role, text) in site.items()]


@st.composite
def sites(draw: st.DrawFn, always: frozenset[str] = frozenset()) -> SmallSite:
    """Draw a site; ``always`` are files that each one has."""
    pages = draw(st.dictionaries(_NAMES, st.tuples(_REFERS, st.integers(0, 2)), max_size=3))
    site: SmallSite = {
        f"{name}.html": (Role.PAGE, f"v{version} {' '.join(f'[{r}]' for r in refers)}")
        for name, (refers, version) in pages.items()
    }
    for name in {*always, *draw(_REFERS), *(r for refers, _ in pages.values() for r in refers)}:
        role = Role.MEDIA if name.startswith("css") else Role.DOCUMENT
        site[name] = (role, f"{name} {draw(st.integers(0, 2))}")
    return site


def require_whole(lying: Mapping[str, str], before: SmallSite, after: SmallSite) -> None:
    """Hold that what lies there is whole: each file of one of the two sites, and all that its pages refer to."""
    for path, text in lying.items():
        assert text in {site[path][1] for site in (before, after) if path in site}, "a file of neither site"
        for named in re.findall(r"\[(.+?)\]", text):
            assert named in lying, f"{path} refers to what is not there"
    for path in before.keys() & after.keys():
        assert path in lying, "a file that both have was missing for a moment"
