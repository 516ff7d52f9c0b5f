"""What goes out with a reply, as it is shown."""

from collections.abc import Mapping

from gongkai.files import Files
from requests_api.enclosures.repository import EnclosedFile
from requests_api.enclosures.schemas import (
    EnclosureOut,
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


def received_out(found: EnclosedFile, files: Files) -> ReceivedEnclosureOut:
    """An enclosure as the applicant sees it."""
    return ReceivedEnclosureOut(id=found.enclosure.id, file=files.shown(found.file))
