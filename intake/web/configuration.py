"""The pages by which an admin changes the configuration."""

from __future__ import annotations

from intake.web import (
    drafts,
    editions,
    mailbox_sign_in,
    mailboxes,
    posting_edit,
    posting_steps,
    proposals,
    rehearsals,
)
from intake.web.routes import Page

# Those of drafts come first: `/postings/draft` is no posting's.
PAGES: tuple[Page, ...] = (
    *drafts.PAGES,
    *posting_steps.PAGES,
    *posting_edit.PAGES,
    *rehearsals.PAGES,
    *editions.PAGES,
    *proposals.PAGES,
    *mailboxes.PAGES,
    *mailbox_sign_in.PAGES,
)
