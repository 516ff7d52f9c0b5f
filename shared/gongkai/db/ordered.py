"""The first rows of a narrow list on a large table, in order, without reading the many others.

Two ways, both bounded however large the table is. `along` looks at a stretch of the list's order:
enough wherever what is looked for is common. `merged` takes from each arm, such as the organs of a
subtree, what an index on arm and order gives first, and puts that in order: enough wherever it is
rare, for an arm that has nothing costs one look.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, TypeVarTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    Subquery,
    Text,
    bindparam,
    func,
    literal,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.base import ReadOnlyColumnCollection

Column = InstrumentedAttribute[Any] | ColumnElement[Any]
Ts = TypeVarTuple("Ts")
Columns = ReadOnlyColumnCollection[str, Any]

STRETCH = 2000
"""How many rows are looked at along an order: some milliseconds' worth."""


@dataclass(frozen=True, slots=True)
class First:
    """The first `limit` rows by some columns in one direction, from where `start` says on."""

    columns: tuple[Column, ...]
    limit: int
    descending: bool = False
    start: ColumnElement[bool] | None = None

    def order_by(self) -> list[ColumnElement[Any]]:
        """The ORDER BY."""
        return [c.desc() if self.descending else c.asc() for c in self.columns]

    def of(self, statement: Select[*Ts]) -> Select[*Ts]:
        """The statement with start, order and limit."""
        if self.start is not None:
            statement = statement.where(self.start)
        return statement.order_by(*self.order_by()).limit(self.limit)

    def within(self, found: FromClause) -> "First":
        """The same of rows that are found already: their columns by name, begun where they are."""
        columns = tuple(found.c[column.key or ""] for column in self.columns)
        return replace(self, columns=columns, start=None)


def along(
    first: First,
    row: Iterable[ColumnElement[Any]],
    within: Sequence[ColumnElement[bool]],
    narrow: Callable[[Columns], Sequence[ColumnElement[bool]]],
) -> Subquery:
    """The keys of those rows of a stretch along the order that `narrow` admits, at most `limit`.

    `row` are the columns that it judges and those of the order; ``within`` bounds the stretch by
    what an index on the order begins with. Fewer than `limit` say nothing of the rows behind it.
    """
    stretch = replace(first, limit=STRETCH).of(select(*row).where(*within)).subquery("stretch")
    keys = first.within(stretch)
    return keys.of(select(*keys.columns).where(*narrow(stretch.c))).subquery("found")


def merged(first: First, arms: FromClause, conditions: Sequence[ColumnElement[bool]]) -> Subquery:
    """The keys of the first rows that meet ``conditions``, which tie a row to its arm."""
    statement = select(*first.columns).where(*conditions).correlate(arms)
    each = first.of(statement).lateral("each")
    keys = first.within(each)
    return keys.of(select(*keys.columns).select_from(arms.join(each, true()))).subquery("found")


def arms_of(organs: FromClause, **values: Sequence[str]) -> Subquery:
    """Each organ with each of the values of a column, such as its states, as arms of a list."""
    arms: FromClause = organs
    columns: list[ColumnElement[Any]] = [organs.c.id]
    for name, each in values.items():
        listed = literal(list(dict.fromkeys(each)), ARRAY(Text))
        column = func.unnest(listed).table_valued(name).render_derived()
        arms = arms.join(column, true())
        columns.append(column.c[name])
    return select(*columns).select_from(arms).subquery("arms")


def picked(first: First, conditions: Sequence[ColumnElement[bool]]) -> Subquery:
    """The keys of the first rows that meet ``conditions``, of which an index of their own finds
    few: all of those are found before they are put in order.

    Else the planner, who multiplies what is not independent, walks along the order in their search.
    """
    few = select(*first.columns).where(*conditions)
    if first.start is not None:
        few = few.where(first.start)
    keys = first.within(few.cte("few").prefix_with("MATERIALIZED"))
    return keys.of(select(*keys.columns)).subquery("found")


_numbers = count()


def planned_anew() -> ColumnElement[bool]:
    """True, and written differently in each statement, so that it is planned for its own values.

    A plan for any values, which PostgreSQL takes after some executions, cannot know that these are
    rare, and looks at everything. The values themselves stay parameters: no log repeats them.
    """
    return bindparam(None, next(_numbers), BigInteger, literal_execute=True) >= 0
