"""What every event is: data of a type, which a service produces and others consume."""

from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Service(StrEnum):
    """The three services by the name they carry in event types, settings and queues."""

    CATALOG = "catalog"
    NOTIFIER = "notifier"
    REQUESTS = "requests"

    @property
    def prefix(self) -> str:
        """First part of its addresses and, with `/v1`, the source of its events."""
        return "notifications" if self is Service.NOTIFIER else self.value


EVENT_TYPES: dict[str, type["EventData"]] = {}
"""Every event type of the platform by its full name."""


class EventData(BaseModel):
    """Base of the events' data; a subclass registers itself by its type.

    One without a type is a shape that the types of several producers have in common.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, use_attribute_docstrings=True)

    TYPE: ClassVar[str]
    STREAM: ClassVar[str]
    """Events of one stream and entity supersede each other: the feed keeps the newest."""
    PRODUCER: ClassVar[Service]
    CONSUMERS: ClassVar[frozenset[Service]] = frozenset()
    PUBLIC: ClassVar[bool] = False
    """Whether integrators may rely on it."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: object) -> None:
        """Register the type; two models of one type are a programming error."""
        super().__pydantic_init_subclass__(**kwargs)
        if hasattr(cls, "TYPE") and EVENT_TYPES.setdefault(cls.TYPE, cls) is not cls:
            raise TypeError(f"event type {cls.TYPE} is defined twice")
