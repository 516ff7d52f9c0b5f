"""Code lists over HTTP."""

from functools import cache

from catalog_api.calendar_notices.lifecycle import NoticeAction, NoticeState
from catalog_api.codes.schemas import CodeListsOut
from catalog_api.data import unit_groups
from catalog_api.entries.kinds import EntryRelation, EntryState, EntryStep, EntryValidity
from catalog_api.entry_reviews.kinds import ContentCheck, ReviewConclusion
from catalog_api.kinds.kinds import Audience, KindStep, PublicationChannel
from catalog_api.lists.kinds import ListKind, ListStep, TimeLimitKind, UnitKind, UnitRole
from catalog_api.organs.kinds import OrganKind, OrganStep
from gongkai.auth.principal import Role
from gongkai.calendar import NoticeDoubt, NoticeKind
from gongkai.codes import CodeOut, code_list
from gongkai.http.routing import router as feature_router
from gongkai.organs import Channel, OrganLevel

router = feature_router(tags=["codes"])


@router.get("/codes", summary="代码表 / List the codes")
async def list_codes() -> CodeListsOut:
    """Every code of this service with its Chinese label; public."""
    return _code_lists()


@cache
def _code_lists() -> CodeListsOut:
    return CodeListsOut(
        audiences=code_list(Audience),
        calendar_notice_actions=code_list(NoticeAction),
        calendar_notice_kinds=code_list(NoticeKind),
        calendar_notice_states=code_list(NoticeState),
        calendar_notice_warnings=code_list(NoticeDoubt),
        channels=code_list(Channel),
        entry_relations=code_list(EntryRelation),
        entry_states=code_list(EntryState),
        entry_steps=code_list(EntryStep),
        entry_validities=code_list(EntryValidity),
        content_checks=code_list(ContentCheck),
        review_conclusions=code_list(ReviewConclusion),
        kind_steps=code_list(KindStep),
        list_kinds=code_list(ListKind),
        list_steps=code_list(ListStep),
        organ_kinds=code_list(OrganKind),
        organ_levels=code_list(OrganLevel),
        organ_steps=code_list(OrganStep),
        publication_channels=code_list(PublicationChannel),
        roles=code_list(Role),
        time_limit_kinds=code_list(TimeLimitKind),
        unit_groups=[CodeOut(code=group.code, label=group.label) for group in unit_groups()],
        unit_kinds=code_list(UnitKind),
        unit_roles=code_list(UnitRole),
    )
