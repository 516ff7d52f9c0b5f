"""The table of steps: what is possible, for whom, and what is said otherwise."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from gongkai.auth.principal import Permission, Principal, Role
from gongkai.errors import Conflict, Forbidden, StepNotAllowed
from gongkai.steps import ClosedTo, Guard, Reason, Step, StepTable, stay
from gongkai.steps.step import works_in

MINE = UUID("0192f0c4-7d2e-7a00-8000-000000000001")
OTHER = UUID("0192f0c4-7d2e-7a00-8000-000000000002")
LABELS = {"open": "办理中", "held": "已搁置", "done": "已办结"}
EMPTY = Reason("empty", "尚无内容", "Nothing there yet")


class NeedsHead(Forbidden):
    """Only a head may."""

    code = "tests_needs_head"
    title_zh = "须由负责人办理"
    title_en = "A head has to do this"


class OwnDraft(Conflict):
    """Nobody finishes what they began."""

    code = "tests_own_draft"
    title_zh = "不能由本人办结"
    title_en = "Somebody else has to finish it"


class Repeated(StepNotAllowed):
    """Done once already."""

    code = "tests_repeated"
    title_zh = "已经做过"
    title_en = "Done already"


@dataclass(frozen=True)
class Facts:
    """What the steps below are judged by."""

    state: str = "open"
    organ_id: UUID = MINE
    is_filled: bool = True
    is_stuck: bool = False
    begun_by: str | None = None


def caller(**who):
    said = {"issuer": "tests", "subject": "甲", "name": "样例甲", "organ_id": MINE}
    said |= {"roles": frozenset(), "scopes": frozenset()}
    return Principal(**said | who, expires_at=datetime(2099, 1, 1, tzinfo=UTC))


def person(role=Role.CLERK, organ_id=MINE, subject="甲"):
    return caller(roles=frozenset({role.value}), organ_id=organ_id, subject=subject)


def machine(*scopes):
    return caller(scopes=frozenset(scopes), organ_id=OTHER, is_machine=True)


def step(code, permission=Permission.CASES_WRITE, **more):
    return Step(code=code, label=f"做{code}", path=code, permission=permission, **more)


NOTE = step("note", moves=stay(["open", "held"]))
FINISH = step(
    "finish",
    moves={"open": "done"},
    settled=lambda facts: "held" if facts.is_stuck else None,
    guards=(Guard(EMPTY, lambda facts: facts.is_filled),),
    closed_to=ClosedTo(lambda facts: facts.begun_by, OwnDraft),
    by_people=True,
)
VOID = step(
    "void", Permission.CASES_VOID, moves={"open": "done"}, needs=NeedsHead, is_corrective=True
)


@pytest.fixture
def table():
    made = StepTable("thing", LABELS)
    for one in (VOID, NOTE, FINISH):
        assert made.declare(one) is one
    return made


def test_steps_stand_by_code_and_a_table_knows_its_words(table):
    assert table.steps == [FINISH, NOTE, VOID]
    assert table.kind == "thing"
    assert table.label_of("held") == "已搁置"


def test_a_step_is_declared_once(table):
    assert table.declare(NOTE) is NOTE
    with pytest.raises(ValueError, match="step note is declared twice"):
        table.declare(replace(NOTE, label="另一步"))


@pytest.mark.parametrize("moves", [{"gone": "open"}, {"open": "gone"}])
def test_a_state_that_does_not_exist_is_refused(table, moves):
    with pytest.raises(ValueError, match=r"odd names states that do not exist: \['gone'\]"):
        table.declare(step("odd", moves=moves))


def test_a_state_from_which_no_move_leads_is_the_reason(table):
    assert table.why_not(FINISH, Facts("held")) == (
        "state",
        "“已搁置”状态下不能做finish",
        "Not possible while held",
    )
    assert table.why_not(FINISH, Facts()) is None


def test_a_guard_that_does_not_hold_is_the_reason(table):
    assert table.why_not(FINISH, Facts(is_filled=False)) is EMPTY


def test_a_guard_may_have_a_problem_of_its_own(table):
    own = Guard(EMPTY, lambda facts: facts.is_filled, Repeated)
    once = table.declare(step("once", moves=stay(["open"]), guards=(own,)))
    assert table.problem_of(once, Facts(is_filled=False)) is Repeated
    assert table.problem_of(once, Facts()) is None
    assert table.problem_of(once, Facts("held", is_filled=False)) is None, "the state comes first"
    assert table.problem_of(FINISH, Facts(is_filled=False)) is None


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (Facts(is_filled=False, is_stuck=True, begun_by="乙"), {}),
        (Facts(is_stuck=True, begun_by="乙"), {"begun_by": "乙"}),
        (Facts("held", is_stuck=True, begun_by="乙"), {}),
        (Facts(begun_by="乙"), {}),
    ],
    ids=["another guard is first", "the guard tells", "the state forbids", "nothing forbids"],
)
def test_a_problem_tells_what_the_first_guard_that_does_not_hold_tells(table, facts, told):
    silent = Guard(EMPTY, lambda facts: facts.is_filled)
    telling = Guard(
        EMPTY,
        lambda facts: not facts.is_stuck,
        Repeated,
        members=lambda facts: {"begun_by": facts.begun_by},
    )
    twice = table.declare(step("twice", moves=stay(["open"]), guards=(silent, telling)))
    assert table.members_of(twice, facts) == told


def test_what_leads_on_is_told_without_what_only_puts_right(table):
    assert table.allowed(Facts()) == ["finish", "note"]
    assert table.allowed(Facts("held")) == ["note"]
    assert table.allowed(Facts(is_filled=False)) == ["note"]
    assert table.allowed(Facts("done")) == []


def test_who_has_not_the_authority_is_told_whose_it_is(table):
    assert table.barred(VOID, person(), Facts()) == (
        NeedsHead.code,
        NeedsHead.title_zh,
        NeedsHead.title_en,
    )
    assert table.barred(VOID, person(Role.HEAD), Facts()) is None
    assert table.barred(NOTE, person(Role.AUDITOR), Facts()) == (
        "forbidden",
        "您没有此项操作权限",
        "You may not take this step",
    )


def test_the_one_person_to_whom_it_is_closed_is_told_why(table):
    facts = Facts(begun_by="甲")
    told = (OwnDraft.code, OwnDraft.title_zh, OwnDraft.title_en)
    assert table.barred(FINISH, person(), facts) == told
    assert table.barred(FINISH, person(subject="乙"), facts) is None
    assert table.barred(NOTE, person(), facts) is None
    assert not NOTE.is_closed_to(person(), facts)


def test_where_parts_differ_the_person_is_told_by_part():
    by_part = ClosedTo(
        lambda _: None,
        OwnDraft,
        of_part=lambda facts, part: {3: "甲", 5: facts.begun_by}.get(part),
    )
    read = replace(FINISH, closed_to=by_part)
    made = StepTable("thing", LABELS)
    assert made.barred(read, person(), Facts(), 3).code == OwnDraft.code
    assert made.barred(read, person(), Facts(begun_by="乙"), 5) is None
    assert made.barred(read, person(), Facts(begun_by="甲"), 5).code == OwnDraft.code
    assert made.barred(read, person(), Facts()) is None
    assert made.barred(FINISH, person(), Facts(begun_by="甲"), 5).code == OwnDraft.code


def test_facts_may_bar_a_caller_where_the_state_allows_the_step():
    barred = step(
        "read",
        moves=stay(["open"]),
        bars=lambda who, facts: OwnDraft if who.subject == facts.begun_by else None,
    )
    made, begun = StepTable("thing", LABELS), Facts(begun_by="甲")
    told = (OwnDraft.code, OwnDraft.title_zh, OwnDraft.title_en)
    assert made.barred(barred, person(), begun) == told
    assert made.barred(barred, person(subject="乙"), begun) is None
    assert made.barred(barred, person(), Facts("done", begun_by="甲")) is None
    assert made.barred(NOTE, person(), begun) is None


def test_what_a_caller_can_do_now_needs_state_guards_and_authority(table):
    assert table.available(Facts(), person()) == ["finish", "note"]
    assert table.available(Facts(), person(Role.HEAD)) == ["finish", "note", "void"]
    assert table.available(Facts(begun_by="甲"), person()) == ["note"]
    assert table.available(Facts(is_filled=False), person()) == ["note"]
    assert table.available(Facts("done"), person(Role.HEAD)) == []
    assert table.available(Facts(), person(organ_id=OTHER)) == []
    assert table.available(Facts(), machine("cases:write")) == ["note"]
    assert table.available(Facts(), machine("cases:read")) == []


def test_a_step_leads_where_its_move_says_unless_the_facts_settle_it(table):
    assert table.after(FINISH, Facts()) == "done"
    assert table.after(FINISH, Facts(is_stuck=True)) == "held"
    assert table.after(NOTE, Facts("held")) == "held"
    with pytest.raises(KeyError):
        table.after(FINISH, Facts("held"))


def test_people_work_in_their_own_organ_and_machines_wherever_rows_are():
    assert works_in(person(), MINE)
    assert not works_in(person(), OTHER)
    assert not works_in(person(organ_id=None), MINE)
    assert works_in(machine(), MINE)


def test_the_part_stands_in_braces():
    assert step("a", moves={}).part is None
    assert replace(NOTE, path="letters/{letter_id}/answer").part == "letter_id"
