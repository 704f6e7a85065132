"""The reading process: what it is forbidden, and what its death costs."""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders import documents as make
from builders.documents import CV_FR
from rigs.office import Office

from intake.adapters.sandbox import Reader
from intake.reading import seccomp
from intake.reading.terms import REQUIRED
from intake.services.inspect import inspect

linux = pytest.mark.skipif(
    not (sys.platform == "linux" and os.uname().machine in {"x86_64", "aarch64"}),
    reason="the kernel's filter is known for Linux on x86_64 and aarch64",
)
SLOW = "\n".join(f"Réf {n} a{n}@b{n}.co Chère {n} : 06 {n % 100:02} 12 34 00" for n in range(20_000)).encode()
HUGE = "é" * 190  # in JSON six times as long

# --- what it is forbidden ----------------------------------------------------

# What a document that has taken over the process may try. `port` listens, `victim` is a file,
# `other` is a process.
ATTEMPTS = {
    "connect to a server": "socket.create_connection(('127.0.0.1', port), 1)",
    "send a datagram": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', port))",
    "listen": "socket.create_server(('127.0.0.1', 0))",
    "talk to a local daemon": "socket.socket(socket.AF_UNIX)",
    "make a pair of sockets": "socket.socketpair()",
    "fork": "os.fork()",
    "start a program": "subprocess.run(['/bin/true'])",
    "become a program": "os.execv('/bin/true', ['true'])",
    "start a thread": "threading.Thread(target=print).start()",
    "read a file": "open(victim).read()",
    "read its own environment": "open('/proc/self/environ').read()",
    "write a file": "open(victim, 'w')",
    "remove a file": "os.unlink(victim)",
    "rename a file": "os.rename(victim, victim + '2')",
    "cut a file": "os.truncate(victim, 0)",
    "change a file's mode": "os.chmod(victim, 0o777)",
    "make a folder": "os.mkdir(victim + '.d')",
    "make a link": "os.symlink('/etc/passwd', victim + '.l')",
    "list a folder": "os.listdir('/')",
    "change its folder": "os.chdir('/')",
    "make a pipe": "os.pipe()",
    "make memory that is a file": "os.memfd_create('x')",
    "copy a descriptor": "os.dup(0)",
    "end another process": "os.kill(other, 9)",
    "stop its own group": "os.killpg(0, signal.SIGSTOP)",
    "limit another process": "resource.prlimit(other, resource.RLIMIT_CPU, (1, 1))",
    "lift its own limits": "resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY,) * 2)",
    "lift its limit of descriptors": "resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))",
    "become another user": "os.setuid(12345)",
    "trace another process": "call(101, 16, other, 0, 0)",
    "read another process's memory": "call(310, other, 0, 0, 0, 0, 0)",
    "set up io_uring": "call(425, 8, ctypes.create_string_buffer(120))",
    "load a program into the kernel": "call(321, 0, 0, 0)",
    "make a system call of x32": "call(0x40000000 + 41, 2, 1, 0)",
    "mount": "call(165, 0, b'/tmp', b'tmpfs', 0, 0)",
    "leave its namespaces": "call(272, 0x10000000)",
    "take more than its memory": "bytearray(3_000_000_000)",
}
X86_ONLY = {"trace", "read another", "load", "make a system", "mount", "leave"}

PROGRAM = """
import ctypes, encodings.idna, json, os, resource, signal, socket, subprocess, sys, threading
from intake.reading.confine import confine
from errno import EPERM
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *arguments):
    if libc.syscall(number, *arguments) < 0:
        raise OSError(ctypes.get_errno(), "refused")
port, victim, other, attempts, threads = json.loads(sys.argv[1])
found = {"confined": confine(threads=threads)}
for name, attempt in attempts.items():
    try:
        exec(attempt)
        found[name] = "done"
    except OSError as error:
        found[name] = error.errno
    except (MemoryError, RuntimeError, ValueError) as error:
        found[name] = type(error).__name__
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What became of each attempt in a confined process; the world must be as it was."""
    return attempted(tmp_path_factory, threads=False)


