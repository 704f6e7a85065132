"""Applications to measure with: some 350 KB each, two or three PDF and DOCX files, no two alike.

The same number gives the same mail. The weight is a photo on the CV, as in real dossiers: noise, so
that nothing on the way can compress it.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterator

from builders import documents
from builders.mails import mail
from PIL import Image
from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

PIXELS = 515  # of the photo, each way: a mail with it has some 350 KB
rl_config.useA85 = 0  # pictures as bytes, as other programs write them; ASCII would take long, too
FIRST = ("Salma", "Omar", "Lina", "Karim", "Nora", "Yassine", "Amina", "Rachid", "Sara", "Hamid")
LAST = ("Berrada", "Naciri", "Haddad", "Alaoui", "Tazi", "Mansouri", "Fassi", "Bennani", "Idrissi", "Kettani")


def candidate(number: int) -> tuple[str, str]:
    """Give the name and the address of candidate `number`."""
    name = f"{FIRST[number % 10]} {LAST[number // 10 % 10]}"
    return name, f"{name.lower().replace(' ', '.')}.{number}@example.com"


def application(number: int) -> bytes:
    """Give the mail of candidate `number`: a CV, a letter, and for two of three a page of referees."""
    name, address = candidate(number)
    files = [
        (f"CV {name}.pdf", _with_photo(_own(documents.CV_FR, name, number), number)),
        ("Lettre de motivation.docx", documents.docx(_own(documents.LETTER_FR, name, number))),
    ]
    if number % 3:
        files.append(
            ("Références.pdf", documents.pdf([documents.REFERENCES_FR(3) + f"\n{name} ({number})\n"]))
        )
    text = f"Madame, Monsieur,\n\nVeuillez trouver ci-joint ma candidature.\n\n{name}\n"
    return mail(sender=f"{name} <{address}>", files=files, text=text)


def applications(count: int) -> Iterator[bytes]:
    """Give that many applications."""
    return map(application, range(count))


def _own(text: str, name: str, number: int) -> str:
    lines = text.replace("Samira Bennani", name).splitlines()
    return "\n".join((*lines, f"Dossier {number}"))


def _with_photo(text: str, number: int) -> bytes:
    """Make a PDF of a text beside a photo."""
    noise = random.Random(number).randbytes(PIXELS * PIXELS)
    data = io.BytesIO()
    Image.frombytes("L", (PIXELS, PIXELS), noise).save(data, "JPEG", quality=90)
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    canvas.drawImage(ImageReader(data), 480, 730, 80, 80)
    for row, line in enumerate(text.splitlines()):
        canvas.drawString(50, 800 - 13 * row, line)
    canvas.save()
    return file.getvalue()
