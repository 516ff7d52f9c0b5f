"""What every problem is made of, and the registry of all of them."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from gongkai.problem_parts import FieldError, ProblemMembers

RESERVED_MEMBERS = frozenset(
    {"type", "title", "status", "detail", "instance", "code", "correlation_id", "errors"}
)
"""Members of the rendered document that an extension must not take over."""

_REGISTRY: "dict[str, type[Problem]]" = {}


class Problem(Exception):  # noqa: N818 - the name of RFC 9457, and what callers are told
    """The base of everything that a caller is told; never raised itself.

    A subclass states `code` (stable, snake_case, unique over all services), both titles and a
    docstring; `status` is inherited from its kind. Details are sentences for people about this
    one occurrence and never hold personal data. `extensions` are further members of the
    document, each of them described in `Members`; `headers` go onto the response.
    """

    status: ClassVar[int] = 500
    code: ClassVar[str]
    title_zh: ClassVar[str]
    title_en: ClassVar[str]
    Members: ClassVar[type[ProblemMembers]] = ProblemMembers

    def __init__(
        self,
        detail_zh: str | None = None,
        detail_en: str | None = None,
        *,
        errors: Sequence[FieldError] | None = None,
        extensions: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        if not hasattr(type(self), "code"):
            raise TypeError(f"{type(self).__name__} is a base and has no code of its own")
        if unknown := set(extensions or ()) - self.Members.model_fields.keys():
            raise ValueError(f"Members of {self.code} does not describe {sorted(unknown)}")
        super().__init__(detail_en or self.title_en)
        self.detail_zh = detail_zh
        self.detail_en = detail_en
        self.errors: list[FieldError] = list(errors or ())
        self.extensions: dict[str, Any] = dict(extensions or {})
        self.headers: dict[str, str] = dict(headers or {})

    def __init_subclass__(cls, **kwargs: object) -> None:
        """Enter the class into the catalogue; refuse an incomplete or a second one."""
        super().__init_subclass__(**kwargs)
        stated = ("code", "title_zh", "title_en", "__doc__")
        if missing := [name for name in stated if not vars(cls).get(name)]:
            raise TypeError(f"{cls.__qualname__} must state {', '.join(missing)}")
        if taken := RESERVED_MEMBERS & cls.Members.model_fields.keys():
            raise TypeError(f"{cls.__qualname__} may not have members named {sorted(taken)}")
        known = _REGISTRY.get(cls.code)
        identity = (cls.__module__, cls.__qualname__)
        if known is not None and (known.__module__, known.__qualname__) != identity:
            raise TypeError(f"problem code {cls.code!r} already belongs to {known.__qualname__}")
        _REGISTRY[cls.code] = cls


def catalogue() -> "list[type[Problem]]":
    """Every problem of the packages imported so far, by code."""
    return [_REGISTRY[code] for code in sorted(_REGISTRY)]
