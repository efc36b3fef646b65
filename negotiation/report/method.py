"""What the words on a page mean, and how it counts: the same for every case."""

AXES = {
    "status": "The word for people: it follows from the other axes by a closed table, and judges nobody.",
    "figures": "What was promised in numbers: how much is performed, how much is left, and which part of that is due.",
    "due": "The day by which something has to be done, and whether it lies ahead, is today, or has passed.",
    "phase": "Whether it is proposed, conditional, in force, or closed, and by what it was closed.",
    "running": "Whether it runs or is suspended, by whom, and by which power of the terms if any was named.",
    "withheld": "The debtor's own notice that it will not perform. It is shown, and moves no figure.",
    "episodes": "Stretches from the day after a due day passes unmet, or from an act that falls within the promise.",
    "window": "The first and the last day on which a promise holds.",
    "acts": "Acts that may fall within a promise to refrain from something.",
    "observations": "What was seen on a day of a promise to keep something as it is.",
    "kind": "What sort of promise it is, and between whom.",
    "terms": "What the terms say in their latest version.",
    "void": "What was recorded without the power or the consent that the terms need. It changes nothing.",
    "outside": "What was done when the promise did not bind. It is counted as nothing.",
    "stages": "The stages of a measure, each with its own count; counts of different stages are never added.",
    "extensions": "Extensions asked for or offered. None of them moves a deadline.",
    "contested": "Fields about which readings or accounts differ: every holder is shown, or none.",
}
"""An axis is one side of how something stands, answered by itself."""

COUNTING = (
    "A day is read at its end, in the time zone of the case.",
    "Due days and the ends of windows are included: something is overdue from the day after.",
    "A due night runs to noon of the next day.",
    "“As known on” a day leaves out what was reported later. Without it all records count: that is hindsight.",
    "Performed, pending and discharged otherwise add up to the total, or the page says that they do not.",
    "Where days or accounts differ and nobody settled them, the answer gives every possibility.",
    "A statement, a claim or a finding by anybody stands beside the status and moves nothing.",
    "“None recorded” says that no record was found, and not that nothing happened.",
)
"""How days and numbers are counted."""
