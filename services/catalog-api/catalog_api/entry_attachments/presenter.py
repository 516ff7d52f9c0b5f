"""The files of an entry as the API shows them."""

from collections.abc import Mapping

from catalog_api.entries.models import EntryVersion
from catalog_api.entry_attachments.repository import EntryFile
from catalog_api.entry_attachments.schemas import EntryAttachmentOut
from gongkai.files import Files


def attachment_out(
    found: EntryFile, newest: EntryVersion, files: Files, names: Mapping[str, str]
) -> EntryAttachmentOut:
    """A file of an entry; ``newest`` is the entry's newest version."""
    attachment, file = found
    return EntryAttachmentOut(
        **files.shown(file).model_dump(),
        added_at=attachment.added_at,
        added_by=attachment.added_by,
        added_by_name=names.get(attachment.added_by),
        is_of_newest=any(each["id"] == str(file.id) for each in newest.attachments),
    )
