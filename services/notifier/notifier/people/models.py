"""The tables of people: who they are, where they are reached, and what was changed of them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gongkai.auth import Role
from gongkai.db import Base
from gongkai.db.base import EnumText
from gongkai.record import Aggregate, EventRow
from notifier.channels.addresses import ChannelCode


class Person(Aggregate):
    """Somebody of an office, known by the `sub` of their tokens; the name is encrypted."""

    __tablename__ = "people"
    __table_args__ = (Index("ix_people_organ_id", "organ_id", "id"),)

    subject: Mapped[str] = mapped_column(unique=True)
    organ_id: Mapped[UUID]
    roles: Mapped[list[Role]] = mapped_column(ARRAY(EnumText(Role)))
    name: Mapped[bytes] = mapped_column(LargeBinary)
    is_active: Mapped[bool]
    absent_from: Mapped[date | None]
    """The first day of the absence that was stated last; it may be over."""
    absent_until: Mapped[date | None]
    substitute: Mapped[str | None]
    """Who stands in meanwhile: the subject of a colleague."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    addresses: Mapped[list["PersonAddress"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="PersonAddress.channel"
    )


class PersonAddress(Base):
    """Where a person is reached by one channel, encrypted."""

    __tablename__ = "person_addresses"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    channel: Mapped[ChannelCode] = mapped_column(EnumText(ChannelCode), primary_key=True)
    address: Mapped[bytes] = mapped_column(LargeBinary)


class PersonEvent(EventRow):
    """The record of a person: entered, changed, absent, deactivated."""

    __tablename__ = "person_events"


class Staff(Base):
    """How often the people of an organ have changed: what nobody was there for is looked at again.

    Raised in the transaction of each change, so that whoever read a version before the people knows
    at least what it stands for.
    """

    __tablename__ = "staffs"

    organ_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int]
