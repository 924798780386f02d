"""What the user built: values in a graph, and the edits that change them."""
