"""What lies behind a circuit: lanes, and drawings of body, cord, skin, brain and joint."""
