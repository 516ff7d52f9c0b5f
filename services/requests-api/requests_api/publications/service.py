"""Proposing to publish what a case asks for."""

from uuid import UUID

from gongkai.db import new_id
from gongkai.reference.people import person_names
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.matters.access import reads_texts
from requests_api.matters.desk import Act
from requests_api.publications.errors import PublicationNotFound, PublicationTitleNeeded
from requests_api.publications.events import PublicationProposed
from requests_api.publications.models import PROPOSALS, REASON, TITLE
from requests_api.publications.presenter import publication_out, publication_state_out
from requests_api.publications.repository import last_proposal
from requests_api.publications.schemas import PublicationOut
from requests_api.publications.steps import PROPOSE


class PublicationService:
    """The proposal of one case, for one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def propose(self, case_id: UUID, *, reason: str, title: str | None) -> tuple[Case, UUID]:
        """Propose to publish the information; the worker tells those who publish. Raises
        `PublicationTitleNeeded`.
        """
        desk, ref = self._desk, new_id()
        case = await desk.take(case_id, PROPOSE, None)
        if title is None and not case.title_names_nobody:
            raise PublicationTitleNeeded.at("/body/title")
        keys, clock = desk.office.keys, desk.office.clock
        await PROPOSALS.due(desk.session, clock).add(
            {
                "id": ref,
                "case_id": case.id,
                "organ_id": case.organ_id,
                "title_sealed": TITLE.seal(keys, title or case.title, ref),
                "reason_sealed": REASON.seal(keys, reason, ref),
                "received_on": case.received_on or case.arrived_on,
                "proposed_by": desk.principal.actor,
                "proposed_at": clock.now(),
            }
        )
        await desk.perform(case, PROPOSE, Act(PublicationProposed(ref=ref), words=reason))
        return case, ref

    async def shown(self, case: Case) -> PublicationOut:
        """The last proposal. Raises `PublicationNotFound`."""
        desk, stands = self._desk, publication_state_out(case.publication)
        row = await last_proposal(desk.session, case.id)
        if row is None or stands is None:
            raise PublicationNotFound
        names = await person_names(desk.session, [row.proposed_by])
        with_words = reads_texts(desk.principal, case.organ_id)
        return publication_out(row, stands, desk.office.keys, names, with_words=with_words)
