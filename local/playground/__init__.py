"""The local run: a machine with a story in it, which somebody at the page walks through.

``scene`` and ``past`` are the story so far, ``play`` holds it, ``stops`` turns the clock, ``switches`` make things
go wrong, ``chain`` records what happened, ``checklist`` ticks off what there is to see, ``saved`` keeps it, and
``lines`` prints it.
"""
