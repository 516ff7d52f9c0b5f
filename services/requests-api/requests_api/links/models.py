"""The table of links."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base
from gongkai.db.base import EnumText
from requests_api.links.kinds import LinkRelation


class Link(Base):
    """Two files that have to do with each other; append-only.

    Of a relation that reads the same from both, the file with the smaller id stands first, so that
    the same link cannot stand there twice.
    """

    __tablename__ = "links"
    __table_args__ = (
        Index("uq_links_pair", "first_id", "other_id", "relation", unique=True),
        Index("ix_links_other_id", "other_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    first_id: Mapped[UUID] = mapped_column(ForeignKey("matters.id"))
    other_id: Mapped[UUID] = mapped_column(ForeignKey("matters.id"))
    relation: Mapped[LinkRelation] = mapped_column(EnumText(LinkRelation))
    """What the first has to do with the other."""
    linked_by: Mapped[str]
    linked_at: Mapped[datetime]
