"""Rows of another table as one JSON column of a reading: one statement for a whole file."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, ColumnElement, ScalarSelect, Table, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by


def listed(
    members: Mapping[str, ColumnElement[Any]],
    *,
    of: ColumnElement[bool],
    correlate: Table,
    order: Sequence[ColumnElement[Any]],
) -> ScalarSelect[Any]:
    """A JSON array of objects with these ``members``; NULL where there is none.

    ``of`` ties the rows to the outer one of ``correlate``.
    """
    parts = [part for name, column in members.items() for part in (literal(name), column)]
    built: aggregate_order_by[Any] = aggregate_order_by(func.json_build_object(*parts), *order)
    return select(func.json_agg(built, type_=JSON)).where(of).correlate(correlate).scalar_subquery()
