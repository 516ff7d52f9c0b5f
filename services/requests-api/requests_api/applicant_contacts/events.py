"""What a change of contact data puts on record."""

from requests_api.applicants.kinds import ContactPart
from requests_api.cases.story import CaseEvent


class ApplicantContactChanged(CaseEvent):
    """The office changed contact data of the applicant; they carry no access code for seven days,
    and who changed them hands none over. A mail address that was given up is told so. Values and
    reason stand nowhere on record.
    """

    TYPE = "applicant_contact_changed"
    LABEL = "变更申请人联系方式"

    changed: tuple[ContactPart, ...]
    """What was changed, or removed."""
