"""Who keeps reference data, where a permission alone does not say it."""

from gongkai.auth.principal import Principal, Role


def keeps_everything(caller: Principal) -> bool:
    """Whether the caller administers the whole platform: an administrator bound to no organ, as
    the first one is, who enters the organs before anybody can be bound to one.
    """
    return not caller.is_machine and Role.ADMIN in caller.roles and caller.organ_id is None
