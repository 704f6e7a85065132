"""What candidates write who want something of their dossier or their data: invented, in their voices.

A line is a mail, `subject | text`; without ` | ` it is a reply to our own letter. `⏎` ends a line of the mail.
"""

# ruff: noqa: E501 - mails stand as they were written

from __future__ import annotations

WITHDRAWAL = """
Bonjour, je retire ma candidature. Cordialement, Salma
Madame, Monsieur,⏎⏎Je souhaite retirer ma candidature au poste de chargé de projet.⏎⏎Bien cordialement,⏎Karim Alaoui
Bonjour⏎je me désiste⏎merci
bonjour je souhaite retirer ma candidature merci
JE SOUHAITE ANNULER MA CANDIDATURE. MERCI
Veuillez ne plus tenir compte de ma candidature, s'il vous plaît.
Merci d'annuler ma candidature, j'ai trouvé autre chose.
Bonjour, je ne suis plus intéressé(e) par le poste. Merci de votre compréhension.
Bonjour Madame, je ne suis plus intéressée par ce poste, désolée pour le dérangement.
J'ai accepté une autre offre et retire par conséquent ma candidature. Je vous remercie du temps que vous m'avez accordé.
Ayant accepté un autre poste, je me vois contrainte de retirer ma candidature.
Désistement | Bonjour,⏎Suite à un imprévu familial, je ne pourrai pas donner suite.⏎Cordialement
Retrait de candidature | Bonjour, voir objet. Merci
Retrait de ma candidature au poste de chargé de projet |
Annulation de candidature | Bonjour Monsieur, merci de confirmer la bonne réception de ce mail.
bonjour, je voudrais retiré ma candidature svp
slt je me desiste de ma candidature, desole
Je vous informe que je retire ma candidature pour des raisons personnelles.
Par la présente, je vous informe de mon désistement pour le poste de coordinatrice.
Je vous prie de bien vouloir retirer ma candidature du processus de sélection.
J'ai le regret de vous informer que je dois retirer ma candidature, ayant été recruté par une autre association.
Je renonce à ma candidature pour raisons de santé.
Après réflexion, j'ai décidé de ne plus poursuivre le processus de recrutement.
Je ne souhaite plus poursuivre ma candidature. Bonne continuation à toute l'équipe.
Pourriez-vous annuler ma candidature s'il vous plaît ? Merci d'avance.
Pouvez-vous retirer ma candidature svp
Bonjour, je ne souhaite plus postuler à ce poste.
Je retire ma candidature. Pouvez-vous me confirmer la bonne réception de ce message ?
Je vous remercie pour votre retour. Toutefois, je souhaite me retirer du processus de recrutement.
Merci de considérer ma candidature comme nulle et non avenue.
Bonsoir,⏎Je me permets de vous écrire afin de retirer ma candidature pour le poste de conseiller technique,⏎car j'ai signé un CDI hier. Je reste intéressé par d'autres opportunités au sein de votre⏎organisation.⏎Cordialement
Je vous saurais gré de bien vouloir prendre acte de mon désistement.
je retire ma candidture
Je ne donne pas suite à ma candidature, merci.
Bonjour, suite à notre échange, je vous confirme le retrait de ma candidature.
Hello, I would like to withdraw my application. Thank you.
Dear Sir or Madam,⏎⏎I am writing to withdraw my application for the position of Project Officer.⏎⏎Kind regards,⏎Daniel Okafor
Please withdraw my application.
please cancel my application thanks
I am no longer interested in the position.
Hi, I'm no longer interested in this role, sorry for the inconvenience
Dear team, I have accepted another offer and therefore withdraw my application. Thank you for your time.
Kindly remove my name from consideration for this position.
Withdrawal of application | Dear all, for family reasons I cannot go on. Best wishes
Withdrawal of my application - Project Officer | Hello, please see the subject. Thanks!
I wish to withdraw from the recruitment process.
I hereby withdraw my candidacy.
Could you please withdraw my application?
I'd like to withdraw my aplication pls
I have decided to withdraw my application as I have been offered a post nearer home.
I no longer wish to be considered for this position.
Unfortunately I have to withdraw my application due to personal circumstances.
After careful consideration, I have decided not to proceed with my application.
Please consider my application withdrawn. I wish you every success in finding the right person.
Please do not consider my application any further.
PLEASE WITHDRAW MY APPLICATION FOR THE POST OF COORDINATOR
أسحب ترشيحي وشكرا لكم
السلام عليكم، أرغب في سحب طلبي. وشكرا
السلام عليكم ورحمة الله⏎ارغب في سحب ترشيحي لمنصب مكلف بمشروع⏎وتقبلوا فائق الاحترام
أتنازل عن ترشيحي لأسباب شخصية
لم أعد مهتما بالمنصب
لم اعد مهتمة بهذه الوظيفة شكرا على تفهمكم
سحب الترشيح | السلام عليكم، وجدت عملا آخر. شكرا لكم
سحب طلب الترشيح |
أود أن أعلمكم بأنني أسحب ترشيحي من هذه المباراة.
المرجو إلغاء ترشيحي
المرجو الغاء طلبي من فضلكم
أرجو منكم عدم أخذ ترشيحي بعين الاعتبار
قررت الانسحاب من عملية الانتقاء، وأشكركم على وقتكم.
يؤسفني أن أخبركم بأنني قررت سحب ترشيحي بعد قبولي عرضا آخر.
سلام بغيت نسحب الترشيح ديالي الله يجازيكم بخير
أعلن انسحابي من الترشح لهذا المنصب
لم أعد أرغب في متابعة ترشيحي
هل يمكنكم إلغاء ترشيحي من فضلكم؟
bghit nsheb candidature dyali chokran
تحية طيبة، أطلب منكم إلغاء ترشيحي نهائيا من هذه المباراة.
Bonjour,⏎⏎Je tenais à vous remercier pour l'intérêt porté à mon profil. Après mûre réflexion, j'ai pris la décision de retirer ma candidature.⏎⏎Je vous souhaite une bonne continuation.⏎⏎Nadia
Bonjour Madame,⏎malheureusement je dois annuler ma candidature pour cause de déménagement à l'étranger
Bonjour, je suis au regret de vous annoncer que je ne pourrai pas donner suite à ma candidature.
Bonjour je ne suis plus intéressé merci
Bonjour Monsieur, ayant trouvé un emploi entre-temps, je vous prie de ne plus considérer ma candidature. Merci beaucoup.
j'annule ma candidature
Je ne souhaite plus être candidat.
Je ne suis plus à la recherche d'un emploi, merci de retirer ma candidature.
Veuillez retirer mon nom de la liste des candidats svp
Bjr, jai trouvé un taf dc je retire ma candidature, bonne continuation
Suite à notre entretien téléphonique, je vous informe par le présent courriel que je retire ma candidature au poste de chargée de projet. Merci de m'en accuser réception.
Je préfère me désister pour laisser ma place à quelqu'un d'autre.
Merci de bien vouloir classer ma candidature sans suite.
Retrait candidature | bonjour, pour raison de santé. merci
DESISTEMENT |
Désistement - poste chargé de projet | Bonjour, je me permets de vous informer que je ne pourrai pas occuper ce poste. Merci
Annulation candidature OMP | Merci d'annuler.
Hi there, just letting you know I'm withdrawing my application as I found something closer to home. All the best!
Dear Ms Berrada, Thank you for considering me. I have decided to accept another position and would like to withdraw my candidacy. Best, Omar
I regret to inform you that I am withdrawing from the selection process.
Pls cancel my application, found a job
I would like to formally withdraw my application for the Programme Coordinator role, reference OMP-2026-0007.
Sorry but I'm not interested anymore. Please remove my application.
Please be informed that I withdraw my application.
I would be grateful if you could withdraw my application.
Could you kindly remove my application from the process?
Due to unforeseen circumstances I will not be able to continue with my application.
Application withdrawal | Dear hiring team, thanks for your time, I got another job. Regards
Cancel my application | thanks
السلام عليكم، المرجو سحب ترشيحي لأنني حصلت على عمل. وشكرا جزيلا
السلام عليكم، أعتذر منكم، أريد التراجع عن ترشيحي
أخبركم أنني أنسحب من المباراة
لا أرغب في الاستمرار في عملية الترشيح
لم أعد أرغب في هذا المنصب وشكرا
انا لم اعد مهتما بالوظيفة الرجاء الغاء طلبي
إلغاء طلب الترشيح | السلام عليكم، لظروف صحية. شكرا
السلام عليكم بغيت نلغي الطلب ديالي حيت لقيت خدمة
يؤسفني إبلاغكم بسحب ترشيحي
نظرا لظروف عائلية أتقدم إليكم بطلب سحب ترشيحي من المنصب المذكور
أكتب إليكم لسحب طلبي
Je soussignée Salma Berrada déclare retirer ma candidature au poste de chargée de projet.
J'accepte un autre poste et retire donc ma candidature.
I agree with your remarks and withdraw my application.
أنا الموقع أسفله أصرح بسحب ترشيحي
[EXTERNAL] Désistement | Bonjour, voir objet.
"""

