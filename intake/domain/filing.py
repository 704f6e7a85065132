"""How a dossier is laid out as files: what each is called, which are older versions, what is split off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from intake.domain import tidy
from intake.domain.model import Document, Held, Kind, Language, PageKinds

Cut = tuple[int, int]  # the first and the last page of a piece, from 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Bytes that were found in a file: a document as it came, or pages of it.

    `problem` completes the sentence "the document …": why there are no pages, though they were asked for.
    """

    sha256: str  # of the whole document
    cut: Cut | None = None  # None: all of it
    data: bytes = b""
    problem: str | None = None


_ALONE: Final[Mapping[Kind, Mapping[Language, str]]] = {
    "cv": {"fr": "CV", "en": "CV", "ar": "السيرة الذاتية"},
    "letter": {"fr": "Lettre de motivation", "en": "Cover letter", "ar": "رسالة التحفيز"},
    "references": {"fr": "Références", "en": "References", "ar": "المراجع المهنية"},
    "diploma": {"fr": "Diplôme", "en": "Diploma", "ar": "الشهادة الدراسية"},
    "identity": {"fr": "Identité", "en": "Identity", "ar": "وثيقة الهوية"},
    "other": {"fr": "Autre", "en": "Other", "ar": "وثيقة أخرى"},
}
_AMONG_OTHERS: Final[Mapping[Kind, Mapping[Language, str]]] = {
    "letter": {"fr": "Lettre", "en": "Letter", "ar": "رسالة التحفيز"}
}
_WORDS: Final[Mapping[str, Mapping[Language, str]]] = {
    "unknown": {"fr": "À vérifier", "en": "To check", "ar": "للمراجعة"},
    "mail": {"fr": "Mail", "en": "Mail", "ar": "بريد"},
    "old": {"fr": "ancienne version", "en": "older version", "ar": "نسخة سابقة"},
    "page": {"fr": "p.", "en": "p.", "ar": "ص"},
    "nobody": {"fr": "sans nom", "en": "no name", "ar": "بدون اسم"},
}
# Newer ones take the place of these; diplomas, references and the rest stand side by side.
_REPLACED: Final = frozenset({"cv", "letter"})
_MOST_PIECES: Final = 20
_FILE_ROOM: Final = 70  # characters of a file's name, for which the folder's is cut
_LEAST_ROOM: Final = 40  # characters of a file's name, however deep it lies

_EXTENSIONS: Final[Mapping[str, str]] = {
    "jpeg": "jpg", "tiff": "tif", "heif": "heic", "word95": "doc", "wordxml": "xml", "fodt": "fodt",
    "gzip": "gz", "bzip2": "bz2", "tnef": "dat", "iwork": "pages", "smime": "p7m", "signed": "p7m",
    "encrypted": "docx", "ole": "doc",
}  # fmt: skip
_OWN: Final[Mapping[str, frozenset[str]]] = {
    "jpeg": frozenset({"jpg", "jpeg"}), "tiff": frozenset({"tif", "tiff"}),
    "heif": frozenset({"heic", "heif", "avif"}), "docx": frozenset({"docx", "docm", "dotx", "dotm"}),
    "odt": frozenset({"odt", "ott"}), "txt": frozenset({"txt", "md", "csv"}),
    "xlsx": frozenset({"xlsx", "xlsm"}), "pptx": frozenset({"pptx", "ppsx", "pptm"}),
    "gzip": frozenset({"gz", "tgz"}), "bzip2": frozenset({"bz2", "tbz2"}), "xz": frozenset({"xz", "txz"}),
    "mht": frozenset({"mht", "mhtml"}), "iwork": frozenset({"pages", "numbers", "key"}),
    "pgp": frozenset({"pgp", "gpg"}), "smime": frozenset({"p7m"}), "signed": frozenset({"p7m"}),
    "encrypted": frozenset({"docx", "xlsx", "pptx", "doc"}), "ole": frozenset({"doc", "xls", "ppt"}),
}  # fmt: skip
# By their own word, where their bytes say nothing that we know; no system runs them.
_TOLD: Final = frozenset({
    "mp3", "m4a", "ogg", "wav", "mp4", "mov", "avi", "mkv", "webm", "psd", "ai", "eps", "pub", "one",
    "vsd", "mpp", "wps", "djvu", "ps", "tex", "odb", "dwg",
})  # fmt: skip
_HARMLESS: Final = frozenset({
    "pdf", "docx", "doc", "odt", "rtf", "txt", "html", "zip", "xlsx", "pptx", "eml", "msg", "ods",
    "odp", "odg", "epub", "mht", "xls", "ppt", "rar", "7z", "tar", "xz", "png", "gif", "bmp", "webp",
    "pgp", *_EXTENSIONS,
})  # fmt: skip


