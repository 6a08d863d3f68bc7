"""How the register can be behind what was published, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

BEHIND: Final[Mapping[str, Sentence]] = {
    "behind_revocation": Sentence(
        en="{id} was published as revoked ({url}), and the register says that it is not",
        fr="{id} a été publié comme révoqué ({url}), et le registre dit le contraire",
        hint_en="Take it over with mexbadge register recover, without a file.",
        hint_fr="Reprenez-le avec mexbadge register recover, sans fichier.",
        about_en="What was published once holds for whoever saw it. The register is an older copy, or somebody changed it; a question mark stands for a badge of which it knows nothing.",
        about_fr="Ce qui a été publié vaut pour quiconque l'a vu. Le registre est une copie plus ancienne, ou quelqu'un l'a modifié ; un point d'interrogation désigne un badge qu'il ne connaît pas.",
    ),
    "behind_suspension": Sentence(
        en="{id} was published as suspended ({url}), and the register says that it is not",
        fr="{id} a été publié comme suspendu ({url}), et le registre dit le contraire",
        hint_en="Take it over with mexbadge register recover, without a file.",
        hint_fr="Reprenez-le avec mexbadge register recover, sans fichier.",
        about_en="What was published once holds for whoever saw it. The register is an older copy, or somebody changed it; a question mark stands for a badge of which it knows nothing.",
        about_fr="Ce qui a été publié vaut pour quiconque l'a vu. Le registre est une copie plus ancienne, ou quelqu'un l'a modifié ; un point d'interrogation désigne un badge qu'il ne connaît pas.",
    ),
    "behind_list": Sentence(
        en="the status list {url} was published, and the register does not know it",
        fr="la liste d'état {url} a été publiée, et le registre ne la connaît pas",
        hint_en="Take it over with mexbadge register recover, without a file.",
        hint_fr="Reprenez-le avec mexbadge register recover, sans fichier.",
        about_en="What was published once holds for whoever saw it. The register is an older copy, or somebody changed it; a question mark stands for a badge of which it knows nothing.",
        about_fr="Ce qui a été publié vaut pour quiconque l'a vu. Le registre est une copie plus ancienne, ou quelqu'un l'a modifié ; un point d'interrogation désigne un badge qu'il ne connaît pas.",
    ),
    "behind_id": Sentence(
        en="{id} was published on the list of revoked badges, and the register says that it is not revoked",
        fr="{id} a été publié sur la liste des badges révoqués, et le registre dit qu'il ne l'est pas",
        hint_en="Take it over with mexbadge register recover, without a file.",
        hint_fr="Reprenez-le avec mexbadge register recover, sans fichier.",
        about_en="What was published once holds for whoever saw it. The register is an older copy, or somebody changed it; a question mark stands for a badge of which it knows nothing.",
        about_fr="Ce qui a été publié vaut pour quiconque l'a vu. Le registre est une copie plus ancienne, ou quelqu'un l'a modifié ; un point d'interrogation désigne un badge qu'il ne connaît pas.",
    ),
    "behind_key": Sentence(
        en="the key {id} was published, and the register does not know it",
        fr="la clé {id} a été publiée, et le registre ne la connaît pas",
        hint_en="Take it over with mexbadge register recover, without a file.",
        hint_fr="Reprenez-le avec mexbadge register recover, sans fichier.",
        about_en="What was published once holds for whoever saw it. The register is an older copy, or somebody changed it; a question mark stands for a badge of which it knows nothing.",
        about_fr="Ce qui a été publié vaut pour quiconque l'a vu. Le registre est une copie plus ancienne, ou quelqu'un l'a modifié ; un point d'interrogation désigne un badge qu'il ne connaît pas.",
    ),
    "behind_key_withdrawn": Sentence(
        en="the key {id} was published as compromised, and the register says that it is not",
        fr="la clé {id} a été publiée comme compromise, et le registre dit le contraire",
        hint_en="Take it over with mexbadge register recover, without a file.",
        hint_fr="Reprenez-le avec mexbadge register recover, sans fichier.",
        about_en="What was published once holds for whoever saw it. The register is an older copy, or somebody changed it; a question mark stands for a badge of which it knows nothing.",
        about_fr="Ce qui a été publié vaut pour quiconque l'a vu. Le registre est une copie plus ancienne, ou quelqu'un l'a modifié ; un point d'interrogation désigne un badge qu'il ne connaît pas.",
    ),
}
