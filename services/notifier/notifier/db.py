"""Every table of this service, collected: for migrations and for the check against drift."""

from sqlalchemy import MetaData

from gongkai.db import Base
from gongkai.features import modules_of
from gongkai.feed import incoming, outgoing
from gongkai.http import idempotency_store
from gongkai.reference import notices, organs

MODULES = (
    *modules_of("notifier", "models"),
    idempotency_store,
    incoming,
    notices,
    organs,
    outgoing,
)
"""The modules that define tables; importing them fills the metadata."""

metadata: MetaData = Base.metadata
