"""Common given names, folded: what makes two capitalised words the name of a person for sure.

Chosen by hand from names in common use in Morocco, France, West Africa and English-speaking countries.
A name that is missing here costs nothing but certainty. Words that are as often something else (Rose,
Art, Paris, Grace, May, Wafa as an office) are left out.
"""

from __future__ import annotations

from typing import Final

from intake.reading.folding import unaccent

_LATIN: Final = """
aaron abdallah abdelali abdelaziz abdelfattah abdelhadi abdelhak abdelhamid abdelilah abdeljalil abdelkader
abdelkarim abdelkrim abdellah abdellatif abdelmajid abdelouahed abderrahim abderrahmane abdessamad abdou
abdoulaye abdul abdullah abir achraf adam adama adel adil adrien afaf ahlam ahmad ahmed aicha aissata
aissatou alain alan albert alberto alejandro alessandro alex alexander alexandra alexandre alexia alexis ali
alice alicia alioune alison allison amadou amal amanda amandine amaury ambre amelia amelie amin amina
aminata amine amir amira amy ana anais anas andre andrea andreas andrew andy angela angele angelique anissa
anita ann anna annabelle anne annick annie anthony antoine antonin antonio anwar arnaud arthur ashley asma
asmaa assia assma astrid aude audrey aurelie aurelien aurore awa axel aya ayman aymane aymeric ayoub aziz
aziza badr badreddine bakary baptiste barbara basma bastien beatrice ben benedicte benjamin benoit
bernadette bernard bertrand bilal billy bintou boubacar bouchra brahim brandon brenda brian brice brigitte
bruno bryan camille carine carl carla carlos carmen carole carolina caroline catherine cecile cedric celia
celine chadia chaima chaimae chakib charlene charles charlotte cheikh chloe christelle christian christiane
christina christine christophe christopher cindy claire clara clarisse claude claudia claudine clement
clementine colette colin coline constance coralie corentin corinne craig cyril cyrille dalal dalila damien
daniel daniela danielle danny david deborah delphine denis denise diana diane diego dina dominique donald
dorian dorothee douglas driss dylan eddy edith edmond edouard edward edwige elena eleonore eliane elias elie
eliott elisa elisabeth elise elizabeth ella elliot elodie elouan elsa emeline emilia emilie emilien emily
emma emmanuel emmanuelle enzo eric erica erik erwan estelle esther ethan etienne eugene eugenie eva evelyne
fabien fabienne fabio fabrice fadwa fahd faisal faiza fanny fares farid farida fatema fatiha fatim fatima
fatimata fatou fatoumata faycal fayssal felix ferdinand fernand fernando fiona firas firmin flavie florent
florian fouad foued francesca francesco francine francis francisco franck francois francoise frank fred
freddy frederic frederique gabriel gabrielle gael gaelle gaetan gary gaston gautier genevieve geoffrey
geoffroy george georges georgina gerald geraldine gerard germaine ghislain ghislaine ghita ghizlane gilbert
gilles giovanni gisele giulia gloria graham gregoire gregory guido guillaume gustave guy habib habiba hadija
hadja hafid hafida hafsa hajar hakim hakima halima hamid hamida hamza hana hanaa hanae hanan hanane hannah
harold harry hasnaa hassan hassna hatim haytham heather hector helen helena helene henri henriette henry
herve hiba hicham hichem hind houcine houda houssam hubert huda hugo hugues husain hussein ibrahim ibrahima
ibtissam idriss idrissa ihsane ikram ilham ilias ilyas ilyass imad imane imran inas ines ingrid irene iris
isaac isabel isabella isabelle ismael ismail ismaila issa issam ivan jack jacob jacqueline jacques jalal
jamal james jamie jamila jane janet janice jaouad jasmine jason javier jawad jean jeanne jeannine jeff
jeffrey jennifer jenny jeremie jeremy jerome jessica jessie jihad jihane jim jimmy joan joana joanna joao
joaquin jocelyne joel joelle johan johann johanna john jonathan jordan jorge jose josee joseph josephine
josette joshua josiane juan judith julia julian juliana julie julien juliette justin justine kadiatou kais
kamal kamel kamilia karen karim karima karine karl kate katherine kathleen kathryn katia kawtar keith kelly
kenneth kenza kevin khadidja khadija khadijah khaled khalid khalil khaoula kim kimberly koffi kofi kouassi
kwame kyle laetitia lahcen laila laith lamia lamiae larbi larissa larry laura laure laurence laurent laurie
lea leah leila lena leo leon leonard leonardo leonie leslie leyla lila lilia liliane lina linda lionel lisa
lise loic lola lou loubna louis louisa louise luc luca lucas lucia lucie lucien lucienne lucy ludivine
ludovic luis luke lydia lydie lyes maeva magali maha mahdi mahmoud maimouna majda majid maksim malak malika
mallory mamadou manal manon manuel mara marc marcel marco marcus margaret margaux margot maria mariam
mariama mariana marianne marie marielle marilyn marina marine mario marion marjorie mark marlene maroua
marouane martha marthe martina martine marwa marwan mary maryam maryem maryline maryse massimo mateo mathias
mathieu mathilde matteo matthew matthias matthieu maud maureen maurice max maxence maxime maya mehdi melanie
melinda melissa mercedes meriem meryem michael michel michele michelle miguel mike mina miriam mohamad
mohamed mohammad mohammed mohsin mokhtar mona moncef monica monique mouad moulay mouna mounia mounir mourad
moussa moustapha muhammad muriel mustafa mustapha myriam nabil nabila nacer nada nadege nadia nadine nadir
naima najat najib najlaa najoua nancy naomi narjiss nasser natacha natalia natalie nathalie nathan nawal
nezha nicholas nick nicola nicolas nicole nihad nina nisrine nizar noah noam noe noel noelle noemie nora
norbert nordine noufissa nouhaila noureddine oceane odette odile oksana olfa olivia olivier omar omayma
ophelie oscar othman otmane ouafae ouassim oumaima oumar oumou ousmane outhmane pablo pamela pascal pascale
patrice patricia patrick paul paula paulette pauline pedro peggy peter philip philippe phillip pierre
pierrick priscilla quentin rabab rabia rachel rachid rachida rafael raja rajaa rajae ralph ramzi rania raoul
raphael raphaelle rayan raymond rebecca reda redouane regine regis remi remy renata renaud rene renee
ricardo richard rita robert roberto robin rochdi roger rokia roland romain roman romane ronald roxane ruben
rudy ruth ryan saad sabah sabine sabrina sadia safaa safae said saida salah saleh salim salima sally salma
salomon saloua salwa sam samantha sami samia samir samira samuel sana sanaa sandra sandrine sandy sara sarah
scott sean sebastian sebastien selim selma serena serge sergio seydou sharon sheila shirley sidi siham
sihame simon simone soad sofia sofiane sofie solange solene sonia sophia sophie soraya souad soufiane
soukaina souleymane soumaya stacy stephane stephanie stephen steve steven stuart suleiman susan susanna
suzanne sven svetlana sylvain sylvia sylvie taha tahar tamara tanguy tania tarek tarik tatiana tayeb teddy
teresa terry thami theo theodore theresa therese thibault thibaut thierry thomas tiffany tim timothy tina
tobias tom tommy tony touria tristan ulrich umar valentin valentina valerie vanessa vera veronique vicky
victoire victor victoria vincent violaine virginie vivian viviane walid wassim wendy wiam widad wided
wilfried william xavier yacine yael yahya yamina yan yann yannick yasmin yasmina yasmine yassin yassine
yassir yolande youcef younes youness yousra youssef youssouf yousuf yusuf yvan yves yvette yvon yvonne zahra
zaid zakaria zakia zaynab zeinab zeineb ziad zied zineb zoe zohra zouhair
abdelghani abdelmounaim abderrazak abdeslam abena abigail abiodun aboubacar achille adaeze ade adebayo adjoa
adjoua adwoa affoue afia agnes ahou aidan aiden aileen ailsa aimee aisha ajay akissi akosua akua alasdair
alassane alastair alicja alima alistair amara ambroise amenan amit ananya anatole anders angus anika anil
anjali ankit annabel anya aoife apolline archie aristide arjun armand armel arsene arun ashok aude auguste
augustin avery ayesha babacar balla baptistin barnabe bartek beatriz bernice bethany bineta binta bouba
brice bridget bronwyn caitlin callum cameron chafik charif cheick chiamaka chidi chinedu chioma chukwuemeka
ciara claudette clemence connor coumba cyprien daouda dariusz deepak deirdre delroy demba desmond devon
dieynaba dimitri djamila donatien duncan dylan ebele edgar efua eilidh elhadj eliane elijah elimane emeka
emre estelle ewan ewelina fergus fiifi finn fode fodé folake freya funmi gareth gaspar gaspard gatien gavin
germain gervais gillian gora guilhem gwen hamish harpreet harriet hassan hazel henrik hermann hugh iain ibra
idrissou ifeanyi ifeoma imogen imran ines isidore isla issiaka ivana jaime jakub jane jared jasmin jeanne
jeremiah jiayi jin jodie julian kader kadidia kalidou kareem kasia kavita kayode keira kenji kerry khady
kiran koumba krishna kwabena kwaku kwesi lakshmi lamine lars lassana latoya leandre leocadie leroy lewis
liam linh lorna lucinda luka lynn mactar mael maelig maelle maelys maeve magdalena makhtar malcolm malick
malik mame marek mariatou marius marta massamba matilda maxwell mbaye meera mehmet mei minh moctar modou
moira moise monika morag moustafa murray musa naledi nasir naveen ndeye neema neha neil ngone ngozi niamh
nikhil nkechi nnamdi nneka nora obinna ola olaf oliver olu olumide oluwaseun oumy ousseynou owen padraig
pape pavel pawel pedro penda pooja priya rahul raj rajesh ramata ravi rhys rohan roisin rokhaya romuald rory
rosalie rosemary rowan ruairi ruby saanvi sadio sakura salif salimata samba sandeep sanjay seamus segun
sekou serigne shanice shreya siaka simone sinead siobhan sipho sira sita sophia souad souleyman stella
stewart sunil suresh tariq temitope tendai thandi theophile thierno tidiane tiphaine toby tolu tomasz tunde
uche uchenna ulysse urbain usha vijay vikram vusi wanjiru wei xin yacouba yaw yaya yetunde yoann yohan youri
yuki yusra zacharie zainab zanele zara
"""
_ARABIC: Final = """
ابتسام ابراهيم احلام احمد ادريس اسامه اسحاق اسماء اسماعيل اسيه اشرف اكرام الحسن الحسين الزهراء الطيب العربي
المهدي الهام امال اميمه امين امينه انس انور ايمان ايمن ايوب باسم بثينه بدر بدرالدين بسام بسمه بشري بلال تامر
جلال جمال جميله جيهان حسام حسن حسناء حسنيه حسين حفصه حمزه حميد حميده حنان حنين حياه خالد خديجه داود دعاء
دلال دنيا راضيه رامي رانيا رباب ربيع رجاء رحمه رشيد رشيده رضا رقيه ريم زكريا زهراء زهره زياد زيد زينب ساره
سامر سامي سعاد سعيد سكينه سلطان سلمان سلمي سلوي سليمان سمير سميره سميه سناء سهام سهيله شريف شهرزاد شيماء
صالح صفاء صفيه صلاح صلاحالدين ضحي طارق طه طيب عائشه عادل عايشه عبدالاله عبدالحق عبدالحميد عبدالرحمن
عبدالرحيم عبدالسلام عبدالعزيز عبدالغني عبدالقادر عبدالكريم عبداللطيف عبدالله عبدالمجيد عبير عثمان عزيز عزيزه
عصام عفاف علي عماد عمر عيسي غزلان غيثه فؤاد فاطمه فدوي فرح فريده فواد فوزيه فيصل كريم كمال كنزه كوثر لبني
لطيفه لمياء ليلي لينا ماجد مبارك مجيد محمد محمود مراد مرام مروان مروه مريم مسعود مصطفي مليكه منال منصور مني
منير منيره مها مهدي موسي ميساء نادر ناديه ناصر نبيل نبيله نجاه نجلاء نجوي نجيب نزهه نسرين نعيمه نهي نوال نور
نورا نورالدين هاجر هارون هاله هاني هبه هدي هشام هناء هند هيثم وئام وداد وفاء وليد ياسمين ياسين يحيي يسرا
يسري يعقوب يوسف يونس
"""

GIVEN_NAMES: Final = frozenset(unaccent(f"{_LATIN} {_ARABIC}").split())
