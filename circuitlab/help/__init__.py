"""What the program says of itself: the guide, a page for each kind, and the search over both."""
