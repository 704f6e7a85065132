"""Further wordings of papers in European languages: regional, plain and roundabout ones, in folded text.

They are looked for before those of `papernames`, which speak of the usual names.
"""

from __future__ import annotations

from typing import Final, Literal

from intake.domain.model import Kind

MORE: Final[tuple[tuple[Kind, Literal["strong", "weak"], str], ...]] = (
    ("other", "weak", r"""
        (?:formulaires?|fiches?|dossiers? type) (?:de |d')(?:demande|candidature|inscription|postulation
        |renseignements?)
        (?: (?:d'emploi|de \w+))?|(?:completed |signed |filled |standard |official ){0,3}(?:z83|bio-?data
        |application|employment) forms?
        |lettres? d'engagement|declarations? (?:sur l'|d'|de )(?:honneur|engagement|non|conformite)(?: \w+)?
        |signed declarations?|attestations? (?:sur l'honneur|acs|ape|forem|pole emploi|de (?:bonne[ ]
        |non[ -])\w+|d'emploi|d'inscription|de services?)
        |(?:a |an |one |two |three |short |your )?(?:sample|test|trial) (?:translations?|lessons?|texts?
        |articles?|chapters?|editing|essays?|photographs?|designs?|letters?|menus?|recipes?)
        |(?:sample|specimen|example)s? of (?:\S+ ){0,4}(?:work|works|writing|code|publications?|papers?
        |reports?|articles?|translations?|photographs?|pictures|designs?|illustrations?|research|teaching
        |drawings?|paintings?|posts?|films?)
        |exemples? (?:de |d'|des )(?:\w+ ){0,3}(?:travaux|realisations|code|articles?|productions?
        |projets|rapports?|missions?|publications?|textes?|creations?|visuels?|affiches?|photos?
        |traductions?|contenus?|posts?|maquettes?|supports?|videos?|dessins?|ecrits?)
        |echantillons? (?:de |d'|des )\w+|extraits? (?:de |d'|des )(?!naissance|casier
        |acte)(?:\w+ ){0,2}(?:travaux|oeuvres?|textes?|videos?|films?|spectacles?)
        |(?:voter|driver|driving)'?s? licen[cs]es?|permis (?:de conduire|b\b|c\b|d'exploitation)
        |cartes? (?:professionnelles?|grise|de presse|de conducteur|d'artisan)
        |(?:le |un |votre |ton )?(?:lien|url|adresse) (?:vers |de |d')(?:\S+ ){0,3}(?:blog|site|page
        |chaine|compte|profil|video|showreel|demo|book|portfolio|instagram|behance|soundcloud|youtube)
        |(?:a |the )?links? to (?:\S+ ){0,4}(?:blog|site|website|page|channel|showreel|demo|video|work
        |posts?|reel|instagram|soundcloud|youtube|recordings?)
        |(?:short |one-minute |two-minute |brief |self-){0,3}(?:video|audio)(?: (?:clips?|recordings?
        |introductions?|presentations?|of yourself))?(?! (?:edit\w+|call|conferenc\w+|interview|produc\w+
        |games?|link))
        |video (?:de |d')?(?:presentation|motivation|\d|une|deux)(?: \w+)?|(?:self-?tape|showreel
        |demo reel|recordings?)\b|enregistrements? (?:audio|video|sonores?)
        |notes? (?:methodologiques?|conceptuelles?|d'orientation|de cadrage|de synthese|de reflexion
        |d'intention artistique|de lecture)
        |preuves? (?:des? |d')(?:\S+ ){0,3}(?:missions?|experiences?|prestations?|travaux|paiement
        |residence|nationalite|inscription)
        |attestations? de bonne (?:execution|fin)|references? techniques?|curriculum de l'(?:entreprise
        |agence)|(?:company|firm) profile
        |agrements?|registre (?:du )?commerce|\brccm\b|\bifu\b|\bnif\b|quitus|attestation de regularite
        |certificats? de (?:nationalite|residence|celibat|non|position|conformite|capacite|langue|niveau)
        |timbres?(?: fiscal| poste)?|enveloppes? (?:timbrees?|affranchies?|libellees?)
        |(?:police|criminal|background|dbs|right[ -]to[ -]work|vetting|working with children|wwcc
        |garda) (?:clearance |record |background )?(?:certificates?|checks?|documents?|reports?|extract
        |evidence|card|disclosure)
        |(?:nysc|discharge|domicile|character|fitness|experience|professional registration|registration
        |licen[cs]e|practi[cs]ing|caste|income|computer|sace|hpcsa|council
        |trade) (?:discharge )?(?:certificates?|licen[cs]es?|proofs?|letters?)
        |(?:proof|evidence) of (?:\w+ ){0,3}(?:registration|residence|address|eligibility|experience
        |employment|payment|citizenship|membership|language|english|nationality|evaluation|disability|age)
        |(?:two |three |four |one |2 |3 |4 |recent |colou?r ){0,3}(?:passport(?:[ -]sized?)? )(?:photo\w*
        |pictures?|pics?)
        |service records?|pay ?slips?|certificates? of (?:origin|domicile|incorporation|completion
        |attendance|fitness|character|medical|registration|residence)
        |lesson plans?|lecons? type|sequences? pedagogiques?|fiches? pedagogiques?|(?:plan
        |projet) (?:d'affaires|d'action|d'animation|de direction|d'etablissement|de cours|de service)
        |(?:artist(?:'s|ic)?|diversity|research|teaching|curatorial) (?:statements?|cv statement
        |proposal)|demarche artistique|dossiers? (?:artistiques?|de presse|photos?)
        |moodboards?|planches? (?:de |d'|contact)\w*|release form|consent form
        |expression of interest form|(?:answers?|reponses?) (?:to|aux) (?:\S+ ){0,3}questions?
        |(?:reponses?|answers?) a (?:\S+ ){0,3}questions?|essays?|dissertations?|ecriture d'un texte
        |lebensmittelpass|fuhrungszeugnis|gesundheitszeugnis|schriftenverzeichnis
        |publikationsliste|lehrkonzept|forschungskonzept|arbeitszeugniss?e?n?|projektskizze
        |registo criminal|atestado (?:medico|de \w+)|certidao (?:de nascimento|negativa)
        |certificado (?:de (?:antecedentes|penales|nacimiento|empadronamiento|experiencia|trabajo)
        |laboral(?:es)?)|vida laboral|proyecto (?:educativo|docente|pedagogico)|memoria (?:tecnica
        |del proyecto)
        |video(?:curriculum| de presentacion)|fotografias?|fotografia tipo"""),
    ("letter", "strong", r"""
        lettres? (?:simple |manuscrite )?(?:de |d')(?:manifestation|expression|accompagnement|application
        |candidature|postulation|soumission de candidature|interet|demande)(?: d'interet| d'emploi)?
        |lettres? (?:\w+ )?(?:ou |dans laquelle |qui (?:explique|dit|raconte|presente|precise)|disant
        |racontant|presentant|indiquant|adressee|libre|personnalisee|personnelle)
        |(?:petite?|courte?|breve?|simple|gentille?|belle) (?:lettre|mot|courrier
        |texte)(?! (?:de recommandation|de reference|d'accueil|d'information))
        |(?:quelques|deux|trois|cinq|dix|vos) (?:lignes|mots|phrases)(?: \S+){0,3}? (?:sur (?:vous|toi
        |ce qui|votre|ton|vos|tes)|de presentation|pour (?:nous|te|vous|se)|disant|racontant|expliquant
        |ou|qui|a propos)
        |(?:send|write|drop|envoyez|ecrivez|adressez|envoie|ecris)(?:[- ](?:us|me|nous|moi))? (?:an?[ ]
        |une |your |votre |ta )(?:\w+ )?(?:letters?|lettres?)(?! (?:of|from|de|des|du) | d'
        | with the subject| to \S+@)
        |\bun (?:petit |court )?mot(?= (?:de presentation|pour|sur|qui|expliquant|d'accompagnement
        |sur vous))|mot d'accompagnement|textes? de (?:presentation|motivation)|presentation de (?:toi
        |vous|soi)(?!\w)
        |manifestations? d'interet(?= (?:signee?|datee?|adressee?|redigee?))
        |(?:cover|covering)(?: |-)(?:e-?mail|message|sheet)|letters? (?:about|saying|telling
        |that (?:explains|says|tells|describes|sets|outlines)|setting out|to (?:the (?:principal|director
        |head|manager)|us)|with your reasons|introducing|of self-introduction)
        |(?:handwritten|hand-written|short|brief|one-page|simple|formal|signed) (?:letters?
        |notes?)(?! (?:of|from) (?:recommendation|reference|support|your))
        |(?:few|couple of|two|three|five|ten|some|short|brief) (?:lines?|words?|sentences?
        |paragraphs?)(?: \S+){0,2}? (?:about|on|saying|telling|explaining|why|introducing|to tell
        |describing)
        |(?:paragraph|note|page|line|message|e-?mail|half a page|statement
        |side of a4)(?: \S+){0,2}? (?:about (?:yourself|you|why)|saying|telling us|on (?:why|what|how)
        |introducing|explaining why|why you)
        |expression of interest(?= (?:letter|of (?:no more|up to|one|two|max)|\(|and|, ))|(?:letters?
        |statements?) of (?:expression of )?interest|eoi letter|letter of (?:expression|presentation
        |self-introduction|suitability|transmittal)
        |motivations?brief|motivationsbrief|bewerbungsbrief|bewerbungsanschreiben|motivationsschreibens?
        |kurze?s? (?:anschreiben|motivation\w*)|carta (?:explicativa|expositiva|manuscrita
        |de (?:solicitud|postulacion|exposicion|expresion))
        |\bnota de (?:hasta|maximo|no mas de|motivacion|interes|presentacion)|carta (?:em que|na qual
        |donde|en la que)|unas? (?:lineas|palabras|carta breve)|breve carta|escrito de motivacion"""),
    ("cv", "strong", r"""
        \bc\.?-v\.?(?!\w)|bio-?data(?! form)|curricul(?:um|o|a) (?:resumido|academico|profesional|vital)
        |academic vita|\bvita\b(?= (?:and|,))|lebenslaufs?|werdegangs?|kurzlebenslauf|europass"""),
    ("cv", "weak", r"""
        (?:an |your )?(?:account|outline|summary|record|history|description) of (?:your |his |her[ ]
        |their )?(?:working life|career(?: to date)?|work(?:ing)? history|employment(?: history)?
        |professional (?:life|career)|experience to date)
        |(?:employment|career|work|professional) (?:history|summary|resume|record)|(?:resume
        |recapitulatif|descriptif|bref|presentation|expose) (?:de |du |d')(?:votre |ton |leur[ ]
        |son )?(?:parcours|carriere)(?: professionnel\w*)?
        |parcours professionnel(?= (?:detaille|resume|en une page))|notices? biographiques?
        |biographical (?:sketch|note)|(?:short |brief )bio(?:graph(?:y|ie))?s?\b|courte (?:bio
        |biographie)\b|trajectoire professionnelle detaillee"""),
    ("identity", "weak", r"""
        cartes? (?:d'electeur|de sejour|de resident|consulaires?|nina|biometrique|d'identification
        |de refugie|cedeao)|\bnina\b|certificat d'identification personnelle|\bcip\b(?= |,)
        |(?:voter'?s?|ghana|aadhaa?r|pan|national|huduma|citizenship|resident'?s?|green) cards?|\bc?nic\b
        |\bnin\b(?: slip)?|\bbvn\b|(?:national |valid |photo |government ){0,3}\bid(?:entity)?[ -](?:books?
        |documents?|copy|copies|proof)
        |(?<!job[ ])(?<!req[ ])(?<!vacancy[ ])(?<!post[ ])(?<!position[ ])(?<!meeting[ ])(?<!user[ ])

                (?:national |valid |photo |government[ -]issued ){0,3}\bids?\b(?=[ ]?(?:[,.;)]
        |and\b|to\b|or\b|$))|titres? d'identite|carte d'id\b
        |reisepass|ausweiskopie|cartao do cidadao|bilhete de identidade|\bbi\b(?= (?:e|,))
        |fotocopia del (?:dni|documento)|documento (?:nacional )?de identidad"""),
    ("diploma", "weak", r"""
        (?:statements?|slips?) of results?|(?:waec|ssce|neco|kcse|kcpe|matric\w*|school[ -]leaving
        |o-?level|a-?level|hnd|nd|gce|ssc|hssc|intermediate|provisional
        |final degree)(?: degree)? (?:certificates?|results?|slips?|marksheets?|statements?)
        |(?:abitur|master|bachelor|hochschul|abschluss|studien|schul|diplom|prufungs
        |arbeits- und )?(?:-\s{0,2})?zeug(?:-\s{0,2})?nis(?:-\s{0,2})?(?:ko(?:-\s{0,2})?pien|se|sen|ses)?
        |hochschulabschlusse?\w*|notenubersicht(?:en)?|leistungsubersicht|abschlussurkunden?
        |promotionsurkunde|zertifikate?
        |(?:academic|educational) (?:records?|documents?|credentials|testimonials|papers
        |qualifications)(?! (?:in|of at least))|degree (?:scrolls?|parchments?|copies)
        |copies of (?:all )?(?:relevant )?(?:academic |educational )?(?:documents|testimonials)
        |parchemins?|certificats? de fin d'etudes?|attestations? de (?:diplomes?|fin d'etudes?
        |fin de formation|niveau|scolarite|succes)|(?:dernier|derniers) bulletins?|resultats? scolaires?
        |fotocopia(?:s)? (?:del? |de los )?(?:titulos?|diplomas?)|titulos? academicos?
        |titulacion academica|certificaciones academicas|certificados? (?:de habilitacoes|academicos?
        |literari\w+)|diploma de \w+|copia do diploma|habilitacoes literarias"""),
    ("diploma", "weak", r"""
        (?:academic |educational |relevant |your |all )?credentials(?! (?:for|to log|of the))"""),
    ("references", "weak", r"""
        (?:une|deux|trois|quatre|des|vos|plusieurs|\d) references? (?:verifiables?|serieuses?|recentes?
        |controlables?)|
        (?:names?|contacts?|details?|addresses|phone numbers?|numbers?)(?: (?!cv|resume
        |letter)\S+){0,9}? (?:of|for|from) (?:\S+ ){0,3}(?:persons?|people|somebody|someone|employers?
        |managers?|individuals|teachers|tutors|lecturers|supervisors?|line managers?|referees?
        |references?)
        (?: (?:who|whom|that|we|you|able|willing)(?:'ve|'s)?(?: \S+){1,6}?(?= ?[.,;:)]| to | at | by |$))?
        |(?:people|persons|someone|somebody) (?:we (?:can|may|could)|(?:who|whom
        |that) (?:\S+ ){0,2}(?:know|knows|can|could|will|have|has|may|would|worked
        |you)) (?:\S+ ){0,2}(?:call|ring|ask|contact|speak|talk|vouch|recommend|well|worked|phone|consult
        |write)
        |(?:personnes?|employeurs?|patrons?|professeurs?|gens) (?:a (?:contacter|appeler
        |joindre)(?! en cas d')
        |que (?:nous|l'on|je) (?:puiss?\w+|pou\w+|peu\w+) \w+|qui (?:vous|te) connaissent|qu'on (?:peut
        |puisse|pourra) \w+|joignables|susceptibles)
        |(?:contacts?|coordonnees|noms?|numeros?|telephones?)(?: (?!cv|lettre)\S+){0,6}? (?:de|d'|des
        |du) (?:\S+ ){0,4}(?:employeurs?|superviseurs?|referents?|references?
        |responsables? hierarchiques?|garants?|maitres? de stage|tuteurs?)
        |referenz(?:-\s{0,2})?(?:personen|geber\w*|schreiben|adressen)|referenzen|(?:zwei
        |drei) referenzen|personas? de (?:referencia|contacto)|pessoas? de referencia
        |referencias (?:laborales|profesionales|profissionais|personales)"""),
)  # fmt: skip
