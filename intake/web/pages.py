"""Pages from templates: one environment, with the words, times and terms of the person's language."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from functools import cache, partial
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from intake.domain import phrases
from intake.domain.model import Language
from intake.domain.reasons import told
from intake.domain.terms import COLON, kinds_in, status_in
from intake.web.menu import MENU
from intake.web.visit import Visit

HERE: Final = Path(__file__).parent
_KIB: Final = 1024
_SIZES: Final = {"fr": ("o", "Ko", "Mo"), "en": ("bytes", "KB", "MB"), "ar": ("بايت", "ك.ب", "م.ب")}
_LOCALES: Final = {"fr": "fr", "en": "en_GB", "ar": "ar_MA"}


def page(visit: Visit, template: str, status: int = 200, **facts: Any) -> HTMLResponse:
    """Return the page that a template makes of some facts."""
    text = _environment().get_template(template).render(_common(visit) | facts)
    return HTMLResponse(text, status, headers={"Content-Language": visit.language})


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.globals["static"] = static
    return environment


def _common(visit: Visit) -> dict[str, Any]:
    """What every template may use."""
    signed_in = visit.session is not None
    return {
        "visit": visit,
        "user": visit.session.user if visit.session else None,
        "language": visit.language,
        "rtl": visit.language == "ar",
        "menu": [each for each in MENU if visit.user.admin or not each.admins] if signed_in else [],
        "said": take_said(visit) if signed_in else None,
        "faults": visit.desks.faults if signed_in and visit.user.admin else (),
        "csrf": visit.csrf,
        "now": visit.desk.now(),
        "gettext": partial(_said, visit.words.gettext),
        "_": partial(_said, visit.words.gettext),
        "ngettext": partial(_said_of, visit.words.ngettext),
        **formats(visit.language, visit.zone),
    }


def take_said(visit: Visit) -> str | None:
    """What this page is to tell of what was just done; it is told once."""
    from intake.store import accounts

    assert visit.session is not None
    if visit.session.said is not None:
        with visit.desk.database.write() as tx:
            accounts.touch(tx, visit.session.hash, said=None)
    return visit.session.said


def formats(language: Language, zone: str) -> dict[str, Any]:
    """Functions that write times, numbers and terms as a language does."""
    return {
        "moment": partial(moment, language, zone),
        "day": lambda when: phrases.day(when, language, zone),
        "short_day": lambda when: phrases.short_day(when, language, zone),
        "clock": lambda when: phrases.clock(when, language, zone),
        "time_left": lambda when, now: phrases.time_left(when, language, now),
        "iso": lambda when: _local(when, zone).isoformat(timespec="seconds"),
        "kinds": lambda kinds: kinds_in(kinds, language),
        "status_word": lambda status: status_in(status, language),
        "reason": lambda text: told(text, language),
        "size": partial(size, language),
        "number": partial(number, language),
        "colon": COLON[language],
    }


def moment(language: Language, zone: str, when: datetime) -> str:
    """Write a time: `4 mai 2026, 15h42`."""
    local = _local(when, zone)
    short = phrases.short_day(local.date(), language)
    comma = "،" if language == "ar" else ","
    return f"{short} {local.year}{comma} {phrases.clock(when, language, zone)}"


def _local(when: datetime | date, zone: str) -> datetime:
    where = ZoneInfo(zone)
    return when.astimezone(where) if isinstance(when, datetime) else datetime.combine(when, time(), where)


def number(language: Language, value: float) -> str:
    """Write a number."""
    return format_decimal(value, locale=_LOCALES[language])


def size(language: Language, count: int) -> str:
    """Write a number of bytes as people say it."""
    bytes_, kilo, mega = _SIZES[language]
    if count < _KIB:
        return f"{count}\u00a0{bytes_}"
    if count < _KIB**2:
        return f"{round(count / _KIB)}\u00a0{kilo}"
    return f"{format_decimal(round(count / _KIB**2, 1), locale=_LOCALES[language])}\u00a0{mega}"


def _said(find: Any, sentence: str, **facts: Any) -> str:
    """Say a sentence; what stands in it is escaped by the template that shows it."""
    said: str = find(sentence)
    return said % facts if facts else said


def _said_of(find: Any, one: str, many: str, count: int, **facts: Any) -> str:
    said: str = find(one, many, count)
    return said % {"num": count, **facts}


@cache
def static(name: str) -> str:
    """The address of a file of ours: it changes with the file, which browsers may keep for ever."""
    content = (HERE / "static" / name).read_bytes()
    return f"/static/{hashlib.sha256(content).hexdigest()[:12]}/{name}"


def options(values: Iterable[str], words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Values of a choice with their words, for the macro `choice`."""
    return [(value, words.get(value, value)) for value in values]
