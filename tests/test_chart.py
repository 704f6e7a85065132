"""The picture of applications per day: which days a bar stands for, and where it lies."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.domain.chart import HEIGHT, WIDTH, Number, drawn, nice, spans

MONDAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("days", "bars", "length"),
    [(1, 1, 1), (45, 45, 1), (46, 7, 7), (315, 45, 7), (316, 23, 14), (3650, 44, 84)],
)
def test_many_days_stand_together(days, bars, length):
    found = spans(MONDAY, MONDAY + timedelta(days=days - 1))
    assert len(found) == bars
    assert {(each.last - each.first).days + 1 for each in found} == {length}


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 5000))
def test_every_day_lies_in_one_span_and_the_bars_are_few(first, days):
    last = first + timedelta(days=days - 1)
    found = spans(first, last)
    assert found[0].first <= first
    assert found[-1].last >= last
    assert all(b.first - a.last == timedelta(days=1) for a, b in pairwise(found))
    assert len(found) <= 46


def test_weeks_begin_on_monday():
    assert {each.first.weekday() for each in spans(date(2026, 5, 7), date(2026, 9, 1))} == {0}


@pytest.mark.parametrize(
    ("value", "round_one"), [(0, 1), (1, 1), (3, 3), (4, 4), (5, 6), (13, 16), (33, 40), (999, 1200)]
)
def test_the_scale_ends_at_a_round_number(value, round_one):
    assert nice(value) == round_one


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), max_size=46), st.booleans())
def test_nothing_lies_outside_of_the_picture(pairs, rtl):
    chart = drawn([Number(all=max(p), complete=min(p)) for p in pairs], right_to_left=rtl)
    for bar in chart.bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= WIDTH
        assert 0 <= bar.y <= bar.split <= bar.foot <= HEIGHT
    assert all(0 <= mark.at <= HEIGHT for mark in chart.lines)
    assert all(65 <= mark.at <= WIDTH - 65 for mark in chart.dates)
    assert len(chart.lines) <= 6


def test_time_runs_from_the_right_where_the_page_is_read_so():
    numbers = [Number(all=1, complete=0), Number(all=2, complete=1)]
    here, there = drawn(numbers, cut=1.5), drawn(numbers, cut=1.5, right_to_left=True)
    assert here.bars[0].x < here.bars[1].x
    assert there.bars[0].x > there.bars[1].x
    for a, b in zip(here.bars, there.bars, strict=True):
        assert a.x + a.width == pytest.approx(WIDTH - b.x, abs=0.05)
    assert here.cut == pytest.approx(WIDTH - there.cut)


def test_a_deadline_beyond_the_picture_is_not_in_it():
    assert drawn([Number(all=1, complete=1)], cut=3).cut is None
