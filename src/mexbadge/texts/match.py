"""What the room `match` says."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = {
    "match_one_badge": Sentence(
        en="match takes a list of badges, and one badge was given",
        fr="match attend une liste de badges, et un seul badge a été donné",
        hint_en='Put it into a list: match(["badge.png"], vacancy).',
        hint_fr='Mettez-le dans une liste : match(["badge.png"], vacancy).',
        about_en="A text would be read letter by letter, as if each were a file.",
        about_fr="Un texte serait lu lettre par lettre, comme si chacune était un fichier.",
    ),
    "match_no_vacancy": Sentence(
        en="match takes a vacancy, and something else was given in its place",
        fr="match attend une offre d'emploi, et autre chose a été donné à sa place",
        hint_en='Load it first: Vacancy.load("vacancy.json").',
        hint_fr='Chargez-la d\'abord : Vacancy.load("vacancy.json").',
        about_en="The name of a file is not the vacancy in it. Vacancy.load reads the file and says what is wrong with it.",
        about_fr="Le nom d'un fichier n'est pas l'offre qu'il contient. Vacancy.load lit le fichier et dit ce qui n'y va pas.",
    ),
    "match_form": Sentence(
        en="this is no such document: schema must be {schema}",
        fr="ce n'est pas ce document : schema doit être {schema}",
        hint_en="Write the member schema as shown.",
        hint_fr="Écrivez le membre schema comme indiqué.",
        about_en="The form names itself, so that another document is not taken for it.",
        about_fr="Le format se nomme lui-même, afin qu'un autre document ne soit pas pris pour lui.",
    ),
    "match_protected": Sentence(
        en="{name} must not play a part in a match",
        fr="{name} ne doit jouer aucun rôle dans un jumelage",
        hint_en="Take it out: skills and what was declared are all that counts.",
        hint_fr="Retirez-le : seules comptent les compétences et ce qui a été déclaré.",
        about_en="What must not decide has no place in the data, so that it cannot.",
        about_fr="Ce qui ne doit pas décider n'a pas de place dans les données ; ainsi, il ne le peut pas.",
    ),
    "match_requirement": Sentence(
        en="{place} must ask for exactly one of skill, anyOf, credential, pathway, experience, and a level only of skills",
        fr="{place} doit demander exactement l'un de : skill, anyOf, credential, pathway, experience, et un niveau seulement pour des compétences",
        hint_en="Leave one of these members, and only one.",
        hint_fr="Gardez l'un de ces membres, et un seul.",
        about_en="A requirement asks for one thing.",
        about_fr="Une exigence demande une seule chose.",
    ),
    "match_contradiction": Sentence(
        en="the requirement {id} asks for the same as {other}",
        fr="l'exigence {id} demande la même chose que {other}",
        hint_en="Leave one of the two, at the level that is meant.",
        hint_fr="Gardez l'une des deux, au niveau voulu.",
        about_en="Two requirements of one thing contradict each other or count it twice.",
        about_fr="Deux exigences d'une même chose se contredisent ou la comptent deux fois.",
    ),
    "match_twice": Sentence(
        en="the id {id} stands for two requirements",
        fr="l'identifiant {id} désigne deux exigences",
        hint_en="Give one of them another id.",
        hint_fr="Donnez un autre identifiant à l'une d'elles.",
        about_en="Results refer to requirements by their ids.",
        about_fr="Les résultats renvoient aux exigences par leur identifiant.",
    ),
    "match_pay": Sentence(
        en="the pay goes from {least} to {most}",
        fr="la rémunération va de {least} à {most}",
        hint_en="Write the lower amount first.",
        hint_fr="Écrivez d'abord le montant le plus bas.",
        about_en="A range has a lower and an upper end.",
        about_fr="Une fourchette a une borne basse et une borne haute.",
    ),
    "match_window": Sentence(
        en="the vacancy {id} closes before it opens",
        fr="le poste {id} ferme avant d'ouvrir",
        hint_en="Correct openFrom or openUntil.",
        hint_fr="Corrigez openFrom ou openUntil.",
        about_en="It is open from one day to a later one.",
        about_fr="Il est ouvert d'un jour à un jour ultérieur.",
    ),
    "match_jurisdiction": Sentence(
        en="no rules are known for {name}; they are for {known}",
        fr="aucune règle n'est connue pour {name} ; elles le sont pour {known}",
        hint_en="Use a jurisdiction that is listed.",
        hint_fr="Utilisez une juridiction de la liste.",
        about_en="Rules that are not known are not guessed.",
        about_fr="Des règles inconnues ne se devinent pas.",
    ),
    "match_job_posting": Sentence(
        en="the document is no JobPosting of schema.org with a title",
        fr="le document n'est pas un JobPosting de schema.org avec un titre",
        hint_en="Give a JSON-LD JobPosting.",
        hint_fr="Donnez un JobPosting en JSON-LD.",
        about_en="A posting is known by its type.",
        about_fr="Une offre se reconnaît à son type.",
    ),
    "match_market": Sentence(
        en="a pair names {name}, which is not there",
        fr="une paire nomme {name}, qui n'y est pas",
        hint_en="Give every applicant and vacancy that pairs name.",
        hint_fr="Donnez chaque candidat et chaque poste que les paires nomment.",
        about_en="A market is cleared among those that are in it.",
        about_fr="Un marché se règle entre ceux qui y sont.",
    ),
    "match_scale_age": Sentence(
        en="the vacancy {id} asks how old a badge may be, which needs the badges themselves",
        fr="le poste {id} demande l'âge maximal d'un badge, ce qui exige les badges eux-mêmes",
        hint_en="Match it one by one, or take maxAgeDays out.",
        hint_fr="Jumelez-le un à un, ou retirez maxAgeDays.",
        about_en="Large matches work on profiles that were read before; these no longer know when each badge was issued.",
        about_fr="Les grands jumelages travaillent sur des profils déjà lus ; ceux-ci ne savent plus quand chaque badge a été émis.",
    ),
    "match_confidence": Sentence(
        en="the least confidence must be above 0 and at most 1; {value} was given",
        fr="la confiance minimale doit être supérieure à 0 et d'au plus 1 ; {value} a été donné",
        hint_en="Give a share of one, such as Fraction(1, 2).",
        hint_fr="Donnez une part de un, telle que Fraction(1, 2).",
        about_en="A badge whose word is worth nothing must not meet a requirement.",
        about_fr="Un badge dont la parole ne vaut rien ne doit combler aucune exigence.",
    ),
    "match_scale_once": Sentence(
        en="in the vacancy {id} each skill fills one requirement only, which is settled person by person",
        fr="dans le poste {id}, chaque compétence ne comble qu'une exigence, ce qui se règle personne par personne",
        hint_en="Match it one by one, or take eachOnce out.",
        hint_fr="Jumelez-le un à un, ou retirez eachOnce.",
        about_en="Large matches add up columns; which skill stands for which requirement cannot be added up.",
        about_fr="Les grands jumelages additionnent des colonnes ; quelle compétence vaut pour quelle exigence ne s'additionne pas.",
    ),
    "match_many": Sentence(
        en="the vacancy {id} has more than {limit} requirements",
        fr="le poste {id} a plus de {limit} exigences",
        hint_en="Leave those that decide.",
        hint_fr="Gardez celles qui décident.",
        about_en="What is read is bounded, so that one document cannot hold up all others.",
        about_fr="Ce qui est lu est borné, afin qu'un document ne puisse retarder tous les autres.",
    ),
    "match_least": Sentence(
        en="the least group that is shown must have 1 person or more; {value} was given",
        fr="le plus petit groupe montré doit compter 1 personne ou plus ; {value} a été donné",
        hint_en="Give a whole number such as 5.",
        hint_fr="Donnez un nombre entier tel que 5.",
        about_en="Numbers of few people can give somebody away.",
        about_fr="Un nombre de peu de personnes peut trahir quelqu'un.",
    ),
    "match_suppose": Sentence(
        en="one more skill or one more credential can be supposed, for a match that was assessed",
        fr="on peut supposer une compétence ou une attestation de plus, pour un jumelage évalué",
        hint_en="Give exactly one of skill and credential.",
        hint_fr="Donnez exactement l'un de skill et credential.",
        about_en="What would be is assessed anew from what was compared.",
        about_fr="Ce qui serait est évalué à nouveau à partir de ce qui a été comparé.",
    ),
    "match_text": Sentence(
        en="there is nothing to look for",
        fr="il n'y a rien à chercher",
        hint_en="Write what the work is about.",
        hint_fr="Écrivez en quoi consiste le travail.",
        about_en="Suggestions are drawn from words.",
        about_fr="Les suggestions viennent de mots.",
    ),
    "match_says_covered": Sentence(
        en="{title}: {covered} of {musts} required skills; score {score} of 100",
        fr="{title} : {covered} compétences requises sur {musts} ; note {score} sur 100",
    ),
    "match_says_ownership": Sentence(
        en="whose the badges are was not checked: nothing counts",
        fr="on n'a pas vérifié à qui sont les badges : rien ne compte",
    ),
    "match_says_issuers": Sentence(
        en="nobody said which issuers are trusted: any that answers for its key counts",
        fr="nul n'a dit quels émetteurs sont fiables : tout émetteur qui répond de sa clé compte",
    ),
    "match_says_met": Sentence(en="shown by {badge} (+{points})", fr="attesté par {badge} (+{points})"),
    "match_says_partial": Sentence(
        en="in part, by {badge} (+{points}): {why}", fr="en partie, par {badge} (+{points}) : {why}"
    ),
    "match_says_partial_plain": Sentence(en="in part, by {badge}: {why}", fr="en partie, par {badge} : {why}"),
    "match_says_near": Sentence(
        en="for the order only: {skill} is a skill of the same group (+{points})",
        fr="pour le classement seulement : {skill} est une compétence du même groupe (+{points})",
    ),
    "match_says_weak": Sentence(
        en="its word is worth {worth} of 100, and {least} is asked",
        fr="sa parole vaut {worth} sur 100, et {least} est demandé",
    ),
    "match_says_closed": Sentence(en="the vacancy is not open: {why}", fr="le poste n'est pas ouvert : {why}"),
    "match_says_closed_draft": Sentence(en="it is a draft", fr="c'est une ébauche"),
    "match_says_closed_matched": Sentence(en="somebody was matched with it", fr="quelqu'un y a été jumelé"),
    "match_says_closed_filled": Sentence(en="it is filled", fr="il est pourvu"),
    "match_says_closed_withdrawn": Sentence(en="it was withdrawn", fr="il a été retiré"),
    "match_says_closed_expired": Sentence(en="it has expired", fr="il est échu"),
    "match_says_closed_not_yet": Sentence(en="it opens later", fr="il ouvre plus tard"),
    "match_says_closed_ended": Sentence(en="its last day is over", fr="son dernier jour est passé"),
    "match_says_closed_no_seats": Sentence(en="no place is left", fr="il ne reste aucune place"),
    "match_says_closed_asks_nothing": Sentence(en="it asks for nothing", fr="il ne demande rien"),
    "match_says_missing": Sentence(en="missing", fr="manquant"),
    "match_says_expired": Sentence(en="{badge} has expired", fr="{badge} est échu"),
    "match_says_too_old": Sentence(en="{badge} is older than is asked for", fr="{badge} est plus ancien que demandé"),
    "match_says_unverified": Sentence(en="{badge} does not count: {why}", fr="{badge} ne compte pas : {why}"),
    "match_says_refused": Sentence(en="{badge} does not count: {why}", fr="{badge} ne compte pas : {why}"),
    "match_says_not_asked": Sentence(
        en="{badge} is aligned to {skill}, which this vacancy does not ask",
        fr="{badge} renvoie à {skill}, que ce poste ne demande pas",
    ),
    "match_says_suggestion": Sentence(en="it only hints at the skill", fr="il ne fait que suggérer la compétence"),
    "match_says_level_short": Sentence(en="the level is {level}", fr="le niveau est {level}"),
    "match_says_level_other": Sentence(
        en="the level {level} is on another scale", fr="le niveau {level} est sur une autre échelle"
    ),
    "match_says_level_unknown": Sentence(en="the level is not known", fr="le niveau n'est pas connu"),
    "match_says_related": Sentence(
        en="it shows a related skill, {skill}", fr="il atteste une compétence voisine, {skill}"
    ),
    "match_says_or": Sentence(en="or", fr="ou"),
    "match_says_experience": Sentence(en="{work}, {months} months", fr="{work}, {months} mois"),
    "match_says_declared_met": Sentence(en="declared", fr="déclaré"),
    "match_says_declared_partial": Sentence(en="declared in part", fr="déclaré en partie"),
    "match_says_declared_missing": Sentence(en="not declared", fr="non déclaré"),
    "match_says_constraint_regions": Sentence(en="region", fr="région"),
    "match_says_constraint_languages": Sentence(en="languages", fr="langues"),
    "match_says_constraint_licences": Sentence(en="licences", fr="permis"),
    "match_says_constraint_hours": Sentence(en="hours", fr="heures"),
    "match_says_fits": Sentence(en="fits", fr="convient"),
    "match_says_does_not": Sentence(en="does not fit", fr="ne convient pas"),
    "match_says_not_compared": Sentence(
        en="what was declared could not be compared", fr="ce qui a été déclaré n'a pu être comparé"
    ),
    "match_says_declared_unverified": Sentence(
        en="what was declared is in other words and was not compared: give the occupation's code (NOC 33102)",
        fr="ce qui a été déclaré l'est en d'autres mots et n'a pas été comparé : donnez le code de la profession (CNP 33102)",
    ),
    "match_says_unknown": Sentence(en="nothing was declared", fr="rien n'a été déclaré"),
    "match_says_standing_counts": Sentence(en="valid", fr="valide"),
    "match_says_standing_expired": Sentence(en="expired", fr="échu"),
    "match_says_standing_revoked": Sentence(en="revoked", fr="révoqué"),
    "match_says_standing_not_valid": Sentence(en="not valid", fr="non valide"),
    "match_says_standing_not_theirs": Sentence(
        en="it was awarded to somebody else", fr="il a été attribué à quelqu'un d'autre"
    ),
    "match_says_standing_ownership_not_checked": Sentence(
        en="whose it is was not checked", fr="on n'a pas vérifié à qui il est"
    ),
    "match_says_standing_unknown": Sentence(en="it could not be decided", fr="cela n'a pu être décidé"),
    "match_says_standing_untrusted": Sentence(en="its issuer is not trusted", fr="son émetteur n'est pas fiable"),
    "match_says_standing_not_completed": Sentence(
        en="its result says that it was not completed, or not reached",
        fr="son résultat dit qu'il n'a pas été terminé, ou pas atteint",
    ),
    "match_says_standing_no_achievement": Sentence(
        en="it awards no single achievement", fr="il n'atteste pas un seul accomplissement"
    ),
    "match_says_with": Sentence(
        en="with {name}: score {score}, place {place} of {of}", fr="avec {name} : note {score}, rang {place} sur {of}"
    ),
    "match_says_eligible": Sentence(en="eligible", fr="admissible"),
    "match_says_not_eligible": Sentence(en="not eligible", fr="non admissible"),
    "match_says_row": Sentence(
        en="{place}. {name}: {score} of 100, {covered} of {musts}, {eligible}",
        fr="{place}. {name} : {score} sur 100, {covered} sur {musts}, {eligible}",
    ),
    "match_says_unconfirmed": Sentence(
        en="suggestions count only after a person confirmed them",
        fr="les suggestions ne comptent qu'après confirmation par une personne",
    ),
    "match_says_demand": Sentence(
        en="{name}: vacancies that ask it {asked}, people who lack it {lacked}, courses {taught}, places {places}",
        fr="{name} : postes qui le demandent {asked}, personnes à qui il manque {lacked}, cours {taught}, places {places}",
    ),
    "match_says_demand_untaught": Sentence(
        en="{name}: vacancies that ask it {asked}, people who lack it {lacked}; nobody teaches it",
        fr="{name} : postes qui le demandent {asked}, personnes à qui il manque {lacked} ; personne ne l'enseigne",
    ),
    "match_says_demand_sum": Sentence(
        en="asked in all: {count}; lacks in all: {lacks}", fr="demandé en tout : {count} ; manques en tout : {lacks}"
    ),
    "match_says_hidden": Sentence(
        en="not shown (fewer than {least}, or hidden with those)",
        fr="non montré (moins de {least}, ou masqué avec ceux-là)",
    ),
    "match_says_hidden_sum": Sentence(en="not shown", fr="non montré"),
    "match_says_places_any": Sentence(en="any number", fr="sans limite"),
    "match_html_applicant": Sentence(en="Applicant {place}", fr="Candidature {place}"),
    "match_html_vacancies": Sentence(en="Vacancies, the best first", fr="Postes, les meilleurs d'abord"),
    "match_says_plan": Sentence(en="courses for what is missing", fr="cours pour ce qui manque"),
    "match_html_requirement": Sentence(en="Requirement", fr="Exigence"),
    "match_html_status": Sentence(en="Status", fr="État"),
    "match_html_why": Sentence(en="Why", fr="Pourquoi"),
    "match_html_met": Sentence(en="met", fr="comblée"),
    "match_html_partial": Sentence(en="in part", fr="en partie"),
    "match_html_missing": Sentence(en="missing", fr="manquante"),
    "match_html_expired": Sentence(en="expired", fr="échue"),
    "match_html_unverified": Sentence(en="not verified", fr="non vérifiée"),
    "match_html_foot": Sentence(
        en="Scores are sums of verified skills by published rules; a person decides.",
        fr="Les notes sont des sommes de compétences vérifiées selon des règles publiées ; une personne décide.",
    ),
    "match_law_pay": Sentence(
        en="the posting shows no pay or range of pay", fr="l'offre n'indique ni salaire ni fourchette salariale"
    ),
    "match_law_spread": Sentence(
        en="the range of pay spans {spread} a year; at most {limit} is allowed",
        fr="la fourchette couvre {spread} par an ; au plus {limit} est permis",
    ),
    "match_law_ai": Sentence(
        en="the posting must say whether artificial intelligence screens, assesses or selects applicants; a ranking such as this one counts",
        fr="l'offre doit dire si l'intelligence artificielle filtre, évalue ou choisit les candidats ; un classement comme celui-ci en relève",
    ),
    "match_law_ai_broad": Sentence(
        en="the posting denies the use of artificial intelligence: the definition is broad, and a ranking may fall under it",
        fr="l'offre nie l'usage de l'intelligence artificielle : la définition est large, et un classement peut en relever",
    ),
    "match_law_exists": Sentence(
        en="the posting must say whether it is for an existing vacancy",
        fr="l'offre doit dire si elle concerne un poste vacant existant",
    ),
    "match_law_canadian": Sentence(
        en='"{text}": a posting must not ask for Canadian experience',
        fr="« {text} » : une offre ne doit pas exiger d'expérience canadienne",
    ),
    "match_law_45_days": Sentence(
        en="tell everyone who was interviewed within 45 days whether a decision was made",
        fr="informez dans les 45 jours toute personne reçue en entrevue de la décision prise",
    ),
    "match_law_3_years": Sentence(
        en="keep the posting and the applications for 3 years", fr="conservez l'offre et les candidatures pendant 3 ans"
    ),
    "match_law_small": Sentence(
        en="the rules on postings are for employers of {least} and more",
        fr="les règles sur les offres visent les employeurs de {least} personnes et plus",
    ),
}
