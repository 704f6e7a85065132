"""The commands on accounts of the console."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from intake import show
from intake.cli import HERE, Config, Json, cli
from intake.cli.web import address
from intake.given import address_of, desk_for
from intake.zones import zone

if TYPE_CHECKING:
    from intake.domain.user import User
    from intake.services.desk import Desk
    from intake.settings import Settings

_DAYS_FROM = 48  # hours: more is told in days

accounts = typer.Typer(no_args_is_help=True, help="The console's accounts.")
cli.add_typer(accounts, name="account")

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="The address of the account.")]


@accounts.command()
def add(
    email: Email,
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="The person's name.")],
    role: Annotated[
        str, typer.Option("--role", metavar="ROLE", help="admin (sees everything) or recruiter.")
    ] = "recruiter",
    config: Config = HERE,
) -> None:
    """Make an account, and print the link by which its person chooses a password.

    A recruiter sees the postings whose files name that address under 'recruiters'; an admin sees everything.
    """
    from intake.domain.trouble import Misuse
    from intake.domain.user import ROLES
    from intake.services import accounts as service
    from intake.services import links

    wanted, asked = address_of(email, name="EMAIL"), next((each for each in ROLES if each == role), None)
    with desk_for(config) as desk:
        if not service.is_address(wanted) or not service.is_name(name.strip()) or asked is None:
            raise Misuse(
                "An address, a name and a role are expected.",
                'Write for instance: intake account add anna@example.org --name "Anna Berrada" --role admin',
            )
        with desk.database.write() as tx:
            user = service.add(desk, tx, email=wanted, name=name.strip(), role=asked)
            token = links.link_for(desk, tx, user)
        _hand_over(desk, user, token)


@accounts.command(name="list")
def listing(config: Config = HERE, json: Json = False) -> None:
    """List the accounts, admins first, with the postings that each recruiter sees."""
    from intake.store import accounts as store

    with desk_for(config, json=json) as desk, desk.database.read() as tx:
        rows = [_shape(row, desk.settings) for row in store.listing(tx)]
    if json:
        show.as_json(rows)
        return
    times = ("signed_in_at", "disabled_at")
    headings = ["email", "name", "role", "signed in", "disabled", "postings"]
    lines = [
        [row["email"], row["name"], row["role"]]
        + [row[at] and show.time(row[at]) for at in times]
        + [", ".join(row["postings"])]
        for row in rows
    ]
    show.table(headings, lines, "There is no account yet: `intake web` prints a link to make the first.")


@accounts.command()
def link(email: Email, config: Config = HERE) -> None:
    """Print a link by which a person chooses a new password, once; older ones are good no more."""
    from intake.services import accounts as service
    from intake.services import links

    with desk_for(config) as desk:
        user = service.of_address(desk, address_of(email, name="EMAIL"))
        with desk.database.write() as tx:
            token = links.link_for(desk, tx, user)
        _hand_over(desk, user, token)


@accounts.command()
def disable(email: Email, config: Config = HERE) -> None:
    """Let a person in no more: signed out everywhere at once, with all links and tokens."""
    from intake.services import accounts as service

    with desk_for(config) as desk:
        user = service.of_address(desk, address_of(email, name="EMAIL"))
        with desk.database.write() as tx:
            service.disable(desk, tx, user.id)
        show.say(f"{user.email} cannot sign in any more.")


@accounts.command()
def enable(email: Email, config: Config = HERE) -> None:
    """Let a person in again, with the password from before."""
    from intake.services import accounts as service

    with desk_for(config) as desk:
        user = service.of_address(desk, address_of(email, name="EMAIL"))
        with desk.database.write() as tx:
            service.enable(desk, tx, user.id)
        show.say(f"{user.email} can sign in again.")


def _hand_over(desk: Desk, user: User, token: str) -> None:
    """Print a link, and besides for whom it is and how long it is good."""
    from intake.services.links import life_of

    hours = round(life_of(user).total_seconds() / 3600)
    span = f"{hours} hours" if hours < _DAYS_FROM else f"{hours // 24} days"
    show.say(f"{address(desk.settings)}/link/{token}")
    show.warn(f"Hand it to {user.email}: it is good for once, within {span}.")
    if not user.admin and not _naming(user.email, desk.settings):
        show.warn(f"No posting names {user.email} under 'recruiters' yet: there is nothing to see.")


def _naming(email: str, settings: Settings) -> list[str]:
    """The ids of the postings whose files name an address."""
    postings = settings.postings.values()
    return [each.id for each in postings if email in {address.lower() for address in each.addresses}]


def _shape(row: Any, settings: Settings) -> dict[str, Any]:
    """An account as it is printed; times are in the organisation's zone."""
    where = zone(settings.zone)
    times = {at: getattr(row, at) for at in ("created_at", "signed_in_at", "disabled_at")}
    return {
        "email": row.email,
        "name": row.name,
        "role": row.role,
        "language": row.language,
        **{at: when and when.astimezone(where).isoformat() for at, when in times.items()},
        "postings": list(settings.postings) if row.role == "admin" else _naming(row.email, settings),
    }
