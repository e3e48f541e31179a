"""Reading a source again: all that rests on it on one screen, each answered, all answers one change."""
