"""Rows that the ORM does not watch: for those that one statement writes and nobody changes."""

from functools import cache
from types import FunctionType
from typing import Any, TypeVar, cast

from sqlalchemy import inspect

from gongkai.db.base import Base

M = TypeVar("M", bound=Base)


@cache
def unmapped(model: type[M]) -> type[M]:
    """A class with the columns, properties and methods of ``model``, and nothing of the ORM.

    A watched attribute costs twenty times as much as a plain one, and the busiest write sets a
    hundred. Every column is None until it is given; what is no column raises `TypeError`.
    """
    names = frozenset(attribute.key for attribute in inspect(model).column_attrs)

    def init(self: Any, **values: object) -> None:  # noqa: ANN401 - an object of the class below
        if not values.keys() <= names:
            raise TypeError(f"{model.__name__} has no {sorted(values.keys() - names)}")
        self.__dict__ = dict.fromkeys(names) | values

    members: dict[str, Any] = {
        name: member
        for kind in reversed(model.__mro__)
        if kind is not object and not vars(kind).get("registry")
        for name, member in vars(kind).items()
        if isinstance(member, property | FunctionType) and not name.startswith("__")
    }
    members |= {"__init__": init, "__table__": model.__table__}
    return cast("type[M]", type(f"New{model.__name__}", (), members))
