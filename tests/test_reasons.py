"""Every reason that our code writes can be told in French and in Arabic; strangers' words stay theirs."""

from __future__ import annotations

import ast
import itertools
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from string import Formatter

import hypothesis
import pytest
from builders import reasons_read
from hypothesis import given
from hypothesis import strategies as st

import intake
from intake import app, settings
from intake.domain import order, refusal_words
from intake.domain.model import KINDS, STATUSES, Language
from intake.domain.reasons import facts, telling, told, words
from intake.domain.refusals import read_refusal
from intake.domain.token_refusals import read_token_refusal
from intake.reading.files import formats
from intake.reading.papers import weights
from intake.reading.papers.kinds import _SHOWN
from intake.services import settle
from intake.services.explain import explain_mail
from intake.services.receive import StumbledError
from intake.store import caps, outbox, restoring

ROOT = Path(intake.__file__).parent
MESSAGES = Path(__file__).parent / "messages"
TEMPLATES = ROOT.parent / "templates"
CATALOGUE = telling.catalogue()
OTHERS: tuple[Language, ...] = ("fr", "ar")
EN_TIME, LATE = datetime(2026, 4, 20, 9, tzinfo=UTC), datetime(2026, 9, 20, 9, tzinfo=UTC)


def untold(text: str) -> list[str]:
    """The clauses of a reason that stay English for a French or an Arabic reader."""
    left: list[str] = []
    for language in OTHERS:
        teller = telling.Teller(language)
        teller.told(text)
        left += teller.unknown
    return left


# --- the catalogue ---------------------------------------------------------------


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_sentence_tells_the_same_facts_in_each_language(name: str) -> None:
    sentence = CATALOGUE[name]
    named = [
        {field for _, field, _, _ in Formatter().parse(text) if field}
        for text in (sentence.en, sentence.fr, sentence.ar)
    ]
    if name == "refusals.NO_TOKEN":  # what it means is told to the admins
        named[0] -= {"meaning"}
    assert named[1] == named[0] == named[2]


def test_no_two_sentences_are_the_same() -> None:
    said = [re.sub(r":\w+\}", "}", sentence.en) for sentence in CATALOGUE.values()]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("name", CATALOGUE)
def test_french_and_arabic_are_written_as_their_readers_write(name: str) -> None:
    sentence = CATALOGUE[name]
    french = words.french(re.sub(r"\{\w+\}", "x", sentence.fr))
    assert "'" not in french, "the apostrophe is ’"
    assert not re.search(r"[^\u00a0][;?!»]|(?<![\u00a0\d]):(?!\d)|«[^\u00a0]", french), "no-break spaces"
    assert not french.endswith(".")
    arabic = re.sub(r"\{\w+\}", "", sentence.ar)
    assert not re.search(r"[,;?]", arabic), "the Arabic signs"
    assert re.search(r"[\u0621-\u064a]", arabic) or not re.search(r"\w", arabic)
    assert not re.search(r"[\u06a9\u06cc]", arabic), "Persian letters"


TABLES = {
    "KINDS": words.KINDS, "SORTS": words.SORTS, "STATES": words.STATES, "LETTERS": words.LETTERS,
    "EVIDENCE": words.EVIDENCE, "FORMATS": words.FORMATS, "THE_KINDS": words.THE_KINDS,
}  # fmt: skip


@pytest.mark.parametrize(("table", "term"), [(t, each) for t, terms in TABLES.items() for each in terms])
def test_a_term_is_french_and_arabic(table: str, term: str) -> None:
    found = TABLES[table][term]
    assert "'" not in found.fr
    assert re.search(r"[\u0621-\u064a]", found.ar)


@pytest.mark.parametrize("language", OTHERS)
def test_kinds_are_called_as_in_the_letters(language: Language) -> None:
    source = (TEMPLATES / "_frame" / f"{language}.words").read_text(encoding="utf-8")
    found = re.search(r"macro kind\(name\) %\}\{\{ (\{.*?\})\[name\]", source)
    assert found
    called = ast.literal_eval(found[1])
    assert {kind: getattr(words.KINDS[kind], language) for kind in KINDS} == called


def test_all_that_speaks_for_a_paper_has_its_words() -> None:
    traits = {name for table in weights.load().own.values() for name in table}
    said = {name.rpartition(": ")[2] for name in traits if name and not name.startswith("~")}
    assert said <= words.EVIDENCE.keys()
    assert {_SHOWN.get(sort, sort) for sort in weights.SORTS} - {"work", "training"} <= words.SORTS.keys()


