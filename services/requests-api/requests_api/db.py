"""Every table of this service, for the migrations."""

from sqlalchemy import MetaData

from gongkai.db import Base
from gongkai.feed import incoming, outgoing
from gongkai.http import idempotency_store
from gongkai.reference import notices, organs
from requests_api.applications import models as applications
from requests_api.cases import models as cases

MODULES = (
    applications,
    cases,
    idempotency_store,
    incoming,
    notices,
    organs,
    outgoing,
)
"""The modules that define tables; importing them fills the metadata."""

metadata: MetaData = Base.metadata
