"""Skills: what a URI names, how far somebody has it, and which badges show it."""

from mexbadge.skills.holdings import Holding, Standing, digest_of, holding_of, holdings_of, reports_within
from mexbadge.skills.keeping import keep_profile, read_kept_profile
from mexbadge.skills.levels import SCALES, Level, Scale, reaches
from mexbadge.skills.lists import load_taxonomy
from mexbadge.skills.noc import NOC_2021, Noc, noc_codes, noc_groups
from mexbadge.skills.profile import Evidence, Held, Pair, ProfilePolicy, SkillProfile, profile_of
from mexbadge.skills.reading import Claim, NamedBy, Tables, claims_of
from mexbadge.skills.skill import Occupation, Skill
from mexbadge.skills.taxonomy import Taxonomy

__all__ = [
    "NOC_2021",
    "SCALES",
    "Claim",
    "Evidence",
    "Held",
    "Holding",
    "Level",
    "NamedBy",
    "Noc",
    "Occupation",
    "Pair",
    "ProfilePolicy",
    "Scale",
    "Skill",
    "SkillProfile",
    "Standing",
    "Tables",
    "Taxonomy",
    "claims_of",
    "digest_of",
    "holding_of",
    "holdings_of",
    "keep_profile",
    "load_taxonomy",
    "noc_codes",
    "noc_groups",
    "profile_of",
    "reaches",
    "read_kept_profile",
    "reports_within",
]
