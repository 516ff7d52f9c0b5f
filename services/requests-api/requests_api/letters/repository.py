"""Rows of letters."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Uuid, cast, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from gongkai.db.base import table_of
from gongkai.files import StoredFile
from requests_api.cases.models import Case
from requests_api.cases.servings import last_delivery, last_return
from requests_api.cases.story import REPLY_PART
from requests_api.fees.models import FeeNotice
from requests_api.letter_templates.kinds import LetterKind
from requests_api.letters.models import Letter, LetterCounter
from requests_api.replies.models import Reply

_CASES = table_of(Case).c
_FEES = table_of(FeeNotice).c
OF_CONSULTATION = frozenset({LetterKind.CONSULTATION, LetterKind.CONSULTATION_ORGAN})
"""The letters whose delivery is that of their consultation."""


class LetterRow(NamedTuple):
    """A letter with its files, and how its part was served."""

    letter: Letter
    file: StoredFile
    issued_copy: StoredFile | None
    reply_issued_on: date | None
    correction_id: UUID | None
    explanation_id: UUID | None
    fee_id: UUID | None
    fee_confirmed_on: date | None
    servings: dict[str, Any] | None

    @property
    def is_issued(self) -> bool:
        """Whether it went out: it was served, or its sealed copy is filed, or its reply issued."""
        is_out = self.delivered_on is not None or self.issued_copy is not None
        return is_out or self.reply_issued_on is not None

    @property
    def delivered_on(self) -> date | None:
        """When it was served; the last delivery holds."""
        served = last_delivery(self.servings, self.part)
        if served is not None or self.letter.kind is not LetterKind.FEE_NOTICE:
            return served
        return self.fee_confirmed_on  # by the applicant's own word

    @property
    def returned_on(self) -> date | None:
        """When it came back last."""
        return last_return(self.servings, self.part)

    @property
    def of(self) -> UUID | None:
        """The consultation or notice whose delivery the letter's is: each is noticed once."""
        notices = {
            LetterKind.CORRECTION_NOTICE: self.correction_id,
            LetterKind.EXPLANATION_REQUEST: self.explanation_id,
            LetterKind.FEE_NOTICE: self.fee_id,
        }
        if self.letter.kind in OF_CONSULTATION:
            return self.letter.consultation_id
        return notices.get(self.letter.kind)

    @property
    def part(self) -> str:
        """What its attempts stand at."""
        return (
            REPLY_PART if self.letter.kind is LetterKind.REPLY else str(self.of or self.letter.id)
        )


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
            Reply.issued_on,
            cast(_CASES.correction["ref"].astext, Uuid),
            cast(_CASES.explanation["ref"].astext, Uuid),
            _FEES.id,
            _FEES.confirmed_on,
            _CASES.servings,
        )
        .join(StoredFile, StoredFile.id == Letter.file_id)
        .join(Case, _CASES.id == Letter.case_id)
        .outerjoin(FeeNotice, _FEES.case_id == Letter.case_id)
        .outerjoin(issued_copy, issued_copy.id == Letter.issued_copy_id)
        .outerjoin(Reply, Reply.id == Letter.reply_id)
    )
