"""Late entries with what stands beside the record, as they are shown."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.crypto.fields import KeyRing
from gongkai.reference.people import person_names
from requests_api.late_entries.presenter import late_entries_out
from requests_api.late_entries.repository import confirmations_of, papers_of
from requests_api.late_entries.schemas import LateEntryOut


async def shown_late_entries(
    session: AsyncSession,
    matter_id: UUID,
    marked: Sequence[Mapping[str, Any]] | None,
    keys: KeyRing,
    *,
    with_words: bool,
) -> list[LateEntryOut]:
    """What a matter is ``marked`` with; ``with_words`` says whether the caller may read words."""
    papers = await papers_of(session, matter_id)
    confirmations = await confirmations_of(session, matter_id)
    people = [entry["entered_by"] for entry in marked or ()]
    people += [confirmed.confirmed_by for confirmed in confirmations.values()]
    names = await person_names(session, people)
    return late_entries_out(marked, papers, confirmations, names, keys, with_words=with_words)