def test_all_formats_of_files_have_their_words() -> None:
    assert set(formats._NAMES.values()) <= words.FORMATS.keys()


# --- what really occurs ---------------------------------------------------------------


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[app.Desk]:
    folder = tmp_path_factory.mktemp("office") / "config"
    for path in sorted((ROOT.parent / "config").rglob("*.yaml")):
        copy = folder / path.relative_to(ROOT.parent / "config")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    with app.open_desk(settings.load(folder)) as desk:
        yield desk


@pytest.mark.parametrize("assigned", [False, True])
@pytest.mark.parametrize("received", [EN_TIME, LATE])
@pytest.mark.parametrize("name", sorted(path.stem for path in MESSAGES.glob("*.eml")))
def test_no_reason_of_a_golden_mail_stays_english(
    office: app.Desk, name: str, received: datetime, *, assigned: bool
) -> None:
    posting = next(iter(office.settings.postings.values())) if assigned else None
    found = explain_mail(office, (MESSAGES / f"{name}.eml").read_bytes(), received, posting)
    for text in (found["reason"], *(document["because"] for document in found["documents"])):
        assert untold(text) == [], text


# --- what is written in the sources -----------------------------------------------------

# Where a producer's sentence stands in another one.
FRAMES = (
    "{}", "could not be read: it {}", "could not be read: {}", "could not be read: it is {}",
    "could not be processed (X){}; its bytes are kept", "imported, received {}",
    "no mail that can be read: {}", "named .pdf but is {}",
    "delivery report on {} did not reach the candidate (550)", "no letter: {}",
)  # fmt: skip
# What stands in the place of a value in a formatted text.
SAMPLES = (
    "7",
    "OMP-2026-0007",
    "cv",
    "x",
    "0:12:00",
    "missing: cv",
    "mx.example.org:25",
    "None",
    "0.52",
    "accept",
    "late",
)

# The sources that write reasons, and what they write besides that is none (each by its beginning).
PRODUCERS: dict[str, tuple[str, ...]] = {
    "domain/assess.py": (" or the ",),
    "domain/decide.py": (),
    "domain/route.py": ("subject against",),
    "domain/case.py": (),
    "domain/wanted.py": ("(message text)",),
    "domain/clocks.py": (),
    "domain/owners.py": ("el al ait bel",),
    "domain/virus.py": (),
    "domain/authentication.py": (),
    "domain/automatic.py": (),
    "domain/machine_headers.py": ("mailbox rules agent", "out of office"),
    "reading/dossier.py": (),
    "reading/terms.py": ("(message text)",),
    "reading/papers/kinds.py": (
        "first person", "references: words", "references: a supervisor", "note: a letter",
        "the pages around it", "a recommendation", "a work certificate", "a transcript",
        "a certificate of training",
    ),
    "reading/files/formats.py": (),
    "reading/files/archives.py": (),
    "reading/files/containers.py": (),
    "reading/files/foreign.py": (),
    "reading/files/mails.py": (),
    "reading/files/office.py": (),
    "reading/files/outlook.py": (),
    "reading/files/packages.py": (),
    "reading/files/packed.py": ("unexpected end of data",),
    "reading/files/pdf.py": (),
    "reading/files/pictures.py": (),
    "reading/files/tnef.py": ("an unknown type", "the end"),
    "services/acknowledge.py": (),
    "services/orders.py": ("by mail", "an order by reply"),
    "services/record.py": (),
    "services/receive.py": ("could not be processed",),  # below
    "services/import_mail.py": ("imported, received",),  # its ends are told
    "adapters/smtp/session.py": (),
}  # fmt: skip


@cache
def templates(source: str) -> list[list[str | None]]:
    """The texts of a source that are prose, docstrings and logs apart; None stands for a value."""
    tree = ast.parse((ROOT / source).read_text(encoding="utf-8"))
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith(
            ("log.", "re.compile", "crashpoint")
        ):
            skipped |= {id(each) for each in ast.walk(node)}
        if isinstance(node, ast.Assert | ast.Raise) and "Trouble(" in ast.unparse(node):
            skipped |= {id(each) for each in ast.walk(node)}
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(each) for value in node.values for each in ast.walk(value)}
    found: list[list[str | None]] = []
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append([node.value])
        if isinstance(node, ast.JoinedStr):
            found.append([_piece(value) for value in node.values])
    return [pieces for pieces in found if _is_prose("7".join(piece or "" for piece in pieces))]


