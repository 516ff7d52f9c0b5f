"""Telling those who publish of proposals: the worker's part."""

from uuid import UUID

from gongkai.work import Claim, WorkFailed, work_off
from requests_api.cases.kind import CASE
from requests_api.cases.models import Case
from requests_api.cases.story import CaseEvent
from requests_api.matters.desk import Act, Recorder
from requests_api.matters.office import Office
from requests_api.publications.events import PublicationProposalRefused, PublicationProposalSent
from requests_api.publications.models import PROPOSALS, REASON, TITLE, PublicationProposal
from requests_api.publications.proposal import (
    Proposal,
    ProposalRefused,
    Proposals,
    ProposalsUnavailable,
)

SENDER = "system:proposals"


async def send_due(office: Office, proposals: Proposals) -> int:
    """Tell of the proposals that are due, outside of any transaction; returns how many were tried.
    Who cannot be told now is told later; who is told twice knows the proposal by its id.
    """

    async def send(claim: Claim[PublicationProposal]) -> dict[str, object] | None:
        row = claim.row
        try:
            duty_id = await proposals.propose(_proposal(office, row))
        except ProposalsUnavailable:
            raise WorkFailed("catalog_unavailable") from None
        except ProposalRefused as refusal:
            refused = PublicationProposalRefused(ref=row.id, code=refusal.code)
            await _record(office, row.case_id, row.id, refused)
            return None
        sent = PublicationProposalSent(ref=row.id, duty_id=duty_id)
        await _record(office, row.case_id, row.id, sent)
        return {"duty_id": duty_id}

    return await work_off(office.database, office.clock, PROPOSALS, send)


def _proposal(office: Office, row: PublicationProposal) -> Proposal:
    return Proposal(
        id=row.id,
        case_id=row.case_id,
        organ_id=row.organ_id,
        title=TITLE.opened(office.keys, row.title_sealed, row.id),
        reason=REASON.opened(office.keys, row.reason_sealed, row.id),
        received_on=row.received_on,
    )


async def _record(office: Office, case_id: UUID, ref: UUID, event: CaseEvent) -> None:
    """What became of it, on record once, however often it was told."""
    async with office.database.unit_of_work() as session:
        recorder = Recorder(session, office, CASE, actor=SENDER)
        case = await recorder.matters.lock(Case, case_id, None)
        if case is None or case.publication is None:
            return
        if (case.publication["ref"], case.publication["state"]) == (str(ref), "queued"):
            await recorder.put_on_record(case, Act(event))
