"""A report as a PDF (ISO 32000) on A4: to be printed, filed and sent, in French, English or Arabic.

`layout` says what stands where, `ink` puts it on the pages. The same report gives the same bytes.
"""

from __future__ import annotations

from typing import Final

from intake.adapters.report_pdf.layout import laid_out
from intake.domain.report import Report

__all__ = ["PDF", "report_pdf"]

PDF: Final = "application/pdf"


def report_pdf(report: Report) -> bytes:
    """Return the report as the bytes of a PDF. Raises ValueError where its time has no zone."""
    if report.at.tzinfo is None:
        raise ValueError("The time of a report has no zone.")
    from intake.adapters.report_pdf.ink import Ink  # half a second, which only a report is worth

    ink = Ink()
    return ink.pdf(laid_out(report, ink), report)
