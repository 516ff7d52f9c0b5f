"""The record of reference data: one table of events and one of refusals for all that is kept."""

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Index

from gongkai.record import EventRow, RefusalRow

Value = TypeVar("Value")


class CatalogEvent(EventRow):
    """An event about an organ, a calendar notice or a list."""

    __tablename__ = "catalog_events"


class CatalogRefusal(RefusalRow):
    """A step on an organ, a calendar notice or a list that was refused for want of authority."""

    __tablename__ = "catalog_refusals"
    __table_args__ = (Index("ix_catalog_refusals_aggregate_id", "aggregate_id", "id"),)


class Change(BaseModel, Generic[Value]):
    """A value before an event and after it."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    before: Value
    """What it was."""
    after: Value
    """What it is now."""
