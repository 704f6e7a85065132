"""Dates and hours as people write them: every usual form is read, what only looks like one is not."""

from __future__ import annotations

from datetime import date, time

import pytest

from intake.reading.adposts.ad import fold_in_place
from intake.reading.adposts.when.dates import Written, find_dates, month_first
from intake.reading.adposts.when.hours import find_hours
from intake.reading.adposts.when.zones import zone_between


def dates(text: str) -> tuple[Written, ...]:
    return find_dates(fold_in_place(text))


def hours(text: str) -> list[str]:
    folded = fold_in_place(text)
    return [f"{hour.time:%H:%M}" for hour in find_hours(folded, 0, len(folded))]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4 mai 2026", date(2026, 5, 4)),
        ("1er juin 2026", date(2026, 6, 1)),
        ("1 er juin 2026", date(2026, 6, 1)),
        ("04/05/2026", date(2026, 5, 4)),
        ("4 / 5 / 2026", date(2026, 5, 4)),
        ("04.05.26", date(2026, 5, 4)),
        ("04-Mai-26", date(2026, 5, 4)),
        ("05/24/2026", date(2026, 5, 24)),
        ("2026-05-04", date(2026, 5, 4)),
        ("2026/5/4", date(2026, 5, 4)),
        ("4 mai 20 26", date(2026, 5, 4)),
        ("20mai 2026", date(2026, 5, 20)),
        ("six mai 2026", date(2026, 5, 6)),
        ("28 de novembro\nde 2026", date(2026, 11, 28)),
        ("4 de mayo de 2026", date(2026, 5, 4)),
        ("4. Mai 2026", date(2026, 5, 4)),
        ("4th of May, 2026", date(2026, 5, 4)),
        ("May 4th, 2026", date(2026, 5, 4)),
        ("MAY 4, 2026", date(2026, 5, 4)),
        ("Sept. 3, 2026", date(2026, 9, 3)),
        ("15 fevrier 2026", date(2026, 2, 15)),
        ("15 févr. 2026", date(2026, 2, 15)),
        ("4 septembe 2026", date(2026, 9, 4)),
        ("12 octboer 2026", date(2026, 10, 12)),
        ("Febuary 12, 2026", date(2026, 2, 12)),
        ("٤ مايو ٢٠٢٦", date(2026, 5, 4)),
        ("4 غشت 2026", date(2026, 8, 4)),
        ("12 شتنبر 2026", date(2026, 9, 12)),
        ("12 نونبر 2026", date(2026, 11, 12)),
        ("12 دجنبر 2026", date(2026, 12, 12)),
        ("4 كانون الثاني 2026", date(2026, 1, 4)),
        ("4 يناير / كانون الثاني 2026", date(2026, 1, 4)),
    ],
)
def test_a_date_is_read(text: str, day: date) -> None:
    assert [one.on() for one in dates(f"le {text}, puis")] == [day]


