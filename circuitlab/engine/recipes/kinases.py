"""The kinases and receptor number by which inflammation acts on a nociceptor."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.recipes.parameters import Values
from circuitlab.engine.recipes.populations import Cells, Clock, unit
from circuitlab.engine.recipes.recipe import Inputs, Read, States


def _number(read: Read) -> NDArray[np.float64]:
    return 1.0 + read("kinases", "number_gain")


SENSITISED: States = {
    "pkc": ("kinases", "pkc"),
    "pka": ("kinases", "pka"),
    "number": _number,
}
MEDIATORS: Inputs = {name: (("kinases", name),) for name in ("bradykinin", "pge2", "ngf")}


def kinases(p: Values) -> Cells:
    """Make the kinases of each cell, and the number of its receptors."""
    rows = {
        "pkc_basal": p["pkc"],
        "pka_basal": p["pka"],
        "ec50_bradykinin": p["ec50_bk"],
        "ec50_pge2": p["ec50_pge2"],
        "ec50_ngf": p["ec50_ngf"],
        "pkc_share": p["pkc_share"],
        "tau_on": p.seconds("tau_kinase_on"),
        "tau_off": p.seconds("tau_kinase_off"),
        "tau_number": p.seconds("tau_number"),
    }
    left = {"pkc_dynamic": p["pkc_start"], "pka_dynamic": p["pka_start"]}
    left |= {"number_gain": p["gained_start"]}
    return unit(p, "kinases", rows, Clock.BODY, at_least=left)
