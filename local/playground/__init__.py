"""The local run: a machine with a story, which a visitor plays at the page.

``scene`` and ``past`` make the story so far, ``play`` runs it, ``stops`` finds the next moments, ``switches`` cause
faults, ``chain`` records what happened, ``checklist`` ticks off the things to try, ``saved`` stores the run, and
``lines`` prints it.
"""
