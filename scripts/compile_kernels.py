"""Compile every loop of the engine for this processor, on all its cores, and keep them."""

from circuitlab.cli.prepare import prepare_cache
from circuitlab.cli.prepared_loops import every_loop


def main() -> None:
    """Compile the driver, each mechanism's loop, and the fused loops of Figure 4."""
    prepare_cache(every_loop(["fig4"]))


if __name__ == "__main__":
    main()
