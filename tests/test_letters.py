"""What a candidate reads, and what an organisation's own templates can and cannot do."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rigs import mailhtml

from intake.adapters import letters as templates
from intake.adapters.letters import Letters
from intake.domain import phrases, plain, samples
from intake.domain.alarm import MANNERS
from intake.domain.letter import LetterFile, PrivacyNotice
from intake.domain.model import LANGUAGES, LETTER_KINDS

LETTERS = Letters(None)
KINDS_AND_LANGUAGES = [(kind, language) for kind in LETTER_KINDS for language in LANGUAGES]
EVERY_SAMPLE = [facts for kind, language in KINDS_AND_LANGUAGES for facts in samples.letters(kind, language)]
FORMS = ["text", "html"]
# A request about one's data has nothing to do with the time that applications have.
OF_APPLICATIONS = [facts for facts in EVERY_SAMPLE if facts.details and facts.kind != "privacy"]
INVISIBLE = dict.fromkeys(map(ord, "\u2068\u2069"))


def facts_of(kind, language="fr", **changes):
    return replace(samples.letters(kind, language)[0], **changes)


def visible(rendered, form):
    """The words of a letter on one line, as a reader sees them."""
    words = getattr(rendered, form).translate(INVISIBLE)
    if form == "html":
        words = re.sub(r"<style>.*?</style>|<title>.*?</title>", "", words, flags=re.DOTALL)
        words = re.sub(r"</?(?:bdi|strong|span)[^>]*>", "", words)
        words = re.sub(r"<[^>]+>", " ", words)
    return " ".join(re.split(r"[ \n]+", words))


# --- every letter ------------------------------------------------------------


@pytest.mark.parametrize("facts", EVERY_SAMPLE)
def test_every_letter_says_its_facts_and_nothing_undefined(facts):
    rendered = LETTERS.render(facts)
    assert rendered.faults == ()
    for form in FORMS:
        words = visible(rendered, form)
        assert "None" not in words
        assert "{" not in words
        if facts.details and facts.kind != "unmatched":  # a message that is filed nowhere
            for item in (*facts.files, *facts.held):
                if not item.file.startswith("(part"):
                    assert item.file in words
        if facts.reference and facts.details:
            assert facts.reference in words
        assert facts.organisation in words
    assert facts.reference is None or f"[{facts.reference}]" in rendered.subject
    assert "\n" not in rendered.subject
    assert all(len(line.translate(INVISIBLE)) <= 72 for line in rendered.text.splitlines())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("facts", [f for f in OF_APPLICATIONS if f.cutoff])
def test_every_letter_with_a_cutoff_names_it(facts, form):
    midnight = phrases.clock(facts.cutoff, "en", facts.zone) == "00:00"
    day = (phrases.last_day if midnight else phrases.day)(facts.cutoff, facts.language, facts.zone)
    words = visible(LETTERS.render(facts), form)
    assert day in words
    assert midnight or phrases.clock(facts.cutoff, facts.language, facts.zone) in words


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("facts", [f for f in OF_APPLICATIONS if f.cutoff_passed])
def test_a_letter_after_the_cutoff_says_that_what_comes_now_is_late_and_invites_nobody(facts, form):
    words = visible(LETTERS.render(facts), form)
    assert re.search(r"tardif|late|متأخر", words)
    assert not re.search(r"Pour compléter|Vous pouvez|To complete|You may|لاستكمال|بإمكانكم", words)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", [None, "review"])
def test_a_review_letter_never_speaks_of_anything_missing(language, form, status):
    for facts in samples.letters("review", language):
        rendered = LETTERS.render(replace(facts, status=status))
        words = rendered.subject + visible(rendered, form)
        assert not re.search(r"manqu|incompl|missing|not complete|ناقص|ينقص|غير مكتمل", words, re.IGNORECASE)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_without_details_tells_nothing_of_the_dossier(language, form):
    facts = facts_of("review", language, details=False)
    rendered = LETTERS.render(facts)
    told = rendered.subject + getattr(rendered, form)
    for secret in (facts.title, facts.candidate, *(item.file for item in facts.files)):
        assert secret not in told


@pytest.mark.parametrize("facts", [f for f in EVERY_SAMPLE if f.language == "fr"])
def test_french_has_no_break_spaces_where_typography_asks_for_them(facts):
    rendered = LETTERS.render(facts)
    for words in (rendered.subject, rendered.text, visible(rendered, "html")):
        assert not re.search(r"(?<!\u00a0)[:;?!»](?!\d)|«(?!\u00a0)", re.sub(r"Subject:", "", words))


@pytest.mark.parametrize("kind", LETTER_KINDS)
def test_arabic_html_runs_from_right_to_left(kind):
    html = LETTERS.render(facts_of(kind, "ar")).html
    assert '<html lang="ar" dir="rtl">' in html
    assert '<table role="presentation" class="page" dir="rtl" lang="ar"' in html


@pytest.mark.parametrize("facts", EVERY_SAMPLE)
def test_every_letter_is_html_that_mail_clients_show_and_links_or_loads_nothing(facts):
    assert mailhtml.faults(LETTERS.render(facts).html) == []


@pytest.mark.parametrize("facts", EVERY_SAMPLE)
def test_no_text_form_holds_a_link_or_urges_to_click(facts):
    rendered = LETTERS.render(facts)
    words = rendered.subject + rendered.text
    assert not re.search(r"https?:|www\.|cliqu|click|urgent|immédiat|انقر|اضغط|عاجل", words, re.IGNORECASE)


@pytest.mark.parametrize("facts", EVERY_SAMPLE)
def test_both_forms_of_a_letter_say_the_same_words(facts):
    rendered = LETTERS.render(facts)
    head = facts.organisation.split()
    text = re.sub(r"(?m)^- ", "", rendered.text)
    assert head + visible(replace(rendered, text=text), "text").split() == visible(rendered, "html").split()


@pytest.mark.parametrize("facts", [f for f in EVERY_SAMPLE if f.files or f.held or f.missing])
def test_every_list_of_a_letter_is_a_list_to_a_screen_reader(facts):
    shown = re.sub(r"</?bdi>", "", LETTERS.render(facts).html)
    items = re.findall(r"<li[^>]*>(.*?)</li>", shown, re.DOTALL)
    for file in (*facts.files, *facts.held) if facts.details and facts.kind != "unmatched" else ():
        assert file.file.startswith("(part") or any(f"<strong>{file.file}</strong>" in item for item in items)


@pytest.mark.parametrize("facts", [f for f in EVERY_SAMPLE if f.language == "ar"])
def test_an_isolate_of_the_arabic_text_form_ends_on_the_line_where_it_begins(facts):
    for line in LETTERS.render(facts).text.splitlines():
        assert [mark for mark in line if mark in "\u2068\u2069"] == ["\u2068", "\u2069"] * line.count(
            "\u2068"
        )


@pytest.mark.parametrize("facts", [f for f in EVERY_SAMPLE if f.language == "ar"])
def test_the_arabic_letters_write_one_kind_of_digits(facts):
    assert not re.search(r"[\u0660-\u0669\u06f0-\u06f9]", LETTERS.render(facts).text)


PAGE = '<!doctype html><html lang="fr" dir="ltr"><body>{}</body></html>'


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<img src="x">', "<img>"),
        ('<a href="https://example.org">x</a>', "an address"),
        ('<div style="display:flex">x</div>', "div: the property display"),
        ('<p style="margin:1rem">x</p>', "p: the unit of margin:1rem"),
        ('<p style="width:calc(1px + 2px)">x</p>', "p: the value width:calc(1px + 2px)"),
        ('<p style="color:#fff">x</p>', "p: the value color:#fff"),
        ("<p onclick='x'>x</p>", "p onclick="),
        ("<p>x</div>", "</div> closes something else"),
        ("<table><tr><td>x</td></tr></table>", "a table that is neither for layout nor has header cells"),
        ("<style>@media print { p { color: #000000 } }</style>", "@media print {"),
        ("<!-- a note -->", "a comment that is not Outlook's"),
        ("x" * 110_000, "110061 bytes: Gmail clips a mail of more than 102000"),
    ],
)
def test_what_mail_clients_do_not_show_is_found(html, fault):
    assert fault in mailhtml.faults(PAGE.format(html))
    assert mailhtml.faults(PAGE.format("<p>x</p>")) == []


# --- sentences ---------------------------------------------------------------

IN_TIME = "avant le lundi 4 mai 2026 à 16h00, heure de Casablanca"
MIDNIGHT = datetime(2026, 5, 4, 23, tzinfo=UTC)
SENTENCES = [
    (facts_of("complete"), "le dimanche 3 mai 2026 à 14h05, heure de Casablanca."),
    (facts_of("complete"), "Votre dossier est complet."),
    (facts_of("incomplete"), "lettre de motivation"),
    (facts_of("incomplete"), "3\u00a0références demandées, 2\u00a0reçues"),
    (facts_of("incomplete"), f"en joignant les documents manquants, {IN_TIME}."),
    (facts_of("incomplete", cutoff=None), "Cette offre reste ouverte, sans date limite."),
    (
        facts_of("incomplete", cutoff=MIDNIGHT),
        "jusqu’au lundi 4 mai 2026 inclus \\(minuit, heure de Casablanca\\)",
    ),
    (facts_of("late"), "la décision de le prendre ou non en considération revient à l’organisation."),
    (facts_of("review"), "(n’a pas pu être lu|scan.pdf\u00a0: n’a pas pu être lu)"),
    (facts_of("review"), "pièce jointe n°\u00a03, sans nom\u00a0: à vérifier par une personne"),
    (facts_of("review", candidate=None), "^ ?Bonjour, "),
    (facts_of("unmatched"), "Candidature_Chargé\\(e\\) de projet_\\[votre nom\\]"),
    (facts_of("unmatched", instructions=()), "exactement l’objet indiqué dans l’annonce"),
    (facts_of("updated", status="complete"), "Votre dossier est maintenant complet."),
    (facts_of("updated", status="review"), "Une personne va examiner votre dossier"),
    (facts_of("incomplete", "en"), "before 16:00 on Monday 4 May 2026 (Casablanca time)"),
    (facts_of("incomplete", "en"), "3 references requested, 2 received"),
    (facts_of("complete", "en", cutoff=MIDNIGHT), "by midnight at the end of Monday 4 May 2026"),
    (facts_of("incomplete", "ar"), "قبل الساعة 16:00 من يوم الاثنين 4 ماي 2026 (بتوقيت الدار البيضاء)"),
    (facts_of("incomplete", "ar"), "المراجع المهنية: المطلوب 3، المستلَم 2"),
    (
        facts_of("late", refused=True),
        "Les candidatures tardives ne sont pas acceptées pour cette offre\u00a0: la vôtre",
    ),
    (
        facts_of("late", "en", refused=True),
        "are not accepted for this position, so yours cannot be considered.",
    ),
    (facts_of("late", "ar", refused=True), "ولا تُقبل الترشيحات المتأخرة لهذا المنصب"),
    (facts_of("updated", "en", status="late", refused=True), "so yours cannot be considered."),
    (
        facts_of("complete", admitted=True),
        "après la date limite\u00a0; il est néanmoins pris en compte. Votre dossier est",
    ),
    (
        facts_of("reminder"),
        f"en joignant les documents manquants, {IN_TIME}. Ce délai se termine dans 2 jours.",
    ),
    (facts_of("reminder", "en"), "Applications close in 2 days."),
    (facts_of("reminder", "ar"), "وينتهي هذا الأجل خلال يومين."),
    (facts_of("withdrawn"), "est retirée, comme vous l’avez demandé."),
    (facts_of("withdrawn"), f"S’il s’agit d’une erreur, répondez à ce message {IN_TIME}"),
    (
        facts_of("withdrawn"),
        "restent conservés jusqu’à 24\u00a0mois après la clôture de l’offre. Pour demander leur",
    ),
    (facts_of("withdrawn", notice=None), "restent conservés. Pour demander leur effacement"),
    (facts_of("withdrawn", "ar"), "محفوظة لدينا لمدة 24 شهراً بعد إغلاق باب الترشيح"),
    (facts_of("privacy"), "que vous souhaitez faire effacer les données qui vous concernent. Une personne"),
    (facts_of("privacy"), "au plus tard le mercredi 13 mai 2026."),
    (facts_of("privacy", "en", request="access"), "wish to know what data we hold about you."),
    (facts_of("privacy", "en"), "no later than Wednesday 13 May 2026."),
    (facts_of("privacy", "ar"), "في أجل أقصاه يوم الأربعاء 13 ماي 2026."),
    (facts_of("privacy", request=None), "vos données personnelles. Une personne traitera"),
]


@pytest.mark.parametrize(("facts", "sentence"), SENTENCES)
def test_a_letter_says(facts, sentence):
    words = visible(LETTERS.render(facts), "text")
    assert sentence in words or re.search(sentence, words)


ASKED = {
    "fr": r"prise? ou non en considération",
    "en": r"to decide whether",
    "ar": r"ويعود القرار",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["late", "updated"])
def test_who_is_refused_for_being_late_is_not_told_that_somebody_will_decide(kind, language, form):
    facts = facts_of(kind, language, status="late")
    assert re.search(ASKED[language], visible(LETTERS.render(facts), form).replace("prendre", "prise"))
    told = visible(LETTERS.render(replace(facts, refused=True)), form)
    assert not re.search(ASKED[language], told.replace("prendre", "prise"))
    assert kind == "updated" or not re.search(r"ne contient pas|does not contain|لا يتضمن", told)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["complete", "incomplete", "late", "review", "updated"])
def test_an_acknowledgement_tells_the_privacy_notice_if_the_organisation_wrote_one(kind, language, form):
    notice = PrivacyNotice(purpose="Sélection", contact="Mme Idrissi, 0537 00 00 00", months=24)
    told = visible(LETTERS.render(facts_of(kind, language, notice=notice)), form)
    assert all(word in told for word in ("Sélection.", "24", "Mme Idrissi, 0537 00 00 00"))
    untold = visible(LETTERS.render(facts_of(kind, language, notice=replace(notice, months=None))), form)
    assert "Mme Idrissi" in untold
    assert not re.search(r"24|conservés|kept for|تُحفظ الملفات", untold.replace("2024", ""))
    silent = visible(LETTERS.render(facts_of(kind, language, notice=None)), form)
    assert not re.search(r"Données personnelles|Personal data|المعطيات", silent)


@pytest.mark.parametrize(
    ("months", "words"),
    [(1, "شهر واحد"), (2, "شهرين"), (6, "6 أشهر"), (24, "24 شهراً"), (100, "100 شهر")],
)
def test_months_are_counted_as_arabic_counts_them(months, words):
    notice = PrivacyNotice(purpose="الترشيح", contact="الإدارة", months=months)
    assert f"لمدة {words} بعد" in visible(LETTERS.render(facts_of("complete", "ar", notice=notice)), "text")


PHRASES = [
    (phrases.day(datetime(2026, 5, 1, 12, tzinfo=UTC), "fr", "UTC"), "vendredi 1er mai 2026"),
    (phrases.day(datetime(2026, 5, 4, 23, 30, tzinfo=UTC), "en", "Asia/Tokyo"), "Tuesday 5 May 2026"),
    (phrases.clock(datetime(2026, 5, 4, 8, 5, tzinfo=UTC), "fr", "UTC"), "08h05"),
    (phrases.clock(datetime(2026, 1, 4, 8, 5, tzinfo=UTC), "ar", "Europe/Paris"), "09:05"),
    (phrases.city("Etc/UTC", "fr"), "UTC"),
    (phrases.city("America/Argentina/Buenos_Aires", "en"), "Buenos Aires"),
    (phrases.city("Africa/Cairo", "fr"), "Le Caire"),
    (phrases.lasting(95, "fr"), "95 minutes"),
    (phrases.lasting(0, "en"), "1 minute"),
    (plain.one_line("a\r\nBcc: b\u202e\u2066c\x00d\ud800"), "a Bcc: bc d"),
    (plain.one_line("x" * 300), "x" * 199 + "…"),
    (plain.unlinked("https://evil.example/x.pdf"), "https[:]//evil[.]example/x.pdf"),
    (plain.unlinked("CV.Salma.Berrada.pdf"), "CV.Salma.Berrada.pdf"),
    (plain.unlinked("www.evil.com.pdf"), "www[.]evil[.]com.pdf"),
    (plain.personal_name("evil.com"), "evil com"),
    (plain.personal_name("M. J.P. Martin"), "M. J.P. Martin"),
    (plain.personal_name("salma@example.org"), None),
    (plain.personal_name("https://evil.example"), None),
    (plain.spelled("A {name} {title} {any} {b}", name="vous", title="T"), "A [vous] T … {b}"),
    (plain.part_number("(part 12)"), 12),
    (plain.part_number("(part 12).pdf"), None),
]


@pytest.mark.parametrize(("said", "expected"), PHRASES)
def test_words_are_shown_as(said, expected):
    assert said == expected


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=3, hours=23), "dans 3 jours"),
        (timedelta(hours=47, minutes=59), "dans 47 heures"),
        (timedelta(minutes=59), "dans 59 minutes"),
        (timedelta(seconds=5), "dans 1 minute"),
    ],
)
def test_the_time_left_is_rounded_down(left, words):
    assert phrases.countdown(MIDNIGHT, "fr", MIDNIGHT - left) == words


# --- strangers' words --------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(words=st.text(max_size=400), kind=st.sampled_from(LETTER_KINDS), language=st.sampled_from(LANGUAGES))
def test_no_word_of_a_stranger_breaks_a_letter(words, kind, language):
    hostile = f"<b>{words}<script>"
    files = (LetterFile(file=hostile, kinds=("cv",)),)
    rendered = LETTERS.render(facts_of(kind, language, candidate=hostile, subject=hostile, files=files))
    assert rendered.faults == ()
    assert "<script" not in rendered.html
    assert "<b>" not in rendered.html
    assert rendered.subject.replace("\u00a0", " ").isprintable()
    (rendered.text + rendered.html).encode()


@pytest.mark.parametrize("trick", ["{{ 7*7 }}", "{% raw %}", "{{ facts }}", "{#"])
def test_template_syntax_in_a_name_is_shown_and_never_run(trick):
    assert trick in visible(LETTERS.render(facts_of("complete", candidate=trick)), "text")


@pytest.mark.parametrize("name", ["http://evil.example/x", "www.evil.example", "a@evil.example"])
def test_no_address_in_a_stranger_s_words_can_become_a_link(name):
    files = (LetterFile(file=name, kinds=()),)
    rendered = LETTERS.render(facts_of("unmatched", candidate=name, subject=name))
    listed = LETTERS.render(facts_of("complete", candidate=name, files=files))
    for text in (rendered.text, rendered.html, listed.text, listed.html):
        assert "evil.example" not in text
        assert "http://" not in text


# --- an organisation's own templates -----------------------------------------

LETTER = "acknowledgement/complete/fr.txt"
GOOD = "Subject: Merci {{ facts.reference }}\n\nBien reçu, {{ facts.candidate|default('', true) }}.\n"


def written(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Letters(folder)


def test_an_override_replaces_one_form_of_one_letter_in_one_language(tmp_path):
    letters = written(tmp_path, {LETTER: GOOD})
    mine, built_in = letters.render(facts_of("complete")), LETTERS.render(facts_of("complete"))
    assert letters.faults() == ()
    assert (mine.subject, mine.text) == ("Merci OMP-2026-0007", "Bien reçu, Salma Berrada.\n")
    assert mine.html == built_in.html
    assert letters.render(facts_of("complete", "en")) == LETTERS.render(facts_of("complete", "en"))


def test_an_override_of_shared_words_reaches_every_letter(tmp_path):
    built_in = (templates._builtin_folder() / "_frame/en.words").read_text(encoding="utf-8")
    letters = written(tmp_path, {"_frame/en.words": built_in.replace("Dear", "Good day")})
    assert letters.faults() == ()
    assert "Good day Salma Berrada" in letters.render(facts_of("late", "en")).text


FAULTY = [
    ("{{ 'a' * 10**9 }}", 3),
    ("{{ 'a' * 1000000 }}", 3),
    ("{{ [0] * 1000000 }}", 3),
    ("{{ 2 ** 1000000 }}", 3),
    ("{{ ''.__class__ }}", 3),
    ("{{ facts.__class__.__mro__ }}", 3),
    ('{{ "%s"|format(facts) }}', 3),
    ('{{ "%s" % facts }}', 3),
    ("{{ '{:>9999999}'.format(1) }}", 3),
    ("{{ facts.now.strftime('%Y') }}", 3),
    ("{{ range(10) }}", 3),
    ("{{ lipsum() }}", 3),
    ("{{ cycler(1) }}", 3),
    ("{{ namespace() }}", 3),
    ("{{ self.__init__ }}", 3),
    ("{{ facts.organisation|safe }}", 3),
    ("{{ facts.organisation|center(9) }}", 3),
    ("{% autoescape false %}{{ facts.title }}{% endautoescape %}", 3),
    ("{% include '../../etc/passwd' %}", 3),
    ("{% include '/etc/passwd' %}", 3),
    ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", 3),
    ("{{ facts.nothing }}", 3),
    ("{{ nothing }}", 3),
    ("{{ 1/0 }}", 3),
    ("{% if %}", 3),
    ("{{ facts.files|first|last }}", 3),
]


@pytest.mark.parametrize(("trick", "line"), FAULTY)
def test_a_faulty_override_is_named_with_its_line_and_the_built_in_is_used(tmp_path, trick, line):
    letters = written(tmp_path, {LETTER: f"Subject: x\n\n{trick}\n", "acknowledgement/late/fr.txt": GOOD})
    (fault,) = letters.faults()
    assert (fault.file, fault.line) == (LETTER, line)
    assert fault.text
    assert fault.remedy
    assert letters.render(facts_of("complete")) == LETTERS.render(facts_of("complete"))
    assert letters.render(facts_of("late")).subject == "Merci OMP-2026-0007"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (LETTER, ""),
        (LETTER, "Subject: only a subject\n"),
        (LETTER, "No subject\n\nBody\n"),
        (LETTER, "Subject:\n\nBody\n"),
        ("acknowledgement/complete/fr.html", "<p> </p>"),
        ("acknowledgement/complete/fr.html", "{{ facts.oops }}"),
        ("_frame/fr.words", "{% macro greeting() %}Salut{% endmacro %}"),
        (LETTER, "x" * 70_000),
        ("acknowledgement/complet/fr.txt", GOOD),
        ("digest/fr.txt", "{{ facts.title }}"),
    ],
)
def test_an_override_that_makes_no_letter_is_reported(tmp_path, name, text):
    letters = written(tmp_path, {name: text})
    assert [fault.file for fault in letters.faults()] == [name]
    assert letters.render(facts_of("complete")) == LETTERS.render(facts_of("complete"))


def test_an_override_outside_the_folder_is_not_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(GOOD)
    own = tmp_path / "own"
    (own / LETTER).parent.mkdir(parents=True)
    (own / LETTER).symlink_to(secret)
    (own / "digest").symlink_to(tmp_path)
    letters = Letters(own)
    assert [fault.file for fault in letters.faults()] == [LETTER]
    assert letters.render(facts_of("complete")) == LETTERS.render(facts_of("complete"))


def test_an_override_that_is_not_text_is_reported(tmp_path):
    written(tmp_path, {LETTER: ""})
    (tmp_path / LETTER).write_bytes(b"Subject: \xff\n\nx")
    assert [fault.file for fault in Letters(tmp_path).faults()] == [LETTER]


def test_an_override_that_fails_on_a_real_letter_falls_back_and_says_so(tmp_path):
    trap = "Subject: x\n\n{% if facts.candidate == 'Zoé' %}{{ facts.nothing }}{% endif %}body\n"
    letters = written(tmp_path, {LETTER: trap})
    assert letters.faults() == ()
    rendered = letters.render(facts_of("complete", candidate="Zoé"))
    assert rendered.text == LETTERS.render(facts_of("complete", candidate="Zoé")).text
    assert rendered.faults == (
        f"{LETTER}, line 3: UndefinedError on these facts; the built-in template was used.",
    )


def test_the_built_in_folder_and_an_absent_one_override_nothing(tmp_path):
    for folder in (templates._builtin_folder(), tmp_path / "absent", tmp_path):
        letters = Letters(folder)
        assert letters.faults() == ()
        assert letters._press is letters._builtin


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_alarm_has_a_headline_of_its_own(language):
    (_, sample, *_) = samples.alarms(language)
    told = [
        LETTERS.render_alarm(replace(sample, raised=(replace(sample.raised[0], code=code),))).subject
        for code in MANNERS
    ]
    assert len(set(told)) == len(MANNERS)
