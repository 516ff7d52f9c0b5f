"""Taking over the rows of a table, by batches that each are one transaction."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.db import new_id
from gongkai.db.unmapped import unmapped
from requests_api.imports.history_service import Takeover, history_of, state_of
from requests_api.imports.judging_service import (
    Judge,
    Judged,
    externals_of,
    highest_of,
    reach_of,
)
from requests_api.imports.models import ImportedCase
from requests_api.imports.repository import ImportRepository
from requests_api.imports.rows import CaseRow
from requests_api.imports.schemas import CaseRowIn, RegisterYearOut
from requests_api.imports.tally import Tally, register_year
from requests_api.intake.opening_repository import Opened, insert_opened
from requests_api.intake.service import Filing, Opening, screened
from requests_api.matters.errors import UnknownOrgan
from requests_api.matters.office import Office
from requests_api.matters.repository import MatterRepository
from requests_api.registrations.models import Registration
from requests_api.registrations.repository import RegistrationRepository

BATCH = 100
"""Rows of one transaction: others of the organ wait for it some tenths of a second."""
_NEW_REGISTRATION, _NEW_IMPORTED = unmapped(Registration), unmapped(ImportedCase)
Writing = Callable[[], AbstractAsyncContextManager[AsyncSession]]
"""Opens the transaction that a batch is written in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOrder:
    """What is imported, for whom."""

    organ_id: UUID
    actor: str
    file_sha256: str
    is_dry_run: bool
    is_confirmed: bool = False
    """Whether the numbers are right although they lie far beyond the others of their year."""


