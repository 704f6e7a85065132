"""The objects of a bucket by their keys below its prefix: each request, and its connection."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from intake.adapters.blobs.refusals import told, wordless
from intake.domain.storage import Bucket, StorageError

if TYPE_CHECKING:
    from obstore.store import S3Store

_LISTED: Final = 1000  # objects of one answer; S3 gives no more

Keys = tuple[str, str]  # access key, secret key


@dataclass(frozen=True, kw_only=True, slots=True)
class Patience:
    """How long a server is waited for, in seconds, and how often it is asked again."""

    connect: float = 5
    word: float = 20  # a request without a body
    body: float = 120  # one that carries a mail
    retries: int = 4
    retrying: float = 30  # after which no request is made again; a transaction may wait for it
    pause: float = 0.2  # before the first of them; doubled each time


class Objects:
    """What can be asked of a bucket. `keys` looks up the account's, at the first request.

    Every method raises StorageError, and StorageDenied.
    """

    def __init__(self, place: Bucket, keys: Callable[[], Keys | None], patience: Patience) -> None:
        self.place, self._keys, self._patience = place, keys, patience

    def write(self, path: str, data: bytes, *, anew: bool = False) -> str | None:
        """Write an object by one request; return its version, if the bucket keeps versions.

        Raises FileExistsError where there is one, or where another writer is at it, unless `anew`.
        """
        store = self._for_bodies
        with told(self.place):
            mode: Literal["create", "overwrite"] = "overwrite" if anew else "create"
            version = store.put(path, data, mode=mode, use_multipart=False)["version"]
        return None if version == "null" else version

    def read(self, path: str) -> bytes | None:
        """Return an object's bytes; None: there is no such object."""
        store = self._for_bodies
        with suppress(FileNotFoundError), told(self.place):
            return bytes(store.get(path).bytes())
        return None

    def size(self, path: str) -> int | None:
        """Return an object's size; None: there is no such object."""
        store = self._for_words
        try:
            with suppress(FileNotFoundError), told(self.place):
                return store.head(path)["size"]
        except StorageError as error:
            if wordless(error):  # an answer to HEAD has no body: ask for one that says why
                next(self.listing(path), None)
            raise
        return None

    def remove(self, path: str) -> None:
        """Remove an object; that there is none is no error."""
        store = self._for_words
        with suppress(FileNotFoundError), told(self.place):
            store.delete(path)

    def listing(self, below: str = "") -> Iterator[tuple[str, float]]:
        """Yield the path of each object below a path, and when it was written, by the server's clock."""
        store = self._for_words
        with told(self.place):
            pages = iter(store.list(below or None, chunk_size=_LISTED))
        while True:
            with told(self.place):
                page = next(pages, None)
            if page is None:
                return
            for item in page:
                yield item["path"], item["last_modified"].timestamp()

    # --- the connection ---

    @cached_property
    def _for_words(self) -> S3Store:
        return self._open(self._patience.word)

    @cached_property
    def _for_bodies(self) -> S3Store:
        return self._open(self._patience.body)

    def _open(self, seconds: float) -> S3Store:
        try:
            from obstore.store import S3Store
        except ImportError:
            raise StorageError(
                "`storage` is a bucket, and the package 'obstore' is not installed",
                "Install it with: pip install 'intake[s3]'.",
            ) from None
        options = self._options()
        client = self._client(seconds)
        with told(self.place):
            return S3Store(
                self.place.name,
                prefix=self.place.prefix or None,
                client_options=client,
                retry_config=self._retries(),
                checksum_algorithm="SHA256",
                disable_bulk_delete=True,  # not every service has it
                **options,
            )

    def _options(self) -> dict[str, Any]:
        """What the configuration says; what it does not say may come from the environment."""
        said: dict[str, Any] = {
            "endpoint": self.place.endpoint,
            "region": self.place.region,
            "server_side_encryption": self.place.encryption,
            "sse_kms_key_id": self.place.kms_key,
        }
        if keys := self._keys():  # given so, that no session token of the environment goes with them
            access, secret = keys
            given = {"access_key_id": access, "secret_access_key": secret, "token": None, "expires_at": None}
            said["credential_provider"] = lambda: given
        return {name: value for name, value in said.items() if value is not None}

    def _client(self, seconds: float) -> Any:
        connect = timedelta(seconds=self._patience.connect)
        options: dict[str, Any] = {"connect_timeout": connect, "timeout": timedelta(seconds=seconds)}
        if (self.place.endpoint or "").startswith("http://"):  # loopback; the settings accept no other
            options["allow_http"] = True
        if self.place.ca_file:
            try:
                options["root_certificate"] = Path(self.place.ca_file).read_bytes()
            except OSError as error:
                text = f"the certificates in {self.place.ca_file} cannot be read: {error.strerror}"
                raise StorageError(text, "Correct ca_file of `storage`.") from error
        return options

    def _retries(self) -> Any:
        pause = timedelta(seconds=self._patience.pause)
        return {
            "max_retries": self._patience.retries,
            "retry_timeout": timedelta(seconds=self._patience.retrying),
            "backoff": {"init_backoff": pause, "max_backoff": timedelta(seconds=5), "base": 2},
        }
