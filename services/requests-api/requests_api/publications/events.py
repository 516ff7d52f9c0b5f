"""What a proposal to publish puts on record."""

from typing import Any
from uuid import UUID

from gongkai.record.events import Recorded
from requests_api.cases.story import CaseColumns, CaseEvent
from requests_api.matters.events import Mark
from requests_api.publications.kinds import ProposalState


def _stands(case: CaseColumns, ref: UUID, state: ProposalState, **more: Any) -> None:  # noqa: ANN401 - JSON
    case.publication = {"ref": str(ref), "state": state.value, "code": None, **more}


class PublicationProposed(CaseEvent):
    """It was proposed to publish the information that is asked for (条例44); the reason is kept
    beside the record. Whether it is published, its own review decides.
    """

    TYPE = "publication_proposed"
    LABEL = "建议主动公开"

    ref: UUID
    """The proposal."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """It waits to be told."""
        _stands(case, self.ref, ProposalState.QUEUED)


class PublicationProposalSent(CaseEvent, Mark):
    """The proposal was taken by those who publish."""

    TYPE = "publication_proposal_sent"
    LABEL = "主动公开建议已送达"

    ref: UUID
    """The proposal."""
    duty_id: UUID | None
    """The duty that came of it there; null where it was not told."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """It has been told."""
        _stands(case, self.ref, ProposalState.SENT)


class PublicationProposalRefused(CaseEvent, Mark):
    """The proposal was not taken; it can be made again."""

    TYPE = "publication_proposal_refused"
    LABEL = "主动公开建议未被接收"

    ref: UUID
    """The proposal."""
    code: str
    """Why, by the other side's code."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """It was turned down."""
        _stands(case, self.ref, ProposalState.REFUSED, code=self.code)
