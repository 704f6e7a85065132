"""Ways in which French ads say until when one may apply, each in two small ads."""

ADS = (
    (
        "Chargé(e) de projet – Association Lumière\n\n"
        "{}\n\n"
        "Missions : suivi des actions.\n"
        "CV à rh@asso.example.org"
    ),
    (
        "OFFRE D'EMPLOI\n"
        "Comptable à Dakar\n"
        "Prise de poste : 1er septembre 2027\n"
        "CV et lettre à rh@asso.example.org\n"
        "{}\n"
        "Les entretiens auront lieu le 14 juillet 2027."
    ),
)
# The day of 2027 (and the hour), and the words; "⏎" stands for the end of a line.
LAST = """
06-30 | **Date de clôture :** 30/06/2027
06-30 | Clôture : 30.06.2027
06-30 | Clôture des candidatures : mercredi 30 juin 2027
06-30T17:00 | Clôture des candidatures le 30 juin à 17h (2027)
05-12 | Les candidatures seront reçues jusqu'au 12 mai 2027.
06-03 | Dossier complet à envoyer pour le 3 juin 2027 à recrutement@asso.example.org
06-03 | Votre dossier est à nous retourner pour le jeudi 3 juin 2027 dernier délai.
05-18 | CV et lettre de motivation au plus tard le 18 mai 2027
05-18 | Transmettre CV et lettre, au plus tard le 18/05/27, à l'adresse ci-dessus.
04-30 | Candidatures ouvertes du 1er au 30 avril 2027
03-14 | Dépôt des dossiers du 3 au 14 mars 2027.
04-16 | Période de candidature : du 22 mars au 16 avril 2027
04-16 | Inscriptions / candidatures : 22/03/2027 - 16/04/2027
03-15 | Vous pouvez postuler jusqu'au 15 mars 2027 inclus.
03-15T12:00 | Candidature à recevoir avant le 15 mars 2027, midi.
03-15T12:00 | À envoyer avant midi le 15 mars 2027.
05-07 | Tout dossier doit être reçu avant le 7 mai 2027.
05-01 | Date lim. candidature : 1er mai 2027
05-01 | DL candidature : 01/05/2027
05-20 | Dépôt cand. : avt le 20/05/2027
05-20 | ## Date limite ⏎ ⏎ 20 mai 2027
05-20 | ### Date limite de candidature ⏎ Jeudi 20 mai 2027
05-20 | Lieu : Dakar | Contrat : CDD | Clôture : 20/05/2027
05-20 | 📅 Date limite : 20 mai 2027
05-20 | ⏰ 20 mai 2027 – dernier jour pour candidater
05-20 | 🗓️ Jusqu'au 20 mai 2027 pour postuler !
05-20 | 20 mai 2027 : date limite d'envoi des candidatures
05-20 | 20/05/2027 : clôture de l'appel
05-28 | La date limite est prolongée au 28 mai 2027.
05-28 | Date limite de candidature : ~~14 mai 2027~~ 28 mai 2027
05-28 | Date limite prolongée : 28 mai 2027 (au lieu du 14 mai 2027)
05-28 | Initialement fixée au 14 mai 2027, la date limite est reportée au 28 mai 2027.
05-28 | PROLONGATION : le dépôt des candidatures est prolongé jusqu'au 28 mai 2027
05-28 | Nouvelle date limite : 28 mai 2027
05-26 | Date limite : 2 6 mai 2027
05-26 | Date limite de réception:26mai2027
05-26T23:59 | Date limite : 26 mai2027 à minuit
05-26 | Deadline : 26/05/2027
05-26T23:59 | Deadline candidatures 26 mai 2027 23h59
05-04 | Limite de candidature : 4 mai 2027
05-04 | Limite de dépôt des dossiers : mardi 4 mai 2027
05-04T16:00 | Échéance : 4 mai 2027 à 16h00
05-04 | Échéance pour le dépôt des candidatures : 4 mai 2027
05-04 | Échéance de candidature : le 4 mai 2027
05-04 | Date butoir : 4 mai 2027
05-04 | La date butoir pour la remise des dossiers est le 4 mai 2027.
05-04 | Date d'échéance de l'annonce : 04/05/2027
05-04 | Date d'expiration de l'offre : 04/05/2027
05-04 | Expire le : 04/05/2027
05-04 | Offre valable jusqu'au 4 mai 2027
05-04 | Fin de publication : 04/05/2027
05-04 | Fin des candidatures le 4 mai 2027
05-04T23:59 | Fin du dépôt des candidatures : 4 mai 2027, 23 h 59 (heure de Paris)
05-04 | Appel ouvert jusqu'au 4 mai 2027
05-04 | L'appel sera clos le 4 mai 2027.
05-04 | L'appel à candidature se clôturera le 4 mai 2027
05-04T12:00 | Le registre des candidatures sera clôturé le 4 mai 2027 à 12h00
05-04 | Merci de nous adresser vos candidatures d'ici au 4 mai 2027.
05-04 | N'attendez pas : vous avez jusqu'au mardi 4 mai 2027 pour nous écrire.
05-04 | Nous attendons votre candidature avant le 4 mai 2027 !
05-04 | Nous vous invitons à soumettre votre dossier le 4 mai 2027 au plus tard
05-04 | Faites-nous parvenir vos CV & LM (4 mai 2027 au plus tard)
05-04 | Envoyez-nous un mail à recrutement@asso.example.org (date limite : 4 mai 2027).
05-04 | Les dossiers incomplets ou parvenus après le 4 mai 2027 ne seront pas traités.
05-04 | Aucune candidature ne sera recevable au-delà du 4 mai 2027.
05-04 | Les candidatures seront acceptées jusqu'à la date limite du 4 mai 2027.
05-04 | Remise des candidatures : 4 mai 2027
05-04 | Remise des offres au plus tard le 4 mai 2027
05-04 | Dépôt des candidatures avant le 4 mai 2027
05-04 | Date limite pour l'envoi de votre dossier ⏎ mardi 4 mai 2027
05-04 | Date limite d'inscription : 4 mai 2027
05-04 | Réponse souhaitée avant le 4 mai 2027 (CV à recrutement@asso.example.org).
05-04 | Votre candidature est attendue au plus tard pour le 4 mai 2027.
05-04 | Postulez d'ici le 4 mai 2027
05-04 | Postuler avant : 4 mai 2027
05-04 | À pourvoir dès que possible – candidatures jusqu'au 4 mai 2027
05-04 | Les candidatures doivent être envoyées avant la fin de journée du 4 mai 2027.
05-04 | Candidatures à faire parvenir sous huitaine et au plus tard le 4 mai 2027
05-04T10:00 | Les plis seront reçus au plus tard le mardi 04 mai 2027 à 10 heures précises
05-04 | Date limite de réponse : 04-05-2027
05-04 | Délai d'inscription: 4 mai 2027
05-04 | Merci de candidater par retour de mail avant le 4 mai 2027 au soir.
05-21 | La sélection portera sur les dossiers reçus au 21 mai 2027.
05-21 | Seules les candidatures parvenues au plus tard le 21 mai 2027 seront étudiées.
05-21T14:00 | Fin du dépôt en ligne : 21/05/2027 à 14:00
05-21 | Si cette offre vous intéresse, écrivez-nous avant le 21 mai 2027.
05-21 | Recrutement ouvert jusqu'au 21 mai 2027
05-21 | **Candidatures :** jusqu'au 21.05.2027
05-21 | Candidatures acceptées jusqu'au 21/05
05-21 | Dates : appel ouvert le 12 avril 2027, fermé le 21 mai 2027
05-21 | Début des candidatures : 12/04/2027 ⏎ Fin des candidatures : 21/05/2027
05-21 | Envoi des CV : du 12 avril au 21 mai 2027
05-21 | Dépôt des candidatures entre le 12 avril et le 21 mai 2027.
05-21 | - [ ] Candidater avant le 21 mai 2027 (lien ci-dessous)
05-21T23:59 | Tu as jusqu'au 21 mai 2027 minuit pour nous convaincre !
05-21 | Envoie-nous ton CV avant le 21 mai 2027 😉
05-21 | Délai : 21 mai 2027
05-21 | Délai de candidature: 21.5.2027
05-21 | Délai de remise des dossiers : 21 mai 2027
05-21 | Délai de réponse : vendredi 21/05/2027
05-21 | Terme de dépôt des candidatures : 21 mai 2027
05-21 | Date de fin de candidature ⏎ ⏎ 21/05/2027
05-21 | Date de fin : 21/05/2027 (candidatures)
05-21 | Date de fin de validité de l'offre : 21/05/2027
05-21 | Date limite de remise des candidatures ⏎ le vendredi vingt-et-un mai 2027
05-21 | Veuillez noter que la plateforme fermera le 21 mai 2027.
05-21T17:00 | Heure et date limites : 17h00, vendredi 21 mai 2027
05-21 | Réception des candidatures : au plus tard le 21 mai 2027, délai de rigueur.
05-21 | Attention ! Date limite repoussée au 21 mai 2027
05-21 | La date limite du 7 mai 2027 est reportée au 21 mai 2027.
06-18 | Intéressé·e ? Un petit mail avec ton CV avant le 18 juin 2027 et on t'appelle.
06-18T23:59 | Dépôt candidatures : jusqu'au 18 juin 2027 – 23h59
06-18 | Candidature → 18 juin 2027 max.
06-18 | Candidatures jusqu'au 18.6.27
06-18 | Dossiers : 18 juin 2027 dernier carat
06-18 | Le service RH clôturera la réception des dossiers le 18 juin 2027.
06-18 | La présente offre expire le 18 juin 2027
06-18 | Cet avis est valable jusqu'au 18 juin 2027.
06-18 | Ce poste est affiché jusqu'au 18 juin 2027.
06-18 | Affichage : du 1er juin 2027 au 18 juin 2027
06-18 | Période d'affichage ⏎ 2027-06-01 au 2027-06-18
06-18T16:30 | Fin de l'affichage : 18 juin 2027, 16 h 30
06-18 | Réf. 2027-03 | Mise en ligne 1er juin 2027 | Date limite 18 juin 2027
06-18 | Prochaine échéance de candidature : 18 juin 2027
06-18T12:00 | Les candidatures sont à envoyer au plus tard vendredi 18 juin 2027, à midi pile
06-18 | Toute candidature devra être adressée avant cette date : 18 juin 2027
06-18T23:59 | Candidature recevable jusqu'au 18 juin 2027 à minuit
06-18T16:00 | DATE LIMITE DE RECEPTION DES CANDIDATURES LE 18 JUIN 2027 A 16H00
06-18 | date limite candidature 18/06/2027
06-18 | Clôture de l'offre le 18/06/2027
06-18 | Merci d'adresser vos CV + LM par mail uniquement, et ce jusqu'au 18 juin 2027.
06-18 | Vos candidatures sont attendues jusqu'au 18 juin 2027 (inclus).
06-18 | L'appel à manifestation d'intérêt reste ouvert jusqu'au 18 juin 2027.
06-18 | Le délai pour soumettre un dossier court jusqu'au 18 juin 2027.
07-09 | Adressez-nous votre CV d'ici vendredi 9 juillet 2027 !
07-09 | Les candidatures (CV + lettre) sont ouvertes jusqu'au 9 juillet 2027.
07-09T18:00 | Date et heure de clôture : 9 juillet 2027 à 18h
07-09 | Poste ouvert aux candidatures jusqu'au 09/07/2027
07-09 | La période de dépôt des candidatures s'étend du 14 juin au 9 juillet 2027.
07-09 | Publication : 14/06/2027 - Clôture : 09/07/2027
07-09 | N'hésitez pas à postuler, et ce avant le 9 juillet 2027, auprès de Mme Ba.
07-09 | Votre dossier devra être déposé sous pli fermé avant le vendredi 9 juillet 2027
07-09 | Soumission des dossiers : 9 juillet 2027
07-09 | La réception des dossiers se poursuivra jusqu'au 9 juillet 2027.
07-09 | Fin d'inscription : 9 juillet 2027
07-09 | Vous êtes motivé(e) ? Rejoignez-nous en postulant avant le 9 juillet 2027.
"""
# The same, and the code of the warning; "none" where the ad names a day that is no end.
DOUBTED = """
05-26 deadline_year_missing | Date limite pour postuler : 26 mai
05-26 deadline_year_missing | Envoyez CV + LM avant le 26/05.
05-26 deadline_year_missing | Deadline : 26 mai
05-21 deadline_year_missing | candidature avant vendredi 21 mai
05-21 deadline_year_missing | Dernier jour pour candidater : le 21 mai.
05-21 deadline_not_firm | Les candidatures reçues avant le 21 mai 2027 seront traitées en priorité.
06-18 deadline_year_missing | Réponse avant le 18 juin svp, CV à recrutement@asso.example.org
06-18 deadline_year_missing | ⚠️ Date limite : vendredi 18 juin ⚠️
"""
# Days of the work, of the page, of the choice.
ANOTHERS = """
Passé ce délai (4 mai 2027), les dossiers ne seront plus acceptés.
Date de prise de fonction : 1er septembre 2027
Prise de poste souhaitée au plus tard le 1er septembre 2027.
Poste à pourvoir avant le 1er septembre 2027
Entretiens prévus du 7 au 11 juin 2027.
Les candidats présélectionnés seront convoqués avant le 15 juin 2027.
Les résultats seront communiqués au plus tard le 15 juin 2027.
Publié le 3 mars 2027
Mis à jour le 3 mars 2027 - réf. 2027-114
CDD du 1er juin au 31 décembre 2027
Contrat à durée déterminée jusqu'au 31 décembre 2027, renouvelable.
Le projet court jusqu'au 30 juin 2029.
Être né avant le 1er janvier 2000.
Âge : moins de 35 ans au 31 décembre 2027
Vos données seront conservées jusqu'au 31 décembre 2029.
Le festival se tiendra du 3 au 14 juillet 2027.
Le rapport final sera remis au plus tard le 30 novembre 2027.
Diplôme obtenu avant le 1er juillet 2027
Permis de travail valable jusqu'au 31 décembre 2027 exigé.
Une réunion d'information aura lieu le 20 avril 2027 à 18h.
Le cabinet sera fermé du 2 au 16 août 2027.
Les livrables sont à remettre pour le 15 octobre 2027.
Décret n° 2027-12 du 4 janvier 2027 relatif aux agents contractuels
Stage de 6 mois (mars 2027 à août 2027)
Nous recrutons au fil de l'eau, sans date limite.
Candidature à envoyer dans les meilleurs délais ; démarrage le 1er juin 2027.
Nous aimerions que la personne soit en poste avant le 1er juin 2027.
Réponses aux candidats avant le 1er juin 2027.
L'avis de vacance a été diffusé le 2 avril 2027.
Carte professionnelle valable jusqu'au 31 décembre 2027.
Le jury se réunira au plus tard le 10 juin 2027.
Le contrat, d'un an, prend fin le 31 mai 2028.
Nos bureaux seront fermés jusqu'au 5 avril 2027.
Les frais seront remboursés jusqu'au 31 décembre 2027.
Début de mission au plus tard le 15 septembre 2027.
Merci d'indiquer vos disponibilités jusqu'au 30 juillet 2027 dans votre lettre.
Convention collective applicable jusqu'au 31 décembre 2027.
Formation obligatoire avant le 30 novembre 2027 pour les candidats retenus.
Les candidats retenus recevront une réponse pour le 2 juillet 2027.
Financement acquis jusqu'au 31 mars 2029.
La structure a été créée le 4 mai 2011.
Fin du contrat : 31/12/2027
Date de fin de poste : 31/12/2027
Vous devrez avoir soutenu votre thèse avant le 1er septembre 2027.
Les factures doivent être envoyées avant le 15 décembre 2027.
La subvention court jusqu'au 31 mars 2029.
Promotion valable jusqu'au 30 juin 2027.
Permis B obtenu avant le 1er juin 2027 apprécié.
Les élèves s'inscrivent jusqu'au 15 septembre 2027.
"""
