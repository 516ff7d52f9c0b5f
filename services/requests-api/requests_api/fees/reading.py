"""The fee of a case as one column of a reading."""

from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, Text, cast, select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.db.base import table_of
from gongkai.db.json import in_base64, listed
from requests_api.cases.models import Case
from requests_api.fees.models import FeeNotice, FeeWaiver

_NOTICES, _CASES = table_of(FeeNotice), table_of(Case)
_NOTICE, _WAIVER = _NOTICES.c, table_of(FeeWaiver).c
_WAIVERS = listed(
    {
        "id": _WAIVER.id,
        "waived_on": _WAIVER.waived_on,
        "reduced_to": cast(_WAIVER.reduced_to, Text),
        "reason_sealed": in_base64(_WAIVER.reason_sealed),
    },
    of=_WAIVER.notice_id == _NOTICE.id,
    correlate=_NOTICES,
    order=(_WAIVER.seq,),
)
FEES: ScalarSelect[Any] = listed(
    {
        "id": _NOTICE.id,
        "basis": _NOTICE.basis,
        "quantity": _NOTICE.quantity,
        "month": _NOTICE.month,
        "counted": _NOTICE.counted,
        "counted_before": _NOTICE.counted_before,
        "steps": _NOTICE.steps,
        "amount": cast(_NOTICE.amount, Text),
        "amount_due": cast(_NOTICE.amount_due, Text),
        "grounds_sealed": in_base64(_NOTICE.grounds_sealed),
        "notified_on": _NOTICE.notified_on,
        "delivered_on": _NOTICE.delivered_on,
        "confirmed_on": _NOTICE.confirmed_on,
        "paid_on": _NOTICE.paid_on,
        "waivers": _WAIVERS,
    },
    of=_NOTICE.case_id == _CASES.c.id,
    correlate=_CASES,
    order=(_NOTICE.id,),
)
"""The notice with its waivers as JSON, NULL where there is none; amounts are text, what is sealed
is in base64."""


async def read_fees(session: AsyncSession, case_id: UUID) -> list[dict[str, Any]] | None:
    """The column of one case."""
    statement = select(FEES).select_from(_CASES).where(_CASES.c.id == case_id)
    found: list[dict[str, Any]] | None = await session.scalar(statement)
    return found
