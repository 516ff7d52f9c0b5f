"""A template: which facts it takes, and the Chinese words that it makes of them. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict

F = TypeVar("F", bound="Facts")
A = TypeVar("A", bound="ApplicantFacts")


@dataclass(frozen=True, slots=True)
class Words:
    """A title of one line and the lines below it."""

    title: str
    lines: tuple[str, ...]


class Facts(BaseModel):
    """What a message says beside its words: codes, dates, numbers and ids; no personal value."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    def stored(self) -> dict[str, Any]:
        """As the column holds them."""
        return self.model_dump(mode="json")


@dataclass(frozen=True, slots=True)
class Template(Generic[F]):
    """How messages of one kind are worded; `words` is given the desk's address, where known."""

    code: str
    facts: type[F]
    words: Callable[[F, str | None], Words]

    def read(self, stored: Mapping[str, Any]) -> F:
        """The facts of a message of this template."""
        return self.facts.model_validate(stored)

    def render(self, stored: Mapping[str, Any], desk_url: str | None) -> Words:
        """The words of a message of this template."""
        return self.words(self.read(stored), desk_url)


class ApplicantFacts(Facts):
    """What every message to an applicant says: whose it is, by reference, and what it brings."""

    message_id: UUID
    case_id: UUID
    receipt_number: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Brought:
    """What is known only while a message to an applicant is sent, and is stored nowhere."""

    access_code: str | None
    organ_name: str | None
    """The organ that the application is with; None where it is not known here yet."""
    applicant_url: str | None
    """Where applicants follow their applications, where the settings say so."""
    at: datetime


@dataclass(frozen=True, slots=True)
class ApplicantTemplate(Generic[A]):
    """How messages of one kind to applicants are worded: with what they bring, and so only while
    they are sent. Never with the content of an application.
    """

    code: str
    facts: type[A]
    words: Callable[[A, Brought], Words]

    def read(self, stored: Mapping[str, Any]) -> A:
        """The facts of a message of this template."""
        return self.facts.model_validate(stored)
