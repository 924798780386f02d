"""What is painted on the canvas, from the ground up."""
