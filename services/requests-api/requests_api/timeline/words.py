"""What an event on record says in a sentence, in Chinese and in English. Pure.

Whoever adds a type of event need add nothing here: without a sentence of its own it is told by its
label. The applicant is told of what stands in `OUTER`, and of nothing else.
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import Enum

from gongkai.codes import LabelledEnum
from gongkai.http.language import Language
from gongkai.record.events import Recorded
from requests_api.decisions.model import NationalText
from requests_api.timeline.inner import INNER, Said
from requests_api.timeline.outer import CONCERNS, OUTER, OUTER_OF_2007

_MEMBER = re.compile(r"\{(\w+)\}")


_REASONS = {
    "office": Said("工作机构录入", "entered by the office"),
    "applicant": Said("申请人办理", "by the applicant"),
}
"""Codes of events that are no enum."""


def told(item: Recorded, language: Language, names: Mapping[str, str]) -> str:
    """What an event says to the office; ``names`` has those of people, by subject."""
    event = item.event
    label = Said(event.LABEL, event.TYPE.replace("_", " ").capitalize())
    return _sentence((*INNER.get(event.TYPE, ()), label), item, language, names)


def told_outside(
    item: Recorded, language: Language, law: NationalText = NationalText.OF_2019
) -> str | None:
    """What an event says to the applicant, by the text that applies; None where it is none of
    theirs.
    """
    said, concerns = OUTER.get(item.event.TYPE), CONCERNS.get(item.event.TYPE)
    if law is NationalText.OF_2007:
        said = OUTER_OF_2007.get(item.event.TYPE, said)
    if said is None or not (concerns is None or concerns(item.event)):
        return None
    return _sentence(said, item, language, {})


def _sentence(
    said: tuple[Said, ...], item: Recorded, language: Language, names: Mapping[str, str]
) -> str:
    for sentence in said:
        text = sentence.zh if language == "zh" else sentence.en
        is_whole = all(_value(item, member) is not None for member in _MEMBER.findall(text))
        if is_whole or sentence is said[-1]:
            return _filled(text, item, language, names)
    raise AssertionError("a type of event has one sentence at least")


def _filled(text: str, item: Recorded, language: Language, names: Mapping[str, str]) -> str:
    return _MEMBER.sub(lambda found: _shown(_value(item, found[1]), language, names), text)


def _value(item: Recorded, member: str) -> object:
    if member in {"on", "supersedes"}:
        return getattr(item, member)
    return getattr(item.event, member, None)


def _shown(value: object, language: Language, names: Mapping[str, str]) -> str:
    match value:
        case None:
            shown = "—"
        case LabelledEnum() if language == "zh":
            shown = value.label
        case Enum():
            shown = str(value.value).replace("_", " ")
        case date():
            shown = value.isoformat()
        case tuple():
            between = "、" if language == "zh" else ", "
            shown = between.join(_shown(each, language, names) for each in value)
        case str() if value in _REASONS:
            known = _REASONS[value]
            shown = known.zh if language == "zh" else known.en
        case _:
            shown = names.get(str(value), str(value))
    return shown
