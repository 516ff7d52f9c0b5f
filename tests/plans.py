"""What PostgreSQL does for a statement: its plan, and how many rows of a table it looks at."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import event, text

_READS = ("SELECT", "WITH", "UPDATE", "INSERT", "DELETE")


@dataclass(frozen=True)
class Statement:
    """A statement as it went to the database."""

    sql: str
    parameters: object


@dataclass(frozen=True)
class Node:
    """One node of a plan that was executed."""

    kind: str
    table: str | None
    index: str | None
    looked_at: float
    """Rows that it had in its hands, in all its rounds."""


@dataclass(frozen=True)
class Plan:
    """A plan that was executed."""

    nodes: tuple[Node, ...]
    milliseconds: float

    def of(self, table: str) -> list[Node]:
        """What reads a table."""
        return [node for node in self.nodes if node.table == table]

    @property
    def indexes(self) -> list[str]:
        """The indexes in use."""
        return sorted({node.index for node in self.nodes if node.index})


@contextmanager
def listening(engine) -> Iterator[list[Statement]]:
    """The statements that go through an engine meanwhile."""
    heard: list[Statement] = []

    def hear(_connection, _cursor, sql, parameters, _context, many):
        if sql.lstrip().upper().startswith(_READS):
            heard.append(Statement(sql, parameters[0] if many else parameters))

    event.listen(engine.sync_engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", hear)


async def plan_of(engine, statement: Statement) -> Plan:
    """Execute a statement once more, roll it back, and say what was done for it."""
    explain = "EXPLAIN (ANALYZE, BUFFERS OFF, TIMING OFF, FORMAT JSON) "
    async with engine.connect() as connection:
        await connection.execute(text("SELECT 1"))
        raw = await connection.get_raw_connection()
        driver = raw.driver_connection
        (row,) = await driver.fetch(explain + statement.sql, *statement.parameters)
        await connection.rollback()
    found = row[0]
    said = (json.loads(found) if isinstance(found, str) else found)[0]
    return Plan(tuple(_nodes(said["Plan"])), said["Execution Time"])


def _nodes(node) -> Iterator[Node]:
    rounds = node["Actual Loops"]
    removed = sum(node.get(f"Rows Removed by {why}", 0) for why in ("Filter", "Index Recheck"))
    yield Node(
        node["Node Type"],
        node.get("Relation Name"),
        node.get("Index Name"),
        (node["Actual Rows"] + removed) * rounds,
    )
    for inner in node.get("Plans", ()):
        yield from _nodes(inner)
