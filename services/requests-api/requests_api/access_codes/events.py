"""What a new access code puts on record."""

from requests_api.access_codes.kinds import Handover
from requests_api.cases.story import CaseEvent


class AccessCodeReissued(CaseEvent):
    """The applicant was given a new access code; the old one is void. The code itself and the
    reason stand nowhere on record.
    """

    TYPE = "access_code_reissued"
    LABEL = "重发查询码"

    handover: Handover
    """How it reaches the applicant."""
