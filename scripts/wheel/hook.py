"""Puts the library of compiled loops into a wheel: its first run compiles nothing."""

import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WITHOUT = "CIRCUITLAB_PLAIN_WHEEL"
"""Environment variable that asks for a wheel for every system, which compiles at its first run."""


class LibraryHook(BuildHookInterface[Any]):
    """Builds the library into the wheel, where its processors are those that it is built on."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the library before the wheel is packed; an editable install gets none."""
        if version == "editable" or os.environ.get(WITHOUT) or not _suits():
            return
        library = Path(self.root, "build", "x86_64_v3.so")
        command = [sys.executable, "-m", "circuitlab", "prepare", "--library", str(library)]
        subprocess.run(command, cwd=self.root, check=True)
        build_data["force_include"][str(library)] = (
            "circuitlab/engine/ahead_of_time/libraries/x86_64_v3.so"
        )
        build_data["pure_python"] = False
        system = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["tag"] = f"py3-none-{system}"


def _suits() -> bool:
    """Whether a library can be built here: without a C compiler the first run compiles instead."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return False
    return any(map(shutil.which, ("cc", "gcc", "clang")))
