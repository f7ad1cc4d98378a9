"""An IPython kernel that is made before the fork, and connected after it."""
from __future__ import annotations

import importlib
import os
import signal
import socket
import sys
import threading
import uuid
from typing import Any

import zmq
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from IPython.core.profiledir import ProfileDir
from tornado.ioloop import IOLoop
from zmq.eventloop.zmqstream import ZMQStream

from .places import HOME
from .streams import Publisher, Stream

GREETING_S = 2  # who subscribes later is not greeted


class NoThread:
    """Stands where ipykernel has a thread for the shell channel, whose parent it asks for when a cell awaits."""

    parent_thread = threading.main_thread()

    def __bool__(self) -> bool:
        return False


class WarmKernel(IPythonKernel):
    """ipykernel's kernel without a thread for each channel."""

    shell_channel_thread = NoThread()
    _supports_kernel_subshells = False


class WarmApp(IPKernelApp):
    """ipykernel's application on sockets that listened before the process was shut in."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.listening: dict[int, socket.socket] = {}

    def _try_bind_socket(self, s, port):
        s.setsockopt(zmq.USE_FD, self.listening[port].fileno())
        s.bind(f"ipc://{self.ip}-{port}")  # a name only: the file descriptor is bound already
        return port


def prepare() -> WarmApp:
    """Make the kernel and its shell, without event loop, thread or socket."""
    sys.modules["debugpy"] = None  # nobody debugs a submission, and the debugger takes time and threads
    importlib.import_module("ipykernel.debugger")
    del sys.modules["debugpy"]
    app = WarmApp.instance(log_level="ERROR", outstream_class=f"{Stream.__module__}.{Stream.__name__}")
    app.config.HistoryManager.enabled = False
    os.makedirs(app.ipython_dir, exist_ok=True)
    app.profile_dir = ProfileDir.create_profile_dir_by_name(app.ipython_dir, "default")
    app.kernel = WarmKernel.instance(parent=app, session=app.session, log=app.log, profile_dir=app.profile_dir)
    app.init_shell()
    app.init_extensions()
    app.init_pdb()
    return app


def run(app: WarmApp, connection: dict[str, Any], listening: dict[int, socket.socket]) -> None:
    """Serve a client until the kernel is told to end. Only the shell and iopub channels are served."""
    app.listening = listening
    app.load_connection_info(connection)
    app.session.pid, app.session.session = os.getpid(), str(uuid.uuid4())
    app.context = zmq.Context()
    shell_socket, iopub_socket = app.context.socket(zmq.ROUTER), app.context.socket(zmq.XPUB)
    app._bind_socket(shell_socket, app.shell_port)
    app._bind_socket(iopub_socket, app.iopub_port)
    _connect(app, shell_socket, Publisher(iopub_socket, app.session))
    _begin_anew(app)
    app.iopub_thread.greet(GREETING_S)
    app.kernel.start()
    IOLoop.current().start()


def _connect(app: WarmApp, shell_socket: zmq.Socket, publisher: Publisher) -> None:
    kernel, shell = app.kernel, app.shell
    app.iopub_thread, app.iopub_socket = publisher, publisher.background_socket
    kernel.iopub_thread, kernel.iopub_socket = app.iopub_thread, app.iopub_socket
    kernel.shell_stream = ZMQStream(shell_socket)
    kernel.record_ports({"shell_port": app.shell_port, "iopub_port": app.iopub_port})
    app.init_io()
    shell.displayhook.pub_socket = shell.display_pub.pub_socket = app.iopub_socket
    app.displayhook.get_execution_count = lambda: kernel.execution_count


def _begin_anew(app: WarmApp) -> None:
    """Make what every kernel has of its own: folders, environment, random numbers."""
    os.makedirs(f"{HOME}/.ipython/profile_default/db")
    app.shell.init_environment()
    sys.path.insert(0, "")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # but while a cell runs
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()
    threads = int(os.environ.get("OMP_NUM_THREADS") or 1)
    if threads > 1 and "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(threads)  # the zygote has one, and read the variable long ago
