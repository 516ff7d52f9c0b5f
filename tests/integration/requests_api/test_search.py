"""Searching as people type: folded words, document numbers in one form, an applicant's papers."""

import pytest
from sqlalchemy import text

from gongkai.auth.principal import Role
from gongkai.db import new_id
from tests.samples import person


@pytest.fixture(scope="module")
async def plans(desk):
    """Three cases of an organ of their own; their ids by what is wanted."""
    organ = desk.organs.own
    wanted = (
        ("２０２１年城市更新规划图（ＡＢＣ）", "县政办[2021]05号"),
        ("城市绿化", "县政办（2021）第6号"),
        ("更新目录", None),
    )
    return {
        title: (await desk.key_in(title=title, document_reference=number, organ_id=str(organ)))
        for title, number in wanted
    }


async def found(desk, plans, **params):
    """Which of the three a search finds, in both lists alike."""
    ours = {case["id"]: title for title, case in plans.items()}
    lists = []
    for path in ("/cases", "/worklist"):
        answer = await desk.get(path, limit=200, **params)
        assert answer.status_code == 200, answer.text
        lists.append({ours[i["id"]] for i in answer.json()["items"] if i["id"] in ours})
    assert lists[0] == lists[1]
    return lists[0]


@pytest.mark.parametrize(
    "typed",
    [
        "2021年城市更新规划",
        "２０２１年 城市 更新",
        "规划图 (abc)",
        "图(ABC）",
        "县政办〔2021〕5号",
        "县政办(2021)5号 规划",
        "【2021】5号",
    ],
)
async def test_width_case_brackets_and_blanks_make_no_difference(desk, plans, typed):
    assert await found(desk, plans, text=typed) == {"２０２１年城市更新规划图（ＡＢＣ）"}


async def test_every_word_is_wanted_in_title_document_number_or_number(desk, plans):
    assert await found(desk, plans, text="城市") == {
        "２０２１年城市更新规划图（ＡＢＣ）",
        "城市绿化",
    }
    assert await found(desk, plans, text="城市 目录") == set()
    case = plans["更新目录"]
    assert await found(desk, plans, text=f"更新 {case['receipt_number'][-8:]}") == {"更新目录"}
    assert await found(desk, plans, text="测试文件一份") == set(), "a description is not searched"
    assert await found(desk, plans, text="100%_") == set()


@pytest.mark.parametrize(
    "title", ["尾字：龘", "引号'与\"反斜\\杠", "冒号:*与&竖|线!", "扩展区𠮷野家", "两行之间"]
)
async def test_any_character_is_found_alone_at_an_end_and_in_its_neighbourhood(desk, title):
    case = await desk.key_in(title=title, organ_id=str(desk.organs.own))
    for typed in {title, title[-1], title[-2:], title[0], title[1:4], f"{title[2]} {title[-1]}"}:
        for path in ("/cases", "/worklist"):
            listed = await desk.get(path, limit=200, text=typed)
            assert listed.status_code == 200, (typed, listed.text)
            assert case["id"] in {item["id"] for item in listed.json()["items"]}, typed
            foreign = await desk.get(path, limit=200, text=typed, organ=desk.organs.other)
            assert foreign.json()["items"] == [], typed


async def test_a_document_number_has_one_form_wherever_it_enters(desk, plans):
    shown = {title: case["document_reference"] for title, case in plans.items()}
    assert list(shown.values()) == ["县政办〔2021〕5号", "县政办〔2021〕6号", None]
    (wanted,) = [title for title, number in shown.items() if number == "县政办〔2021〕5号"]
    for typed in ("县政办（2021）第5号", "县政办[2021]005号", "(2021)第05号"):
        assert await found(desk, plans, text=typed) == {wanted}, typed
        assert await found(desk, plans, text=f"{typed} 不存在") == set()


async def search(desk, *, role=Role.CLERK, organ=None, **body):
    return await desk.client.post(
        "/requests/v1/worklist:search", json=body, headers=desk.headers(role, organ)
    )


async def test_an_applicant_is_found_by_document_and_by_phone_and_the_search_is_on_record(
    desk, office
):
    sample = person(7)
    case = await desk.key_in(applicant=sample)
    number, phone = sample["document"]["number"], sample["phone"]
    for body in (
        {"document_number": f" {number[:6]} {number[6:]} "},
        {"phone": f"+86 {phone[:3]}-{phone[3:]}"},
    ):
        answer = await search(desk, **body)
        assert answer.status_code == 200, answer.text
        assert case["id"] in {item["id"] for item in answer.json()["items"]}
        assert sample["name"] not in answer.text
        assert phone not in answer.text
    other = await search(desk, phone="13800009999")
    assert other.json()["items"] == []
    narrowed = await search(desk, phone=phone, state=["withdrawn"])
    assert narrowed.json()["items"] == []
    async with office.database.read_session() as session:
        rows = await session.execute(
            text(
                "SELECT actor, searched_by, digest FROM worklist_searches ORDER BY id DESC LIMIT 4"
            )
        )
        kept = rows.all()[::-1]
    assert [row.searched_by for row in kept] == ["document", "phone", "phone", "phone"]
    assert {row.actor for row in kept} == {"clerk"}
    assert kept[1].digest == kept[3].digest != kept[2].digest


async def test_who_may_not_read_an_applicant_does_not_search_for_one(desk):
    phone = person(7)["phone"]
    for role in (Role.SUPERVISOR, Role.AUDITOR, Role.LEADER, Role.ADMIN):
        assert (await search(desk, role=role, phone=phone)).status_code == 403, role
    assert (await search(desk, organ=new_id(), phone=phone)).json()["items"] == []
    for body in ({}, {"phone": phone, "document_number": "110101190001010014"}):
        refused = await search(desk, **body)
        assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "search_key")


async def test_a_cursor_of_the_search_is_not_one_of_the_list(desk):
    sample = person(8)
    for _ in range(2):
        await desk.key_in(applicant=sample)
    first = (await search(desk, phone=sample["phone"], limit=1)).json()
    second = await search(desk, phone=sample["phone"], limit=1, cursor=first["next_cursor"])
    assert first["items"][0]["id"] != second.json()["items"][0]["id"]
    listed = await desk.get("/worklist", cursor=first["next_cursor"])
    assert (listed.status_code, listed.json()["code"]) == (410, "cursor_gone")


async def test_who_searched_is_read_and_never_for_whom(desk, organs):
    phones = [person(n)["phone"] for n in (93, 91, 92, 91)]
    for phone in phones:
        assert (await search(desk, phone=phone)).status_code == 200
    read = await desk.get("/worklist/searches", role=Role.AUDITOR, organ=organs.parent, limit=3)
    third, second, first = read.json()["items"]
    assert first["repeats"] == third["repeats"] != second["repeats"]
    assert (first["actor"], first["searched_by"]) == ("clerk", "phone")
    assert not [phone for phone in phones if phone in read.text]
    named = await desk.get("/worklist/searches", role=Role.AUDITOR, actor="nobody")
    assert named.json() == {"items": [], "next_cursor": None}
    foreign = await desk.get("/worklist/searches", role=Role.HEAD, organ=organs.other)
    assert foreign.json()["items"] == []
    more = await desk.get("/worklist/searches", limit=1, cursor=read.json()["next_cursor"])
    assert more.json()["items"][0]["id"] < first["id"]
    assert (await desk.get("/worklist/searches", role=Role.INTEGRATOR)).status_code == 403
