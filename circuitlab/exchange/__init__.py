"""Other tools' formats and programs: one module or wing each, loaded only when used."""
