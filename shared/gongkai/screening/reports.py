"""What looking through a file comes to. Pure."""

from pydantic import BaseModel, ConfigDict

from gongkai.screening.kinds import Kind, Part


class DocumentFinding(BaseModel):
    """Something that was found in a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    part: Part
    """In what kind of part it stands first."""
    at: str
    """Which one: the page, the paragraph, the cell (`2!B7`: of the second sheet)."""
    excerpt: str
    """With the words around it; numbers of people are masked."""
    times: int
    """How often it stands in the file."""


class Report(BaseModel):
    """A file looked through."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    findings: tuple[DocumentFinding, ...]
    unscreened: tuple[Kind, ...]
    """Why some of it, or all, was not looked at."""
