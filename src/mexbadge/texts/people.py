"""What the commands on people's badges say: pathways and matches."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = {
    "cli_group_pathway": Sentence(en="Stack", fr="Empiler"),
    "cli_group_match": Sentence(en="Match", fr="Jumeler"),
    "cli_purpose_pathway_show": Sentence(
        en="What does a pathway ask for, and how far is somebody?",
        fr="Que demande un parcours, et où en est quelqu'un ?",
    ),
    "cli_purpose_pathway_award": Sentence(
        en="Issue the completion achievement, once", fr="Émettre l'accomplissement final, une seule fois"
    ),
    "cli_purpose_pathway_review": Sentence(
        en="Do the completion badges still stand?", fr="Les badges finaux sont-ils toujours en règle ?"
    ),
    "cli_purpose_pathway_export": Sentence(
        en="A learner record (CLR 2.0), or the pathway in CTDL",
        fr="Un dossier d'apprentissage (CLR 2.0), ou le parcours en CTDL",
    ),
    "cli_purpose_match_rank": Sentence(
        en="Who fits a vacancy, and which vacancy fits somebody?",
        fr="Qui convient à un poste, et quel poste convient à quelqu'un ?",
    ),
    "cli_purpose_match_vacancies": Sentence(
        en="Which vacancies fit one person?", fr="Quels postes conviennent à une personne ?"
    ),
    "cli_purpose_match_demand": Sentence(
        en="What is asked for, who lacks it (how many) and who teaches it",
        fr="Ce qui est demandé, combien de gens ne l'ont pas, et qui l'enseigne",
    ),
    "people_help_applicant": Sentence(
        en="the person as a file, in place of --badges and --recipient: JSON or TOML",
        fr="la personne en fichier, à la place de --badges et --recipient : JSON ou TOML",
    ),
    "people_help_top": Sentence(en="only so many, the best (all)", fr="seulement tant, les meilleurs (tous)"),
    "people_help_least": Sentence(
        en="how large a group of people must be to be counted openly (5)",
        fr="la taille à partir de laquelle un groupe de personnes est montré (5)",
    ),
    "people_help_demand_csv": Sentence(en="write the table as CSV for Excel", fr="écrire le tableau en CSV pour Excel"),
    "people_applicant_or_badges": Sentence(
        en="the person was given twice: as --applicant, and by --badges or --recipient",
        fr="la personne est donnée deux fois : par --applicant, et par --badges ou --recipient",
        hint_en="Leave one of the two.",
        hint_fr="Gardez l'un des deux.",
        about_en="An applicant's file names identities and badges itself.",
        about_fr="Le fichier d'un candidat nomme lui-même identités et badges.",
    ),
    "cli_purpose_match_plan": Sentence(
        en="Courses for exactly what is missing", fr="Des cours pour exactement ce qui manque"
    ),
    "cli_purpose_match_suggest": Sentence(
        en="Which skills may a text mean?", fr="Quelles compétences un texte peut-il désigner ?"
    ),
    "people_help_vacancy": Sentence(en="the vacancy: JSON or TOML", fr="le poste : JSON ou TOML"),
    "people_help_vacancies": Sentence(en="a folder of vacancies", fr="un dossier de postes"),
    "people_help_applicants": Sentence(
        en="a folder of applicants, each a JSON or TOML file",
        fr="un dossier de candidats, chacun un fichier JSON ou TOML",
    ),
    "people_help_results_csv": Sentence(
        en="write the results as CSV for Excel", fr="écrire les résultats en CSV pour Excel"
    ),
    "people_help_results_html": Sentence(en="write an explanation to print", fr="écrire une explication à imprimer"),
    "people_help_aim": Sentence(
        en="least to pay, fewest days of courses, or earliest finish (cost)",
        fr="le moins à payer, le moins de jours de cours, ou la fin la plus proche (cost)",
    ),
    "people_help_by": Sentence(en="the last day on which it must be over", fr="le dernier jour où cela doit être fini"),
    "people_help_start": Sentence(
        en="the first day on which a course can begin (tomorrow)",
        fr="le premier jour où un cours peut commencer (demain)",
    ),
    "people_help_suggest": Sentence(
        en="what the work is about, or a file that says so", fr="en quoi consiste le travail, ou un fichier qui le dit"
    ),
    "people_help_title": Sentence(
        en="the title of a job, by occupations of the taxonomy",
        fr="le titre d'un emploi, d'après les professions de la taxonomie",
    ),
    "people_help_count": Sentence(en="how many (10)", fr="combien (10)"),
    "people_help_badges": Sentence(
        en="the person's badges: PNG, SVG, JSON, JWT", fr="les badges de la personne : PNG, SVG, JSON, JWT"
    ),
    "people_no_badge": Sentence(
        en="{name} holds no badge that can be read; mexbadge verify says why",
        fr="{name} ne contient pas de badge lisible ; mexbadge verify dit pourquoi",
    ),
    "people_help_recipient": Sentence(
        en="whose they are: an e-mail address, a DID; again for each identity of the person",
        fr="à qui ils sont : une adresse, un DID ; à répéter pour chaque identité de la personne",
    ),
    "people_help_pathway": Sentence(en="the pathway: JSON or TOML", fr="le parcours : JSON ou TOML"),
    "people_help_catalogue": Sentence(en="courses: JSON, TOML or CSV", fr="les cours : JSON, TOML ou CSV"),
    "people_help_taxonomy": Sentence(
        en="skills: CSV, JSON, or ESCO as zip or folder", fr="les compétences : CSV, JSON, ou ESCO en zip ou dossier"
    ),
    "people_help_svg": Sentence(en="draw the pathway as SVG", fr="dessiner le parcours en SVG"),
    "people_help_mermaid": Sentence(
        en="write the pathway as a Mermaid chart", fr="écrire le parcours en diagramme Mermaid"
    ),
    "people_help_award_again": Sentence(
        en="award anew, after a revocation", fr="attribuer de nouveau, après une révocation"
    ),
    "people_help_cascade": Sentence(
        en="what follows where a badge fell away (flag)", fr="ce qui suit lorsqu'un badge n'est plus en règle (flag)"
    ),
    "people_help_export_as": Sentence(
        en="a learner record (clr), or the pathway itself in CTDL (ctdl)",
        fr="un dossier d'apprentissage (clr), ou le parcours même en CTDL (ctdl)",
    ),
}
