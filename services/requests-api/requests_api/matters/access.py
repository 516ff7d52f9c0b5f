"""Which matters exist for a caller, and who of them reads the letters."""

from uuid import UUID

from gongkai.auth.principal import Permission, Principal
from gongkai.steps import works_in


def may_read_letters(principal: Principal, organ_id: UUID) -> bool:
    """Whether the caller drafts or approves letters there; they name the applicant."""
    is_of_the_office = principal.allows(Permission.CASES_WRITE) or principal.allows(
        Permission.CASES_APPROVE
    )
    return is_of_the_office and works_in(principal, organ_id)
