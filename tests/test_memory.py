"""What a large mail takes goes back to the system."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

PROGRAM = """
import os
from pathlib import Path
from intake.adapters.memory import give_back
def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
if {give_back}:
    give_back()
before = held()
mail = b"x" * 25_000_000
del mail
parts, small = [], []
for _ in range(3):
    parts.append(b"x" * 8_000_000)
    small.append(b"x" * 2_000)
del parts
print(held() - before)
"""


def kept(*, give_back: bool) -> int:
    words = [sys.executable, "-c", PROGRAM.format(give_back=give_back)]
    return int(subprocess.run(words, check=True, capture_output=True, text=True).stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the habit is glibc's")
def test_what_a_large_mail_took_goes_back_to_the_system():
    assert kept(give_back=True) < 2_000_000 < kept(give_back=False)
