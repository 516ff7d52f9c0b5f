"""Late entries as they are shown."""

from collections.abc import Iterable, Mapping
from typing import Any

from gongkai.crypto.fields import KeyRing
from requests_api.late_entries.models import CONFIRMATION_REASON, EntryConfirmation
from requests_api.late_entries.schemas import LateEntryOut
from requests_api.matters.models import PLACE, MatterPaper
from requests_api.matters.presenter import marked_out


def late_entries_out(
    marked: Iterable[Mapping[str, Any]] | None,
    papers: Mapping[int, MatterPaper],
    confirmations: Mapping[int, EntryConfirmation],
    names: Mapping[str, str],
    keys: KeyRing,
    *,
    with_words: bool,
) -> list[LateEntryOut]:
    """The entries that a matter is marked with, each with what stands beside the record.

    ``names`` has those of who entered and confirmed them; ``with_words`` says whether the caller
    may read what an office writes.
    """
    found = []
    for entry in marked_out(marked, names):
        confirmed, paper = confirmations.get(entry.seq), papers.get(entry.seq)
        found.append(
            LateEntryOut.model_validate(
                {
                    **dict(entry),
                    "paper": place_of(paper, keys) if paper and with_words else None,
                    "confirmed_by": None if confirmed is None else confirmed.confirmed_by,
                    "confirmed_by_name": names.get(confirmed.confirmed_by) if confirmed else None,
                    "confirmed_at": None if confirmed is None else confirmed.confirmed_at,
                    "reason": reason_of(confirmed, keys) if confirmed and with_words else None,
                    "free_text_withheld": not with_words,
                }
            )
        )
    return found


def place_of(paper: MatterPaper, keys: KeyRing) -> str:
    """Where the paper lies."""
    return PLACE.shown(keys, paper.place_sealed, paper.matter_id, paper.seq)


def reason_of(confirmed: EntryConfirmation, keys: KeyRing) -> str:
    """By what it was confirmed."""
    key = confirmed.matter_id, confirmed.entry
    return CONFIRMATION_REASON.shown(keys, confirmed.reason_sealed, *key)
