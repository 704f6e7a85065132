"""What happens on the day: which mail arrives when, and what must become of it. Only facts, no deeds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from intake.domain.model import Kind, Language, LetterKind, Outcome, Status
from intake.zones import zone

ZONE = "Africa/Casablanca"
DAY = date(2026, 5, 4)
NEXT_DAY = date(2026, 5, 5)
SINCE = date(2026, 5, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """One mail: when the server receives it, its folder under seeds/candidates, what must become of it."""

    at: datetime
    mail: str
    told: str  # one sentence for a newcomer
    outcome: Outcome
    posting: str | None = None
    status: Status | None = None  # of its application, after the poll
    name: str | None = None  # of its candidate
    missing: tuple[Kind, ...] = ()
    letter: LetterKind | None = None
    language: Language | None = None  # of the letter


@dataclass(frozen=True, kw_only=True, slots=True)
class Round:
    """One poll, and the mails that it finds."""

    at: datetime
    title: str
    scenes: tuple[Scene, ...]


def at(clock: str, day: date = DAY) -> datetime:
    """Give a time of the day, in the postings' zone."""
    return datetime.combine(day, time.fromisoformat(clock), zone(ZONE))


_OMP, _SOS, _PARTNER = "omp-charge-de-projet", "sos-conseiller-technique", "partenariat-coordination-maroc"

