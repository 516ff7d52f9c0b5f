"""Handing entries in for review, and reviewing them."""

from uuid import UUID

from catalog_api.entries.desk import EntryDesk, situation_of
from catalog_api.entries.models import Entry
from catalog_api.entry_reviews.errors import ReviewCheckFailed
from catalog_api.entry_reviews.events import EntryReviewed, EntrySubmitted
from catalog_api.entry_reviews.kinds import AGREES
from catalog_api.entry_reviews.models import EntryReview
from catalog_api.entry_reviews.repository import ReviewRepository
from catalog_api.entry_reviews.schemas import ReviewIn
from catalog_api.entry_reviews.steps import REVIEW, SUBMIT
from gongkai.db import new_id
from gongkai.http.versions import IfMatch


class ReviewService:
    """What one caller does about reviews in one transaction."""

    def __init__(self, desk: EntryDesk) -> None:
        self._desk = desk

    async def submit(self, entry_id: UUID, expected: IfMatch) -> Entry:
        """Hand the newest version in. Raises EntryStepNotAllowed."""
        entry = await self._desk.take(entry_id, SUBMIT, expected)
        version = await self._desk.entries.version(entry.id, entry.content_version)
        event = EntrySubmitted(content_version=version.version, digest=version.digest)
        await self._desk.perform(entry, SUBMIT, event)
        return entry

    async def review(
        self, entry_id: UUID, expected: IfMatch, told: ReviewIn
    ) -> tuple[Entry, EntryReview]:
        """Conclude on the next level whether the newest version may be public.

        Raises ReviewerRepeats, ReviewOfOtherLevel, ReviewCheckFailed, EntryStepNotAllowed.
        """
        desk = self._desk
        entry = await desk.take(entry_id, REVIEW, expected)
        agrees = told.conclusion in AGREES
        failed = tuple(check.code for check in told.checks if not check.passed)
        if agrees and failed:
            raise ReviewCheckFailed.at("/body/checks")
        version = await desk.entries.version(entry.id, entry.content_version)
        level = len(entry.reviewers) + 1
        reviewers = [*entry.reviewers, desk.principal.actor] if agrees else entry.reviewers
        situation = situation_of(entry, reviewers=tuple(reviewers), is_sent_back=not agrees)
        event = EntryReviewed(
            content_version=version.version,
            digest=version.digest,
            level=level,
            conclusion=told.conclusion,
            passed=tuple(check.code for check in told.checks if check.passed),
            failed=failed,
        )
        review = EntryReview(
            id=new_id(),
            entry_id=entry.id,
            content_version=version.version,
            digest=version.digest,
            level=level,
            conclusion=told.conclusion,
            basis=told.basis,
            opinion=told.opinion,
            checks=[check.model_dump(mode="json") for check in told.checks],
            reviewer=desk.principal.actor,
            reviewed_at=desk.office.clock.now(),
        )
        ReviewRepository(desk.session).add(review)
        entry.reviewers = list(reviewers)
        await desk.perform(entry, REVIEW, event, situation)
        return entry, review
