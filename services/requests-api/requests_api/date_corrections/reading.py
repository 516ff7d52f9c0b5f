"""Corrections of days with their reasons, as they are shown."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.crypto.fields import KeyRing
from gongkai.reference.people import person_names
from requests_api.date_corrections.presenter import explained
from requests_api.date_corrections.repository import corrections_of
from requests_api.date_corrections.schemas import ExplainedCorrectionOut


async def shown_corrections(
    session: AsyncSession, matter_id: UUID, keys: KeyRing, *, with_words: bool
) -> list[ExplainedCorrectionOut]:
    """Every correction of a matter; ``with_words`` says whether the caller may read its reason."""
    corrections = await corrections_of(session, matter_id)
    names = await person_names(session, [made.corrected_by for made, _ in corrections])
    return [explained(*found, names, keys, with_words=with_words) for found in corrections]
