"""Whether the records that a draft's evidence refers to exist."""

from collections.abc import Sequence
from uuid import UUID

from gongkai.problem_parts import FieldError
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.clock.facts import Party
from requests_api.consultations.repository import ConsultationRepository
from requests_api.decisions.evidence import EVIDENCE, EvidenceKind
from requests_api.decisions.schemas import EvidenceIn
from requests_api.replies.errors import EvidenceReferenceUnknown


class EvidenceCheck:
    """Checks the references of one caller's draft."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def check(self, case: Case, evidence: Sequence[EvidenceIn]) -> tuple[UUID, ...]:
        """Letters must be of this case and to a third party, merged cases exist for the caller, a
        notice that is relied on is on record, and no day lies in the future. Returns the letters
        that the evidence names.

        Raises `EvidenceReferenceUnknown` and `DateOutOfOrder`.
        """
        named: dict[UUID, None] = {}
        consultations = {
            str(item.id)
            for item in await ConsultationRepository(self._desk.session).of_case(case.id)
            if item.party is Party.THIRD_PARTY
        }
        for position, piece in enumerate(evidence):
            kind = EVIDENCE[piece.kind].refers_to
            known = kind is None or (kind == "consultation" and piece.reference in consultations)
            if kind == "case" and piece.reference is not None:
                known = await self._is_other_case(case, piece.reference)
            known = known and _is_on_record(case, piece.kind)
            if not known:
                raise EvidenceReferenceUnknown(errors=[_unknown(position)])
            if kind == "consultation" and piece.reference is not None:
                named[UUID(piece.reference)] = None
            if piece.dated_on is not None:
                member = f"evidence/{position}/dated_on"
                self._desk.check_date(
                    piece.dated_on, earliest=None, what="依据的日期", member=member
                )
        return tuple(named)

    async def _is_other_case(self, case: Case, reference: str) -> bool:
        try:
            case_id = UUID(reference)
        except ValueError:
            return False
        if case_id == case.id:
            return False
        desk = self._desk
        return await desk.matters.find(Case, case_id, desk.principal) is not None


def _is_on_record(case: Case, kind: EvidenceKind) -> bool:
    """Whether the notice is on record that evidence of this ``kind`` relies on: nobody is refused
    for what they were never asked (条例30、35).
    """
    match kind:
        case EvidenceKind.CORRECTION_NOTICE:
            return case.correction is not None
        case EvidenceKind.EXPLANATION_REQUESTED:
            return case.explanation is not None
        case _:
            return True


def _unknown(position: int) -> FieldError:
    return FieldError(
        f"/body/evidence/{position}/reference",
        EvidenceReferenceUnknown.code,
        "卷内没有所引用的记录",
        "The file holds no such record",
    )
