"""The table of organs' own templates."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base
from gongkai.db.base import EnumText
from requests_api.letter_templates.kinds import LetterKind


class LetterTemplate(Base):
    """A version of an organ's template of a kind; earlier ones are kept, as letters name them."""

    __tablename__ = "letter_templates"

    organ_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[LetterKind] = mapped_column(EnumText(LetterKind), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[UUID] = mapped_column(ForeignKey("files.id"))
    set_by: Mapped[str]
    set_at: Mapped[datetime]
