"""NeuroML 2: circuits written as files for its simulators, and its files opened as circuits."""
