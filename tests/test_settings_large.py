"""Large configurations: their limits, and faults told in few words however many mailboxes there are."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders.configuration import INTAKE, POSTING, errors, replaced, write

from intake import settings

BOX = """\
  box-{number}:
    address: box-{number}@example.org
    imap: {{host: imap.example.org, port: 993, username: box-{number}, password: {{env: JOBS_PASSWORD}}}}
    smtp: {{host: smtp.example.org, username: box-{number}, password: {{env: JOBS_PASSWORD}}}}
    folders: [INBOX, "Candidatures (2026)"]
    authserv_id: mx.example.org  # the provider's
"""


def boxes(count: int) -> str:
    """intake.yaml with so many mailboxes."""
    return INTAKE + "".join(BOX.format(number=number) for number in range(count))


def test_intake_yaml_may_describe_some_thousands_of_mailboxes(tmp_path: Path) -> None:
    folder = write(tmp_path, boxes(2000), omp=POSTING)
    assert (folder / "intake.yaml").stat().st_size > 256 * 1024
    loaded = settings.load(folder)
    assert len(loaded.mailboxes) == 2001
    assert loaded.mailboxes["box-1999"].folders == ("INBOX", "Candidatures (2026)")


def test_a_fault_in_a_large_file_is_named_with_its_line(tmp_path: Path) -> None:
    text = replaced(boxes(2000), "box-1500@example.org", "box-1500@")
    (found,) = errors(write(tmp_path, text, omp=POSTING))
    line = text[: text.index("box-1500@\n")].count("\n") + 1
    assert found.where == f"config/intake.yaml:{line} mailboxes.box-1500.address"


@pytest.mark.parametrize(
    ("name", "size", "says"),
    [("intake.yaml", 1024, "larger than 1,024 KB"), ("postings/omp.yaml", 256, "larger than 256 KB")],
)
def test_a_file_beyond_its_limit_says_the_limit_and_the_remedy(
    tmp_path: Path, name: str, size: int, says: str
) -> None:
    folder = write(tmp_path, INTAKE, omp=POSTING)
    with (folder / name).open("a") as file:
        file.write("#" * (size * 1024))
    found = next(each for each in errors(folder) if says in each.text)
    assert found.where == f"config/{name}"
    assert "some 3,000" in found.remedy or name != "intake.yaml"


def test_each_mailbox_that_watches_what_an_earlier_one_does_is_warned_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOBS_PASSWORD", "x")
    text = (
        boxes(3)
        .replace("username: box-1,", "username: box-0,")
        .replace("username: box-2,", "username: box-0,")
    )
    _, found = settings.check(write(tmp_path, text, omp=POSTING))
    twice = [each.text for each in found if "the same folder" in each.text]
    assert twice == [
        f"The mailboxes 'box-0' and '{name}' watch the same folder Candidatures (2026)."
        for name in ("box-1", "box-2")
    ]


def test_a_mailbox_that_is_none_of_very_many_is_told_with_some_and_the_nearest(tmp_path: Path) -> None:
    posting = replaced(POSTING, "mailbox: jobs", "mailbox: box-77x")
    (found,) = errors(write(tmp_path, boxes(500), omp=posting))
    assert "box-0, box-1, box-10" in found.text
    assert found.text.endswith("and 481 more.")
    assert found.remedy.startswith("Did you mean 'box-77")


def test_a_limit_for_each_server_without_workers_is_said_to_do_nothing(tmp_path: Path) -> None:
    text = replaced(INTAKE, "poll: {", "poll: {per_host: 3, ")
    _, found = settings.check(write(tmp_path, text, omp=POSTING))
    (warning,) = [each for each in found if "per_host" in each.where]
    assert (warning.level, "does nothing" in warning.text) == ("warning", True)
