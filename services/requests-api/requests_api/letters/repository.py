"""Rows of letters."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from gongkai.db.base import table_of
from gongkai.files import StoredFile
from requests_api.cases.models import Case
from requests_api.consultations.models import Consultation
from requests_api.fees.models import FeeNotice
from requests_api.letter_templates.kinds import LetterKind
from requests_api.letters.models import Letter, LetterCounter
from requests_api.replies.models import Reply

_CASES = table_of(Case).c
_FEES = table_of(FeeNotice).c
OF_CONSULTATION = frozenset({LetterKind.CONSULTATION, LetterKind.CONSULTATION_ORGAN})
"""The letters whose delivery is that of their consultation."""


class LetterRow(NamedTuple):
    """A letter with its files, and the deliveries that stand at its part."""

    letter: Letter
    file: StoredFile
    issued_copy: StoredFile | None
    consultation_delivered_on: date | None
    correction_delivered_on: str | None
    explanation_delivered_on: str | None
    fee_delivered_on: date | None
    reply_delivered_on: date | None
    reply_issued_on: date | None

    @property
    def is_issued(self) -> bool:
        """Whether it went out: it was served, or its sealed copy is filed, or its reply issued."""
        is_out = self.delivered_on is not None or self.issued_copy is not None
        return is_out or self.reply_issued_on is not None

    @property
    def delivered_on(self) -> date | None:
        """When it was served; the last delivery holds."""
        if self.letter.delivered_on is not None:
            return self.letter.delivered_on
        at_part = {
            LetterKind.CONSULTATION: self.consultation_delivered_on,
            LetterKind.CONSULTATION_ORGAN: self.consultation_delivered_on,
            LetterKind.CORRECTION_NOTICE: _day(self.correction_delivered_on),
            LetterKind.EXPLANATION_REQUEST: _day(self.explanation_delivered_on),
            LetterKind.FEE_NOTICE: self.fee_delivered_on,
            LetterKind.REPLY: self.reply_delivered_on,
        }
        return at_part.get(self.letter.kind)


class LetterRepository:
    """Letters in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_case(self, case_id: UUID) -> Sequence[LetterRow]:
        """The letters of a case, in the order of their making."""
        statement = _rows().where(Letter.case_id == case_id).order_by(Letter.id)
        return [LetterRow(*row) for row in (await self._session.execute(statement))]

    async def find(self, case_id: UUID, letter_id: UUID) -> LetterRow | None:
        """One letter of a case."""
        statement = _rows().where(Letter.case_id == case_id, Letter.id == letter_id)
        found = (await self._session.execute(statement)).one_or_none()
        return None if found is None else LetterRow(*found)

    def add(self, letter: Letter) -> None:
        """A new letter."""
        self._session.add(letter)

    async def last_serial(self, organ_id: UUID, year: int) -> int:
        """The last number that an organ's letters have in a year."""
        found = await self._session.scalar(
            select(LetterCounter.last_serial).where(
                LetterCounter.organ_id == organ_id, LetterCounter.year == year
            )
        )
        return found or 0

    async def take_serial(self, organ_id: UUID, year: int) -> int:
        """The next number of an organ's letters in a year.

        The counter's row stays locked until the commit: call it when everything has been checked.
        A rollback gives the number back, so that none is missing and none is given twice.
        """
        statement = insert(LetterCounter).values(organ_id=organ_id, year=year, last_serial=1)
        return (
            await self._session.execute(
                statement.on_conflict_do_update(
                    index_elements=["organ_id", "year"],
                    set_={"last_serial": LetterCounter.last_serial + 1},
                ).returning(LetterCounter.last_serial)
            )
        ).scalar_one()


def _rows() -> Any:  # noqa: ANN401 - a statement of many columns
    issued_copy = aliased(StoredFile)
    return (
        select(
            Letter,
            StoredFile,
            issued_copy,
            Consultation.delivered_on,
            _CASES.correction["delivered_on"].astext,
            _CASES.explanation["delivered_on"].astext,
            func.coalesce(_FEES.delivered_on, _FEES.confirmed_on),
            Reply.delivered_on,
            Reply.issued_on,
        )
        .join(StoredFile, StoredFile.id == Letter.file_id)
        .join(Case, _CASES.id == Letter.case_id)
        .outerjoin(FeeNotice, _FEES.case_id == Letter.case_id)
        .outerjoin(issued_copy, issued_copy.id == Letter.issued_copy_id)
        .outerjoin(Consultation, Consultation.id == Letter.consultation_id)
        .outerjoin(Reply, Reply.id == Letter.reply_id)
    )


def _day(stored: str | None) -> date | None:
    return None if stored is None else date.fromisoformat(stored)
