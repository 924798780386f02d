#!/usr/bin/env bash
# Values cut off from a zarr array come back when it grows again.
#
# One expects: resize to fewer entries drops the rest; growing again gives the fill value there, as
#   h5py does with the same calls.
# What happens: zarr drops whole chunks only. What lies in the last chunk stays on disk, and the
#   grown array shows the old values again, as if they had never been cut.
# Why it matters: a spike or voltage recorder that cuts back to the last good sample, or rewinds to
#   a time, and then makes room for more, shows samples of the run before in place of gaps. Write
#   the fill value over the tail before cutting it off.
# Version: zarr 3.1.6, h5py 3.16.0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install zarr==3.1.6 h5py==3.16.0 \
    numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install zarr and h5py: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys

import h5py
import numpy as np
import zarr

samples = np.arange(1.0, 11.0)


def cut_and_grow(array):
    array[:] = samples
    array.resize((6,))
    array.resize((10,))
    return array[:].tolist()


in_zarr = cut_and_grow(zarr.create_array("samples.zarr", shape=(10,), chunks=(4,), dtype="f8",
                                         fill_value=0.0))
with h5py.File("samples.h5", "w") as file:
    in_hdf5 = cut_and_grow(file.create_dataset("samples", shape=(10,), chunks=(4,),
                                               maxshape=(None,), dtype="f8"))
print(f"zarr {zarr.__version__}, h5py {h5py.__version__}: "
      "1 to 10 in chunks of 4, cut to 6, grown to 10")
print("guess: 1 to 6 and four zeros in both")
print("seen:  zarr:", *(f"{x:g}" for x in in_zarr), " h5py:", *(f"{x:g}" for x in in_hdf5))
held = in_zarr == [1, 2, 3, 4, 5, 6, 7, 8, 0, 0] and in_hdf5 == [1, 2, 3, 4, 5, 6, 0, 0, 0, 0]
sys.exit(0 if held else "changed: cutting and growing gives other values")
PY