ROUNDS = (
    Round(
        at=at("09:00"),
        title="The first dossiers",
        scenes=(
            Scene(
                at=at("08:12"),
                mail="samira-bennani",
                told="A dossier as the ad asks for it.",
                outcome="application",
                posting=_OMP,
                status="complete",
                name="Samira Bennani",
                letter="complete",
                language="fr",
            ),
            Scene(
                at=at("08:31"),
                mail="daniel-okafor",
                told="The same in English: the letter follows the language of the mail.",
                outcome="application",
                posting=_OMP,
                status="complete",
                name="Daniel Okafor",
                letter="complete",
                language="en",
            ),
            Scene(
                at=at("08:47"),
                mail="youssef-el-amrani",
                told="In Arabic, and the subject is written freely: case, accents and dashes do not matter.",
                outcome="application",
                posting=_OMP,
                status="complete",
                name="Youssef El Amrani",
                letter="complete",
                language="ar",
            ),
            Scene(
                at=at("08:55"),
                mail="omar-naciri",
                told="A good dossier, from a mailbox that is full, as we shall see.",
                outcome="application",
                posting=_OMP,
                status="complete",
                name="Omar Naciri",
                letter="complete",
                language="fr",
            ),
        ),
    ),
    Round(
        at=at("10:00"),
        title="What machines write, what politeness writes, and what is missing",
        scenes=(
            Scene(
                at=at("09:00:30"),
                mail="omar-naciri-bounce",
                told="Our letter to Omar comes back: never answered, and the recruiter hears of it.",
                outcome="automatic",
                status="complete",
                name="Omar Naciri",
            ),
            Scene(
                at=at("09:01"),
                mail="daniel-okafor-away",
                told="Daniel's out-of-office: answering it would start two robots talking.",
                outcome="automatic",
            ),
            Scene(
                at=at("09:10"),
                mail="newsletter",
                told="A newsletter.",
                outcome="automatic",
            ),
            Scene(
                at=at("09:15"),
                mail="karim-alaoui",
                told="Two referees, where the ad asks for three.",
                outcome="application",
                posting=_OMP,
                status="incomplete",
                name="Karim Alaoui",
                missing=("references",),
                letter="incomplete",
                language="fr",
            ),
            Scene(
                at=at("09:26"),
                mail="samira-bennani-thanks",
                told="A word of thanks changes nothing, and gets no second letter.",
                outcome="supplement",
                posting=_OMP,
                status="complete",
                name="Samira Bennani",
            ),
        ),
    ),
    Round(
        at=at("11:00"),
        title="Other jobs, other habits",
        scenes=(
            Scene(
                at=at("10:05"),
                mail="lina-haddad",
                told="CV, letter and references in a single PDF: it is read page by page.",
                outcome="application",
                posting=_SOS,
                status="complete",
                name="Lina Haddad",
                letter="complete",
                language="fr",
            ),
            Scene(
                at=at("10:06"),
                mail="lina-haddad",
                told="Her mail program sends the same mail a second time.",
                outcome="duplicate",
                posting=_SOS,
                status="complete",
                name="Lina Haddad",
            ),
            Scene(
                at=at("10:20"),
                mail="amina-el-fassi",
                told="Her mail program calls her amina75; this ad asks for the name in the subject.",
                outcome="application",
                posting=_PARTNER,
                status="complete",
                name="Amina El Fassi",
                letter="complete",
                language="fr",
            ),
            Scene(
                at=at("10:40"),
                mail="leila-mansouri",
                told="Only a CV is attached: the letter of motivation is the mail itself.",
                outcome="application",
                posting=_PARTNER,
                status="complete",
                name="Leila Mansouri",
                letter="complete",
                language="fr",
            ),
        ),
    ),
    Round(
        at=at("12:30"),
        title="Where a person must look",
        scenes=(
            Scene(
                at=at("11:10"),
                mail="rachid-tahiri",
                told="No posting has this subject: not answered, but the digest names it.",
                outcome="unmatched",
            ),
            Scene(
                at=at("11:25"),
                mail="sara-chraibi",
                told="Nearly the right subject, with documents: too close to drop, too far to be sure.",
                outcome="application",
                posting=_OMP,
                status="review",
                name="Sara Chraibi",
                letter="review",
                language="fr",
            ),
            Scene(
                at=at("11:40"),
                mail="mehdi-ouazzani",
                told="A scan too coarse to read could be all that is asked for; nothing is called missing.",
                outcome="application",
                posting=_OMP,
                status="review",
                name="Mehdi Ouazzani",
                missing=("cv", "letter", "references"),
                letter="review",
                language="fr",
            ),
            Scene(
                at=at("12:05"),
                mail="hind-lahlou",
                told="A recruiter forwards a mail: the candidate is the person inside. No letter goes out.",
                outcome="application",
                posting=_OMP,
                status="review",
                name="Hind Lahlou",
            ),
            Scene(
                at=at("12:15"),
                mail="yasmine-filali",
                told="A question, no document. A person must answer that.",
                outcome="application",
                posting=_OMP,
                status="review",
                name="Yasmine Filali",
                missing=("cv", "letter", "references"),
                letter="review",
                language="fr",
            ),
        ),
    ),
    Round(
        at=at("14:00"),
        title="A reply that completes",
        scenes=(
            Scene(
                at=at("13:20"),
                mail="karim-alaoui-reply",
                told="Karim answers our letter with the third reference: two and one are three.",
                outcome="supplement",
                posting=_OMP,
                status="complete",
                name="Karim Alaoui",
                letter="complete",
                language="fr",
            ),
        ),
    ),
    Round(
        at=at("16:05"),
        title="The deadline was 16:00, exclusive",
        scenes=(
            Scene(
                at=at("15:59:59"),
                mail="nadia-berrada",
                told="One second before. It is worked after the deadline, and is in time all the same.",
                outcome="application",
                posting=_OMP,
                status="complete",
                name="Nadia Berrada",
                letter="complete",
                language="fr",
            ),
            Scene(
                at=at("16:00:01"),
                mail="hicham-sefrioui",
                told="One second after. His computer's clock says 15:48; the server's clock decides.",
                outcome="application",
                posting=_OMP,
                status="late",
                name="Hicham Sefrioui",
                letter="late",
                language="fr",
            ),
        ),
    ),
)

DIGEST_AT = at("08:00", NEXT_DAY)
SCENES = tuple(scene for each in ROUNDS for scene in each.scenes)
