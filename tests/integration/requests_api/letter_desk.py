"""What the tests of letters share: drawing one up, reading it, filing its sealed copy."""

import hashlib
import io
import uuid

from docx import Document

from gongkai.auth.principal import Role
from gongkai.reference.organs import ReferenceOrgan
from tests.unit.gongkai.files import made

NUMBERED = {"kind": "split_notice", "variables": {"parts": ["规划文本", "环评批复"]}}
"""A letter that needs no act on record before it."""
AUTHORITY, COURT = "试验市人民政府", "试验市示例区人民法院"


async def contested(office, organ_id, authority, court):
    async with office.database.unit_of_work() as session:
        organ = await session.get(ReferenceOrgan, organ_id)
        organ.reconsideration_authority, organ.court = authority, court


async def draw(desk, case_id, kind, *, role=Role.CLERK, organ=None, key=None, **body):
    """Draw a letter up; adding to a file names no version."""
    return await desk.client.post(
        f"/requests/v1/cases/{case_id}/letters",
        json={"kind": kind, **body},
        headers={**desk.headers(role, organ), "Idempotency-Key": key or str(uuid.uuid4())},
    )


async def drawn(desk, case_id, kind, **body):
    answer = await draw(desk, case_id, kind, **body)
    assert answer.status_code == 201, answer.text
    desk.etags[case_id] = answer.headers["etag"]
    return answer.json()


async def content(desk, case_id, letter_id, **options):
    return await desk.get(f"/cases/{case_id}/letters/{letter_id}/content", **options)


def said(docx):
    document = Document(io.BytesIO(docx))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


async def text_of(desk, case_id, letter):
    answer = await content(desk, case_id, letter["id"])
    assert answer.status_code == 200, answer.text
    assert hashlib.sha256(answer.content).hexdigest() == letter["file"]["sha256"]
    return said(answer.content)


async def file_copy(desk, case_id, letter_id, body=made.PDF, name="盖章.pdf", **options):
    return await desk.client.put(
        f"/requests/v1/cases/{case_id}/letters/{letter_id}/issued-copy",
        params={"filename": name},
        content=body,
        headers={
            **desk.headers(options.get("role", Role.CLERK), options.get("organ")),
            "Content-Type": "application/octet-stream",
            "Idempotency-Key": str(uuid.uuid4()),
        },
    )


async def read_as_applicant(client, receipt, letter_id, code=None):
    return await client.get(
        f"/requests/v1/applications/{receipt['receipt_number']}/letters/{letter_id}/content",
        headers={"Gongkai-Access-Code": code or receipt["access_code"]},
    )
