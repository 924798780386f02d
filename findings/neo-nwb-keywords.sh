#!/usr/bin/env bash
# Neo cannot read an NWB file that has keywords, though one with experimenters is read.
#
# One expects: the keywords of a file, which the NWB Inspector asks for, become an annotation of the
#   block, as other lists of words in it do; or they are passed over.
# What happens: Neo hands the keywords as PyNWB gives them to a block as an annotation, and refuses
#   their class itself, so that not one sample of the file can be read. Experimenters and
#   publications, lists of words too, do no harm.
# Why it matters: most files of the DANDI archive have keywords. What is written to be read by Neo
#   must do without; what is read must go by PyNWB or h5py.
# Version: Neo 0.14.6, PyNWB 4.2.0, hdmf 6.2.0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install neo==0.14.6 pynwb==4.2.0 \
    hdmf==6.2.0 h5py==3.16.0 numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install neo and pynwb: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" >out 2>"$work/log" - <<'PY' || { cat out; tail -3 "$work/log"; exit 1; }
import datetime
import sys
import warnings

import neo
import pynwb

warnings.simplefilter("ignore")
START = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)
seen = {}
for name, more in (
    ("nothing more", {}),
    ("experimenters", {"experimenter": ["Hodgkin, Alan", "Huxley, Andrew"]}),
    ("publications", {"related_publications": ["doi:10.1113/jphysiol.1952.sp004764"]}),
    ("keywords", {"keywords": ["squid", "axon"]}),
):
    path = f"{name.replace(' ', '_')}.nwb"
    file = pynwb.NWBFile("an axon", "1", START, **more)
    file.add_acquisition(pynwb.TimeSeries(name="v", data=[1.0, 2.0], unit="volts", rate=1.0))
    with pynwb.NWBHDF5IO(path, "w") as io:
        io.write(file)
    assert not pynwb.validate(path=path)
    try:
        block = neo.NWBIO(path, mode="r").read_block()
        seen[name] = f"{block.segments[0].analogsignals[0].shape[0]} samples"
    except ValueError as error:
        seen[name] = str(error)
print("finding files that PyNWB finds valid, with two samples each, read by Neo")
print("finding guess: 2 samples from each")
for name, found in seen.items():
    print(f"finding seen:  with {name}: {found}")
whole = [name for name, found in seen.items() if found == "2 samples"]
as_before = whole == ["nothing more", "experimenters", "publications"]
sys.exit(0 if as_before and "StrDataset" in seen["keywords"] else "changed: other files are read")
PY
sed -n 's/^finding //p' out
