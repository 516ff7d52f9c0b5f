"""A case's consultations as one column of a reading."""

from typing import Any

from sqlalchemy import ScalarSelect, func

from gongkai.db.json import listed
from requests_api.cases.models import Case
from requests_api.consultations.models import Consultation

CONSULTATIONS: ScalarSelect[Any] = listed(
    {
        "id": Consultation.id,
        "party": Consultation.party,
        "party_name": func.encode(Consultation.party_name, "base64"),
        "sent_on": Consultation.sent_on,
        "delivered_on": Consultation.delivered_on,
        "answered_on": Consultation.answered_on,
        "opinion": Consultation.opinion,
    },
    of=Consultation.case_id == Case.id,
    correlate=Case,
    order=(Consultation.sent_on, Consultation.id),
)
"""All of them as JSON, oldest first; names are encrypted, in base64."""
