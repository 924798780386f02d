"""Which of two elements a parameter that is given by its name alone belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from circuitlab.api.built import Built
from circuitlab.catalog.meant import meant
from circuitlab.catalog.words import Problem
from circuitlab.resources import _


def shared_out(
    circuit: Built, ids: Sequence[str], given: Mapping[str, object], reserved: Mapping[str, str]
) -> dict[str, dict[str, object]] | list[Problem]:
    """Return each element's own of the values, or what is wrong with any of their names.

    Parameters
    ----------
    ids : the elements that a name may be of
    reserved : names that cannot be given here, each with what to do instead
    """
    kinds = {id: circuit.catalog.kind(circuit.model.elements[id].kind) for id in ids}
    own: dict[str, dict[str, object]] = {id: {} for id in ids}
    wrong = []
    for name, value in given.items():
        owners = [id for id in ids if name in kinds[id].parameters]
        if name in reserved:
            what = _("“{name}” cannot be set here").format(name=name)
            wrong.append(Problem(name, what, reserved[name]))
        elif len(owners) == 1:
            own[owners[0]][name] = value
        elif owners:
            titles = _(" and ").join(kinds[id].title for id in owners)
            what = _("“{name}” is a parameter of both {kinds}").format(name=name, kinds=titles)
            wrong.append(Problem(name, what, _("give it by “set”, with the id of the one meant")))
        else:
            titles = _(" nor ").join(kinds[id].title for id in ids)
            known = [each for kind in kinds.values() for each in kind.parameters]
            what = _("neither {kinds} has a parameter “{name}”").format(name=name, kinds=titles)
            wrong.append(Problem(name, what, meant(name, known)))
    return wrong or own