def _piece(value: ast.expr) -> str | None:
    if isinstance(value, ast.Constant):
        return str(value.value)
    assert isinstance(value, ast.FormattedValue)
    name = ast.unparse(value.value)
    return formats._NO_OCR if name == "_NO_OCR" else None


def _is_prose(text: str) -> bool:
    return bool(re.match(r"\W{0,2}[A-Za-z]+,? [a-z]", text)) and not re.search(r"[\\|<>{}]", text)


def _is_told(pieces: list[str | None]) -> bool:
    values = sum(piece is None for piece in pieces)
    for sampled in itertools.product(SAMPLES, repeat=min(values, 3)):
        at = itertools.chain(sampled, itertools.repeat("x"))
        text = "".join(next(at) if piece is None else piece for piece in pieces)
        if any(_knows(frame.format(text.strip())) for frame in FRAMES):
            return True
    return False


def _knows(text: str) -> bool:
    teller = telling.Teller("fr")
    teller.told(text)
    return not teller.unknown


@pytest.mark.parametrize("source", PRODUCERS)
def test_a_source_writes_no_reason_that_cannot_be_told(source: str) -> None:
    beside = PRODUCERS[source]
    unknown = [
        "".join(piece or "…" for piece in pieces)
        for pieces in templates(source)
        if not "".join(piece or "" for piece in pieces).startswith(beside or ("\0",)) and not _is_told(pieces)
    ]
    assert unknown == []


# Sources that write other things as well: only what they give to these functions are reasons.
CALLS = [
    ("adapters/mime/__init__.py", "Unreadable"),
    ("adapters/mime/bounded.py", "Unreadable"),
    ("adapters/mime/parts.py", "Unreadable"),
    ("adapters/sandbox.py", "unreadable"),
    ("adapters/smtp/login.py", "SmtpError"),
    ("adapters/smtp/session.py", "ValueError"),
    ("services/deliver.py", "_put_off_all"),
    ("services/deliver.py", "Failure"),
]


@pytest.mark.parametrize(("source", "call"), CALLS)
def test_what_is_given_to_a_refusal_can_be_told(source: str, call: str) -> None:
    tree = ast.parse((ROOT / source).read_text(encoding="utf-8"))
    calls = [each for each in ast.walk(tree) if isinstance(each, ast.Call) and ast.unparse(each.func) == call]
    given = [
        value
        for each in calls
        for value in (*each.args, *(keyword.value for keyword in each.keywords))
        if isinstance(value, ast.JoinedStr | ast.Constant) and isinstance(getattr(value, "value", ""), str)
    ]
    texts = [
        [_piece(one) for one in value.values] if isinstance(value, ast.JoinedStr) else [str(value.value)]
        for value in given
    ]
    prose = [pieces for pieces in texts if any(re.search(r"[a-z] [a-z]", each or "") for each in pieces)]
    remedies = [pieces for pieces in prose if re.match("[A-Z]", pieces[0] or "") and call == "SmtpError"]
    assert prose
    assert [pieces for pieces in prose if pieces not in remedies and not _is_told(pieces)] == []


@pytest.mark.parametrize("attempts", range(1, 6))
def test_a_quarantine_is_told(attempts: int) -> None:
    assert untold(StumbledError("KeyError").reason(attempts)) == []


@pytest.mark.parametrize("note", [outbox.LOST, restoring.DOUBT, None])
@pytest.mark.parametrize("state", ["failed", "unknown", "pending"])
def test_the_state_of_a_letter_and_our_own_note_on_it_are_told(state: str, note: str | None) -> None:
    assert untold(f"{state}: {note}") == []
    if note:
        assert untold(note) == []
        for language in OTHERS:
            assert told(f"{state}: given up after 5 days: {note}", language).endswith(told(note, language))


@pytest.mark.parametrize(
    "limit", ["by a cap of 'limits' (address: 10/day)", "by the mail provider's limit (500 letters a day)"]
)
def test_a_letter_that_a_cap_holds_back_is_told(limit: str) -> None:
    assert untold(f"{caps.CAPPED} {limit}") == []
    assert told(f"pending: {caps.CAPPED} {limit}", "fr").endswith(told(f"{caps.CAPPED} {limit}", "fr"))


