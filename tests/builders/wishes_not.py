"""Mails that sound like a withdrawal or a request about one's data and are none, or leave it open.

Written as `wishes_asked` is. NOTHING: no wish at all. DOUBTFUL: a person must be asked. TURNED: one of both.
"""

# ruff: noqa: E501 - mails stand as they were written

from __future__ import annotations

NOTHING = """
Bonjour, je ne retire pas ma candidature.
Je ne souhaite pas retirer ma candidature, au contraire.
Je ne me désiste pas, je serai présent à l'entretien.
I do not want to withdraw my application.
I am not withdrawing my application.
Please do not cancel my application.
لا أسحب ترشيحي
لا أرغب في سحب ترشيحي
لن أتنازل عن ترشيحي
Merci de ne pas annuler ma candidature.
Candidature chargé de projet | Bonjour, veuillez trouver ci-joint mon CV et ma lettre de motivation. Cordialement
Candidature | Bonjour, j'ai retiré mon dossier au guichet hier et je vous l'envoie rempli.
Candidature | Bonjour, où peut-on retirer le formulaire ?
Candidature | J'ai retiré le formulaire de candidature à votre siège et vous le retourne ci-joint.
Application | I withdrew from university in 2019 for family reasons and resumed my studies in 2021.
Application | I had to withdraw cash in order to pay for the certificate, here it is.
Candidature | J'autorise le traitement de mes données personnelles dans le cadre de ce recrutement.
Candidature | J'autorise l'organisation à traiter mes données personnelles conformément à la loi 09-08.
Candidature | Je consens au traitement de mes données à caractère personnel ; je peux à tout moment demander leur suppression.
Candidature | J'ai pris connaissance de mon droit d'accès, de rectification et de suppression de mes données.
Candidature | Conformément à la loi 09-08, je dispose d'un droit d'accès, de rectification et d'opposition aux données me concernant.
Candidature | J'accepte que mes données soient conservées pendant deux ans.
Application | I consent to the processing of my personal data and may ask for its erasure at any time.
Application | I hereby give consent for my personal data included in my application to be processed for the purposes of the recruitment process.
Application | I hereby authorise you to process my personal data in accordance with the GDPR. I have the right to access, correct and delete my data.
Application | I agree to the processing of my personal data; I know that I can withdraw my consent at any time.
Application | Wyrażam zgodę na przetwarzanie moich danych osobowych dla potrzeb niezbędnych do realizacji procesu rekrutacji.
Application | I am aware that I may request access to my personal data, its rectification or erasure.
ترشيح | أوافق على معالجة بياناتي الشخصية في إطار هذا الترشيح
ترشيح | أوافق على معالجة معطياتي الشخصية ويحق لي حذف بياناتي في أي وقت
Candidature | J'ai mis en place le droit d'accès RGPD dans une entreprise de deux cents salariés.
Candidature | Chargé de la suppression des données des clients, j'ai travaillé trois ans à la DSI.
Candidature | Délégué à la protection des données depuis 2020, je traite les demandes d'accès et d'effacement.
Candidature délégué à la protection des données | Bonjour, je vous adresse mon CV.
Candidature au poste de gestionnaire des droits d'accès | Bonjour, voici mon dossier. Cordialement
Application | As a data protection officer I handled requests for erasure and rectification of personal data.
Application | I designed a tool to delete personal data of former customers.
Application | I was responsible for subject access requests at the Ministry.
Application Data Deletion Officer | Dear all, I attach my CV.
ترشيح | كنت مسؤولا عن حذف بيانات الزبناء وحماية المعطيات الشخصية
Candidature | J'ai rédigé des procédures pour rectifier les données des bénéficiaires.
Merci beaucoup, j'ai bien reçu votre message.
Merci pour votre retour rapide. Bonne journée
Thank you for your answer.
شكرا جزيلا لكم على تواصلكم
Bonjour, je vous confirme mon intérêt pour le poste.
Bonjour, voici la pièce manquante. Cordialement
Bonjour, je vous envoie mon CV mis à jour.
Veuillez trouver ci-joint mon CV actualisé et mes diplômes.
Please find attached my updated CV.
Bonjour, quelle est l'adresse exacte pour l'entretien ?
Bonjour, quelles données faut-il mettre dans la lettre ?
Quelles informations attendez-vous dans la lettre de motivation ?
What information do you need from me?
What documents do you need about my degree?
ما هي الوثائق المطلوبة؟
ما هي المعلومات التي تحتاجونها مني؟
Bonjour, mon numéro de téléphone est le 0612345678.
Bonjour, vous pouvez me joindre à ma nouvelle adresse.
My name is Daniel and I would like to apply for the job.
اسمي سلمى وأرغب في الترشح لهذا المنصب
Madame, vous trouverez ci-joint mon dossier ; mes coordonnées figurent sur le CV.
Please contact me at the address below for any further information about my application.
Je n'ai pas accès à mes mails cette semaine.
Je n'arrive pas à accéder à mes données sur votre portail, pouvez-vous m'aider ?
Candidature | Je suis libre immédiatement, n'étant plus intéressée par mon poste actuel.
Candidature | Je ne suis plus en poste depuis mai et souhaite rejoindre votre association.
Candidature | J'ai accepté de nouvelles responsabilités en 2021 au sein de la même structure.
Candidature | J'ai renoncé à une carrière dans la banque pour me consacrer à l'associatif.
Application | I turned down other offers in order to keep working with refugees.
Application | I accepted another position in 2018 and led a team of ten.
Mon collègue a retiré sa candidature, je suis donc le seul de notre service.
My colleague withdrew his application.
La candidate retenue a-t-elle retiré sa candidature ?
Bonjour, le poste est-il annulé ?
Is the position cancelled?
Bonjour, j'annule notre rendez-vous téléphonique de demain, puis-je venir jeudi ?
Je souhaite annuler ma réservation de salle.
Merci de me retirer de votre liste de diffusion.
Please remove me from this mailing list.
Unsubscribe me please
Bonjour, je souhaite retirer ma demande de congé.
Please cancel my subscription.
Désistement d'un locataire | Bonjour, l'appartement est de nouveau libre.
Retrait des dossiers de candidature | Bonjour, à partir de quand les dossiers sont-ils disponibles ?
Re: Votre candidature | Bien reçu, merci.
Candidature chargé de l'accès aux droits | Bonjour, je vous transmets mon CV.
Mise à jour de mon CV | Bonjour, voici la version à jour. Merci
Candidature | J'ai corrigé mon CV et vous le renvoie.
Candidature | J'ai modifié mon adresse sur le CV ci-joint.
Application | I have changed careers and would like to apply.
Candidature | Passionnée par la protection des données personnelles, je connais la loi 09-08 et le RGPD.
Candidature | J'exerce actuellement comme juriste ; les droits d'accès, de rectification et d'opposition sont mon quotidien.
ترشيح | أتقدم إليكم بطلبي هذا قصد الترشح لمنصب مكلف بمشروع
ترشيح | السلام عليكم، تجدون رفقته سيرتي الذاتية وملف ترشيحي
ترشيح | ألغيت عقدي السابق وأنا متفرغ للعمل
أود أن أؤكد لكم أنني مهتم بالمنصب
Je reste à votre disposition pour toute information complémentaire me concernant.
Je vous prie de prendre en considération ma candidature.
Merci de tenir compte de ma candidature.
Please consider my application.
أرجو أخذ ترشيحي بعين الاعتبار
Candidature | Madame, je vous prie de bien vouloir examiner ma candidature et de ne pas tenir compte de la faute de frappe dans l'objet.
I look forward to hearing from you about my application and would be glad to provide references.
Je certifie l'exactitude de mes données et informations personnelles.
Candidature | Je déclare sur l'honneur que les données me concernant sont exactes.
Je vous écris pour vous dire que je n'ai jamais retiré ma candidature.
Contrairement à ce qu'on vous a dit, je ne me suis pas désisté.
Merci de retirer mon ancien CV de mon dossier, le nouveau est en pièce jointe.
Je souhaite annuler mon rendez-vous d'entretien.
Je ne pourrai pas venir à l'entretien de lundi.
Je dois annuler l'entretien de demain, je suis malade. Peut-on le reporter ?
I need to cancel my interview tomorrow.
I have to withdraw my attachment, here is the right one.
Merci de supprimer la pièce jointe précédente.
Merci de supprimer mon mail précédent, il est parti trop tôt.
Veuillez annuler et remplacer mon précédent mail par celui-ci.
Please ignore my previous email.
Je retire ce que j'ai dit hier.
Je souhaite modifier ma lettre de motivation.
Pouvez-vous modifier la date de l'entretien ?
Merci de mettre à jour mon dossier avec le CV ci-joint.
Please update my application with the attached CV.
Please update my CV with this version.
Could you change my interview date?
What is the name of the position I applied for?
Could you tell me about the status of my application?
Avez-vous bien reçu mes données bancaires ?
Pouvez-vous me communiquer les informations sur le poste ?
Merci de me communiquer la date de l'entretien et toutes les informations utiles.
Pouvez-vous m'envoyer plus d'informations me concernant la logistique ?
Please send me more information about the position.
Could you send me the details of the position?
J'ai besoin d'avoir accès à mon espace candidat.
Mes données bancaires figurent sur le RIB.
Application | During my work at the Red Cross I had to correct personal data of patients and update their address.
Candidature | J'ai eu à supprimer des données sensibles et à répondre aux personnes exerçant leur droit d'accès.
Candidature | Mon rôle : faire valoir le droit d'accès des usagers, exercer le droit d'opposition en leur nom.
Candidature | Vous pouvez conserver mes données pour de futurs postes.
Application | You may keep my data for future openings.
Candidature | Je vous prie de garder mes données confidentielles.
Candidature | Merci de ne pas transmettre mes données à des tiers.
Application | Please treat my data confidentially and do not share my personal data.
Please do not contact my current employer.
أود تغيير موعد المقابلة
المرجو إرسال معلومات عن المنصب
أرغب في الاطلاع على شروط الترشيح
المرجو تأكيد توصلكم بطلبي
هل تم قبول ترشيحي أم تم إلغاؤه؟
Ma candidature a-t-elle été annulée ?
Has my application been cancelled?
Why was my application withdrawn?
Candidature | Je m'appelle Salma, mon nom est Berrada, mon adresse est à Rabat. Je vous prie d'accepter ma candidature.
"""

