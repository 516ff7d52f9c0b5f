"""What can stand on record: one class per type of event and version of its shape. Pure.

The chain keeps every shape for ever. So an event is checked against its class when it is written
and when it is read; a member that is added or dropped is a new class with a higher `V`, and the old
one stays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from gongkai.time import shanghai_date

_TYPES: "dict[tuple[str, int], type[RecordedEvent]]" = {}


class UnknownEvent(LookupError):  # noqa: N818 - reads as what it says of the row
    """A stored event is of a type or version that this release does not know."""


class RecordedEvent(BaseModel):
    """Base of everything that can stand on record; the docstring is what the catalogue prints.

    Members are codes, dates, ids, counts and keyed digests, never a personal value. The legal day
    of the event and who did it stand beside the data, in the row.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    TYPE: ClassVar[str]
    V: ClassVar[int] = 1
    LABEL: ClassVar[str]
    """What an office calls it."""
    CORRECTABLE: ClassVar[bool] = False
    """Whether its day was stated by a person, who can have erred."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: object) -> None:
        """Register the class; refuse an incomplete one and a second one of type and version."""
        super().__pydantic_init_subclass__(**kwargs)
        if "TYPE" not in vars(cls):
            return  # a base that several types share
        if not (getattr(cls, "LABEL", "") and cls.__doc__):
            raise TypeError(f"{cls.__name__} must state LABEL and a docstring")
        if _TYPES.setdefault((cls.TYPE, cls.V), cls) is not cls:
            raise TypeError(f"recorded event {cls.TYPE} v{cls.V} is defined twice")

    @property
    def is_correctable(self) -> bool:
        """Whether the day of this one was stated by a person: of some types not of every event."""
        return self.CORRECTABLE

    def stored(self) -> dict[str, Any]:
        """The data as JSON holds them."""
        return self.model_dump(mode="json")


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event on record: what happened, on which legal day, and since when that is known."""

    seq: int
    event: RecordedEvent
    on: date
    recorded_at: datetime
    actor: str
    supersedes: int | None = None

    @property
    def late_by_days(self) -> int:
        """Days from the stated day to the one on which it was entered; negative for a plan."""
        return late_by_days(self.on, self.recorded_at)


def recorded_types() -> "list[type[RecordedEvent]]":
    """Every class of the packages imported so far, by type and version."""
    return [_TYPES[key] for key in sorted(_TYPES)]


def parse_event(type_: str, v: int, data: Mapping[str, Any]) -> RecordedEvent:
    """The event of a stored row. Raises `UnknownEvent`, and ValidationError for another shape."""
    model = _TYPES.get((type_, v))
    if model is None:
        raise UnknownEvent(f"{type_} v{v}")
    return model.model_validate(data)


def label_of(type_: str) -> str | None:
    """What an office calls a type of event, by its latest version; None for an unknown one."""
    versions = [v for known, v in _TYPES if known == type_]
    return _TYPES[type_, max(versions)].LABEL if versions else None


def late_by_days(stated: date, recorded_at: datetime) -> int:
    """Days from the stated day to the one on which it was entered; negative for a plan."""
    return (shanghai_date(recorded_at) - stated).days


def known_by(events: Iterable[Recorded], moment: datetime) -> tuple[Recorded, ...]:
    """What was on record at ``moment``, corrections included that were made by then."""
    return tuple(item for item in events if item.recorded_at <= moment)
