"""A client that does an office's work: keeps the ETag, sends the headers."""

import uuid
from datetime import date

from gongkai.auth.principal import Role


class Desk:
    """One caller's calls on cases; the last ETag of each case is remembered."""

    def __init__(self, client, headers, organs):
        self.client, self.headers, self.organs = client, headers, organs
        self.etags = {}

    async def post(self, path, body=None, *, role=Role.CLERK, etag=None, subject=None, key=None):
        case_id = path.split("/")[2] if path.startswith("/cases/") else None
        extra = {"Idempotency-Key": key or str(uuid.uuid4())}
        known = etag or self.etags.get(case_id)
        if known is not None:
            extra["If-Match"] = known
        response = await self.client.post(
            f"/requests/v1{path}",
            json=body,
            headers={**self.headers(role, subject=subject), **extra},
        )
        if response.is_success and "etag" in response.headers:
            self.etags[response.json().get("id", case_id)] = response.headers["etag"]
        return response

    async def get(self, path, *, role=Role.CLERK, **params):
        return await self.client.get(
            f"/requests/v1{path}", params=params, headers=self.headers(role)
        )

    async def key_in(self, **changes):
        body = {
            "organ_id": str(self.organs.own),
            "channel": "registered_post",
            "arrived_on": date.today().isoformat(),
            "title": "测试文件",
            "description": "2025年测试文件一份",
            "applicant": changes.pop("applicant"),
            **changes,
        }
        response = await self.post("/cases", body)
        assert response.status_code == 201, response.text
        return response.json()


REPLY = {
    "decision": "disclosed",
    "evidence": [{"kind": "supply", "note": "随函提供复印件一份"}],
    "content": "您申请的信息可以公开，随函提供。",
    "document_number": "测告〔2026〕1号",
}
