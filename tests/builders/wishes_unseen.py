"""Mails written when the rules were done: how well these read what they were not made for.

Written as `wishes_asked` is; before the text stands what is right: a kind, `-` for no wish, `?` for a person.
"""

# ruff: noqa: E501 - mails stand as they were written

from __future__ import annotations

from builders.wishes_asked import mails

MAILS = """
withdrawal | Re: Candidature | Bonjour, merci pour la relance mais entre-temps mon employeur m'a proposé une promotion. Je retire donc ma candidature avec regret.
withdrawal | Candidature OMP | bonsoir desolé mais je souhaite annulé ma candidature je pars au canada
withdrawal | Votre annonce | Madame la Directrice,⏎J'ai l'honneur de vous informer que je me désiste du poste pour lequel j'ai postulé le 12 avril.⏎Veuillez agréer mes salutations distinguées.
withdrawal | Re: Entretien | Bonjour, je ne viendrai pas à l'entretien, je retire ma candidature. Merci
withdrawal | Re: entretien du 5 mai | Bonjour Monsieur, je vous remercie pour l'invitation. Je préfère cependant retirer ma candidature, le lieu de travail étant trop éloigné de mon domicile.
withdrawal | fin de candidature | Je vous demande de bien vouloir annuler ma candidature, enregistrée sous la référence OMP-2026-0031.
withdrawal | Re: Your application | Hello Sara, thank you for getting back to me so fast. Having thought it over with my family, I'd prefer to withdraw my application. Good luck with the search!
withdrawal | application | hi sorry i wanna cancel my application found smth else
withdrawal | Re: Your application | Dear Hiring Manager, this is to inform you that I wish to withdraw my candidature with immediate effect. Regards, Aisha
withdrawal | Withdrawing my application | Hi all, see subject. Thanks for your time.
withdrawal | Re: Project officer | I have been offered a permanent contract elsewhere, so please take me out of the process. Thanks
withdrawal | رد | السلام عليكم ورحمة الله، أشكركم على اهتمامكم وأعلمكم أنني أرغب في إلغاء ترشيحي لأسباب صحية. تحياتي
withdrawal | رد: ترشيحك | مرحبا للأسف مضطر لسحب ترشيحي لاني قبلت عرض اخر
withdrawal | انسحاب | السلام عليكم، أود الانسحاب من المباراة، وشكرا
withdrawal | ترشيح | تحية طيبة وبعد، فإنني أتنازل عن طلبي المقدم إليكم بتاريخ 3 أبريل.
erasure | Données | Bonjour, n'étant pas retenu, je vous demande d'effacer l'intégralité de mes données personnelles de vos fichiers et de me le confirmer par écrit.
erasure | rgpd | bonjour pouvez vous effacer mes infos de vos bases merci bcp
erasure | Mes données | Madame, je vous saurais gré de détruire mon dossier ainsi que les copies de mes diplômes, et de supprimer mes données personnelles.
erasure | My data | Good morning, I'd appreciate it if you could erase my personal data now that the recruitment is over.
erasure | GDPR | Following the end of the selection, I ask you to delete all the personal data you hold about me.
erasure | بياناتي | السلام عليكم، بعد انتهاء المباراة أطلب منكم حذف بياناتي الشخصية وسيرتي الذاتية.
erasure | طلب | المرجو منكم محو معطياتي الشخصية من أنظمتكم وشكرا
access | Question | Bonjour, pouvez-vous me dire quelles données personnelles vous possédez sur moi et à qui vous les avez transmises ?
access | RGPD article 15 | Bonjour, en vertu de l'article 15 du RGPD, je vous prie de me fournir une copie de toutes mes données. Cordialement
access | GDPR | Dear DPO, pursuant to Article 15 of the GDPR I would like to obtain a copy of the personal data concerning me.
access | معطياتي | السلام عليكم، أرغب في معرفة المعطيات التي تتوفرون عليها عني طبقا للقانون 09-08
rectification | Re: Votre candidature | Bonjour, vous avez écrit Benani, mais mon nom est Bennani avec deux n. Merci de rectifier mon nom.
rectification | Coordonnées | Bonjour, je vous prie de bien vouloir mettre à jour mon adresse mail, l'ancienne ne fonctionne plus : hind@example.net
rectification | Re: Your application | Hi, my surname is spelled wrong in your letter, could you please correct my surname to Okafor?
rectification | رد | المرجو منكم تصحيح لقبي في الملف: العلوي وليس العلاوي
- | Candidature | Bonjour, veuillez trouver ma candidature. J'ai quitté mon poste en mars et je suis disponible de suite.
- | Re: Votre candidature | Bonjour, je reste très motivée et n'ai nullement l'intention de retirer ma candidature.
- | Candidature spontanée | J'ai géré le retrait des candidatures et la base de données des adhérents pendant deux ans.
- | Candidature juriste | Juriste, j'ai plaidé le droit à l'oubli devant la cour d'appel et conseillé des entreprises sur le RGPD.
- | Candidature | En soumettant ce dossier, j'accepte que mes informations soient utilisées pour ce recrutement et peux demander leur rectification.
- | Application | I managed deletion of records and rectification of data for 3,000 beneficiaries.
- | Application | Dear Sir, kindly consider my application. My contact details: 0612345678.
- | Application | I agree that my data may be processed for this recruitment. I may withdraw this consent at any time.
- | Re: Your application | Thank you, I am looking forward to the interview. I can bring my diploma.
- | Re: Votre candidature | Bonjour, ma date de naissance figure sur la CIN jointe. Bonne réception
- | Re: Votre candidature | Bonjour, suite à votre demande, voici les informations demandées : nom, prénom, adresse.
- | ترشيح | حاصل على الإجازة في القانون، اشتغلت على موضوع حماية المعطيات ذات الطابع الشخصي والقانون 09-08.
- | رد | شكرا لكم، توصلت برسالتكم وسأرسل الوثائق الناقصة غدا
- | Re: Votre candidature | Merci de me confirmer que ma candidature a bien été enregistrée.
- | Candidature | Je me suis retiré d'une association pour me consacrer à ma famille, et je reviens aujourd'hui vers le secteur.
- | Re: Entretien | Je ne pourrai pas poursuivre mon stage après juin, je suis donc libre dès juillet.
- | Application | I stopped working in banking as I was no longer interested in pure profit.
- | Re: Votre candidature | Pouvez-vous supprimer la limite de taille ? Mon dossier ne passe pas.
- | Re: Your application | Could you resend the form? I deleted my copy by accident.
- | Re: ترشيحكم | لا أنوي سحب ترشيحي وأنا مستعد للمقابلة
? | Question | Bonjour, si je retire ma candidature maintenant, pourrai-je postuler l'an prochain ?
? | Re: Votre candidature | Bonjour, le salaire proposé est-il négociable ? Sinon je retirerai ma candidature.
? | Candidature | Annulez ma candidature envoyée hier soir, le dossier complet est dans ce mail.
? | Re: Your application | If the salary cannot be raised, please withdraw my application.
? | Re: Your application | I'm wondering whether to withdraw my application; can we talk?
? | Candidature | Veuillez trouver ci-joint mon CV ; merci de supprimer mes données au bout de six mois.
? | Re: Votre candidature | Combien de temps gardez-vous mes données personnelles ?
? | ترشيح | إذا لم يكن السكن متوفرا فأرجو إلغاء ترشيحي
? | Re: Votre candidature | Je vous confirme que je retire ma candidature de responsable mais pas celle d'assistante.
? | Re: Votre candidature | Ma sœur voudrait retirer sa candidature et moi je ne sais pas si je retire ma candidature.
withdrawal | Candidature n° 12 | Bonsoir Madame, finalement je ne vais pas poursuivre ma candidature, j'ai décidé de reprendre mes études.
withdrawal | Re: Votre candidature | Bonjour, merci de ne plus prendre en compte ma candidature. Bien à vous, Mehdi
withdrawal | Re: Votre candidature | Suite à des problèmes de santé, je suis contraint d'abandonner ma candidature.
withdrawal | Annulation de ma candidature pour le poste de conseiller technique | Bonjour,⏎Je vous prie de trouver en objet ma demande.⏎Cordialement
withdrawal | Desistement pour le poste | bonjour je ne suis plus disponible merci
withdrawal | Re: Votre candidature | Je vous écris pour vous informer de mon désistement.
withdrawal | Re: Entretien | Bonjour, j'ai signé ailleurs ce matin. Merci de retirer ma candidature, et encore merci pour votre accueil !
withdrawal | Re: Votre candidature | je souhaiterai me désister de cette offre
withdrawal | Re: Your application | I've decided to pursue another opportunity, so I'm withdrawing my application. Many thanks.
withdrawal | Re: Interview | Thank you for the invitation to interview. However, I am no longer interested in pursuing this position.
withdrawal | Withdraw application OMP-2026-0012 | Dear HR, kindly do the needful.
withdrawal | Re: Your application | Please take this email as notice that I am withdrawing my application.
withdrawal | رد: ترشيحكم | أحيطكم علما أنني لم أعد راغبا في المنصب، أرجو سحب ترشيحي
withdrawal | التنازل عن الترشيح | تحية طيبة، شكرا لكم
withdrawal | رد | نعتذر منكم، أود إلغاء الترشيح الخاص بي
withdrawal | salam | salam bghit nannuler la candidature dyali hit lqit khedma
erasure | Mes données | Je demande l'effacement immédiat de toutes mes données à caractère personnel ainsi qu'une confirmation.
erasure | CV | Bonjour, svp supprimez mon cv de votre base de données, je ne cherche plus de travail
erasure | Opposition | Bonjour, j'entends exercer mon droit d'opposition au traitement de mes données.
erasure | My CV | Please remove my resume and my details from your files, I have found work.
erasure | Privacy | I revoke my consent for the processing of my personal data. Please delete everything.
erasure | رد | اطلب منكم مسح جميع المعطيات الشخصية الخاصة بي
access | Mes données | Bonjour, j'aimerais savoir quelles informations vous détenez à mon sujet. Merci
access | Droit d'accès article 7 loi 09-08 | Bonjour, merci de traiter ma demande.
access | Privacy | Hi, what data do you have on me? Please send me everything.
access | رد | هل يمكنكم تزويدي بنسخة من معطياتي الشخصية؟
rectification | Re: Votre candidature | Bonjour, petite erreur : mon prénom est Maëlle. Pouvez-vous corriger mon prénom ?
rectification | Re: Your application | Please change my email to omar2@example.org
rectification | Re: Your application | My surname is misspelt in your reply. Kindly correct it.
rectification | رد | لقد تغير رقم هاتفي، المرجو تغيير رقم هاتفي إلى 0655555555
- | Candidature | Veuillez trouver mon dossier. J'ai retiré mon extrait de casier judiciaire hier.
- | Re: Votre candidature | Bonjour, merci, j'attends votre réponse avec impatience.
- | Candidature | J'ai animé des formations sur la loi 09-08 : consentement, droit d'opposition, effacement des données.
- | Candidature | Mes données sont à jour sur mon CV. Je vous autorise à les conserver un an.
- | Re: Votre candidature | Je vous envoie la copie de ma carte d'identité et mes coordonnées bancaires.
- | Re: Votre candidature | Bonjour, j'ai bien retiré la convocation à la poste.
- | Application | I have experience cancelling subscriptions and updating customer details in Salesforce.
- | Application | I would like to pursue a career with you, and I wish to continue working with refugees.
- | Re: Your application | Please confirm receipt of my application.
- | Re: Your application | Please remove the password from the PDF, or shall I send it again?
- | Re: Votre candidature | Merci d'ajouter ce document à mon dossier.
- | رد | المرجو إضافة هذه الوثيقة إلى ملفي
- | رد | أتمنى أن يحظى ترشيحي بالقبول
- | Application | I accept that my data will be deleted after six months.
- | Candidature | Désireuse de mettre fin à une longue carrière bancaire, je postule chez vous.
? | Re: Votre candidature | Quand est-ce que je peux encore retirer ma candidature ?
? | Re: Votre candidature | Si vous confirmez le CDD de trois mois, merci d'annuler ma candidature.
? | Candidature | Veuillez annuler ma candidature du 3 mai et garder celle-ci.
? | Re: Your application | Would it be a problem if I withdraw my application next week?
? | Re: Your application | I got another offer but I'd prefer yours: should I withdraw my application?
"""


def cases() -> list[tuple[str, str, str]]:
    """Give what is right, the subject and the text of each mail."""
    split = [line.partition("|") for line in MAILS.strip().splitlines()]
    return [(right.strip(), *mails(rest)[0]) for right, _, rest in split]
