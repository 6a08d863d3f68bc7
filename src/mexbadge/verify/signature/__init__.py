"""Who signed it: the proof, the key, and whose the key is."""
