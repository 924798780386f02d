"""What exists: every kind of element with its parameters, as data read from TOML tables."""

from circuitlab.catalog.load import CatalogError, default_catalog, load_catalog
from circuitlab.catalog.spec import (
    Catalog,
    Citation,
    Effect,
    Input,
    Kind,
    Parameter,
    State,
    Value,
)
from circuitlab.catalog.words import Problem, convert, format_value, parse_quantity

__all__ = [
    "Catalog",
    "CatalogError",
    "Citation",
    "Effect",
    "Input",
    "Kind",
    "Parameter",
    "Problem",
    "State",
    "Value",
    "convert",
    "default_catalog",
    "format_value",
    "load_catalog",
    "parse_quantity",
]
