"""The templates of every message, by code, and the words of a stored one. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from notifier.messages.access_code import ACCESS_CODE
from notifier.messages.contact_changed import CONTACT_CHANGED
from notifier.messages.deadline_reminder import DEADLINE_REMINDER
from notifier.messages.news import NEWS
from notifier.messages.template import ApplicantTemplate, Template, Words

TEMPLATES: Mapping[str, Template[Any]] = MappingProxyType(
    {template.code: template for template in (DEADLINE_REMINDER,)}
)

APPLICANT_TEMPLATES: Mapping[str, ApplicantTemplate[Any]] = MappingProxyType(
    {template.code: template for template in (ACCESS_CODE, CONTACT_CHANGED, NEWS)}
)
"""The templates of messages to applicants, by the kind that requests-api names."""

_URGENT = "【紧急】"


def words_of(
    template: str, facts: Mapping[str, Any], *, is_urgent: bool, desk_url: str | None = None
) -> Words:
    """Title and lines; with a link where the address of the desk is known and wanted."""
    words = TEMPLATES[template].render(facts, desk_url)
    return replace(words, title=_URGENT + words.title) if is_urgent else words
