"""`GET /people:assignable`."""

from typing import Annotated

from fastapi import Query

from gongkai.http.cursors import CursorGone
from gongkai.http.openapi import problems
from gongkai.http.parts import ClockDep, KeyRingDep, SignerDep
from gongkai.http.routing import router as feature_router
from gongkai.http.sessions import ReadSessionDep
from notifier.colleagues.access import CaseAssigner
from notifier.colleagues.schemas import AssignableOut, AssignablePageOut, AssignableQuery
from notifier.colleagues.service import ColleagueService
from notifier.people.reading import display_names

router = feature_router(prefix="/people", tags=["people"])


@router.get(
    ":assignable",
    summary="可指定的经办人 / List who can be assigned",
    responses=problems(CursorGone),
)
async def list_assignable_people(
    query: Annotated[AssignableQuery, Query()],
    caller: CaseAssigner,
    session: ReadSessionDep,
    clock: ClockDep,
    keys: KeyRingDep,
    signer: SignerDep,
) -> AssignablePageOut:
    """Who can be made responsible for a case of an organ, by name: its active people who handle
    cases. Those of the own organ; who administers organs below sees theirs too.
    """
    found = await ColleagueService(session, keys, caller).assignable(query, signer)
    names = await display_names(session, keys, (person.substitute for person in found.items))
    today = clock.today()
    return AssignablePageOut(
        items=[AssignableOut.of(person, keys, today, names) for person in found.items],
        next_cursor=found.next_cursor,
    )
