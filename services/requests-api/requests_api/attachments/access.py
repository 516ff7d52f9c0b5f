"""Who reads what of attachments."""

from gongkai.auth.principal import Permission, Principal
from requests_api.attachments.kinds import AttachmentOrigin
from requests_api.cases.models import Case
from requests_api.matters.access import reads_texts


def discloses_attachments(principal: Principal) -> bool:
    """Whether the caller reads the office's files for a reason, those that were taken out as well:
    who approves or oversees, and not the clerks, who took them out.
    """
    works = principal.allows(Permission.CASES_WRITE)
    return principal.allows(Permission.CASES_APPROVE) or not (works or principal.is_machine)


def reads_attachments(principal: Principal, case: Case, origin: AttachmentOrigin) -> bool:
    """Whether the caller reads names and contents: as texts (ADR 0030), and what the applicant
    handed in only who may see the applicant in the clear, for it may be an identity document.
    """
    if not reads_texts(principal, case.organ_id):
        return False
    return origin is AttachmentOrigin.OFFICE or principal.allows(Permission.CASES_UNMASK)
