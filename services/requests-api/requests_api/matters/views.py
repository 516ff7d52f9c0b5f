"""The head of a matter and its actions, as one caller sees them."""

from collections.abc import Iterable, Mapping
from typing import Any

from gongkai.steps import Reason, Step
from requests_api.matters.desk import Desk
from requests_api.matters.models import Matter
from requests_api.matters.presenter import pressure_of, schema_pointer, waiting_out
from requests_api.matters.schemas import ActionOut, ActionsOut, CreatedOut, StepOut, WhyNotOut

Parts = Mapping[str, Mapping[object, Reason | None]]
"""The parts of a matter that steps are taken on, by their name in the path, each with what stands
against it in particular.
"""


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
    return ActionsOut(
        items=[
            action
            for step in desk.kind.steps.steps
            for action in _actions(desk, matter, step, parts.get(step.part or "", {}))
        ]
    )


def _actions(
    desk: Desk[Any], matter: Matter, step: Step[Any], parts: Mapping[object, Reason | None]
) -> Iterable[ActionOut]:
    table, situation = desk.kind.steps, desk.kind.situation(matter)
    template = f"{desk.kind.path}/{{{desk.kind.reference}_id}}/{step.path}"
    path = f"{desk.kind.path}/{matter.id}/{step.path}"
    ready: list[tuple[object | None, str]] = [(None, path)]
    if step.part is not None:
        ready = [(part, path.replace(f"{{{step.part}}}", str(part))) for part in parts]
    against = table.why_not(step, situation)
    for part, address in ready:
        # In the order in which the step itself refuses.
        barred = table.barred(step, desk.principal, situation, part)
        reason = barred or against or parts.get(part)
        yield ActionOut(
            code=step.code,
            label=step.label,
            allowed=reason is None,
            why_not=_why(reason),
            method="POST",
            path=address,
            body=schema_pointer(template) if step.has_body else None,
        )


def _why(reason: Reason | None) -> WhyNotOut | None:
    return None if reason is None else WhyNotOut(code=reason.code, text=reason.text)
