"""Permissions: their spelling, and who has which."""

import re
from datetime import UTC, datetime

import pytest

from gongkai.auth import ROLE_PERMISSIONS, Permission, Principal, Role


def principal(*, roles=(), scopes=(), is_machine=False) -> Principal:
    return Principal(
        issuer="i",
        subject="s",
        name="n",
        organ_id=None,
        roles=frozenset(roles),
        scopes=frozenset(scopes),
        expires_at=datetime(2026, 1, 1, tzinfo=UTC),
        is_machine=is_machine,
    )


def test_permissions_are_spelled_resource_action_and_stand_in_order():
    values = [permission.value for permission in Permission]
    assert values == sorted(values)
    assert all(re.fullmatch(r"[a-z_]+:[a-z]+", value) for value in values)
    assert [p.name for p in Permission] == [v.upper().replace(":", "_") for v in values]


def test_every_role_has_permissions():
    assert set(ROLE_PERMISSIONS) == set(Role)
    assert all(ROLE_PERMISSIONS.values())


def test_every_permission_but_the_services_own_is_held_by_some_role():
    held = frozenset().union(*ROLE_PERMISSIONS.values())
    assert set(Permission) - held == {Permission.CONTACTS_READ, Permission.PLATFORM_READ}


def test_a_clerk_cannot_approve_and_an_administrator_sees_no_case():
    assert not principal(roles=["clerk"]).allows(Permission.CASES_APPROVE)
    assert principal(roles=["head"]).allows(Permission.CASES_APPROVE)
    cases = {p for p in Permission if p.startswith("cases:")}
    assert not cases & ROLE_PERMISSIONS[Role.ADMIN]


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.AUDITOR, Role.LEADER, Role.INTEGRATOR])
def test_who_only_watches_never_sees_an_applicant_unmasked(role):
    assert Permission.CASES_UNMASK not in ROLE_PERMISSIONS[role]


def test_several_roles_add_up_and_an_unknown_one_adds_nothing():
    both = principal(roles=["clerk", "admin", "emperor"])
    assert both.permissions == ROLE_PERMISSIONS[Role.CLERK] | ROLE_PERMISSIONS[Role.ADMIN]


def test_a_person_without_a_role_may_nothing():
    assert principal(scopes=["cases:read"]).permissions == frozenset()


def test_a_machine_never_acts_under_the_name_of_a_person():
    assert (principal().actor, principal(is_machine=True).actor) == ("s", "client:s")


def test_a_machine_may_what_its_scopes_say():
    machine = principal(scopes=["cases:read", "openid"], is_machine=True)
    assert machine.permissions == {Permission.CASES_READ}
