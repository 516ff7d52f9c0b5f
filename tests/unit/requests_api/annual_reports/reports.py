"""Published reports of tests/data, broken copies of them, and what the check answers."""

import copy
import json
from pathlib import Path

from requests_api.annual_reports.schemas import ReportCheckIn
from requests_api.annual_reports.service import answer_to

FILES = Path(__file__).parents[3] / "data" / "annual-reports"
HUAIAN, HONGZE, PINGTAN = "huaian-city-2024", "huaian-hongze-district-2023", "pingtan-2020"
ERDAO, KEWEI = "erdao-zhengshou-2022-partial", "shanghai-kewei-2024"
SONGJIANG, LONGGANG = "songjiang-2024-narr", "longgang-2024-partial"
ERSANLI, ZHONGYUAN = "ersanli-2023-narr", "zhongyuan-education-2020"
ALL = tuple(sorted(path.stem for path in FILES.glob("*.json")))
COLUMNS = ["natural", "business", "research", "public_welfare", "legal_service", "other", "total"]


def load(name):
    return json.loads((FILES / f"{name}.json").read_text(encoding="utf-8"))


def ask(document):
    """The whole answer, as it is sent."""
    body = ReportCheckIn.model_validate(copy.deepcopy(document))
    return answer_to(body).model_dump(mode="json", exclude_none=True)


def found(document):
    return [
        (v["rule"], v["table"], v["column"], v.get("row"), v["expected"], v["printed"])
        for v in ask(document)["violations"]
    ]


def unread(document):
    return [
        (u["pointer"], u.get("row"), u.get("column"), u["reason"]) for u in ask(document)["unread"]
    ]


def skipped(document, rule):
    """Where a rule was not applied."""
    return [
        (n.get("table"), n.get("row"), n.get("column"))
        for n in ask(document)["not_compared"]
        if n["rule"] == rule
    ]


def cells(*numbers):
    return dict(zip(COLUMNS, numbers, strict=True))


def row(document, key):
    return next(r for r in document["table3"] if r["key"] == key)
