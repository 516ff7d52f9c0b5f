"""The table of policies."""

from datetime import date, time
from typing import Any

from sqlalchemy import Text, Time
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.auth import Role
from gongkai.db import Base
from gongkai.db.base import EnumText


class PolicyRow(Base):
    """A policy as it is stored; `notifier.policies.policy.Policy` is what it says."""

    __tablename__ = "policies"

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    title: Mapped[str]
    applies_to: Mapped[dict[str, Any]]
    send_at: Mapped[time] = mapped_column(Time)
    announce: Mapped[list[Role]] = mapped_column(ARRAY(EnumText(Role)))
    dated: Mapped[list[Any]]
    timed: Mapped[list[Any]]
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    version: Mapped[int]
    """Raised with every change."""
