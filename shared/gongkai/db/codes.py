"""A column of codes: text in the database, the member of its enum in Python."""

from enum import StrEnum
from typing import Generic, TypeVar

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

E = TypeVar("E", bound=StrEnum)


class Code(TypeDecorator[E], Generic[E]):
    """`state: Mapped[CaseState] = mapped_column(Code(CaseState))`.

    Text and not a type of the database, so that a new member is no migration; where the members
    shall be kept in by the database too, the table has a check constraint. A code that the enum
    does not know raises `ValueError`, written or read.
    """

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self._kind = kind

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's own signature
        """The code of a member, or of its text."""
        return None if value is None else self._kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:  # noqa: ARG002 - SQLAlchemy's own signature
        """The member of a code."""
        return None if value is None else self._kind(value)
