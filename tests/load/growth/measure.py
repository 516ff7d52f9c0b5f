"""Run one read or sweep some times: how long it takes, what it looks at, and by which indexes."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from statistics import median

from tests.plans import listening, plan_of

Scene = Callable[[], Awaitable[object]]
ROUNDS = 7


@dataclass(frozen=True)
class Seen:
    """What a scene took and looked at."""

    milliseconds: float
    looked_at: int
    """Rows that its plans had in their hands."""
    indexes: tuple[str, ...]
    scans: tuple[str, ...]
    """Tables that were read from end to end."""
    statements: int


async def seen(engine, scene: Scene, *, rounds: int = ROUNDS, warm: int = 2) -> Seen:
    """The median of some rounds after some to warm up, and the plans of the last."""
    took = []
    for number in range(rounds + warm):
        began = time.perf_counter()
        with listening(engine) as heard:
            await scene()
        if number >= warm:
            took.append((time.perf_counter() - began) * 1000)
    plans = [await plan_of(engine, statement) for statement in heard]
    nodes = [node for plan in plans for node in plan.nodes]
    return Seen(
        milliseconds=median(took),
        looked_at=int(sum(node.looked_at for node in nodes if node.table)),
        indexes=tuple(sorted({node.index for node in nodes if node.index})),
        scans=tuple(sorted({n.table for n in nodes if n.table and n.kind == "Seq Scan"})),
        statements=len(heard),
    )
