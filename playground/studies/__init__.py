"""Many runs with one question: other seeds, other values, other learning rates."""
