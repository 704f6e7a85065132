"""Names, places, trades and schools to invent people from."""

from __future__ import annotations

from typing import Final

Pairs = tuple[tuple[str, str], ...]


def _same(text: str) -> Pairs:
    return tuple((each, each) for each in text.split(", "))


GIVEN: Final[dict[str, dict[str, Pairs]]] = {
    "fr": {
        "f": _same(
            "Salma, Amélie, Nadia, Claire, Fatima Zahra, Sophie, Imane, Hélène, Khadija, Aurélie, Zineb, Chloé, Samira, Marie-Laure, Houda, Béatrice, Awa, Léa, Ghizlane, Inès"
        ),
        "m": _same(
            "Youssef, Julien, Omar, François, Mehdi, Étienne, Rachid, Jérôme, Hamza, Mathieu, Anas, Loïc, Ibrahima, Thomas, Abdelkader, Rémi, Mamadou, Hugo, Ayoub, Cédric"
        ),
    },
    "en": {
        "f": _same(
            "Emma, Priya, Grace, Hannah, Olivia, Zainab, Charlotte, Ngozi, Rebecca, Mei, Amara, Siobhan, Laura, Jessica, Leila, Abigail, Nora, Ruth"
        ),
        "m": _same(
            "James, Daniel, Kwame, Oliver, Samuel, Arjun, Liam, Michael, Tunde, Ahmed, Peter, Robert, Kofi, Benjamin, Ewan, George, Hassan, Marcus"
        ),
    },
    "ar": {
        "f": (
            ("سلمى", "Salma"),
            ("فاطمة الزهراء", "Fatima Zahra"),
            ("خديجة", "Khadija"),
            ("مريم", "Meryem"),
            ("نادية", "Nadia"),
            ("إيمان", "Imane"),
            ("زينب", "Zineb"),
            ("حنان", "Hanane"),
            ("سناء", "Sanae"),
            ("أسماء", "Asmae"),
            ("ليلى", "Leila"),
            ("رجاء", "Rajae"),
        ),
        "m": (
            ("يوسف", "Youssef"),
            ("عمر", "Omar"),
            ("محمد", "Mohamed"),
            ("رشيد", "Rachid"),
            ("حمزة", "Hamza"),
            ("عبد الله", "Abdellah"),
            ("أيوب", "Ayoub"),
            ("كريم", "Karim"),
            ("المهدي", "Mehdi"),
            ("سعيد", "Said"),
            ("إبراهيم", "Ibrahim"),
            ("طارق", "Tarik"),
        ),
    },
}
FAMILY: Final[dict[str, Pairs]] = {
    "fr": _same(
        "Berrada, Dupont, El Amrani, Lefèvre, Benjelloun, Moreau, Idrissi, Girard, Alaoui, Rousseau, Ben Youssef, Lambert, Tazi, Faure, Chraïbi, Mercier, Diallo, Fontaine, Ouazzani, Perrin, Sow, Gauthier, Naciri, Le Goff, Haddad"
    ),
    "en": _same(
        "Smith, Patel, O'Connor, Johnson, Okafor, Williams, Khan, Taylor, Mensah, Brown, Nguyen, Wilson, Adeyemi, Hughes, Sharma, Clarke, MacLeod, Reid, Turner, Abdi, Foster, Osei"
    ),
    "ar": (
        ("برادة", "Berrada"),
        ("العمراني", "El Amrani"),
        ("بنجلون", "Benjelloun"),
        ("الإدريسي", "El Idrissi"),
        ("العلوي", "Alaoui"),
        ("التازي", "Tazi"),
        ("الفاسي", "El Fassi"),
        ("الناصري", "Naciri"),
        ("بوعزة", "Bouazza"),
        ("الحداد", "Haddad"),
        ("الشرقاوي", "Cherkaoui"),
        ("منصور", "Mansour"),
        ("بلقاسم", "Belkacem"),
        ("الوزاني", "Ouazzani"),
        ("الصالحي", "Salhi"),
    ),
}
CITIES: Final = {
    "fr": "Rabat, Casablanca, Lyon, Paris, Tanger, Marseille, Fès, Nantes, Marrakech, Lille, Dakar, Bruxelles, Tunis, Agadir, Toulouse".split(
        ", "
    ),
    "en": "London, Leeds, Accra, Boston, Nairobi, Manchester, Dublin, Toronto, Lagos, Bristol, Glasgow, Denver, Cape Town".split(
        ", "
    ),
    "ar": "الرباط، الدار البيضاء، فاس، طنجة، مراكش، تونس، أكادير، وجدة، مكناس، تطوان، صفاقس، الجزائر".split(
        "، "
    ),
}
STREETS: Final = {
    "fr": "rue des Orangers, avenue Hassan II, boulevard Zerktouni, rue de la République, rue Ibn Sina, allée des Tilleuls, rue Victor Hugo, avenue Mohammed V".split(
        ", "
    ),
    "en": "Station Road, High Street, Maple Avenue, Church Lane, Ring Road East, Park View, Mill Street, Elm Court".split(
        ", "
    ),
    "ar": "شارع محمد الخامس، شارع الحسن الثاني، زنقة ابن سينا، حي السلام، زنقة الأرز، شارع علال الفاسي".split(
        "، "
    ),
}
FUNCTIONS: Final = {
    "fr": "directrice exécutive, chef de projet, professeur de sociologie, responsable des ressources humaines, coordinatrice régionale, présidente, directeur administratif et financier, chargé de programmes, maître de conférences, responsable de la communication, secrétaire général, cheffe de service".split(
        ", "
    ),
    "en": "Programme Manager, Head of Operations, Senior Lecturer, Executive Director, Finance Manager, Team Leader, Professor of Economics, Country Director, HR Officer, Engineering Manager, Research Supervisor".split(
        ", "
    ),
    "ar": "مدير تنفيذي، رئيسة مصلحة، أستاذ جامعي، منسقة برامج، مسؤول الموارد البشرية، رئيس الجمعية، مدير مالي، مكلفة بالتواصل، رئيس مشروع، كاتب عام".split(
        "، "
    ),
}
EMPLOYERS: Final = {
    "fr": "Association Horizon {city}, Fondation {family}, Cabinet {family} & Associés, Agence urbaine de {city}, Banque du Littoral, Société {family} Frères, Institut de recherche de {city}, Médina Solidaire, Réseau Amane, Clinique des Palmiers, Ministère de la Santé, Groupe scolaire {family}, ONG Terre d'Accueil, Imprimerie {family}".split(
        ", "
    ),
    "en": "Riverbank Trust, {family} & Sons Ltd, City of {city} Council, Northfield Hospital, Bright Futures Foundation, {family} Consulting, Water Aid Partners, Open Learning Institute, Harbour Bank, {city} Community Centre, Green Energy Group".split(
        ", "
    ),
    "ar": "جمعية الأفق {city}، مؤسسة {family}، شركة {family} للخدمات، وزارة الصحة، الوكالة الحضرية {city}، شبكة الأمل، مكتب {family} للاستشارات، مصحة النخيل، مجموعة مدارس {family}، منظمة أرض الكرامة".split(
        "، "
    ),
}
SCHOOLS: Final = {
    "fr": "Université Mohammed V de {city}, Université de {city}, École nationale de commerce de {city}, Institut supérieur de gestion, Faculté des lettres de {city}, École d'ingénieurs de {city}, Lycée {city} Centre, IUT de {city}".split(
        ", "
    ),
    "en": "University of {city}, {city} Business School, {city} College, St Mary's School, Royal Institute of {city}, {city} Technical University".split(
        ", "
    ),
    "ar": "جامعة محمد الخامس {city}، كلية الآداب {city}، المدرسة الوطنية للتجارة {city}، المعهد العالي للتدبير، كلية الحقوق {city}، ثانوية ابن خلدون".split(
        "، "
    ),
}


