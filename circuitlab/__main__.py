"""`python -m circuitlab` is the command `circuitlab`."""

from circuitlab.cli import main

if __name__ == "__main__":
    main()
