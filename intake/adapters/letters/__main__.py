"""The process that tries templates, `python -m intake.adapters.letters SECONDS`: one question, one answer."""

from __future__ import annotations

import sys

from intake.adapters.letters.attempt import answer, limit

if __name__ == "__main__":
    limit(int(sys.argv[1]))
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
