"""What only some systems have is asked for behind a guard, and text has one encoding everywhere."""

import ast
from collections.abc import Iterable, Iterator

from architecture.sources import everywhere

GUARDED = {
    "analysis/claims_aside.py": {"os.setpriority", "os.PRIO_PROCESS"},
    "engine/numerics/jit.py": {"os.getuid"},
    "engine/running/background_compiler.py": {"os.killpg", "os.getpgid", "signal.SIGKILL"},
    "exchange/neuron/launched.py": {"os.getuid"},
    "exchange/neuron/program/main.py": {"resource"},
    "files/recovery.py": {"os.getuid"},
    "files/temporary_names.py": {"os.kill"},
}
"""Where such a thing stands, behind a look at the system or at whether it is there."""
READING_PROC = {"engine/plan/memory_estimate.py"}
"""Files that ask Linux itself, and go on without an answer."""

POSIX_MODULES = {
    *("fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty", "crypt"),
}
POSIX_CALLS = {
    *("chown", "chroot", "fchmod", "fchown", "fork", "forkpty", "getegid", "geteuid", "getgid"),
    *("getpgid", "getpgrp", "getuid", "kill", "killpg", "lchown", "link", "mkfifo", "mknod"),
    *("nice", "pipe2", "setpriority", "setsid", "setuid", "statvfs", "symlink", "sysconf"),
    *(
        "uname",
        "wait",
        "waitpid",
        "sched_getaffinity",
        "sched_setaffinity",
        "ctermid",
        "getloadavg",
    ),
    *(
        "PRIO_PROCESS",
        "O_CLOEXEC",
        "O_DIRECTORY",
        "O_NOFOLLOW",
        "O_NONBLOCK",
        "O_SYNC",
        "O_TMPFILE",
    ),
}
POSIX_SIGNALS = {
    *("SIGKILL", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGCHLD", "SIGSTOP", "SIGCONT"),
    *("SIGPIPE", "SIGQUIT", "alarm", "pthread_kill", "setitimer"),
}


def of_posix(of_file: Iterable[ast.AST]) -> Iterator[str]:
    """What a source names that Windows does not have."""
    for node in of_file:
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name in POSIX_MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in POSIX_MODULES:
            yield node.module or ""
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            room, name = node.value.id, node.attr
            if (room == "os" and name in POSIX_CALLS) or (
                room == "signal" and name in POSIX_SIGNALS
            ):
                yield f"{room}.{name}"


def calls(of_file: Iterable[ast.AST], *names: str) -> Iterator[ast.Call]:
    for node in of_file:
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in names:
                yield node


def keywords(call: ast.Call) -> set[str]:
    return {each.arg or "" for each in call.keywords}


def test_what_only_posix_has_stands_where_it_is_guarded() -> None:
    found = {file: set(of_posix(of_file)) for file, of_file in everywhere()}
    assert {file: names for file, names in found.items() if names} == GUARDED


def test_what_is_looked_for_would_be_found() -> None:
    source = "import fcntl, os, signal\nos.fork()\nos.kill(1, signal.SIGKILL)\nos.getpid()\n"
    found = set(of_posix(ast.walk(ast.parse(source))))
    assert found == {"fcntl", "os.fork", "os.kill", "signal.SIGKILL"}


def test_no_folder_of_one_system_is_written_out() -> None:
    places = ("/proc/", "/tmp", "/dev/", "/usr/", "/etc/", "/home/", "C:\\")
    found = {
        file
        for file, of_file in everywhere()
        for node in of_file
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith(places)
    }
    assert found == READING_PROC


def test_text_files_are_opened_with_their_encoding() -> None:
    bare = [
        f"{file}:{call.lineno}"
        for file, of_file in everywhere()
        for call in calls(of_file, "read_text", "write_text")
        if isinstance(call.func, ast.Attribute)
        and "encoding" not in keywords(call)
        and len(call.args) < (1 if call.func.attr == "read_text" else 2)
    ]
    bare += [
        f"{file}:{call.lineno}"
        for file, of_file in everywhere()
        for call in calls(of_file, "open")
        if is_of_text(call) and "encoding" not in keywords(call)
    ]
    assert not bare


def is_of_text(call: ast.Call) -> bool:
    """Whether a call opens a file by a mode of Python's, as text."""
    if isinstance(call.func, ast.Name):
        call = ast.Call(call.func, call.args[1:], call.keywords)
    modes = [each.value for each in call.args if isinstance(each, ast.Constant)]
    return any(isinstance(mode, str) and set(mode) <= set("rwax+t") for mode in modes[:1])


def test_pools_of_processes_start_in_the_way_that_every_system_has() -> None:
    pools = [
        (f"{file}:{call.lineno}", ast.unparse(call))
        for file, of_file in everywhere()
        for call in calls(of_file, "ProcessPoolExecutor")
    ]
    assert pools
    assert not [place for place, text in pools if "get_context('spawn')" not in text]
    others = [
        f"{file}:{node.lineno}"
        for file, of_file in everywhere()
        for node in of_file
        if isinstance(node, ast.ImportFrom)
        and node.module == "multiprocessing"
        and [each.name for each in node.names] != ["get_context"]
    ]
    assert not others
