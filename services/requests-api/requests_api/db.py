"""Every table of this service, for the migrations."""

from sqlalchemy import MetaData

from gongkai.db import Base
from gongkai.feed import incoming, outgoing
from gongkai.http import idempotency_store
from gongkai.reference import notices, organs
from requests_api.access_codes import models as access_codes
from requests_api.applicant_disclosures import models as applicant_disclosures
from requests_api.applicants import models as applicants
from requests_api.cases import models as cases
from requests_api.consultations import models as consultations
from requests_api.date_corrections import models as date_corrections
from requests_api.matters import models as matters
from requests_api.recomputations import models as recomputations
from requests_api.registrations import models as registrations
from requests_api.replies import models as replies

MODULES = (
    access_codes,
    applicant_disclosures,
    applicants,
    cases,
    consultations,
    date_corrections,
    idempotency_store,
    incoming,
    matters,
    notices,
    organs,
    outgoing,
    recomputations,
    registrations,
    replies,
)
"""The modules that define tables; importing them fills the metadata."""

metadata: MetaData = Base.metadata
