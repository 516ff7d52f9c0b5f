"""The API of requests-api."""

from fastapi import FastAPI

from gongkai.contracts import Service
from gongkai.feed.router import changes_router
from gongkai.files.opening import files_of
from gongkai.http.app import create_app as assemble
from gongkai.http.health import database_check, migrations_check
from gongkai.http.me import me_router
from gongkai.http.routing import routers_of
from gongkai.jobs.router import jobs_router
from gongkai.process import Process, api_lifespan, bounds_of, origins_of
from gongkai.reference.organs import organs_in_scope_of
from requests_api.case_file.presenter import whole_file
from requests_api.matters.kinds import MatterKind
from requests_api.migration_head import HEAD
from requests_api.process import converter_of, office_of, open_requests
from requests_api.settings import RequestsSettings, get_settings
from requests_api.suggestions.client import HttpPublished

BUSIEST = ("case_file", "applications", "worklist")
"""The features whose routes are looked at first."""
PUBLIC = frozenset(
    {
        "check_annual_report",
        "confirm_fee_notice",
        "correct_application",
        "file_application",
        "get_application_form",
        "get_application",
        "hand_in_attachment",
        "list_codes",
        "list_handed_in",
        "list_organs_taking_applications",
        "list_received_enclosures",
        "list_rule_sets",
        "list_received_letters",
        "preview_clock",
        "preview_fee",
        "rate_answer",
        "read_handed_in",
        "read_received_enclosure",
        "read_rule_set",
        "read_received_letter",
        "withdraw_application",
    }
)
"""The routes that anybody may call."""
TAGS = {
    "annual-reports": "年度报告 / annual reports",
    "applications": "申请人办理自己的申请，无需账号 / what applicants do, without an account",
    "approval-chains": "答复的审批链 / through which levels a reply goes",
    "attachments": "申请人提交和工作机构添加的附件 / files of the applicant and of the office",
    "cases": "依申请公开的办理 / cases and the steps of their procedure",
    "clock": "答复期限的试算和说明 / the clock, previewed and explained",
    "consultations": "征求第三方、其他机关意见 / third parties and other organs are heard",
    "contact-disclosures": "发送时提供申请人联系方式 / an applicant's address, for the sender",
    "enclosures": "随答复提供的材料及其检查 / what goes out with the reply, and its screening",
    "fees": "信息处理费的试算、告知、缴纳和减免 / the fee: previewed, noticed, paid, waived",
    "jobs": "较长的任务：进度、结果、取消 / jobs: how far, what came of them, cancelled",
    "letters": "文书及其模板 / letters: drawn up, sealed, served; their templates",
    "organ-parameters": "机关自行决定的参数 / what an organ decides for itself",
    "organs": "受理申请的机关 / where one can apply",
    "ratings": "申请人对答复的评价及其统计 / how applicants rate answers, and how often",
    "recomputations": "期限的重新计算及其结果 / dates computed again, and what moved",
    "replies": "答复的拟写、批准和发出 / replies: drafted, approved, issued",
    "worklist": "工作台 / the worklist over every kind of matter",
}
"""What the groups of routes are for."""
PATH_PARAMETERS = {
    "attachment_id": "附件 / the attachment",
    "rule_set": "规则集 / the rule set",
    "case_id": "案件 / the case",
    "consultation_id": "征求意见函 / the consultation",
    "objection_id": "提出异议的征求意见函 / the consultation with the objection",
    "enclosure_id": "随答复提供的材料 / what goes out with the reply",
    "finding_id": "检查发现的问题 / the finding",
    "external_id": "来源系统中的编号，不含斜线、反斜线 / its id in that system, without slashes",
    "job_id": "任务 / the job",
    "kind": "文书种类 / the kind of letter",
    "letter_id": "文书 / the letter",
    "organ_id": "机关 / the organ",
    "recomputation_id": "某次重新计算 / the recomputation",
    "unit_id": "承办单位 / the handling unit",
    "source": "来源系统 / the system that keeps it",
    "year": "年度 / the year",
}
"""What stands in the addresses, where its route does not say."""


async def _prepare(app: FastAPI, process: Process[RequestsSettings]) -> None:
    app.state.office = office_of(process)
    app.state.files = files_of(process)
    app.state.converter = converter_of(process)
    app.state.calendars = app.state.office.calendars
    app.state.file_views = {MatterKind.APPLICATION: whole_file}
    app.state.published = HttpPublished(
        process.client, process.addresses[Service.CATALOG], process.tokens
    )


def create_app() -> FastAPI:
    """The application, configured from the environment."""
    settings = get_settings()
    return assemble(
        title="公开 · 依申请公开",
        prefix="requests",
        description="依申请公开：登记、审核、办理、答复。Applications and their cases.",
        routers=[
            *routers_of("requests_api", first=BUSIEST),
            jobs_router(Service.REQUESTS),
            changes_router(Service.REQUESTS, organs_in_scope_of),
            me_router(),
        ],
        lifespan=api_lifespan(lambda: open_requests("api"), _prepare),
        tags=TAGS,
        path_parameters=PATH_PARAMETERS,
        public=PUBLIC,
        origins=origins_of(settings),
        bounds=bounds_of(settings),
        proxies=settings.trusted_proxies,
        checks=[database_check(), migrations_check(HEAD)],
    )