def extension(format: str, own: str) -> str:  # noqa: A002 - the reading's word for it
    """Return the extension for a file of a sniffed format whose own name is `own`; one that nothing runs."""
    stem, dot, claimed = own.rpartition(".")
    claimed = claimed.lower() if dot and stem else ""
    if claimed in _OWN.get(format, frozenset()):
        return claimed
    if format in _HARMLESS:
        return _EXTENSIONS.get(format, format)
    return claimed if claimed in _TOLD else "bin"


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """The names of one dossier's files; `room` is how many characters a path below the output may have."""

    posting: str
    status: str
    reference: str
    person: str | None
    language: Language
    room: int = tidy.MAX_PATH

    @property
    def who(self) -> str:
        """The candidate, as part of a name."""
        return tidy.part(self.person, empty=self.word("nobody"), most=60)

    @property
    def folder(self) -> str:
        """`POSTING/STATUS/REFERENCE Name`, without a slash at the end."""
        head = f"{tidy.part(self.posting, empty='_', most=60)}/{tidy.part(self.status, empty='_')}"
        room = max(self.room - len(head) - 2 - _FILE_ROOM, len(self.reference))
        return f"{head}/{tidy.folder(self.reference, self.who, room=room)}"

    def file(self, tail: str, extension: str, taken: set[str]) -> str:
        """Return a path that none of this dossier has yet, and put it into `taken`."""
        return self._taken(self.who, tail, extension, taken)

    def mail(self, number: int, taken: set[str]) -> str:
        """Return the path of an original mail, `number` from 1 in the order of receipt."""
        return self._taken("", f"{self.word('mail')} {number}", "eml", taken)

    def _taken(self, who: str, tail: str, extension: str, taken: set[str]) -> str:
        folder = self.folder
        room = max(self.room - len(folder) - 1, _LEAST_ROOM)
        name = tidy.unique(tidy.file(self.reference, who, tail, extension, room=room), taken, most=room)
        taken.add(tidy.key(name))
        return f"{folder}/{name}"

    def tail(self, kinds: Sequence[Kind], *, old: date | None = None, cut: Cut | None = None) -> str:
        """What a file is, as the end of its name: kinds, pages of a piece, the day of an older version."""
        words = [_ALONE[kind][self.language] for kind in kinds]
        if len(kinds) > 1:
            words = [_AMONG_OTHERS.get(kind, _ALONE[kind])[self.language] for kind in kinds]
        text = " + ".join(words) or self.word("unknown")
        if cut:
            first, last = cut
            text += f" ({self.word('page')} {first}{f'-{last}' if last > first else ''})"
        return f"{text} ({self.word('old')} {old.isoformat()})" if old else text

    def word(self, name: str) -> str:
        """Return a word in the dossier's language."""
        return _WORDS[name][self.language]


def superseded(held: Sequence[Held]) -> frozenset[str]:
    """Which documents are older versions, by their sha256.

    A CV or a letter is one, if a later mail brought another of each kind that it is. What could not be
    read replaces nothing, and nothing takes its place.
    """
    return frozenset(
        each.document.sha256
        for each in held
        if each.document.kinds
        and _REPLACED.issuperset(each.document.kinds)
        and all(_is_newer(kind, each, held) for kind in each.document.kinds)
    )


def _is_newer(kind: Kind, than: Held, held: Iterable[Held]) -> bool:
    return any(
        kind in each.document.kinds and each.received_at > than.received_at and not each.document.virus
        for each in held
    )


def cuts(document: Document) -> tuple[tuple[Cut, tuple[Kind, ...]], ...]:
    """Where a merged document is cut: pages and kinds of each piece; none where that is not sure.

    Every page has to be known, and the document must not possibly be anything else. A page that ends one
    paper and begins the next holds both together.
    """
    pages = sorted(document.pages, key=lambda page: page.page)
    known = [page.page for page in pages] == list(range(1, len(pages) + 1)) and all(p.kinds for p in pages)
    if document.possible or document.virus or not known:
        return ()
    pieces = _runs(pages)
    return pieces if 1 < len(pieces) <= _MOST_PIECES else ()


def is_merged(document: Document) -> bool:
    """Whether a document holds papers of several kinds on several pages."""
    return len(document.kinds) > 1 and len(document.pages) > 1 and not document.virus


def _runs(pages: Sequence[PageKinds]) -> tuple[tuple[Cut, tuple[Kind, ...]], ...]:
    """Join pages that share a kind with the one before."""
    found: list[tuple[Cut, tuple[Kind, ...]]] = []
    before: tuple[Kind, ...] = ()
    for page in pages:
        if found and set(before) & set(page.kinds):
            (first, _), kinds = found[-1]
            found[-1] = (first, page.page), (*kinds, *(k for k in page.kinds if k not in kinds))
        else:
            found.append(((page.page, page.page), page.kinds))
        before = page.kinds
    return tuple(found)
