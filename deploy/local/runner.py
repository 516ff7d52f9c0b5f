"""The launcher's commands: run, tour, clean."""

import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from deploy.local import demo, messages, pids, report, variables
from deploy.local.claim import FOLDER, AlreadyRunningError
from deploy.local.guided import SANDBOX, TOUR, walk_through
from deploy.local.parts import SERVICES, Service
from deploy.local.platform import PartFailedError, Platform
from deploy.local.ports import PortTakenError
from deploy.local.run_file import prepare
from deploy.local.settings import LAUNCHERS_OWN, RunSettings, RunSettingsError
from deploy.local.state import State
from deploy.local.terminal import Make, Stop, ignore_signals, own_foreground, stop_on_signals
from gongkai.testing.servers import ServerError
from gongkai.testing.supported import UnsupportedPlatformError
from gongkai.time import PlatformClock

_LOOK = 0.25
_INTERRUPTED = 130
_KNOWN = (
    AlreadyRunningError,
    PortTakenError,
    RunSettingsError,
    ServerError,
    UnsupportedPlatformError,
    demo.DemoError,
)


def run(
    folder: Path = FOLDER,
    services: Sequence[Service] = SERVICES,
    guide: Sequence[str] = TOUR,
    sandbox: Sequence[str] = SANDBOX,
) -> int:
    """Start everything, show the tour the first time, keep serving until told to stop.

    `guide` is the command of the tour, `sandbox` of what makes the sample cases. Returns the exit
    code: 0 after an orderly stop, 1 with a sentence otherwise.
    """

    def serve(make: Make | None, settings: RunSettings) -> int:
        say = report.teller(settings.language)
        for name in settings.ignored:
            say(messages.NOT_TAKEN, name=name, why=LAUNCHERS_OWN[name])
        platform = Platform(
            State(folder),
            settings=settings,
            clock_offset=settings.clock_offset,
            services=services,
            say=say,
        )
        return _run(platform, make, {"tour": guide, "sandbox": sandbox})

    return _guarded(serve, stopped=0)


def tour(at: Sequence[datetime] = ()) -> int:
    """Walk through the tour on data of its own, then stop; 0 only when each step held.

    Of several times `at` each is walked at, the earliest first, on the same data.
    """
    times = sorted(at)

    def walk(_make: Make | None, settings: RunSettings) -> int:
        offset = _until(times[0]) if times else settings.clock_offset
        State(FOLDER).prepare()
        # Its own data on its own ports, also beside a running platform of this checkout.
        settings = replace(settings, ports={}, databases={}, redis_url=None)
        state = State(Path(tempfile.mkdtemp(prefix="tour-", dir=FOLDER)))
        say = report.teller(settings.language)
        platform = Platform(state, settings=settings, clock_offset=offset, durable=False, say=say)
        try:
            platform.start()
            verdict = walk_through(platform, prepare(platform, say))
            for later in times[1:]:
                if verdict:
                    break
                platform.move_clock(_until(later))
                verdict = walk_through(platform, prepare(platform, say))
        except PartFailedError as error:
            report.part_failed(error)
            verdict = 1
        finally:
            ignore_signals()
            platform.stop()
        if verdict:
            say(messages.TOUR_FAILED, logs=state.logs)
        else:
            state.remove()
            say(messages.TOUR_HELD)
        return verdict

    return _guarded(walk, stopped=_INTERRUPTED)


def _until(moment: datetime) -> timedelta:
    """By how much a clock is moved that shows this moment now."""
    return moment - PlatformClock().now()


def clean(folder: Path = FOLDER) -> int:
    """Remove all data, logs and secrets of this checkout, also what lies outside of it."""
    if not folder.exists():
        report.line("Nothing to remove.")
        return 0
    states = [*(State(path) for path in folder.glob("tour-*")), State(folder)]
    try:
        for state in states:
            state.lock()
    except AlreadyRunningError as error:
        report.problem(f"{error} Then: make clean.")
        return 1
    for state in states:
        pids.take_down(state.pid_file)
        state.remove()
    report.line(f"Removed {folder.name}/: data, logs, keys. Next: make run, which starts afresh.")
    return 0


def _guarded(command: Callable[[Make | None, RunSettings], int], *, stopped: int) -> int:
    """Run a command under our signals; turn what we know of into a sentence and exit code 1.

    `stopped` is the exit code after a signal.
    """
    try:
        settings = RunSettings.from_environment()
        make = Make() if settings.started_by_make else None
        with own_foreground():
            stop_on_signals()
            return command(make, settings)
    except Stop:
        report.teller(settings.language)(messages.STOPPED)
        return stopped
    except _KNOWN as error:
        report.problem(str(error))
        return 1


def _run(platform: Platform, make: Make | None, first: Mapping[str, Sequence[str]]) -> int:
    try:
        platform.start()
    except AlreadyRunningError:
        raise  # nothing of ours runs, and the other's is not ours to stop
    except PartFailedError as error:
        report.part_failed(error)
        _stop(platform)
        return 1
    except BaseException:  # interrupted too: nothing of ours is left running
        _stop(platform)
        raise
    return _serve(platform, make, first)


def _serve(platform: Platform, make: Make | None, first: Mapping[str, Sequence[str]]) -> int:
    """Do what has not been done yet of what comes `first`, then serve."""
    state = platform.state
    try:
        language = platform.settings.language
        run_file = prepare(platform, report.teller(language))
        for name, command in first.items():
            if state.done(name):
                continue
            if walk_through(platform, run_file, command, name):
                report.problem(messages.FIRST_FAILED[name].said(language))
                return 1
            state.set_done(name)
        variables.keep(platform)
        report.table(run_file.write(state.run_file), state)
        while not (make and make.is_ending()):
            platform.check()
            run_file.renew(state.run_file)
            time.sleep(_LOOK)
        raise Stop
    except PartFailedError as error:
        report.part_failed(error)
        return 1
    finally:
        _stop(platform)


def _stop(platform: Platform) -> None:
    ignore_signals()
    report.teller(platform.settings.language)(messages.STOPPING)
    platform.stop()
