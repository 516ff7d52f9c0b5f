"""Publishing and withdrawing."""

from catalog_api.entries.errors import EntryOfOtherOrgan
from catalog_api.entries.kinds import EntryState, EntryStep
from catalog_api.entries.steps import ENTRY_STEPS, IS_PUBLISHED, EntrySituation
from catalog_api.entry_reviews.errors import ReviewIncomplete
from gongkai.auth.principal import Permission
from gongkai.steps import Guard, Reason, Step

_S = EntryState

REVIEWED: Guard[EntrySituation] = Guard(
    Reason(
        "review_incomplete",
        "最新版本尚未通过全部审查层级",
        "The newest version has not been agreed to on every level",
    ),
    lambda situation: situation.missing_levels == 0,
    problem=ReviewIncomplete,
    members=lambda situation: {"missing_levels": situation.missing_levels},
)

PUBLISH = ENTRY_STEPS.declare(
    Step(
        code=EntryStep.PUBLISH,
        label=EntryStep.PUBLISH.label,
        path="publication",
        permission=Permission.ENTRIES_PUBLISH,
        # Of what is not reviewed it is said what is missing.
        moves=dict.fromkeys((_S.DRAFT, _S.IN_REVIEW, _S.RETURNED, _S.APPROVED), _S.PUBLISHED),
        guards=(REVIEWED,),
        has_body=False,
        by_people=True,
        needs=EntryOfOtherOrgan,
    )
)
WITHDRAW = ENTRY_STEPS.declare(
    Step(
        code=EntryStep.WITHDRAW,
        label=EntryStep.WITHDRAW.label,
        path="withdrawal",
        permission=Permission.ENTRIES_PUBLISH,
        moves={_S.PUBLISHED: _S.WITHDRAWN},
        guards=(IS_PUBLISHED,),
        by_people=True,
        needs=EntryOfOtherOrgan,
    )
)
