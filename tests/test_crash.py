"""Kill −9 at every numbered point of a mail's and a letter's way, run again: the same end state."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from rigs.scenes import SCENES, spread, worked
from sqlalchemy import delete
from test_orders_by_mail import DIED_AT as ORDERED
from test_sign_in import DIED_AT

import intake
from intake.crash import POINTS, arm, crashpoint, passed
from intake.store.tables import message

SOURCES = Path(intake.__file__).parent
INTAKE = Path(sys.executable).with_name("intake")


# --- the table of the points ---


def test_the_table_names_every_crash_point_of_the_program_once_and_its_file():
    found = [
        (name, path.relative_to(SOURCES).with_suffix("").as_posix())
        for path in SOURCES.rglob("*.py")
        for name in re.findall(r'crashpoint\("([^"]+)"\)', path.read_text())
    ]
    assert sorted(found) == sorted((name, where) for name, (where, _) in POINTS.items())


def test_every_crash_point_is_died_at_in_some_scene():
    in_scenes = {point for scene in SCENES.values() for point in scene.points}
    assert in_scenes | {*DIED_AT, *ORDERED} == set(POINTS)


def test_a_place_that_is_not_in_the_table_is_refused():
    with pytest.raises(AssertionError, match="elsewhere"):
        crashpoint("elsewhere")
    for place in ("elsewhere", "0", str(len(POINTS) + 1)):
        with pytest.raises(ValueError, match=place):
            arm(place)


def test_nothing_is_counted_where_nothing_is_armed():
    crashpoint("leased")
    assert passed == {}


# --- one kill ---


@pytest.mark.parametrize("name", SCENES)
def test_an_undisturbed_run_passes_every_point_at_which_its_scene_is_killed(stage, name):
    assert stage.undisturbed(SCENES[name]).passed.keys() >= set(SCENES[name].points)


@pytest.mark.parametrize(
    ("name", "point"), [(name, point) for name in SCENES for point in SCENES[name].points]
)
def test_a_command_killed_anywhere_and_given_again_ends_as_if_nothing_had_been(stage, name, point):
    """A poll the first, the middle and the last time that it passes the point."""
    scene = SCENES[name]
    times = spread(stage.undisturbed(scene).passed[point])
    for nth in times if name == "poll" else times[len(times) // 2 :][:1]:
        stage.kill(scene, point, nth)


@pytest.mark.parametrize("point", ["received", "settled"])
def test_a_poll_killed_again_and_again_ends_all_the_same(stage, point):
    """Each run gets some mails, or one letter, further and dies."""
    scene = SCENES["poll"]
    with stage.open(scene) as office:
        scene.prepare(office)
        killed = 0
        while office.run("poll", crash_at=point).code == -signal.SIGKILL:
            killed += 1
        assert 1 < killed <= stage.undisturbed(scene).passed[point]
        stage.compare(scene, office)


@pytest.mark.parametrize("point", ["committed:2", f"{list(POINTS).index('settled') + 1}:3"])
def test_a_true_command_line_dies_and_resumes_just_so(stage, point):
    """The launcher's children are honest: the console script of a fresh interpreter does the same."""
    scene = SCENES["poll"]
    with stage.open(scene) as office:
        scene.prepare(office)
        command = [INTAKE, *office.args("poll")]
        variables = os.environ | {"PW": office.dovecot.password}
        killed = subprocess.run(
            command, env=variables | {"INTAKE_CRASH_AT": point}, capture_output=True, check=False
        )
        assert killed.returncode == -signal.SIGKILL
        subprocess.run(command, env=variables, capture_output=True, check=False)
        stage.compare(scene, office)


# --- what the undisturbed scenes are ---


def test_an_undisturbed_poll_files_marks_and_answers_everything(stage):
    end = stage.undisturbed(SCENES["poll"])
    assert Counter(row["outcome"] for row in end.state["messages"]) == {
        "application": 6,
        "supplement": 2,
        "duplicate": 1,
        "unmatched": 1,
        "automatic": 1,
        "quarantined": 1,
    }
    statuses = Counter(each["status"] for each in end.state["applications"])
    assert statuses == {"complete": 3, "late": 1, "review": 2}
    assert end.letter_states == {"sent": 7}
    assert end.letters.total() == len(end.letters) == 7
    marked = [b"$Intake" in each.flags for each in end.state["mailbox"]]
    assert marked == [bool(row["application"]) for row in end.state["messages"]]


@pytest.mark.parametrize(
    ("name", "letters", "rows"),
    [
        ("db upgrade", {"sent": 3}, {"application": 3, "unmatched": 1, "duplicate": 1}),
        ("move", {"sent": 2}, {"application": 2, "unmatched": 1, "duplicate": 1, "quarantined": 1}),
        ("renumbered", {"sent": 3}, {"application": 3, "unmatched": 1, "duplicate": 1}),
        ("restored", {"sent": 4}, {"application": 3, "supplement": 1, "unmatched": 1, "duplicate": 1}),
        ("capped", {"sent": 2, "pending": 1}, {"application": 3, "unmatched": 1, "duplicate": 1}),
        ("greylisted", {"sent": 3}, {"application": 3, "unmatched": 1, "duplicate": 1}),
        ("digest", {"sent": 5}, {"application": 3, "unmatched": 1, "duplicate": 1}),
        ("replay", {"sent": 4}, {"application": 4, "duplicate": 1}),
        ("correct", {"sent": 4}, {"application": 3, "unmatched": 1, "duplicate": 1}),
        ("erase", {"sent": 2}, {"application": 2, "unmatched": 1, "duplicate": 1}),
        ("erased", {"sent": 2}, {"application": 2, "unmatched": 1, "duplicate": 1}),
        ("reconcile", {"sent": 5}, {"application": 5, "unmatched": 1, "duplicate": 1}),
    ],
)
def test_how_the_other_scenes_end(stage, name, letters, rows):
    end = stage.undisturbed(SCENES[name])
    assert end.letter_states == letters
    assert Counter(row["outcome"] for row in end.state["messages"]) == rows


def test_moved_mails_are_in_the_other_folder_and_the_others_where_they_were(stage):
    scene = SCENES["move"]
    with stage.open(scene) as office:
        scene.prepare(office)
        office.settle()
        left, moved = (office.dovecot.snapshot(office.user, folder) for folder in ("INBOX", "Traités"))
        assert (len(left), len(moved)) == (2, 3)


def test_a_row_that_was_lost_is_told_and_mended_by_the_daily_comparison(stage):
    scene = SCENES["reconcile"]
    with stage.open(scene) as office:
        worked(office)
        sent = office.sink.mails
        with office.tables() as tx:
            tx.execute(delete(message).where(message.c.uid == 3))
        office.settle()
        assert len(office.ask("messages")) == 4  # a poll does not look back
        (told,) = office.run("reconcile", "--json").json["folders"]
        assert (told["on_server"], told["in_ledger"], told["missing"], told["mended"]) == (5, 4, 1, 1)
        (told,) = office.run("reconcile", "--json").json["folders"]
        assert (told["missing"], len(office.ask("messages"))) == (0, 5)
        assert office.sink.mails == sent
