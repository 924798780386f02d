"""Pins: sliders and switches that lie on the canvas."""
