# What the package promises, for type checkers: at run time these names are imported when they are first asked for.
from negotiation.library import Case as Case
from negotiation.library import CaseProblems as CaseProblems
from negotiation.library import Unknown as Unknown

__version__: str
__all__ = ["Case", "CaseProblems", "Unknown", "__version__"]
