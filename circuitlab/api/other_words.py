"""What people write who come from another simulator, and what is written for it here.

Brian2, NEST, NEURON, PyNN, neo and pandas have words of their own. Where one of them is met, the
answer is the line that does the same here; the nearest name that there is would often mislead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from circuitlab.resources import _

_OF_RUNS: Mapping[str, str] = {
    'run.voltage("cell")': "v V vm Vm V_m vs potential potentials membrane_potential statemonitor",
    'run.trace("cell", "v")': "get_trace get_data i I g w state states recordings samples monitor",
    'run.trace("cell", "v")[0]': "t time times t_ms tvec",
    'run.spikes("cell")': (
        "spike_times spike_trains spiketrains spiketimes spikemonitor events senders get_spikes "
        "spike_train st all_spikes"
    ),
    'len(run.spikes("cell"))': "n_spikes num_spikes nspikes spike_count spike_counts count",
    'run.rate("cell")': "rates mean_rate firing_rate firing_rates rate_hz fr mean_firing_rate",
    'numpy.diff(run.spikes("cell"))': "isi isis cv cv_isi",
    "run.table()": "df dataframe to_pandas to_dataframe data results result as_dict to_dict",
    'run.save("folder")': "to_csv csv export to_numpy save_npz write to_file to_npz savetxt",
    "run.to_neo()": "to_neo_block segment segments neo",
    "run.duration_ms": "duration tstop runtime t_stop",
    "run.circuit": "network net model parameters",
    "circuitlab.simulate(circuit, …)": "run simulate restart continue_run",
    'matplotlib.pyplot.plot(*run.trace("cell", "v"))': "plot show plot_traces plot_voltage",
    'run.figure("run.pdf")': "draw display view savefig to_svg to_pdf to_png picture image",
    'matplotlib.pyplot.eventplot(run.spikes("cell"))': "plot_raster raster rasterplot plot_spikes",
}
_OF_CIRCUITS: Mapping[str, str] = {
    'circuit.add("hh_squid")': (
        "add_neuron add_cell add_node add_element create Create create_node neuron neurons cell "
        "new NeuronGroup add_neurons append insert"
    ),
    'circuit.add("lif_conductance", size=100)': "add_population population populations Population",
    "circuit.wire(source, target)": (
        "add_synapse synapse synapses Synapses add_connection add_edge Connect link join project "
        "Projection Synapse NetCon"
    ),
    "circuit.couple(one, other)": "gap_junction add_gap_junction gapjunction",
    'circuit.add("current_step", on=cell, amplitude="300 pA")': (
        "inject add_current add_stimulus stimulate stimulus stim clamp iclamp IClamp current_clamp"
    ),
    'circuit.add("voltmeter", on=cell)': "add_meter add_recorder record monitor add_monitor",
    'circuit["cell"]': "get get_param getparam param params parameters get_parameter",
    'circuit.set("cell", e_l="-70 mV")': "set_param set_parameter set_parameters set_params update",
    "circuit.ids": "elements nodes cells ids_of list_elements keys items node_ids",
    "circuit.links": "edges connections wires connectivity get_connections",
    "circuit.graph": "nx to_networkx networkx to_nx nx_graph",
    "circuit.remove(id)": "delete rm drop pop remove_element discard",
    "circuit.copy()": "clone deepcopy duplicate",
    'circuit.save("mine.circuit")': "write to_json to_file dump export store save_as",
    'circuitlab.load("mine.circuit")': "open read from_file load_file",
    'circuitlab.simulate(circuit, "1 s")': "run run_for simulate Simulate advance step duration",
    'circuit.figure("mine.pdf")': "plot show draw display visualise savefig to_svg to_pdf to_png",
    "circuit.kinds()": "models list_models list_kinds node_models",
}
_OF_DAYS: Mapping[str, str] = {
    'run.windows[0].trace("cell", "v")': "trace get_trace i I g w state recordings monitor",
    'run.windows[0].voltage("cell")': "voltage v V vm Vm V_m potential membrane_potential",
    'run.values("cell", "v")': "value final final_value states",
    'run.rates("cell")': "rate mean_rate firing_rate firing_rates rate_hz",
    "run.body_days": "t time times",
    "len(run.windows)": "size count n_windows",
    'run.windows[0].figure("window.pdf")': "figure plot show draw savefig",
}
_OF_THE_PACKAGE: Mapping[str, str] = {
    "circuitlab.Circuit()": "Network Net Model network new start_scope ResetKernel setup create",
    'circuitlab.Circuit().add("hh_squid")': (
        "NeuronGroup Create Neuron Cell Section h Population Node add_neuron SpikeGeneratorGroup "
        "PoissonGroup"
    ),
    "circuitlab.Circuit().wire(source, target)": "Synapses Connect Synapse Projection NetCon",
    'circuitlab.simulate(circuit, "1 s")': "run Simulate sim simulator run_simulation",
    'circuitlab.simulate(circuit, "1 s").spikes("cell")': "SpikeMonitor StateMonitor SpikeRecorder",
    'circuitlab.load("mine.circuit")': "open read load_circuit read_file from_file open_circuit",
    "circuitlab.presets()": "list_presets examples gallery demos samples",
    "circuitlab.Circuit().kinds()": "kinds models list_models cells neurons node_models",
    '"20 ms"': "ms second seconds mV nS pA nA um uM Hz siemens volt degC units unit",
    "circuitlab.__version__": "version VERSION get_version",
}
"""What is written here, and every word of others that asks for it."""
CIRCUIT, RUN, DAYS, PACKAGE = "Circuit", "Run", "DaysRun", "circuitlab"


def _by_word(said: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({word: ours for ours, words in said.items() for word in words.split()})


_SAID = {
    name: _by_word(said)
    for name, said in (
        (CIRCUIT, _OF_CIRCUITS),
        (RUN, _OF_RUNS),
        (DAYS, _OF_DAYS),
        (PACKAGE, _OF_THE_PACKAGE),
    )
}


def answers(what: str) -> Iterable[tuple[str, str]]:
    """Return every word of others that something is asked for, with what is written here."""
    return _SAID[what].items()


def ours_for(what: str, word: str) -> str:
    """Return what to write here instead of another simulator's word; nothing for one of nobody's.

    Parameters
    ----------
    what : str
        Of what it was asked: the name of a class, or `PACKAGE`.
    """
    ours = _SAID.get(what, {}).get(word)
    return _("here it is {code}").format(code=ours) if ours else ""
