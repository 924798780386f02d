"""A measurement beside a window: after all else on its core, and ended from any thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from circuitlab.analysis.bench.laboratory import Laboratory
from circuitlab.analysis.claims_aside import give_way
from circuitlab.engine.stepping.kernel_choice import plain_loops_of
from circuitlab.engine.stepping.kernel_library import library

if TYPE_CHECKING:
    import threading

    from circuitlab.analysis.bench.measured import Measured
    from circuitlab.analysis.bench.order import Order
    from circuitlab.engine.plan.plan import Plan
    from circuitlab.engine.running.background_compiler import Apart


def measured_aside(
    order: Order, told: Callable[[float], None], stop: threading.Event, apart: Apart
) -> Measured:
    """Measure on this thread, which gives way to all others; compile in another process.

    Raises
    ------
    InterruptedError
        When `stop` was set.
    """
    give_way()

    def advance(part: float) -> None:
        if stop.is_set():
            raise InterruptedError
        told(part)

    def prepare(plan: Plan) -> None:
        loops = plain_loops_of(plan)
        if not (library().has_driver and library().has(loops)):
            apart.compile(loops)
        advance(0.0)

    lab = Laboratory(
        order.circuit, order.catalog, order.id, order.settings, told=advance, prepare=prepare
    )
    return order.protocol.measure(lab)
