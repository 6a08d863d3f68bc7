"""What is said of moments, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = {
    "moment_zone": Sentence(
        en="the moment {value} has no time zone",
        fr="le moment {value} n'indique aucun fuseau horaire",
        hint_en="Give a time with a zone, such as 2026-03-01T00:00:00Z.",
        hint_fr="Donnez une heure avec fuseau, comme 2026-03-01T00:00:00Z.",
        about_en="What is signed, compared or judged must mean the same moment everywhere.",
        about_fr="Ce qui est signé, comparé ou jugé doit désigner le même moment partout.",
    ),
}
