"""Where an entry stands, what it is to another one, whether it is still valid."""

from gongkai.codes import LabelledEnum


class EntryState(LabelledEnum):
    """Where the newest version of an entry stands. That an older one is public meanwhile is a fact
    beside it (`published_version`).
    """

    DRAFT = "draft", "草稿"
    IN_REVIEW = "in_review", "审查中"
    RETURNED = "returned", "已退回"
    APPROVED = "approved", "审查通过"
    SCHEDULED = "scheduled", "待发布"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤回"


class EntryValidity(LabelledEnum):
    """Whether what was published still holds."""

    IN_FORCE = "in_force", "有效"
    AMENDED = "amended", "已修改"
    REPEALED = "repealed", "已废止"
    EXPIRED = "expired", "已失效"


class EntryRelation(LabelledEnum):
    """What an entry is to another one."""

    INTERPRETS = "interprets", "解读"
    IMPLEMENTS = "implements", "落实"
    AMENDS = "amends", "修改"
    REPEALS = "repeals", "废止"
    ANSWERS = "answers", "答复"
    BELONGS_TO = "belongs_to", "属于"
    RESULTS_FROM = "results_from", "产生于"


class EntryStep(LabelledEnum):
    """What is done to an entry; refusals name it."""

    REVISE = "revise", "修改"
    SUBMIT = "submit", "送审"
    REVIEW = "review", "审查"
    PUBLISH = "publish", "发布"
    WITHDRAW = "withdraw", "撤回"
