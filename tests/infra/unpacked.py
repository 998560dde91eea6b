"""Runs a function of the unpacked archive in a process of its own."""

import subprocess
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from tests.emulators import free_port
from tests.infra import reading


class Function:
    """A function as Cloud Run runs it, with only Terraform's environment and the addresses of the stand-ins."""

    def __init__(self, folder: Path, name: str, environment: dict[str, str]) -> None:
        self.name, self.port, self.output = name, free_port(), b""
        path = f"{folder / 'layer/bin'}:/usr/bin:/bin"
        source = reading.block("google_cloudfunctions2_function", "function")["build_config"][0]
        built = {
            "FUNCTION_SOURCE": source["environment_variables"]["GOOGLE_FUNCTION_SOURCE"].replace("${each.key}", name)
        }
        self._process = subprocess.Popen(
            ["functions-framework"],  # noqa: S607 - found on the layer's path, as in the cloud
            cwd=folder / "workspace",
            env={"PATH": path, "PORT": str(self.port), "FUNCTION_TARGET": name, **built, **environment},
            executable=folder / "layer/bin/functions-framework",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.url = f"http://127.0.0.1:{self.port}"

    def _read(self) -> None:
        for line in self._process.stdout or ():
            self.output += line

    def wait(self) -> None:
        end = time.monotonic() + 40
        while time.monotonic() < end and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/favicon.ico", timeout=10):  # noqa: S310 - loopback
                    return
            except urllib.error.HTTPError as error:
                error.close()
                return
            except OSError:
                time.sleep(0.05)
        pytest.fail(f"{self.name} did not start: {self.output.decode()}")

    def end(self) -> None:
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(20)
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._reader.join(5)
        if self._process.stdout:
            self._process.stdout.close()
