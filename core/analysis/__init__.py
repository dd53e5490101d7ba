"""What a model's prompts do: which are chosen, how alike they are, and what they are worth.

The figures of the paper's analysis (its section 4.4, Figs. 3 and 6) for any model and any images.
Nothing here restores for a user or trains. Not here: scores of results (``core.evaluation``).
"""

from core.analysis.listening import Heard, HeardSet, hear_file, hear_set
from core.analysis.profiles import make_profiles, store_profiles
from core.analysis.study import Study, picture_names, study
from core.analysis.swap import swap_cost

__all__ = [
    "Heard",
    "HeardSet",
    "Study",
    "hear_file",
    "hear_set",
    "make_profiles",
    "picture_names",
    "store_profiles",
    "study",
    "swap_cost",
]
