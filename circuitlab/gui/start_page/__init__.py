"""The page that the program opens with: circuits that run, and the files used last."""
