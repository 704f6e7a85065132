"""Who uses the console."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from intake.domain.model import Language

Role = Literal["admin", "recruiter"]
ROLES: Final[tuple[Role, ...]] = ("admin", "recruiter")


@dataclass(frozen=True, kw_only=True, slots=True)
class User:
    """An account of the console. An admin sees everything, a recruiter the postings that name the address."""

    id: int
    email: str  # lower case
    name: str
    role: Role
    language: Language | None = None  # None: the browser's
    disabled: bool = False
    has_password: bool = True

    @property
    def admin(self) -> bool:
        """Whether it is an admin."""
        return self.role == "admin"

    @property
    def actor(self) -> str:
        """How the audit log names it: by its number, which says nothing of the person to others."""
        return f"account {self.id}"
