"""Telling the desktop which program opens ``*.circuit`` files, and taking it back."""
