"""Judging rows of a table by what the organ has already: each by itself, and changing nothing."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.calendar import WorkingCalendar
from gongkai.crypto.fields import BlindIndex
from gongkai.errors import Problem
from gongkai.reference.organs import ReferenceOrgan
from requests_api.cases.states import CaseState
from requests_api.clock.receipt import legal_receipt
from requests_api.imports.history_service import state_of
from requests_api.imports.repository import ImportRepository, Known
from requests_api.imports.rows import CaseRow, RowError
from requests_api.imports.schemas import CaseRowIn
from requests_api.matters.reading import check_assignee
from requests_api.registrations.repository import RegistrationRepository


@dataclass(frozen=True, slots=True)
class Judged:
    """What a batch comes to: rows to be created, rows that are there, rows that cannot be."""

    fresh: Sequence[CaseRow]
    unchanged: Sequence[CaseRow]
    refused: Sequence[tuple[CaseRow, Sequence[RowError]]]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the organ has of the numbers and ids of some rows."""

    organ: ReferenceOrgan | None
    by_number: Mapping[str, Known]
    by_external: Mapping[tuple[str, str], Known]
    taken: frozenset[tuple[int, int]]
    last: Mapping[int, int]
    begun: frozenset[int]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the numbers of a table, with those that the register has, go on one after another."""

    last: Mapping[int, int]
    """By year; what lies beyond is taken for a slip of the pen."""

    def bars(self, row: CaseRow) -> bool:
        """Whether the number of a row lies beyond."""
        if row.serial is None:
            return False
        year, serial = row.serial
        return serial > self.last.get(year, serial)


def reach_of(rows: Sequence[CaseRow], given: Mapping[int, Collection[int]]) -> Reach:
    """Up to which number each year's are plausible, with those that the register has ``given``.

    A register counts on by one. A table may lack some of its numbers, but where more are missing
    directly below one than there are below it in all, and more than `_MOST_MISSING`, that number is
    no part of the same row, nor is what follows it.
    """
    found: dict[int, set[int]] = {year: set(serials) for year, serials in given.items()}
    for row in rows:
        if row.serial is not None:
            found.setdefault(row.serial[0], set()).add(row.serial[1])
    return Reach({year: _reached(sorted(serials)) for year, serials in found.items()})


def _reached(serials: Sequence[int]) -> int:
    last = 0
    for below, serial in enumerate(serials):
        if serial - last - 1 > max(_MOST_MISSING, below):
            break
        last = serial
    return last


class Judge:
    """Judges the rows of one table for one organ."""

    def __init__(self, indexes: BlindIndex, organ_id: UUID) -> None:
        self.reach = Reach({})
        self._indexes = indexes
        self._organ_id = organ_id
        self._assignees: dict[str, RowError | None] = {}

    async def judge(
        self, session: AsyncSession, rows: Sequence[CaseRow], calendar: WorkingCalendar
    ) -> Judged:
        """What becomes of the rows as things stand now; those that cannot be read are left out."""
        facts = await self._facts(session, rows)
        fresh: list[CaseRow] = []
        unchanged: list[CaseRow] = []
        refused: list[tuple[CaseRow, Sequence[RowError]]] = []
        for row in rows:
            said = row.said
            if said is None:
                continue
            there = _there(said, facts)
            if there is not None and there[1].digest == self.digest(said):
                unchanged.append(row)
                continue
            errors = [*_taken(row, there, facts), *_impossible(said, facts, calendar)]
            if self.reach.bars(row) and not errors:
                errors.append(_IMPLAUSIBLE)
            if said.assignee is not None and (why := await self._bars(session, said.assignee)):
                errors.append(why)
            if errors:
                refused.append((row, errors))
            else:
                fresh.append(row)
        return Judged(fresh, unchanged, refused)

    def digest(self, said: CaseRowIn) -> bytes:
        """What a row says, so that the same one is known again; unreadable without the key."""
        told = json.dumps(said.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
        return self._indexes.digest("imports.row", told)

    async def _facts(self, session: AsyncSession, rows: Sequence[CaseRow]) -> _Facts:
        organ_id, years = self._organ_id, highest_of(rows)
        known, register = ImportRepository(session, organ_id), RegistrationRepository(session)
        numbers = {row.said.number for row in rows if row.said and row.said.number}
        return _Facts(
            organ=await known.organ(),
            by_number=await known.by_number(numbers),
            by_external=await known.by_external(externals_of(rows)),
            taken=frozenset(await known.taken_serials({r.serial for r in rows if r.serial})),
            last=await register.last_serials(organ_id, years),
            begun=frozenset(await register.years_begun(organ_id, years)),
        )

    async def _bars(self, session: AsyncSession, assignee: str) -> RowError | None:
        """What keeps this person from being responsible, asked once."""
        if assignee not in self._assignees:
            why = None
            try:
                await check_assignee(session, assignee, self._organ_id)
            except Problem as problem:
                why = RowError("assignee", problem.code, problem.title_zh, problem.title_en)
            self._assignees[assignee] = why
        return self._assignees[assignee]


def highest_of(rows: Sequence[CaseRow]) -> Mapping[int, int]:
    """The highest number of each year that occurs."""
    highest: dict[int, int] = {}
    for row in rows:
        if row.serial is not None:
            year, serial = row.serial
            highest[year] = max(serial, highest.get(year, 0))
    return highest


def externals_of(rows: Sequence[CaseRow]) -> set[tuple[str, str]]:
    """The ids of other systems that occur, each with its system."""
    return {
        (row.said.source, row.said.external_id)
        for row in rows
        if row.said is not None and row.said.source and row.said.external_id
    }


def _there(said: CaseRowIn, facts: _Facts) -> tuple[str, Known] | None:
    """The case that has the row's id or number already, and by which of both."""
    if said.source is not None and said.external_id is not None:
        known = facts.by_external.get((said.source, said.external_id))
        if known is not None:
            return "external_id", known
    known = None if said.number is None else facts.by_number.get(said.number)
    return None if known is None else ("number", known)


