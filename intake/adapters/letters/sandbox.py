"""Jinja for templates that an organisation may edit, and the filters that it gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias
from urllib.parse import quote

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
    pass_context,
)
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import BlockReference, Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from intake.domain import phrases, reasons
from intake.domain.letter import DigestApplication, DigestPosting, DigestTrouble
from intake.domain.order_words import order_word
from intake.domain.plain import part_number, spelled

Sources: TypeAlias = Mapping[str, str]  # template text by path: `acknowledgement/late/fr.txt`

_HARMLESS = (
    "capitalize",
    "default",
    "e",
    "escape",
    "first",
    "join",
    "last",
    "length",
    "lower",
    "sum",
    "upper",
)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without what lets a template call Python, fill the memory or turn off escaping."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, sources: Sources, *, html: bool) -> None:
        super().__init__(
            loader=_Loader(sources),
            undefined=StrictUndefined,
            autoescape=html,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.globals.clear()
        self.filters = {**{name: FILTERS[name] for name in _HARMLESS}, **_OURS}

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call `obj`: macros and blocks, nothing of Python."""
        return isinstance(obj, (Macro, BlockReference))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiply numbers; raise SecurityError for `%`, `**` and repeated texts."""
        if operator != "*" or not all(isinstance(side, (int, float)) for side in (left, right)):
            raise SecurityError(f"the operator {operator} is not allowed here")
        return super().call_binop(context, operator, left, right)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a field of the facts; raise SecurityError for the methods of a text."""
        if isinstance(obj, str):  # "{:>99999999}".format, ljust, zfill
            raise SecurityError(f"the attribute {attribute} of a text is not allowed")
        return super().getattr(obj, attribute)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if (found := tree.find(nodes.ScopedEvalContextModifier)) is not None:
            raise TemplateSyntaxError("autoescape is not allowed", found.lineno, name, filename)
        return tree


class _Loader(BaseLoader):
    """Templates by name from memory; a name is no path, so there is no way out of the folder."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        del environment
        if template not in self._sources:
            raise TemplateNotFound(template)
        return self._sources[template], template, None


def _spoken(phrase: Callable[..., str]) -> Callable[..., str]:
    """Return `phrase` as a filter that knows the letter's language."""

    @pass_context
    def spoken(context: Context, value: Any, *arguments: Any) -> str:
        return phrase(value, context["facts"].language, *arguments)

    return spoken


@pass_context
def _isolated(context: Context, value: str) -> str:
    """Return foreign words that keep their own direction (Unicode TR 9, 2.7; `<bdi>` in HTML)."""
    if context.eval_ctx.autoescape:
        return Markup("<bdi>{}</bdi>").format(value)  # format() escapes the value
    return f"\u2068{value}\u2069" if context["facts"].language == "ar" else value


# The first is the example of an order: to call a dossier spam is the last to be proposed.
_TO_DECIDE = ("incomplete", "late", "review")


def _applications(
    postings: tuple[DigestPosting, ...], which: str
) -> tuple[tuple[DigestPosting, DigestApplication], ...]:
    """Return the applications of one section of a digest.

    `which` is a status, `exceptions`, `to_decide` (of these), `letters` or `arrived`.
    """

    def chosen(posting: DigestPosting) -> Iterator[DigestApplication]:
        if which == "arrived":
            yield from posting.arrived
        elif which == "withdrawn":
            yield from posting.withdrawn
        elif which == "exceptions":
            yield from posting.exceptions
        elif which == "to_decide":
            yield from (a for a in posting.exceptions if a.status in _TO_DECIDE)
        elif which == "letters":
            everyone = {a.reference: a for a in (*posting.exceptions, *posting.arrived)}
            yield from (a for a in everyone.values() if a.letter_problem)
        else:
            yield from (a for a in posting.exceptions if a.status == which)

    found = [(posting, application) for posting in postings for application in chosen(posting)]
    if which == "to_decide":
        found.sort(key=lambda pair: _TO_DECIDE.index(pair[1].status))
    return tuple(found)


def _in_section(troubles: tuple[DigestTrouble, ...], which: str) -> tuple[DigestTrouble, ...]:
    """Return what one section of a digest tells: `infected`, `letters` or `troubles`."""
    return tuple(trouble for trouble in troubles if trouble.section == which)


def _mailto(address: str, subject: str) -> str:
    """Return the link that writes a mail with that subject (RFC 6068)."""
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject, safe='')}"


def _page(console: str, *path: str | int) -> str:
    """Return the address of a page of the console."""
    return "/".join((console, *(quote(str(part), safe="") for part in path)))


_OURS: dict[str, Callable[..., Any]] = {
    "date": _spoken(phrases.day),
    "short_date": _spoken(phrases.short_day),
    "last_day": _spoken(phrases.last_day),
    "clock": _spoken(phrases.clock),
    "city": _spoken(phrases.city),
    "plural": _spoken(phrases.plural),
    "countdown": _spoken(phrases.countdown),
    "time_left": _spoken(phrases.time_left),
    "weekday": _spoken(phrases.weekday),
    "initial": _spoken(phrases.initial),
    "told": _spoken(reasons.told),
    "lasting": _spoken(phrases.lasting),
    "iso": _isolated,
    "as_written": spelled,
    "part_number": part_number,
    "applications": _applications,
    "in_section": _in_section,
    "order_word": _spoken(order_word),
    "mailto": _mailto,
    "page": _page,
}
