"""What can be done with a thing: every step of its procedure, ready to call or with why not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from gongkai.auth.principal import Principal
from gongkai.http.schemas import Out
from gongkai.steps import Reason, Step, StepTable

Parts = Mapping[str, Mapping[object, Reason | None]]
"""The parts of a thing that steps are taken on, by their name in the path, each with what stands
against it in particular.
"""


class WhyNotOut(Out):
    """What stands against a step."""

    code: str
    """A stable code: `state`, a guard's, or the problem that the step would answer with."""
    text: str
    """For people."""


class ActionMembers(Out):
    """A step, ready to call; a service says which codes there are."""

    code: str
    """The step."""
    label: str
    """What an office calls it."""
    allowed: bool
    """Whether the caller can take it now."""
    why_not: WhyNotOut | None
    """What stands against it."""
    method: Literal["POST"]
    """How it is called."""
    path: str
    """Where it is called."""
    body: Annotated[str | None, Field(serialization_alias="schema")]
    """Pointer to the body's schema in the OpenAPI document; null where it takes none."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the things of a kind are, and one of them."""

    template: str
    """As the OpenAPI document writes it: `/requests/v1/cases/{case_id}`."""
    path: str


def schema_pointer(template: str) -> str:
    """Where the OpenAPI document says what the body of a `POST` to ``template`` holds."""
    escaped = template.replace("~", "~0").replace("/", "~1")
    return f"#/paths/{escaped}/post/requestBody/content/application~1json/schema"


def actions(
    table: StepTable[Any],
    situation: Any,  # noqa: ANN401 - each kind of aggregate has one of its own
    principal: Principal,
    address: Address,
    parts: Parts,
) -> Iterable[dict[str, Any]]:
    """The members of every step's action; one on a part for each part that it can be taken on."""
    for step in table.steps:
        yield from _of_step(table, step, situation, principal, address, parts)


def _of_step(
    table: StepTable[Any],
    step: Step[Any],
    situation: Any,  # noqa: ANN401 - as above
    principal: Principal,
    address: Address,
    parts: Parts,
) -> Iterable[dict[str, Any]]:
    of_step = parts.get(step.part or "", {})
    path = f"{address.path}/{step.path}"
    ready: list[tuple[object | None, str]] = [(None, path)]
    if step.part is not None:
        ready = [(part, path.replace(f"{{{step.part}}}", str(part))) for part in of_step]
    against = table.why_not(step, situation)
    for part, called in ready:
        # In the order in which the step itself refuses.
        reason = table.barred(step, principal, situation, part) or against or of_step.get(part)
        yield {
            "code": step.code,
            "label": step.label,
            "allowed": reason is None,
            "why_not": None if reason is None else WhyNotOut(code=reason.code, text=reason.text),
            "method": "POST",
            "path": called,
            "body": schema_pointer(f"{address.template}/{step.path}") if step.has_body else None,
        }
