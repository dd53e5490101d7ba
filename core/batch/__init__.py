"""Many inputs in one run that survives bad files, a kill and a power cut.

What is found (``plan``) is written into a journal (``journal``), worked off one by one (``runner``)
and told (``report``). The command line and the window call these; neither repeats a step of them.
The parts are imported by their own names: the window reads journals without the network's library.
"""
