"""Rows of reviews."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.entries.models import EntryVersion
from catalog_api.entry_reviews.models import EntryReview


class ReviewedVersion(NamedTuple):
    """A review with what it is of."""

    review: EntryReview
    version: EntryVersion


class ReviewRepository:
    """Reviews in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_entry(self, entry_id: UUID) -> Sequence[ReviewedVersion]:
        """Every review of an entry, oldest first."""
        statement = (
            select(EntryReview, EntryVersion)
            .join(
                EntryVersion,
                and_(
                    EntryVersion.entry_id == EntryReview.entry_id,
                    EntryVersion.version == EntryReview.content_version,
                ),
            )
            .where(EntryReview.entry_id == entry_id)
            .order_by(EntryReview.id)
        )
        return [ReviewedVersion(*row) for row in await self._session.execute(statement)]

    def add(self, review: EntryReview) -> None:
        """A new review."""
        self._session.add(review)
