"""A guided walk in the window: its card on the canvas, what it shows, and where one is."""
