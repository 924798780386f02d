#!/usr/bin/env bash
# odML cuts decimals off without a word and changes text on the way through its own file.
#
# One expects: a property given [1, 2.5] holds 1 and 2.5, or refuses the mix, as it refuses
#   [1, "a"]; what is saved as XML comes back the same.
# What happens: the first value decides: [1, 2.5] is kept as [1, 2] while [2.5, 1] is kept whole.
#   Saved and loaded, "a,b" beside another text is split at the comma, "[x]" loses its brackets and
#   " a " its blanks.
# Why it matters: odML carries the metadata of recordings and models. A list of concentrations or
#   times that happens to begin with a whole number loses its decimals for good; so do lists of
#   channels such as "Na,K".
# Version: odML 1.5.4.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install odml==1.5.4; } \
    >"$work/log" 2>&1 || { echo "cannot install odml 1.5.4: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" -W ignore - <<'PY'
import sys

import odml


def kept(values):
    return odml.Property(name="dose", values=values).values


def through_file(values):
    document = odml.Document()
    section = odml.Section("recording", type="setup", parent=document)
    odml.Property(name="note", values=values, parent=section)
    odml.save(document, "notes.xml", "XML", show_warnings=False)
    loaded = odml.load("notes.xml", show_warnings=False)
    return loaded["recording"].properties["note"].values


whole_first, decimal_first = kept([1, 2.5]), kept([2.5, 1])
texts = {str(given): through_file(given) for given in (["Na,K", "Ca"], ["[x]"], [" a "])}
print(f"odML {odml.VERSION}")
print("guess: [1, 2.5] is kept or refused; texts come back as they were")
print(f"seen:  [1, 2.5] is kept as {whole_first}, [2.5, 1] as {decimal_first}")
for given, back in texts.items():
    print(f"seen:  {given} comes back as {back}")
held = whole_first == [1, 2] and decimal_first == [2.5, 1.0]
held = held and all(given != str(back) for given, back in texts.items())
sys.exit(0 if held else "changed: values are kept in another way")
PY
