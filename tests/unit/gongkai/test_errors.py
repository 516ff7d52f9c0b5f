"""The problem classes: what a subclass must state, and the catalogue they form."""

import pytest

from gongkai.errors import (
    BadRequest,
    NotFound,
    Problem,
    StepNotAllowed,
    Unavailable,
    catalogue,
)
from gongkai.problem_parts import FieldError, ProblemMembers


def test_a_subclass_states_code_titles_and_when_it_happens():
    with pytest.raises(TypeError, match="code, title_zh, title_en, __doc__"):

        class Vague(NotFound):
            pass


def test_two_classes_cannot_share_a_code():
    with pytest.raises(TypeError, match="already belongs to NotFound"):

        class Second(NotFound):
            """Happens never."""

            code = "not_found"
            title_zh = "重复"
            title_en = "Second"


def test_the_base_itself_cannot_be_raised():
    with pytest.raises(TypeError, match="has no code"):
        Problem("说明")


def test_the_catalogue_lists_every_class_by_code():
    codes = [kind.code for kind in catalogue()]
    assert codes == sorted(codes)
    assert {"not_found", "unavailable", "step_not_allowed"} <= set(codes)
    assert all(kind.__doc__ and 400 <= kind.status < 600 for kind in catalogue())


def test_a_problem_has_no_member_that_its_class_does_not_describe():
    with pytest.raises(ValueError, match="status"):
        BadRequest(extensions={"status": 200})
    with pytest.raises(ValueError, match="allowed_steps"):
        BadRequest(extensions={"allowed_steps": []})


def test_members_of_a_problem_cannot_take_over_those_that_every_problem_has():
    class Members(ProblemMembers):
        status: int

    stated = {"code": "taken_over", "title_zh": "占用", "title_en": "Taken", "Members": Members}
    with pytest.raises(TypeError, match="status"):
        type("TakenOver", (BadRequest,), {**stated, "__doc__": "Takes over."})


def test_a_refused_step_names_the_steps_that_are_allowed():
    problem = StepNotAllowed("尚未登记", "Not registered yet", allowed_steps=["register"])
    assert problem.status == 409
    assert problem.extensions == {"allowed_steps": ["register"]}


def test_unavailable_says_when_to_come_back():
    assert Unavailable(retry_after=7).headers == {"Retry-After": "7"}


def test_field_errors_are_kept_in_order():
    errors = [FieldError("/body/a", "missing", "缺少"), FieldError("/body/b", "missing", "缺少")]
    assert BadRequest(errors=errors).errors == errors