@pytest.fixture(scope="module")
def outcome_with_threads(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """The same in a process that may start threads."""
    return attempted(tmp_path_factory, threads=True)


def attempted(tmp_path_factory: pytest.TempPathFactory, *, threads: bool) -> dict[str, object]:
    """Try each in a process of its own."""
    victim = tmp_path_factory.mktemp("world") / "victim"
    victim.write_text("whole")
    mode = victim.stat().st_mode
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        other = subprocess.Popen(["sleep", "60"], start_new_session=True)
        argument = json.dumps([listener.getsockname()[1], str(victim), other.pid, ATTEMPTS, threads])
        command = [sys.executable, "-c", PROGRAM, argument]
        done = subprocess.run(command, capture_output=True, check=True, timeout=60, start_new_session=True)
        with pytest.raises(TimeoutError):
            listener.accept()
        assert other.poll() is None
        other.kill()
        other.wait()
    assert (victim.read_text(), victim.stat().st_mode) == ("whole", mode)
    assert [path.name for path in victim.parent.iterdir()] == ["victim"]
    return json.loads(done.stdout)


@linux
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_document_that_takes_over_the_process_can_do_nothing_with_it(
    outcome: dict[str, object], attempt: str
) -> None:
    if os.uname().machine != "x86_64" and attempt.startswith(tuple(X86_ONLY)):
        pytest.skip("these numbers are x86_64's")
    assert outcome["confined"] is True
    memory, thread = attempt == "take more than its memory", attempt == "start a thread"
    refusals = {"MemoryError"} if memory else {"RuntimeError"} if thread else {errno.EPERM, "ValueError"}
    assert outcome[attempt] in refusals


@linux
def test_a_process_that_may_start_threads_can_do_no_more(
    outcome: dict[str, object], outcome_with_threads: dict[str, object]
) -> None:
    assert outcome_with_threads.pop("start a thread") == "done"
    assert outcome_with_threads == {name: told for name, told in outcome.items() if name != "start a thread"}


@linux
@pytest.mark.skipif(os.uname().machine != "x86_64", reason="machine code of x86_64")
def test_a_call_by_the_numbers_of_another_architecture_ends_the_process() -> None:
    """`int 0x80` asks by the numbers of i386, where 5 is open and not fstat."""
    code = "b'\\xb8\\x05\\0\\0\\0\\xcd\\x80\\xc3'"  # mov eax, 5; int 0x80; ret
    program = (
        "import ctypes, mmap\nfrom intake.reading.confine import confine\n"
        f"page = mmap.mmap(-1, 4096, prot=7)\npage.write({code})\n"
        "at = ctypes.addressof(ctypes.c_char.from_buffer(page))\nassert confine()\n"
        "ctypes.CFUNCTYPE(ctypes.c_int)(at)()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=60)
    assert done.returncode == -signal.SIGSYS, done.stderr


def verdict(
    steps: list[tuple[int, int, int, int]], architecture: int, number: int, first: int = 0, second: int = 0
) -> int:
    """Run the filter as the kernel does."""
    fields = {
        seccomp._NUMBER: number,
        seccomp._ARCHITECTURE: architecture,
        seccomp._FIRST_ARGUMENT: first,
        seccomp._SECOND_ARGUMENT: second,
    }
    at = loaded = 0
    while True:
        code, if_true, if_false, operand = steps[at]
        at += 1
        if code == seccomp._LOAD:
            loaded = fields[operand]
        elif code == seccomp._IF_EQUAL:
            at += if_true if loaded == operand else if_false
        else:
            assert code == seccomp._RETURN
            return operand


@pytest.mark.parametrize("machine", seccomp._MACHINES)
def test_the_filter_lets_through_what_is_named_and_nothing_else(machine: str) -> None:
    """Every number up to 1,000 on each machine, the one that we are on or not."""
    column, architecture = seccomp._MACHINES[machine]
    allowed = {numbers[column] for numbers in seccomp._CALLS.values()}
    assert len(allowed) == len(seccomp._CALLS)
    prlimit = seccomp._PRLIMIT[column]
    steps = list(seccomp._program(architecture, allowed, prlimit))
    for number in {*range(1_000), *(0x4000_0000 + number for number in range(600))} - {prlimit}:
        expected = seccomp._ALLOW if number in allowed else seccomp._REFUSE
        assert verdict(steps, architecture, number) == expected
    assert verdict(steps, architecture, prlimit, second=resource.RLIMIT_CPU) == seccomp._ALLOW
    assert verdict(steps, architecture, prlimit, second=resource.RLIMIT_AS) == seccomp._REFUSE
    assert verdict(steps, architecture, prlimit, first=os.getpid()) == seccomp._REFUSE
    assert verdict(steps, 0x4000_0003, next(iter(allowed))) == seccomp._KILL


@linux
def test_the_process_that_reads_is_confined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBS_PASSWORD", "hunter2")
    with Reader() as reader, Path(__file__).open() as inherited:
        os.set_inheritable(inherited.fileno(), True)
        assert reader.confined
        folder = Path("/proc") / str(reader._child.pid)
        state = dict(line.split(":\t") for line in (folder / "status").read_text().splitlines())
        assert (state["NoNewPrivs"], state["Seccomp"].strip()) == ("1", "2")
        descriptors = {each.name: str(each.readlink()) for each in (folder / "fd").iterdir()}
        assert str(Path(__file__)) not in descriptors.values()
        assert sorted(value.split(":")[0] for value in descriptors.values()) == [
            "/dev/null", "/dev/null", "pipe", "pipe",
        ]  # fmt: skip
        assert b"hunter2" not in (folder / "environ").read_bytes()
        rows = {
            line[:26].strip(): line[26:].split()[:2] for line in (folder / "limits").read_text().splitlines()
        }
        for name, value in {
            "Max address space": "1500000000",
            "Max file size": "0",
            "Max core file size": "0",
            "Max open files": "0",
            "Max processes": "0",
        }.items():
            assert rows[name] == [value, value]


SAMPLES = {
    "cv.pdf": make.pdf([CV_FR]),
    "cv.docx": make.docx(CV_FR),
    "cv.odt": make.odt(CV_FR),
    "cv.rtf": make.rtf(CV_FR),
    "cv.html": make.html(CV_FR).replace(b"utf-8", b"iso-8859-15").decode().encode("iso-8859-15", "ignore"),
    "cv.txt": CV_FR.encode("cp1252"),
    "cv.zip": make.zip_of({"cv.pdf": make.portfolio_pdf([CV_FR], {"a.txt": CV_FR.encode("utf-16")})}),
    "scan.pdf": make.scan_pdf(["x"]),
    "image.png": make.png("x"),
    "arabic.txt": ("السيرة الذاتية\nالخبرة المهنية\n" * 9).encode("cp1256"),
    "japanese.html": b'<html><meta charset="shift_jis">' + "履歴書".encode("shift_jis") * 9,
}


@pytest.mark.parametrize("name", SAMPLES)
def test_confinement_changes_nothing_of_what_is_read(name: str) -> None:
    from intake.reading.dossier import Context, read_file

    with Reader() as reader:
        assert reader.read_file(SAMPLES[name], name) == read_file(SAMPLES[name], name, Context())


def test_check_says_where_documents_are_not_cut_off_from_the_network(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pretender = tmp_path / "python"
    pretender.write_text("#!/bin/sh\necho '{\"confined\": false}'\nwhile :; do echo '[]'; done\n")
    pretender.chmod(stat.S_IRWXU)

    def told() -> list[str]:
        with office.desk(lambda: datetime.now(UTC)) as desk:
            return [each.text for each in inspect(desk) if each.where == "documents"]

    assert told() == []
    monkeypatch.setattr(sys, "executable", str(pretender))
    (text,) = told()
    assert "not cut off from the network" in text


# --- what its death costs ----------------------------------------------------


def lost(reader: Reader, data: bytes, name: str, because: str) -> None:
    """The file is one document that could be anything, and the next file is read."""
    (document,) = reader.read_file(data, name)
    assert (document.kinds, document.possible, document.size) == ((), REQUIRED, len(data))
    assert document.because == f"could not be read: {because}"
    assert reader.read_file(f"{CV_FR} {name}".encode(), "next.txt")[0].kinds == ("cv",)


def test_a_file_that_takes_all_the_memory() -> None:
    from builders.hostile_files import inflating

    with Reader() as reader:
        lost(reader, inflating(900), "bomb.pdf", "reading it failed")


def test_a_file_that_takes_all_the_time() -> None:
    with Reader(seconds=3) as reader:
        reader.read_file(CV_FR.encode(), "cv.txt")
        started = time.monotonic()
        lost(reader, SLOW, "slow.txt", "reading it took too long")
        assert time.monotonic() - started < 30


def test_a_file_that_makes_the_answer_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    # What one file may bring in all keeps below the real limit: a lower one stands in for it.
    monkeypatch.setattr("intake.reading.wire.MAX_ANSWER", 100_000)
    portfolio = make.portfolio_pdf(["x"], {f"{HUGE}{n}.txt": b"x" for n in range(48)})
    archive = make.zip_of({f"{HUGE}{n}.pdf": portfolio for n in range(50)})
    with Reader() as reader:
        lost(reader, archive, "long.zip", "reading it failed")


def test_a_process_that_is_killed_while_it_reads() -> None:
    with Reader() as reader:
        done = threading.Event()

        def kill() -> None:
            while not done.wait(0.05):
                if child := reader._child:
                    child.send_signal(signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        (document,) = reader.read_file(SLOW, "slow.txt")
        done.set()
        killer.join()
        assert document.because == "could not be read: reading it failed"
        assert reader.read_file(CV_FR.encode(), "cv.txt")[0].kinds == ("cv",)


def test_files_that_a_mail_has_no_time_left_for_wait_for_a_person() -> None:
    with Reader() as reader:
        (document,) = reader.read_file(CV_FR.encode(), "cv.txt", seconds=0)
        assert (document.kinds, document.possible) == ((), REQUIRED)
        assert document.because == "could not be read: the files before it in the mail took too long"
        (document,) = reader.read_file(SLOW, "slow.txt", seconds=1)
        assert document.because == "could not be read: reading it took too long"
