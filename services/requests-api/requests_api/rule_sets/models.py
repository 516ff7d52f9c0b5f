"""The table of local texts that were loaded."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, false
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
    awaits_confirmation: Mapped[bool] = mapped_column(server_default=false())
    """Whether it counts for nothing until a second administrator has confirmed it: it lengthens
    terms that run.
    """


class RuleSetConfirmation(Base):
    """A second administrator confirmed a version that lengthens terms; append-only."""

    __tablename__ = "rule_set_confirmations"
    __table_args__ = (
        ForeignKeyConstraint(["code", "version"], ["rule_sets.code", "rule_sets.version"]),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    reason: Mapped[str]
    confirmed_by: Mapped[str]
    confirmed_at: Mapped[datetime]
