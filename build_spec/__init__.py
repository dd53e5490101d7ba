"""What makes the program: samples, weights, and the frozen application. Not installed with it."""