@pytest.mark.parametrize("rule", refusal_words.RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("who", ["The server", "Google", "Microsoft 365"])
@pytest.mark.parametrize("words_of_server", ["", ": 535 5.7.8 No; go away: now."])
def test_a_refusal_of_the_account_is_told(rule: refusal_words.Rule, who: str, words_of_server: str) -> None:
    assert untold(f"{rule.text.format(who=who)}{words_of_server}") == []
    assert untold(f"{rule.text.format(who=who)}{words_of_server}.") == []


@pytest.mark.parametrize("stage", ["login", "command", "letter"])
def test_a_refusal_that_nobody_knows_is_told(stage: refusal_words.Stage) -> None:
    refusal = read_refusal("599 Sorry; no.", stage, host="mx.example.org")
    assert untold(refusal.text) == []
    assert "« 599 Sorry; no »" in told(f"pending: {refusal.text}", "fr").replace("\u00a0", " ")


def test_a_refusal_of_a_token_is_told() -> None:
    refusal = read_token_refusal("invalid_grant", "AADSTS70008: x", who="Microsoft")
    assert untold(refusal.text) == []


# --- what a reader reads ------------------------------------------------------------------


@pytest.mark.parametrize(("english", "french", "arabic"), reasons_read.rows())
def test_a_reason_is_read_as_a_person_would_write_it(english: str, french: str, arabic: str) -> None:
    assert told(english, "en") == english
    assert told(english, "fr").replace("\u00a0", " ").translate(BARE) == french
    assert told(english, "ar").translate(BARE) == arabic


BARE = str.maketrans("", "", "\u2068\u2069")

SPANS = [
    ("0:00:00", "0 seconde", "0 ثانية"),
    ("0:00:01", "1 seconde", "ثانية"),
    ("0:12:00", "12 minutes", "12 دقيقة"),
    ("0:01:30", "1 minute et 30 secondes", "دقيقة و30 ثانية"),
    ("3:00:59", "3 heures", "3 ساعات"),
    ("23:59:59", "23 heures et 59 minutes", "23 ساعة و59 دقيقة"),
    ("1 day, 0:00:00", "1 jour", "يوم"),
    ("400 days, 5:00:00", "400 jours et 5 heures", "400 يوم و5 ساعات"),
]


@pytest.mark.parametrize(("span", "french", "arabic"), SPANS)
def test_a_duration_is_told_in_its_two_greatest_units(span: str, french: str, arabic: str) -> None:
    assert f"reçu {french} après" in told(f"received {span} after the cut-off", "fr").replace("\u00a0", " ")
    assert told(f"received {span} after the cut-off", "ar").endswith(f": {arabic}")


@given(st.timedeltas(min_value=timedelta(), max_value=timedelta(days=3000)))
def test_every_duration_that_is_written_is_told(length: timedelta) -> None:
    whole = timedelta(seconds=int(length.total_seconds()))
    assert untold(f"received {whole} after the cut-off") == []


# --- words of strangers ----------------------------------------------------------------------

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
PLAIN = st.text(st.characters(codec="utf-8", exclude_characters=";." + BIDI), min_size=1, max_size=40)
WITH_FACTS = [name for name, sentence in CATALOGUE.items() if any(True for _ in sentence.sorts())]
LITERALS = ["; ", ": ", " could be the ", "(", ")", " and ", ". ", "no letter: ", "missing: cv", "None", "cv"]
HOSTILE = st.lists(st.one_of(PLAIN, st.sampled_from(LITERALS)), min_size=1, max_size=5).map("".join)


def values(fact: facts.Fact, free: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """What a fact may be; a reason within is one that is known."""
    if fact is facts.FACTS["evidence"]:
        return st.lists(st.sampled_from(sorted(words.EVIDENCE)), min_size=1, max_size=3).map(", ".join)
    if fact is facts.FACTS["reason"]:
        return st.sampled_from(["read by OCR", "missing: cv", "could not be read: it is damaged"])
    if fact is facts.FACTS["tail"]:
        return st.one_of(st.just(""), free.map(": {}".format))
    if fact is facts.FACTS["days"]:
        return st.integers(1, 9999).map(str)
    return st.from_regex(fact.pattern, fullmatch=True) if fact.pattern else free


@pytest.mark.parametrize("name", WITH_FACTS)
@hypothesis.settings(max_examples=20)
@given(data=st.data())
def test_a_sentence_is_read_back_whatever_its_facts_are(name: str, data: st.DataObject) -> None:
    sentence = CATALOGUE[name]
    given_facts = {key: data.draw(values(fact, HOSTILE)) for key, fact in sentence.sorts()}
    text = sentence.say(**given_facts)
    found = sentence.read(text)
    assert found is not None
    assert sentence.say(**found) == text
    for language in OTHERS:
        assert isinstance(told(text, language), str)


@pytest.mark.parametrize("name", WITH_FACTS)
@hypothesis.settings(max_examples=20)
@given(data=st.data())
def test_a_sentence_is_told_with_the_words_of_strangers_as_they_are(name: str, data: st.DataObject) -> None:
    sentence = CATALOGUE[name]
    given_facts = {key: data.draw(values(fact, PLAIN)) for key, fact in sentence.sorts()}
    text = sentence.say(**given_facts)
    free = [
        given_facts[key]
        for key, fact in sentence.sorts()
        if fact.pattern is None and fact.tell is facts._plain
    ]
    for language in OTHERS:
        teller = telling.Teller(language)
        said = teller.told(text)
        assert teller.unknown == [] or any(key in ("words", "note") for key in given_facts)
        if name != "refusals.NO_TOKEN":
            assert all(each in said for each in free)


FILES = [
    "a; b.pdf", "CV: final.pdf", "a; b; c; d.pdf", "it is damaged.pdf", "cv.pdf; missing",
    "{file}.pdf", "%s%n.pdf", "«cv».pdf", "a/b.pdf", "x. y. z.pdf", "سيرة; ذاتية.pdf", "None", "failed: 550",
]  # fmt: skip


@pytest.mark.parametrize("file", FILES)
def test_a_file_may_be_called_as_its_sender_likes(file: str) -> None:
    reason = f"{file} could be the cv: read by OCR; missing: letter"
    assert untold(reason) == []
    assert f"«\u00a0{file}\u00a0»" in told(reason, "fr").translate(BARE)


def test_a_stranger_s_marks_of_direction_do_not_reach_out_of_the_name() -> None:
    said = told("\u202egpj.VC\u2069\u2069.pdf could be the cv: read by OCR", "ar")
    assert not re.search("[\u202a-\u202e]", said)
    assert said.count("\u2068") == said.count("\u2069") == 1


@pytest.mark.parametrize("language", OTHERS)
def test_what_nobody_wrote_stays_as_it_is(language: Language) -> None:
    for text in ("", "Tout va bien", "x: y", "; ; ;", "\n", "reçu", "\ud800"):
        assert told(text, language).translate(BARE).replace("\u00a0", "").replace("؛", ";") == text


ENDLESS = [
    "; " * 500_000, " could be the " * 100_000, "a could be the cv: " * 50_000, "no letter: " * 100_000,
    "(" * 1_000_000, "papers of two people: " + " (x) and " * 100_000, "x. " * 300_000,
    "cv: the title, " * 60_000,
    "missing: " + "cv, " * 300_000, "words such as “" * 60_000, "failed: " * 100_000,
    "cv: words such as " + "“a”, " * 200_000, "may be cv (0.5), but it cannot be told for sure: " * 20_000,
    "a; b could be the cv: " * 50_000, "received 9999999 days, 1:00:00 after the cut-off",
    "the server's time is 9999-99-99 99:99 UTC, its Date header says 0000-00-00 00:00 UTC",
    "corrected by " * 80_000, ": was cv (0.5; " * 80_000 + ")", "x is infected: " * 60_000,
]  # fmt: skip


@pytest.mark.parametrize("text", ENDLESS, ids=lambda text: text[:20])
@pytest.mark.parametrize("language", OTHERS)
def test_no_text_keeps_the_reader_waiting(language: Language, text: str) -> None:
    started = time.process_time()
    said = told(text, language)
    assert time.process_time() - started < 1
    assert len(said) >= len(text) // 4


def test_a_reason_within_reasons_has_an_end() -> None:
    assert told("no letter: " * 50 + "read by OCR", "fr").startswith("pas de réponse")


@pytest.mark.parametrize("word", order.WORDS)
@pytest.mark.parametrize("status", STATUSES)
def test_an_order_is_told(word: str, status: str) -> None:
    assert untold(f"an order by reply: {word} OMP-2026-0007; late → {status}") == []


@pytest.mark.parametrize("reason", settle.REASONS.values())
def test_why_an_order_changes_nothing_is_told(reason: str) -> None:
    assert untold(f"a recruiter's reply that changes nothing: {reason}") == []


LONG = "; ".join(row[0] for row in reasons_read.rows()[:7])


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("length", range(40, len(LONG), 7))
def test_what_was_cut_to_be_shown_is_cut_in_the_other_language_too(language: Language, length: int) -> None:
    shown = LONG[:length].rstrip() + "…"
    teller = telling.Teller(language)
    said = teller.told(shown)
    assert teller.unknown == [] or "; " not in shown
    assert "…" in said
