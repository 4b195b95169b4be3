"""How the library shows itself to other frameworks: one file for each."""
