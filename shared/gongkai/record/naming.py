"""How a record names who acted: by what a service knows of people."""

from collections.abc import Awaitable, Callable, Collection, Mapping

Naming = Callable[[Collection[str]], Awaitable[Mapping[str, str]]]
"""Gives the names of subjects, of those who are known."""


async def nobody_is_known() -> Naming:
    """Of a service that is told of no people."""

    async def names(_subjects: Collection[str]) -> Mapping[str, str]:
        return {}

    return names
