"""An organ that the directory has in another region: its open matters are computed again.

What a matter's dates rest on stands on its record, and so does the region: it says by which local
text and which local days of rest they count.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.feed.incoming import Delivery
from gongkai.record import Recorded
from gongkai.reference.organs import apply_organ
from requests_api.matters.acts import Act
from requests_api.matters.desk import Loaded, Recorder
from requests_api.matters.file import RecordFile
from requests_api.matters.models import Matter
from requests_api.recomputations.region_repository import RegionRepository

M = TypeVar("M", bound=Matter)


@dataclass(frozen=True, slots=True)
class Relocated:
    """What is to be put on record of a matter whose organ may be in another region."""

    acts: Sequence[Act]
    """Nothing where the record says so already."""
    file: RecordFile
    """The record as it will be."""

    @property
    def counts(self) -> bool:
        """Whether something counts at once, and not only when a second person has confirmed it."""
        return any(not act.by_two for act in self.acts)


async def follow_organ(session: AsyncSession, delivery: Delivery) -> None:
    """Project one organ, and note where its region is another than it was known to be."""
    regions, organ_id = RegionRepository(session), delivery.event.subject
    before = await regions.regions([organ_id])
    await apply_organ(session, delivery)
    after = await regions.regions([organ_id])
    if before and before != after:
        await regions.note(organ_id, before[organ_id], after[organ_id])


async def relocated(
    recorder: Recorder[M], matter: M, loaded: Loaded, regions: Mapping[UUID, str | None]
) -> Relocated:
    """What is to be put on record where the matter's organ is one of ``regions``, whose place in
    the directory changed. What makes the office later due waits for a second person.
    """
    event = None
    if matter.organ_id in regions:
        event = recorder.kind.relocated(loaded.file, regions[matter.organ_id])
    if event is None:
        return Relocated((), loaded.file)
    today, recorded = recorder.today, loaded.file.recorded
    before = recorder.kind.measure(loaded.file, loaded.calendar, today)
    then = await recorder.if_entered(matter, event, today)
    act = Act(event, by_two=then.favours_over(before))
    seq = len(recorded) + 1
    item = Recorded(seq, event, today, recorder.office.clock.now(), recorder.actor)
    awaiting = [seq] if act.by_two else []
    return Relocated([act], RecordFile([*recorded, item], awaiting=awaiting))
