"""Principals and permissions: *may this kind of caller call it*, and nothing about rows or steps.

People get permissions by their roles, machines by the scopes of their token. Which rows exist for a
caller is the business of `repository.visible_to(principal)`, whether a step is allowed now of the
lifecycle.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from uuid import UUID

from gongkai.codes import LabelledEnum


class Permission(LabelledEnum):
    """Everything that a route can demand, as `resource:action`, in alphabetical order.

    A machine's scopes are these same strings. `platform:read` (rows of every organ) is for the
    platform's own services, `contacts:read` (where an applicant is reached) for the notifier alone;
    both belong to no role.
    """

    ANNUAL_REPORTS_READ = "annual_reports:read", "查看年度报告"
    APPROVAL_CHAINS_MANAGE = "approval_chains:manage", "设定审批链"
    BACKLOG_IMPORT = "backlog:import", "导入历史申请"
    CALENDAR_MANAGE = "calendar:manage", "维护放假安排通知"
    CALENDAR_READ = "calendar:read", "查看放假安排通知"
    CASES_APPROVE = "cases:approve", "批准答复"
    CASES_CLOSE = "cases:close", "不作答复办结、恢复办理"
    CASES_CORRECT = "cases:correct", "更正日期"
    CASES_DISCLOSE = "cases:disclose", "查阅隐去的内容"
    CASES_EXTEND = "cases:extend", "延长答复期限"
    CASES_READ = "cases:read", "查看申请"
    CASES_UNMASK = "cases:unmask", "查看申请人信息原文"
    CASES_VOID = "cases:void", "作废登记"
    CASES_WAIVE = "cases:waive", "减免信息处理费"
    CASES_WRITE = "cases:write", "办理申请"
    CATALOGUES_MANAGE = "catalogues:manage", "维护目录"
    CATALOGUES_READ = "catalogues:read", "查看目录"
    CHANGES_READ = "changes:read", "读取变更流"
    CONTACTS_READ = "contacts:read", "读取申请人联系方式"
    DEADLINES_READ = "deadlines:read", "查看期限"
    ENTRIES_PUBLISH = "entries:publish", "发布、撤回公开信息"
    ENTRIES_READ = "entries:read", "查看公开信息及其草稿"
    ENTRIES_REVIEW = "entries:review", "审查公开信息"
    ENTRIES_WRITE = "entries:write", "起草公开信息"
    EVENTS_VERIFY = "events:verify", "核验留痕"
    INBOX_READ = "inbox:read", "查看本人通知"
    LETTER_TEMPLATES_MANAGE = "letter_templates:manage", "维护文书模板"
    LISTS_MANAGE = "lists:manage", "维护清单"
    LISTS_READ = "lists:read", "查看清单"
    NOTIFICATIONS_MANAGE = "notifications:manage", "管理通知"
    NOTIFICATIONS_READ = "notifications:read", "查看投递记录"
    ORGANS_MANAGE = "organs:manage", "维护机构"
    ORGANS_READ = "organs:read", "查看机构"
    PARAMETERS_MANAGE = "parameters:manage", "设定机关参数"
    PEOPLE_MANAGE = "people:manage", "维护人员"
    PEOPLE_READ = "people:read", "查看人员"
    PLATFORM_READ = "platform:read", "读取全部机关的数据（平台自身）"
    RULE_SETS_MANAGE = "rule_sets:manage", "维护地方规则"


class Role(LabelledEnum):
    """The roles of an office."""

    CLERK = "clerk", "经办人"
    HEAD = "head", "工作机构负责人"
    LEADER = "leader", "分管领导"
    SUPERVISOR = "supervisor", "上级监督"
    AUDITOR = "auditor", "审计"
    INTEGRATOR = "integrator", "集成方"
    ADMIN = "admin", "管理员"


_P = Permission

_REFERENCE = frozenset({_P.CALENDAR_READ, _P.CATALOGUES_READ, _P.LISTS_READ, _P.ORGANS_READ})
"""What everybody in an office may look up."""

_OVERSIGHT = _REFERENCE | {
    _P.ANNUAL_REPORTS_READ,
    _P.CASES_DISCLOSE,
    _P.CASES_READ,
    _P.DEADLINES_READ,
    _P.ENTRIES_READ,
    _P.EVENTS_VERIFY,
    _P.INBOX_READ,
}

_CLERK = _OVERSIGHT | {
    _P.CASES_UNMASK,
    _P.CASES_WRITE,
    _P.ENTRIES_REVIEW,
    _P.ENTRIES_WRITE,
}

ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.CLERK: _CLERK,
        Role.HEAD: _CLERK
        | {
            _P.APPROVAL_CHAINS_MANAGE,
            _P.BACKLOG_IMPORT,
            _P.CASES_APPROVE,
            _P.CASES_CLOSE,
            _P.CASES_CORRECT,
            _P.CASES_EXTEND,
            _P.CASES_VOID,
            _P.CASES_WAIVE,
            _P.ENTRIES_PUBLISH,
            _P.LETTER_TEMPLATES_MANAGE,
            _P.LISTS_MANAGE,
            _P.NOTIFICATIONS_READ,
            _P.PARAMETERS_MANAGE,
        },
        # A leader decides but has no need of the applicant's identity in the clear.
        Role.LEADER: _OVERSIGHT | {_P.CASES_APPROVE, _P.ENTRIES_REVIEW},
        Role.SUPERVISOR: _OVERSIGHT | {_P.NOTIFICATIONS_READ},
        Role.AUDITOR: _OVERSIGHT | {_P.NOTIFICATIONS_READ},
        # The scopes that an integrator's client may be given at most; its token names them.
        Role.INTEGRATOR: _REFERENCE
        | {
            _P.ANNUAL_REPORTS_READ,
            _P.BACKLOG_IMPORT,
            _P.CASES_READ,
            _P.CHANGES_READ,
            _P.DEADLINES_READ,
            _P.ENTRIES_READ,
            _P.ENTRIES_WRITE,
            _P.ORGANS_MANAGE,
            _P.PEOPLE_MANAGE,
            _P.PEOPLE_READ,
        },
        # The system's administrator keeps reference data and sees no case (GB/T 22239-2019
        # 8.1.4.2: separation of the administrators' powers); what is imported is told by row only.
        Role.ADMIN: _REFERENCE
        | {
            _P.APPROVAL_CHAINS_MANAGE,
            _P.BACKLOG_IMPORT,
            _P.CALENDAR_MANAGE,
            _P.CATALOGUES_MANAGE,
            # What administrators keep (people, organs) has a record too.
            _P.EVENTS_VERIFY,
            _P.INBOX_READ,
            _P.LETTER_TEMPLATES_MANAGE,
            _P.LISTS_MANAGE,
            _P.NOTIFICATIONS_MANAGE,
            _P.NOTIFICATIONS_READ,
            _P.ORGANS_MANAGE,
            _P.PEOPLE_MANAGE,
            _P.PEOPLE_READ,
            _P.RULE_SETS_MANAGE,
        },
    }
)
"""What each role of a person allows; for `integrator` the scopes that its clients may hold."""


def roles_allowing(permission: Permission) -> frozenset[Role]:
    """The roles of people that allow something."""
    return frozenset(role for role in Role if permission in ROLE_PERMISSIONS[role])


CASE_HANDLERS = roles_allowing(Permission.CASES_WRITE)
"""In which roles a person handles cases, and can be made responsible for one."""

MACHINE = "client:"
"""What stands before the name of a machine on record."""
_RESERVED = frozenset({"applicant", "me", "none"})
_RESERVED_PREFIXES = ("system:", MACHINE)


def is_reserved(subject: str) -> bool:
    """Whether nobody may bear this name: it stands for an applicant, a machine, a part of the
    platform, or is a word of the worklist.
    """
    return subject.lower() in _RESERVED or subject.lower().startswith(_RESERVED_PREFIXES)


@lru_cache(maxsize=256)
def _granted_to(roles: frozenset[str]) -> frozenset[Permission]:
    granted = (ROLE_PERMISSIONS[role] for role in Role if role in roles)
    return frozenset[Permission]().union(*granted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """A caller whose token held.

    `organ_id` None binds the caller to no organ: rows that belong to an organ are then closed to
    it, so that a token without the claim never opens everything. A machine holds no roles.
    `subject` names a caller among those of `issuer`; what names people alone (actor of an event,
    recipient) relies on providers that give one subject to one person.
    """

    issuer: str
    subject: str
    name: str
    organ_id: UUID | None
    roles: frozenset[str]
    scopes: frozenset[str]
    expires_at: datetime
    is_machine: bool = False
    stands_in_for: frozenset[tuple[str, str]] = frozenset()
    """Colleagues in whose place the caller stands today, each with a role of theirs: what a service
    knows of absences, never what a token claims.
    """

    @property
    def actor(self) -> str:
        """Who acts, as records and logs name it: a machine is never taken for a person."""
        return f"{MACHINE}{self.subject}" if self.is_machine else self.subject

    def allows(self, permission: Permission) -> bool:
        """Whether this kind of caller may do this kind of thing."""
        if self.is_machine:
            return permission in self.scopes
        # The scopes of a person's token are those of the front end's client, not a grant.
        return permission in _granted_to(self.roles)

    @property
    def permissions(self) -> frozenset[Permission]:
        """Everything this caller may do."""
        return frozenset(permission for permission in Permission if self.allows(permission))
