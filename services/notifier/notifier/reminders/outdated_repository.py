"""Which open deadlines were planned with another basis, as ranges of one index.

It is asked every few seconds, and nearly always there is none: `<>` would read every open deadline
to say so. Where regions have days of rest of their own, there are several editions of the present;
then each edition that is in use is compared with the region of each organ that it is used for.
"""

from collections.abc import Iterator

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    case,
    func,
    literal,
    select,
    true,
    tuple_,
)

from gongkai.db.base import table_of
from gongkai.reference.organs import ReferenceOrgan
from notifier.deadlines.models import IS_OPEN, KnownDeadline
from notifier.policies.reading import Basis

_DEADLINE, _ORGAN = table_of(KnownDeadline), table_of(ReferenceOrgan)
_PAIR = (_DEADLINE.c.planned_with, _DEADLINE.c.organ_id)


def ways_to_be_outdated(basis: Basis) -> Iterator[ColumnElement[bool]]:
    """Conditions on open deadlines, each a range; one that meets none of them is up to date."""
    planned_with = _DEADLINE.c.planned_with
    yield planned_with.is_(None)
    if basis.calendar.regions:
        yield tuple_(*_PAIR).in_(_of_another_region(basis))
        return
    edition = basis.edition(basis.calendar.jurisdiction)
    yield planned_with < edition
    yield planned_with > edition


def _of_another_region(basis: Basis) -> Select[str, object]:
    """Editions and organs that do not belong together; the longest prefix of a division wins."""
    regional = [
        (_ORGAN.c.region_code.startswith(region), basis.edition(region))
        for region in basis.calendar.regions
    ]
    national = literal(basis.edition(basis.calendar.jurisdiction))
    pairs = _pairs()
    return (
        select(pairs.c.planned_with, pairs.c.organ_id)
        .outerjoin(_ORGAN, _ORGAN.c.id == pairs.c.organ_id)
        .where(pairs.c.planned_with != func.coalesce(case(*regional, else_=national), national))
    )


def _pairs() -> CTE:
    """Each edition with each organ that has open deadlines planned with it: from one to the next
    along the index, however many deadlines lie between.
    """
    planned = select(*_PAIR).where(IS_OPEN, _PAIR[0].is_not(None)).order_by(*_PAIR).limit(1)
    pairs = select(planned.subquery("first")).cte("pairs", recursive=True)
    behind = tuple_(*_PAIR) > tuple_(pairs.c.planned_with, pairs.c.organ_id)
    following = planned.where(behind).correlate(pairs).lateral("following")
    return pairs.union_all(select(following).select_from(pairs.join(following, true())))
