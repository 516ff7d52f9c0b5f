"""What a new access code puts on record, and how acts under it are marked."""

from gongkai.record.events import Recorded
from requests_api.access_codes.kinds import CodeOrigin, Handover
from requests_api.cases.story import CaseColumns, CaseEvent
from requests_api.matters.file import RecordFile


class AccessCodeReissued(CaseEvent):
    """The applicant was given a new access code; the old one is void from here on. One that goes by
    mail is drawn when it is sent (`contact_disclosed`), until then no code opens the application.
    The code itself and the reason stand nowhere on record.
    """

    TYPE = "access_code_reissued"
    LABEL = "重发查询码"

    handover: Handover
    """How it reaches the applicant; at the counter against the identity document."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """The present code is this one."""
        case.code_reissue = {
            "handover": self.handover.value,
            "at": item.recorded_at.isoformat(),
            "disclosed_at": None,
        }


class UnderCode(CaseEvent):
    """An act of the applicant, who is known by an access code alone."""

    under: CodeOrigin | None
    """The re-issued code under which the applicant acted; null under the one of the receipt, and
    for what the office enters."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """Marked in the file and towards the applicant."""
        super().apply(case, item)
        if self.under is not None:
            mark = {"seq": item.seq, "type": self.TYPE, "on": item.on.isoformat()}
            acts = case.acts_under_reissue or []
            case.acts_under_reissue = [*acts, {**mark, "under": self.under.value}]


def present_code(file: RecordFile) -> CodeOrigin | None:
    """Which code opens the application now, by its record; None for the one of the receipt."""
    reissued = [event for _, event in file.of(AccessCodeReissued)]
    return CodeOrigin.of(reissued[-1].handover) if reissued else None
