"""What the application form is filled in with: nothing for a blank one, but what can be ticked."""

from requests_api.cases.kinds import SupplyForm
from requests_api.letter_templates.filling import Fact
from requests_api.letter_templates.kinds import LetterKind
from requests_api.letter_templates.specs import SPECS

_WAYS = ("邮寄", "电子邮件", "网上获取", "当面领取")
_WAYS_IN_ENGLISH = ("post", "mail", "online", "at the counter")


def supply_forms(wanted: SupplyForm | None = None, *, in_english: bool = False) -> str:
    """The forms of supply (条例29、40), with the one that is wanted ticked."""
    return "　".join(
        f"{'■' if form is wanted else '□'}"
        f"{form.value.replace('_', ' ') if in_english else form.label}"
        for form in SupplyForm
    )


def supply_ways(*, in_english: bool = False) -> str:
    """The ways of supply, to be ticked by hand."""
    return "　".join(f"□{name}" for name in (_WAYS_IN_ENGLISH if in_english else _WAYS))


def blank_form(organ_name: str, *, in_english: bool = False) -> dict[str, Fact]:
    """The facts of a form that its applicant fills in."""
    fields = SPECS[LetterKind.APPLICATION_FORM].fields
    facts: dict[str, Fact] = dict.fromkeys(fields.single, "")
    return facts | {
        "organ_name": organ_name,
        "supply_forms": supply_forms(in_english=in_english),
        "supply_ways": supply_ways(in_english=in_english),
        "is_filled_in": False,
    }
