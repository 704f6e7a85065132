"""The process that reads hostile bytes: it answers, it is limited, and its death is one document's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import pytest
from builders import documents as make
from builders.documents import CV_FR, LETTER_FR, REFERENCES_FR

from intake.adapters.sandbox import Reader
from intake.reading import wire
from intake.reading.adposts.source import read_advert
from intake.reading.dossier import Context, read_body, read_file
from intake.reading.terms import REQUIRED

SLOW = b"{\\rtf1 " + b"\\'e9" * 450_000 + b"}"  # takes seconds, as decoding grows with the square


@pytest.fixture
def reader():
    with Reader() as opened:
        yield opened


def test_the_process_reads_as_the_function_does(reader):
    data = make.zip_of(
        {"cv.pdf": make.pdf([CV_FR]), "r.docx": make.docx(REFERENCES_FR(3)), "x.png": make.png("x")}
    )
    context = Context(email="samira.bennani@example.org", candidate="Samira Bennani")
    assert reader.read_file(data, "d.zip", email=context.email, candidate=context.candidate) == read_file(
        data, "d.zip", context
    )
    assert reader.read_body(LETTER_FR) == read_body(LETTER_FR, Context())
    assert reader.read_body("Merci !") is None


def test_one_process_reads_many_files_until_it_is_renewed():
    with Reader(files=3) as reader:
        children = []
        for number in range(7):
            reader.read_file(f"{CV_FR} {number}".encode(), "cv.txt")
            children.append(reader._child and reader._child.pid)
        assert children[0] == children[1] is not None
        assert children[2] is None
        assert children[3] == children[4] != children[0]


def test_a_process_that_is_warm_reads_the_first_file(reader):
    reader.warm()
    warm = reader._child.pid
    reader.warm()
    reader.read_file(CV_FR.encode(), "cv.txt")
    assert reader._child.pid == warm


def test_a_process_that_has_held_much_is_renewed_and_its_answer_counts(reader):
    heavy = CV_FR.encode() + b"\n" + b" " * 95_000_000
    reader.warm()
    assert reader._child is not None
    assert reader.read_file(heavy, "cv.txt")[0].kinds == ("cv",)
    assert reader._child is None
    assert reader.read_file(LETTER_FR.encode(), "letter.txt")[0].kinds == ("letter",)


def test_what_we_have_held_ourselves_renews_no_process(reader):
    """A child's resource usage begins with its parent's."""
    held = bytearray(400_000_000)
    held[::4096] = b"x" * len(held[::4096])
    reader.read_file(CV_FR.encode(), "cv.txt")
    child = reader._child
    assert child is not None
    reader.read_file(LETTER_FR.encode(), "letter.txt")
    assert reader._child is child


def test_the_same_file_is_read_once(reader):
    first = reader.read_file(CV_FR.encode(), "cv.txt")
    reader.close()
    assert reader.read_file(CV_FR.encode(), "cv.txt") is first
    assert reader._child is None
    assert reader.read_file(CV_FR.encode(), "other.txt")[0].file == "other.txt"


def test_a_file_that_takes_too_long_could_be_anything_and_the_next_is_read():
    with Reader(seconds=3) as reader:
        before = reader.read_file(CV_FR.encode(), "cv.txt")
        started = time.monotonic()
        reader._child.send_signal(signal.SIGSTOP)
        (document,) = reader.read_file(LETTER_FR.encode(), "letter.txt")
        assert time.monotonic() - started < 10
        assert (document.kinds, document.possible) == ((), REQUIRED)
        assert document.because == "could not be read: reading it took too long"
        assert reader.read_file(b"x" + CV_FR.encode(), "cv.txt")[0].kinds == before[0].kinds


def test_a_process_that_died_of_an_earlier_file_is_replaced_unseen(reader):
    reader.read_file(CV_FR.encode(), "cv.txt")
    os.kill(reader._child.pid, signal.SIGKILL)
    reader._child.wait()
    assert reader.read_file(LETTER_FR.encode(), "letter.txt")[0].kinds == ("letter",)


def test_a_file_that_kills_its_reader_could_be_anything(reader, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    (document,) = reader.read_file(CV_FR.encode(), "cv.txt")
    assert (document.file, document.size) == ("cv.txt", len(CV_FR.encode()))
    assert (document.kinds, document.possible) == ((), REQUIRED)
    assert document.because == "could not be read: reading it failed"
    monkeypatch.undo()
    assert reader.read_file(CV_FR.encode(), "cv.txt")[0].kinds == ("cv",)


def test_a_file_beyond_the_limit_is_not_sent(reader, monkeypatch):
    monkeypatch.setattr(wire, "MAX_DATA", 10)
    (document,) = reader.read_file(CV_FR.encode(), "cv.txt")
    assert document.because == "could not be read: it is too big"
    assert reader._child is None


def test_names_that_no_encoding_knows_pass(reader):
    (document,) = reader.read_file(CV_FR.encode(), "cv\udce9\n\0.txt")
    assert document.kinds == ("cv",)
    assert document.file == "cv?\n\0.txt"


def test_threads_take_turns(reader):
    texts = [f"{CV_FR}\n{number}".encode() for number in range(12)]
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda text: reader.read_file(text, "cv.txt"), texts))
    assert [each[0].sha256 for each in found] == [
        read_file(text, "cv.txt", Context())[0].sha256 for text in texts
    ]
    assert all(each[0].kinds == ("cv",) for each in found)


def test_a_closed_reader_leaves_no_process_behind(reader):
    reader.read_file(CV_FR.encode(), "cv.txt")
    child = reader._child
    reader.close()
    assert child.poll() is not None
    timers = [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]
    assert all(timer.finished.is_set() for timer in timers)  # it may still be about to end


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_the_process_has_none_of_our_secrets_and_hard_limits(reader, monkeypatch):
    monkeypatch.setenv("JOBS_PASSWORD", "hunter2")
    reader.read_file(CV_FR.encode(), "cv.txt")
    folder = Path("/proc") / str(reader._child.pid)
    names = {entry.split(b"=")[0] for entry in (folder / "environ").read_bytes().split(b"\0") if entry}
    assert names <= {b"PYTHONPATH", b"LANG"}
    limits = (folder / "limits").read_text().splitlines()
    rows = {line[:26].strip(): line[26:].split()[0] for line in limits}
    assert rows["Max address space"] == "1500000000"
    assert rows["Max file size"] == "0"
    assert rows["Max cpu time"] != "unlimited"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the system ends the process")
def test_processor_time_is_limited_for_each_file():
    with Reader(seconds=30) as reader:
        reader.read_file(CV_FR.encode(), "cv.txt")
        request = reader._request("file", "slow.rtf", SLOW)
        wire.send(reader._child.stdin, wire.Request(**{**as_dict(request), "seconds": 0}))
        line = reader._child.stdout.readline()
        assert line == b""
        assert reader._child.wait(30) == -signal.SIGXCPU


def as_dict(request):
    return {name: getattr(request, name) for name in request.__slots__}


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b"nonsense\n",
        b"{}\n",
        b'[{"file": "a"}]\n',
        b'[{"file": "a", "sha256": "", "size": 1, "kinds": ["boss"], "confidence": 1, "because": ""}]\n',
        b'[{"file": 5, "sha256": "", "size": "x", "kinds": [], "confidence": 1, "because": ""}]\n',
    ],
)
def test_an_answer_that_is_no_list_of_documents_is_refused(line):
    with pytest.raises(ValueError, match="the answer is"):
        wire.parse_answer(line)


def test_an_answer_comes_back_whole():
    documents = read_file(make.pdf([CV_FR, REFERENCES_FR(2)]), "a.pdf", Context())
    assert wire.parse_answer(wire.answer(documents)) == documents


AD = "Association Exemple recrute un comptable. Envoyer CV à rh@example.org avant le 4 mai 2027 à 16h00."


def test_a_job_ad_is_read_as_the_function_does(reader):
    today = date(2026, 11, 22)
    read = reader.read_advert(make.pdf([AD]), "ad.pdf", today=today)
    assert read == read_advert(make.pdf([AD]), "ad.pdf", today=today)
    assert read.draft.deadline == datetime(2027, 5, 4, 16)  # noqa: DTZ001 - as the ad gives it
    day = AD.replace(" à 16h00", "").encode()
    assert type(reader.read_advert(day, "ad.txt", today=None).draft.deadline) is date


def test_documents_and_job_ads_take_turns(reader):
    for _ in range(2):
        assert reader.read_file(CV_FR.encode(), "cv.txt")[0].kinds == ("cv",)
        assert reader.read_advert(AD.encode(), "\udcff", today=None).draft is not None


def test_an_ad_that_kills_its_reader_could_not_be_read(reader, monkeypatch):
    monkeypatch.setattr(wire, "parse_advert", wire.parse_answer)  # as if the process had written nonsense
    assert "could not be read" in reader.read_advert(AD.encode(), "ad.txt", today=None).problem
    monkeypatch.setattr(wire, "MAX_DATA", 10)
    assert reader.read_advert(AD.encode(), "ad.txt", today=None).problem == "is too big"


@pytest.mark.parametrize(
    "line",
    [b"", b"[]\n", b"nonsense\n", b"[{}, {}]\n", b'[{"draft": 5}]\n', b'[{"draft": {"deadline": "soon"}}]\n'],
)
def test_an_answer_that_is_not_one_advert_is_refused(line):
    with pytest.raises(ValueError, match=r".*"):
        wire.parse_advert(line)


def test_nothing_but_answers_comes_out_of_the_process():
    done = subprocess.run(
        [sys.executable, "-m", "intake.reading"], input=b"", capture_output=True, check=True, timeout=30
    )
    assert (wire.parse_greeting(done.stdout), done.stderr) == (True, b"")


@pytest.mark.parametrize("line", [b"", b"[]\n", b"true\n", b'{"confined": 1}\n', b"{}\n", b"\xff\n"])
def test_a_greeting_that_is_none_is_refused(line):
    with pytest.raises(ValueError, match=r".*"):
        wire.parse_greeting(line)
