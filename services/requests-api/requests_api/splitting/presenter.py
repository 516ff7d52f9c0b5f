"""What a split answers."""

from collections.abc import Sequence

from requests_api.cases.models import Case
from requests_api.matters.schemas import StepOut
from requests_api.matters.settling import number_of
from requests_api.splitting.schemas import PartOut, StepWithPartsOut


def with_parts(head: StepOut, parts: Sequence[Case]) -> StepWithPartsOut:
    """The head of the file that stays, with what was split off."""
    shown = [
        PartOut(id=part.id, number=number_of(part), receipt_number=part.receipt_number)
        for part in parts
    ]
    return StepWithPartsOut(**dict(head), parts=shown)