class CaseImport:
    """One table for one organ. Every row is judged by itself."""

    def __init__(self, office: Office, order: ImportOrder) -> None:
        self._office = office
        self._order = order
        self._judge = Judge(office.indexes, order.organ_id)

    async def open_years(self, rows: Sequence[CaseRow]) -> None:
        """Have the numbers of each year that the organ has not begun here go on behind the highest
        one of the table that is plausible, before anybody draws one; safe to repeat.
        """
        await self._look(rows)
        highest = self._highest(rows)
        if self._order.is_dry_run or not highest:
            return
        organ_id = self._order.organ_id
        async with self._office.database.unit_of_work() as session:
            await ImportRepository(session, organ_id).lock()
            register = RegistrationRepository(session)
            begun = await register.years_begun(organ_id, highest)
            for year, serial in sorted(highest.items()):
                if year not in begun:
                    await register.set_forth(organ_id, year, serial)

    async def take(self, rows: Sequence[CaseRow], writing: Writing, tally: Tally) -> None:
        """Take over a batch, and count in ``tally`` what came of its rows."""
        broken = [row for row in rows if row.said is None]
        async with self._office.database.read_session() as session:
            takeover = await self._takeover(session)
            judged = await self._judge.judge(session, rows, takeover.calendar)
        opened: Mapping[int, Opened] = {}
        if not self._order.is_dry_run and judged.fresh:
            opened = await asyncio.to_thread(self._opened, judged.fresh, takeover)
        if opened:
            async with writing() as session:
                await self._lock(session, judged.fresh)
                again = await self._judge.judge(session, judged.fresh, takeover.calendar)
                judged = replace(
                    again,
                    unchanged=[*judged.unchanged, *again.unchanged],
                    refused=[*judged.refused, *again.refused],
                )
                for row in judged.fresh:
                    await insert_opened(session, opened[row.number])
                self._count(tally, rows, broken, judged)
        else:
            async with writing():
                self._count(tally, rows, broken, judged)

    async def numbers(self, rows: Sequence[CaseRow], tally: Tally) -> Sequence[RegisterYearOut]:
        """How the registers of the table's years stand, or would stand."""
        highest, organ_id = self._highest(rows), self._order.organ_id
        async with self._office.database.read_session() as session:
            register = RegistrationRepository(session)
            begun = await register.years_begun(organ_id, highest)
            last = await register.last_serials(organ_id, highest)
            given = {year: await register.serials(organ_id, year) for year in highest}
        tried = self._order.is_dry_run
        return [
            register_year(
                year,
                [*given[year], *tally.serials.get(str(year), ())],
                max(last.get(year, 0), top if tried and year not in begun else 0),
            )
            for year, top in sorted(highest.items())
        ]

    async def _look(self, rows: Sequence[CaseRow]) -> None:
        """How far the numbers of the whole table go, which no batch knows."""
        if self._order.is_confirmed:
            return
        organ_id = self._order.organ_id
        async with self._office.database.read_session() as session:
            register = RegistrationRepository(session)
            given = {year: await register.serials(organ_id, year) for year in highest_of(rows)}
        self._judge.reach = reach_of(rows, given)

    def _highest(self, rows: Sequence[CaseRow]) -> Mapping[int, int]:
        return highest_of([row for row in rows if not self._judge.reach.bars(row)])

    async def _takeover(self, session: AsyncSession) -> Takeover:
        office, order = self._office, self._order
        organ = await ImportRepository(session, order.organ_id).organ()
        if organ is None:
            raise UnknownOrgan
        return Takeover(
            organ_id=order.organ_id,
            jurisdiction=organ.region_code,
            calendar=await office.calendars.current(session),
            file_sha256=order.file_sha256,
            actor=order.actor,
            now=office.clock.now(),
            today=office.clock.today(),
        )

    async def _lock(self, session: AsyncSession, rows: Sequence[CaseRow]) -> None:
        """Keep others from the numbers and ids of these rows until the end."""
        organ_id = self._order.organ_id
        await ImportRepository(session, organ_id).lock()
        matters = MatterRepository(session)
        for source, external_id in sorted(externals_of(rows)):
            await matters.lock_external(source, external_id, organ_id)
        await RegistrationRepository(session).last_serials(organ_id, highest_of(rows), lock=True)

    def _opened(self, rows: Sequence[CaseRow], takeover: Takeover) -> Mapping[int, Opened]:
        """The cases of these rows, not yet written; computed apart from the event loop."""
        return {row.number: self._one(row, row.said, takeover) for row in rows if row.said}

    def _one(self, row: CaseRow, said: CaseRowIn, takeover: Takeover) -> Opened:
        filing = screened(_filing(said, self._order.organ_id))
        opening = Opening(self._office, filing, actor=self._order.actor)
        opened = opening.assembled(
            takeover.jurisdiction,
            takeover.calendar,
            history_of(row, said, filing, takeover),
            state=state_of(said),
        )
        case_id = opened.case.id
        beside = [_NEW_IMPORTED(case_id=case_id, digest=self._judge.digest(said))]
        if row.serial is not None:
            beside.append(
                _NEW_REGISTRATION(
                    id=new_id(),
                    case_id=case_id,
                    organ_id=takeover.organ_id,
                    year=row.serial[0],
                    serial=row.serial[1],
                    number=said.number,
                    registered_at=takeover.now,
                    registered_by=takeover.actor,
                    is_imported=True,
                )
            )
        return opened._replace(beside=beside)

    def _count(
        self,
        tally: Tally,
        rows: Sequence[CaseRow],
        broken: Sequence[CaseRow],
        judged: Judged,
    ) -> None:
        tally.rows += len(rows)
        tally.created += len(judged.fresh)
        tally.unchanged += len(judged.unchanged)
        refused = [*judged.refused, *((row, row.errors) for row in broken)]
        for row, errors in sorted(refused, key=lambda found: found[0].number):
            tally.refuse(row, errors)
        if self._order.is_dry_run:
            for row in judged.fresh:
                tally.tried(row)


def _filing(said: CaseRowIn, organ_id: UUID) -> Filing:
    return Filing(
        organ_id=organ_id,
        channel=said.channel,
        arrived_on=said.arrived_on,
        confirmed_on=said.confirmed_on,
        applicant=said.applicant,
        title=said.title,
        description=said.description,
        document_reference=said.document_reference,
        supply_form=said.supply_form,
        source=said.source,
        external_id=said.external_id,
        assignee=said.assignee,
    )
