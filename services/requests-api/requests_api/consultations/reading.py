"""A case's consultations as one column of a reading."""

from typing import Any

from sqlalchemy import ScalarSelect

from gongkai.db.base import table_of
from gongkai.db.json import in_base64, listed
from requests_api.cases.models import Case
from requests_api.consultations.models import Consultation

_LETTERS, _CASES = table_of(Consultation).c, table_of(Case)
CONSULTATIONS: ScalarSelect[Any] = listed(
    {
        "id": _LETTERS.id,
        "party": _LETTERS.party,
        "party_name": in_base64(_LETTERS.party_name),
        "co_author": _LETTERS.co_author,
        "sent_on": _LETTERS.sent_on,
        "delivered_on": _LETTERS.delivered_on,
        "answered_on": _LETTERS.answered_on,
        "opinion": _LETTERS.opinion,
        "override_ground": _LETTERS.override_ground,
        "override_reason": in_base64(_LETTERS.override_reason),
        "overridden_on": _LETTERS.overridden_on,
    },
    of=_LETTERS.case_id == _CASES.c.id,
    correlate=_CASES,
    order=(_LETTERS.sent_on, _LETTERS.id),
)
"""All of them as JSON, oldest first; names are encrypted, in base64."""
