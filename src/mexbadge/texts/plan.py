"""What the room `plan` says."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = {
    "plan_session_dates": Sentence(
        en="a session ends on {ends}, before it begins on {starts}",
        fr="une session finit le {ends}, avant de commencer le {starts}",
        hint_en="Correct one of the two dates.",
        hint_fr="Corrigez l'une des deux dates.",
        about_en="A session has a first and a last day.",
        about_fr="Une session a un premier et un dernier jour.",
    ),
    "plan_session_twice": Sentence(
        en="the course {id} has the session of {starts} twice",
        fr="le cours {id} a deux fois la session du {starts}",
        hint_en="Leave one of the two, with the seats of both.",
        hint_fr="Gardez l'une des deux, avec les places des deux.",
        about_en="Which of two sessions of the same days somebody would take, and how many seats there are, cannot be told.",
        about_fr="On ne peut dire laquelle de deux sessions des mêmes jours serait suivie, ni combien il y a de places.",
    ),
    "plan_sessions_overlap": Sentence(
        en="the course {id}: the session of {starts} begins before that of {other} is over ({ends})",
        fr="le cours {id} : la session du {starts} commence avant la fin de celle du {other} ({ends})",
        hint_en="Check the dates; nothing needs to be done where the course begins that often.",
        hint_fr="Vérifiez les dates ; il n'y a rien à faire si le cours commence si souvent.",
        about_en="Sessions of one course may run side by side. Two that overlap are often a slip in a date, so they are pointed out.",
        about_fr="Les sessions d'un cours peuvent se chevaucher. Deux qui le font cachent souvent une erreur de date ; on le signale.",
    ),
    "plan_course_id": Sentence(
        en="a course has no id",
        fr="un cours n'a pas d'identifiant",
        hint_en="Give it an id.",
        hint_fr="Donnez-lui un identifiant.",
        about_en="Plans name courses by their ids.",
        about_fr="Les plans nomment les cours par leur identifiant.",
    ),
    "plan_currency": Sentence(
        en="{currency} is no currency code",
        fr="{currency} n'est pas un code de devise",
        hint_en="Write three capital letters, such as CAD.",
        hint_fr="Écrivez trois lettres majuscules, telles que CAD.",
        about_en="Prices are in a currency of ISO 4217.",
        about_fr="Les prix sont dans une devise de l'ISO 4217.",
    ),
    "plan_currencies": Sentence(
        en="prices in {currencies} cannot be added up",
        fr="des prix en {currencies} ne peuvent s'additionner",
        hint_en="Choose among courses of one currency, or plan by days.",
        hint_fr="Choisissez parmi des cours d'une seule devise, ou planifiez par jours.",
        about_en="No rate of exchange is guessed.",
        about_fr="Aucun taux de change n'est deviné.",
    ),
    "plan_amount": Sentence(
        en="{amount} is no amount from 0 to {limit} with at most {places} decimal places",
        fr="{amount} n'est pas un montant de 0 à {limit} à {places} décimales au plus",
        hint_en="Write an exact number.",
        hint_fr="Écrivez un nombre exact.",
        about_en="Amounts are exact and bounded.",
        about_fr="Les montants sont exacts et bornés.",
    ),
    "plan_count": Sentence(
        en="{count} is no whole number from 0 to {limit}",
        fr="{count} n'est pas un nombre entier de 0 à {limit}",
        hint_en="Write a whole number.",
        hint_fr="Écrivez un nombre entier.",
        about_en="It counts something.",
        about_fr="Il compte quelque chose.",
    ),
    "plan_want": Sentence(
        en="a want names exactly one skill, achievement or course, and a level only with a skill",
        fr="un besoin désigne exactement une compétence, un accomplissement ou un cours, et un niveau seulement avec une compétence",
        hint_en="Name one thing.",
        hint_fr="Nommez une seule chose.",
        about_en="What is wanted must be one thing.",
        about_fr="Ce qui est voulu doit être une seule chose.",
    ),
    "plan_need_k": Sentence(
        en="{k} is no number of parts",
        fr="{k} n'est pas un nombre de parties",
        hint_en="Write a whole number from 0.",
        hint_fr="Écrivez un nombre entier à partir de 0.",
        about_en="It says how many of the parts are needed.",
        about_fr="Il dit combien de parties sont nécessaires.",
    ),
    "plan_need_part": Sentence(
        en="a part of a need is no need",
        fr="une partie d'un besoin n'est pas un besoin",
        hint_en="Use wants, and needs made of them.",
        hint_fr="Utilisez des besoins simples, et des besoins faits d'eux.",
        about_en="Needs are trees of wants.",
        about_fr="Les besoins sont des arbres de besoins simples.",
    ),
    "plan_need_deep": Sentence(
        en="needs nest deeper than {limit}",
        fr="les besoins sont imbriqués au-delà de {limit}",
        hint_en="Flatten the tree.",
        hint_fr="Aplatissez l'arbre.",
        about_en="Everything has a bound.",
        about_fr="Tout a une limite.",
    ),
    "plan_need_many": Sentence(
        en="a need has more than {limit} parts",
        fr="un besoin a plus de {limit} parties",
        hint_en="Divide it.",
        hint_fr="Divisez-le.",
        about_en="Everything has a bound.",
        about_fr="Tout a une limite.",
    ),
    "plan_too_hard": Sentence(
        en="the best plan could not be found within {limit} steps",
        fr="le meilleur plan n'a pu être trouvé en {limit} étapes",
        hint_en="Install mexbadge[match], or plan for a part of the needs.",
        hint_fr="Installez mexbadge[match], ou planifiez une partie des besoins.",
        about_en="Rather than a plan that may not be the best, you get none.",
        about_fr="Plutôt qu'un plan qui n'est peut-être pas le meilleur, vous n'en recevez aucun.",
    ),
    "plan_too_many": Sentence(
        en="there are more than {limit} courses",
        fr="il y a plus de {limit} cours",
        hint_en="Leave out courses that do not matter.",
        hint_fr="Omettez les cours sans importance.",
        about_en="Everything has a bound.",
        about_fr="Tout a une limite.",
    ),
    "plan_course_twice": Sentence(
        en="the course {id} stands there twice",
        fr="le cours {id} y figure deux fois",
        hint_en="Leave one of the two out.",
        hint_fr="Supprimez l'un des deux.",
        about_en="Courses are known by their ids.",
        about_fr="Les cours sont connus par leur identifiant.",
    ),
    "plan_self": Sentence(
        en="the course {id} asks for itself",
        fr="le cours {id} s'exige lui-même",
        hint_en="Correct its prerequisites.",
        hint_fr="Corrigez ses préalables.",
        about_en="A course that must be taken before itself can never be taken.",
        about_fr="Un cours qu'il faut suivre avant lui-même ne peut jamais être suivi.",
    ),
    "plan_extra": Sentence(
        en="this needs numpy and scipy",
        fr="ceci exige numpy et scipy",
        hint_en="Install them: pip install 'mexbadge[match]'",
        hint_fr="Installez-les : pip install 'mexbadge[match]'",
        about_en="Large problems are left to a solver that is not part of the plain installation.",
        about_fr="Les grands problèmes sont confiés à un solveur qui ne fait pas partie de l'installation de base.",
    ),
    "plan_college_unknown": Sentence(
        en="the course {id} names the college {college}, which the catalogue does not",
        fr="le cours {id} nomme le collège {college}, absent du catalogue",
        hint_en="Add the college, or correct the name.",
        hint_fr="Ajoutez le collège, ou corrigez le nom.",
        about_en="Each course belongs to a college of the catalogue.",
        about_fr="Chaque cours relève d'un collège du catalogue.",
    ),
    "plan_college_twice": Sentence(
        en="the college {college} stands there twice",
        fr="le collège {college} y figure deux fois",
        hint_en="Leave one of the two out.",
        hint_fr="Supprimez l'un des deux.",
        about_en="Colleges are known by their ids.",
        about_fr="Les collèges sont connus par leur identifiant.",
    ),
    "plan_catalogue_form": Sentence(
        en="this is no catalogue: schema must be {schema}",
        fr="ce n'est pas un catalogue : schema doit être {schema}",
        hint_en="Write the member schema as shown.",
        hint_fr="Écrivez le membre schema comme indiqué.",
        about_en="The form names itself, so that another document is not taken for it.",
        about_fr="Le format se nomme lui-même, afin qu'un autre document ne soit pas pris pour lui.",
    ),
    "plan_columns": Sentence(
        en="the catalogue lacks the columns {columns}",
        fr="il manque au catalogue les colonnes {columns}",
        hint_en="Name the columns in the first row.",
        hint_fr="Nommez les colonnes dans la première ligne.",
        about_en="Columns are found by their names, in any order.",
        about_fr="Les colonnes sont trouvées par leur nom, dans n'importe quel ordre.",
    ),
    "plan_cell": Sentence(
        en="{column} has a value that cannot be: {value}",
        fr="{column} a une valeur impossible : {value}",
        hint_en="Correct the cell.",
        hint_fr="Corrigez la cellule.",
        about_en="Each column has one kind of value.",
        about_fr="Chaque colonne a une seule sorte de valeur.",
    ),
    "plan_says_nothing": Sentence(en="nothing is missing", fr="rien ne manque"),
    "plan_says_total": Sentence(
        en="courses: {count}, to pay: {cost} {currency}, days: {days}",
        fr="cours : {count}, à payer : {cost} {currency}, jours : {days}",
    ),
    "plan_says_until": Sentence(en="from {starts} to {ends}", fr="du {starts} au {ends}"),
    "plan_says_step": Sentence(
        en="{number}. {name} ({college}), {cost} {currency}, days: {days}, {delivery}: {closes}",
        fr="{number}. {name} ({college}), {cost} {currency}, jours : {days}, {delivery} : {closes}",
    ),
    "plan_says_begins": Sentence(en="begins {starts}", fr="début : {starts}"),
    "plan_says_lack_nobody": Sentence(en="{name}: no course teaches it", fr="{name} : aucun cours ne l'enseigne"),
    "plan_says_lack_level": Sentence(
        en="{name}: no course is known to reach that level", fr="{name} : aucun cours connu n'atteint ce niveau"
    ),
    "plan_says_lack_not_approved": Sentence(
        en="{name}: only colleges that are not approved teach it",
        fr="{name} : seuls des collèges non approuvés l'enseignent",
    ),
    "plan_says_lack_full": Sentence(
        en="{name}: every course for it is full", fr="{name} : tous ses cours sont complets"
    ),
    "plan_says_lack_no_session": Sentence(
        en="{name}: no session is in time", fr="{name} : aucune session n'arrive à temps"
    ),
    "plan_says_lack_prerequisite": Sentence(
        en="{name}: what its courses ask for cannot be had", fr="{name} : ce que ses cours exigent ne peut s'obtenir"
    ),
    "plan_says_lack_together": Sentence(
        en="{name}: its sessions do not fit with those of the other courses",
        fr="{name} : ses sessions ne s'accordent pas avec celles des autres cours",
    ),
    "plan_says_none": Sentence(en="no plan: nobody teaches {names}", fr="aucun plan : nul n'enseigne {names}"),
    "plan_says_blocked": Sentence(
        en="no plan: the courses for {names} cannot be taken",
        fr="aucun plan : les cours pour {names} ne peuvent être suivis",
    ),
    "plan_says_impossible": Sentence(
        en="no plan: the need cannot be met", fr="aucun plan : le besoin ne peut être comblé"
    ),
    "plan_says_online": Sentence(en="online", fr="en ligne"),
    "plan_says_in_person": Sentence(en="in person", fr="en personne"),
    "plan_says_on_the_job": Sentence(en="on the job", fr="en milieu de travail"),
}
