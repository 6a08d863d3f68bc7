"""What is said of the achievement and its results, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = {
    "achievement_elsewhere": Sentence(
        en="awarded under an achievement of {host}, which is not the issuer",
        fr="décerné sous un accomplissement de {host}, qui n'est pas l'émetteur",
        hint_en="Ask {host} whether this issuer may award it.",
        hint_fr="Demandez à {host} si cet émetteur peut le décerner.",
        about_en="Anybody can write the address of another's achievement into a badge. The signature shows who wrote the "
        "badge, not that the other knows of it.",
        about_fr="N'importe qui peut inscrire dans un badge l'adresse de l'accomplissement d'un autre. La signature montre "
        "qui a écrit le badge, non que l'autre en a connaissance.",
    ),
    "achievement_creator": Sentence(
        en="awarded under an achievement made by {creator}, who is not the issuer",
        fr="décerné sous un accomplissement créé par {creator}, qui n'est pas l'émetteur",
        hint_en="Ask {creator} whether this issuer may award it.",
        hint_fr="Demandez à {creator} si cet émetteur peut le décerner.",
        about_en="The badge says itself that somebody else made the achievement. Nothing shows that the maker agrees.",
        about_fr="Le badge dit lui-même qu'un autre a créé l'accomplissement. Rien ne montre que celui-ci est d'accord.",
    ),
    "result_not_completed": Sentence(
        en="the result {name} says {status}: it was not completed",
        fr="le résultat {name} indique {status} : il n'a pas été terminé",
        hint_en="Do not count this badge as earned; ask the holder for the badge of the completed achievement.",
        hint_fr="Ne comptez pas ce badge comme obtenu ; demandez au titulaire celui de l'accomplissement terminé.",
        about_en="A genuine badge can say that somebody failed, withdrew or has only enrolled. Only the status Completed "
        "says that it was done.",
        about_fr="Un badge authentique peut dire qu'une personne a échoué, s'est retirée ou n'est qu'inscrite. Seul le "
        "statut Completed dit que c'est fait.",
    ),
    "result_below": Sentence(
        en="the result {name} is {value}, below {required} that the achievement requires",
        fr="le résultat {name} est {value}, sous {required} que l'accomplissement exige",
        hint_en="Do not count this badge as earned; ask the issuer why it was awarded.",
        hint_fr="Ne comptez pas ce badge comme obtenu ; demandez à l'émetteur pourquoi il l'a décerné.",
        about_en="The achievement describes which value or level is required, and the badge itself states less.",
        about_fr="L'accomplissement décrit la valeur ou le niveau requis, et le badge même en indique moins.",
    ),
    "result_unclear": Sentence(
        en="whether the result {name}, {value}, reaches {required} that the achievement requires cannot be told",
        fr="on ne peut dire si le résultat {name}, {value}, atteint {required} que l'accomplissement exige",
        hint_en="Ask the issuer, or look at its scale of results.",
        hint_fr="Demandez à l'émetteur, ou consultez son échelle de résultats.",
        about_en="The two are no numbers, and the badge does not say which of its values or levels is the higher one.",
        about_fr="Ce ne sont pas deux nombres, et le badge ne dit pas laquelle de ses valeurs est la plus haute.",
    ),
    "result_off_scale": Sentence(
        en="what the result {name}, {value}, means cannot be told",
        fr="on ne peut dire ce que signifie le résultat {name}, {value}",
        hint_en="Ask the issuer, or look at its scale of results.",
        hint_fr="Demandez à l'émetteur, ou consultez son échelle de résultats.",
        about_en="The value is not one of those that the badge itself allows, lies outside the bounds that it names, or "
        "stands for a status without being a known word for having passed.",
        about_fr="La valeur n'est pas de celles que le badge même permet, se trouve hors des bornes qu'il nomme, ou tient "
        "lieu de statut sans être un mot connu pour dire que c'est réussi.",
    ),
    "record_badges": Sentence(
        en="learner record: {count} badges inside",
        fr="dossier d'apprentissage : {count} badges à l'intérieur",
        about_en="A learner record is no badge: what was earned are the badges inside it, each judged alone.",
        about_fr="Un dossier d'apprentissage n'est pas un badge : ce qui a été obtenu, ce sont les badges qu'il contient, "
        "jugés un à un.",
    ),
    "record_partial": Sentence(
        en="partial learner record: {count} badges inside",
        fr="dossier d'apprentissage partiel : {count} badges à l'intérieur",
        about_en="The record says itself that it is partial. What it lists beside the badges inside was not earned by it.",
        about_fr="Le dossier dit lui-même qu'il est partiel. Ce qu'il énumère à côté des badges qu'il contient n'a pas été "
        "obtenu par là.",
    ),
    "text_result": Sentence(en="Result", fr="Résultat"),
}
