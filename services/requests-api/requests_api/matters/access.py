"""Who of those for whom a matter exists reads its texts, and who its facts alone."""

from uuid import UUID

from gongkai.auth.principal import Permission, Principal
from gongkai.steps import works_in


def reads_texts(principal: Principal, organ_id: UUID) -> bool:
    """Whether the caller works on the matters there: texts and letters name people, and who only
    oversees or evaluates sees title and facts (ADR 0030).
    """
    is_of_the_office = principal.allows(Permission.CASES_WRITE) or principal.allows(
        Permission.CASES_APPROVE
    )
    return is_of_the_office and works_in(principal, organ_id)
