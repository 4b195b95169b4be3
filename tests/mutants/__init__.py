"""`make mutants`: the pure core with one small fault at a time, each of which some test has to find."""
