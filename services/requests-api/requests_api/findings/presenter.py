"""What screening found, as it is shown."""

from collections.abc import Mapping

from gongkai.crypto.fields import KeyRing
from requests_api.findings.models import EXCERPT, REASON, Finding
from requests_api.findings.schemas import FindingOut, FindingPlaceOut


def finding_out(
    row: Finding, keys: KeyRing, names: Mapping[str, str], *, with_words: bool
) -> FindingOut:
    """A finding; ``with_words`` says whether the caller reads the texts of the case."""
    excerpt, reason = row.excerpt_sealed, row.reason_sealed
    return FindingOut(
        id=row.id,
        where=None
        if row.part is None or row.at is None
        else FindingPlaceOut(part=row.part, part_label=row.part.label, at=row.at),
        kind=row.kind,
        kind_label=row.kind.label,
        excerpt=EXCERPT.shown(keys, excerpt, row.id) if with_words and excerpt else None,
        times=row.times,
        resolution=row.resolution,
        resolution_label=None if row.resolution is None else row.resolution.label,
        reason=REASON.shown(keys, reason, row.id) if with_words and reason else None,
        resolved_by=row.resolved_by,
        resolved_by_name=names.get(row.resolved_by or ""),
        resolved_at=row.resolved_at,
    )
