"""Files: staged before a transaction, recorded in it, swept where nothing came of them.

    async with files.staged(incoming, name="附图.pdf") as staged:   # outside of any transaction
        async with database.unit_of_work() as session:
            stored = await files.record(session, staged)             # a row of `files`
            session.add(Attachment(id=stored.id, …))

    staged = await files.stage_made("答复书.docx", MediaType.DOCX, content)   # made by ourselves
    name = files.name_of(stored)
    chunks = await files.open(stored)           # bytes by pieces; FilePending, FileWithheld, …

A route takes an upload by `gongkai.files.web.received` and hands a file out by `served`; a service
collects `gongkai.files.models` in its `db.py`, derives its settings from
`gongkai.files.settings.FileSettings`, opens `Files` once for each process and has its worker repeat
the loops of `gongkai.files.work`. What a file belongs to, who may read it and when it goes is the
feature's own business: `files.remove_later` in its transaction.

What is sent in goes through a temporary file of this machine, is bounded, hashed, known by its
content (`sniffing`) and never whole in memory. In the store, a folder or an S3 bucket, stand
ciphertexts only (`sealing`), by ids; names stand encrypted in the row (ADR 0047).
"""

from gongkai.files.files import Files, StagedFile
from gongkai.files.kinds import MediaType, ScanState
from gongkai.files.models import StoredFile
from gongkai.files.schemas import FileOut
from gongkai.files.store import ObjectStore

__all__ = ["FileOut", "Files", "MediaType", "ObjectStore", "ScanState", "StagedFile", "StoredFile"]
