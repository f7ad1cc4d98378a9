"""Weights come only from where they should: downloaded on request, checked, and kept."""
import hashlib
import http.server
import io
import socket
import threading
from pathlib import Path

import pytest
import torch
from torchvision.models import SqueezeNet1_1_Weights, squeezenet1_1

from course import backbones


class Server:
    """Serves `body` on loopback; the first answers may be error codes or cut short."""

    def __init__(self, body: bytes, codes: tuple[int, ...] = (), cut: bool = False):
        self.asked, outer = 0, self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                outer.asked += 1
                code = codes[outer.asked - 1] if outer.asked <= len(codes) else 200
                self.send_response(code)
                self.send_header("Content-Length", str(len(body) if code == 200 else 0))
                self.end_headers()
                if code == 200:
                    self.wfile.write(body[: len(body) // 2] if cut else body)

            def log_message(self, *arguments):
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def __enter__(self):
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.http.shutdown()
        self.http.server_close()


@pytest.fixture
def cached(tmp_path, monkeypatch):
    """SqueezeNet 1.1 with weights of our own, and an empty cache; returns their bytes and how to say where they are."""
    torch.manual_seed(0)
    buffer = io.BytesIO()
    torch.save(squeezenet1_1().state_dict(), buffer)
    body = buffer.getvalue()
    monkeypatch.setattr(torch.hub, "_hub_dir", str(tmp_path))
    entry = SqueezeNet1_1_Weights.IMAGENET1K_V1.value

    def serve_at(port, digest=hashlib.sha256(body).hexdigest()[:8]):
        monkeypatch.setattr(entry, "url", f"http://127.0.0.1:{port}/squeezenet1_1-{digest}.pth")
        return tmp_path / "checkpoints" / f"squeezenet1_1-{digest}.pth"
    return body, serve_at


def test_weights_are_downloaded_on_request_and_then_taken_from_the_cache(cached, capfd):
    body, serve_at = cached
    with Server(body) as server:
        path = serve_at(server.http.server_port)
        model = backbones.pretrained("squeezenet1_1", download=True)
    shown = capfd.readouterr()
    assert "100%" in shown.out and shown.err == ""
    assert path.read_bytes() == body and server.asked == 1
    again = backbones.pretrained("squeezenet1_1")
    assert torch.equal(model.classifier[1].weight, again.classifier[1].weight)


def test_nothing_is_downloaded_unasked(cached):
    body, serve_at = cached
    with Server(body) as server:
        serve_at(server.http.server_port)
        with pytest.raises(backbones.WeightsMissing, match=r"got no such file. Pass download=True while online \(5 MB"):
            backbones.pretrained("squeezenet1_1")
    assert server.asked == 0


@pytest.mark.parametrize(("codes", "asked"), [
    pytest.param((503,), 2, id="once"), pytest.param((500, 502), 3, id="twice"),
])
def test_a_busy_server_is_asked_again(cached, codes, asked):
    body, serve_at = cached
    with Server(body, codes) as server:
        serve_at(server.http.server_port)
        path = backbones.ensure_cached(SqueezeNet1_1_Weights.DEFAULT, download=True, wait_s=0)
    assert path.read_bytes() == body and server.asked == asked


@pytest.mark.parametrize(("codes", "cut", "said", "asked"), [
    pytest.param((404,), False, "'Not Found', 1 times", 1, id="not found"),
    pytest.param((503,) * 3, False, "3 times. Check the connection", 3, id="always busy"),
    pytest.param((), True, "3 times", 3, id="breaks off"),
])
def test_a_download_that_cannot_succeed_says_why_and_leaves_nothing(cached, codes, cut, said, asked):
    body, serve_at = cached
    with Server(body, codes, cut) as server:
        path = serve_at(server.http.server_port)
        with pytest.raises(backbones.DownloadError, match=said):
            backbones.ensure_cached(SqueezeNet1_1_Weights.DEFAULT, download=True, wait_s=0)
    assert server.asked == asked
    assert list(path.parent.iterdir()) == []


def test_offline_says_so_and_names_the_way_out(cached):
    _, serve_at = cached
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        serve_at(free.getsockname()[1])  # nobody listens there
        with pytest.raises(backbones.DownloadError, match="refused.* or use efficientnet_lite0"):
            backbones.ensure_cached(SqueezeNet1_1_Weights.DEFAULT, download=True, wait_s=0)


def test_weights_with_another_hash_are_not_kept(cached):
    body, serve_at = cached
    with Server(body) as server:
        path = serve_at(server.http.server_port, digest="0badc0de")
        with pytest.raises(ValueError, match="expected sha256 0badc0de"):
            backbones.ensure_cached(SqueezeNet1_1_Weights.DEFAULT, download=True, wait_s=0)
    assert list(path.parent.iterdir()) == []


def test_a_damaged_file_in_the_cache_is_refused(cached):
    body, serve_at = cached
    path: Path = serve_at(1)
    path.parent.mkdir(parents=True)
    path.write_bytes(body[:-1])
    with pytest.raises(ValueError, match="Delete the file and get it again"):
        backbones.pretrained("squeezenet1_1")