DOUBTFUL = """
Puis-je retirer ma candidature si je trouve un autre emploi ?
Comment puis-je retirer ma candidature ?
Comment faire pour annuler ma candidature svp
Est-il possible de retirer ma candidature après l'entretien ?
Est-ce que je peux retirer ma candidature plus tard ?
Je me demande si je dois retirer ma candidature.
Si l'entretien a lieu à Agadir, je retire ma candidature.
Si le salaire est inférieur au SMIG je me désiste.
J'hésite à retirer ma candidature, pouvez-vous m'appeler ?
J'envisage de retirer ma candidature.
Je pense retirer ma candidature.
Au cas où je trouverais mieux, je retirerais ma candidature.
How can I withdraw my application?
Can I withdraw my application?
May I withdraw my application after the interview?
If the post is in Rabat, I would like to withdraw my application.
Is it possible to cancel my application?
I might withdraw my application.
I am thinking of withdrawing my application.
Should I withdraw my application now that the post is part-time?
Unless you can confirm the date, please withdraw my application.
كيف يمكنني سحب ترشيحي؟
هل يمكنني سحب ترشيحي لاحقا؟
إذا كان العمل في أكادير أسحب ترشيحي
Je retire ma précédente candidature, voici la bonne.
Merci d'annuler ma candidature précédente et de prendre en compte celle-ci.
Veuillez annuler ma première candidature, le CV n'était pas le bon.
Merci de ne pas tenir compte de ma candidature envoyée ce matin, je vous renvoie le dossier complet.
Please disregard my previous application and use this one.
Please withdraw my previous application, I attach the corrected version.
Please cancel my application, I sent the wrong file. The right one is attached.
المرجو إلغاء طلبي السابق، أرسل لكم الملف الصحيح
Je retire ma candidature pour le poste de comptable mais je maintiens celle de chargé de projet.
I withdraw my application for driver but please keep my other application.
Je souhaite annuler ma candidature en double, merci de garder l'autre.
Je souhaite retirer mon dossier de candidature.
Je voudrais retirer mon dossier de candidature à votre siège, quels sont vos horaires ?
أرغب في سحب ملف ترشيحي من مقركم
J'ai accepté une autre offre.
I have accepted another offer.
I accepted another job offer, sorry!
J'ai reçu un mail disant que j'ai retiré ma candidature, c'est une erreur, je maintiens ma candidature.
J'avais retiré ma candidature mais je souhaite la réactiver.
I withdrew my application last week, can you reinstate it?
Je retire ma candidature ?
Withdrawal of application | How does one withdraw an application?
Retrait de candidature | Bonjour, comment dois-je procéder ? Merci
Désistement | Bonjour, finalement je ne me désiste pas, merci d'ignorer mon message.
Désistement ? | Bonjour, est-ce encore possible ?
Candidature | Veuillez trouver ci-joint mon CV et ma lettre. En cas de réponse négative, merci de supprimer mes données.
Candidature | Ci-joint mon dossier. Si ma candidature n'est pas retenue, je vous demande d'effacer mon CV de votre base.
Application | Please find attached my CV. If I am not selected please delete my personal data.
Comment puis-je faire supprimer mes données ?
Puis-je demander la suppression de mes données ?
How do I delete my data?
Can I have my data deleted after the recruitment?
كيف يمكنني حذف بياناتي الشخصية؟
Combien de temps conservez-vous mes données ?
How long do you keep my personal data?
Merci de supprimer mon CV, je me suis trompé de fichier, le bon est ci-joint.
Merci de supprimer mon dossier, je vous en envoie un nouveau.
Please delete my CV, it was the wrong version.
Comment exercer mon droit d'accès ?
How can I exercise my right of access?
Comment corriger mon nom dans le dossier ?
How can I update my phone number?
كيف أصحح اسمي؟
J'ai changé de numéro de téléphone : 0612345678.
J'ai déménagé, ma nouvelle adresse est 3, rue des Iris.
My phone number has changed: 0612345678.
Candidature | Bonjour, ci-joint mon CV. Merci de mettre à jour mon adresse, qui a changé depuis ma dernière candidature.
Je retire la candidature de mon fils, il est malade.
Si je retire ma candidature, mes pièces me seront-elles rendues ?
Je ne suis plus disponible pour ce poste avant septembre.
Je voudrais éviter de retirer ma candidature.
J'ai dû retirer ma candidature l'an dernier pour raisons de santé, mais cette fois je suis prêt.
Je me suis désistée du master pour travailler.
هل تم إلغاء طلبي؟
My application was withdrawn by mistake by your system, please restore it.
Votre mail dit que ma candidature est annulée : je ne comprends pas.
"""

