"""Every table of this service, collected: for migrations and for the check against drift."""

from sqlalchemy import MetaData

from catalog_api import record
from gongkai.db import Base
from gongkai.features import modules_of
from gongkai.feed import outgoing
from gongkai.http import idempotency_store

MODULES = (*modules_of("catalog_api", "models"), record, idempotency_store, outgoing)
"""The modules that define tables; importing them fills the metadata."""

metadata: MetaData = Base.metadata
