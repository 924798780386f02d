"""What the pointer and the keys do on the canvas, one object a gesture."""