ERASURE = """
Bonjour, merci de supprimer mes données personnelles. Cordialement
Je vous demande de supprimer toutes mes données de votre base.
Veuillez effacer mon CV de votre base de données.
Je souhaite que mes données soient supprimées.
Conformément au RGPD, je vous demande l'effacement de mes données à caractère personnel.
Conformément à la loi 09-08, je souhaite exercer mon droit d'opposition.
Bonjour, je souhaite exercer mon droit à l'oubli. Merci
Demande de suppression de données | Bonjour, voir objet. Cordialement, Hind
Suppression de mes données personnelles |
Droit à l'effacement | Bonjour,⏎Merci de faire le nécessaire.⏎H. Lahlou
bonjour merci d effacer mes donnees perso svp
MERCI DE SUPPRIMER MON DOSSIER DE VOTRE BASE
Pouvez-vous supprimer mes données s'il vous plaît ?
Pourriez vous effacer toutes les informations me concernant ?
Je m'oppose au traitement de mes données personnelles.
Je retire mon consentement au traitement de mes données.
Je vous prie de bien vouloir détruire mon dossier et toutes les données qui me concernent.
Je vous mets en demeure de supprimer mes données sous trente jours.
Merci de ne plus conserver mes données dans vos fichiers.
En application de l'article 17 du RGPD, je vous demande de procéder à la suppression de mes données.
Le poste étant pourvu, je vous prie de bien vouloir supprimer mon dossier de candidature de vos fichiers.
Je sollicite la suppression définitive de mes données personnelles.
Bonjour, je n'ai pas été retenu. Merci d'effacer mes informations personnelles de votre système.
Je souhaite la suppression de mon CV de votre base de données.
Merci de supprimer mon CV et mes coordonnées de vos archives.
Veuillez suprimer mes données
Je vous demande d'effacer mon profil et mes données conformément à la loi 09-08.
je veux que vous supprimiez mes données
Supprimez mes données svp.
Je m'oppose à la conservation de mon CV dans votre base.
Hello, please delete my personal data. Thanks
Please erase all my data from your systems.
I would like you to delete my personal information.
I request the deletion of my personal data under GDPR.
Under article 17 GDPR I request erasure of my personal data.
Could you please delete my data?
Kindly remove my CV from your database.
I want my data deleted.
I wish to exercise my right to be forgotten.
Right to erasure request | Dear Sir, please take the necessary steps. Regards
Data deletion request | Hello, please see the subject line.
Please delete all information you hold about me.
I object to the processing of my personal data.
I withdraw my consent to the processing of my personal data.
can you delete my details from ur database plz
As I was not selected, please remove my personal data from your records.
I am writing to request that you delete my file and all my personal data.
Please stop processing my personal data and erase it.
DELETE MY DATA PLEASE
I would like my resume and personal details to be deleted from your system.
المرجو حذف بياناتي الشخصية
أطلب منكم حذف معطياتي الشخصية من قاعدة بياناتكم
ارجو حذف معلوماتي الشخصيه من نظامكم وشكرا
أرغب في محو جميع بياناتي الشخصية
حذف بياناتي الشخصية | السلام عليكم، شكرا لكم مسبقا
طلب حذف المعطيات الشخصية | تحية طيبة، أشكركم.
أعترض على معالجة معطياتي الشخصية
طبقا للقانون 09-08 أود ممارسة حق التعرض على معالجة معطياتي
من فضلكم احذفوا سيرتي الذاتية من قاعدة البيانات لديكم
هل يمكنكم حذف بياناتي من فضلكم؟
السلام عليكم، بغيت تمسحو المعلومات ديالي من عندكم
أريد حذف ملفي وبياناتي من سجلاتكم
المرجو مسح كل المعلومات المتعلقة بي
أسحب موافقتي على معالجة بياناتي الشخصية
Merci d'effacer toutes mes données svp
Je souhaiterais que vous effaciez mon dossier ainsi que toutes mes données personnelles.
Veuillez procéder à la suppression de l'ensemble de mes données personnelles conformément à l'article 17 du RGPD.
Bonjour, je vous demande de bien vouloir supprimer mon CV ainsi que mes informations personnelles de votre base.
je veux supprimer mes donnees
Je n'ai plus besoin de ce recrutement, supprimez toutes mes données s'il vous plaît.
J'exerce mon droit à l'effacement.
Bonjour, je m'oppose à ce que mes données soient conservées.
Demande d'effacement de mes données | Bonjour, en application de la loi 09-08. Merci
Please delete my CV and all personal data from your database.
Hi, can you erase my info please? thanks
I'd like all my personal data to be erased.
Please remove all my personal information.
I hereby request that my personal data be erased without undue delay.
GDPR erasure request | To whom it may concern, please act on this.
أرجو منكم حذف جميع بياناتي
المرجو حذف معطياتي من قاعدة البيانات
أطالب بحذف بياناتي الشخصية طبقا للقانون 09.08
بغيت تحذفو المعطيات ديالي
حذف معطياتي |
"""

