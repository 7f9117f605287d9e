"""A mail server on this machine, for the tests of what is mailed; and a run that ends when it is waited for."""

import contextlib
import email
import email.policy
import logging
import socket
import subprocess
import sys
import threading

import pytest
from aiosmtpd.controller import Controller


class Box:
    """What the server took, whom and what it refuses, and at whom it has had enough for now, or falls silent."""

    def __init__(self):
        self.taken, self.refused, self.busy, self.silent, self.lock = [], set(), set(), set(), threading.Lock()
        self.sender = self.letter = ""  # what it says to those that it refuses

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: ARG002, N802  aiosmtpd calls it so
        envelope.mail_from = address
        return self.sender or "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: ARG002, N802  aiosmtpd calls it so
        if address in self.refused:
            return "550 no such reader"
        if address in self.busy:
            return "421 too many letters, come back later"
        if address in self.silent:
            server.transport.close()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: ARG002, N802  aiosmtpd calls it so
        if self.letter:
            return self.letter
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        with self.lock:
            self.taken.append((envelope.rcpt_tos[0], message))
        return "250 taken"


@pytest.fixture
def box():
    """A real SMTP server on loopback."""
    handler = Box()
    controller = Controller(handler, hostname="127.0.0.1", port=0)
    # The controller looks its own port up again to see that it answers; a port of 0 has to be known first.
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as free:
        controller.port = free.getsockname()[1]
    controller.start()
    handler.address = f"127.0.0.1:{controller.port}"
    yield handler
    controller.stop()


@pytest.fixture
def another_run():
    """What gives a context in which another process holds a site's lock, until somebody waits for it."""
    code = (
        "import sys; from pathlib import Path; from usalama.machine.locks import site_lock\n"
        "with site_lock(Path(sys.argv[1]), sys.argv[2]): print('held', flush=True); sys.stdin.read()"
    )

    @contextlib.contextmanager
    def running(site, doing="deploy"):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        with subprocess.Popen([sys.executable, "-c", code, str(site), doing], **pipes) as run:
            assert run.stdout.readline() == b"held\n"

            class Waits(logging.Handler):
                """Lets the run end as soon as filelock says that it waits."""

                def emit(self, record):
                    if "waiting" in record.getMessage():
                        run.kill()

            told, waits = logging.getLogger("filelock"), Waits(logging.DEBUG)
            before = told.level
            told.setLevel(logging.DEBUG)
            told.addHandler(waits)
            try:
                yield
            finally:
                told.removeHandler(waits)
                told.setLevel(before)
                run.kill()

    return running
