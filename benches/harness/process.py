"""One solver in a process of its own: its time, its peak memory and how its gap closed.

Every solver's clock is this one, read when a line arrives. It starts when the process does, or for a
script in Python once that has loaded its package. Memory is the most that the process, or a process that
it started, held at once, as the kernel states it; what this harness holds (some 15 MB) is its floor.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

# Solvers look at the clock between steps; one that does not end this long after its limit is ended.
GRACE_SECONDS = 60
# So that a solver that is a script finds the others.
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}


@dataclass
class Run:
    solver: str
    seconds: float = 0.0
    incumbent: float | None = None
    bound: float | None = None
    closed: bool = False
    memory_mb: float = 0.0
    # What it last said, where it did not end as it should.
    fault: str | None = None
    # The best so far: seconds, incumbent, bound.
    trace: list = field(default_factory=list)

    def learn(self, seconds, told):
        """Solvers may state worse figures later, for one phase; what is proved stays proved."""
        incumbent = least(self.incumbent, told.incumbent)
        bound = most(self.bound, told.bound)
        if (incumbent, bound) != (self.incumbent, self.bound):
            self.incumbent, self.bound = incumbent, bound
            self.trace.append([round(seconds, 3), incumbent, bound])

    @property
    def gap(self):
        return gap(self.incumbent, self.bound)


def gap(incumbent, bound):
    """As purview defines it: a part of the incumbent."""
    if incumbent is None or bound is None:
        return None
    if incumbent == 0:
        return 0.0 if bound >= 0 else float("inf")
    return max(0.0, (incumbent - bound) / abs(incumbent))


def least(*values):
    return min((value for value in values if value is not None), default=None)


def most(*values):
    return max((value for value in values if value is not None), default=None)


def run(name, solver, task):
    done = Run(name)
    process = subprocess.Popen(
        solver.command(task),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=ENVIRONMENT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    started = start = time.monotonic()
    overdue = threading.Timer(task.limit + GRACE_SECONDS, end, [process])
    overdue.start()
    last = ""
    try:
        for line in process.stdout:
            now = time.monotonic()
            told = solver.read(line)
            if told is None:
                last = line.strip() or last
            elif told.is_ready:
                start = now
            else:
                done.seconds = now - start
                done.learn(done.seconds, told)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    except BaseException:
        end(process)
        raise
    finally:
        overdue.cancel()
        process.stdout.close()
    done.memory_mb = usage.ru_maxrss * 1024 / 1e6
    done.closed = done.gap is not None and done.gap <= task.gap
    if not done.closed:
        done.seconds = task.limit
    was_overdue = time.monotonic() - started >= task.limit + GRACE_SECONDS
    if process.returncode != 0 and not was_overdue:
        done.fault = f"status {process.returncode}: {last}"
    return done


def script(module, *arguments):
    """A module of benches/ apart from this process, which is to stay small: a solver's memory starts from
    what the process that starts it holds."""
    subprocess.run([sys.executable, "-m", module, *arguments], env=ENVIRONMENT, check=True)


def end(process):
    """With whatever it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
