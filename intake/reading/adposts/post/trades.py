"""Words for people at work beside those of offices, folded: trades, care, land, sea, kitchens, schools."""

from __future__ import annotations

from typing import Final

# One trade a line entry (its names in several languages divided by `|`), as patterns over folded text.
TRADES: Final = """
    bakers?|boulang\\w+|panader[oa]s?|padeir[oa]s?|backer(?:in(?:nen)?)?|خباز\\w*
    butchers?|bouchere?s?|carnicer[oa]s?|جزار\\w* fishmongers?|poissonn(?:ier|iere)s? grocers?|epicie\\w+
    chefs?|sous-chefs?|cuisinist\\w+|cociner[oa]s?|cozinheir[oa]s?|koch|kochin(?:nen)?
    camarer[oa]s?|mozos?|garcom|garcons?\\s+de\\s+cafe|kellner\\w*|barm(?:an|aid|en)|bartenders?|baristas?
        |hote(?:sse)?s?\\s+(?:d'accueil|de\\s+caisse)|hostess\\w*|sommelie\\w+|plongeu\\w+|نادل\\w*|جرسون\\w*
    housekeep\\w+|houseman|femmes?\\s+de\\s+(?:chambre|menage)|valets?\\s+de\\s+chambre|lingere?s?
        |camarer[oa]\\s+de\\s+pisos|cleaners?|nettoyeu\\w+|limpiador\\w*|reinigungs\\w+|janitors?|عامل\\w*\\s+نظافه
    nann(?:y|ies)|nounous?|au\\s+pairs?|baby-?sitters?|child-?minders?|assmat\\w*|puericult\\w+|حاضن\\w*
    care(?=\\s+(?:work|assist|home|aide)\\w*)|caregiv\\w+|carers?
        |support\\s+workers?|aides?-soignant\\w*|cuidador\\w*|altenpfleg\\w+|auxiliaires?\\s+de\\s+vie
    midwi(?:fe|ves)|sages?-femmes?|matron\\w*|hebamme\\w*|قابل(?:ه|ات) dent(?:ist|iste)s?|hygienist\\w*
    vet|vets|veterina\\w+|tierarzt(?:in(?:nen)?)?|tiermedizin\\w* opticians?|opticien\\w*|optometrist\\w*
    pharmacists?|dispensers?|farmaceutic[oa]s?|apotheker\\w*|صيدل\\w+ radiograph\\w+|manipulat(?:eur|rice)\\w*
    paramedics?|ambulanci\\w+|مسعف\\w* dieti(?:tian|cian|eticien)\\w*|nutritionist\\w*
    orthophonist\\w*|orthoptist\\w*|ergotherap\\w+|psychomotri\\w+|podologue\\w*|speech\\s+(?:and|therap)\\w*
    surgeons?|chirurgien\\w*|registrars?|anaesthet\\w+|anesthesist\\w*|جراح\\w*
    social\\s+work\\w*|assistante?s?\\s+socia\\w+|trabajador\\w*\\s+social|sozialarbeit\\w+|sozialpad\\w+
        |travailleu\\w+\\s+soci\\w+
    intervenant\\w*|moniteur\\w*|monitrice\\w*|animat(?:eur|rice)\\w*|surveillant\\w*|maitres?-nageu\\w+
        |lifeguards?|socorrist\\w+|youth\\s+work\\w*|aes[hd]|atsem
    collect(?:eur|rice)s?\\w*|fund-?rais\\w+|prospect(?:eur|rice)\\w*|recruteu\\w+|recruit(?:er|ment\\s+\\w+)s?
    porters?|doorm(?:an|en)|bellboys?|concierges?|portiers?|voituriers?|bagagist\\w*
    handym(?:an|en)|handypersons?|factotum|homm?es?\\s+toutes?\\s+mains|hausmeister\\w*|groundsm(?:an|en)|groundskeep\\w+
    guards?|watchm(?:an|en)|vigil(?:e|ante)s?|vigiles|security\\s+(?:guard|officer)s?|حراس
    gardener\\w*|landscap\\w+|paysagist\\w*|jardiner[oa]s?|jardineir[oa]s?|gartner\\w*|arborist\\w*|elagueu\\w+
    farm(?:er|hand|work)\\w*|farm\\s+(?:manager|worker|hand)s?|shepherds?|bergere?s?|vacher\\w*|maraicher\\w*
        |viticult\\w+|vigneron\\w*|agriculteu\\w+|eleveu\\w+|apicult\\w+|beekeepers?|stable\\s*(?:hand|man)s?|\\w{0,10}groom(?:er)?s?
        |palefren\\w+|landwirt\\w*|peon\\w*|tractoriste\\w*|مزارع\\w*|فلاح\\w*
    forest(?:er|ier)s?\\w*|rangers?|wardens?|gardes?[\\s-](?:forest|champet|chasse|littoral)\\w*|forester\\w*
    fisher(?:man|men)|deckhands?|skippers?|matelots?|marins?|sailors?|capitaines?|boatm(?:an|en)|بحار\\w*
    butlers?|majordom\\w*|maids?|domestic\\s+(?:helper|worker)s?|ayahs?|empleadas?\\s+dom\\w+|خادم\\w*|شغال\\w*
    carpenters?|joiners?|charpentier\\w*|ebenist\\w*|carpinter[oa]s?|tischler\\w*|schreiner\\w*|نجار\\w*
    plumbers?|plombier\\w*|fontaner[oa]s?|klempner\\w*|chauffagist\\w*|سباك\\w* painters?|peintres?|pintor\\w*|maler|دهان\\w*
    electricians?|electricist\\w*|elektriker\\w*|elektroniker\\w*|كهربايي\\w*
    masons?|bricklayers?|albanil\\w*|maurer\\w*|roofers?|couvreu\\w+|dachdecker\\w*|carreleu\\w+|platrier\\w*
    welders?|soldador\\w*|schweisser\\w*|لحام\\w*|boilermakers?|chaudronnier\\w*|tuyauteu\\w+|fitters?|serrurier\\w*|حداد\\w*
    mechanics?|mecanicien\\w*|mecanic[oa]s?|mechaniker\\w*|mechatroniker\\w*|garagist\\w*|ميكانيكي\\w*|machinists?|tourneu\\w+|fraiseu\\w+|usineu\\w+|regleu\\w+
    tailors?|seamstress\\w*|couturier\\w*|couturiere\\w*|piqueu\\w+|modelist\\w*|stylist\\w*|costurer[oa]s?|خياط\\w*
    hair\\s?dress\\w+|barbers?|coiffeu\\w+|estheticien\\w*|beauticians?|peluquer[oa]s?|friseur\\w*|حلاق\\w*|كوافير\\w*
    drivers?|riders?|conduct(?:eur|rice|or)s?|conductor\\w*|chofer\\w*|fahrer\\w*|kraftfahrer\\w*|cariste\\w*|forklift\\w*|grutier\\w*|couriers?|coursier\\w*|repartidor\\w*|استافات
    pilots?|pilotes?|dispatchers?|cabin\\s+crew|flight\\s+attendants?|stewardess\\w*|مضيف\\w*
    ware-?house\\w*\\s+(?:operative|worker|assistant|manager)s?|pickers?|packers?|pakers?|manutentionnaire\\w*|emballeu\\w+|lagerist\\w*|magaziner\\w*|almacen(?:ista|er[oa])\\w*|امين\\s+(?:مخزن|مستودع|مكتبه|صندوق)
    cashiers?|cajer[oa]s?|kassierer\\w*|صراف\\w*|كاشير\\w* shop\\s*(?:keeper|assistant)s?|merchandis\\w+|vendor\\w*|televend\\w+|teleoperat\\w+|telecons\\w+|dependient[ea]s?|بايع\\w*
    book-?keep\\w+|contable\\w*|contador\\w*|buchhalter\\w*|paymasters?|payroll\\s+\\w+|aides?-comptables?|trader\\w*|actuar\\w+|underwriters?|tellers?
    treasurer\\w*|bursar\\w*|tresorier\\w* notair\\w*|clercs?|huissier\\w*|greffier\\w*|paralegals?|solicitors?|barristers?|attorneys?|abogad[oa]s?|advogad[oa]s?|rechtsanwalt\\w*|magistrat\\w*|محامي\\w*
    recepcionist\\w*|standardist\\w*|telephonist\\w*|operadora?\\s+de\\s+\\w+|موظف\\w*\\s+استقبال|empfangs\\w+
    typists?|data\\s+entry\\s+\\w+|dactylo\\w*|operatrice\\w*\\s+de\\s+saisie|مدخل\\w*\\s+بيانات
    head-?(?:master|mistress|teacher)s?|principals?|proviseu\\w+|deans?|doyens?|doyennes?|rectors?|rect(?:eur|rice)s?|provosts?|vice-?\\s?chancellors?|عميد\\w*
    readers?|demonstrators?|maestr[oa]s?|profesor\\w*|repetiteu\\w+|precepteu\\w+|catechist\\w*|imams?|pastors?|pasteu\\w+|priests?|chaplains?|aumonier\\w*|vicars?|sacristan\\w*|امام|مودن
    musician\\w*|musicien\\w*|organists?|pianist\\w*|violonist\\w*|singers?|chanteu\\w+|choirmasters?|cantors?|luthier\\w*|danseu\\w+|dancers?|comedien\\w*|actors?|actress\\w*|figurants?|act(?:eur|rice)s?
    printers?|imprimeu\\w+|relieu\\w+|bookbinders?|potters?|potier\\w*|ceramist\\w*|jewell?ers?|bijoutier\\w*|horloger\\w*|watchmakers?|verrier\\w*|tapissier\\w*|restaurat(?:eur|rice)s?\\s+d\\w*|libraire\\w*|booksellers?|fleurist\\w*|florists?
    surveyors?|geometre\\w*|topograph\\w+|dessinat(?:eur|rice)s?\\w*|draughtsm\\w+|drafters?|projet(?:eur|euse)s?|metreu\\w+|quantity\\s+surveyor\\w*|urbanist\\w*|planners?|مساح\\w*|رسام\\w*
    foremen|foreman|contremaitre\\w*|capataz|conduct(?:eur|rice)s?\\s+de\\s+travaux|site\\s+(?:agent|manager)s?|chefs?\\s+de\\s+chantier|ملاحظ\\w*
    riggers?|drillers?|foreurs?|miners?|mineurs?|geophysic\\w+|geochim\\w+|metallurg\\w+|seismolog\\w+
    testers?|testeu\\w+|architecte\\w*|devops|sysadmin\\w*|full-?\\s?stack|front-?\\s?end|back-?\\s?end|data\\s+(?:scientist|engineer|analyst|steward|manager)s?|cyber\\w*|ux|administratrice\\w*\\s+(?:systeme|reseau)
    enquet(?:eur|rice)s?\\w*|interviewers?|encuestador\\w*|transcribers?|subtitl\\w+|proof-?readers?|correct(?:eur|rice)s?|lectors?|lexicograph\\w+
    cartograph\\w+|geomati\\w+|agronom\\w*|zootechnic\\w*|ecolog(?:ue|ist)\\w*|botanist\\w*|naturalist\\w*|entomolog\\w+|virolog\\w+|epidemiolog\\w+|microbiolog\\w+|bioinformatic\\w+|anthropolog(?:ue|ist)\\w*|sociolog(?:ue|ist)\\w*|historien\\w*|historians?|archeolog(?:ue)\\w*|archaeologist\\w*|geograph(?:e|er)s?|demograph(?:e|er)s?|physic(?:ien|ist)\\w*|mathematic(?:ien|ian)\\w*|مرشد\\w*|دليل\\s+سياحي
    laborant\\w*|laborantin\\w*|prelev(?:eur|euse)s?|lab\\s+(?:assistant|technician|manager)s?|مخبري\\w*
    ombudsm\\w+|inspect(?:eur|rice|or)s?\\w*|commissioners?|commissaires?|clerks?|registrars?|aldermen|town\\s+clerks?|مفتش\\w*|ناظر\\w*|قيم\\w*|وكيل\\w*|مراقب\\w*|مشغل\\w*|محلل\\w*|ملحق\\w*|متصرف\\w*|تقنيه|اعوان|عون|سايقين|مصور\\w*|مذيع\\w*|صحفي\\w*|صحافي\\w*|مونتير\\w*|مصفف\\w*|حداد\\w*|ميكانيكي\\w*|كهربايي\\w*|طالب\\w*\\s+دكتوراه|باحثين|مترجمين|مهندسين|معلمين|محاسبين|مدققي?\\w*|ميسر\\w*|مسير\\w*|رايد\\w*\\s+|مربون|مساعدين|سفير\\w*|نايب\\w*|امين\\s+(?:عام|سر)|ويتر|باريستا|دليفري|بياع\\w*|سيلز|اكاونتنت|فني\\w*|اداري\\w*|قانوني\\w*|مختص\\w*|متخصص\\w*\\s+في|اخصاييي\\w*|طاقم|مشرفي\\w*|مدققه
    weber|clubs?\\s+manager\\w*|artists?|artistes?|illustrat(?:eur|rice|or)s?\\w*|animators?|videograph\\w+|cameram(?:an|en)|cadreu\\w+|preneu\\w+\\s+de\\s+son|sound\\s+engineer\\w*|regisseu\\w+|scenograph\\w+|costumier\\w*|eclairagist\\w*|projectionnist\\w*|programmat(?:eur|rice)s?|dj|mc
    buyers?|acheteu\\w+|acquisit\\w+\\s+officer|compras|comprador\\w*|approvisionneu\\w+|supply\\s+\\w+\\s+(?:officer|manager)
    trainers?|instruct(?:eur|rice)s?|entraineu\\w+|entrenador\\w*|treinador\\w*|referees?|arbitres?|مدرب\\w*
    partners?|founders?|co-?founders?|trustees?|chairpersons?|chairs?(?=\\s+(?:of|in|for)\\b)|board\\s+members?|ambassad(?:eur|rice|or)s?|delegates?|liaisons?|focal\\s+points?|points?\\s+focal
    sorters?|trieu\\w+|eboueu\\w+|ripeu\\w+|recycl(?:er|eu\\w+)|valoristes?|egoutier\\w*|laveu\\w+|repasseu\\w+|blanchisseu\\w+|presseu\\w+
    vendangeu\\w+|cueilleu\\w+|saisonnier\\w*|journalier\\w*|manoeuvre\\w*|labou?rers?|temporeros?|jornaler[oa]s?|trabajador\\w+|operari[oa]s?|empregad[oa]s?|\\w{4,15}(?:woman|women|persons?)|(?:bar|floor|kitchen|nursing|care|shop|support|field|teaching|academic|waiting|domestic)\\s+(?:staff|team\\s+members?|hands?)|prepose\\w*|commis(?:-\\w+)?|obrer[oa]s?|hilfskraft|hilfskrafte|fachkraft\\w*|aushilfe\\w*|kraft|arbeiter\\w*
"""  # noqa: E501 - a table
