"""Small widgets and looks that any part of the window uses."""
