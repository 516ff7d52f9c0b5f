"""What a rating puts on record."""

from gongkai.record.events import Recorded
from requests_api.access_codes.events import UnderCode
from requests_api.cases.story import CaseColumns


class ReplyRated(UnderCode):
    """The applicant rated the answer; what they wrote stands sealed beside the record. It moves
    nothing and opens nothing again.
    """

    TYPE = "reply_rated"
    LABEL = "申请人评价"

    score: int
    """From 1, very dissatisfied, to 5, very satisfied."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """The score, to be counted, and marked where the code was re-issued."""
        super().apply(case, item)
        case.rating = self.score
