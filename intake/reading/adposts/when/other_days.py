"""What else ads date than the deadline, and how they speak of applying: wordings by language."""

from __future__ import annotations

from typing import Final

from intake.reading.adposts.phrases import phrases

# Words that name other days: of the work, the page, the choice.
OTHER_DAY: Final = phrases(
    """
    let you know / get back to / hear back / notify / contact you / affiché* / afixada
    join us / join the team / join our / take up / taking up / in post / in place / in role / somebody in
    someone in / nous rejoindre / rejoindre l'équipe / rejoindre notre / conservées / conservés
    seront conserv* / kept until / keep your / retain your / retained until
    reçu de réponse / une réponse / sans réponse / réponse(s) aux candidats / réponse(s) sera
    réponse(s) seront / jury / se réunira / se réunit
    se prononcera / offers will / offer will / hear from us / heard from
    respond to / reviewed by / will review / délivré* / issued / valable à partir
    date de début / date de prise / date de publication / date de parution / date de création
    date de mise / date d'embauche / date de démarrage / date d'entrée / date de recrutement
    date de disponibilité / date de l'annonce / date d'effet / date de naissance / date prévisionnelle
    date envisagée / date souhaitée / date prévue / date de fin de contrat / date du concours / début
    débutant / débutera / début de / démarr* / commenc* / prise de poste / prise de fonction(s)
    prise d'effet / prise en fonction / entrée en fonction(s) / entrée en service / embauche
    à partir du / à partir de / à compter du / à compter de / dès le / à pourvoir le / à pourvoir au
    poste à pourvoir / rentrée / disponible(s) / disponibilité(s) / fin du contrat / fin de contrat
    entretien(s) / audition(s) / auditionn* / convoqu* / tests / épreuve(s) / examen écrit / concours
    présélection / présélectionn* / shortlist* / short-list* / résultat(s) / publié(e) le / publiée
    publié / publication / paru(e) / posté(e) le / mis en ligne / mise en ligne / en ligne le
    mis à jour / mise à jour / modifié(e) le / dernière modification / rédigé le / fait à / fait le
    signé le / en date du / du décret / décret / arrêté / loi / né(e) le / né le / créé(e) le / créé(e)
    fondé(e) / depuis / se tiendra / se tiendront / aura lieu / auront lieu / se déroulera
    se dérouleront / séminaire / réunion / visite / questions / renseignements / clarification(s)
    éclaircissement(s) / notification / seront informés / informera
    informerons / will inform / informé* / retenu(e)s / retenue / retenu / anunciad* / entrevistad*
    communiqu* / seront contactés / seront notifiés / soutenance / diplôme obtenu / obtenu / obtention
    obtained / awarded / graduated / filled by / être pourvu / soutenue / starting / start / starts
    start date / starting date / begin / begins / beginning / expected start / as of / as from
    effective / available from / available / interview(s) / interviews will / interviewed / interviewing
    assessment / on-site visit / published / published on / posted / posted on / date posted
    posting date / post date / date advertised / advertised / announced / announcement date / issued
    issue date / updated / last updated / last modified / added / created / opening date / open date
    opens / opened on / since / born / founded / established / dated / results / notified / informed
    decision(s) / will be held / takes place / take place / held on / ending / ends
    expected end / contract … until / funded until / funding … until / available until
    contract end / phd … before
    degree … before / degree … by
    تاريخ النشر / تاريخ الإعلان / تاريخ نشر / تاريخ الإضافة / تاريخ البدء / تاريخ بداية / تاريخ المباشرة
    بداية / ابتداء من / إبتداء من / اعتبارا من / منذ / نشر / نشرت / مقابلة / المقابلات / المقابلة
    النتائج / نتائج / الإعلان عن / الاتصال ب* / سيتم إشعار / سيتم إعلام / إعلام المترشحين
    إخبار المترشحين / سيتصل / الالتحاق / مباشرة العمل / تحفظ
    اختبار / الاختبار / المباراة / إجراء المباراة / إجراء / تجرى / القرار / المرسوم / صدر / حرر / يبدأ
    تبدأ / سيبدأ / مغلق حتى / مغلقة حتى
    توقيع / يستمر المشروع / يمتد المشروع / يستمر العقد / يستمر البرنامج / تستمر المهمة
    الناجحين / الناجحون / المقبولين / المقبولون
    الموافق لتاريخ الميلاد
    inicio / a partir de(l) / incorporación / publicado / publicación / entrevista(s) / início
    publicação / ab / ab dem / ab sofort / zum / beginn / Eintritt / Eintrittsdatum / Arbeitsbeginn
    Vorstellungsgespräche / veröffentlicht / befristet bis
    """
)
# The same, if it stands close by: "applications from women by" is none of another day.
FROM_DAY: Final = phrases("from")
# What candidates do: words that make a bound the one of the applications.
APPLYING: Final = phrases(
    """
    appel / call / vacancy / concours / processo seletivo / seleção / candidature* / candidater
    candidatez / postul* / dossier(s)
    envoy* / envoi / envoie*
    adress* / transm*
    faire parvenir / faites parvenir / parvenir / faites-nous / écrire / écrivez / déposer / déposé*
    dépôt / soumettre / soumis* / soumission(s) / contacter / contactez / répondre / manifester
    manifestez / manifestation* d'intérêt / cv / c.v / curriculum / lettre de motivation / mail / e-mail
    courriel / inscription(s) / s'inscrire / inscrivez / recevoir / reçu* / acceptées / recevables
    réception / appliquer / appliquez / apply / applies / applying / application* / applicant* / submit*
    submission(s) / send* / sent / email* / resume / cover letter
    receive* / receipt / received / expression* of interest / proposals / offers / contact / write
    respond / forward / register / registration / reach / let us know / get in touch / accepted
    accepting / tender(s) / bid(s) / returned / return your / completed form / intérêt / intéressé*
    intéresse / interested
    your interest / apps / eoi(s) / hear from you / cand.
    طلب* / الطلب* / بطلب* / الترشيح* / ترشيح* / ترشح* / الترشح* / إرسال / ارسال / إرسالها / يرسل / ترسل
    الإيداع / الإرسال / تسليم / التسليم / استقبال / العروض / السيرة / سيرتك* / سيرهم / التقديم / للتقديم
    للترشح / الملفات / التقدم
    تقديم / الملف / ملف* / إيداع / تودع / التسجيل
    candidatura* / inscri* / enviar / enviad* / submeter / submetid* / encaminh* / documentação
    documentación / interesad* / interessad* / remet* / envíe* / envia* / envie* / solicitud* / remitir
    presentar / bewerb* / Unterlagen / senden / schicken / einreich*
    """
)
# What may last until a day: the work, not the call for applications.
LASTING: Final = phrases(
    """
    contrat / cdd / durée / période / financé(e) / financement / financed / financing / funding / funded
    contract / term / duration
    fixed-term / fixed term / appointment / renouvelable / renewable / renovable / renovável
    prorrogable / prorrogável / extendable / verlängerbar / employment / employed / vertrag / befristet*
    befristung
    العقد / مدة
    contrato / projet / project / programme … durée
    """
)
# What else may last until a day, and is also what one applies for.
OFFERED: Final = phrases(
    """
    poste / mission / stage / position / post / internship / fellowship / traineeship / placement / bourse
    scholarship / vacataire / remplacement / replacement / cover / temporary / temporaire / intérim
    Stelle / puesto / vaga / bolsa / beca
    """
)
# Bounds that tell how long something lasts.
UNTIL: Final = phrases(
    """
    jusqu'au / jusqu'à / until / till / through / hasta / hasta el / até / bis / bis zum
    إلى غاية / حتى
    """
)
# Who sends letters of recommendation, and what the work itself has to bring by a day.
ERRANDS: Final = phrases(
    """
    letter(s) of reference / reference letter(s) / letter(s) of recommendation / recommendation letter(s)
    lettre(s) de recommandation / reference(s) should
    """
)
WORKS: Final = phrases(
    """
    final report / draft report / first draft / interim report / rapport final / rapport(s) provisoire(s)
    rapport d'activité / rapport intermédiaire / livrable(s) / deliverable(s) / plan de travail / workplan
    work plan / information session / session d'information / séance d'information / réunion d'information
    facture(s) / invoice(s) / timesheet(s) / leave / offer letter / offer letters / catalogue
    dossier de presse
    press kit / rapport(s) mensuel(s) / monthly report(s) / quarterly report(s) / élèves / pupils
    webinar / webinaire / respond to / reply to / التقرير / تقرير / التقارير
    """
)
# What is handed in to be chosen.
OFFERS: Final = phrases(
    """
    candidature* / dossier(s) / offres / proposition* / proposal* / cv / apply / application(s)
    طلب* / الطلب* / ملف* / السيرة / الترشيح*
    """
)
# What has a day of its own beside the applications.
QUESTIONS: Final = phrases(
    """
    question(s) / renseignements / clarification(s) / éclaircissement(s) / demande(s) d'information
    inquiries / enquiries / queries
    """
)
# What a "deadline" may be of besides applications.
NOT_OF_CANDIDATES: Final = phrases(
    """
    démarrage / start date / starting date / date de début / final report / rapport final
    questions / question / renseignements / clarification(s) / éclaircissement(s)
    demande d'information / demandes d'information / inquiries / enquiries / letters of reference
    reference letters / letters of recommendation / recommendation letters / references to
    lettres de recommandation / nomination of referees / prise de poste / prise de fonction / entretiens
    interviews / paper / abstract / livrable(s) / deliverable(s) / rapport / report
    permis / permit / visa / passport / passeport / right to work / authorisation / work authorization
    titre de séjour / carte / licence / license / certificate / certificat / جواز / رخصة
    التقرير / تقرير / التقارير
    """
)
# Plain words for handing in.
SENDING: Final = phrases(
    """
    envo* / adress* / transm* / parvenir / déposer / soumettre / postul* / candidater / candidatez
    apply / submit* / write to / writing to / get in touch / contact / contactez / écri*
    return* / send / sent / email / applications / candidatures / dossiers / cv
    طلبات* / بطلبات* / إرسال / ترسل / التقديم / الترشيح*
    enviar / senden / bewerb* / inscrições / solicitudes
    """
)
# Labels that can stand right before the day.
CALL: Final = phrases(
    """
    candidature(s) / dossier(s) / dépôt des candidatures / envoi des candidatures / application(s)
    postuler / apply
    candidatura(s) / bewerbung(en)
    التقديم / الترشيح
    """
)
# The same, named after the verb: "the contract ends on" in Arabic.
ENDED: Final = phrases("العقد / المشروع / البرنامج / المهمة / التمويل / الدراسة / المنحة")
# What candidates must have by a day, unless the sentence asks them to send it.
HELD: Final = phrases(
    """
    diplôme / degree / graduat* / expérience / experience / phd / doctorate / doctorat / âge / âgé*
    née / nés
    master / الشهادة / título / over 16 / over 18 / over 21 / at least 16 / at least 18 / at least 21
    18 years / être né / aged / years of age / born / right to work / eligible to work / permit / visa
    permis / السن / عمر / العمر / سن المترشح
    """
)
# What closes besides calls.
CLOSING: Final = phrases(
    """
    museum / musée / office(s) / bureau(x) / exhibition / exposition / shop / library / bibliothèque
    project / projet / programme / program / study / étude / phase / budget / grant / school / exercice
    gap
    """
)
