"""The table of local texts that were loaded."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base


class LoadedRuleSet(Base):
    """One version of a local text; append-only: what held for a case stays explainable."""

    __tablename__ = "rule_sets"

    code: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[dict[str, Any]]
    """What was loaded, as `RuleSetIn` takes it."""
    set_by: Mapped[str]
    set_at: Mapped[datetime]
