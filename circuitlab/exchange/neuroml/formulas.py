"""Expressions as LEMS writes formulas: each step in brackets, each choice a variable of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree as ET

from circuitlab.exchange.neuroml.numbers import plain
from circuitlab.exchange.neuroml.symbols import Expression

_WORDS: Mapping[str, str] = MappingProxyType(
    {"<": ".lt.", "<=": ".leq.", ">": ".gt.", ">=": ".geq.", "&": ".and.", "|": ".or."}
)
_CHOICES: Mapping[str, str] = MappingProxyType({"min": "<", "max": ">"})


class Formulas:
    """Variables of a component type's dynamics, written one after the other.

    Parameters
    ----------
    dynamics : the element that the variables are added to
    names : quantity of the engine → dimensionless variable that holds it
    """

    def __init__(self, dynamics: ET.Element, names: Mapping[str, str]) -> None:
        self._dynamics = dynamics
        self._names = names
        self._written: dict[int, str] = {}
        self._kept: list[Any] = []
        self._uses: Counter[int] = Counter()

    def text(self, expression: Any) -> str:
        """The formula of an expression, after what it needs has been written."""
        self._count(expression)
        return self._text(expression)

    def _count(self, each: Any) -> None:
        if not isinstance(each, Expression):
            return
        self._uses[id(each)] += 1
        if self._uses[id(each)] == 1:
            for one in each.arguments:
                self._count(one)

    def _text(self, each: Any) -> str:
        if not isinstance(each, Expression):
            return plain(each)
        if not each.operation:
            return self._names[each.name]
        if id(each) not in self._written:
            text = self._formula(each)
            if self._uses[id(each)] < 2 or each.operation in _WORDS:
                return text
            self._written[id(each)] = self._variable(text)
            self._kept.append(each)
        return self._written[id(each)]

    def _formula(self, each: Expression) -> str:
        if each.operation == "select":
            return self._chosen(*each.arguments)
        if each.operation in _CHOICES:
            left, right = each.arguments
            return self._chosen(Expression(_CHOICES[each.operation], (left, right)), left, right)
        if each.operation == "abs":
            (only,) = each.arguments
            return self._chosen(Expression("<", (only, 0.0)), Expression("-", (0.0, only)), only)
        arguments = [self._text(one) for one in each.arguments]
        if each.operation == "exp":
            return f"exp({arguments[0]})"
        return f"({arguments[0]} {_WORDS.get(each.operation, each.operation)} {arguments[1]})"

    def _chosen(self, condition: Any, first: Any, second: Any) -> str:
        """A variable that is one of two things; its condition may not be in brackets."""
        test, yes, no = self._text(condition), self._text(first), self._text(second)
        name = self._name()
        variable = ET.SubElement(
            self._dynamics, "ConditionalDerivedVariable", name=name, dimension="none"
        )
        ET.SubElement(variable, "Case", condition=_bare(test), value=yes)
        ET.SubElement(variable, "Case", value=no)
        return name

    def _variable(self, text: str) -> str:
        name = self._name()
        variable(self._dynamics, name, "none", text)
        return name

    def _name(self) -> str:
        return f"s{len(self._dynamics)}"


def variable(dynamics: ET.Element, name: str, dimension: str, value: str) -> ET.Element:
    """Add a variable; one that comes after a choice is itself a choice, of one thing.

    The schema has all choices last, and jNeuroML reads no variable before it is defined.
    """
    about = {"name": name, "dimension": dimension}
    if dynamics.find("ConditionalDerivedVariable") is None:
        return ET.SubElement(dynamics, "DerivedVariable", {**about, "value": value})
    made = ET.SubElement(dynamics, "ConditionalDerivedVariable", about)
    ET.SubElement(made, "Case", value=value)
    return made


def _bare(test: str) -> str:
    return test[1:-1] if test.startswith("(") and test.endswith(")") else test
