"""Neuronify's files, opened as circuits."""