# None of these may be acted on; some are for a person.
TURNED = """
Candidature | Je ne souhaite plus poursuivre mes études et cherche un premier emploi.
Candidature | J'ai décidé de ne pas continuer dans l'enseignement afin de rejoindre le monde associatif.
Candidature | Je ne souhaite plus continuer dans mon poste actuel.
Candidature | Je ne suis plus intéressée par la fonction publique.
Application | I no longer wish to continue in my current job.
Application | I am no longer interested in the private sector.
ترشيح | لم أعد مهتما بالعمل في القطاع الخاص
ترشيح | لم أعد راغبا في وظيفتي الحالية
Je souhaite contester la décision d'annuler ma candidature.
Merci de m'expliquer la raison pour laquelle vous avez supprimé ma candidature.
Pouvez-vous m'expliquer pourquoi annuler ma candidature ?
Merci de confirmer que vous n'avez pas annulé ma candidature.
I would like to drop my application at your office, until what time are you open?
Could you tell me where I can drop my application?
Je viens de supprimer mes données de votre site.
Veuillez recevoir mes informations personnelles.
Je me permets de vous transmettre mes coordonnées.
Je souhaite vous communiquer mes nouvelles coordonnées.
Merci de transmettre mes coordonnées au recruteur.
Merci d'accéder à mes informations via ce lien.
Veuillez consulter mes informations ci-jointes.
Je vous prie de trouver copie de mes informations.
I would like to share my details with you.
Please find my personal details below.
Please see my information attached.
I would like to provide my personal information.
Please accept my personal data sheet.
أود إرسال بياناتي إليكم
المرجو الاطلاع على معلوماتي في الملف المرفق
المرجو الاطلاع على بياناتي
Merci de corriger mon mail précédent : l'entretien est mardi.
Vous m'avez écrit que je retire ma candidature, ce n'est pas moi.
Désistement | Suite au désistement d'un candidat, je suis toujours disponible pour le poste.
Candidature | J'ai exercé mon droit d'accès auprès de la CNDP pour un client.
Je voudrais vous parler avant de retirer ma candidature.
I would like to talk to you before I withdraw my application.
Do I need to withdraw my application?
Merci de noter mes coordonnées.
Je suis au regret d'apprendre que vous avez écarté ma candidature.
Je prends acte du rejet de ma candidature.
Merci de m'avoir informé de l'annulation de ma candidature.
On m'a conseillé de retirer ma candidature, qu'en pensez-vous ?
Je ne sais pas comment retirer ma candidature.
Please keep my CV in your database.
Merci de garder mon CV dans votre base.
I would be happy to give you access to my data portfolio on GitHub.
Merci de m'envoyer la convocation à mon adresse.
Merci de m'envoyer les informations à mon adresse mail.
Please send the details to my email address.
المرجو إرسال المعلومات إلى بريدي الإلكتروني
المرجو الاتصال بي على رقم هاتفي
Please call me on my phone number.
Veuillez m'appeler à mon numéro.
Candidature | Je suis prêt à changer mon adresse pour m'installer à Rabat.
I am willing to change my address and move to Rabat.
Could you forward my data to the director?
Je retire ma candidature au poste de chauffeur, je vous envoie ma candidature au poste de comptable.
Merci d'annuler ma candidature au poste A et de la transférer sur le poste B.
Please withdraw my application for driver and consider me for cook.
Je retire ma candidature et postule au poste de coordinateur.
Merci d'annuler ma candidature, je vais la refaire correctement.
Please cancel my application, I will apply again tomorrow.
Merci d'annuler ma candidature, je postulerai à nouveau demain avec tous les documents.
Merci de supprimer ma candidature afin que je puisse la renvoyer.
المرجو إلغاء طلبي لأنني سأرسل طلبا كاملا غدا
Veuillez annuler ma demande de report d'entretien.
Je souhaite retirer ma candidature si vous n'avez pas encore choisi.
Je souhaite retirer ma candidature de la liste d'attente et confirmer ma présence.
Veuillez ne plus tenir compte de ma candidature au master.
Mon mari souhaite que je retire ma candidature mais moi je suis motivée.
Je plaisantais en disant que je retire ma candidature.
Ne croyez pas que je retire ma candidature.
Il n'est pas question que je retire ma candidature.
Quelqu'un a écrit en mon nom que je me désiste. C'est faux.
Someone told you that I withdraw my application. That is false.
Why would I withdraw my application?
I was asked to withdraw my application, is that right?
You asked me to withdraw my application. I refuse.
On me demande de retirer ma candidature, je refuse.
Merci de supprimer mes données bancaires du dossier, elles ne sont pas nécessaires.
Merci de supprimer mes coordonnées du CV avant de le transmettre au jury.
Merci de ne pas supprimer mes données.
Ne supprimez pas mes données.
Please do not delete my data.
من فضلكم لا تحذفوا بياناتي
Supprimez-vous mes données après le recrutement ?
Do you delete my data after six months?
Pouvez-vous me confirmer que mes données seront supprimées ?
Pouvez-vous me confirmer la suppression de mes données ?
Je souhaite que mes données soient conservées et non supprimées.
Merci de modifier mon adresse dans l'attestation que vous me faites.
Pouvez-vous changer mon nom d'utilisateur ?
Could you change my password?
I need to change my flight, so I will be late for the interview.
Merci d'actualiser mes données avec le CV ci-joint.
Please update my details with the attached CV.
Quelles informations dois-je vous donner sur moi ?
What should I tell you about me?
Can you tell me what data I must send about me?
Pourriez-vous m'envoyer les informations sur le poste ? Je n'ai aucune donnée sur moi.
Bonjour, ma collègue m'a dit d'écrire « je retire ma candidature » mais je veux rester.
Je souhaite remplacer ma candidature par celle-ci, merci de retirer ma candidature initiale.
Je retire ma candidature uniquement pour le site de Fès.
Je voudrais que vous retiriez le cachet de ma candidature.
Merci de retirer la photo de ma candidature.
Please remove the photo from my application.
Please remove page 3 from my application.
Please delete the second attachment of my application.
Merci de supprimer de ma candidature la lettre de recommandation.
Je souhaite annuler la participation à l'entretien mais pas ma candidature.
Merci de suspendre ma candidature jusqu'à mon retour.
Je mets ma candidature en pause.
Je ne me retire pas du processus.
I am not withdrawing from the process.
Nothing would make me withdraw my application.
I will never withdraw my application.
Rien ne me fera retirer ma candidature.
Dois-je me désister de l'autre concours ?
Je me désiste de l'autre concours pour venir au vôtre.
Je ne suis plus intéressé par l'offre de la société X et reste à votre disposition.
Je ne suis plus candidat ailleurs.
I'm no longer interested in the other offer; I want yours.
I am withdrawing my application elsewhere to focus on yours.
Je retire ma candidature chez les autres employeurs.
أسحب طلبي لتأجيل المقابلة
أريد إلغاء طلبي لتغيير الموعد
Je retire ma demande de report.
J'annule ma demande d'accès à mes données.
Je retire ma demande de suppression de mes données.
I withdraw my request to delete my data.
Please ignore my request to delete my data.
Je souhaite supprimer mes données mobiles de la lettre.
Merci de supprimer l'espace dans mon nom.
Je souhaite rectifier mes propos.
Je souhaite corriger ma lettre : mon adresse y est fausse, je la renvoie.
Merci de m'envoyer vos coordonnées.
Please send me your details.
Merci de m'envoyer une copie du contrat.
Please send me a copy of the job description.
Could I have a copy of my test results?
Je souhaite obtenir des informations sur le poste.
Please tell me about the data engineer position and what you want to know about me.
What do you think about me?
Est-ce que mes données ont été supprimées par erreur ?
Mes données ont été supprimées de votre site, pouvez-vous m'aider ?
Mon frère m'a inscrite par surprise, faut-il annuler ma candidature ?
Je vous appelle demain pour décider si je retire ma candidature.
Je vous prie de m'excuser, j'ai failli retirer ma candidature.
Le mail où je dis que je retire ma candidature n'est pas de moi.
Je devais retirer ma candidature mais j'ai changé d'avis, je reste.
Je voulais retirer ma candidature hier, ce n'est plus le cas.
J'ai cru devoir retirer ma candidature.
Sorry for the confusion, I do not withdraw; I am still in.
I wanted to withdraw my application but I have changed my mind.
I would have to withdraw my application if you need me before June.
I need to withdraw my application unless remote work is possible.
If needed, please cancel my application for the afternoon session.
You can keep my application and please do not cancel it.
Please cancel the duplicate of my application.
Please cancel my second application.
Merci d'annuler une de mes deux candidatures.
Merci de retirer ma candidature du dossier de M. Alaoui, elle y a été mise par erreur.
لا تلغوا ترشيحي من فضلكم
كنت أريد سحب ترشيحي لكنني غيرت رأيي
هل سحبتم ترشيحي؟
لم أسحب ترشيحي
Je souhaite compléter et non retirer ma candidature.
Je souhaite modifier, pas annuler, ma candidature.
Je veux confirmer ma candidature et pas la retirer.
J'aimerais savoir si mes données sont supprimées.
I would like to confirm that my data is correct.
I want to make sure my personal data is not deleted.
Pourquoi voulez-vous une copie de mes données bancaires ?
Dois-je vous envoyer une copie de mes données ?
Je vous envoie une copie de mes données personnelles.
Merci de ne pas modifier mon adresse.
Faut-il changer mon adresse dans le formulaire ?
أريد التأكد من أن بياناتي محفوظة
أرسل لكم نسخة من بياناتي الشخصية
"""

