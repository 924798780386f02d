"""What all parts of a circuit file's shape are made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, JsonValue

from circuitlab.model.limits import LONGEST_ID, LONGEST_TEXT

Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=LONGEST_ID)]
Given = JsonValue
"""A parameter as people write it: a number in the catalog's unit, or a text with a unit."""
