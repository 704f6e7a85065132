"""Containers that break readers: bombs, loops, lies and cut ones, each made when it is asked for."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
from collections.abc import Callable, Mapping

from builders import containers as box
from builders import documents as make
from builders import outlook
from builders.documents import CV_FR

MB = 1 << 20
CV = CV_FR.encode()


def gzip_bomb(megabytes: int) -> bytes:
    """A gzip file of zeros: a thousandth of its size."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9) as stream:
        for _ in range(megabytes):
            stream.write(bytes(MB))
    return out.getvalue()


def xz_of_huge_memory() -> bytes:
    """An xz file whose header asks for a dictionary of 4 GB."""
    data = bytearray(box.PACKERS["xz"](CV))
    at = data.index(b"\x21\x01") + 2  # LZMA2 filter, one byte of properties
    data[at] = 40
    return bytes(data)


def sparse_tar(size: int) -> bytes:
    """A tar archive of one file that says that it is all holes."""
    entry = tarfile.TarInfo("cv.txt")
    entry.size = 0
    head = bytearray(entry.tobuf(tarfile.GNU_FORMAT))
    head[156:157] = b"S"
    head[386:398], head[398:410] = f"{size:011o} ".encode(), b"00000000000 "
    head[483:495] = f"{size:011o} ".encode()
    head[148:156] = b" " * 8
    head[148:156] = f"{sum(head):06o}\0 ".encode()
    return bytes(head) + bytes(1024)


def lying_tar(size: int) -> bytes:
    """A tar archive whose file says that it is bigger than the archive."""
    entry = tarfile.TarInfo("cv.txt")
    entry.size = size
    return entry.tobuf(tarfile.GNU_FORMAT) + CV.ljust(1024, b"\0")


def many_in_tar(count: int) -> bytes:
    """A tar archive of very many empty files."""
    return box.tar({f"{number}.txt": b"" for number in range(count)})


def lying_tnef() -> bytes:
    """A winmail.dat whose attachment says that it has 4 GB."""
    return outlook.tnef() + struct.pack("<BHHI", 2, 0x9002, 6, 0xFFFFFFF0) + b"x" * 100


def tnef_of_values(count: int) -> bytes:
    """A winmail.dat whose list of properties says that it has billions of values."""
    inside = (
        struct.pack("<I", 0xFFFFFFFF) + struct.pack("<HHI", 0x101E, 0x1000, 0xFFFFFFFF) + bytes(4) * count
    )
    return outlook.tnef() + struct.pack("<BHHI", 1, 0x9003, 6, len(inside)) + inside + b"\0\0"


def tnefs(levels: int) -> bytes:
    """Mails in mails in a winmail.dat."""
    data = outlook.tnef([("cv.txt", CV)])
    for _ in range(levels):
        data = outlook.tnef(mails={"mail": data})
    return data


def msgs(levels: int) -> bytes:
    """Mails in mails in a .msg."""
    tree = outlook.mail_tree("x", [("cv.txt", CV)], inner=True)
    for _ in range(levels):
        tree = outlook.mail_tree("x", mails={"mail": tree}, inner=True)
    return outlook.ole(tree)


def mails(levels: int) -> bytes:
    """Mails in mails in a mail."""
    head = "Received: x\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n" * levels
    return head.encode() + b"Content-Type: text/plain\r\n\r\n" + CV


def parts(count: int) -> bytes:
    """A mail of very many parts."""
    head = b'Received: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
    return head + b"--b\r\nContent-Type: application/x\r\n\r\nx\r\n" * count + b"--b--\r\n"


def multiparts(levels: int) -> bytes:
    """A mail whose parts are parts of parts."""
    head = "Received: x\r\nMIME-Version: 1.0\r\n"
    return (
        head
        + "".join(f'Content-Type: multipart/mixed; boundary="{n}"\r\n\r\n--{n}\r\n' for n in range(levels))
    ).encode()


def shared_texts(cells: int, megabytes: int) -> bytes:
    """A workbook whose cells all name the same long text."""
    data = box.xlsx([["x" * (megabytes * MB)]])
    rows = "<row>" + '<c t="s"><v>0</v></c>' * cells + "</row>"
    sheet = f'<worksheet xmlns="{box.SHEET}">{rows}</worksheet>'
    return _with(data, {"xl/worksheets/sheet1.xml": sheet.encode()})


