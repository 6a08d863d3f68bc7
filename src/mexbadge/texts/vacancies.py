"""What is said of vacancies that people write without JSON, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = {
    "vacancy_choice": Sentence(
        en='"{words}" is not exactly one skill of the list; {count} may be meant',
        fr="« {words} » ne désigne pas exactement une compétence de la liste ; {count} sont possibles",
        hint_en="Choose one by its number, or write the questions into a CSV with --ask FILE, mark it with x and give it back with --choices FILE.",
        hint_fr="Choisissez-en une par son numéro, ou écrivez les questions dans un CSV avec --ask FICHIER, marquez d'un x et rendez-le avec --choices FICHIER.",
        about_en="Words are skills only where they are a label or an alternative label of exactly one skill of the list, in English or French. All else is asked, never guessed: a vacancy decides about people.",
        about_fr="Des mots sont une compétence seulement s'ils sont le libellé ou un autre libellé d'une seule compétence de la liste, en anglais ou en français. Le reste se demande et ne se devine pas : un poste décide du sort de personnes.",
    ),
    "vacancy_unknown": Sentence(
        en='nothing in the list of skills comes near "{words}"',
        fr="rien dans la liste de compétences ne ressemble à « {words} »",
        hint_en="Write it in other words, add the skill to the list, or leave it out.",
        hint_fr="Dites-le autrement, ajoutez la compétence à la liste, ou retirez-la.",
        about_en="A requirement that no skill of the list can stand for can never be met by a badge.",
        about_fr="Une exigence qu'aucune compétence de la liste ne représente ne peut être comblée par aucun badge.",
    ),
    "vacancy_asks_nothing": Sentence(
        en="the vacancy asks for no skill at all",
        fr="le poste ne demande aucune compétence",
        hint_en="Name what is asked for, one skill a line: Must, first aid",
        hint_fr="Nommez ce qui est demandé, une compétence par ligne : Exigé, secourisme",
        about_en="Everybody, or nobody, would fit a vacancy without requirements; so it is not made.",
        about_fr="Tout le monde, ou personne, conviendrait à un poste sans exigence ; il n'est donc pas fait.",
    ),
    "vacancy_many": Sentence(
        en="from here on there are more than {limit} requirements",
        fr="à partir d'ici, il y a plus de {limit} exigences",
        hint_en="Leave those that decide.",
        hint_fr="Gardez celles qui décident.",
        about_en="What is read is bounded, so that one vacancy cannot hold up all others.",
        about_fr="Ce qui est lu est borné, afin qu'un poste ne puisse retarder tous les autres.",
    ),
    "vacancy_text_long": Sentence(
        en="from here on more than {limit} lines seem to ask for something",
        fr="à partir d'ici, plus de {limit} lignes semblent demander quelque chose",
        hint_en="Paste only the part that says what is required.",
        hint_fr="Collez seulement la partie qui dit ce qui est exigé.",
        about_en="Each line of a posting becomes a question; nobody answers hundreds of them.",
        about_fr="Chaque ligne d'une offre devient une question ; personne ne répond à des centaines.",
    ),
    "vacancy_no_list": Sentence(
        en='"{words}" is words, and there is no list to look them up in',
        fr="« {words} » est en mots, et il n'y a pas de liste où les chercher",
        hint_en="Name your list of skills with --taxonomy FILE, or write the URI of the skill.",
        hint_fr="Nommez votre liste de compétences avec --taxonomy FICHIER, ou écrivez l'URI de la compétence.",
        about_en="A skill is known by its URI. A list says which words mean which skill.",
        about_fr="Une compétence se reconnaît à son URI. Une liste dit quels mots désignent laquelle.",
    ),
    "vacancy_yes": Sentence(
        en='"{value}" is neither yes nor no',
        fr="« {value} » ne dit ni oui ni non",
        hint_en="Write yes or no.",
        hint_fr="Écrivez oui ou non.",
        about_en="What is not clear is not taken for either.",
        about_fr="Ce qui n'est pas clair n'est pris ni pour l'un ni pour l'autre.",
    ),
    "vacancy_count": Sentence(
        en='"{value}" is no whole number',
        fr="« {value} » n'est pas un nombre entier",
        hint_en="Write a whole number, such as 30.",
        hint_fr="Écrivez un nombre entier, comme 30.",
        about_en="Places, hours and days are counted whole.",
        about_fr="Postes, heures et jours se comptent en entiers.",
    ),
    "vacancy_amount": Sentence(
        en='"{value}" is no clear amount',
        fr="« {value} » n'est pas un montant clair",
        hint_en="Write it as 24.50 or 45000.",
        hint_fr="Écrivez-le 24,50 ou 45000.",
        about_en="An amount that could be read in two ways (24.500) is refused, since it is what somebody is paid.",
        about_fr="Un montant qui se lirait de deux façons (24.500) est refusé : c'est ce que quelqu'un gagne.",
    ),
    "vacancy_period": Sentence(
        en='pay by "{value}" is not compared; it is by the hour or by the year',
        fr="un salaire par « {value} » ne se compare pas ; il est à l'heure ou à l'année",
        hint_en="Write hour or year, and the amount for it.",
        hint_fr="Écrivez heure ou an, et le montant qui y correspond.",
        about_en="To turn a week or a month into an hour one must know the hours; that is not guessed.",
        about_fr="Pour ramener une semaine ou un mois à l'heure, il faut connaître les heures ; on ne le devine pas.",
    ),
    "vacancy_period_missing": Sentence(
        en="it is not said whether the pay is by the hour or by the year",
        fr="on ne dit pas si le salaire est à l'heure ou à l'année",
        hint_en='Write hour or year beside "Pay per".',
        hint_fr="Écrivez heure ou an à côté de « Salaire par ».",
        about_en="24.50 an hour and 24.50 a year are not the same; which is meant is not guessed.",
        about_fr="24,50 l'heure et 24,50 l'an ne sont pas la même chose ; on ne le devine pas.",
    ),
    "vacancy_day": Sentence(
        en='"{value}" is no day, or could be two',
        fr="« {value} » n'est pas un jour, ou pourrait en être deux",
        hint_en="Write year-month-day, such as 2026-11-01.",
        hint_fr="Écrivez année-mois-jour, comme 2026-11-01.",
        about_en="03/04/2026 is one day in one country and another in the next.",
        about_fr="03/04/2026 n'est pas le même jour selon le pays.",
    ),
    "vacancy_noc": Sentence(
        en='"{value}" is no code of the NOC 2021, which has five digits',
        fr="« {value} » n'est pas un code de la CNP 2021, qui compte cinq chiffres",
        hint_en="Write all five digits; where a spreadsheet dropped zeros in front, {padded}.",
        hint_fr="Écrivez les cinq chiffres ; si un tableur a retiré des zéros au début, {padded}.",
        about_en="Codes are text: 00010 is another code than 10, and a spreadsheet that takes it for a number loses the zeros. Codes of four digits are of an older edition.",
        about_fr="Les codes sont du texte : 00010 n'est pas 10, et un tableur qui y voit un nombre perd les zéros. Les codes à quatre chiffres sont d'une édition antérieure.",
    ),
    "vacancy_language": Sentence(
        en='"{value}" is no language',
        fr="« {value} » n'est pas une langue",
        hint_en="Write en, fr or another tag of BCP 47.",
        hint_fr="Écrivez en, fr ou une autre étiquette BCP 47.",
        about_en="Languages are compared by their tags, not by how a word is spelled.",
        about_fr="Les langues se comparent par étiquette, et non par orthographe.",
    ),
    "vacancy_level": Sentence(
        en='"{value}" is no level of a scale that is known',
        fr="« {value} » n'est pas un niveau d'une échelle connue",
        hint_en="Write novice, advanced beginner, competent, proficient, expert, or a scale and a level: EQF 4, OQF 5.",
        hint_fr="Écrivez novice, débutant avancé, compétent, performant, expert, ou une échelle et un niveau : CEC 4, CTCO 5.",
        about_en="A level is a place on a named scale. Levels of two scales are never compared.",
        about_fr="Un niveau est une place sur une échelle nommée. Ceux de deux échelles ne se comparent pas.",
    ),
    "vacancy_level_of": Sentence(
        en='the level "{value}" stands beside what has none',
        fr="le niveau « {value} » est à côté de ce qui n'en a pas",
        hint_en="Take the level out, or ask for a skill.",
        hint_fr="Retirez le niveau, ou demandez une compétence.",
        about_en="Only skills have levels; a badge is held or not.",
        about_fr="Seules les compétences ont un niveau ; un badge est détenu ou non.",
    ),
    "vacancy_age": Sentence(
        en="{value} days are more than {limit}",
        fr="{value} jours, c'est plus que {limit}",
        hint_en="Write how many days ago it may have been shown, such as 1095 for three years.",
        hint_fr="Écrivez depuis combien de jours, comme 1095 pour trois ans.",
        about_en="What is older than a hundred years is a slip.",
        about_fr="Plus de cent ans est une faute de frappe.",
    ),
    "vacancy_months": Sentence(
        en='how many months is not said: "{value}"',
        fr="le nombre de mois n'est pas dit : « {value} »",
        hint_en="Write the work, a comma and the months: care at home, 12 months",
        hint_fr="Écrivez le travail, une virgule et les mois : soins à domicile, 12 mois",
        about_en="Experience is compared by its length.",
        about_fr="L'expérience se compare par sa durée.",
    ),
    "vacancy_columns": Sentence(
        en="this is no table of a vacancy: its headings must be What and Value",
        fr="ce n'est pas le tableau d'un poste : ses titres doivent être Quoi et Valeur",
        hint_en="Begin with the empty table: mexbadge vacancy template --out vacancy.csv",
        hint_fr="Partez du tableau vide : mexbadge vacancy template --out poste.csv",
        about_en="The first column says what a line is about, the second what is said of it.",
        about_fr="La première colonne dit de quoi parle la ligne, la deuxième ce qu'on en dit.",
    ),
    "vacancy_empty": Sentence(
        en='{what} is empty, and "{value}" stands beside it',
        fr="{what} est vide, et « {value} » est à côté",
        hint_en="Write the skill that is meant, or empty the line.",
        hint_fr="Écrivez la compétence voulue, ou videz la ligne.",
        about_en="A level or an age belongs to a skill.",
        about_fr="Un niveau ou un âge va avec une compétence.",
    ),
    "vacancy_beside": Sentence(
        en='"{value}" stands beside {what} in a column where nothing of it belongs',
        fr="« {value} » est à côté de {what}, dans une colonne où rien n'en a sa place",
        hint_en="Put a value with a delimiter in it between quotation marks, or empty that cell.",
        hint_fr="Mettez entre guillemets une valeur qui contient un délimiteur, ou videz cette cellule.",
        about_en="In a CSV a comma, or in French a semicolon, begins the next cell. What stands there would be lost.",
        about_fr="En CSV, une virgule, ou en français un point-virgule, commence la cellule suivante. Ce qui s'y trouve serait perdu.",
    ),
    "vacancy_nameless": Sentence(
        en='"{value}" stands in a line that does not say what it is',
        fr="« {value} » est dans une ligne qui ne dit pas ce que c'est",
        hint_en="Write what it is into the first column, such as Must.",
        hint_fr="Écrivez dans la première colonne ce que c'est, comme Exigé.",
        about_en="Nothing that somebody wrote is passed over.",
        about_fr="Rien de ce qui est écrit n'est passé sous silence.",
    ),
    "vacancy_field": Sentence(
        en='nothing of a vacancy is called "{what}"',
        fr="rien dans un poste ne s'appelle « {what} »",
        hint_en="Use the words of the empty table, or take the line out.",
        hint_fr="Employez les mots du tableau vide, ou retirez la ligne.",
        about_en="A line that is not known may be a slip of the pen; it is not passed over.",
        about_fr="Une ligne inconnue peut être une faute de frappe ; elle n'est pas passée sous silence.",
    ),
    "vacancy_field_near": Sentence(
        en='nothing of a vacancy is called "{what}"; "{near}" comes near',
        fr="rien dans un poste ne s'appelle « {what} » ; « {near} » y ressemble",
        hint_en="Correct the word in the first column.",
        hint_fr="Corrigez le mot dans la première colonne.",
        about_en="A line that is not known may be a slip of the pen; it is not passed over.",
        about_fr="Une ligne inconnue peut être une faute de frappe ; elle n'est pas passée sous silence.",
    ),
    "vacancy_twice": Sentence(
        en="{what} was said before, in line {first}",
        fr="{what} a déjà été dit à la ligne {first}",
        hint_en="Leave one of the two.",
        hint_fr="Gardez l'une des deux.",
        about_en="Which of two would hold is not guessed.",
        about_fr="On ne devine pas laquelle des deux vaut.",
    ),
    "vacancy_no_title": Sentence(
        en="the vacancy has no title",
        fr="le poste n'a pas de titre",
        hint_en="Write its title, in English, French or both.",
        hint_fr="Écrivez son titre, en anglais, en français ou les deux.",
        about_en="Applicants know a vacancy by its title.",
        about_fr="Les candidats connaissent un poste par son titre.",
    ),
    "vacancy_already": Sentence(
        en="this is a vacancy already",
        fr="c'est déjà un poste",
        hint_en="Look at it with: mexbadge vacancy check FILE",
        hint_fr="Examinez-le avec : mexbadge vacancy check FICHIER",
        about_en="A vacancy is made of a table, a text or a JobPosting; this document is what comes of that.",
        about_fr="Un poste se fait d'un tableau, d'un texte ou d'un JobPosting ; ce document en est le résultat.",
    ),
    "vacancy_no_posting": Sentence(
        en="there is no JobPosting of schema.org in it",
        fr="il n'y a pas de JobPosting de schema.org dedans",
        hint_en="Copy the text of the posting into a file, and give that.",
        hint_fr="Copiez le texte de l'offre dans un fichier, et donnez celui-ci.",
        about_en="Many pages hold the facts of a posting as data for search engines (JSON-LD). This one does not, or shows them only after scripts have run.",
        about_fr="Beaucoup de pages portent les faits d'une offre en données pour les moteurs de recherche (JSON-LD). Celle-ci non, ou seulement après des scripts.",
    ),
    "vacancy_postings": Sentence(
        en="the page holds {count} postings: {titles}",
        fr="la page contient {count} offres : {titles}",
        hint_en="Open the page of the one that is meant.",
        hint_fr="Ouvrez la page de celle qui est voulue.",
        about_en="Which posting is meant is not guessed.",
        about_fr="On ne devine pas quelle offre est voulue.",
    ),
    "vacancy_not_taken": Sentence(
        en="{member} was not taken: {value}",
        fr="{member} n'a pas été repris : {value}",
        hint_en="Add it by hand where it matters.",
        hint_fr="Ajoutez-le à la main s'il compte.",
        about_en="A JobPosting says things for which a vacancy has no place, or says them in a way that could mean two things. Each is listed.",
        about_fr="Un JobPosting dit des choses sans place dans un poste, ou de façon équivoque. Chacune est énumérée.",
    ),
    "vacancy_title_taken": Sentence(
        en='the first line was taken for the title: "{title}"',
        fr="la première ligne a été prise pour le titre : « {title} »",
        hint_en="Give another one with --title.",
        hint_fr="Donnez-en un autre avec --title.",
        about_en="A pasted text does not say which of its lines is the title.",
        about_fr="Un texte collé ne dit pas laquelle de ses lignes est le titre.",
    ),
    "vacancy_text_facts": Sentence(
        en="pay, hours, days and places are not read out of a text",
        fr="salaire, heures, jours et lieux ne se lisent pas dans un texte",
        hint_en="Write it into a table first (mexbadge vacancy template TEXT --out vacancy.csv), and add them there.",
        hint_fr="Mettez-le d'abord en tableau (mexbadge vacancy template TEXTE --out poste.csv), et ajoutez-les.",
        about_en="The whole text stays as the description. Numbers in sentences are not guessed at.",
        about_fr="Tout le texte reste comme description. Les nombres dans des phrases ne se devinent pas.",
    ),
    "vacancy_left_out": Sentence(
        en='"{words}" was left out, as was chosen',
        fr="« {words} » a été retiré, comme choisi",
        hint_en="Choose again if that was not meant.",
        hint_fr="Choisissez de nouveau si ce n'était pas voulu.",
        about_en="Whoever answers a question may say that nothing of the list is meant.",
        about_fr="Qui répond à une question peut dire que rien de la liste n'est voulu.",
    ),
    "vacancy_choices_columns": Sentence(
        en="these are no questions to fill in: the columns Words, Choose and URI are needed",
        fr="ce ne sont pas des questions à remplir : il faut les colonnes Mots, Choisir et URI",
        hint_en="Write them anew with --ask FILE.",
        hint_fr="Écrivez-les de nouveau avec --ask FICHIER.",
        about_en="The CSV that --ask wrote is filled in and given back with --choices.",
        about_fr="Le CSV écrit par --ask se remplit et se rend avec --choices.",
    ),
    "vacancy_mark": Sentence(
        en='"{value}" beside "{words}" is no mark',
        fr="« {value} » à côté de « {words} » n'est pas une marque",
        hint_en="Write x beside the skill that is meant, and nothing beside the others.",
        hint_fr="Écrivez x à côté de la compétence voulue, et rien à côté des autres.",
        about_en="A mark is x, yes or 1; an empty cell, no or 0 is none.",
        about_fr="Une marque est x, oui ou 1 ; une cellule vide, non ou 0 n'en est pas une.",
    ),
    "vacancy_mark_both": Sentence(
        en='"{words}" is marked as a skill and to be left out',
        fr="« {words} » est marqué comme compétence et comme à retirer",
        hint_en="Leave one of the marks.",
        hint_fr="Gardez l'une des marques.",
        about_en="Both cannot be meant.",
        about_fr="Les deux ne peuvent être voulus.",
    ),
    "vacancy_no_mark": Sentence(
        en='nothing is marked beside "{words}" yet',
        fr="rien n'est encore marqué à côté de « {words} »",
        hint_en="Write x beside the skill that is meant, or beside the last line of the question.",
        hint_fr="Écrivez x à côté de la compétence voulue, ou de la dernière ligne de la question.",
        about_en="A question without an answer stays open.",
        about_fr="Une question sans réponse reste ouverte.",
    ),
    "vacancy_says_none": Sentence(en="none of these: leave it out", fr="aucune : retirer l'exigence"),
    "vacancy_says_made": Sentence(
        en="{path}: {musts} that must be met, {nices} welcome", fr="{path} : {musts} exigées, {nices} souhaitées"
    ),
    "vacancy_says_must": Sentence(en="must: {what}", fr="exigé : {what}"),
    "vacancy_says_nice": Sentence(en="nice: {what}", fr="souhaité : {what}"),
    "vacancy_says_question": Sentence(
        en='{place}"{words}" is not exactly one skill of the list. Which is meant?',
        fr="{place}« {words} » ne désigne pas exactement une compétence de la liste. Laquelle ?",
    ),
    "vacancy_says_line": Sentence(en="line {where}: ", fr="ligne {where} : "),
    "vacancy_says_at": Sentence(en="{where}: ", fr="{where} : "),
    "vacancy_says_number": Sentence(
        en="Number (several: 1, 3; Enter: later): ", fr="Numéro (plusieurs : 1, 3 ; Entrée : plus tard) : "
    ),
    "vacancy_says_number_again": Sentence(
        en='"{value}" is none of the numbers', fr="« {value} » n'est aucun des numéros"
    ),
    "vacancy_says_open": Sentence(
        en="{count} questions are open: nothing was written", fr="{count} questions sont ouvertes : rien n'a été écrit"
    ),
    "vacancy_says_asked": Sentence(
        en="the questions stand in {path}: mark with x what is meant, and run the command again with --choices {path}",
        fr="les questions sont dans {path} : marquez d'un x ce qui est voulu, et relancez avec --choices {path}",
    ),
    "vacancy_says_reminder": Sentence(en="remember: {text}", fr="rappel : {text}"),
    "vacancy_says_checked": Sentence(
        en="{path}: {faults} to put right, {remarks} to remember",
        fr="{path} : {faults} à corriger, {remarks} à retenir",
    ),
    "vacancy_says_words": Sentence(
        en="without --taxonomy no words were looked up", fr="sans --taxonomy, aucun mot n'a été cherché"
    ),
    "vacancy_says_fill": Sentence(
        en="fill in the second column, then: mexbadge vacancy new {path} --taxonomy SKILLS --out vacancy.json",
        fr="remplissez la deuxième colonne, puis : mexbadge vacancy new {path} --taxonomy COMPETENCES --out poste.json",
    ),
    "cli_group_vacancy": Sentence(en="Vacancies", fr="Postes"),
    "cli_purpose_vacancy_template": Sentence(
        en="An empty table of a vacancy to fill in", fr="Un tableau vide de poste à remplir"
    ),
    "cli_purpose_vacancy_new": Sentence(
        en="A vacancy from a table, a posting's text or a web page",
        fr="Un poste à partir d'un tableau, du texte d'une offre ou d'une page",
    ),
    "cli_purpose_vacancy_check": Sentence(
        en="What is wrong with a vacancy, or unlawful?", fr="Qu'est-ce qui cloche dans un poste, ou est illicite ?"
    ),
    "vacancy_help_source": Sentence(
        en="a table (CSV, .xlsx), a posting's text, a page or file with a JobPosting, an address, or - for what is pasted",
        fr="un tableau (CSV, .xlsx), le texte d'une offre, une page ou un fichier avec un JobPosting, une adresse, ou - pour ce qu'on colle",
    ),
    "vacancy_help_template_source": Sentence(
        en="fill the table with what a posting says", fr="remplir le tableau de ce que dit une offre"
    ),
    "vacancy_help_template_out": Sentence(
        en="the file: .csv, or .xlsx with the extra xlsx (vacancy.csv)",
        fr="le fichier : .csv, ou .xlsx avec l'extra xlsx (vacancy.csv)",
    ),
    "vacancy_help_check": Sentence(en="the vacancy: a table, JSON or TOML", fr="le poste : un tableau, JSON ou TOML"),
    "vacancy_help_out": Sentence(en="the vacancy (its reference with .json)", fr="le poste (sa référence avec .json)"),
    "vacancy_help_title": Sentence(
        en="the title, where the text does not begin with it", fr="le titre, si le texte ne commence pas par lui"
    ),
    "vacancy_help_posting_lang": Sentence(
        en="the language of the posting, where it does not say so (--lang)",
        fr="la langue de l'offre, si elle ne la dit pas (--lang)",
    ),
    "vacancy_help_ask": Sentence(
        en="write what is open as a CSV to fill in", fr="écrire ce qui est ouvert en CSV à remplir"
    ),
    "vacancy_help_choices": Sentence(en="that CSV, filled in", fr="ce CSV, rempli"),
    "vacancy_help_sheet": Sentence(
        en="the sheet of a workbook (the one with the best headings)",
        fr="la feuille d'un classeur (celle dont les titres conviennent le mieux)",
    ),
    "vacancy_help_count": Sentence(
        en="how many skills are offered for a wording (5)", fr="combien de compétences sont offertes par tournure (5)"
    ),
    "vacancy_help_jurisdiction": Sentence(
        en="whose rules on postings (CA-ON)", fr="les règles de quelle juridiction (CA-ON)"
    ),
}
