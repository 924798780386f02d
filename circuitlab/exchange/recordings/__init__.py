"""Recordings from files of other tools: what is in them, and their samples piece by piece."""
