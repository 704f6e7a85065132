"""From sources to a letter: both forms rendered, the subject split off, the text wrapped."""

from __future__ import annotations

from dataclasses import dataclass

from jinja2 import Template
from markupsafe import Markup

from intake.adapters.letters.sandbox import Sandbox, Sources
from intake.domain.plain import one_line, presentable, wrapped
from intake.domain.sample_letters import Facts

_MAX_OUTPUT = 1_000_000  # characters of one form of a letter


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendered:
    """A letter ready to be posted; `faults` names overrides that failed on it, in sentences."""

    subject: str  # one line
    text: str
    html: str
    faults: tuple[str, ...] = ()


class BadLetterError(ValueError):
    """A template that can be used and makes no letter, or cannot be used at all."""

    def __init__(self, file: str, text: str) -> None:
        super().__init__(text)
        self.file = file


class Press:
    """The same sources compiled twice: as they are for text, escaping for HTML."""

    def __init__(self, sources: Sources) -> None:
        self._text = Sandbox(sources, html=False)
        self._html = Sandbox(sources, html=True)

    def print(self, name: str, facts: Facts) -> Rendered:
        """Return the letter `name`, such as `acknowledgement/late/fr`; raise what its templates raise."""
        facts = presentable(facts)
        plain, rich = f"{name}.txt", f"{name}.html"
        subject, text = _letter(plain, _output(self._text.get_template(plain), facts))
        html = _output(self._html.get_template(rich), facts)
        if not Markup(html).striptags().strip():  # noqa: S704  # read only
            raise BadLetterError(rich, "the letter is empty")
        return Rendered(subject=subject, text=text, html=html)


def _output(template: Template, facts: Facts) -> str:
    pieces, size = [], 0
    for piece in template.generate(facts=facts):
        pieces.append(piece)
        size += len(piece)
        if size > _MAX_OUTPUT:
            raise BadLetterError(template.name or "", f"the letter is longer than {_MAX_OUTPUT} characters")
    return "".join(pieces)


def _letter(file: str, output: str) -> tuple[str, str]:
    """Split the text form into its subject, named on the first line, and its wrapped body."""
    head, _, body = output.strip().partition("\n")
    label, colon, subject = head.partition(":")
    if label.strip() != "Subject" or not colon or not subject.strip():
        raise BadLetterError(file, "the first line does not give the subject")
    if not body.strip():
        raise BadLetterError(file, "the letter is empty")
    return one_line(subject, 250), wrapped(body)
