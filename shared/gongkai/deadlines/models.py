"""The row of a deadline, for the table of each feature that has some."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base
from gongkai.deadlines.due import Due


class DeadlineRow(Base):
    """A deadline of an aggregate as an entity of its own; `revision` grows only when it changes.

    One row per aggregate, rule and subject for ever: what ceased may run again. A feature's table
    adds the foreign key of `aggregate_id` and a unique index on the three.
    """

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True)
    aggregate_id: Mapped[UUID]
    rule: Mapped[str]
    subject: Mapped[str]
    """What the rule applies to inside the aggregate, such as a letter's id; else empty."""
    unit: Mapped[str]
    """In what the term is counted: `gongkai.contracts.Unit`."""
    due_on: Mapped[date | None]
    due_at: Mapped[datetime | None]
    ends_at: Mapped[datetime]
    """The instant from which it is overdue, whichever of the two is set: what lists sort by."""
    is_provisional: Mapped[bool]
    state: Mapped[str]
    """`gongkai.deadlines.states.DeadlineState`; one that ceased keeps its last date."""
    assignee: Mapped[str | None]
    number: Mapped[str | None]
    revision: Mapped[int]

    @property
    def due(self) -> Due:
        """When it ends, or ended."""
        return Due(self.due_on, self.due_at)

    @due.setter
    def due(self, due: Due) -> None:
        self.due_on, self.due_at, self.ends_at = due.on, due.at, due.ends_at
