"""Comparing: several states of one circuit side by side, in step."""
