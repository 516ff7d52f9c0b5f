"""What stands beside a matter: who is responsible, as the people are known who were told of by the
notifier, and what was said with its acts.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, and_, false, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import CASE_HANDLERS
from gongkai.db.base import table_of
from gongkai.db.json import in_base64, listed
from gongkai.errors import Unprocessable
from gongkai.reference.people import ReferencePerson
from requests_api.matters.errors import (
    AssigneeHandlesNoCases,
    AssigneeInactive,
    AssigneeOfAnotherOrgan,
    UnknownAssignee,
)
from requests_api.matters.models import Matter, MatterWords

PEOPLE = table_of(ReferencePerson)
"""Joined to a matter by `IS_ASSIGNEE`, an outer join: whoever registered may be unknown here."""
_MATTER, _PERSON = table_of(Matter).c, PEOPLE.c
_HANDLERS = sorted(role.value for role in CASE_HANDLERS)


def _demanded_in(
    organ_id: UUID | ColumnElement[UUID],
) -> Mapping[type[Unprocessable], ColumnElement[bool]]:
    """What must hold of a person who is made responsible in an organ, by what is said otherwise."""
    return {
        AssigneeOfAnotherOrgan: _PERSON.organ_id == organ_id,
        AssigneeInactive: _PERSON.is_active,
        AssigneeHandlesNoCases: _PERSON.roles.overlap(_HANDLERS),
    }


IS_ASSIGNEE = _PERSON.subject == _MATTER.assignee
ASSIGNEE_COLUMNS = (
    _PERSON.name.label("assignee_name"),
    func.coalesce(and_(*_demanded_in(_MATTER.organ_id).values()), false()).label(
        "assignee_is_assignable"
    ),
)
"""What is shown beside the responsible person: the name, and whether they could be chosen now."""
_SAID = table_of(MatterWords).c
SAID: ScalarSelect[Any] = listed(
    {"seq": _SAID.seq, "words": in_base64(_SAID.words_sealed)},
    of=_SAID.matter_id == _MATTER.id,
    correlate=table_of(Matter),
    order=(_SAID.seq,),
)
"""What was said with the acts on a matter, as one column of a reading: sealed, in base64."""


async def check_assignee(session: AsyncSession, subject: str, organ_id: UUID) -> None:
    """Go on only if the person can be made responsible for a matter of this organ.

    Raises UnknownAssignee, AssigneeOfAnotherOrgan, AssigneeInactive and AssigneeHandlesNoCases, at
    `assignee` of the body.
    """
    demanded = _demanded_in(organ_id)
    holds = [condition.label(problem.code) for problem, condition in demanded.items()]
    person = (await session.execute(select(*holds).where(_PERSON.subject == subject))).first()
    if person is None:
        raise UnknownAssignee.at(
            "/body/assignee",
            "没有登记该人员：请由管理员先登记；刚登记的，几秒钟后再试",
            "Nobody is known by this subject: an administrator enters the person first; who has "
            "just been entered is known within seconds",
        )
    for problem, is_met in zip(demanded, person, strict=True):
        if not is_met:
            raise problem.at("/body/assignee")
