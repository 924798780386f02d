"""What one element does by itself, measured by the engine on hidden copies of it."""
