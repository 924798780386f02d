"""The bench: one element is measured by itself while the lecture goes on."""
