"""Rules that hold what a guide states against facts, so that a verdict follows the facts and not the day of reading.

A statement names its rules and their operands in one line, such as ``requires pydantic; built-in``. What they judge are
the proofs of the statement, the releases of its framework and its support windows.
"""
