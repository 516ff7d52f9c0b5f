"""`python -m deploy.snapshots [--check]`: write the generated documents, or say which are stale."""

import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

from deploy.local.environment import Addresses, child_environment
from deploy.local.parts import ROOT, SERVICES, Service
from deploy.local.ports import choose_ports
from deploy.local.settings import OwnDatabase
from deploy.local.state import Secrets
from deploy.local.words import Language
from deploy.snapshots import access, configuration, errors, events, heads, json_lines, record

_NOWHERE = OwnDatabase(
    "postgresql+asyncpg://app@127.0.0.1:1/none", "postgresql+asyncpg://owner@127.0.0.1:1/none"
)


def main(*, check: bool) -> int:
    """Write what changed; or, to ``check``, name it and return 1."""
    stale = [
        (path, content)
        for path, content in documents().items()
        if not path.exists() or path.read_text("utf-8") != content
    ]
    for path, content in stale:
        name = path.relative_to(ROOT)
        if check:
            print(f"{name} is not what the code says.", file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
            print(f"written: {name}")
    if check and stale:
        print("Next: make snapshots, then read git diff.", file=sys.stderr)
        return 1
    return 0


def documents() -> dict[Path, str]:
    """Every generated document with the content that it should have."""
    with ThreadPoolExecutor() as pool:
        described = dict(
            zip((service.name for service in SERVICES), pool.map(_describe, SERVICES), strict=True)
        )
    found = {
        ROOT / "services" / name / "openapi.json": json_lines.render(description["openapi"])
        for name, description in described.items()
    }
    found |= dict(heads.render(ROOT / "services" / service.name) for service in SERVICES)
    docs = ROOT / "docs"
    found[docs / "access.md"] = access.render(
        {name: description["access"] for name, description in described.items()}
    )
    settings = {name: description["settings"] for name, description in described.items()}
    for ending, language in (("", Language.ENGLISH), (".zh-CN", Language.CHINESE)):
        found[docs / f"configuration{ending}.md"] = configuration.render(settings, language)
        found[docs / f"events{ending}.md"] = events.render(language)
    found[docs / "errors.md"] = errors.render(
        {name: description["problems"] for name, description in described.items()}
    )
    found[docs / "record.md"] = record.render(
        {name: description["recorded"] for name, description in described.items()}
    )
    return found


def _describe(service: Service) -> dict[str, Any]:
    """What a process of the service says of itself; it connects to nothing."""
    package = service.worker[-1].partition(".")[0]
    with tempfile.TemporaryDirectory(prefix="gongkai-snapshots-") as folder:
        done = subprocess.run(
            (sys.executable, "-m", "deploy.snapshots.describe", package),
            env=child_environment(
                service.key,
                handed_on={},
                secrets=Secrets.new(),
                addresses=Addresses.of(choose_ports({}, {}), "redis://127.0.0.1:1/0"),
                database=_NOWHERE,
                identity=Path(folder),
                clock_offset=timedelta(0),
                migration=True,
            ),
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    if done.returncode:
        raise SystemExit(f"{service.name} cannot be described:\n{done.stderr}")
    described: dict[str, Any] = json.loads(done.stdout)
    return described


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
