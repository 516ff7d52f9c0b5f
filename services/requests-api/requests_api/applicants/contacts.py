"""An applicant's contact data: which of them may carry an access code now. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from gongkai.time import shanghai_date
from requests_api.applicants.kinds import ContactPart

NOT_USED_FOR_DAYS = 7
"""Natural days after the day of a change on which the changed data carry no access code.

Whoever changes an address and then has a code sent there reads and acts as the applicant. A week
leaves time to see the change on record, or to miss a letter.
"""


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to an applicant: its address (None: not given), and from when it may be used where
    it was changed lately.
    """

    address: str | None
    usable_from: date | None

    @property
    def is_usable(self) -> bool:
        """Whether an access code may go there now."""
        return self.address is not None and self.usable_from is None


def contact_of(
    values: Mapping[str, Any], changed_at: Mapping[str, str] | None, part: ContactPart, today: date
) -> Contact:
    """The contact as it stands on ``today``.

    ``values`` are the applicant's in the clear, ``changed_at`` the instants of changes by part.
    The day of the change does not count (民法典201).
    """
    changed = (changed_at or {}).get(part)
    usable_from = None if changed is None else settled_from(datetime.fromisoformat(changed))
    is_over = usable_from is None or usable_from <= today
    return Contact(values[part], None if is_over else usable_from)


def settled_from(changed_at: datetime) -> date:
    """The first day on which a change of that instant no longer stands in the way."""
    return shanghai_date(changed_at) + timedelta(days=NOT_USED_FOR_DAYS + 1)


def changes_of(
    values: Mapping[str, Any], stated: Mapping[ContactPart, str | None]
) -> dict[str, str | None]:
    """What of the ``stated`` contact data differs from what is known, by part."""
    return {part.value: value for part, value in stated.items() if values[part] != value}
