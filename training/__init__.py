"""Makes the weights of `kg.encoder`: needs torch, and nothing of the program needs it."""
