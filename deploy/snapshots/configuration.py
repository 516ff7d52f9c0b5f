"""docs/configuration.md, from the settings of the services and of the launcher."""

from collections.abc import Mapping, Sequence
from typing import Any

from deploy.local.settings import JOINED, LAUNCHERS_OWN, PORT_NAMES
from deploy.snapshots.markdown import code, page, table

_ABOUT = """\
Everything is read once, from the environment, and refused as a whole where it does not hold. Lists
and objects are JSON unless the meaning says otherwise. An unset environment means production. The
gateway's variables stand in [its README](../deploy/gateway/README.md)."""
_OWN_SERVERS = """\
`GONGKAI_REDIS_URL`, or all of the `…DATABASE_URL` variables, name servers of your own, which the
launcher then uses instead of starting its own."""
_OWN_KEYS = """\
Data are read with the keys that they were made with: set keys of your own before the first start,
or after `make clean`."""
_HEADINGS = ("variable", "meaning", "default")


def render(settings: Mapping[str, Mapping[str, Sequence[Mapping[str, Any]]]]) -> str:
    """The page; ``settings`` are the described variables, `shared` and `own`, by service."""
    shared = next(iter(settings.values()))["shared"]
    lines = [
        _ABOUT,
        "",
        "## Every service",
        "",
        *table(_HEADINGS, map(_row, shared)),
    ]
    for service, variables in settings.items():
        lines += [f"## {service}", "", *table(_HEADINGS, map(_row, variables["own"]))]
    lines += [
        "## make run",
        "",
        "The launcher sets what it must, hands on whatever else of the above you set, and reads:",
        "",
        *table(
            _HEADINGS,
            [
                (
                    code(f"GONGKAI_RUN_{name.upper().replace('-', '_')}_PORT"),
                    f"{name}: port",
                    "free",
                )
                for name in PORT_NAMES
            ],
        ),
        _OWN_SERVERS,
        "",
        "Joined with what it sets itself:",
        "",
        *table(("variable", "what becomes of yours"), _named(JOINED)),
        "Not taken from you, and it says so:",
        "",
        *table(("variable", "what it is"), _named(LAUNCHERS_OWN)),
        _OWN_KEYS,
    ]
    return page("Configuration", *lines)


def _named(variables: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(code(name), meaning) for name, meaning in variables.items()]


def _row(variable: Mapping[str, Any]) -> tuple[str, str, str]:
    default = variable["default"]
    shown = "**required**" if default is None else code(default) or "unset"
    return code(variable["variable"]), variable["meaning"], shown
