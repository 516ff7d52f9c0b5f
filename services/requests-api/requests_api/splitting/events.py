"""What a split puts on record, of the first file and of each part."""

from uuid import UUID

from requests_api.cases.story import CaseEvent
from requests_api.matters.events import CarriedOver


class SplitOff(CarriedOver, CaseEvent):
    """The file was split off from an application that asked for several things. Its clock has the
    facts of the first one: the events that follow are those of the first's record, with their days.
    """

    TYPE = "split_off"
    LABEL = "拆分立件"


class Split(CaseEvent):
    """The application asked for several things: parts of it are handled in files of their own,
    with the same day of receipt and the same term. This file stays.
    """

    TYPE = "split"
    LABEL = "拆分申请"

    parts: tuple[UUID, ...]
    """The files that were split off."""
