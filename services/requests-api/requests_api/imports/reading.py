"""Reading a table of cases, and who may bring one."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gongkai.auth.principal import Permission, Principal
from gongkai.steps import works_in
from gongkai.tables.pieces import in_pieces
from requests_api.imports.rows import CaseRow, new_faults, open_table, read_rows
from requests_api.imports.schemas import ImportWarningOut
from requests_api.imports.tally import warnings_of
from requests_api.matters.errors import ForeignOrgan, UnknownOrgan
from requests_api.matters.office import Office
from requests_api.matters.repository import MatterRepository


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table of cases, read to its end."""

    rows: Sequence[CaseRow]
    warnings: Sequence[ImportWarningOut]


async def may_import(office: Office, organ_id: UUID | None, principal: Principal) -> UUID:
    """The organ into whose register is imported: the caller's own where none is named.

    Raises `UnknownOrgan` and `ForeignOrgan`.
    """
    wanted = principal.organ_id if organ_id is None else organ_id
    if wanted is None:
        raise UnknownOrgan.at("/query/organ_id")
    async with office.database.read_session() as session:
        matters = MatterRepository(session)
        if works_in(principal, wanted) and await matters.organ_in_scope(wanted, principal):
            return wanted
        if await matters.organ(wanted) is None:
            raise UnknownOrgan.at("/query/organ_id")
    raise ForeignOrgan(extensions={"permission": Permission.BACKLOG_IMPORT})


async def read_cases(
    content: AsyncIterator[bytes],
    *,
    is_xlsx: bool,
    today: date,
    between: Callable[[], Awaitable[None]],
) -> ReadTable:
    """Every row of a table, in pieces in a thread; `between` is awaited after each.

    Raises `CaseFileRejected` and `CaseFileTooLarge`.
    """
    held = b"".join([piece async for piece in content])
    faults = new_faults()
    table = await asyncio.to_thread(lambda: open_table(held, is_xlsx=is_xlsx, faults=faults))
    rows = await in_pieces(read_rows(table, faults, today), between)
    return ReadTable(sorted(rows, key=lambda row: row.number), warnings_of(table.left_out))
