"""No source of ours writes a reason that a French or an Arabic reader could not be told."""

from __future__ import annotations

import ast
import itertools
import re
from functools import cache
from pathlib import Path

import pytest
from builders.reasons_read import OTHERS, untold

import intake
from intake.domain import order, refusal_words
from intake.domain.model import STATUSES
from intake.domain.reasons import telling, told
from intake.domain.refusals import read_refusal
from intake.domain.token_refusals import read_token_refusal
from intake.reading.files import formats
from intake.services import settle
from intake.services.receive import StumbledError
from intake.store import caps, outbox, restoring

ROOT = Path(intake.__file__).parent

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


@pytest.mark.parametrize("word", order.WORDS)
@pytest.mark.parametrize("status", STATUSES)
def test_an_order_is_told(word: str, status: str) -> None:
    assert untold(f"an order by reply: {word} OMP-2026-0007; late → {status}") == []


@pytest.mark.parametrize("reason", settle.REASONS.values())
def test_why_an_order_changes_nothing_is_told(reason: str) -> None:
    assert untold(f"a recruiter's reply that changes nothing: {reason}") == []
