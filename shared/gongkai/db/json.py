"""Rows of another table as one JSON column of a reading: one statement for a whole file."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, ColumnElement, ScalarSelect, Table, func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by


def listed(
    members: Mapping[str, ColumnElement[Any]],
    *,
    of: ColumnElement[bool],
    correlate: Table,
    order: Sequence[ColumnElement[Any]],
) -> ScalarSelect[Any]:
    """A JSON array of objects with these ``members``, whose names are identifiers; NULL where there
    is none.

    ``of`` ties the rows to the outer one of ``correlate``.
    """
    # Written out: as values they would be sent and read with every question.
    names: list[ColumnElement[str]] = [
        literal_column(f"'{name}'") for name in members if name.isidentifier()
    ]
    parts = [part for pair in zip(names, members.values(), strict=True) for part in pair]
    built: aggregate_order_by[Any] = aggregate_order_by(func.json_build_object(*parts), *order)
    return select(func.json_agg(built, type_=JSON)).where(of).correlate(correlate).scalar_subquery()


def in_base64(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Bytes as a member of `listed`."""
    return func.encode(column, literal_column("'base64'"))