ACCESS = """
Bonjour, quelles données détenez-vous sur moi ?
Je souhaite obtenir une copie de mes données personnelles.
Conformément à la loi 09-08, je souhaite exercer mon droit d'accès.
Je souhaite exercer mon droit d'accès à mes données à caractère personnel (article 15 du RGPD).
Merci de m'envoyer une copie de mes données personnelles.
Pourriez-vous m'indiquer quelles informations vous conservez à mon sujet ?
bonjour je voudrais savoir quelles donnees vous avez sur moi merci
Droit d'accès | Bonjour,⏎Je vous remercie de traiter ma demande dans les délais légaux.⏎Omar N.
Demande d'accès à mes données personnelles |
Demande d'accès aux données | Bonjour, voir objet.
Veuillez me communiquer l'ensemble des données que vous détenez sur moi.
Je vous prie de bien vouloir me transmettre toutes les données me concernant.
Je demande l'accès à mes données personnelles.
Je voudrais avoir accès à mes données.
En vertu de l'article 7 de la loi 09-08, je vous demande de me communiquer les données me concernant.
Quelles informations avez-vous sur moi et combien de temps les gardez-vous ?
Quelles sont les données personnelles que vous détenez à mon sujet ?
Je souhaite savoir quelles données personnelles vous traitez me concernant.
POUVEZ VOUS M'ENVOYER MES DONNEES PERSONNELLES SVP
Merci de me fournir la copie des données personnelles que vous détenez.
Je souhaite consulter les données personnelles que vous conservez sur moi.
Pouvez-vous me dire quelles données vous avez gardées sur moi ?
Je fais valoir mon droit d'accès prévu par le RGPD.
J'aimerais recevoir copie de toutes mes données.
Je vous demande, sur la base de l'article 15 du RGPD, une copie de mes données.
je veux une copie de mes données perso
Je souhaite accéder à mes données personnelles.
Bonjour, merci de m'adresser, sous un mois, une copie de l'ensemble de mes données à caractère personnel.
Avez-vous des données sur moi ? Si oui lesquelles ? Je demande une copie de mes données.
What personal data do you hold about me?
Please send me a copy of my personal data.
I would like a copy of all personal data you hold about me.
I am making a subject access request under GDPR.
Subject access request | Hello, please treat this within a month. Thanks
Data subject access request |
I wish to exercise my right of access.
Under Article 15 GDPR, I request access to my personal data.
Could you tell me what information you have about me?
Could you please provide me with the personal data you hold on me?
Please provide a copy of the data you have stored about me.
can you send me all my data pls
I would like to know what data you store about me.
I want to access my personal data.
what info do you have on me
Please let me know which personal data you process about me.
I request a copy of my data.
Kindly share all the information you keep on me.
I'd like to exercise my right of access to the data you hold.
I hereby request a copy of the personal information you hold about me.
أرغب في الحصول على نسخة من بياناتي الشخصية
ما هي البيانات التي تحتفظون بها عني؟
ما هي المعطيات الشخصية التي تتوفرون عليها حولي؟
أود ممارسة حق الولوج إلى معطياتي الشخصية
طبقا للقانون 09-08 أطلب الاطلاع على معطياتي الشخصية
المرجو موافاتي بنسخة من معطياتي الشخصية
اطلب نسخه من بياناتي الشخصيه
ماهي المعلومات التي لديكم عني
طلب الاطلاع على بياناتي الشخصية | السلام عليكم، شكرا.
حق الولوج | تحية طيبة، المرجو معالجة طلبي. شكرا
المرجو تزويدي بجميع المعلومات المتعلقة بي التي تحتفظون بها
هل يمكنكم إرسال نسخة من بياناتي الشخصية؟
أريد معرفة المعلومات التي تحتفظون بها عني
أطلب منكم الولوج إلى معطياتي
شنو هي المعلومات اللي عندكم عليا؟
Bonjour, pourriez-vous me transmettre les données personnelles que vous avez me concernant ? Merci
Je souhaite connaître les données que vous possédez à mon sujet.
Merci de me dire quelles données vous détenez sur moi.
Je voudrais une copie de toutes les informations que vous avez sur moi.
En application du RGPD, merci de me faire parvenir l'ensemble des données me concernant.
Quelles infos gardez vous sur moi ?
Demande de droit d'accès RGPD | Bonjour, je souhaite l'exercer. Merci
Hello, I'd like to see what data you keep about me.
Please provide me with all personal data relating to me.
I am requesting a copy of my personal information.
What details have you stored about me?
Please tell me what personal information you hold about me and where you got it.
أريد نسخة من معطياتي
ما هي بياناتي التي تحتفظون بها؟
أود الاطلاع على البيانات المتعلقة بي
"""

