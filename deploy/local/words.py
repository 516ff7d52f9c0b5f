"""What is printed, in the language of whoever reads it: English and Chinese beside each other."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple, Protocol, Self

VARIABLE = "GONGKAI_LANGUAGE"
_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""In the order in which POSIX reads them."""


class Language(StrEnum):
    """A language that the launcher speaks."""

    ENGLISH = "en"
    CHINESE = "zh"

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> Self:
        """What `GONGKAI_LANGUAGE` says, or else the locale; English where neither says Chinese.

        Errors: ValueError where the variable names a language that is not spoken here.
        """
        if told := environ.get(VARIABLE):
            return cls(told)
        locale = next((environ[name] for name in _LOCALES if environ.get(name)), "")
        return cls("zh" if locale.startswith("zh") else "en")


class Words(NamedTuple):
    """A sentence in both languages, with the same named places for facts."""

    en: str
    zh: str

    def said(self, language: Language, **facts: object) -> str:
        """The sentence with its facts; a fact that is `Words` itself is said too."""
        spoken = {
            name: fact.said(language) if isinstance(fact, Words) else fact
            for name, fact in facts.items()
        }
        return (self.zh if language is Language.CHINESE else self.en).format(**spoken)


class Say(Protocol):
    """Tells somebody a sentence in their language."""

    def __call__(self, words: Words, /, **facts: object) -> None:
        """Tell it."""


def silent(_words: Words, /, **_facts: object) -> None:
    """A `Say` to nobody."""
