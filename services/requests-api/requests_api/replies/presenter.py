"""The reply as it is shown in the file."""

from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from gongkai.auth.principal import Principal
from gongkai.crypto.fields import KeyRing
from gongkai.crypto.unreadable import UNREADABLE, or_unreadable
from requests_api.clock.facts import ServiceMode
from requests_api.decisions.model import DecisionCode
from requests_api.decisions.schemas import EvidenceOut
from requests_api.decisions.taxonomy import decision_of
from requests_api.matters.access import may_read_letters
from requests_api.replies.models import Reply
from requests_api.replies.schemas import ReplyOut


class ReplyRow(Protocol):
    """What a reply is made from: a row of a reading with `REPLY_COLUMNS`."""

    organ_id: UUID
    reply_id: UUID | None
    reply_draft: int
    reply_decision: DecisionCode
    reply_evidence: list[Any]
    reply_content: bytes
    reply_document_number: str | None
    reply_drafted_by: str
    reply_drafted_at: datetime
    reply_approved_by: str | None
    reply_approved_at: datetime | None
    reply_return_reason: str | None
    reply_issued_on: date | None
    reply_delivered_on: date | None
    reply_delivery: ServiceMode | None


def reply_out(row: ReplyRow, keys: KeyRing, principal: Principal) -> ReplyOut | None:
    """The present reply, without its text for those who only oversee."""
    if row.reply_id is None:
        return None
    content = None
    if may_read_letters(principal, row.organ_id):
        content = shown_text(row.reply_id, row.reply_content, keys)
    return ReplyOut(
        id=row.reply_id,
        draft=row.reply_draft,
        decision=row.reply_decision,
        decision_label=decision_of(row.reply_decision).label,
        evidence=[EvidenceOut.model_validate(piece) for piece in row.reply_evidence],
        content=content,
        document_number=row.reply_document_number,
        drafted_by=row.reply_drafted_by,
        drafted_at=row.reply_drafted_at,
        approved_by=row.reply_approved_by,
        approved_at=row.reply_approved_at,
        return_reason=row.reply_return_reason,
        issued_on=row.reply_issued_on,
        delivered_on=row.reply_delivered_on,
        delivery=row.reply_delivery,
    )


def shown_text(reply_id: UUID, content: bytes, keys: KeyRing) -> str:
    """The letter's text for people: said to be unreadable where it does not decrypt."""
    return or_unreadable(lambda: text_of(reply_id, content, keys), UNREADABLE)


def text_of(reply_id: UUID, content: bytes, keys: KeyRing) -> str:
    """The letter's text in the clear; raises DecryptionFailed."""
    return keys.decrypt_text(Reply.__tablename__, "content", reply_id, content)
