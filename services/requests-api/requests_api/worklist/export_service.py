"""The worklist as a file: its pages one after the other, each a short read of its own."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from gongkai.auth.principal import Principal
from gongkai.crypto.signing import Signer
from gongkai.files import MediaType
from gongkai.tables.writing import csv_chunks, xlsx_chunks
from requests_api.matters.office import Office
from requests_api.worklist.presenter import HEADING, cells_of
from requests_api.worklist.schemas import ExportQuery, WorklistFilters, WorklistQuery
from requests_api.worklist.service import WorklistService

MOST_AT_ONCE = {"csv": 100_000, "xlsx": 50_000}
"""Rows that are answered at once."""
MOST = 1_000_000
"""Rows of a file: a sheet has room for a few more."""
_PAGE = 250
"""Rows of a page: what is made of one keeps the others from their turn."""
_WRITERS = {"csv": csv_chunks, "xlsx": xlsx_chunks}
MEDIA = {"csv": MediaType.CSV, "xlsx": MediaType.XLSX}


class WorklistExport:
    """One caller's worklist under the filters of a query."""

    def __init__(
        self, office: Office, signer: Signer, principal: Principal, query: ExportQuery
    ) -> None:
        self._office = office
        self._signer = signer
        self._principal = principal
        self._query = query
        self.done = 0
        """Rows that were written."""

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"工作台{self._office.clock.today():%Y%m%d}.{self._query.format}"

    async def total(self) -> int:
        """How many rows there are now."""
        filters = WorklistFilters.model_construct(**self._filters())
        async with self._office.database.read_session() as session:
            service = WorklistService(session, self._office, self._principal)
            return (await service.counts(filters)).total

    def content(self) -> AsyncIterator[bytes]:
        """The file, by pieces."""
        return _WRITERS[self._query.format](HEADING, self.pages())

    async def pages(self) -> AsyncIterator[Sequence[Sequence[str]]]:
        """The rows by pages, in the order of the list; what comes meanwhile may be among them."""
        cursor: str | None = None
        while True:
            query = WorklistQuery.model_construct(
                **self._filters(), sort=self._query.sort, limit=_PAGE, cursor=cursor
            )
            async with self._office.database.read_session() as session:
                service = WorklistService(session, self._office, self._principal)
                page = await service.matters(query, self._signer)
            self.done += len(page.items)
            yield [cells_of(item) for item in page.items]
            cursor = page.next_cursor
            if cursor is None:
                return

    def _filters(self) -> dict[str, Any]:
        return {name: getattr(self._query, name) for name in WorklistFilters.model_fields}
