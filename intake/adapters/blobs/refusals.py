"""What a service that speaks S3 answers when it does not do as it was asked, in a sentence with its remedy.

The codes are those of the S3 API reference, "List of error codes", and MinIO's for what a disk of one's
own does. An answer's words are never repeated: they may hold an account's key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from intake.domain.storage import Bucket, StorageDenied, StorageError

_LATER: Final = "Nothing was lost, and it goes on by itself."
_CODE: Final = re.compile(r"<Code>([\w.]{1,60})</Code>")
_STATUS: Final = re.compile(r"status code: (\d{3})")
_DENIED: Final = frozenset({"AccessDenied", "AllAccessDisabled", "AccountProblem", "403"})

# The code of an answer, or its status where it has none: what it means, and what to do.
_ANSWERS: Final = (
    (
        {"NoSuchBucket"},
        "there is no such bucket",
        "Create the bucket, or correct `storage` in intake.yaml.",
    ),
    (
        _DENIED,
        "access is denied",
        "Give this account s3:ListBucket there, and s3:GetObject, s3:PutObject and s3:DeleteObject below.",
    ),
    (
        {"InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken", "401"},
        "the keys are not accepted",
        "Correct what access_key and secret_key of `storage` name, or the keys of the environment.",
    ),
    (
        {"RequestTimeTooSkewed", "RequestExpired"},
        "this machine's clock differs from the service's",
        "Set this machine's clock by NTP.",
    ),
    (
        {"PermanentRedirect", "TemporaryRedirect", "AuthorizationHeaderMalformed", "301", "307"}
        | {"IllegalLocationConstraintException"},
        "the bucket is in another region, or behind another endpoint",
        "Set region (and endpoint) of `storage` to the bucket's own.",
    ),
    (
        {"SlowDown", "ServiceUnavailable", "RequestLimitExceeded", "TooManyRequests", "429", "503"},
        "the service asks for fewer requests",
        f"{_LATER} If it lasts, ask the provider for a higher rate.",
    ),
    (
        {"QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "507"},
        "there is no room left",
        f"Raise the quota, or make room. {_LATER}",
    ),
    (
        {"EntityTooLarge"},
        "the mail is larger than the service takes at once",
        "Raise the service's limit on the size of an object (Amazon's is 5 GB).",
    ),
    (
        {"BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch"},
        "the bytes changed on their way",
        f"Look at the network, and at proxies on the way. {_LATER}",
    ),
    (
        {"NotImplemented", "501"},
        "the service does not know a conditional write or a checksum",
        "Use one that knows If-None-Match and SHA-256 checksums, as Amazon's, MinIO and Ceph do.",
    ),
    (
        {"InternalError", "500", "502", "504"},
        "the service has a fault of its own",
        f"{_LATER} If it lasts, ask the provider.",
    ),
)

# Words by which the library tells what kept it from an answer.
_SILENCES: Final = (
    (
        "InvalidCertificate",
        "its certificate is not trusted",
        "Name the authority's file as ca_file of `storage`.",
    ),
    (
        "dns error",
        "its host is not known",
        "Correct endpoint or region of `storage`; see whether this machine resolves names.",
    ),
    (
        "incorrectly configured region",
        "the bucket is in another region, or behind another endpoint",
        "Set region (and endpoint) of `storage` to the bucket's own.",
    ),
    ("TimedOut", "it does not answer in time", f"See whether the service is well. {_LATER}"),
    ("Timeout", "it does not answer in time", f"See whether the service is well. {_LATER}"),
    ("HTTP error", "it cannot be reached", f"See whether this machine reaches the service. {_LATER}"),
)
# Where a machine of Amazon's gives out keys of its own: asked where nobody has given any.
_KEYS_OF_MACHINE: Final = re.compile(r"://[^/\s]+/latest/(?:api|meta-data)/")
_NO_KEYS: Final = (
    "no keys were given, and this machine has none of its own",
    "Set access_key and secret_key of `storage`, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
)
_UNKNOWN: Final = (
    "its answer is not understood",
    "See whether endpoint of `storage` is one that speaks S3, and region the bucket's.",
)


@contextmanager
def told(place: Bucket) -> Iterator[None]:
    """Turn what obstore raises into what we know.

    Raises:
        StorageError: and StorageDenied.
        FileNotFoundError: there is no such object.
        FileExistsError: there is one already, or another writer is at it.

    """
    from obstore.exceptions import AlreadyExistsError, BaseError

    try:
        yield
    except AlreadyExistsError as error:
        raise FileExistsError from error
    except FileNotFoundError as error:
        if "<Code>NoSuchBucket</Code>" in str(error):
            raise refusal(place, str(error)) from error
        raise
    except (BaseError, OSError, ValueError) as error:
        raise refusal(place, str(error)) from error


def wordless(error: StorageError) -> bool:
    """Whether the service refused, and did not say why."""
    words = str(error.__cause__)
    return _STATUS.search(words) is not None and _CODE.search(words) is None


def refusal(place: Bucket, words: str) -> StorageError:
    """Return the error that an answer amounts to."""
    if _KEYS_OF_MACHINE.search(words):
        what, remedy = _NO_KEYS
        return StorageError(_sentence(place, what), remedy)
    code, status = _CODE.search(words), _STATUS.search(words)
    names = [found[1] for found in (code, status) if found]
    for name in names:
        if name.startswith("KMS."):
            what = "the key of `storage` cannot be used"
            remedy = "Correct kms_key, and give this account kms:GenerateDataKey and kms:Decrypt on it."
            return StorageError(_sentence(place, what, name), remedy)
        for codes, what, remedy in _ANSWERS:
            if name in codes:
                kind = StorageDenied if codes is _DENIED else StorageError
                return kind(_sentence(place, what, name), remedy)
    for sign, what, remedy in _SILENCES:
        if sign in words:
            return StorageError(_sentence(place, what), remedy)
    what, remedy = _UNKNOWN
    return StorageError(_sentence(place, what, *names[:1]), remedy)


def _sentence(place: Bucket, what: str, code: str = "") -> str:
    at = f" at {place.endpoint}" if place.endpoint else ""
    return f"the storage {place}{at} fails: {what}{f' ({code})' if code else ''}"
