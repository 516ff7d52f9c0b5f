"""The hottest statements, run by the driver itself; and sessions that cost nothing until used.

A `Read` or `Write` is a statement of tables alone, compiled once, with the conversions of
SQLAlchemy's own types. It is run on a pool of the driver's own, where each statement stands alone;
given the session of a unit of work, a `Read` runs like any other statement, so that it sees what
the work has written (ADR 0042).
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import make_dataclass
from typing import Any, cast

import asyncpg  # type: ignore[import-untyped]
from pydantic_core import from_json, to_json
from sqlalchemy import Insert, Row, Select, make_url
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.turns import Turn, give, has_come, new_turn, was_given


def _json_text(value: object) -> str:
    """A value as JSON; most of what a row holds of it is an empty list."""
    return "[]" if value == [] else to_json(value).decode()


_DIALECT = asyncpg_dialect(json_serializer=_json_text)  # type: ignore[no-untyped-call]
_POOL = "gongkai.driver_pool"


class Compiled:
    """The text of a statement, and how its parameters become values in their order."""

    def __init__(self, statement: Select[Any] | Insert) -> None:
        compiled: Any = statement.compile(
            dialect=_DIALECT, compile_kwargs={"render_postcompile": True}
        )
        self.text = str(compiled)
        self._names: tuple[str, ...] = tuple(compiled.positiontup or ())
        binds = {name: compiled.binds[name] for name in self._names}
        given = compiled.construct_params(_check=False)
        converters = {
            name: convert
            for name, bind in binds.items()
            if (convert := bind.type.dialect_impl(_DIALECT).bind_processor(_DIALECT))
        }
        self._constants = {
            name: converters[name](given[name]) if name in converters else given[name]
            for name, bind in binds.items()
            if not bind.required
        }
        self._converters = [
            (index, converters[name])
            for index, (name, bind) in enumerate(binds.items())
            if bind.required and name in converters
        ]

    def values(self, parameters: Mapping[str, object]) -> list[Any]:
        """What the driver is given for ``parameters``."""
        given = {**self._constants, **parameters}
        values = [given[name] for name in self._names]
        for index, convert in self._converters:
            values[index] = convert(values[index])
        return values


class Read(Compiled):
    """A question that has one row for an answer, or none.

    ``later`` are members that a row has besides, None until somebody sets them.
    """

    def __init__(self, statement: Select[Any], *, later: Iterable[str] = ()) -> None:
        super().__init__(statement)
        self.statement = statement
        columns = list(statement.selected_columns)
        read = [(str(column.key), Any) for column in columns]
        self._row = make_dataclass(
            "Found", [*read, *((name, Any, None) for name in later)], slots=True
        )
        self._results = [
            (index, convert)
            for index, column in enumerate(columns)
            if (convert := column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None))
        ]

    async def one_or_none(self, session: AsyncSession, **parameters: object) -> Any:  # noqa: ANN401 - a row of the statement's columns
        """The row, None where there is none."""
        pool: DriverPool | None = session.info.get(_POOL)
        if pool is None:
            found: Row[Any] | None = (
                await session.execute(self.statement, parameters)
            ).one_or_none()
            return None if found is None else self._row(*found)
        records = await pool.fetch(self, parameters)
        if not records:
            return None
        (record,) = records
        row = list(record)
        for index, convert in self._results:
            if row[index] is not None:
                row[index] = convert(row[index])
        return self._row(*row)


class Write(Compiled):
    """A statement that is the whole of what is written."""


class DriverPool:
    """The driver's own connections, each made when it is first needed; nothing is reset between
    statements, because none leaves anything behind.

    The driver's own pool makes a task and several timers for each statement, which cost more than
    sending it.
    """

    def __init__(self, url: str, *, size: int, timeout: float, options: Mapping[str, Any]) -> None:
        _, found = _DIALECT.create_connect_args(make_url(url))  # type: ignore[no-untyped-call]
        found.pop("prepared_statement_cache_size", None)
        self._options = {**found, **options}
        self._timeout = timeout
        self._free = size
        self._waiting: deque[Turn] = deque()
        self._idle: list[Any] = []
        self._is_open = True

    async def fetch(self, statement: Compiled, parameters: Mapping[str, object]) -> list[Any]:
        """The records of one statement, which is a transaction by itself.

        Raises TimeoutError where no connection becomes free in time.
        """
        values = statement.values(parameters)
        if self._free:
            self._free -= 1
        else:
            await self._wait()
        try:
            return await self._fetch(statement.text, values)
        finally:
            self._give_back()

    async def _wait(self) -> None:
        turn = new_turn()
        self._waiting.append(turn)
        try:
            if await has_come(turn, self._timeout):
                return
        except asyncio.CancelledError:
            if was_given(turn):
                self._give_back()
            raise
        raise TimeoutError

    def _give_back(self) -> None:
        """Who has waited longest is next; nobody overtakes, as nothing is free while any waits."""
        while self._waiting:
            if give(self._waiting.popleft()):
                return
        self._free += 1

    async def _fetch(self, text: str, values: list[Any]) -> list[Any]:
        connection = self._pop() or await self._connect()
        try:
            return cast("list[Any]", await connection.fetch(text, *values))
        except asyncpg.PostgresError:
            raise  # it was answered: the connection is as good as before
        except BaseException:  # cut off within its statement, it is not clean
            connection.terminate()
            raise
        finally:
            if self._is_open:
                self._idle.append(connection)
            else:
                connection.terminate()

    def _pop(self) -> Any:  # noqa: ANN401 - the driver has no types
        """The connection that was used last; None where none is left that stands."""
        while self._idle:
            connection = self._idle.pop()
            if not connection.is_closed():
                return connection
        return None

    async def _connect(self) -> Any:  # noqa: ANN401 - the driver has no types
        connection = await asyncpg.connect(**self._options)
        try:
            for kind in ("json", "jsonb"):
                await connection.set_type_codec(
                    kind, encoder=str, decoder=from_json, schema="pg_catalog"
                )
        except BaseException:  # a cancelled preparation leaves no connection open
            connection.terminate()
            raise
        return connection

    async def close(self) -> None:
        """Close every connection; those in use when their statement has ended."""
        self._is_open = False
        while self._idle:
            await self._idle.pop().close()


class LazySession:
    """Stands for a read session, which is made when something is first asked of it."""

    def __init__(self, make: Callable[[], AsyncSession], pool: DriverPool) -> None:
        self.info = {_POOL: pool}
        self._make = make
        self._made: AsyncSession | None = None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a session has
        if self._made is None:
            self._made = self._make()
        return getattr(self._made, name)

    async def close(self) -> None:
        """End it; nothing happens where it was never used."""
        if self._made is not None:
            await self._made.close()