def _taken(row: CaseRow, there: tuple[str, Known] | None, facts: _Facts) -> list[RowError]:
    """What keeps its number or id from being this row's."""
    if there is not None:
        return [_TAKEN[there[0]]]
    if row.serial is None:
        return []
    year, serial = row.serial
    if row.serial in facts.taken:
        return [_TAKEN["number"]]
    return [_BEYOND] if year in facts.begun and serial > facts.last.get(year, 0) else []


def _impossible(said: CaseRowIn, facts: _Facts, calendar: WorkingCalendar) -> list[RowError]:
    """What cannot be of a case of this organ."""
    errors, until = [], None if facts.organ is None else facts.organ.valid_until
    if until is not None and until < said.arrived_on:
        errors.append(_ABOLISHED)
    # What only came, or was withdrawn, need not have been received legally.
    is_free = state_of(said) in {CaseState.RECEIVED, CaseState.WITHDRAWN}
    receipt = legal_receipt(said.arrived_on, said.channel, said.confirmed_on, calendar)
    if receipt is None and not is_free:
        errors.append(_UNCONFIRMED)
    return errors


_TAKEN = {
    "number": RowError(
        "number",
        "number_taken",
        "本机关已有该编号的申请，且内容与本行不同",
        "a case of the organ has this number and says otherwise",
    ),
    "external_id": RowError(
        "external_id",
        "external_id_taken",
        "本机关已有该外部编号的申请，且内容与本行不同",
        "a case of the organ has this external id and says otherwise",
    ),
}
_BEYOND = RowError(
    "number",
    "number_beyond_register",
    "该年度的编号已由本系统续编，导入的编号不得在其后",
    "the numbers of that year go on here already; an imported one cannot lie beyond them",
)
_IMPLAUSIBLE = RowError(
    "number",
    "number_implausible",
    "编号远超出该年度其他编号，请核对是否录错；无误的，导入时填写 confirm_numbers=true",
    "far beyond the others of its year: a slip? If it is right, import with confirm_numbers",
)
_MOST_MISSING = 50
"""Numbers that a table may lack in a row however short it is."""
_ABOLISHED = RowError(
    "arrived_on",
    "organ_abolished",
    "收到日期在机关撤销之后",
    "the organ had been abolished when it arrived",
)
_UNCONFIRMED = RowError(
    "confirmed_on",
    "receipt_unconfirmed",
    "该渠道以与申请人确认之日为收到申请之日（条例第31条），请填写确认日期",
    "on this channel the day of confirmation counts (Art. 31): it must be stated",
)
