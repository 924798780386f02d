"""The window: a document, a session, and the views that show them."""
