"""Rule sets as they are shown."""

from collections.abc import Mapping
from datetime import date, timedelta

from requests_api.clock.rules import (
    IN_FORCE_2007,
    LOCAL,
    NATIONAL,
    REGULATION_2007,
    SWITCH_2019,
    LocalMeasures,
    RuleSet,
)
from requests_api.rule_sets.kinds import RuleSetKind
from requests_api.rule_sets.models import LoadedRuleSet
from requests_api.rule_sets.reading import measures_of
from requests_api.rule_sets.schemas import PauseRuleOut, RuleSetOut, TermOut

_REGULATION = "政府信息公开条例"


def _validity(rules: RuleSet) -> tuple[date, date | None]:
    if rules is REGULATION_2007:
        return IN_FORCE_2007, SWITCH_2019 - timedelta(days=1)
    return SWITCH_2019, None


def _national(rules: RuleSet) -> RuleSetOut:
    valid_from, valid_until = _validity(rules)
    return RuleSetOut(
        code=rules.id,
        kind=RuleSetKind.NATIONAL,
        kind_label=RuleSetKind.NATIONAL.label,
        is_shipped=True,
        version=0,
        title=rules.title,
        jurisdiction=None,
        source=_REGULATION,
        valid_from=valid_from,
        valid_until=valid_until,
        answer=TermOut(working_days=rules.base, source=rules.basis),
        extension=TermOut(working_days=rules.extension_cap, source=rules.extension_basis),
        pause=None,
        set_at=None,
        awaits_confirmation=False,
        awaiting_version=None,
    )


def _local(
    text: LocalMeasures,
    loaded: LoadedRuleSet | None,
    *,
    awaits: bool = False,
    awaiting_version: int | None = None,
) -> RuleSetOut:
    return RuleSetOut(
        code=text.id,
        kind=RuleSetKind.LOCAL,
        kind_label=RuleSetKind.LOCAL.label,
        is_shipped=loaded is None,
        version=text.version,
        title=text.title,
        jurisdiction=text.prefix,
        source=text.source,
        valid_from=text.valid_from,
        valid_until=text.valid_until,
        answer=TermOut(working_days=text.base, source=text.basis),
        extension=None,
        pause=PauseRuleOut(source=text.pause_basis) if text.pauses else None,
        set_at=None if loaded is None else loaded.set_at,
        awaits_confirmation=awaits,
        awaiting_version=awaiting_version,
    )


def loaded_out(row: LoadedRuleSet, *, awaits: bool, awaiting_version: int | None) -> RuleSetOut:
    """A version of a text that was loaded, whether it waits for a second administrator, and which
    one of its text does.
    """
    return _local(measures_of(row), row, awaits=awaits, awaiting_version=awaiting_version)


SHIPPED: Mapping[str, RuleSetOut] = {
    each.code: each for each in (*map(_national, NATIONAL), *(_local(text, None) for text in LOCAL))
}
"""What ships, by code."""
