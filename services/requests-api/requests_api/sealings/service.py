"""Sealing what an older release wrote in the clear, where rows may change.

Rows of the tables that only grow (reasons of corrections, disclosures …) stay as they were written.
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Table

from requests_api.decisions.schemas import EvidenceIn
from requests_api.matters.models import DESCRIPTION
from requests_api.matters.office import Office
from requests_api.matters.simhash import text_simhash
from requests_api.registrations.models import VOID_REASON
from requests_api.replies.models import EVIDENCE_WORDS, RETURN_REASON
from requests_api.replies.presenter import facts_of, words_of
from requests_api.sealings.repository import (
    MATTERS,
    REGISTRATIONS,
    REPLIES,
    UnsealedRepository,
)

_FIRST = UUID(int=0)


async def seal_texts(office: Office) -> None:
    """Seal every text that stands in the clear, in short transactions; safe to repeat."""
    for table in _SEALED:
        last: UUID | None = _FIRST
        while last is not None:
            last = await _seal_after(office, table, last)


async def _seal_after(office: Office, table: Table, last: UUID) -> UUID | None:
    """Seal some rows behind ``last``; returns the last of them, None after the end."""
    async with office.database.unit_of_work() as session:
        unsealed = UnsealedRepository(session)
        rows = await unsealed.after(table, last)
        for row in rows:
            await unsealed.write(table, row.id, _SEALED[table](office, row))
    return rows[-1].id if rows else None


def _matter(office: Office, row: Row[Any]) -> dict[str, Any]:
    return {
        "description": "",
        "description_sealed": DESCRIPTION.seal(office.keys, row.description, row.id),
        "text_simhash": text_simhash(office.indexes, row.title, row.description),
    }


def _reply(office: Office, row: Row[Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if row.evidence_sealed is None:
        evidence = [EvidenceIn.model_validate(piece) for piece in row.evidence]
        sealed = EVIDENCE_WORDS.seal(office.keys, words_of(evidence), row.id)
        values |= {"evidence": facts_of(evidence), "evidence_sealed": sealed}
    if row.return_reason is not None:
        sealed = RETURN_REASON.seal(office.keys, row.return_reason, row.id)
        values |= {"return_reason": None, "return_reason_sealed": sealed}
    return values


def _registration(office: Office, row: Row[Any]) -> dict[str, Any]:
    sealed = VOID_REASON.seal(office.keys, row.void_reason, row.id)
    return {"void_reason": None, "void_reason_sealed": sealed}


_SEALED: Mapping[Table, Callable[[Office, Row[Any]], dict[str, Any]]] = {
    MATTERS: _matter,
    REPLIES: _reply,
    REGISTRATIONS: _registration,
}
