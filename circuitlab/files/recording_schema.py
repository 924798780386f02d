"""The shape of a recording in a circuit file."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from circuitlab.files.schema_base import Given, Name, Text
from circuitlab.model.limits import LONGEST_ID
from circuitlab.model.recordings import FARTHEST_MS, LARGEST_SCALE


class RecordingModel(BaseModel):
    """What was measured elsewhere, beside a trace; times in ms, values in the state's unit."""

    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)

    id: Name
    element: str
    state: str
    path: Text = ""
    digest: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    signal: Text = ""
    unit: Annotated[str, Field(max_length=LONGEST_ID)] = ""
    step: Annotated[float, Field(ge=0.0, le=FARTHEST_MS)] = 0.0
    whole: bool = True
    times: Given = []
    values: Given = []
    spikes: Given = []
    onset: Annotated[float, Field(ge=-FARTHEST_MS, le=FARTHEST_MS)] | None = None
    shift: Annotated[float, Field(ge=-FARTHEST_MS, le=FARTHEST_MS)] = 0.0
    scale: Annotated[float, Field(ge=-LARGEST_SCALE, le=LARGEST_SCALE)] = 1.0
    offset: Annotated[float, Field(ge=-LARGEST_SCALE, le=LARGEST_SCALE)] = 0.0