@pytest.mark.parametrize(
    "text",
    [
        "05 22 33 44 55",
        "mardi 12",
        "4.5.1",
        "192.168.1.10",
        "version 10.12.2026.1",
        "32 mai 2026",
        "CHF 13/2026",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert dates(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "du 3 au 20 mai 2026",
        "entre le 3 et le 20 mai 2026",
        "from 3 to 20 May 2026",
        "3-20 May 2026",
        "May 3-20, 2026",
        "من 3 إلى 20 مايو 2026",
        "vom 3. bis 20. Mai 2026",
        "de 3 a 20 de maio de 2026",
    ],
)
def test_of_a_range_in_one_month_the_last_day_is_read(text: str) -> None:
    (one,) = dates(text)
    assert one.on() == date(2026, 5, 20)
    assert one.closes


def test_the_days_of_a_range_know_which_they_are() -> None:
    first, last = dates("du 3 mai au 20 juin 2026")
    assert (first.opens, first.closes, last.opens, last.closes) == (True, False, False, True)
    first, last = dates("le 3 mai 2026, puis le 20 juin 2026")
    assert not first.opens
    assert not last.closes


def test_a_weekday_is_read_on_either_side() -> None:
    assert [one.weekday for one in dates("lundi 4 mai 2026")] == [0]
    assert [one.weekday for one in dates("Friday, the 8th of May 2026")] == [4]
    assert [one.weekday for one in dates("8 May 2026 (Friday)")] == [4]
    assert [one.weekday for one in dates("يوم الاثنين 4 مايو 2026")] == [0]
    assert [one.weekday for one in dates("8 May 2026, Monday 11 May 2026")] == [None, 0]


def test_an_islamic_date_stands_aside_where_the_other_is_given() -> None:
    assert [one.on() for one in dates("15 شعبان 1447 الموافق 3 فبراير 2026")] == [date(2026, 2, 3)]
    assert [one.hijri for one in dates("15 شعبان 1447")] == [True]


def test_two_numbers_that_could_both_be_the_month_are_marked() -> None:
    assert [one.swapped for one in dates("04/05/2026, 24/05/2026, 05/05/2026, 04.05.2026")] == [
        True,
        False,
        False,
        False,
    ]
    assert month_first(fold_in_place("03/22/2026")) is True
    assert month_first(fold_in_place("22/03/2026")) is False
    assert month_first(fold_in_place("22/03/2026 03/22/2026")) is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("à 16h00", "16:00"),
        ("23H59", "23:59"),
        ("16 h", "16:00"),
        ("16 h 30.", "16:30"),
        ("16 heures 30", "16:30"),
        ("à midi", "12:00"),
        ("à minuit", "23:59"),
        ("à 00H", "00:00"),
        ("24h00", "23:59"),
        ("5pm", "17:00"),
        ("5:00 p.m.", "17:00"),
        ("11:59 PM", "23:59"),
        ("12 pm", "12:00"),
        ("17:00", "17:00"),
        ("17.00 hrs", "17:00"),
        ("1700 hours", "17:00"),
        ("12 noon", "12:00"),
        ("midnight", "23:59"),
        ("seize heures", "16:00"),
        ("cinq heures de l'après-midi", "17:00"),
        ("five o'clock in the afternoon", "17:00"),
        ("16 Uhr", "16:00"),
        ("الرابعة مساء", "16:00"),
        ("الساعة الرابعة والنصف زوالا", "16:30"),
        ("الساعة 4 مساء", "16:00"),
        ("الساعة 16:30", "16:30"),
    ],
)
def test_an_hour_is_read(text: str, hour: str) -> None:
    assert hours(text) == [hour]


@pytest.mark.parametrize(
    "text",
    [
        "35h par semaine",
        "24h/24",
        "de 9h à 17h",
        "9:00-17:00",
        "40 hours",
        "20 hours a week",
        "4/5",
        "10 000",
        "7,5 h/j",
    ],
)
def test_what_only_looks_like_an_hour_of_the_day_is_none(text: str) -> None:
    assert hours(text) == []


def test_an_hour_that_could_be_another_says_so() -> None:
    folded = fold_in_place("minuit, 00H, 24h00, 5:00, 17:00, 05:00")
    unclear = [hour.unclear is not None for hour in find_hours(folded, 0, len(folded))]
    assert unclear == [True, True, True, True, False, False]
    assert find_hours("16h", 0, 3)[0].time == time(16)


def test_letters_that_are_words_too_are_a_zone_only_after_an_hour() -> None:
    def zone(text: str) -> str | None:
        found = zone_between(fold_in_place(text), text, (0, len(text)))
        return found[0] if found else None

    assert zone("by 5 pm EST on") == "America/New_York"
    assert zone("LA DATE EST LE 4 MAI") is None
    assert zone("AVANT 16H ET PAR COURRIEL") is None
    assert zone("si tu es là à 16h") is None
    assert zone("à 12h TU") == "UTC"
    assert zone("le bureau de Paris") is None
