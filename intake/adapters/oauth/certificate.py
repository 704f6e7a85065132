"""The certificate by which an application signs in."""

from __future__ import annotations

from datetime import datetime


def ends(pem: str) -> datetime | None:
    """Return when the first certificate in a PEM text ends; None where there is none, or none can be read."""
    try:
        from cryptography.x509 import load_pem_x509_certificates
    except ImportError:
        return None
    try:
        return load_pem_x509_certificates(pem.encode())[0].not_valid_after_utc
    except ValueError:
        return None
