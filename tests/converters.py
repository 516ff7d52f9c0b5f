"""Programs that stand for LibreOffice: what converts is not ours, and few machines have it."""

import sys

_HEAD = f"""#!{sys.executable}
import os, pathlib, subprocess, sys, time
folder = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
source = pathlib.Path(sys.argv[-1])
made = folder / (source.stem + ".pdf")
"""
CONVERTS = 'made.write_bytes(b"%PDF-1.7 of " + str(source.stat().st_size).encode())'
FAILS = "sys.exit(1)"
LIES = 'made.write_bytes(b"<html>")'
HANGS = """
child = subprocess.Popen(["sleep", "600"])
told = pathlib.Path(__file__).parent / "told"
told.write_text(str(child.pid))
told.rename(told.with_name("child"))
time.sleep(600)
"""
TELLS_ITS_ENVIRONMENT = 'made.write_bytes(b"%PDF-" + " ".join(sorted(os.environ)).encode())'


def program(folder, body):
    """The path of a program that does ``body`` when it is asked to convert."""
    path = folder / "soffice"
    path.write_text(_HEAD + body, "utf-8")
    path.chmod(0o700)
    return path
