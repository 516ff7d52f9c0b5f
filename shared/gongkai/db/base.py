"""The declarative base of every table, and the platform's identifiers."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar, cast
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    DateTime,
    Dialect,
    MetaData,
    Table,
    Text,
    Uuid,
    any_,
    literal,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute
from sqlalchemy.types import TypeDecorator
from uuid_utils.compat import uuid7

E = TypeVar("E", bound=StrEnum)

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of all models; a process imports one service, so one metadata is enough."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        int: BigInteger,
        date: Date,
        datetime: DateTime(timezone=True),
        UUID: Uuid,
        dict[str, Any]: JSONB,
        list[Any]: JSONB,
    }


class EnumText(TypeDecorator[E], Generic[E]):
    """A column of codes: `state: Mapped[CaseState] = mapped_column(EnumText(CaseState))`.

    Text and not a type of the database, so that a new member is no migration; where the database
    too shall refuse other codes, the table has a check constraint. A code that the enum does not
    know raises `ValueError`, written or read.
    """

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self._kind = kind
        self._members = {str(member): member for member in kind}

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's own signature
        """The code of a member, or of its text."""
        if isinstance(value, self._kind):
            return str(value)
        return None if value is None else self._kind(value).value

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], E | None]:  # noqa: ARG002 - SQLAlchemy's own signature
        """What makes the member of a code, called for each row that is read."""
        members, kind = self._members, self._kind

        def member(value: str | None) -> E | None:
            # The enum's own call costs ten times this, and a file has eleven such columns.
            return None if value is None else members.get(value) or kind(value)

        return member


def table_of(model: type[Base]) -> Table:
    """The table of a model.

    A statement whose every column comes from tables is none of the ORM's: what is read most takes
    a sixth less of the processor so.
    """
    return cast("Table", model.__table__)


def among(
    column: ColumnElement[UUID] | InstrumentedAttribute[UUID], ids: Iterable[UUID]
) -> ColumnElement[bool]:
    """Whether an id is one of these, however many: each of an `IN` would be a parameter, and a
    statement has 32,767 at most.
    """
    return column == any_(literal(list(ids), ARRAY(Uuid)))


def new_id() -> UUID:
    """A new identifier: UUIDv7, so that rows of one time lie together."""
    return uuid7()
