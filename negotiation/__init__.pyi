# What the package promises, for type checkers: at run time these names are imported when they are first asked for.
from negotiation.api import Case as Case
from negotiation.api import CaseProblems as CaseProblems
from negotiation.api import Unknown as Unknown

__version__: str
__all__ = ["Case", "CaseProblems", "Unknown", "__version__"]
