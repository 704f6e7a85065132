"""What other papers say of themselves: recommendations, diplomas, cards, and what belongs in no dossier.

See `lexicon` for how the clues are weighed and written.
"""

from __future__ import annotations

from typing import Final

from intake.reading.clue import Clue, clue

PAPER_CLUES: Final[tuple[Clue, ...]] = (
    # --- references: letters of recommendation (lists of referees are counted by referees.py)
    clue(
        "references", "the title of a recommendation", 3.0, "heading",
        r"lettrede(?:recommandation|reference)|recommandation|letterof(?:recommendation|reference)",
        r"(?:recommendation|reference)letter|recommendation|(?:رساله|خطاب|شهاده)(?:ال)?(?:توصيه|تزكيه)",
        r"توصيه|تزكيه|referencefor[^\W\d]{4,40}|(?:employment|character|academic|personal|professional)reference",
    ),
    clue(
        "references", "words that recommend another person", 2.5, "text",
        r"(?:je|nous) (?:(?:le|la|vous|ne peux que|tiens a|souhaite) )*recommand(?:e|ons|er)\b"
        r"(?! ma | mon | mes )",
        r"(?:je|nous) (?:ne )?(?:peux|puis|pouvons|tiens|tenons|saurais)[^.]{0,25}\brecommander",
        r"i (?:can |would |do |am (?:pleased|happy|delighted) to )?(?:\w+ly |without \w+ )?recommend\b",
        r"(?:pleasure|pleased|happy|glad|honou?r) (?:to|in) (?:recommend|support|endorse)",
        r"my (?:strongest|highest|warmest|full|unreserved) recommendation",
        r"(?:pleasure|pleased|happy|glad|honou?r) (?:to|in) writ\w+ (?:this|a) (?:letter|reference)",
        r"(?:hesitation|reservation)s? in recommending|we (?:\w+ly )?recommend (?:him|her|m[rs]s?\b)|اوصي\b",
        r"نوصي\b|ازكي\w{0,3}\b|اوصي ب",
        r"recommande (?:sans|vivement|chaleureusement|fortement|la candidature|m\.|madame|monsieur|mme)",
        r"commend (?:him|her|this) to|vouch for"
        r"|i (?:fully |gladly |warmly )?(?:support|endorse) (?:this|his|her|the)",
        r"(?:gladly|happily|happy to|glad to) (?:re-?)?(?:employ|hire)\b"
        r"|(?:soutiens|appuie) (?:sa|cette|la) candidature",
        r"ادعم (?:هذا |هذه )?(?:ال)?(?:ترشيح|ترشح|طلب)\w*|ادعوكم الي منح",
    ),
    clue(
        "references", "a supervisor's view", 1.2, "text",
        r"(?:j'ai|nous avons) (?:encadre|supervise|eu (?:le plaisir|l'occasion|sous))",
        r"je,? soussigne|j'ai (?:eu comme|cotoye|dirige)",
        r"sous ma (?:direction|responsabilite|supervision)",
        r"(?:a|avait) (?:travaille|collabore|effectue)[^.]{0,40}(?:a mes cotes|avec moi|sous m)",
        r"(?:i|we) (?:have )?(?:supervised|managed|known|taught|employed|worked with)\b",
        r"the pleasure of (?:managing|working|supervising|teaching|having)",
        r"line manager|reported to me|under my (?:supervision|direction)|in my team",
        r"(?:elle|il) a (?:toujours )?(?:fait preuve|su |montre|demontre|temoigne)",
        r"(?:she|he) (?:was|is|has|showed|proved|demonstrated)\b",
        r"(?:i was|as) \w+(?: \w+)?'s (?:line )?(?:manager|supervisor|tutor|teacher|director|head)"
        r"|was employed (?:here|by us)",
        r"تحت اشرافي|عمل(?:ت)? معي|اشرفت علي|بصفتي (?:مدير|منسق|مشرف|رييس|استاذ|مسوول)\w{0,3}",
        limit=2,
    ),
    clue(
        "references", "an open address", 0.8, "text",
        r"a qui de droit|to whom it may concern|الي من يهمه الامر",
    ),
    # --- diploma
    clue(
        "diploma", "the title", 2.5, "line",
        r"diplome(?: national)?(?: d[eu'](?: |\w).{0,60})?$|(?:diplome du )?baccalaureat\b.{0,40}$",
        r"releves? de notes|attestation (?:provisoire )?de (?:reussite|diplome)|diploma(?: of .{2,60})?$",
        r"transcript of records",
        r"(?:licence|master|doctorat)\b[^,:\d]{3,70}$",
        r"academic transcript|(?:master|bachelor|doctor|licentiate) of [\w ]{3,40}$",
        r"(?:ال)?(?:شهاده|دبلوم)(?: ال?\w+){0,6}$|كشف (?:ال)?نقط|بيان (?:ال)?نقط",
    ),
    clue(
        "diploma", "words that confer it", 1.8, "text",
        r"(?:confere|delivre|decerne|attribue) (?:a|le|la|par)\b|est (?:declaree?|decernee?|conferee?)",
        r"a (?:obtenu|subi avec succes|valide)",
        r"(?:has been|is hereby|have|was) (?:awarded|conferred|admitted|granted)",
        r"having (?:fulfilled|satisfied|completed)",
        r"le diplome d\w+ [^.]{0,60}est delivre|يسند|admitted to the degree",
        r"hereby (?:certif\w+|confer\w*|award\w*)|the degree of|تمنح|منحت|يمنح|حصل(?:ت)? علي",
        r"قد (?:نجح|اجتاز)",
        limit=2,
    ),
    clue(
        "diploma", "a jury or its marks", 1.2, "text",
        r"proces[- ]verba(?:l|ux)|annee universitaire|au titre de l'annee|(?:deliberations? du|le) jury",
        r"mention (?:tres |assez )?(?:bien|honorable|passable)",
        r"credits? ects|moyenne generale|grade point average|\bgpa\b",
        r"with (?:first|second|upper|lower|honours|distinction)",
        r"بميزه|محضر|لجنه الامتحان|المعدل العام|بتقدير", limit=2,
    ),
    clue(
        "diploma", "a table of marks", 1.0, "text",
        r"\bmodules?\b|\bmatieres?\b|coefficients?|\bcoef\b|\bects\b|credits?|semestre \d|\bs[1-6]\b"
        r"|\bnotes?\b|moyenne",
        r"\bgrades?\b|\bgpa\b|semester|course (?:code|title)|units?|marks?\b|classification|(?:ال)?ماده"
        r"|(?:ال)?مواد|نقطه|النقط",
        r"المعدل|الاسدس|الدوره|معامل", limit=5,
    ),
    clue(
        "diploma", "an academic authority", 1.4, "text",
        r"le (?:doyen|recteur|president de l'universite|directeur de l'(?:ecole|institut))",
        r"(?:vice-)?chancellor|the (?:dean|registrar|rector|senate)",
        r"academie regionale|ministere de l'(?:education|enseignement)|العميد|عميد الكليه|رئيس الجامعه",
        r"وزاره (?:التربيه|التعليم)",
    ),
    # --- identity
    clue(
        "identity", "the title", 3.4, "line",
        r"(?:\w+ ){0,4}(?:carte (?:nationale )?d'identite|(?:titre|carte) de sejour|carte d'immatriculation)",
        r"(?:\w+ ){0,3}(?:passeport|passport|(?:national )?identity card|residence permit)\b.{0,20}$",
        r"(?:driving licence|permis de conduire)$",
        r"(?:\w+ ){0,3}(?:البطاقه الوطنيه|بطاقه (?:ال)?(?:تعريف|هويه|اقامه)|جواز (?:ال)?سفر)",
    ),
    clue("identity", "machine-readable lines", 4.0, "text", r"[a-z0-9]{2,}<{1,}[a-z0-9<]{10,}"),
    clue(
        "identity", "the fields of a card", 0.8, "line",
        r"(?:nom|surname|الاسم|اللقب)\b", r"(?:prenom|given names?|forenames?)",
        r"(?:nee? le|date de naissance|date of birth|مزداد)",
        r"(?:valable|date d'expiration|date of expiry|expire|صالحه)",
        r"(?:n°|no\b|cin\b|numero|document no)", limit=4,
    ),
    # --- papers that are none of these
    clue(
        "advert", "the words of a job ad", 1.4, "text",
        r"profil (?:recherche|souhaite|requis)|nous (?:recherchons|recrutons)|recrute (?:une?|des|pour)",
        r"(?:est|sommes) a la recherche",
        r"(?:comment|pour) (?:postuler|candidater)|dossiers? de candidature|appel a candidatures?",
        r"avis de recrutement|offre d'emploi",
        r"fiche de poste|termes de references?|terms of reference|deliverables|date limite|type de contrat",
        r"candidat(?:e|\(e\))?s? (?:interesse|doi|retenu|preselec)\w*",
        r"(?:envoyer|adresser|transmettre) (?:leur|votre|un) (?:cv|dossier|candidature)",
        r"merci d'(?:envoyer|adresser)|missions principales",
        r"we are (?:looking for|hiring|recruiting|seeking)|how to apply",
        r"(?:interested|shortlisted|successful) (?:candidates|applicants)",
        r"job description|equal opportunit\w+ employer|closing date|application deadline|vacancy",
        r"the (?:post|job) ?holder|reports to",
        r"the successful (?:candidate|applicant)|send (?:your|a) (?:cv|resume|application)",
        r"اعلان (?:عن )?(?:وظيفه|توظيف|مباراه)|شروط الترشح",
        r"اخر اجل|تعلن|ملف الترشيح|المترشح(?:ين|ون)|الشروط المطلوبه",
        limit=5,
    ),
    clue(
        "work", "the title", 2.5, "heading",
        r"(?:certificat|attestation)(?:de|d')(?:fin(?:de)?)?(?:travail|stage|emploi|service)",
        r"attestation(?:professionnelle)?",
        r"(?:work|employment|experience|service|internship)certificate",
        r"certificateof(?:employment|service|experience|internship)",
        r"شهاده(?:ال)?(?:عمل|تدريب|خبره|تمرين)",
    ),
    clue(
        "work", "words that certify", 1.5, "text",
        r"(?:certifi(?:e|ons)|attest(?:e|ons)) (?:par la presente )?que",
        r"(?:this is|hereby) (?:to )?(?:certif(?:y|ies)|confirms?) that",
        r"(?:servir et )?valoir ce que de droit|a ete employee?|a effectue un stage",
        r"was employed (?:by|as|with|from)|نشهد (?:ب)?ان|يشهد",
        limit=2,
    ),
    clue(
        "training", "the title", 2.5, "heading",
        r"(?:certificat|attestation)(?:de|d')?(?:formation|participation|presence|assiduite)",
        r"certificateof(?:attendance|completion|participation|training|achievement)",
        r"شهاده(?:ال)?(?:مشاركه|تكوين|حضور)",
    ),
    clue(
        "training", "words that certify", 1.5, "text",
        r"a (?:suivi|participe)|has (?:successfully )?(?:completed|attended|participated)|شارك(?:ت)? في",
    ),
    clue(
        "paper", "an invoice or a payslip", 3.0, "text",
        r"facture (?:n|proforma)\S*|invoice (?:no|number|date|#)\S*|bulletin de (?:paie|salaire)|pay ?slip",
        r"bon de commande|devis n\S*",
        r"فاتوره",
    ),
    clue(
        "paper", "sums and taxes", 1.0, "text",
        r"(?:total|montant) (?:ht|ttc|net|due?)|net a payer|amount due|sub-?total|\btva\b|\bvat\b|\biban\b",
        r"الضريبه", limit=3,
    ),
    clue(
        "paper", "terms or a privacy notice", 4.0, "heading",
        r"conditionsgenerales\w*|termsandconditions|termsofservice|politiquedeconfidentialite",
        r"privacy(?:policy|notice)",
    ),
    clue("paper", "a newsletter's footer", 2.2, "text",
          r"se desabonner|desinscri\w+|unsubscribe|view (?:this|it) in your browser",
          r"voir (?:cette lettre|cet e-?mail) (?:en|dans)",
          r"newsletter|lettre d'information", limit=2),
    clue(
        "paper", "the title of an official paper", 4.0, "heading",
        r"releved'?identitebancaire|rib|(?:extraitde)?casierjudiciaire\w{0,14}|extraitdenaissance",
        r"acte(?:de|d')naissance|criminalrecord\w*",
    ),
    # --- letters that are no candidate's, and what goes with files
    clue(
        "paper", "a resignation", 1.0, "text",
        r"demission\w*|mon preavis|quitter mes fonctions|rupture de (?:mon|notre) contrat|resign(?:ation"
        r"|ing)?\b",
        r"my notice period|last (?:working )?day (?:will|of)|استقال\w*|فتره الاخطار",
    ),
    clue(
        "paper", "a complaint or a request of another kind", 1.0, "text",
        r"reclamation\w*|plainte|nuisances?|remboursement|mise en demeure|(?:demande|autorisation) (?:de"
        r"|d') ?(?:conge|absence)",
        r"complain\w*|refund|unacceptable|compensation|annual leave|request for leave|شكايه|تظلم"
        r"|اجازه سنويه|استرجاع",
        limit=2,
    ),
    clue(
        "paper", "an employer's answer", 1.0, "text",
        r"(?:n'a|n'avons|n'a malheureusement) pas (?:pu )?(?:ete )?rete\w+|(?:sommes|suis) au regret"
        r"|avons le regret|nous regrettons",
        r"(?:avons|accusons) (?:bien )?(?:recu|reception)[^.]{0,40}(?:candidature|dossier)"
        r"|nous vous (?:invitons|convoquons|proposons)",
        r"convocation|(?:avons le plaisir|heureux) de vous (?:informer|proposer|confirmer|inviter)"
        r"|vous (?:etes|serez) convie",
        r"(?:regret to inform|unable to offer|not been successful|unsuccessful)"
        r"|thank you for your (?:application|interest in)",
        r"(?:pleased|delighted) to (?:offer|invite|inform|confirm)|we (?:would like to|invite you)"
        r"|your application (?:has been|was|for)",
        r"نعتذر|ناسف|توصلنا ب|يسرنا (?:ان )?(?:دعوتكم|اخباركم|اعلامكم)|ندعوكم|نخبركم", limit=3,
    ),
    clue(
        "paper", "terms of a contract", 1.0, "text",
        r"remuneration (?:brute|mensuelle|annuelle)|periode d'essai|contrat (?:a duree|de travail)"
        r"|l'employeur|le salarie",
        r"gross salary|probation\w*|the employe(?:r|e) (?:shall|will|agrees)|start date|الاجر الشهري"
        r"|فتره التجربه|المشغل|الاجير",
        limit=2,
    ),
    clue(
        "note", "words that go with files", 1.0, "text",
        r"(?:ci-? ?joint|ci-? ?annexe|en (?:piece|fichier)s? jointe?s?|en pj|en annexe|vous trouverez"
        r"|je vous (?:transmets|envoie|adresse|fais parvenir))",
        r"veuillez trouver|(?:please find|find) (?:attached|enclosed|below)|i(?:'ve| have)? (?:attach"
        r"|enclos)\w*|attached (?:is|are|please)",
        r"(?:طيه|رفقته|مرفق\w*|تجدون|ارسل لكم|ابعث لكم|في المرفقات)", limit=2,
    ),
    clue(
        "note", "a letter in another file", 1.0, "text",
        r"(?:ci-? ?joint|pieces? jointe|en pj|joins|trouverez|trouver|envoie|transmets)"
        r"[^.]{0,90}(?:lettre|motivation)\b",
        r"(?:attach|enclos|find|send)\w*"
        r"[^.]{0,90}(?:(?:cover|motivation) letter|letter of|personal statement)",
        r"(?:طيه|رفقته|مرفق\w*|تجدون|ارسل لكم)[^.]{0,60}رساله",
    ),
    clue(
        "note", "names of papers", 1.0, "text",
        r"mon cv|ma lettre|mes diplomes|mes references|mon dossier|(?:my|a copy of my) (?:cv|resume"
        r"|cover letter|references)",
        r"سيرتي الذاتيه|السيره الذاتيه|رساله (?:ال)?تحفيز\w*|شواهدي|ملفي", limit=3,
    ),
)  # fmt: skip
WITH_FILES: Final = next(each.pattern for each in PAPER_CLUES if each.words == "words that go with files")
