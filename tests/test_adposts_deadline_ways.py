"""Sixty ways in which ads say that a day is the last, and some in which it is another's."""

from __future__ import annotations

import pytest

from intake.reading.adposts.ad import Ad
from intake.reading.adposts.when.deadline import find_deadline

LAST = """
Les candidatures sont reçues jusqu'au mardi 4 mai 2027 inclus à l'adresse rh@example.org.
Merci de nous faire parvenir votre CV pour le 4 mai 2027 au plus tard.
Dossiers à transmettre avant le 4/5/2027, 17h, à rh@example.org.
Envoi des candidatures : jusqu'au 4 mai 2027.
Clôture des candidatures le 4 mai 2027 à minuit.
Fin de réception des dossiers : 04.05.2027
Réception des candidatures jusqu'au 04-05-2027.
Vous avez jusqu'au 4 mai 2027 pour postuler.
L'appel à candidatures est ouvert jusqu'au 4 mai 2027.
La date de clôture est fixée au 4 mai 2027.
Le dépôt des candidatures se fera au plus tard le mardi 4 mai 2027 à 12 heures.
Candidatures à adresser par mail avant 4 mai 2027 délai de rigueur
Postulez avant le 04 Mai 2027 !
Toute candidature reçue après le 4 mai 2027 ne sera pas examinée.
Passé le 4 mai 2027, aucune candidature ne sera acceptée. Envoyez votre CV à rh@example.org
Les dossiers devront nous parvenir le 4 mai 2027 au plus tard, 16h00.
Délai de postulation: 4 mai 2027
Candidature à envoyer d'ici au 4 mai 2027.
Les personnes intéressées ont jusqu'au 4 mai 2027, 23h59 (GMT), pour soumettre leur dossier.
Date et heure limites de dépôt : mardi 4 mai 2027 à 16 h 30
Dernier jour de réception des candidatures : 4 mai 2027
Les candidatures seront closes le 4 mai 2027.
Merci d'envoyer votre candidature (CV + LM) à x@example.org avant le mardi 4 mai 2027.
Le délai de réception des candidatures expire le 4 mai 2027
Limite : 4 mai 2027. Candidature à rh@example.org
Envoyer CV à rh@example.org. Réponse avant le 4 mai 2027.
Les offres doivent être déposées au plus tard à 10h00 le 4 mai 2027.
Adresser sa candidature jusqu'à la date du 4 mai 2027
Please apply by Tuesday 4 May 2027.
Applications must reach us by 5pm on Tuesday, May 4, 2027.
Candidates should provide a CV and a publication list to the [chair](mailto:c@example.org) by May 4, 2027.
Merci d'envoyer CV et lettre à la [direction](mailto:d@example.org) avant le 4 mai 2027.
Esta vaga ficará aberta até o dia __4 de maio de 2027__.
La oferta estará abierta hasta el __4 de mayo de 2027__.
The closing date for receipt of applications is 12 noon, 4th May 2027.
Send your CV to jobs@example.org before May 4th, 2027.
Applications received after 4 May 2027 will not be considered.
Applications will be accepted until 4 May 2027.
Applications close: 4 May 2027, 11:59pm AEST
To apply, email jobs@example.org with your CV by COB 4 May 2027.
We will accept applications through May 4, 2027.
The position will remain open until May 4, 2027.
This vacancy closes on 04/05/2027.
Deadline for applications – Tue 4 May 2027
Interested? Send your CV (by 4 May 2027) to jobs@example.org
All applications must be in by midnight on 4 May 2027
Candidates are requested to submit applications on or before 04.05.2027 17:00 hrs
Application deadline is set for the 4th of May 2027
Apply here before 2027-05-04
Applications are invited up to 4 May 2027 to hr@example.org
Your application should arrive no later than Tuesday 4 May 2027 at 4pm.
Last date of submission of application: 04-05-2027
Please forward your CV to hr@example.org latest by 4 May 2027
تقبل الطلبات إلى غاية 4 ماي 2027
آخر أجل لإيداع الترشيحات هو 4 ماي 2027 على الساعة الرابعة والنصف مساء
ترسل السيرة الذاتية قبل 4 مايو 2027 إلى jobs@example.org
آخر موعد للتقديم: 4/5/2027
ينتهي استقبال الطلبات يوم الثلاثاء 4 أيار 2027
يغلق باب التقديم بتاريخ 4 مايو 2027
على الراغبين إرسال ملفاتهم في أجل أقصاه 04 ماي 2027
الموعد النهائي لاستلام الطلبات: الثلاثاء ٤ مايو ٢٠٢٧
يستمر التقديم حتى نهاية دوام يوم 4 مايو 2027
لن ينظر في الطلبات الواردة بعد 4 مايو 2027
آخر يوم لتلقي السير الذاتية 04/05/2027
يرجى إرسال السيرة الذاتية في موعد لا يتجاوز 4 مايو 2027
توضع ملفات الترشيح قبل تاريخ 04 ماي 2027 الساعة 16:30
تاريخ انتهاء الإعلان: 4 مايو 2027
باب التقديم مفتوح لغاية 4 مايو 2027
""".strip().splitlines()
ANOTHERS = """
Prise de poste : 4 mai 2027. Envoyer CV à rh@example.org.
Les entretiens auront lieu le 4 mai 2027.
Contrat jusqu'au 4 mai 2027. CV à rh@example.org
The contract runs until 4 May 2027. Send CV to x@example.org.
Posted on 4 May 2027. Send your CV to x@example.org.
Start date: 4 May 2027
Interviews will be held by 4 May 2027.
Vous rendrez le rapport avant le 4 mai 2027.
مدة العقد إلى 4 مايو 2027
تاريخ المباشرة: 4 مايو 2027
Questions may be sent until 4 May 2027 to q@example.org.
Le poste est à pourvoir au 4 mai 2027.
The successful candidate will start by 4 May 2027.
""".strip().splitlines()


@pytest.mark.parametrize("said", LAST)
def test_the_day_is_the_deadline(said):
    value = find_deadline(Ad([said]), today=None).value
    assert value is not None
    assert (value.year, value.month, value.day) == (2027, 5, 4)


@pytest.mark.parametrize("said", ANOTHERS)
def test_the_day_is_not_the_deadline(said):
    assert find_deadline(Ad([said]), today=None).value is None
