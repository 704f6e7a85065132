"""Spanish and Portuguese wordings of a prescribed subject, over folded text: its blanks, what leads in."""

from __future__ import annotations

from typing import Final

# Here the words about a post end: "the post that you apply for and your name".
_STOP: Final = r"(?=\s*(?:$|[.,;:()\n\"»+|]|y |e |en (?:el|la) |no |na |con |com |- ))"
_THAT: Final = (
    rf"(?: (?:al?|para|por|en|ao|pela|pelo|em|no|na)(?: (?:el|la|o|a))?"
    rf" (?:que|cual|qual)\b[^.,;:()]{{0,40}}?{_STOP}"
    rf"| que (?:te|le|se|les|mas|desea\w*|quier\w+|busca\w*|interes\w+|solicit\w+|aplic\w+|pretend\w+|dese\w+"
    rf"|quer\w*|voce|esta)\b[^.,;:()]{{0,40}}?{_STOP}"
    r"| de (?:tu |su |seu |sua )?(?:interes(?:se)?|preferencia|eleccion)"
    r"|,? ?(?:de|d)?(?:solicitad|desead|ofertad|pretendid|desejad|escolhid|publicad|anunciad"
    r"|almejad)[oa]s?"
    r"| de interesse)"
)
_POSTS: Final = (
    r"(?:puesto|cargo|vacante|plaza|posicion|oferta|empleo|perfil|trabajo|convocatoria"
    r"|vaga|posicao|funcao|oportunidade|estagio|emprego)s?(?: de (?:trabajo|trabalho|emprego|empleo))?"
)
_THE: Final = r"(?:(?:el|la|los|las|o|a|su|tu|seu|sua|o seu|a sua|al|ao|del|da|do|qual (?:e )?[oa]) )?"
IBERIAN_TITLES: Final = (
    (
        rf"{_THE}(?:nombre|titulo|denominacion|nome|designacao)(?: exact[oa]| complet[oa])?"
        rf" (?:del?(?: la| tu| su)?|da|do|de)"
        rf" {_POSTS}(?:{_THAT})?"
    ),
    rf"{_THE}{_POSTS}{_THAT}",
)
# Only where a subject is described: "… and the post".
IBERIAN_BARE_TITLES: Final = (
    r"(?:la|a|o) (?:vacante|vaga|cargo|funcao|posicao|plaza)(?! (?:de|del|da|do|en|em|para)\b|:)",
)
_PLACES: Final = (
    r"(?:area|departamento|especialidad|especialidade|ciudad|cidade|municipio|localidad|localidade|zona"
    r"|region|regiao|pais|provincia|sede|sector|setor|carrera|curso|ramo|unidade|loja|tienda|turno|estado"
    r"|disponibilidad|disponibilidade|universidad|universidade|modalidad|modalidade|sucursal|bairro)s?"
)
_OF_WHOM: Final = (
    rf"(?: (?:de|del|da|do) (?:su |tu |seu |sua )?(?:interes(?:se)?|atuacao|residencia|preferencia|eleccion"
    r"|formacao|formacion|estudios?|origen|origem|trabajo|trabalho)"
    rf"| (?:donde|onde|en (?:el|la) que|em que|na qual|no qual)\b[^.,;:()]{{0,40}}?{_STOP}|{_THAT})"
)
IBERIAN_ANYS: Final = (
    rf"{_THE}{_PLACES}{_OF_WHOM}",
    rf"(?:su|tu|seu|sua|o seu|a sua) {_PLACES}",
    rf"{_THE}(?:nombre|nome) (?:de la|del|da|do|de) (?:{_PLACES}|institui\w+|empresa|escola|escuela)",
)
IBERIAN_BARE_ANYS: Final = (
    (
        r"(?:el |la |o |a )?(?:codigo|numero|referencia) (?:del?(?: la)?|da|do) (?:vaga|vacante|puesto|oferta"
        r"|anuncio|concurso|convocatoria|plaza|cargo)"
    ),
    rf"(?:el|la|o|a) {_PLACES}(?! (?:de|del|da|do)\b|:)",
    r"(?:a |la |su |tu |sua )?pretens(?:ao|ion|oes|iones) salaria(?:l|is|les)",
)
_VERBS: Final = (
    r"(?:pon(?:er|ga|gan|gas|iendo)?|escrib(?:e|a|an|as|ir|iendo|anos)|escrev(?:a|er|endo|am)"
    r"|coloc(?:a|ar|ando|o)|coloqu(?:e|en|es|em)|indic(?:a|ar|ando)|indiqu(?:e|en|es|em)|inform(?:a|e|ar"
    r"|ando|em)|mencion(?:a|e|ar|ando|en|em)|especific(?:a|ar|ando)|especifiqu(?:e|en|em)|inclu(?:ye|ya|yan"
    r"|ir|yendo|a|am|indo|i)|agreg(?:a|ar|ando)|agregu(?:e|en)|anot(?:a|e|ar|ando|en)|senal(?:a|e|ar|ando"
    r"|en)|sinaliz(?:e|ar|ando)|insir(?:a|am)|inser(?:ir|indo)|us(?:e|ar|ando|en|em)|deb(?:e|era|en)"
    r"|cit(?:a|e|ar|ando)|identifi(?:car|que|cando)|adicion(?:e|ar|ando))"
)
# Beside a bare "asunto": else it is the heading of a notice.
IBERIAN_SENT: Final = (
    r"|\benvi(?:ar|en|em|ando|anos)\b|\benvi[ae] (?:tu|su|seu|o|a|el|un) |\bmand(?:ar|anos|ando)\b|\bcorreo\b"
)
# "In the subject, write …": what they announce is the subject, not they.
IBERIAN_LEAD: Final = (
    rf",?\s?(?:por favor,? |favor (?:de )?|se debe |debe |deve |debera |devera )?{_VERBS}"
    r"(?: (?:claramente|siempre|sempre|solo|apenas|somente|qual(?: e)?|el texto|la frase|la leyenda"
    r"|la palabra"
    r"|o texto|a frase|a palavra|o seguinte|lo siguiente))?(?=[\s:«\"'\[])"
    r"|(?:a )?(?:el |la |o |a )?(?:vacante|puesto|plaza|vaga|cargo)(?=\s?[«\"])"
    r"|(?:la frase|la leyenda|la sigla|el texto|el titulo|la expresion|la palabra clave|lo siguiente|a sigla"
    r"|a frase"
    r"|o texto|o titulo|o termo|a expressao|a mensagem|a palavra-chave|o seguinte)(?=[\s:«\"'\[])"
)
# "In the subject, …": a comma, where a verb follows.
IBERIAN_THEN: Final = rf", ?(?:por favor,? |favor (?:de )?)?{_VERBS}\b|, ?(?=[«\"])"
