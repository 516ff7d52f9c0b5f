"""The head of a matter and its actions, as one caller sees them."""

from typing import Any

from gongkai.http.actions import Address, Parts, actions
from requests_api.matters.desk import Desk
from requests_api.matters.models import Matter
from requests_api.matters.presenter import pressure_of, waiting_out
from requests_api.matters.schemas import ActionOut, ActionsOut, CreatedOut, StepOut


async def head_of(desk: Desk[Any], matter: Matter, *, created: CreatedOut | None = None) -> StepOut:
    """What a step answers with."""
    calendar = await desk.office.calendars.current(desk.session)
    situation = desk.kind.situation(matter)
    return StepOut(
        id=matter.id,
        kind=matter.kind,
        number=matter.number,
        version=matter.version,
        state=matter.state,
        state_label=desk.kind.steps.label_of(matter.state),
        waiting_for=waiting_out(matter.waiting_for),
        light=pressure_of(matter, desk.office.clock.now(), calendar).light,
        due_on=matter.due_on,
        due_at=matter.due_at,
        provisional=matter.is_provisional,
        available_actions=desk.kind.steps.available(situation, desk.principal),
        event_seq=matter.version,
        awaits_confirmation=[
            entry["seq"] for entry in matter.late_entries or () if entry["awaits_confirmation"]
        ],
        created=created,
    )


def actions_of(desk: Desk[Any], matter: Matter, parts: Parts) -> ActionsOut:
    """Every step with what stands against it."""
    kind = desk.kind
    address = Address(f"{kind.path}/{{{kind.reference}_id}}", f"{kind.path}/{matter.id}")
    found = actions(kind.steps, kind.situation(matter), desk.principal, address, parts)
    return ActionsOut(items=[ActionOut(**members) for members in found])