# Of these some sentences are no more than told, deep in a letter; a person may be asked, nothing may be done.
PARAGRAPH = {
    "fr": """
Madame, Monsieur,

Titulaire d'un master en gestion de projet et forte de six années d'expérience dans le secteur associatif, je vous
présente ma candidature au poste de chargée de projet. J'ai coordonné pendant trois ans un programme
d'alphabétisation dans la région de Fès, où j'ai encadré douze animatrices, préparé les budgets et rédigé les
rapports destinés aux bailleurs. Auparavant, j'ai travaillé comme assistante de direction dans une coopérative
agricole, ce qui m'a appris la rigueur et l'écoute. Votre action auprès des personnes détenues me touche
particulièrement, car j'ai été bénévole pendant mes études dans un club d'écriture à la prison locale. Je maîtrise
l'arabe, le français et l'anglais, ainsi que les outils de suivi et d'évaluation. {}
Je serais heureuse de vous exposer mes motivations lors d'un entretien et reste à votre disposition. Dans l'attente
de votre réponse, je vous prie d'agréer, Madame, Monsieur, l'expression de mes salutations distinguées.
""",
    "en": """
Dear Sir or Madam,

I am writing to apply for the position of project officer. I hold a master's degree in development studies and have
worked for six years with associations in Morocco and Senegal. For three years I coordinated a literacy programme in
Fez, where I led a team of twelve, prepared budgets and wrote the reports for our donors. Before that I was an
assistant in a farming cooperative, which taught me care and patience. Your work with prisoners speaks to me, since
as a student I was a volunteer in a writing workshop at the local prison. I speak Arabic, French and English, and I
know the usual tools of monitoring and evaluation. {}
I would be glad to tell you more in an interview and remain at your disposal. I look forward to hearing from you.
Yours faithfully
""",
    "ar": """
السلام عليكم ورحمة الله وبركاته

يشرفني أن أتقدم إليكم بطلب الترشح لمنصب مكلف بمشروع. حاصل على شهادة الماستر في تدبير المشاريع ولي ست سنوات من
التجربة في العمل الجمعوي، حيث نسقت لمدة ثلاث سنوات برنامجا لمحو الأمية بجهة فاس وأشرفت على فريق من اثني عشر منشطا
وأعددت الميزانيات والتقارير الموجهة إلى الشركاء. كما اشتغلت مساعدا إداريا في تعاونية فلاحية تعلمت فيها الدقة وحسن
الإنصات. إن عملكم لفائدة السجناء يهمني كثيرا لأنني كنت متطوعا في ورشة للكتابة بالسجن المحلي أثناء دراستي. أتقن العربية
والفرنسية والإنجليزية وأدوات التتبع والتقييم. {}
وفي انتظار ردكم تفضلوا بقبول فائق عبارات التقدير والاحترام.
""",
}
IN_A_LETTER = (
    ("fr", "Je me désiste du poste que j'occupe à l'école pour vous rejoindre."),
    ("fr", "Je retire ma candidature à la mairie si vous me retenez."),
    ("fr", "Je retire ma candidature auprès de la commune de Fès."),
    ("fr", "Je me désiste d'un autre poste pour me consacrer au vôtre."),
    ("fr", "Je ne suis plus intéressée par le poste que l'on m'a proposé à Rabat."),
    ("fr", "J'ai accepté un autre poste en 2022 avant de revenir."),
    ("fr", "Je vous demande de supprimer mes données si je ne suis pas retenue."),
    ("fr", "Je souhaite exercer mon droit d'accès aux concours de la fonction publique."),
    ("fr", "Je vous prie de supprimer mes données personnelles à l'issue du recrutement."),
    ("fr", "Merci de corriger mon nom, qui s'écrit Benali."),
    ("en", "I have decided to withdraw my application at another organisation."),
    ("en", "I withdraw my application for the other post."),
    ("en", "Please delete my personal data after the recruitment."),
    ("en", "I would like to receive a copy of my data at the end of the process."),
    ("en", "Please update my phone number, it has changed."),
    ("ar", "سحبت ترشيحي من منصب آخر لأتفرغ لكم."),
    ("ar", "أسحب ترشيحي من مؤسسة أخرى."),
    ("ar", "المرجو حذف بياناتي الشخصية بعد انتهاء المباراة."),
)
