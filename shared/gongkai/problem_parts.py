"""What a problem is made of: its single faults, and the further members of its document."""

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with one part of a request; never holds the value that was sent.

    `pointer` is a JSON pointer into the part of the request that it starts with: `/body/fee`,
    `/query/limit`, `/path/case_id`, `/header/If-Match`. `message` is Chinese; `message_en` is
    what an English reader gets, the Chinese text where it is missing.
    """

    pointer: str
    code: str
    message: str
    message_en: str | None = None


class ProblemMembers(BaseModel):
    """Base of the further members of a problem's document, for OpenAPI: a class `Members` in that
    of the problem, each member with its sentence and, where some are always there, an example.
    """

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)
