"""``capacita serve | work | migrate | check``: the site. The only command that knows Django."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import threading
import time


def register(command: argparse.ArgumentParser) -> None:
    """Make the parser the command that its name says."""
    name = command.prog.rpartition(" ")[2]
    command.set_defaults(run={"serve": serve, "work": work, "migrate": migrate, "check": check}[name])
    if name == "serve":
        command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
        command.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
        command.add_argument("--demo", action="store_true", help="fill the demonstration country and show its accounts")


def serve(options: argparse.Namespace) -> int:
    """Run web server and worker as two processes, and stop both when one stops or a signal comes."""
    if options.demo:
        os.environ["CAPACITA_DEMO"] = "1"
    _set_up_django()
    _prepare(demo=options.demo)
    web = _start_web(options.host, options.port)
    worker = subprocess.Popen([sys.executable, "-m", "capacita.cli", "work"])
    stopping = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: stopping.set())
    print(f"Capacita is at http://{options.host}:{options.port}/  (stop with Ctrl-C)", flush=True)
    code = 0
    while not stopping.wait(0.3):
        ended = next((process for process in (web, worker) if process.poll() is not None), None)
        if ended is not None:
            name = "web server" if ended is web else "worker"
            print(f"The {name} stopped with code {ended.returncode}; stopping the other.", file=sys.stderr)
            code = 1
            break
    for process in (web, worker):
        if process.poll() is None:
            process.terminate()
    for process in (web, worker):
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
    return code


def migrate(options: argparse.Namespace) -> int:
    """Bring the database to this version and collect static files."""
    _set_up_django()
    _prepare(demo=False)
    return 0


def work(options: argparse.Namespace) -> int:
    """Do queued jobs; every few seconds, queue again what a dead worker left behind."""
    _set_up_django()
    from capacita.web.jobs.worker import work_until_stopped  # noqa: PLC0415 -- Django must be set up first

    work_until_stopped()
    return 0


def check(options: argparse.Namespace) -> int:
    """Run Django's own checks."""
    _set_up_django()
    from django.core.management import call_command  # noqa: PLC0415 -- Django must be set up first

    call_command("check", "--fail-level", "WARNING")
    return 0


def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capacita.web.settings")
    import django  # noqa: PLC0415 -- only this room knows Django

    django.setup()


def _prepare(*, demo: bool) -> None:
    from capacita.web.preparation import prepare_site  # noqa: PLC0415 -- Django must be set up first

    prepare_site(demo=demo)


def _start_web(host: str, port: int) -> subprocess.Popen[bytes]:
    """Start granian and return once it answers, so that the address printed is one that works."""
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", "2", "--blocking-threads", "1", "--no-ws", "--log-level", "warning",
        "capacita.web.wsgi:application",
    ]  # fmt: skip
    web = subprocess.Popen(command)
    for _ in range(300):
        if web.poll() is not None:
            break
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex((host, port)) == 0:
                break
        time.sleep(0.05)
    return web
