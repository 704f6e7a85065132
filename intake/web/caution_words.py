"""What a job ad leaves open, a sentence for each code; its particulars stand below it in English."""

from __future__ import annotations

from typing import Final


def _(sentence: str) -> str:
    return sentence  # marked for the catalogues


CAUTIONS: Final = {
    "address_masked": _(
        "The address in the ad is disguised against robots: look whether it was read rightly."
    ),
    "address_uncertain": _("It is not certain that the address is for applications."),
    "attachments_unread": _(
        "The mail carries files besides its text: if one of them is the ad, give that file."
    ),
    "cc_address": _("The ad asks for a copy to another address: that changes nothing here."),
    "closed": _("The ad seems to be over: whatever comes would be late."),
    "deadline_ambiguous": _("The deadline can be understood in more than one way: check it."),
    "deadline_exclusive": _("The ad says “before” that day: look whether the day itself still counts."),
    "deadline_impossible": _("The deadline cannot be taken as it is written: write it by hand."),
    "deadline_inconsistent": _("The ad gives dates that do not agree: check which one holds."),
    "deadline_not_firm": _("The deadline may not be a firm one: check it."),
    "deadline_year_missing": _("The deadline has no year in the ad: check the year."),
    "documents_alternatives": _(
        "The ad lets candidates choose between documents: decide which ones a dossier needs."
    ),
    "documents_count_range": _("The ad asks for a range of references: check the number."),
    "documents_inconsistent": _("The ad asks for documents in two ways that do not agree."),
    "documents_optional": _("Some documents are optional in the ad: they are not asked for."),
    "documents_uncertain": _("The ad may ask for more documents than was understood."),
    "file_naming_required": _("The ad prescribes names of files: they are not asked for."),
    "inquiry_only_address": _("One address of the ad is for questions only."),
    "language_mixed": _("The ad is written in two languages: check the language."),
    "language_unsupported": _("Letters are written in French, English or Arabic: choose one."),
    "mailbox_unknown": _("No single mailbox has the address of the ad: choose the mailbox."),
    "mission_dates_inconsistent": _("The dates of the work in the ad do not agree with each other."),
    "multiple_addresses": _("The ad gives several addresses: check which one applications go to."),
    "multiple_postings": _("The ad seems to offer several posts: make a posting for each, or one for all."),
    "no_address": _("The ad gives no address for applications: choose the mailbox."),
    "no_deadline": _("The ad gives no deadline that was recognised: look whether there is one."),
    "no_documents_listed": _("The ad lists no documents: decide which ones a dossier needs."),
    "no_instructions": _("The ad does not say how to apply."),
    "no_organisation": _("The ad does not say who recruits."),
    "no_subject": _("The ad prescribes no subject: choose one, and tell candidates."),
    "no_title": _("The ad does not say what the post is called."),
    "organisation_uncertain": _("It is not certain who recruits: check the organisation."),
    "other_channel": _("The ad names another way to apply besides mail, or instead of it."),
    "pages_recognised": _(
        "Pages of the ad are pictures whose words were recognised: compare figures with them."
    ),
    "pages_unread": _("Pages of the ad could not be read."),
    "reference_to_mention": _("The ad asks candidates to mention a reference."),
    "single_pdf": _("The ad asks for one PDF with everything: separate files are taken all the same."),
    "subject_inconsistent": _("The ad prescribes subjects that do not agree: check which one holds."),
    "subject_rule": _("The subject cannot be used as it is written in the ad: correct it."),
    "subject_uncertain": _("It is not certain that the subject was understood: check it."),
    "text_cut": _("Only the beginning of the file was read: give the ad’s text alone."),
    "timezone_ambiguous": _("It is not certain in which time zone the deadline is: check it."),
    "timezone_missing": _("The ad names no time zone: that of your organisation is taken."),
    "timezone_stated": _("The ad gives the deadline in another time zone: compare it."),
    "title_inconsistent": _("The ad calls the post by two names: check the title and the subject."),
    "title_uncertain": _("It is not certain that this is the name of the post: check the title."),
    "weekday_mismatch": _("The weekday and the date of the deadline do not agree: ask which day is meant."),
}