RECTIFICATION = """
Bonjour, merci de rectifier mes données personnelles : mon nom s'écrit Benali et non Benaly.
Je souhaite exercer mon droit de rectification.
Veuillez corriger mon nom : El Fassi, en deux mots.
Pouvez-vous corriger l'orthographe de mon nom s'il vous plaît ?
Mon nom est mal orthographié, merci de le corriger : Chraïbi.
J'ai changé de numéro de téléphone, merci de mettre à jour mes coordonnées.
Merci de modifier mon adresse mail : salma@example.com
bonjour svp changer mon numero de telephone cest le 0612345678
Merci de mettre à jour mon numéro de téléphone : 0612345678.
Ma date de naissance est erronée dans votre fichier, merci de la rectifier.
Conformément à la loi 09-08, je vous demande de rectifier les données me concernant.
Demande de rectification de mes données | Bonjour, mon prénom est Yasmine avec un s. Merci
Droit de rectification |
Rectification de mes données personnelles | Bonjour, mon adresse est désormais 3, rue des Iris, Rabat.
Je vous prie de bien vouloir corriger mon prénom, qui est Mehdi.
Il y a une erreur dans mon nom, merci de la corriger.
Pourriez-vous mettre à jour mes coordonnées ? Nouveau téléphone : 0600000000
Je voudrais modifier mon adresse postale.
Je souhaite corriger mes informations personnelles.
Mon numéro de téléphone est incorrect dans votre base. Merci de le modifier.
Veuillez noter que mon nom de famille est Ouazzani ; merci de corriger mon nom dans vos courriers.
VEUILLEZ RECTIFIER MON NOM SVP : NACIRI ET NON NASSIRI
Je demande la rectification de mes données personnelles.
Je souhaite faire rectifier mes données (article 16 du RGPD).
Merci de corriger mon adresse électronique dans votre base.
J'ai déménagé, merci de mettre à jour mon adresse.
je voudrais changer mon adresse email svp
Merci de remplacer mon ancien numéro de téléphone par le 0661000000.
Vous m'appelez Monsieur, or je suis une femme : merci de corriger ma civilité.
Merci d'actualiser mes coordonnées.
Please correct my name: it is spelled Okafor.
My name is misspelled, please correct it.
Please update my phone number to 0612345678.
I would like to update my contact details.
I wish to exercise my right to rectification.
Under article 16 GDPR I request rectification of my personal data.
Could you please change my email address?
Please update my address, I have moved to Fez.
Request for rectification of my personal data | Hello, my surname is Haddad, not Hadad.
Right to rectification |
There is a mistake in my name, please fix it.
My date of birth is wrong in your records. Please correct it.
I have a new phone number, please update my details.
please change my phone nb to 0612345678 thx
Could you correct the spelling of my name?
Kindly amend my personal details.
I want to correct my personal information.
Please fix the spelling of my surname.
I would like to have my personal data corrected.
My email address has changed. Please update it in your records.
المرجو تصحيح اسمي: الفاسي
أرغب في تصحيح بياناتي الشخصية
أود ممارسة حق التصحيح
المرجو تحيين معطياتي الشخصية
المرجو تعديل رقم هاتفي
لقد غيرت رقم هاتفي، المرجو تحديث معلوماتي
طلب تصحيح معطياتي الشخصية | السلام عليكم، الاسم الصحيح هو سلمى. شكرا
حق التصحيح |
ارجو تغيير بريدي الالكتروني من فضلكم
هل يمكنكم تصحيح كتابة اسمي؟
طبقا للقانون 09-08 أطلب تصحيح معطياتي
اسمي مكتوب بشكل خاطئ، المرجو تصحيحه
أريد تغيير عنواني
بغيت نبدل النمرة ديالي فالدوسي ديالي
Bonjour, mon nom de famille est mal écrit dans votre mail, merci de corriger.
Merci de corriger mon prénom svp, c'est Hind
Pourriez-vous rectifier ma date de naissance ? Je suis née le 3 mai 1992.
Je vous informe que mon adresse a changé, merci de la mettre à jour.
Bonjour, nouveau numéro : 0655. Merci de mettre à jour mes coordonnées.
Vous avez mal orthographié mon nom : c'est Alaoui. Merci de rectifier.
You misspelled my name. Please correct it to Haddad.
Please note that my phone number has changed, kindly update it.
Please update my contact information.
I want to change my email address.
المرجو تغيير رقم هاتفي
أرجو تصحيح تاريخ ميلادي
اسمي فيه خطأ المرجو التصحيح
"""


def mails(table: str) -> list[tuple[str, str]]:
    """Give the mails of a table: subject and text."""
    return [_mail(line) for line in table.strip().splitlines()]


def _mail(line: str) -> tuple[str, str]:
    subject, bar, text = line.partition("|")
    if not bar:
        return "Re: Votre candidature [OMP-2026-0007]", line.replace("⏎", "\n").strip()
    return subject.strip(), text.replace("⏎", "\n").strip()
