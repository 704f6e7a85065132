"""A candidate whose words are found wherever they stand, and another who must lose nothing."""

from __future__ import annotations

from typing import Any

from rigs.office import REFERENCES, SALMA

SECRET_CV = (
    "Parcours-Zephyrine.txt",
    b"Curriculum vitae de Salma Berrada\nExperience: Quokkaville, 2019-2024\n",
)
SECRET_LETTER = ("Lettre.txt", b"Madame, Monsieur, je souhaite rejoindre Wombatville. Salma Berrada\n")
WORDS = [SALMA, "Salma Berrada", "Zephyrine", "Quokkaville", "Wombatville", "Narvalesque"]

LINA = "lina@example.net"
OTHER: dict[str, Any] = {"sender": f"Lina Alami <{LINA}>", "files": [REFERENCES], "text": "Bonjour\n"}
