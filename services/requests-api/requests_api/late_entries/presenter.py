"""Late entries as they are shown."""

from collections.abc import Iterable, Mapping
from typing import Any

from requests_api.late_entries.models import EntryConfirmation
from requests_api.late_entries.schemas import LateEntryOut
from requests_api.matters.presenter import marked_out


def late_entries_out(
    marked: Iterable[Mapping[str, Any]] | None,
    papers: Mapping[int, str],
    confirmations: Mapping[int, EntryConfirmation],
) -> list[LateEntryOut]:
    """The entries that a matter is marked with, each with what stands beside the record."""
    found = []
    for entry in marked_out(marked):
        confirmed = confirmations.get(entry.seq)
        found.append(
            LateEntryOut.model_validate(
                {
                    **dict(entry),
                    "paper": papers.get(entry.seq),
                    "confirmed_by": None if confirmed is None else confirmed.confirmed_by,
                    "confirmed_at": None if confirmed is None else confirmed.confirmed_at,
                    "reason": None if confirmed is None else confirmed.reason,
                }
            )
        )
    return found
