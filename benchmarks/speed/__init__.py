"""How fast intake is, and against what: `make bench`."""

import sys
from pathlib import Path

# The servers and the papers are those of the tests.
sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