class Trade:
    """What somebody does: the post, the degree for it, its tasks and its skills."""

    def __init__(self, title: str, degree: str, tasks: str, skills: str) -> None:
        self.title, self.degree = title, degree
        self.tasks, self.skills = tasks.split("; "), skills.split("; ")


TRADES: Final[dict[str, tuple[Trade, ...]]] = {
    "fr": (
        Trade(
            "Chargé(e) de projet",
            "Master en développement social",
            "Suivi et évaluation des projets; Rédaction de rapports aux bailleurs; Animation d'ateliers avec les bénéficiaires; Gestion d'un budget de 2 millions de dirhams; Coordination d'une équipe de cinq personnes",
            "cadre logique; gestion du cycle de projet; Excel; plaidoyer; rédaction",
        ),
        Trade(
            "Comptable",
            "Licence en comptabilité et finance",
            "Tenue de la comptabilité générale; Déclarations fiscales et sociales; Rapprochements bancaires; Préparation des audits; Établissement de la paie",
            "Sage; Excel; fiscalité; clôture mensuelle; rigueur",
        ),
        Trade(
            "Développeur web",
            "Diplôme d'ingénieur en informatique",
            "Développement d'applications en Python et JavaScript; Mise en place de l'intégration continue; Revue de code; Encadrement de deux stagiaires; Maintenance des serveurs",
            "Python; Django; React; PostgreSQL; Docker; Git",
        ),
        Trade(
            "Assistante de direction",
            "BTS assistant de gestion",
            "Gestion de l'agenda et des déplacements; Organisation des conseils d'administration; Rédaction de comptes rendus; Classement et archivage; Accueil des partenaires",
            "Word; PowerPoint; discrétion; prise de notes; anglais courant",
        ),
        Trade(
            "Juriste",
            "Master en droit public",
            "Veille juridique; Rédaction de contrats et de conventions; Accompagnement de victimes; Formation de jeunes avocats; Plaidoyer auprès du parlement",
            "droits humains; droit du travail; rédaction juridique; recherche documentaire",
        ),
        Trade(
            "Infirmier",
            "Diplôme d'État d'infirmier",
            "Soins aux patients; Tenue des dossiers médicaux; Campagnes de vaccination; Formation des aides-soignants; Gestion des stocks de médicaments",
            "soins d'urgence; écoute; hygiène hospitalière; travail en équipe",
        ),
    ),
    "en": (
        Trade(
            "Project Officer",
            "MSc in Development Studies",
            "Monitored field activities in four districts; Drafted donor reports; Managed a budget of £300,000; Trained local partners; Organised quarterly reviews",
            "logframes; M&E; Excel; facilitation; French",
        ),
        Trade(
            "Software Engineer",
            "BSc in Computer Science",
            "Built and maintained REST services; Reduced page load times by 40%; Mentored junior developers; Wrote automated tests; Led the migration to Kubernetes",
            "Python; Go; SQL; Docker; AWS; Git",
        ),
        Trade(
            "Accountant",
            "BA in Accounting and Finance",
            "Prepared monthly accounts; Reconciled bank statements; Supported the annual audit; Processed payroll for 60 staff; Improved expense controls",
            "Xero; Excel; IFRS; forecasting; attention to detail",
        ),
        Trade(
            "Communications Assistant",
            "BA in Journalism",
            "Wrote press releases and newsletters; Managed social media channels; Organised events; Edited the annual report; Took photographs in the field",
            "copywriting; InDesign; photography; media relations",
        ),
        Trade(
            "Nurse",
            "BSc in Nursing",
            "Cared for patients on a 28-bed ward; Kept accurate records; Supervised students; Coordinated discharge planning; Ran a vaccination clinic",
            "triage; wound care; teamwork; empathy",
        ),
    ),
    "ar": (
        Trade(
            "مكلف بمشروع",
            "ماستر في التنمية الاجتماعية",
            "تتبع وتقييم المشاريع; إعداد التقارير للممولين; تنشيط ورشات مع المستفيدين; تدبير ميزانية المشروع; تنسيق فريق من خمسة أشخاص",
            "تدبير المشاريع; التواصل; الترافع; برامج المكتب; التحرير",
        ),
        Trade(
            "محاسب",
            "إجازة في المحاسبة والمالية",
            "مسك المحاسبة العامة; إعداد التصريحات الضريبية; إعداد الأجور; مراقبة الحسابات البنكية; المساهمة في الافتحاص",
            "سايج; إكسل; الجبايات; الدقة",
        ),
        Trade(
            "مهندس معلوميات",
            "دبلوم مهندس دولة في المعلوميات",
            "تطوير تطبيقات الويب; صيانة الخوادم; تكوين المستخدمين; تصميم قواعد البيانات; تأطير المتدربين",
            "بايثون; جافا; قواعد البيانات; الشبكات",
        ),
        Trade(
            "أستاذة اللغة الفرنسية",
            "إجازة في الأدب الفرنسي",
            "تدريس مستويات الثانوي; إعداد الدروس والامتحانات; تأطير الأندية التربوية; التواصل مع أولياء التلاميذ",
            "التدريس; التخطيط; التواصل; العمل الجماعي",
        ),
    ),
}
HOBBIES: Final = {
    "fr": "randonnée, lecture, photographie, bénévolat à la Croix-Rouge, football, cuisine, théâtre, échecs, natation".split(
        ", "
    ),
    "en": "hiking, reading, photography, volunteering at a food bank, running, chess, choir, gardening".split(
        ", "
    ),
    "ar": "القراءة، السفر، كرة القدم، العمل التطوعي، التصوير، الشطرنج، السباحة".split("، "),
}
MONTHS: Final = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
    "ar": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر".split(),
}
