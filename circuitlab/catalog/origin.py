"""Where a value comes from, in words. Whatever else is said of it, its tag comes first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from circuitlab.catalog.spec import Citation, Kind, Parameter, Value
from circuitlab.catalog.words import format_value
from circuitlab.resources import _


@dataclass(frozen=True, slots=True)
class Origin:
    """What stands behind the default of a parameter.

    Attributes
    ----------
    tag
        A sentence for a value that no source was read for; empty for any other.
    value_from
        The source in which the value stands, or is said to stand where it is unverified.
    after
        The source of the idea, in which the value does not stand.
    """

    tag: str = ""
    value_from: Citation | None = None
    after: Citation | None = None


@dataclass(slots=True)
class Sources:
    """The citations behind several parameters, apart by what they stand for."""

    values: dict[str, Citation] = field(default_factory=dict)
    unverified: dict[str, Citation] = field(default_factory=dict)
    ideas: dict[str, Citation] = field(default_factory=dict)
    texts: dict[str, Citation] = field(default_factory=dict)


def tag_word(parameter: Parameter) -> str:
    """Return the one word that a default carries: ``"assumed"``, ``"unverified"``, or none."""
    return {"assumed": _("assumed"), "unverified": _("unverified")}.get(parameter.tag, "")


def weakest_tag(parameters: Iterable[Parameter]) -> str:
    """Return the word for a number that follows from several defaults: as weak as the weakest."""
    words = {parameter.tag: tag_word(parameter) for parameter in parameters}
    return words.get("assumed") or words.get("unverified") or ""


def tag_beside(parameter: Parameter, value: object) -> str:
    """Return the word for `value`: the default's, which is what a neuron gives, too; else none."""
    return tag_word(parameter) if value in (parameter.default, *parameter.given) else ""


def tagged(parameter: Parameter, value: object, text: str) -> str:
    """Return `text`, which shows `value`, after its tag."""
    return f"{tag_beside(parameter, value)} {text}".strip()


def tagged_value(parameter: Parameter, value: Value) -> str:
    """Return a value as people read it, after its tag: ``"assumed 30 Hz"``."""
    return tagged(parameter, value, format_value(parameter, value))


def origin(parameter: Parameter, citations: Mapping[str, Citation]) -> Origin:
    """Return where the default of `parameter` comes from."""
    value_from, after = citations.get(parameter.source), citations.get(parameter.after)
    return Origin(_tag_sentence(parameter), value_from, after)


def origin_lines(parameter: Parameter, citations: Mapping[str, Citation]) -> tuple[str, ...]:
    """Return where a default comes from in sentences, its tag first."""
    found = origin(parameter, citations)
    said = [found.tag]
    if found.value_from is not None:
        said.append(value_line(found, found.value_from.text))
    if found.after is not None:
        said.append(idea_line(found.after.text))
    return tuple(filter(None, said)) or (_("No source is given."),)


def value_line(found: Origin, cited: str) -> str:
    """Return the sentence that names where a value stands, cited so."""
    return _("Said to be from: {source}").format(source=cited) if found.tag else cited


def idea_line(cited: str) -> str:
    """Return the sentence that names what an idea follows, cited so."""
    return _("The idea, not the number, is after: {source}").format(source=cited)


def origin_cell(parameter: Parameter, citations: Mapping[str, Citation]) -> str:
    """Return where a default comes from as a table says it: ``"assumed; idea after Chen …"``."""
    found = origin(parameter, citations)
    value_from = found.value_from.text if found.value_from is not None else ""
    after = _("idea after {source}").format(source=found.after.text) if found.after else ""
    return _joined(tag_word(parameter), value_from, after)


def origin_keys(parameter: Parameter) -> str:
    """Return where a default comes from by the keys of citations: ``"assumed; after chen2018"``."""
    after = _("after {source}").format(source=parameter.after) if parameter.after else ""
    return _joined(tag_word(parameter), parameter.source, after)


def landmark_lines(
    parameter: Parameter, citations: Mapping[str, Citation]
) -> list[tuple[str, Citation]]:
    """Return what measured values of a parameter are, each with where it stands."""
    return [
        (
            _("{title}: {value}").format(
                title=mark.title[:1].upper() + mark.title[1:],
                value=format_value(parameter, mark.at),
            ),
            citations[mark.source],
        )
        for mark in parameter.landmarks
        if mark.source in citations
    ]


def sources_of(
    kinds: Iterable[Kind], parameters: Iterable[Parameter], citations: Mapping[str, Citation]
) -> Sources:
    """Return the citations behind the defaults of `parameters` and the texts of `kinds`."""
    found = Sources()
    for parameter in parameters:
        values = found.unverified if parameter.tag else found.values
        _note(values, parameter.source, citations)
        _note(found.ideas, parameter.after, citations)
        for mark in parameter.landmarks:
            _note(found.values, mark.source, citations)
    for kind in kinds:
        for key in kind.sources:
            _note(found.texts, key, citations)
    return found


def headed(found: Sources) -> list[tuple[str, list[Citation]]]:
    """Return the groups of citations that are not empty, each under what it stands for."""
    groups = (
        (_("Unverified values, quoted from memory"), found.unverified),
        (_("Values from"), found.values),
        (_("Ideas behind assumed values; the numbers are not in them"), found.ideas),
        (_("What is said above"), found.texts),
    )
    return [(title, list(group.values())) for title, group in groups if group]


def _note(found: dict[str, Citation], key: str, citations: Mapping[str, Citation]) -> None:
    if key in citations:
        found[key] = citations[key]


def _tag_sentence(parameter: Parameter) -> str:
    return {
        "assumed": _("Assumed: a teaching choice, not a measured value."),
        "unverified": _("Unverified: quoted from memory; check before citing."),
    }.get(parameter.tag, "")


def _joined(*texts: str) -> str:
    return "; ".join(filter(None, texts))
