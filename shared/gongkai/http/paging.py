"""Lists: `{items, next_cursor}` by keyset, with cursors that only we can make.

A list's query parameters are a model on `PageQuery`; the cursor is bound to all of them but the
limit, so that a cursor of one search cannot continue another.

    pager = Pager(signer, "cases", query, Keyset((Case.created_at, Case.id), descending=True))
    rows = (await session.scalars(pager.apply(select(Case)))).all()
    return pager.page(rows)
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar, TypeVarTuple
from uuid import UUID

from pydantic import Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from sqlalchemy import ColumnElement, Select, literal, tuple_

from gongkai.crypto.signing import Signer
from gongkai.db.ordered import Column, First
from gongkai.http.cursors import CursorGone, CursorText, read_cursor
from gongkai.http.schemas import In, Out, Seq

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

DEFAULT_LIMIT = 50
MAX_LIMIT = 200

_PARSERS: dict[type, Callable[[str], Any]] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    UUID: UUID,
}


class PageQuery(In):
    """Query parameters of every list; a feature adds its filters and `sort`.

    Used as `query: Annotated[CaseQuery, Query()]`; unknown parameters are refused.
    """

    limit: Annotated[Seq, Field(le=MAX_LIMIT, description="每页条数 / size of a page")] = (
        DEFAULT_LIMIT
    )
    cursor: Annotated[
        CursorText | None,
        Field(description="上一页的 next_cursor / the next_cursor of the page before"),
    ] = None


class Page(Out, Generic[T]):
    """One page of a list; `next_cursor` is null on the last one."""

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """Name of a page in OpenAPI: one of `OrganOut` is an `OrganPage`."""
        return f"{params[0].__name__.removesuffix('Out')}Page"

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The schema, with the sentence above, which pydantic forgets for a page of something."""
        schema = handler(core_schema)
        handler.resolve_ref_schema(schema)["description"] = Page.__doc__
        return schema

    items: list[T]
    """What is on this page, in the order of the list."""
    next_cursor: str | None
    """What `cursor` must be for the page that follows."""


@dataclass(frozen=True, slots=True)
class Rows(Generic[T]):
    """The rows of one page, to be made into a `Page` of answers."""

    items: Sequence[T]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class Keyset:
    """The order of a list: columns that are never NULL and together unique, in one direction."""

    columns: tuple[Column, ...]
    descending: bool = False

    def after(self, values: Sequence[object]) -> ColumnElement[bool]:
        """What comes after the row with these values, as one row-value comparison.

        The spelled-out form `a < x OR (a = x AND b < y)` reads the whole index before it.
        """
        left = tuple_(*self.columns)
        right = tuple_(*(literal(v, c.type) for v, c in zip(values, self.columns, strict=True)))
        return left < right if self.descending else left > right

    def first(self, limit: int, after: Sequence[object] | None = None) -> First:
        """The first rows of the list, or the first behind the row with the values ``after``."""
        start = None if after is None else self.after(after)
        return First(self.columns, limit, self.descending, start)


class Pager:
    """One request for one page of the list `name`."""

    def __init__(self, signer: Signer, name: str, query: PageQuery, keyset: Keyset) -> None:
        self._signer = signer
        self._purpose = f"page.{name}"
        self._limit = query.limit
        self._keyset = keyset
        self._binding = _binding(query)
        self._after = None if query.cursor is None else self._read(query.cursor)

    @property
    def after(self) -> Sequence[Any] | None:
        """The keyset of the row behind which the page begins; None at the start of the list.

        For a list whose order stands in no column: its reader leaves out the rows before.
        """
        return self._after

    @property
    def first(self) -> First:
        """The rows of the page and one more, for a list that `gongkai.db.ordered` narrows."""
        return self._keyset.first(self._limit + 1, self._after)

    def apply(self, statement: Select[*Ts]) -> Select[*Ts]:
        """The statement with order, start and one row more than the page has."""
        return self.first.of(statement)

    def page(self, rows: Sequence[T]) -> Rows[T]:
        """The page of what the statement returned (entities, or rows with the keyset's columns)."""
        items = rows[: self._limit]
        if len(rows) <= self._limit:
            return Rows(items, None)
        values = [getattr(items[-1], column.key or "") for column in self._keyset.columns]
        return Rows(items, self._signer.sign(self._purpose, self._payload(values)))

    def _payload(self, values: Sequence[object]) -> dict[str, Any]:
        plain = [v if isinstance(v, int) else _text(v) for v in values]
        return {"q": self._binding, "k": plain}

    def _read(self, cursor: str) -> list[Any]:
        payload = read_cursor(self._signer, self._purpose, cursor)
        values = payload["k"]
        if payload["q"] != self._binding or len(values) != len(self._keyset.columns):
            raise CursorGone
        return [
            _parsed(column, value)
            for value, column in zip(values, self._keyset.columns, strict=True)
        ]


def _parsed(column: Column, value: Any) -> Any:  # noqa: ANN401 - JSON in, a column's value out
    parser = _PARSERS.get(column.type.python_type)
    return value if parser is None else parser(value)


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _binding(query: PageQuery) -> str:
    filters = query.model_dump(mode="json", exclude={"limit", "cursor"})
    spelled = json.dumps(filters, sort_keys=True).encode()
    return hashlib.sha256(spelled).hexdigest()[:16]
