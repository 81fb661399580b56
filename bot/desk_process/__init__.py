"""The desk in a process of its own: whoever asks waits for the answer, and nobody else does.

Python lets one thread at a time work in a process, and a question to SQLite gives that right
away at every row: the loop and the desks spent more time handing it to and fro than working.

`apart.py`, `running.py` and `lending.py` are the service's side, `worker.py` the other; over the
lines (`lines.py`) goes what `orders.py` says. The other side needs nothing of the first, and so
starts in half the time. `probe.py` tells whoever watches whether questions are answered.
"""
