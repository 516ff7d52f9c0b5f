"""Every table of this service, for the migrations."""

from sqlalchemy import MetaData

from gongkai.db import Base
from gongkai.feed import incoming, outgoing
from gongkai.files import models as files
from gongkai.http import idempotency_store
from gongkai.jobs import models as jobs
from gongkai.reference import notices, organs, people
from requests_api.features import MODELS

MODULES = (*MODELS, files, idempotency_store, incoming, jobs, notices, organs, outgoing, people)
"""The modules that define tables; importing them fills the metadata."""

metadata: MetaData = Base.metadata
