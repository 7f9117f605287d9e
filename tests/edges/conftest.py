"""A mail server on this machine, for the tests of what is mailed."""

import contextlib
import email
import email.policy
import socket
import threading

import pytest
from aiosmtpd.controller import Controller


class Box:
    """What the server took, and whom it refuses."""

    def __init__(self):
        self.taken, self.refused, self.lock = [], set(), threading.Lock()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: ARG002, N802  aiosmtpd calls it so
        if address in self.refused:
            return "550 no such reader"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: ARG002, N802  aiosmtpd calls it so
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
