"""The traces under the canvas: what meters record, against time."""
