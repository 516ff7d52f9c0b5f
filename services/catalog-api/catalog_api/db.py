"""Every table of this service, collected: for migrations and for the check against drift."""

from sqlalchemy import MetaData

from catalog_api import record
from gongkai.db import Base
from gongkai.features import modules_of
from gongkai.feed import incoming, outgoing
from gongkai.files import models as files
from gongkai.http import idempotency_store
from gongkai.reference import people

MODULES = (
    *modules_of("catalog_api", "models"),
    files,
    record,
    idempotency_store,
    incoming,
    outgoing,
    people,
)
"""The modules that define tables; importing them fills the metadata."""

metadata: MetaData = Base.metadata
