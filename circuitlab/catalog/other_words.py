"""What parameters are called in other simulators, and here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_ELSEWHERE: Mapping[str, str] = {
    "e_l": "v_rest vrest el e_rest e_leak u_rest e_pas erest",
    "v_th": "threshold v_thresh vth vt thresh theta v_t v_threshold u_th",
    "v_reset": "reset vreset v_r u_reset",
    "c_m": "c cm capacitance",
    "g_l": "g_leak gl g_pas gleak g_m",
    "tau_m": "tau taum tau_mem",
    "t_ref": "refractory t_refrac tau_ref tau_refrac refrac t_refractory",
    "v_init": "v v0 v_m initial_v",
    "i_e": "i i_ext current iext i_offset i_inj",
    "size": "n number count cells n_cells",
    "weight": "w weights strength j gsyn g_syn conductance",
    "delay": "d delays",
    "tau_syn": "tau_e tau_syn_ex tau_syn_in tau_s tau_decay",
    "e_rev": "e e_syn erev reversal reversal_potential",
    "probability": "p prob",
    "degree": "indegree outdegree k",
    "amplitude": "i current amp iext",
    "start": "delay onset t_start begin",
    "stop": "t_stop end tstop",
    "rate": "freq frequency rates",
    "times": "spike_times spiketimes",
    "gbar": "g g_bar gmax conductance",
}


def _by_word() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for ours, words in _ELSEWHERE.items():
        for word in words.split():
            found[word] = (*found.get(word, ()), ours)
    return MappingProxyType(found)


_OURS = _by_word()


def ours_for(word: str) -> tuple[str, ...]:
    """Return the parameters that are called so elsewhere; a kind may have some of them or none."""
    return _OURS.get(word.casefold(), ())
