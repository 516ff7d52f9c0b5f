"""A template: which facts it takes, and the Chinese words that it makes of them. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

F = TypeVar("F", bound="Facts")


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
