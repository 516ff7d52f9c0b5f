"""Reviews as the API shows them."""

from collections.abc import Mapping, Sequence

from catalog_api.entry_reviews.kinds import LEVELS, ContentCheck
from catalog_api.entry_reviews.repository import ReviewedVersion
from catalog_api.entry_reviews.schemas import CheckOut, ReviewOut, ReviewsOut


def reviews_out(found: Sequence[ReviewedVersion], names: Mapping[str, str]) -> ReviewsOut:
    """Every review of an entry; ``names`` has those of the reviewers who are known."""
    return ReviewsOut(items=[_review_out(each, names) for each in found])


def _review_out(found: ReviewedVersion, names: Mapping[str, str]) -> ReviewOut:
    review, version = found
    return ReviewOut(
        id=review.id,
        content_version=review.content_version,
        digest=review.digest,
        title=version.content["title"],
        document_number=version.content["document_number"],
        level=review.level,
        level_label=LEVELS[min(review.level, len(LEVELS)) - 1].label,
        conclusion=review.conclusion,
        conclusion_label=review.conclusion.label,
        basis=review.basis,
        opinion=review.opinion,
        checks=[
            CheckOut(
                code=ContentCheck(check["code"]),
                label=ContentCheck(check["code"]).label,
                passed=check["passed"],
                note=check["note"],
            )
            for check in review.checks
        ],
        reviewer=review.reviewer,
        reviewer_name=names.get(review.reviewer),
        reviewed_at=review.reviewed_at,
    )
