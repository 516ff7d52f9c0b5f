"""Which other files say the same, by the fingerprints of their texts (ADR 0030)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    case,
    cast,
    false,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import BIT
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.db.base import table_of
from requests_api.applicants.models import Applicant
from requests_api.matters.models import Matter
from requests_api.matters.simhash import BITS
from requests_api.suggestions.published import likeness

NEAR_BITS = 12
"""In how many of their 64 bits fingerprints of near duplicates differ at most: one character in a
line changes nine of them in the median; of two texts that have nothing to do with each other one
pair in some millions is as near."""
LOOSE_BITS, LIKE_TITLES = 20, 0.75
"""Where they differ in more, the titles must be alike besides (`published.likeness`)."""
_MOST_LOOKED_AT = 10_000
"""Of one applicant's files, or of an organ's newest ones: more would make the answer slow."""
_MOST_COMPARED = 200
"""Of those whose fingerprints are near enough, the nearest; their titles are compared."""
_MOST_SHOWN = 10
_MATTERS, _APPLICANTS = table_of(Matter).c, table_of(Applicant).c


@dataclass(frozen=True, slots=True)
class Text:
    """What a file asks for, to be compared: its fingerprint and the document that it names."""

    matter_id: UUID
    organ_id: UUID
    title: str
    simhash: int | None
    title_simhash: int | None
    """Of the title alone: a file that was imported from a register often has no more."""
    document_reference: str | None


@dataclass(frozen=True, slots=True)
class Alike:
    """Another file that says the same."""

    case_id: UUID
    number: str
    state: str
    score: float
    """1 for the same text or document, else the larger share: of bits, or of the title."""
    is_same_text: bool
    is_same_document: bool


async def duplicates(session: AsyncSession, text: Text) -> Sequence[Alike]:
    """Files of the same applicant and organ that want the same (条例36(六)), the nearest first."""
    theirs = _of_applicant(text).where(_MATTERS.organ_id == text.organ_id)
    return (await _all_alike(session, text, theirs))[:_MOST_SHOWN]


async def count_elsewhere(session: AsyncSession, text: Text) -> int:
    """How many files of the same applicant in other organs want the same, as far as is looked."""
    theirs = _of_applicant(text).where(_MATTERS.organ_id != text.organ_id)
    return len(await _all_alike(session, text, theirs))


async def similar(session: AsyncSession, text: Text) -> Sequence[Alike]:
    """Files of other applicants, of the newest of the organ, that want the same (条例44)."""
    newest = (
        select(*_COLUMNS)
        .where(_MATTERS.organ_id == text.organ_id, _MATTERS.id != text.matter_id)
        .order_by(_MATTERS.arrived_on.desc(), _MATTERS.id.desc())
    )
    return (await _all_alike(session, text, newest, without=_applicant(text)))[:_MOST_SHOWN]


_COLUMNS = (
    _MATTERS.id,
    func.coalesce(_MATTERS.number, _MATTERS.receipt_number).label("number"),
    _MATTERS.state,
    _MATTERS.title,
    _MATTERS.text_simhash,
    _MATTERS.document_reference,
)


def _applicant(text: Text) -> ColumnElement[bytes]:
    of_file = select(_APPLICANTS.document_index).where(_APPLICANTS.matter_id == text.matter_id)
    return of_file.scalar_subquery()


def _of_applicant(text: Text) -> Select[Any]:
    """The other files of the same applicant."""
    joined = table_of(Applicant).join(table_of(Matter), _MATTERS.id == _APPLICANTS.matter_id)
    return (
        select(*_COLUMNS)
        .select_from(joined)
        .where(_APPLICANTS.document_index == _applicant(text), _MATTERS.id != text.matter_id)
    )


async def _all_alike(
    session: AsyncSession,
    text: Text,
    among: Select[Any],
    *,
    without: ColumnElement[bytes] | None = None,
) -> Sequence[Alike]:
    """Those of ``among`` that want the same, the nearest first; ``without`` one applicant's."""
    looked_at = among.limit(_MOST_LOOKED_AT).subquery("looked_at").c
    is_same = _is_same_document(text, looked_at)
    distance = case((is_same, 0), else_=_distance(text, looked_at)).label("distance")
    statement = select(
        *(looked_at.id, looked_at.number, looked_at.state, looked_at.title),
        distance,
        is_same.label("is_same_document"),
        (looked_at.text_simhash == text.simhash).label("is_same_text"),
    ).where(or_(is_same, func.coalesce(_distance(text, looked_at) <= LOOSE_BITS, false())))
    if without is not None:
        statement = statement.join(
            table_of(Applicant), _APPLICANTS.matter_id == looked_at.id
        ).where(_APPLICANTS.document_index != without)
    nearest = statement.order_by(distance, looked_at.id.desc()).limit(_MOST_COMPARED)
    found = [_compared(text, row) for row in await session.execute(nearest)]
    return sorted((one for one in found if one is not None), key=lambda one: -one.score)


def _compared(text: Text, row: Any) -> Alike | None:  # noqa: ANN401 - a row of the statement
    """What was found, if it is near enough."""
    alike = likeness(text.title, row.title)
    if row.distance > NEAR_BITS and alike < LIKE_TITLES:
        return None
    score = max(1 - row.distance / BITS, alike)
    is_same_text = bool(row.is_same_text) and not row.is_same_document
    return Alike(row.id, row.number, row.state, round(score, 3), is_same_text, row.is_same_document)


def _is_same_document(text: Text, columns: Any) -> ColumnElement[bool]:  # noqa: ANN401 - of a subquery
    if text.document_reference is None:
        return false()
    return func.coalesce(columns.document_reference == text.document_reference, false())


def _distance(text: Text, columns: Any) -> ColumnElement[int]:  # noqa: ANN401 - of a subquery
    """In how many bits two fingerprints differ at least; NULL where one of them is missing."""
    return func.least(
        _differing(text.simhash, columns.text_simhash),
        _differing(text.title_simhash, columns.text_simhash),
    )


def _differing(given: int | None, theirs: ColumnElement[int]) -> ColumnElement[int]:
    differing = cast(theirs.bool_op("#")(literal(given, BigInteger)), BIT(BITS))
    return func.bit_count(differing)
