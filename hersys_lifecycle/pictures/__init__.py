"""The timeline and the state machine as pictures."""
