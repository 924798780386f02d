"""Work on a thread of its own: what comes of it, what goes wrong, and how it is given up."""

import threading

from circuitlab.catalog.words import Problem
from circuitlab.exchange.extras import MissingExtra
from circuitlab.gui.data.job import Job


def listened(job):
    heard = []
    job.advanced.connect(lambda part: heard.append(("part", part)))
    job.done.connect(lambda found: heard.append(("done", found)))
    job.failed.connect(lambda problem: heard.append(("failed", problem)))
    job.ended.connect(lambda: heard.append("ended"))
    return heard


def test_what_comes_of_it_is_told_on_the_windows_thread(qapp):
    job = Job()
    heard = listened(job)
    threads = []

    def work(told):
        threads.append(threading.current_thread())
        told(0.5)
        return 42

    job.start(work)
    assert job.is_busy
    job.wait()
    assert heard == ["ended", ("done", 42)]
    assert threads[0] is not threading.main_thread()
    assert not job.is_busy


def test_what_goes_wrong_is_a_sentence(qapp, monkeypatch):
    import circuitlab.gui.data.job as module

    monkeypatch.setattr(module, "written_down", lambda error: f"log of {error}")
    job = Job()
    heard = listened(job)

    def missing(told):
        raise MissingExtra("pynwb", "nwb")

    def full(told):
        raise OSError(28, "No space left on device", "a.nwb")

    def ours(told):
        raise ZeroDivisionError("oops")

    for work, said in ((missing, "circuitlab[nwb]"), (full, "No space"), (ours, "log of oops")):
        heard.clear()
        job.start(work)
        job.wait()
        assert heard[0] == "ended"
        sort, problem = heard[1]
        assert sort == "failed"
        assert isinstance(problem, Problem)
        assert said in str(problem)


def test_what_is_given_up_ends_and_is_not_heard_of(qapp):
    job = Job()
    heard, began, ended = listened(job), threading.Event(), threading.Event()

    def work(told):
        try:
            began.set()
            while True:
                told(0.1)
        finally:
            ended.set()

    job.start(work)
    assert began.wait(10)
    job.cancel()
    assert ended.wait(10)
    job.poll()
    assert heard == ["ended"]
