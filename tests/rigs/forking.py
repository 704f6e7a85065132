"""The process that forks a child for each run of `intake`; `rigs.crash.Launcher` starts it and asks it."""

from __future__ import annotations

import gc
import json
import os
import pickle
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from rigs import warm


def _serve() -> None:
    from intake import app
    from intake.adapters import sandbox
    from intake.domain import samples, samples_digest

    asked, answers = sys.stdin, os.fdopen(os.dup(1), "w")
    _redirect(1, Path(os.devnull), os.O_WRONLY)
    for module in (
        "alembic.command",
        "intake.cli",
        "intake.scheduler",
        "intake.services.replay",
        "intake.worker",
    ):
        import_module(module)
    readings: dict[Any, Any] = {}
    ends: dict[int, int] = {}  # of runs that ended where they were to stop
    with warm.shared():
        app.Reader = sandbox.Reader  # two runs cannot talk to one process
        letters = app.Letters(None)
        for language in ("fr", "en"):
            letters.render_digest(samples_digest.digests(language)[0])
            for kind in ("complete", "incomplete", "late", "review", "updated"):
                letters.render(samples.letters(kind, language)[0])
        for line in asked:
            answers.write(json.dumps(_answer(json.loads(line), readings, ends)) + "\n")
            answers.flush()


def _answer(request: Mapping[str, Any], readings: dict[Any, Any], ends: dict[int, int]) -> dict[str, int]:
    if "stops" in request:
        _, status = os.waitpid(request["stops"], os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            ends[request["stops"]] = status
        return {"stopped": os.WIFSTOPPED(status)}
    if "wait" in request:
        pid = request["wait"]
        status = ends.pop(pid) if pid in ends else os.waitpid(pid, 0)[1]
        with suppress(FileNotFoundError):
            readings.update(pickle.loads(Path(request["output"]).with_suffix(".readings").read_bytes()))
        return {"code": os.waitstatus_to_exitcode(status)}
    if "rehearse" in request:
        os.environ |= request["env"]
        with _knowing(readings) as learnt:
            code = _command(request["rehearse"])
        readings.update(learnt)
        for name in request["env"]:
            del os.environ[name]
        gc.collect()
        gc.freeze()  # or each run would copy the pages of what is here, to count who needs it
        return {"code": code}
    if (pid := os.fork()) == 0:
        _child(request, readings)
    return {"pid": pid}


def _child(request: Mapping[str, Any], readings: Mapping[Any, Any]) -> None:
    from intake import crash

    output = Path(request["output"])
    learnt: Mapping[Any, Any] = {}
    code = 70
    try:
        _redirect(0, Path(os.devnull), os.O_RDONLY)
        _redirect(1, output.with_suffix(".out"), os.O_WRONLY | os.O_CREAT)
        _redirect(2, output.with_suffix(".err"), os.O_WRONLY | os.O_CREAT)
        os.environ |= request["env"]
        if request["place"]:
            crash.arm(*request["place"])
        with _knowing(readings) as learnt:
            code = _command(request["args"])
    except BaseException:  # noqa: BLE001 - told as Python itself would
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        output.with_suffix(".passed").write_text(json.dumps(crash.passed))
        if len(learnt) > len(readings):
            output.with_suffix(".readings").write_bytes(pickle.dumps(learnt))
        os._exit(code)


def _command(words: Sequence[str]) -> int:
    """Run `intake` with these words; return its exit status."""
    from intake import cli

    sys.argv = ["intake", *words]
    try:
        cli.main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 70 if ended.code else 0
    return 0


@contextmanager
def _knowing(readings: Mapping[Any, Any]) -> Iterator[dict[Any, Any]]:
    """Let a desk know what was read before; give all that is known in the end."""
    from intake import app

    learnt, plain = dict(readings), app.Reader

    class Reader(plain):  # type: ignore[misc, valid-type]
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self._known.update(readings)

        def close(self) -> None:
            learnt.update(self._known)
            super().close()

    app.Reader = Reader  # type: ignore[misc]
    yield learnt
    app.Reader = plain  # type: ignore[misc]


def _redirect(descriptor: int, path: Path, flags: int) -> None:
    os.dup2(os.open(path, flags, 0o600), descriptor)


if __name__ == "__main__":
    _serve()
