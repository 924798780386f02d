"""What turns a run into what is seen: the same for the window and for a figure of a run."""
