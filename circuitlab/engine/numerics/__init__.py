"""What every kernel is made with: compiling, arrays, noise."""
