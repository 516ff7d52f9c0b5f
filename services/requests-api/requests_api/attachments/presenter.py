"""Attachments as they are shown."""

from collections.abc import Mapping

from gongkai.auth.principal import Principal
from gongkai.files import Files, ScanState
from requests_api.attachments.access import reads_attachments
from requests_api.attachments.repository import AttachedFile
from requests_api.attachments.schemas import AttachmentOut, HandedInOut
from requests_api.cases.models import Case

_READABLE = frozenset({ScanState.CLEAN, ScanState.SKIPPED})


def attachment_out(
    found: AttachedFile, case: Case, principal: Principal, files: Files, names: Mapping[str, str]
) -> AttachmentOut:
    """An attachment as ``principal`` sees it: its name, which may name a person, as its content."""
    attachment, file = found
    is_theirs = reads_attachments(principal, case, attachment.origin)
    is_present = attachment.removed_at is None and file.scan in _READABLE
    return AttachmentOut(
        **files.shown(file, with_name=is_theirs).model_dump(),
        origin=attachment.origin,
        origin_label=attachment.origin.label,
        added_at=attachment.added_at,
        added_by=attachment.added_by,
        added_by_name=names.get(attachment.added_by),
        removed_at=attachment.removed_at,
        removed_by=attachment.removed_by,
        removed_by_name=names.get(attachment.removed_by or ""),
        is_readable=is_theirs and is_present,
    )


def handed_in_out(found: AttachedFile, files: Files) -> HandedInOut:
    """A file as the applicant who handed it in sees it."""
    return HandedInOut(
        **files.shown(found.file).model_dump(),
        added_at=found.attachment.added_at,
        is_readable=found.file.scan in _READABLE,
    )
