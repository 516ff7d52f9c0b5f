"""What opening a case must know of its organ: one question, however much hangs on it; and the same
as a condition, for whoever was told before (ADR 0059).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, cast
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Date,
    Integer,
    Text,
    bindparam,
    exists,
    func,
    literal,
    literal_column,
    select,
    true,
)
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.db.base import table_of
from gongkai.db.driver import Read
from gongkai.http.idempotency_store import KNOWN_KEY
from gongkai.reference.organs import ReferenceOrgan
from gongkai.time import month_of
from requests_api.applicants.models import Applicant
from requests_api.matters.models import Matter
from requests_api.organ_parameters.defaults import APPLICATIONS_A_MONTH
from requests_api.organ_parameters.repository import applications_a_month
from requests_api.rule_sets.reading import almanac_stamp

_ORGAN = table_of(ReferenceOrgan)
_MATTERS, _APPLICANTS = table_of(Matter).c, table_of(Applicant).c
_MOST_COUNTED = 10_000
"""Of one applicant's applications, so that whoever filed millions makes no filing slow."""
_FILED = (
    select(_MATTERS.organ_id, _MATTERS.arrived_on, _MATTERS.text_simhash)
    .where(_MATTERS.id == _APPLICANTS.matter_id)
    .limit(1)
    .lateral()
)
"""The matter of one applicant's row. Its limit leaves a planner that does not know yet how many
matters there are (new tables; a plan is kept for long) no other way than from the document."""
_OF_THE_MONTH = (
    select(_FILED.c.text_simhash)
    .select_from(table_of(Applicant).join(_FILED, true()))
    .where(
        _APPLICANTS.document_index == bindparam("document_index"),
        _FILED.c.organ_id == bindparam("organ_id"),
        _FILED.c.arrived_on.between(bindparam("month_from"), bindparam("month_until")),
    )
    .limit(_MOST_COUNTED)
    .subquery()
)
_COUNTED = (
    select(
        func.count().label("in_month"),
        func.count()
        .filter(_OF_THE_MONTH.c.text_simhash == bindparam("text_simhash", type_=BigInteger))
        .label("duplicates"),
    )
    .select_from(_OF_THE_MONTH)
    .subquery()
)
_KEY, _ASKED = KNOWN_KEY.subquery(), select(literal(1).label("once")).subquery()
_OF_ORGAN = (
    _ORGAN.c.id,
    _ORGAN.c.region_code,
    _ORGAN.c.valid_until,
    almanac_stamp().label("notices"),
    applications_a_month(_ORGAN.c.id).label("threshold"),
    _COUNTED.c.in_month,
    _COUNTED.c.duplicates,
)
_IS_ASKED = _ORGAN.c.id == bindparam("organ_id")
READ_ORGAN = Read(select(*_OF_ORGAN).select_from(_ORGAN.join(_COUNTED, true())).where(_IS_ASKED))
"""What a case must know of the organ `organ_id`: region, last day, which calendar is the present
one, the organ's threshold, how many applications of the document it got in the month, and how many
of them with the same text."""
READ_ORGAN_AND_KEY = Read(
    select(*_OF_ORGAN, *_KEY.c).select_from(
        _ASKED.outerjoin(_ORGAN, _IS_ASKED).join(_COUNTED, true()).outerjoin(_KEY, true())
    )
)
"""The same, with NULL in `id` where there is no such organ, and what is stored of `key_scope`."""


_IN_MONTH = select(func.count()).select_from(_OF_THE_MONTH).scalar_subquery()
_THRESHOLD = func.coalesce(
    applications_a_month(_ORGAN.c.id), literal_column(str(APPLICATIONS_A_MONTH), Integer)
)
STILL_HOLDS = exists(
    select(_ORGAN.c.id).where(
        _IS_ASKED,
        _ORGAN.c.region_code.is_not_distinct_from(bindparam("region_code", type_=Text)),
        _ORGAN.c.valid_until.is_not_distinct_from(bindparam("valid_until", type_=Date)),
        almanac_stamp() == bindparam("notices", type_=Text),
        _THRESHOLD > _IN_MONTH,
    )
)
"""Whether `organ_id` still is as it was told, the calendar the one of `notices`, and one more
application of the document in the month not yet above the threshold."""


class OrganRow(Protocol):
    """What opening a case needs of its organ."""

    id: UUID
    region_code: str | None
    valid_until: date | None
    notices: str | None
    threshold: int | None
    in_month: int
    duplicates: int


async def find_organ(
    session: AsyncSession,
    organ_id: UUID,
    *,
    document_index: bytes,
    text_simhash: int | None,
    arrived_on: date,
    key_scope: bytes | None = None,
) -> OrganRow | None:
    """The organ, if the directory has it; how often an applicant asked it in a month beside it.

    With a ``key_scope`` always a row, with the columns of `KNOWN_KEY`.
    """
    given = {**asked_of(organ_id, document_index, arrived_on), "text_simhash": text_simhash}
    if key_scope is None:
        found = await READ_ORGAN.one_or_none(session, **given)
    else:
        found = await READ_ORGAN_AND_KEY.one_or_none(session, **given, key_scope=key_scope)
    return cast("OrganRow | None", found)


@dataclass(slots=True)
class ToldOrgan:
    """An organ as it was told before, with an applicant of whom nothing is to be marked."""

    id: UUID
    region_code: str | None
    valid_until: date | None
    notices: str | None
    threshold: int | None = None
    in_month: int = 0
    duplicates: int = 0

    @classmethod
    def of(cls, organ: OrganRow) -> "ToldOrgan":
        """What can be remembered of an organ."""
        return cls(organ.id, organ.region_code, organ.valid_until, organ.notices)

    def assumed(self, document_index: bytes, arrived_on: date) -> dict[str, Any]:
        """The parameters of `STILL_HOLDS`."""
        return {
            **asked_of(self.id, document_index, arrived_on),
            "region_code": self.region_code,
            "valid_until": self.valid_until,
            "notices": self.notices,
        }


def asked_of(organ_id: UUID, document_index: bytes, arrived_on: date) -> dict[str, Any]:
    """What every question for an organ is given: whose applications are counted, of which month."""
    month_from, month_until = month_of(arrived_on)
    return {
        "organ_id": organ_id,
        "document_index": document_index,
        "month_from": month_from,
        "month_until": month_until,
    }
