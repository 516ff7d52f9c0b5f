"""Texts that may name a person, encrypted where they stand: one way for every column (ADR 0030).

REASON = SealedText("date_corrections", "reason")
row.reason_sealed = REASON.seal(keys, reason, row.id)
shown = REASON.shown(keys, row.reason_sealed, row.id)
"""

from dataclasses import dataclass
from uuid import UUID

from gongkai.crypto.fields import KeyRing
from gongkai.crypto.unreadable import UNREADABLE, or_unreadable


@dataclass(frozen=True, slots=True)
class SealedText:
    """A place where encrypted text stands: a value is bound to table, column and the row's key."""

    table: str
    column: str

    def seal(self, keys: KeyRing, text: str, *key: UUID | int | str) -> bytes:
        """What is stored in place of ``text`` in the row of that key."""
        return keys.encrypt_text(self.table, self.column, _row(key), text)

    def opened(self, keys: KeyRing, sealed: bytes, *key: UUID | int | str) -> str:
        """The text; raises `DecryptionFailed`."""
        return keys.decrypt_text(self.table, self.column, _row(key), sealed)

    def shown(self, keys: KeyRing, sealed: bytes, *key: UUID | int | str) -> str:
        """The text for people, said to be unreadable where it does not decrypt."""
        return or_unreadable(lambda: self.opened(keys, sealed, *key), UNREADABLE)


def _row(key: tuple[UUID | int | str, ...]) -> str:
    return ":".join(map(str, key))
