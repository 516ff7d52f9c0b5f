"""`.gongkai/run.json`: where a running platform is and tokens to use it."""

import json
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from deploy.local import demo, messages
from deploy.local.platform import Platform
from deploy.local.state import write_private
from deploy.local.words import Say, silent
from gongkai.auth.local import DEFAULT_LIFETIME, LocalIssuer
from gongkai.time import PlatformClock

RENEW_AFTER: timedelta = DEFAULT_LIFETIME / 2


class RunFile:
    """Writes the addresses and fresh tokens to a file (0600), and again before the tokens end."""

    def __init__(
        self,
        platform: Platform,
        issuer: LocalIssuer,
        organs: Mapping[str, UUID],
        clock: PlatformClock,
    ) -> None:
        self._platform, self._issuer, self._organs = platform, issuer, organs
        self._clock = clock
        self._written_at: datetime | None = None

    def write(self, path: Path) -> dict[str, Any]:
        """Write it whole, in place, and return what it says.

        Beside it, as `.env`, the same for a shell.
        """
        found = self._content()
        write_private(path, json.dumps(found, indent=2) + "\n")
        write_private(path.with_suffix(".env"), self._for_a_shell(found))
        self._written_at = self._clock.now()
        return found

    def renew(self, path: Path) -> None:
        """Write it again when half the life of its tokens is over."""
        if self._written_at and self._clock.now() - self._written_at >= RENEW_AFTER:
            self.write(path)

    def _for_a_shell(self, content: Mapping[str, Any]) -> str:
        """`. .gongkai/run.env`: the gateway, the clerk's organ, and a token by the role's name."""
        organ = next(self._organs[each.organ] for each in demo.PEOPLE if each.subject == "clerk")
        told = {"GATEWAY": content["gateway"], "ORGAN": str(organ)}
        told |= {name.upper(): token for name, token in content["tokens"].items()}
        return "".join(f"{name}={value}\n" for name, value in told.items())

    def _content(self) -> dict[str, Any]:
        addresses = self._platform.addresses
        content: dict[str, Any] = {
            "gateway": addresses.gateway,
            "services": {
                "requests-api": addresses.requests,
                "catalog-api": addresses.catalog,
                "notifier": addresses.notifier,
            },
            "tokens": demo.tokens(self._issuer, self._organs),
            "mail": {
                "smtp": f"{addresses.smtp_host}:{addresses.smtp_port}",
                "messages": addresses.mails,
            },
        }
        elsewhere = self._platform.postgresql and self._platform.postgresql.elsewhere
        if elsewhere:
            # Only where root's checkout is closed to the account that PostgreSQL runs under.
            content["postgresql"] = {"folder": str(elsewhere)}
        return content


def prepare(platform: Platform, say: Say = silent) -> RunFile:
    """What a started platform needs before it can be used: lists, organs, people, tokens.

    The lists and people are loaded on the first start of its data only. Errors: PartFailedError,
    DemoError.
    """
    clock = PlatformClock(platform.clock_offset)
    issuer = LocalIssuer.open(platform.identity, clock=clock, production=False)
    first = not platform.state.done("first-start")
    if first:
        began = time.monotonic()
        for service in platform.services:
            for number, command in enumerate(service.first_start, 1):
                name = f"{service.key}-first-start-{number}"
                platform.command(name, command, platform.environment(service))
        say(messages.LISTS_LOADED, seconds=time.monotonic() - began)
    organs = demo.organ_ids(platform.addresses.catalog, issuer)
    if first:
        demo.introduce(platform.addresses.notifier, issuer, organs)
        platform.state.set_done("first-start")
    return RunFile(platform, issuer, organs, clock)
