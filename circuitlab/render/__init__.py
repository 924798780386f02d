"""How it looks: neurons, membranes, drugs, traces and figures, painted by one path everywhere."""
