"""The colours of the style sheet, computed by the formula of WCAG 2.1 (1.4.3): each text on each of its grounds."""

import re
from pathlib import Path

import pytest

import mexbadge

CSS = (Path(mexbadge.__file__).parent / "_data/site/style.css").read_text("utf-8")
_PAIRS = (
    *((text, ground) for text in ("ink", "quiet", "link") for ground in ("paper", "soft")),
    ("on-main", "main"),
    ("good", "paper"),
    ("bad", "paper"),
    *((kind, f"{kind}-soft") for kind in ("good", "warn", "bad", "open")),
)


def colours(scheme: str) -> dict[str, str]:
    """Return the colours of a scheme by their names; the dark ones stand over the light ones."""
    light, dark = re.findall(r":root \{([^}]*)\}", CSS)[:2]
    found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", light))
    return found | (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", dark)) if scheme == "dark" else {})


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def test_the_formula_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), _PAIRS)
def test_each_text_is_read_on_its_ground(scheme: str, text: str, ground: str) -> None:
    named = colours(scheme)
    assert contrast(named[text], named[ground]) >= 4.5
