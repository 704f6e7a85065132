"""The command by which people settle dossiers, as recruiters do by reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from intake import show
from intake.cli import HERE, Config, Json, cli
from intake.given import desk_for, told

if TYPE_CHECKING:
    from intake.domain.order_words import Word
    from intake.services.settle import Settled

_WORDS: Final[tuple[Word, ...]] = ("accept", "ask", "spam", "withdraw", "undo")


@cli.command()
def settle(
    reference: Annotated[
        str, typer.Argument(metavar="REFERENCE", help="The application's, as OMP-2026-0007.")
    ],
    word: Annotated[str, typer.Argument(metavar="accept|ask|spam|withdraw|undo", help="What is decided.")],
    config: Config = HERE,
    quiet: Annotated[bool, typer.Option("--quiet", help="Tell the candidate nothing.")] = False,
    json: Json = False,
) -> None:
    """Decide on an application: it stands over the machine, now and as more mail comes, until 'undo'.

    'accept': a late one counts as if it were in time. 'ask': the candidate is asked again for what is
    missing. 'spam': it is set aside, and nothing more goes to its sender by itself. 'withdraw': the
    candidate withdrew, by telephone for instance. 'undo': the last decision is taken back.
    """
    from intake.services.deliver import deliver
    from intake.services.settle import settle as settle_one

    with told(json=json):
        decided = _word(word, quiet=quiet)
    with desk_for(config, works=True, json=json) as desk:
        done = settle_one(desk, reference, decided, quiet=quiet)
        delivered = deliver(desk)
    if json:
        show.as_json(_shape(done))
    else:
        _print(done)
    for error in delivered.errors:
        show.warn(error)
    raise typer.Exit(1 if delivered.errors or delivered.failed or delivered.unknown else 0)


def _word(said: str, *, quiet: bool) -> Word:
    for word in _WORDS:
        if word == said.strip().lower():
            if word == "ask" and quiet:
                raise typer.BadParameter("asks the candidate, and nothing else", param_hint="ask --quiet")
            return word
    raise typer.BadParameter(f"{said!r} is none of {', '.join(_WORDS)}", param_hint="WORD")


def _shape(done: Settled) -> dict[str, Any]:
    return {
        "application": done.application,
        "word": done.word,
        "changed": done.why is None,
        "before": done.was,
        "status": done.status,
        "letter": done.letter,
        "no_letter": None if done.letter else done.silence or None,
    }


def _print(done: Settled) -> None:
    from intake.services.settle import REASONS

    if done.why:
        show.say(f"{done.application} was not changed: {REASONS[done.why]}")
        return
    show.say(
        f"{done.application}: {done.was} → {done.status}" if done.was != done.status else done.application
    )
    show.say(f"letter: {done.letter}" if done.letter else f"no letter: {done.silence}")
