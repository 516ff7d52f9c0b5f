"""What goes out with a reply, as it is shown."""

from collections.abc import Mapping

from gongkai.crypto.fields import KeyRing
from gongkai.files import Files
from requests_api.enclosures.models import EXCERPT, REASON, EnclosureFinding
from requests_api.enclosures.repository import EnclosedFile
from requests_api.enclosures.schemas import (
    EnclosureOut,
    FindingOut,
    FindingPlaceOut,
    ReceivedEnclosureOut,
)


def enclosure_out(
    found: EnclosedFile, files: Files, names: Mapping[str, str], *, with_words: bool
) -> EnclosureOut:
    """An enclosure; ``with_words`` says whether the caller reads the texts of the case."""
    enclosure = found.enclosure
    return EnclosureOut(
        id=enclosure.id,
        attachment_id=enclosure.attachment_id,
        file=files.shown(found.file, with_name=with_words),
        added_at=enclosure.added_at,
        added_by=enclosure.added_by,
        added_by_name=names.get(enclosure.added_by),
        screened_at=enclosure.screened_at,
        findings=found.findings,
        open_findings=found.open,
        fetched_at=enclosure.fetched_at,
    )


def finding_out(
    row: EnclosureFinding, keys: KeyRing, names: Mapping[str, str], *, with_words: bool
) -> FindingOut:
    """A finding, as `enclosure_out`."""
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


def received_out(found: EnclosedFile, files: Files) -> ReceivedEnclosureOut:
    """An enclosure as the applicant sees it."""
    return ReceivedEnclosureOut(id=found.enclosure.id, file=files.shown(found.file))
