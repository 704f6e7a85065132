"""Bytes kept under their SHA-256, in a folder or in a bucket: safe before `put` returns.

Both stores do the same by the same names; their errors are those of `domain.storage`.
"""

from __future__ import annotations

from intake.adapters.blobs.bucket import BucketBlobs
from intake.adapters.blobs.folder import STALE, FolderBlobs
from intake.adapters.blobs.objects import Patience
from intake.domain.storage import BlobDamaged, BlobMissing, StorageDenied, StorageError

__all__ = [
    "STALE",
    "BlobDamaged",
    "BlobMissing",
    "BucketBlobs",
    "FolderBlobs",
    "Patience",
    "StorageDenied",
    "StorageError",
]
