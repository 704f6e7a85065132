"""What is said of a password that cannot be taken."""

from __future__ import annotations

from intake.domain.passwords import LONGEST, SHORTEST, fault
from intake.web.visit import Visit


def wrong_with(visit: Visit, password: str, *, email: str, name: str) -> str | None:
    """What somebody should change about a new password, in their language; None: it is taken."""
    match fault(password, email=email, name=name):
        case "short":
            return visit.say("At least %(num)s characters: three or four words do well.", num=SHORTEST)
        case "long":
            return visit.say("At most %(num)s characters.", num=LONGEST)
        case "own":
            return visit.say("This is made of your name or address. Choose what others cannot know.")
        case "common":
            return visit.say("This is one of the first that anybody would try. Choose another one.")
        case None:
            return None
