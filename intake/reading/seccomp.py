"""A filter of system calls (seccomp(2)): the kernel refuses a process all but those named here.

Only Linux on x86_64 and aarch64 is known; elsewhere `install` says that nothing was done.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys
from collections.abc import Iterable, Iterator
from typing import Final

# What is left: its pipes, its memory, its own signals, the time, chance, and its end. The numbers
# are those of x86_64 and aarch64 (asm/unistd.h).
_CALLS: Final = {
    "read": (0, 63), "write": (1, 64), "readv": (19, 65), "writev": (20, 66),
    "lseek": (8, 62), "close": (3, 57),
    "mmap": (9, 222), "mprotect": (10, 226), "munmap": (11, 215), "mremap": (25, 216),
    "brk": (12, 214), "madvise": (28, 233),
    "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132), "restart_syscall": (219, 128),
    "sched_yield": (24, 124), "sched_getaffinity": (204, 123), "getcpu": (309, 168),
    "futex": (202, 98), "getpid": (39, 172), "gettid": (186, 178), "getrusage": (98, 165),
    "gettimeofday": (96, 169), "clock_gettime": (228, 113), "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115), "getrandom": (318, 278),
    "exit": (60, 93), "exit_group": (231, 94),
}  # fmt: skip
_PRLIMIT: Final = (302, 261)  # allowed for the process's own time, which it limits for each file
_OF_THREADS: Final = {"rseq": (334, 293), "set_robust_list": (273, 99)}  # each calls them as it begins
_CLONE: Final = (56, 220)
_CLONE3: Final = (435, 435)  # its flags lie in memory, which no filter sees; without it, glibc takes clone
_A_THREAD: Final = 0x003D_0F00  # the flags with which glibc starts one
_MACHINES: Final = {"x86_64": (0, 0xC000_003E), "aarch64": (1, 0xC000_00B7)}  # column, AUDIT_ARCH

_PR_SET_SECCOMP: Final = 22
_PR_SET_NO_NEW_PRIVS: Final = 38
_SECCOMP_MODE_FILTER: Final = 2
_ALLOW: Final = 0x7FFF_0000
_REFUSE: Final = 0x0005_0000 | errno.EPERM
_UNKNOWN: Final = 0x0005_0000 | errno.ENOSYS
_KILL: Final = 0x8000_0000

_LOAD: Final = 0x20  # BPF_LD | BPF_W | BPF_ABS
_IF_EQUAL: Final = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_RETURN: Final = 0x06  # BPF_RET | BPF_K
# Where `struct seccomp_data` holds them, little-endian.
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT, _SECOND_ARGUMENT = 0, 4, 16, 24

_Step = tuple[int, int, int, int]  # struct sock_filter: code, steps to jump if true, if false, operand


def install(*, threads: bool = False) -> bool:
    """Refuse this process, for good, every other system call with EPERM; False where that cannot be.

    With `threads` it may start threads, which are under the same filter, and still no process.
    """
    if sys.platform != "linux" or sys.maxsize < 1 << 32 or platform.machine() not in _MACHINES:
        return False  # a 32-bit Python makes other calls than its machine
    column, architecture = _MACHINES[platform.machine()]
    numbers = (each[column] for each in (_CALLS | (_OF_THREADS if threads else {})).values())
    rules = _program(architecture, numbers, _PRLIMIT[column])
    if threads:
        rules = _with_threads(rules, _CLONE[column], _CLONE3[column])
    steps = [struct.pack("HBBI", *step) for step in rules]
    code = ctypes.create_string_buffer(b"".join(steps))
    program = ctypes.create_string_buffer(struct.pack("HP", len(steps), ctypes.addressof(code)))
    prctl = ctypes.CDLL(None).prctl
    prctl.argtypes = (ctypes.c_int, *(ctypes.c_ulong,) * 4)
    prctl.restype = ctypes.c_int
    # Only root could filter without giving up privileges first (prctl(2)).
    return not (
        prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        or prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(program), 0, 0)
    )


def _program(architecture: int, allowed: Iterable[int], prlimit: int) -> Iterator[_Step]:
    """The filter, in the order in which the kernel runs it at each call."""
    yield (_LOAD, 0, 0, _ARCHITECTURE)
    yield (_IF_EQUAL, 1, 0, architecture)
    yield (_RETURN, 0, 0, _KILL)  # the same number is another call in another instruction set
    yield (_LOAD, 0, 0, _NUMBER)
    for number in allowed:
        yield (_IF_EQUAL, 0, 1, number)
        yield (_RETURN, 0, 0, _ALLOW)
    yield (_IF_EQUAL, 0, 5, prlimit)
    yield (_LOAD, 0, 0, _FIRST_ARGUMENT)
    yield (_IF_EQUAL, 0, 3, 0)  # the process itself
    yield (_LOAD, 0, 0, _SECOND_ARGUMENT)
    yield (_IF_EQUAL, 0, 1, 0)  # RLIMIT_CPU
    yield (_RETURN, 0, 0, _ALLOW)
    yield (_RETURN, 0, 0, _REFUSE)


def _with_threads(steps: Iterable[_Step], clone: int, clone3: int) -> Iterator[_Step]:
    """The filter, which lets through what glibc asks for a thread."""
    *most, refusal = steps
    yield from most
    yield (_LOAD, 0, 0, _NUMBER)
    yield (_IF_EQUAL, 0, 1, clone3)
    yield (_RETURN, 0, 0, _UNKNOWN)
    yield (_IF_EQUAL, 0, 3, clone)
    yield (_LOAD, 0, 0, _FIRST_ARGUMENT)
    yield (_IF_EQUAL, 0, 1, _A_THREAD)
    yield (_RETURN, 0, 0, _ALLOW)
    yield refusal
