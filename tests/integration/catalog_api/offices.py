"""An organ and a kind of information of a test's own, and calls in the name of its people."""

from uuid import uuid4

from gongkai.auth.principal import Role

SCHEMA = {
    "type": "object",
    "properties": {
        "cause": {"title": "案由", "type": "string", "minLength": 1},
        "result": {"title": "执行结果", "type": "string", "minLength": 1},
        "amount": {"title": "数额", "type": "number"},
        "proof": {"title": "凭证", "type": "string"},
    },
    "required": ["cause", "result"],
    "additionalProperties": False,
}
DEMANDS = [
    {
        "source": {"document": "示例文件", "place": "第1条"},
        "jurisdiction": "3415",
        "thresholds": [{"element": "amount", "at_least": 200, "unit": "元", "required": ["proof"]}],
    }
]


async def define(call, code, **more):
    body = {"title": f"样例类别{code}", "schema": SCHEMA, "local_demands": DEMANDS, **more}
    sent = call.token(Role.ADMIN) | {"If-None-Match": "*"}
    answer = await call._client.put(f"/catalog/v1/kinds/{code}", json=body, headers=sent)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def an_office(call, **organ):
    mark = uuid4().hex[:10]
    made = await call.organ(f"样例局{mark}", region_code="341502", **organ)
    await define(call, f"kind_{mark}")
    return Office(call, made["id"], f"kind_{mark}")


class Office:
    """What the people of one organ do with entries."""

    def __init__(self, call, organ_id, kind):
        self.call, self.organ_id, self.kind = call, organ_id, kind

    def content(self, **more):
        return {
            "organ_id": self.organ_id,
            "kind": self.kind,
            "title": "示例处罚决定书",
            "formed_on": "2026-01-05",
            "elements": {"cause": "示例案由", "result": "已执行"},
            **more,
        }

    async def send(self, method, path, body=None, *, role=Role.CLERK, organ_id=None, **more):
        return await self.call.send(
            method, path, body, role=role, organ_id=organ_id or self.organ_id, **more
        )

    async def read(self, path, *, role=Role.CLERK, organ_id=None, **params):
        sent = self.call.token(role, organ_id or self.organ_id)
        return await self.call._client.get(f"/catalog/v1{path}", params=params, headers=sent)

    async def entry(self, **more):
        answer = await self.send("POST", "/entries", self.content(**more))
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def step(self, entry, path, body=None, *, role=Role.CLERK):
        """The answer to a step on an entry, tried on its present version."""
        found = (await self.read(f"/entries/{entry['id']}")).json()
        return await self.send(
            "POST", f"/entries/{entry['id']}/{path}", body, role=role, version=found["version"]
        )

    async def done(self, entry, path, body=None, *, role=Role.CLERK):
        """The head after a step that is possible."""
        answer = await self.step(entry, path, body, role=role)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def reviewed(self, entry, roles=(Role.CLERK, Role.HEAD, Role.LEADER)):
        """The entry, handed in and agreed to by people of these roles."""
        head = await self.done(entry, "submission")
        for role in roles:
            head = await self.done(entry, "reviews", agreed(), role=role)
        return head

    async def published(self, **more):
        entry = await self.entry(**more)
        await self.reviewed(entry)
        return await self.done(entry, "publication", role=Role.HEAD)


def agreed(conclusion="public", **more):
    return {"conclusion": conclusion, "basis": "示例依据第一条", **more}
