"""Reading the history of a file, from its record alone."""

from collections.abc import Sequence
from functools import partial

from gongkai.crypto.signing import Signer
from gongkai.http.language import Language
from gongkai.http.paging import Keyset, Pager
from gongkai.record import Recorded, read_whole
from gongkai.reference.people import person_names
from requests_api.cases.kind import CaseDesk
from requests_api.cases.kinds import national_text
from requests_api.cases.models import Case
from requests_api.matters.file import RecordFile
from requests_api.matters.models import MatterEvent
from requests_api.timeline.presenter import as_applicant_sees, inner_entries
from requests_api.timeline.schemas import TimelinePageOut, TimelineQuery
from requests_api.timeline.words import told_outside

_IN_ORDER = Keyset((MatterEvent.seq,))


class TimelineService:
    """Histories for one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def page(
        self, case: Case, query: TimelineQuery, signer: Signer, language: Language
    ) -> TimelinePageOut:
        """One page; the whole record is read for it, as later events put earlier days right."""
        desk = self._desk
        file = RecordFile(read_whole(case, await desk.matters.events(case.id)))
        pager = Pager(signer, f"timeline.{case.id}", query, _IN_ORDER)
        wanted = [
            item
            for item in file.recorded
            if query.view == "inner" or told_outside(item, language) is not None
        ]
        after = 0 if pager.after is None else pager.after[0]
        rows = pager.page([item for item in wanted if item.seq > after][: query.limit + 1])
        names = await person_names(desk.session, _people(rows.items))
        law = national_text(case.received_on, case.arrived_on)
        outer = partial(as_applicant_sees, law=law)
        show = outer if query.view == "outer" else inner_entries
        items = show(rows.items, file, language, names)
        return TimelinePageOut(items=items, next_cursor=rows.next_cursor)


def _people(items: Sequence[Recorded]) -> list[str]:
    """Who acted, who was made responsible, and in whose place somebody stood."""
    named = (
        getattr(item.event, member, None) for item in items for member in ("assignee", "instead_of")
    )
    return [*(item.actor for item in items), *(who for who in named if who is not None)]
