"""Identity runs over the zoos of awkward files, judged by programs that are not ours.

``python -m tests.zoo`` prints what came of every file as a table; the tests hold it to
``expected.tsv`` and to the differences that ``allowed`` gives a reason for.
"""
