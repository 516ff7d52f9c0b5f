"""The answer of `GET /codes`."""

from gongkai.codes import CodeOut
from gongkai.http.schemas import Out

_FIRST_OF_EACH: dict[str, object] = {
    "audiences": [{"code": "public", "label": "全社会"}],
    "calendar_notice_actions": [{"code": "withdraw", "label": "撤回"}],
    "calendar_notice_kinds": [{"code": "annual", "label": "年度放假安排"}],
    "calendar_notice_states": [{"code": "active", "label": "生效"}],
    "calendar_notice_warnings": [
        {"code": "notice_leaves_year_open", "label": "未列明全部节日，全年尚未确定"}
    ],
    "channels": [{"code": "in_person", "label": "当面提交"}],
    "entry_relations": [{"code": "interprets", "label": "解读"}],
    "entry_states": [{"code": "draft", "label": "草稿"}],
    "entry_steps": [{"code": "revise", "label": "修改"}],
    "entry_validities": [{"code": "in_force", "label": "有效"}],
    "content_checks": [{"code": "secrecy", "label": "保密"}],
    "review_conclusions": [{"code": "public", "label": "可以公开"}],
    "kind_steps": [{"code": "define", "label": "定义"}],
    "list_kinds": [{"code": "task_list", "label": "任务分解表"}],
    "list_steps": [{"code": "import", "label": "导入"}],
    "organ_kinds": [{"code": "government", "label": "人民政府"}],
    "organ_levels": [{"code": "national", "label": "国家级"}],
    "organ_steps": [{"code": "update", "label": "修改"}],
    "publication_channels": [{"code": "website", "label": "政府网站"}],
    "roles": [{"code": "clerk", "label": "经办人"}],
    "time_limit_kinds": [{"code": "by_date", "label": "截止日期"}],
    "unit_groups": [{"code": "county_governments", "label": "县区政府"}],
    "unit_kinds": [{"code": "organ", "label": "机构"}],
    "unit_roles": [{"code": "responsible", "label": "责任单位"}],
}


class CodeListsOut(Out, json_schema_extra={"examples": [_FIRST_OF_EACH]}):
    """Every code list of the service, each in the order in which an office knows it."""

    audiences: list[CodeOut]
    """Whom information is for."""
    calendar_notice_actions: list[CodeOut]
    """Steps of a holiday notice."""
    calendar_notice_kinds: list[CodeOut]
    """Whether a holiday notice settles a year or changes some of its days; one for a year that
    leaves a festival out settles none (`notice_leaves_year_open`).
    """
    calendar_notice_states: list[CodeOut]
    """Whether a holiday notice counts."""
    calendar_notice_warnings: list[CodeOut]
    """What a holiday notice probably lacks that counts all the same; `notice_leaves_year_open`: not
    every festival is arranged, and the dates of its year stay provisional.
    """
    channels: list[CodeOut]
    """How an application for information can reach an organ."""
    entry_relations: list[CodeOut]
    """What an entry is to another one."""
    entry_states: list[CodeOut]
    """Where the newest version of an entry stands."""
    entry_steps: list[CodeOut]
    """What is done to an entry."""
    entry_validities: list[CodeOut]
    """Whether what was published still holds."""
    content_checks: list[CodeOut]
    """What a reviewer looks at."""
    review_conclusions: list[CodeOut]
    """What a review concludes."""
    kind_steps: list[CodeOut]
    """What is done to a kind of information; refusals name it."""
    list_kinds: list[CodeOut]
    """Kinds of published lists."""
    list_steps: list[CodeOut]
    """What is done to a list; refusals name it."""
    organ_kinds: list[CodeOut]
    """Kinds of organs."""
    organ_levels: list[CodeOut]
    """Levels of government."""
    organ_steps: list[CodeOut]
    """What is done to an organ; refusals name it."""
    publication_channels: list[CodeOut]
    """Channels and carriers through which information is published."""
    roles: list[CodeOut]
    """Roles of an office."""
    time_limit_kinds: list[CodeOut]
    """Kinds of time limits."""
    unit_groups: list[CodeOut]
    """Kinds of units that lists name as one."""
    unit_kinds: list[CodeOut]
    """What a name in a list means."""
    unit_roles: list[CodeOut]
    """For what a row names a unit."""
