"""Wordings of papers that need a look at the words beside them, in folded text; they are looked for first.

A bare "letter" is one to send where it stands beside a CV, where a choice is left, or where the ad says what
is to stand in it; a bulletin is of marks or of pay; references are of persons or of earlier work.
"""

from __future__ import annotations

from typing import Final, Literal

from intake.domain.model import Kind

# In a table that is joined without line ends; `[ ]` is one space, for what may stand before a name.
_NOT_OF_OTHERS: Final = r"(?!['-]?\w)(?! (?:d'|de\b|des\b|du\b|of\b|from\b|box\b|writing\b|head))"

FURTHER: Final[tuple[tuple[Kind, Literal["strong", "weak"], str], ...]] = (
    ("other", "weak", r"""
        (?:summar(?:y|ies)|descriptions?|outlines?|overview|account) of (?:your |their |the |his |own |my
        |past |current |future |long-term |professional |personal ){0,3}(?:career|scientific|academic
        |professional|research)[ ](?:goals?|plans?|interests?|aims?|objectives?|ambitions?|aspirations?)
        |(?:descriptions?|presentation|expose|apercu|synthese|descriptif) (?:de |des |du |d'un )
        (?:vos |votre |ses |son |leurs? )?(?:interets?|objectifs?|projets?|axes|activites|themes?|thematiques?
        |parcours|travaux)[ ](?:de recherches?|scientifiques?|doctora\w+|de carriere|de these|academiques?)
        |(?:وصف|ملخص|عرض|بيان) (?:ل)?(?:ال)?(?:اهتمام\w*|اهداف|مشروع|خطه) (?:ال)?(?:بحث\w*|مهني\w*
        |علمي\w*)"""),
    ("diploma", "weak", r"""
        lists? of (?:the |your |all |official )?(?:marks?|grades?)
        |(?:grade|study|mark)[ -]?(?:lists?|records?)
        |lists? of (?:the |all )?(?:courses|modules)(?: \w+)? (?:and|with)(?: the| your)? (?:grades?|marks?)
        |(?:listes? des |les |vos |copie des )notes (?:obtenues|de (?:licence|master|bac\w*|m1|m2|l3|these))
        |(?:ال)?(?:قايمه|لايحه|جدول) (?:ال)?(?:علامات|نقاط|نقط|درجات)"""),
    ("other", "weak", r"""
        (?:abstracts?|summar(?:y|ies)|outlines?|cop(?:y|ies)|pdf) of (?:\S+ ){0,3}?(?:diploma|degree
        |(?:bachelor|master|msc|phd|doctoral)(?:'?s)?)(?:(?: or |/| and )(?:diploma|(?:bachelor|master|msc
        |phd|doctoral)(?:'?s)?))* (?:thes[ie]s|dissertations?)
        |(?:diploma|degree)(?:/(?:master|bachelor)'?s?)? thes[ie]s
        |(?:some |your |best |recent |writing |news |press |published |video |work[ ]
        |\d |two |three |five ){0,3}clips(?! (?:on|of the))
        |(?:\S+[- ]word |some |your |two |three |five |\d ){0,3}(?:story|article|feature|news) (?:pitch(?:es)?
        |ideas)
        |formulario de (?:inscricao|inscripcion|solicitud|postulacion|candidatura)|ficha de (?:inscricao
        |inscripcion|candidatura)
        |plans? de localisation(?: du domicile)?|(?:croquis|plan) du domicile|cartes? professionnelles?
        |(?:الي|من )?شهاد(?:ه|ات) (?:ال)?اقامه"""),
    ("letter", "strong", r"""
        (?:an? )letter (?:in which|by which|whereby|where you|where the candidate)
        |carta (?:(?:de|breve|corta|maximo|hasta|no|mayor|una|1|dos|2|pagina\w*|extension|folio) ){0,7}
        (?:expresando|explicando|exponiendo|describiendo|detallando|presentando|manifestando|expressando
        |descrevendo|justificando|dirigida)
        |carta (?:expresando|explicando|exponiendo)|\bcarta(?= (?:de una pagina|breve\b|corta\b))
        |apresentacao (?:\S+ ){0,4}?com (?:a |as |sua |suas )?motivac\w+
        |presentacion (?:\S+ ){0,4}?con (?:la[ ]
        |su )?motivacion"""),
    ("diploma", "weak", r"""
        rendimiento academico|histori(?:al|a|co) academic[oa]|historico escolar|analitico (?:de materias
        |parcial|de notas)|situacion academica|constancias? (?:de alumno|de materias|de estudios|academicas?)
        |(?:concentracion|boletin|reporte|listado) de notas|record academico|kardex|boletim escolar
        |declaracao de matricula|notas academicas
        |(?:ال)?(?:كشف|كشوف|بيان) (?:ال)?(?:نقاط|نقط|درجات|علامات) (?:ال)?(?:مسار|سنوات)(?: (?:ال)?(?:دراسي\w*
        |جامعي\w*|تكويني\w*|دراسه))?"""),
    ("identity", "weak", r"""
        cartes? (?:cip|cni|cnib|ravip|lepi|nationales? d'identification)|certificats? (?:cip|ip)\b
        |\bcip\b"""),
    ("other", "weak", r"""
        (?:bulletins?|fiches?|bordereaux?) (?:de |d')(?:salaires?|paies?|payes?|solde)
        |(?:dernier |derniers )?(?:bulletins?|fiches?)(?: \w+)? (?:de )?(?:salaire|paie|paye)
        |(?:dernier |derniers )?arretes? (?:de |d'|du )(?:\S+ ){0,3}?(?:situation|nomination|titularisation
        |position|avancement|promotion|echelon|integration|recrutement|grade)(?: administrative)?
        |arretes? (?:administratifs?|de \w+)|etats? (?:signaletiques?|des services|de services?)
        |conventions? de stage|certificats? d'inscription|inscription (?:a|au) (?:l'ordre|un ordre|tableau)
        |(?:numero |attestation )d'inscription(?: a l'ordre)?|comptes?[ -]rendus? d'(?:entretien|evaluation)
        |lettres? (?:d'engagement|d'accord|d'autorisation)|accord (?:de l'employeur|du directeur)
        |references? (?:de|des|d'|pour|sur)(?: des| les)? (?:missions?|prestations?|travaux|projets?
        |marches?|contrats?|realisations?|etudes)(?: (?:similaires?|analogues?|executees?|realisees?))?
        |references? (?:for|of|from) (?:similar|previous|past|comparable) (?:assignments?|projects?|works?
        |contracts?|jobs|consultanc\w+)
        |memoires? techniques?|bordereaux? (?:de |des )prix|k-?bis\b
        |(?:price |financial |your |a |formal )quotations?
        |(?<=un[ ])devis|cartes? (?:d'|de l')etudiant\w*|student cards?
        |entretiens? professionnels?(?= *(?:\.|,|$))
        |links? to (?:\S+ ){0,4}(?:articles?|publications?|papers|stories)|trade licen[cs]e
        |(?:attached|enclosed|annexed) (?:application )?form|(?:application )?form (?:attached|enclosed)
        |formulaires? (?:ci-joints?|joints?|en annexe|annexes?|a telecharger)"""),
    ("letter", "strong", r"""
        (?:an? )supporting letter(?! (?:from|by|of))|(?:(?<=cv[ ]et[ ])|(?<=cv[ ]et[ ]de[ ])|(?<=cv[ ]ni[ ])
        |(?<=cv[ ]or[ ])|(?<=cv[ ]ou[ ])|(?<=cv[ ]\+[ ])
        |(?<=cv[ ]&[ ])|(?<=cv[ ]and[ ])|(?<=cv,[ ])|(?<=cv\+)|(?<=cv/)
        |(?<=resume[ ]and[ ])|(?<=resume,[ ])|(?<=vitae[ ]et[ ])|(?<=vitae[ ]and[ ]))
        (?:an? |une |votre |your )?(?:lettres?|letters?)""" + _NOT_OF_OTHERS + r"""
        |(?<!cover[ ])(?<!covering[ ])(?<!motivation[ ])(?<!application[ ])(?<!reference[ ])
        (?<!recommendation[ ])(?<!support[ ])(?:lettre|letter)(?= (?:obligatoires?|souhaitees?|exigees?
        |facultati\w+|optionnel\w*|optional|required|mandatory|welcome|appreciated)\b)
        |(?:an? |une )(?:short |courte |breve )?(?:lettre|letter)(?= (?:ou|or|et/ou|and/or) (?:une?
        |an?|de |some )?[ ]?(?:(?:short|courte?|petite?|brief) )?(?:video|audio|recording|enregistrement
        |portfolio|lien|link|mail|e-?mail|message|texte?\b))
        |(?:lettre|letter)(?= (?:et|and|\+|&) (?:un |a |votre |your )?(?:cv|curric\w+|resume))
        |lett?re de motiv'?(?!\w)
        |(?:expressions? of interest|manifestations? d'interet)(?=, )"""),
    ("letter", "strong", r"""
        (?:(?<=dans[ ]votre[ ])|(?<=dans[ ]ta[ ])|(?<=dans[ ]leur[ ])|(?<=in[ ]your[ ])|(?<=in[ ]their[ ])
        |(?<=dans[ ]la[ ])|(?<=in[ ]the[ ]))
        (?:lettre de motivation|lettre de candidature|lettre d'accompagnement
        |(?:cover|covering|motivation|application)[ -]letter)
        |(?:(?<=dans[ ]votre[ ])|(?<=dans[ ]ta[ ])|(?<=in[ ]your[ ]))(?:lettre|letter)"""
        + _NOT_OF_OTHERS + r"""
        |(?<=في[ ])رسالتك(?:م)?|(?<=في[ ])رساله (?:ال)?(?:تحفيز\w*|دافع|تغطيه|تقديم)
        |رساله(?= (?:او|و/او) (?:فيديو|مقطع|تسجيل|شريط))"""),
    ("identity", "weak", r"""
        (?<=and[ ])ids?(?=\s{0,4}(?:\d[.)]|[,.;)]|$))"""),
    ("cv", "strong", r"""
        سير(?:هم|هن|كم|كن|نا) (?:ال)?ذاتيه"""),
    ("references", "weak", r"""
        (?:the )?(?:contacts?|coordonnees|noms?|names?|telephones?|phone number)
        (?: (?:details|et coordonnees))?
        (?: of | de | d'|, )(?:(?:au moins|at least|une?|deux|trois|one|two|three|votre|vos|your|an?
        |\d) ){0,3}(?:anciens?|derniers?|former|previous|current|last|most recent) (?:employeurs?|employers?
        |responsables?|supervisors?|managers?|superieurs?|encadrants?)"""),
    ("references", "strong", r"""
        رسال(?:ه|تين|تان) من (?:ال|احد |مشرف)(?:مشرف|استاذ|مدير|مشغل|موطر)?\w*"""),
    ("diploma", "weak", r"""
        (?:اخر|اعلي) (?:شهاد(?:ه|ات)|دبلوم|موهل)(?: (?:علمي\w*|محصل عليها|جامعي\w*|دراسي\w*))?
        |(?<=خبره[ ]و)(?:ال)?موهلات|(?<=خبره[ ]وال)موهلات
        |(?:le diplome requis|les diplomes requis)
        |(?:degrees?|diplomas?|academic) (?:and|&|or) (?:\w+ )?certificates?
        |diplomes? (?:et|ou) (?:attestations?|certificats?)(?! de (?:travail|stage|service|formation))
        |(?:records?|releves?) (?:de |of )(?:marks?|notes?|studies|grades)"""),
)  # fmt: skip