def _with(data: bytes, files: Mapping[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return make.zip_of({name: archive.read(name) for name in archive.namelist()} | dict(files))


def chunks(count: int) -> bytes:
    """Signed data in very many chunks of nothing."""
    head = bytes.fromhex("308006092a864886f70d010702a0803080020101310030800609")
    return head + bytes.fromhex("2a864886f70d010701a0802480") + b"\x04\x00" * count


def quine() -> bytes:
    """An archive of many archives of many archives."""
    data = make.zip_of({"cv.txt": CV})
    for _ in range(4):
        data = make.zip_of({f"{number}.zip": data for number in range(40)})
    return data


FILES: Mapping[str, Callable[[], tuple[str, bytes]]] = {
    "a gzip file of 300 MB of zeros": lambda: ("cv.gz", gzip_bomb(300)),
    "a tar.gz of 300 MB of zeros": lambda: ("cv.tgz", gzip.compress(gzip_bomb(300), 1)),
    "a bzip2 file of 200 MB of zeros": lambda: ("cv.bz2", box.PACKERS["bz2"](bytes(200 * MB))),
    "an xz file of 200 MB of zeros": lambda: ("cv.xz", box.PACKERS["xz"](bytes(200 * MB))),
    "an xz file that asks for 4 GB": lambda: ("cv.xz", xz_of_huge_memory()),
    "a 7z archive of 100 MB of zeros": lambda: ("cv.7z", box.seven_zip({"cv.txt": bytes(100 * MB)})),
    "a 7z archive of 200 files": lambda: ("cv.7z", box.seven_zip({f"{n}.txt": b"x" for n in range(200)})),
    "a 7z archive cut in half": lambda: ("cv.7z", box.seven_zip({"cv.txt": CV})[:200]),
    "a RAR archive that lies of its size": lambda: (
        "cv.rar",
        box.rar({"cv.txt": CV}).replace(struct.pack("<I", len(CV)) * 2, b"\xf0\xff\xff\xff" * 2),
    ),
    "a RAR archive with a password": lambda: ("cv.rar", box.rar({"cv.txt": CV}, locked=True)),
    "a RAR archive cut in half": lambda: ("cv.rar", box.rar5({"cv.txt": CV})[:300]),
    "a RAR archive of noise": lambda: ("cv.rar", b"Rar!\x1a\x07\x00" + bytes(range(256)) * 400),
    "a tar archive of holes": lambda: ("cv.tar", sparse_tar(8_000_000_000)),
    "a tar archive that lies of its size": lambda: ("cv.tar", lying_tar(30_000_000)),
    "a tar archive of 20,000 files": lambda: ("cv.tar", many_in_tar(20_000)),
    "an archive of archives of archives": lambda: ("cv.zip", quine()),
    "a winmail.dat that lies of its size": lambda: ("winmail.dat", lying_tnef()),
    "a winmail.dat of billions of values": lambda: ("winmail.dat", tnef_of_values(100_000)),
    "a winmail.dat of 300 files": lambda: (
        "winmail.dat",
        outlook.tnef([(f"{n}.txt", CV) for n in range(300)]),
    ),
    "a winmail.dat in a winmail.dat, 20 levels": lambda: ("winmail.dat", tnefs(20)),
    "compressed RTF that unpacks to much": lambda: (
        "winmail.dat",
        outlook.tnef(
            rtf=struct.pack("<IIII", 0, 0xFFFFFFFF, 0x75465A4C, 0) + b"\xff" + b"\x00\x0f" * 2_000_000
        ),
    ),
    "an Outlook mail in a mail, 10 levels": lambda: ("cv.msg", msgs(10)),
    "an Outlook mail of 500 files": lambda: ("cv.msg", outlook.msg("x", [(f"{n}", CV) for n in range(500)])),
    "an Outlook mail cut in half": lambda: ("cv.msg", outlook.msg("x", [("cv.txt", CV * 9)])[:9_000]),
    "a mail in a mail, 200 levels": lambda: ("cv.eml", mails(200)),
    "a mail of 100,000 parts": lambda: ("cv.eml", parts(100_000)),
    "a mail of parts in parts, 300 levels": lambda: ("cv.eml", multiparts(300)),
    "a mail of a header of 10 MB": lambda: (
        "cv.eml",
        b"Received: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; "
        + b'a*0="b"; ' * MB
        + b"\r\n\r\nx",
    ),
    "a workbook of one text in 500,000 cells": lambda: ("cv.xlsx", shared_texts(500_000, 2)),
    "a workbook of a billion words": lambda: (
        "cv.xlsx",
        _with(
            box.xlsx([["x"]]), {"xl/sharedStrings.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><sst>&a;</sst>'}
        ),
    ),
    "slides of 90 MB": lambda: ("cv.pptx", box.pptx(["x" * (90 * MB)])),
    "a Word document of 2,000 pictures": lambda: (
        "cv.docx",
        _with(
            make.docx(""), {f"word/media/{n}.png": b"\x89PNG\r\n\x1a\n" + bytes(5_000) for n in range(2_000)}
        ),
    ),
    "an e-book of a bomb": lambda: (
        "cv.epub",
        make.zip_of({"mimetype": b"application/epub+zip", "a.xhtml": b"<html>" + bytes(200 * MB)}),
    ),
    "an office file whose type is a bomb": lambda: (
        "cv.odt",
        make.zip_of(
            {"mimetype": b"application/vnd.oasis.opendocument.text" + bytes(300 * MB), "content.xml": b"<x/>"}
        ),
    ),
    "signed data in 1,000,000 chunks": lambda: ("cv.p7m", chunks(1_000_000)),
    "signed data cut in half": lambda: ("cv.p7m", box.signed(CV)[:500]),
    "a picture of endless segments": lambda: ("cv.jpg", b"\xff\xd8\xff" + b"\xe0\x00\x02\xff" * 500_000),
}
