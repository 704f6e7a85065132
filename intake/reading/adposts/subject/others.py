"""What tells that a wording speaks of another subject than the one of an application; over folded text."""

from __future__ import annotations

from typing import Final

from intake.reading.adposts.way.wordings import wording

# The sentence is about something else than the mail's subject.
NOT_SUBJECT: Final = wording(
    r"\b(?:fichiers?|documents?|pieces? jointes?|files?|filenames?|file names?|pdfs?|attachments?"
    r"|dossiers? (?:zip|compresse))\b(?:(?!\b(?:e-?mailed|sent|envoye))[^.;:@]){0,60}$"
    r"|\b(?:nomm(?:er|e|ez|ee|es|ees)|named"
    r"|name (?:the|your|it|each)\b(?! (?:job|position|post|role|vacancy)\b)|renomm\w+"
    r"|saved? as)\b[^.;:@]{0,40}$"
    r"|\b(?:a|ont)\s$|\b(?:interest|knowledge|experience|expertise|degree|grounding|background|passion)"
    r"\s(?:\w+ ){0,2}$"
    r"|(?<!\w)(?:ال)?(?:دوره|دورات|كتاب|مقال|برنامج|مشروع|مشروعا|ورشه|دراسه|محاضره|بحث|بحثا|فيلم|معرض|مبادره"
    r"|ندوه|اطروحه|حمله|شهاده|تقرير)\s(?:\w+ )?$"
)
# One wording names the file and the mail: "with the file name and the subject …".
FILE_TOO: Final = wording(
    r"\b(?:fichiers?|pieces? jointes?|documents?|pdf|(?:file|document|attachment|pdf)[ -]?(?:names?|titles?))"
    r" ?(?:et|and|&|/|as well as|ainsi que)(?: (?:en|dans|comme|as|the|your|same|same as|pour))*"
    r" ?(?:l'|e-?mail(?:'s)? ?|mail ?)?$"
)
ENVELOPE: Final = wording(
    r"\benveloppes?\b|\benvelopes?\b|\bplis?\b|مظروف|ظرف|\bumschlag\b|\bsobre cerrado\b"
)
# What is said just before is for those who write the letters: so is the subject.
WRITERS: Final = wording(
    r"(?:\b(?:ask|have|request|arrange for|invite|remind) (?:\w{1,20} ){0,4}(?:referees?|recommenders?"
    r"|letter[ -]writers?|references|mentors?|supervisors?|professors?) (?:\w{1,12} )?(?:to )?(?:directly )?"
    r"(?:e-?mail|send|submit|forward)\b"
    r"|\b(?:referees?|recommenders?|letter[ -]writers?) (?:should|must|shall|can|may|will|are asked to"
    r"|are invited to) (?:\w{1,12} )?(?:e-?mail|send|submit|use)\b"
    r"|\b(?:reference letters?|recommendation letters?|letters? of (?:reference|recommendation|support))"
    r" (?:should|must|can|may|shall|are to|to) (?:also )?be (?:sent|e-?mailed|submitted|mailed)"
    r" (?:directly|separately|independently|by (?:the|your|their)|from)\b"
    r"|\blettres? de recommandation (?:doivent|devront|seront|sont a|peuvent)(?: etre)?"
    r" (?:envoye|adresse|transmis|envoyer|adresser|transmettre)\w{0,3} (?:directement|separement|par les?)\b)"
    r"(?:(?!\b(?:your|applicants? should|applications?|cv|resume|votre|vos|candidature)\b)[^\f]){0,240}\Z"
)
# What is said in the same breath is for those who ask, and not for those who apply.
ASKING: Final = wording(
    r"\b(?:(?:questions?|renseignements?|informations?|duvidas?|dudas?|consultas?|inquiries|enquiries)\s?[?:]"
    r"|(?:if you have|with|si vous avez|si tienes?|se tiver|em caso de|en caso de)"
    r" (?:any |des |une |further |alguna? )?(?:questions?|duvidas?|dudas?|preguntas?))"
    r"(?:(?!\b(?:appl(?:y|ications?)|cv|resume|candidat\w+|postul\w+|curricul\w+)\b)[^.!?\n]|\.(?=\w)){0,120}\Z"
)
WHOM: Final = wording(
    r"\b(?:para (?:cualquier |qualquer |mas |mais )?(?:consultas?|dudas?|duvidas?|informac\w+|preguntas?)"
    r"|letter[ -]writers?|referees?|recommenders?|references? (?:letters?|should)"
    r"|letters? of (?:recommendation"
    r"|reference)|recommandants?|lettres? de recommandation|pour toute (?:question|information"
    r"|demande)|for (?:any |all )?(?:questions?|inquir\w+|enquir\w+))\b"
)
