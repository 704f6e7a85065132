"""Ways in which ads put the subject of the mail, family by family; the sentences are invented."""

from __future__ import annotations

import pytest

from intake.reading.adposts.ad import Ad
from intake.reading.adposts.subject.subject import find_subject

PRESCRIBED = [
    (
        (
            "من يجد في نفسه الكفاءة يرسل سيرته على الإيميل\na@mail.example.org\nويكتب في العنوان ال"
            "مسمى الوظيفي المتقدم له\n\nملاحظة: التقديم بالإيميل فقط"
        ),
        "{title}",
    ),
    ("بعت/ي إيميل لـ a@mail.example.org مع سيرة ذاتية. بالـ subject اكتب/ي: كمان.", "كمان"),
    (
        (
            "أرسل سيرتك إلى [a@example.org](mailto:a@example.org)، واجعل عنوان الرسالة **[FLUTTER"
            "-27] اسمك الكامل**. رسالة التقديم اختيارية."
        ),
        "[FLUTTER-27] {name}",
    ),
    (
        ('برجاء إرسال الـ CV على hr@example.org و كتابة "مترجم" + التخصص في الـ Subject ... أي إيميل'),
        "مترجم {any}",
    ),
    (("يرجى إرسال السيرة الذاتية إلى hr@example.org مع كتابة المسمى الوظيفي في خانة الموضوع."), "{title}"),
    ("ترسل السير الذاتية على البريد hr@example.org على أن يكون عنوان الرسالة: محاسب أول.", "محاسب أول"),
    ("ترسل السير الذاتية على البريد hr@example.org ويكون موضوع الرسالة (محاسب - جدة).", "محاسب - جدة"),
    ("يرجى ارسال السيرة على hr@example.org مع ذكر اسم الوظيفة بعنوان الإيميل", "{title}"),
    ('ارسل سيرتك على hr@example.org واكتب في عنوان الرسالة "مهندس موقع"', "مهندس موقع"),
    ("ارسل سيرتك على hr@example.org وضع عنوان الوظيفة في موضوع البريد", "{title}"),
    (
        (
            "ارسال السيرة الذاتية الى hr@example.org مع تحديد الوظيفة المراد التقدم لها في عنوان "
            "البريد الالكتروني"
        ),
        "{title}",
    ),
    ("للتقديم: hr@example.org\nالموضوع: طلب وظيفة محاسب", "طلب وظيفة محاسب"),
    ("للتقديم: hr@example.org\nعنوان الرسالة: ممرضة - الاسم الكامل", "ممرضة - {name}"),
    ("على الراغبين إرسال ملفاتهم إلى hr@example.org بعنوان «ترشح لمنصب محاسب».", "ترشح لمنصب محاسب"),
    (
        (
            "ترسل الملفات عبر البريد الإلكتروني hr@example.org مع الإشارة في موضوع الرسالة إلى رق"
            "م الإعلان 14/2027."
        ),
        "14/2027",
    ),
    (("ترسل الملفات عبر البريد الإلكتروني hr@example.org مع ذكر المرجع REF-12 في موضوع الرسالة."), "REF-12"),
    (
        ("المرجو إرسال السيرة الذاتية إلى hr@example.org مع الإشارة إلى المنصب المطلوب في خانة objet."),
        "{title}",
    ),
    (
        "المرجو إرسال السيرة الذاتية إلى hr@example.org (objet : candidature comptable)",
        "candidature comptable",
    ),
    ('المرجو إرسال السيرة الذاتية إلى hr@example.org مع كتابة "Comptable" في objet.', "Comptable"),
    ("ابعت السي في على hr@example.org واكتب في السابجكت: مندوب مبيعات", "مندوب مبيعات"),
    ("ابعت السي في على hr@example.org واكتب اسم الوظيفة في السبجكت", "{title}"),
    ("ابعت الـ CV على hr@example.org والـ Subject يكون: Sales Rep", "Sales Rep"),
    ("ابعت ال cv على hr@example.org subject: Sales Rep", "Sales Rep"),
    ("إرسال السيرة الذاتية على الإيميل hr@example.org مع وضع (سائق) في عنوان الإيميل", "سائق"),
    ("إرسال السيرة الذاتية على الإيميل hr@example.org بعنوان: سائق", "سائق"),
    ("إرسال السيرة الذاتية على الإيميل hr@example.org تحت عنوان سائق خاص", "سائق خاص"),
    ("إرسال السيرة على hr@example.org ويرجى تدوين المسمى الوظيفي في خانة العنوان", "{title}"),
    (
        "إرسال السيرة على hr@example.org. الرجاء كتابة اسمك والمسمى الوظيفي في عنوان الرسالة.",
        "{name} {title}",
    ),
    ('تُرسل السيرة الذاتية إلى hr@example.org على أن يحمل البريد عنوان "مسؤول مالي".', "مسؤول مالي"),
    (
        ("تُرسل السيرة الذاتية إلى hr@example.org على أن تحمل الرسالة العنوان التالي: مسؤول مالي."),
        "مسؤول مالي",
    ),
    ("تُرسل السيرة الذاتية إلى hr@example.org على أن يتضمن عنوان الرسالة رقم الإعلان.", "{any}"),
    (
        ('تُرسل السيرة الذاتية إلى hr@example.org ويجب أن يتضمن موضوع البريد عبارة "وظيفة إداري".'),
        "وظيفة إداري",
    ),
    ("تُرسل السيرة الذاتية إلى hr@example.org مع كتابة عبارة (وظيفة إداري) في سطر الموضوع.", "وظيفة إداري"),
    (
        'يُرجى ذكر "أخصائي نفسي - الزعتري" في سطر الموضوع عند الإرسال إلى hr@example.org',
        "أخصائي نفسي - الزعتري",
    ),
    ("يُشترط أن يكون موضوع الإيميل هو: VAC-22 متبوعًا بالاسم الكامل. hr@example.org", "VAC-22 {name}"),
    ("أرسلوا سيركم إلى hr@example.org واذكروا في الموضوع: منسق/ة مشاريع.", "منسق/ة مشاريع"),
    ("أرسلوا سيركم إلى hr@example.org مع ذكر اسم الشاغر في خانة عنوان الرسالة", "{title}"),
    ("ابعتوا سيرتكم ع hr@example.org واكتبوا بالموضوع شيف", "شيف"),
    ("ابعثوا سيرتكم لـ hr@example.org وحطوا اسم الوظيفة بعنوان الايميل", "{title}"),
    ("يرجى إرسال السيرة الذاتية إلى hr@example.org مع وضع المسمى الوظيفي كعنوان للرسالة", "{title}"),
    (
        ('يرجى إرسال السيرة الذاتية إلى hr@example.org مع كتابة "معلم لغة" كعنوان للبريد الإلكتروني'),
        "معلم لغة",
    ),
    ("الرجاء وضع عنوان للإيميل: معلم لغة. hr@example.org", "معلم لغة"),
    ("السيرة إلى hr@example.org، الموضوع «معلم لغة»", "معلم لغة"),
    ("على hr@example.org موضحا في عنوان الرسالة اسم الوظيفة المتقدم إليها. ترسل السيرة", "{title}"),
    ("ترسل السيرة إلى hr@example.org مع توضيح مسمى الوظيفة والمدينة في عنوان الايميل", "{title} {any}"),
    ('أرسل السيرة إلى hr@example.org، سطر الموضوع: "Data Analyst – الاسم الكامل"', "Data Analyst – {name}"),
    ("أرسل السيرة إلى hr@example.org مستخدماً عنوان البريد «طلب توظيف: فني تكييف»", "طلب توظيف: فني تكييف"),
    ("أرسل السيرة إلى hr@example.org وليكن عنوان رسالتك: فني تكييف – الرياض", "فني تكييف – الرياض"),
    ("أرسل السيرة إلى hr@example.org ، عنوان المراسلة يكون باسم الوظيفة", "{title}"),
    ("يرجى كتابة كود الوظيفة HR-17 في عنوان البريد عند المراسلة على hr@example.org", "HR-17"),
    ("ترسل السيرة إلى hr@example.org مع ضرورة كتابة المهنة المطلوبة في خانة الموضوع", "{title}"),
    ("السيرة ترسل إلى hr@example.org بكتابة الاسم والتخصص في عنوان الرسالة", "{name} {any}"),
    ("لا تنسى تكتب في عنوان الايميل (باريستا). السيرة على hr@example.org", "باريستا"),
    ('أرسل سيرتك على hr@example.org وعنون رسالتك بـ "باريستا"', "باريستا"),
    ("أرسل سيرتك على hr@example.org على أن تُعنون الرسالة بـ: باريستا", "باريستا"),
    ('أرسل سيرتك على hr@example.org برسالة عنوانها "باريستا"', "باريستا"),
    ("أرسل سيرتك على hr@example.org برسالة موضوعها: باريستا", "باريستا"),
    ("السيرة على hr@example.org، في موضوع الرسالة يكتب اسم الوظيفة", "{title}"),
    ('السيرة على hr@example.org، في عنوان الرسالة تذكر كلمة "باريستا"', "باريستا"),
    ("السيرة على hr@example.org والموضوع يكون: باريستا", "باريستا"),
    ("السيرة على hr@example.org وفي الموضوع اكتب: باريستا", "باريستا"),
    ("Envoyez votre candidature à a@example.org objet : COMPTA-2027\n\nBonne chance", "COMPTA-2027"),
    (
        (
            "CV à envoyer à e@example.org avant le 5. Merci d'intituler votre message [COM-PUBLIC"
            "S] suivi de votre nom."
        ),
        "[COM-PUBLICS] {name}",
    ),
    (
        (
            "Les ﬁchiers seront nommés ainsi : NOM_Prenom_CV et NOM_Prenom_Lettre\nLe courriel por"
            "tera l'intitulé : Archiviste_NOM Prénom\nAdresse : candidatures@example.org"
        ),
        "Archiviste_{name}",
    ),
    (
        (
            "à l'adresse g@example.org, jusqu'au 2 juillet (heure de\nGoma).\nL'objet du courriel d"
            "oit être obligatoirement : Logisticien_Appro_GOM/LOG/27-14\nToute candidature portant"
            " un autre objet sera ignorée."
        ),
        "Logisticien_Appro_GOM/LOG/27-14",
    ),
    (
        (
            "Votre dossier est à transmettre à rh@example.org ; merci d'indiquer ‹Fundraising 202"
            "7› comme sujet."
        ),
        "Fundraising 2027",
    ),
    ("CV à rh@example.org. Intitulez votre mail : Serveur été 2027", "Serveur été 2027"),
    ("CV à rh@example.org. Veuillez intituler votre courriel « Serveur été »", "Serveur été"),
    ("CV à rh@example.org. Le message sera intitulé : Serveur été", "Serveur été"),
    ("CV à rh@example.org. Votre mail aura pour objet : Serveur été", "Serveur été"),
    ("CV à rh@example.org. L'objet devra commencer par [ING-27].", "ING-27"),
    (
        ("CV à rh@example.org. Le sujet de votre courriel doit être « Serveur été – votre nom »."),
        "Serveur été – {name}",
    ),
    ("CV à rh@example.org en titrant votre message « Serveur »", "Serveur"),
    ("CV à rh@example.org, mettre SERVEUR en objet", "SERVEUR"),
    ("CV à rh@example.org avec « SERVEUR » dans la ligne d'objet", "SERVEUR"),
    ("CV à rh@example.org avec SERVEUR comme sujet", "SERVEUR"),
    ("CV à rh@example.org (en objet : « SERVEUR »)", "SERVEUR"),
    ("CV à rh@example.org, en inscrivant le numéro de concours 27-114 dans l'objet", "27-114"),
    ("CV à rh@example.org. Inscrire le titre du poste dans l'objet du courriel.", "{title}"),
    (
        ("CV à rh@example.org. Prière d'indiquer le titre du poste et votre nom en objet du courriel."),
        "{title} {name}",
    ),
    ("CV à rh@example.org. Objet à rappeler impérativement : DAF/2027", "DAF/2027"),
    ("CV à rh@example.org. Objet obligatoire : DAF/2027", "DAF/2027"),
    ("CV à rh@example.org. Objet du message à indiquer : DAF/2027", "DAF/2027"),
    ("CV à rh@example.org en portant la mention « Recrutement chauffeur » en objet", "Recrutement chauffeur"),
    ("CV par mail à rh@example.org portant la mention : « Recrutement chauffeur »", "Recrutement chauffeur"),
    ("CV à rh@example.org sous l'objet « Recrutement chauffeur »", "Recrutement chauffeur"),
    ("CV à rh@example.org sous le titre « Recrutement chauffeur »", "Recrutement chauffeur"),
    ("CV à rh@example.org avec comme titre de mail « Recrutement chauffeur »", "Recrutement chauffeur"),
    ("CV à rh@example.org. Titre du mail : Recrutement chauffeur", "Recrutement chauffeur"),
    ("CV à rh@example.org. Ligne d'objet : Recrutement chauffeur", "Recrutement chauffeur"),
    ("CV à rh@example.org. Référence à rappeler en objet : 27/AB/3", "27/AB/3"),
    ("CV à rh@example.org, réf. 27-AB à rappeler dans l'objet", "27-AB"),
    ("CV à rh@example.org. La référence 27-AB doit figurer dans l'objet.", "27-AB"),
    ("CV à rh@example.org. L'objet du mail devra faire apparaître le poste visé.", "{title}"),
    ("CV à rh@example.org. Dans l'objet, écrivez « pain ».", "pain"),
    (
        ("CV à rh@example.org. Dans l'objet de votre mail, notez bien : « pain chaud » et rien d'autre."),
        "pain chaud",
    ),
    (("CV à rh@example.org. N'oubliez pas de mettre le mot « pain » dans le titre de votre mail."), "pain"),
    ("CV à rh@example.org. Objet = pain", "pain"),
    ("CV à rh@example.org. Objet du mail -> pain complet", "pain complet"),
    ("CV à rh@example.org ; objet : Soudeur ; date limite le 4 mai", "Soudeur"),
    ("CV à rh@example.org. Objet: Soudeur - [votre ville]", "Soudeur - {any}"),
    (
        "CV à rh@example.org. Mentionner en objet : Candidature au poste de « Soudeur ».",
        "Candidature au poste de Soudeur",
    ),
    ("CV à rh@example.org, objet du mail « Soudeur » obligatoire", "Soudeur"),
    ("CV à rh@example.org en spécifiant l'objet suivant : Soudeur Fès", "Soudeur Fès"),
    ("CV à rh@example.org en mettant le code SOUD27 en sujet", "SOUD27"),
    (
        (
            "All applications to the address. One e-mail for one post; subject: post number and s"
            "urname\nClosing date\tWednesday"
        ),
        "{any} {name}",
    ),
    ("Email your CV to a@example.org using the post title as the subject.", "{title}"),
    ("Email your CV to a@example.org. Subject heading: NURSE 12", "NURSE 12"),
    ("Email your CV to a@example.org headed 'Nurse 12'.", "Nurse 12"),
    ("Email your CV to a@example.org. Please head your email “Nurse 12”.", "Nurse 12"),
    ("Email your CV to a@example.org. Title your email: Nurse 12 - your name", "Nurse 12 - {name}"),
    ("Email your CV to a@example.org. The subject line must read NURSE 12.", "NURSE 12"),
    ("Email your CV to a@example.org, subject NURSE 12.", "NURSE 12"),
    ("Email your CV to a@example.org, subject line 'NURSE 12'", "NURSE 12"),
    ("Email your CV to a@example.org, re: Nurse 12", "Nurse 12"),
    ("Email your CV to a@example.org with Nurse 12 as the subject", "Nurse 12"),
    (
        ('Email your CV to a@example.org with the word "otter" in the subject line so we know you read this'),
        "otter",
    ),
    (
        ("Kindly forward your CV to a@example.org with the position applied for as the subject of the mail."),
        "{title}",
    ),
    (
        ("Kindly send CV to a@example.org using the job title and location as subject of the mail."),
        "{title} {any}",
    ),
    ('Send CV to a@example.org using "Sales Rep - Lagos" as the subject of the mail.', "Sales Rep - Lagos"),
    ('Send CV to a@example.org. Mail subject should be "Sales Rep"', "Sales Rep"),
    ("Send CV to a@example.org quoting ref. 27/118 in the subject line.", "27/118"),
    ("Send CV to a@example.org quoting 27/118 in the email subject", "27/118"),
    ("Send CV to a@example.org. Quote reference 27/118 as the subject.", "27/118"),
    (
        ("Send CV to a@example.org mentioning 'Application for the post of Driver' in the subject line."),
        "Application for the post of Driver",
    ),
    ('Send CV to a@example.org clearly marked "Driver" in the subject line', "Driver"),
    ('Interested candidates may mail CV to a@example.org with subject as "Driver"', "Driver"),
    (
        (
            "Interested candidates may mail CV to a@example.org mentioning the post applied for i"
            "n the subject."
        ),
        "{title}",
    ),
    ("Email a@example.org (subject: Driver, Mombasa).", "Driver, Mombasa"),
    ("Email a@example.org (Subject – Driver Mombasa)  with CV", "Driver Mombasa"),
    ("Applications with CV to a@example.org. Put DRIVER in the subject box.", "DRIVER"),
    (
        (
            "Applications with CV to a@example.org. In the subject line, put your surname and the"
            " vacancy reference."
        ),
        "{name} {any}",
    ),
    (("Applications with CV to a@example.org. Your e-mail's subject should begin with [RA-27]."), "RA-27"),
    ('Applications with CV to a@example.org. Begin the subject with "RA-27".', "RA-27"),
    ("Applications with CV to a@example.org. Start your subject line with RA-27.", "RA-27"),
    ("Applications with CV to a@example.org. Subject must contain: RA-27", "RA-27"),
    ("Applications with CV to a@example.org. Include “RA-27” anywhere in the subject.", "RA-27"),
    ("Applications with CV to a@example.org. The email should be titled 'RA-27 Driver'.", "RA-27 Driver"),
    ("Applications with CV to a@example.org under the subject RA-27 Driver.", "RA-27 Driver"),
    ("Applications with CV to a@example.org bearing the subject 'Driver'", "Driver"),
    (
        ("Applications with CV to a@example.org. Use this subject line: Driver – First name Last name"),
        "Driver – {name}",
    ),
    (
        (
            "richten Sie bitte unter Angabe\nder Kennziffer im Betreff bis Montag, den 15. Novembe"
            "r 2027 per\nE-Mail an a@example.org. Kennziffer: IWP-27-11"
        ),
        "IWP-27-11",
    ),
    ("Bewerbung an a@example.org mit dem Betreff „Koch 2027“.", "Koch 2027"),
    ("Bewerbung an a@example.org, Betreff: Koch 2027", "Koch 2027"),
    ("Bewerbung per E-Mail an a@example.org unter dem Stichwort „Koch“", "Koch"),
    (("Bewerbung per E-Mail an a@example.org. Bitte geben Sie im Betreff die Kennziffer K-12 an."), "K-12"),
    ("Bewerbung per E-Mail an a@example.org unter Angabe der Kennziffer K-12 im Betreff", "K-12"),
    ('Enviar CV a a@example.org con el asunto "Cocinero".', "Cocinero"),
    ("Enviar CV a a@example.org indicando en el asunto Cocinero 2027.", "Cocinero 2027"),
    ("Enviar CV a a@example.org indicando la referencia COC-27 en el asunto", "COC-27"),
    ("Enviar currículo para a@example.org com o assunto “Cozinheiro”", "Cozinheiro"),
    ("Enviar currículo para a@example.org com o título da vaga no assunto", "{title}"),
    (
        "Enviar currículo para a@example.org. Assunto do e-mail: Cozinheiro – nome completo",
        "Cozinheiro – {name}",
    ),
    ("Enviar currículo para a@example.org colocando no assunto a vaga pretendida", "{title}"),
    ("ترسل الطلبات إلى hr@example.org ويكتب في خانة الموضوع: رقم الإعلان والاسم الكامل.", "{any} {name}"),
    (("ترسل الطلبات إلى hr@example.org مع ذكر رقم الإعلان في موضوع البريد. رقم الإعلان: 14/2027"), "14/2027"),
    ("ترسل الطلبات إلى hr@example.org مع تحديد اسم الوظيفة ومكان العمل في خانة الموضوع", "{title} {any}"),
    (
        ('يرجى إرسال السيرة الذاتية بصيغة PDF إلى hr@example.org على أن يكون عنوان البريد "محاسب – الدوحة".'),
        "محاسب – الدوحة",
    ),
    (
        (
            "من تنطبق عليه الشروط إرسال السيرة الذاتية على الايميل التالي مع كتابة مسمى الوظيفة ف"
            "ي عنوان الرسالة: hr@example.org"
        ),
        "{title}",
    ),
    ("السيرة على hr@example.org\n(اكتب اسم الوظيفة في عنوان الرسالة)", "{title}"),
    ("السيرة على hr@example.org ونرجو ذكر المسمى الوظيفي المتقدم عليه في عنوان الإيميل", "{title}"),
    ("السيرة على hr@example.org ونرجو كتابة «مدير فرع + المدينة» في العنوان", "مدير فرع + {any}"),
    (
        "إرسال السيرة الذاتية إلى hr@example.org، موضوع الرسالة: التقدم لوظيفة مدير فرع",
        "التقدم لوظيفة مدير فرع",
    ),
    ("إرسال السيرة الذاتية إلى hr@example.org (الموضوع: مدير فرع)", "مدير فرع"),
    ('إرسال السيرة الذاتية إلى hr@example.org، عنوان الإيميل "مدير فرع - [الاسم]"', "مدير فرع - {name}"),
    (
        (
            "إرسال السيرة الذاتية إلى hr@example.org في موعد أقصاه 3 مايو، مع الإشارة إلى الرمز M"
            "F-27 في عنوان الرسالة"
        ),
        "MF-27",
    ),
    ('إرسال السيرة الذاتية إلى hr@example.org مع ذكر "MF-27" بخانة الموضوع', "MF-27"),
    ("إرسال السيرة الذاتية إلى hr@example.org وكتابة MF-27 بالعنوان", "MF-27"),
    ("ارسال السيره الذاتيه hr@example.org واكتبي في عنوان الرسالة معلمة روضة", "معلمة روضة"),
    ("ارسال السيره الذاتيه hr@example.org ، يكون عنوان الايميل (معلمة روضة)", "معلمة روضة"),
    ('ارسال السيره الذاتيه hr@example.org وتسمية الرسالة بـ "معلمة روضة"', "معلمة روضة"),
    ("ارسال السيره الذاتيه hr@example.org ولا تنسوا كتابة المسمى بعنوان الايميل", "{title}"),
    (("ارسال السيرة hr@example.org مع كتابة الوظيفة المتقدم لها بعنوان الرسالة والراتب المتوقع"), "{title}"),
    (
        ("الرجاء إرسال سيرتكم الذاتية مع ذكر الراتب المتوقع على hr@example.org بالموضوع: IT Support"),
        "IT Support",
    ),
    ('الرجاء إرسال سيرتكم على hr@example.org وأن يكون الموضوع "IT Support"', "IT Support"),
    ("الرجاء إرسال سيرتكم على hr@example.org مع كتابة (IT Support) في الموضوع", "IT Support"),
    ("الرجاء إرسال سيرتكم على hr@example.org . في خانة الـ Subject اكتب اسم الوظيفة", "{title}"),
    ("الرجاء إرسال سيرتكم على hr@example.org مع كتابة IT Support في خانة الـ Subject", "IT Support"),
    ("الرجاء إرسال سيرتكم على hr@example.org مع ذكر اسم المنصب في subject الإيميل", "{title}"),
    (
        ("يتعين إرسال ملف الترشيح إلى hr@example.org مع تضمين موضوع الرسالة: «مباراة تقني 2027»."),
        "مباراة تقني 2027",
    ),
    ('ترسل السير الذاتية على hr@example.org. لن ينظر في أي رسالة لا تحمل عنوان "تقني 2027"', "تقني 2027"),
    (("ترسل السير الذاتية على hr@example.org. الرسائل التي لا يذكر في موضوعها اسم الوظيفة تهمل"), "{title}"),
    (
        (
            "L’offre est à transmettre à a@example.org avant midi. L’objet du message portera la "
            "mention\n\n« Offre_X ». Les questions"
        ),
        "Offre_X",
    ),
    ("CV à rh@example.org. Votre mail portera en objet « BOULANGE »", "BOULANGE"),
    ("CV à rh@example.org. Le courriel aura comme sujet : BOULANGE", "BOULANGE"),
    ("CV à rh@example.org (préciser « BOULANGE » dans le sujet du message)", "BOULANGE"),
    ("CV à rh@example.org ; « BOULANGE » en objet, s'il vous plaît", "BOULANGE"),
    ("CV à rh@example.org en mentionnant votre nom et la référence de l'offre dans l'objet", "{name} {any}"),
    ("CV à rh@example.org, sans oublier la mention BOUL/27 en objet", "BOUL/27"),
    (
        (
            "CV à rh@example.org. Merci de bien vouloir libeller l'objet de votre mail comme suit"
            " : BOUL/27 – NOM"
        ),
        "BOUL/27 – {name}",
    ),
    ("CV à rh@example.org. Libellé de l'objet : BOUL/27", "BOUL/27"),
    ("CV à rh@example.org. L'e-mail doit avoir pour objet BOUL/27", "BOUL/27"),
    ("CV à rh@example.org. L'objet du courriel est le suivant : BOUL/27", "BOUL/27"),
    (
        ("CV à rh@example.org. Veuillez écrire « Poste de boulanger » dans l'objet de votre courriel."),
        "Poste de boulanger",
    ),
    ("CV à rh@example.org. SVP indiquer le poste convoité dans l'objet du courriel.", "{title}"),
    ("CV à rh@example.org avec la mention BOUL/27", "BOUL/27"),
    ("CV à rh@example.org. Mettez simplement « levain » comme objet", "levain"),
    (
        ("CV à rh@example.org. Le mail doit comporter en objet le nom du poste suivi du nom du candidat."),
        "{title} {name}",
    ),
    (
        "CV à rh@example.org. Objet : Candidature au poste de Boulanger – Réf. BOUL/27",
        "Candidature au poste de Boulanger – Réf. BOUL/27",
    ),
    ("CV à rh@example.org. Dossiers sans l'objet « BOUL/27 » non traités", "BOUL/27"),
    ("CV à rh@example.org portant l'objet BOUL/27", "BOUL/27"),
    ("CV à rh@example.org portant en objet BOUL/27 avant le 4 mai", "BOUL/27"),
    ("CV à rh@example.org (objet du mail = BOUL/27)", "BOUL/27"),
    ("CV à rh@example.org, réf BOUL/27 en objet", "BOUL/27"),
    ("CV à rh@example.org, objet « Boulanger » ou « Pâtissier »", "Boulanger"),
    ("CV to a@example.org – subject: BAKER/27", "BAKER/27"),
    ("CV to a@example.org. Please ensure the subject of your email is 'Baker 27'.", "Baker 27"),
    (
        ("CV to a@example.org. Please put 'Baker' followed by your surname in the subject line."),
        "Baker {name}",
    ),
    (
        (
            "CV to a@example.org. Please state the post title and reference number in the subject"
            " line of your email."
        ),
        "{title} {any}",
    ),
    ("CV to a@example.org. The email subject must include the job reference number.", "{any}"),
    ("CV to a@example.org indicating the title of the position in the subject line", "{title}"),
    ("CV to a@example.org and use Baker as your subject line", "Baker"),
    ("CV to a@example.org. Use “Baker — Your Name — Your City” as the subject", "Baker — {name} — {any}"),
    ("CV to a@example.org, with BAKER in the title of the email", "BAKER"),
    ("CV to a@example.org, with BAKER in the subject", "BAKER"),
    ('CV to a@example.org entitled "Application: Baker" by Friday', "Application: Baker"),
    ('Emails entitled "Application: Baker" with CV to a@example.org by Friday', "Application: Baker"),
    ("CV to a@example.org with the reference BAK/27 in the subject line", "BAK/27"),
    ("CV to a@example.org. Reference BAK/27 must appear in the subject line.", "BAK/27"),
    (
        ("CV to a@example.org. The position title should be stated clearly on the subject line of the email"),
        "{title}",
    ),
    ("CV to a@example.org with the position as the email subject", "{title}"),
    ('CV to a@example.org. Indicate "Baker" on the subject of your mail', "Baker"),
    (("CV to a@example.org. Indicate the position being applied for on the subject of the email"), "{title}"),
    ("CV to a@example.org (Please write BAKER in subject)", "BAKER"),
    ("CV to a@example.org stating BAKER on the subject matter of the mail", "BAKER"),
    ("CV to a@example.org quoting the job title on the subject of the mail.", "{title}"),
    ("CV to a@example.org using the subject format: Baker_FullName_Location", "Baker_{name}_{any}"),
    ("CV to a@example.org using the format: Subject: Baker_[Your Name]", "Baker_{name}"),
]
NOT_PRESCRIBED = [
    "السيرة على hr@example.org. يجب ذكر عنوان السكن في السيرة.",
    "العنوان: شارع الملك، الرياض. السيرة على hr@example.org",
    "عنوان البريد الإلكتروني: hr@example.org لإرسال السيرة",
    "أرسلوا السيرة على العنوان التالي: hr@example.org",
    "ترسل السيرة إلى عنوان البريد التالي hr@example.org مع صورة",
    "موضوع الوظيفة: ترجمة العقود. السيرة إلى hr@example.org",
    'دورة بعنوان "السلامة" للجميع. السيرة إلى hr@example.org في مقال منفصل طويل جدا',
    "Le poste a pour objet : conduire les engins. CV à rh@example.org",
    "Objet : recrutement d'un comptable\nCV à rh@example.org",
    "La mission a pour objet de former les équipes. CV à rh@example.org",
    "Sujet de thèse : les sols. CV à rh@example.org",
    "Applications with CV to a@example.org.\nSubject\nDriver 2027\n",
    "Applications with CV to a@example.org. The offer is subject to checks.",
    "Applications with CV to a@example.org. Interest in the subject: essential",
    "يرجى عدم كتابة عنوان السكن. السيرة على hr@example.org",
    "العنوان: الرياض - حي العليا\nالبريد: hr@example.org لإرسال السيرة",
    "السيرة على hr@example.org\nالعنوان : شارع الحرية تونس",
    "أرسل السيرة على العنوان البريدي أو hr@example.org",
    "إرسال السيرة إلى العنوان الإلكتروني: hr@example.org",
    "يرسل مقترح حول موضوع الدراسة: المياه إلى hr@example.org",
    "إرسال رسالة تحفيزية في موضوع الوظيفة إلى hr@example.org",
    "Le contrat fera l'objet d'un avenant. CV à rh@example.org",
    (
        "De : A <a@example.org>\nDate : lundi\nÀ : l@example.org\nObjet : [quartier] La crèche r"
        "echerche\n\nCV à b@example.org"
    ),
    "CV à rh@example.org avec un objet clair",
    "Les candidatures feront l'objet d'un tri. CV à rh@example.org",
    "CV to a@example.org. Tell us your favourite bread in the subject line.",
    "From: x\nSent: Monday\nTo: y\nSubject: We are hiring a baker\n\nCV to a@example.org",
    "Subject: Vacancy for baker\nCV to a@example.org",
]


@pytest.mark.parametrize(("text", "subject"), PRESCRIBED)
def test_a_subject_is_read_however_the_ad_puts_it(text: str, subject: str):
    assert find_subject(Ad([text])).value == subject


@pytest.mark.parametrize("text", NOT_PRESCRIBED)
def test_streets_other_subjects_and_forwarded_heads_prescribe_none(text: str):
    assert find_subject(Ad([text])).value is None


@pytest.mark.parametrize(
    "text",
    ["السيرة على hr@example.org\nالعنوان: محاسب", "CV to a@example.org. Subject line: your favourite bread"],
)
def test_a_word_that_may_mean_something_else_leaves_doubt(text: str):
    assert [caution.code for caution in find_subject(Ad([text])).cautions] == ["subject_uncertain"]


def test_a_subject_that_is_spoken_of_and_cannot_be_read_is_told():
    found = find_subject(Ad(["CV to a@example.org. Tell us your favourite bread in the subject line."]))
    assert found.value is None
    assert [caution.code for caution in found.cautions] == ["subject_uncertain"]
